"""The real model on real frames."""

from collections.abc import Iterator

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseSequence
from formcheck.estimation.landmarker import Landmarker
from formcheck.estimation.model_files import bundle
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.video import Frame, Reader
from tests.support.played_poses import Played
from tests.support.sample_sets import BRIDGE, truth


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    with Reader(BRIDGE, Settings(), rate=5.0) as reader:
        return [next(reader) for _ in range(6)]


@pytest.fixture
def landmarker() -> Iterator[Landmarker]:
    model = Landmarker(bundle(ModelSize.LITE, Settings()))
    yield model
    model.close()


def true_point(name: str, time: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    with np.load(BRIDGE.with_suffix(".npz")) as z:
        frame = int(np.argmin(np.abs(z["time"] - time)))
        found: np.ndarray[tuple[int], np.dtype[np.float64]] = z["points2d"][
            frame, truth(BRIDGE)["points"].index(name)
        ]
        return found


def test_joints_are_found_where_they_are(landmarker: Landmarker, frames: list[Frame]) -> None:
    poses = [landmarker.estimate(f.image, f.time) for f in frames]
    last = poses[-1]
    assert last.seen
    trunk = np.linalg.norm(true_point("mid_hip", last.time) - true_point("mid_shoulder", last.time))
    for name in ("left_hip", "left_knee", "left_ankle", "left_shoulder"):
        found = last.image[L[name.upper()]]
        assert np.linalg.norm(found - true_point(name, last.time)) < 0.2 * trunk, name


def test_a_width_that_is_no_multiple_of_32_is_read_right(
    landmarker: Landmarker, frames: list[Frame]
) -> None:
    assert frames[0].image.shape[1] % 32
    pose = landmarker.estimate(frames[0].image, 0.0)
    assert pose.seen
    assert np.isfinite(pose.trunk).mean() > 0.4, "the mask must be read along the trunk"
    assert (pose.trunk[np.isfinite(pose.trunk)] < 0.6).all()


def test_a_picture_decoded_smaller_gives_full_size_pixels(frames: list[Frame]) -> None:
    small = [np.ascontiguousarray(f.image[::2, ::2]) for f in frames]
    out = []
    for pictures, scale in (([f.image for f in frames], 1.0), (small, 2.0)):
        model = Landmarker(bundle(ModelSize.LITE, Settings()))
        out.append([model.estimate(p, i / 5, scale) for i, p in enumerate(pictures)][-1])
        model.close()
    whole, halved = out
    trunk = np.linalg.norm(whole.image[L.LEFT_HIP] - whole.image[L.LEFT_SHOULDER])
    assert np.linalg.norm(whole.image - halved.image, axis=1)[[23, 25, 27]].max() < 0.1 * trunk


def test_nobody_in_an_empty_room(landmarker: Landmarker) -> None:
    pose = landmarker.estimate(np.full((240, 320, 3), 120, np.uint8), 0.0)
    assert not pose.seen
    assert np.isnan(pose.image).all()


def test_the_same_frames_give_the_same_poses(frames: list[Frame]) -> None:
    runs = []
    for _ in range(2):
        model = Landmarker(bundle(ModelSize.LITE, Settings()))
        runs.append(PoseSequence.of(model.estimate(f.image, f.time) for f in frames))
        model.close()
    np.testing.assert_array_equal(runs[0].image, runs[1].image)
    np.testing.assert_array_equal(runs[0].trunk, runs[1].trunk)


def test_the_fake_plays_poses_back(frames: list[Frame], landmarker: Landmarker) -> None:
    poses = PoseSequence.of(landmarker.estimate(f.image, f.time) for f in frames)
    fake = Played(poses)
    again = fake.estimate(frames[2].image, frames[2].time + 0.01)
    np.testing.assert_array_equal(again.image, poses.image[2])
    assert again.time == frames[2].time + 0.01
    assert not Played(PoseSequence.of([])).estimate(frames[0].image, 0.0).seen
