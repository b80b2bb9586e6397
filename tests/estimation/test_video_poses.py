"""Several landmarkers at once give what one gives."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import N, PoseFrame
from formcheck.estimation.video_poses import Estimated, EstimationOptions, estimate
from formcheck.estimation.warm_up import FEWEST
from formcheck.settings import Settings
from formcheck.video import VideoWriter
from tests.estimation.test_picture_watch import BODY, room
from tests.support.sample_sets import BRIDGE


class Counting:
    """Tells in each pose how many frames it has seen since it was made, and the frame's time."""

    made = 0

    def __init__(self) -> None:
        Counting.made += 1
        self.count = 0

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        self.count += 1
        nobody = PoseFrame.nobody(time)
        points = np.full((N, 2), scale)
        points[0] = self.count, time
        points[11:] += 100 * (round(25 * time) % 5)  # somebody who moves
        return PoseFrame(time, points, nobody.world, nobody.confidence, nobody.trunk)

    def close(self) -> None:
        pass


def run(workers: int, **settings: float) -> Estimated:
    return estimate(BRIDGE, Settings(workers=workers, **settings), Counting)  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [2, 3, 5])
def test_the_number_of_workers_changes_nothing(workers: int) -> None:
    alone, together = run(1), run(workers)
    np.testing.assert_array_equal(alone.poses.time, together.poses.time)
    np.testing.assert_array_equal(alone.poses.image, together.poses.image)


def test_each_stretch_has_a_landmarker_that_is_warm_when_it_begins() -> None:
    Counting.made = 0
    found = run(2)
    assert Counting.made == 2
    count, time = found.poses.image[:, 0].T
    np.testing.assert_allclose(time, found.poses.time)
    begins = [i for i in range(1, len(count)) if count[i] <= count[i - 1]]
    assert len(begins) == Counting.made - 1
    assert all(count[i] > FEWEST for i in begins), "warmed up before its first frame counts"


def test_frames_are_taken_at_the_pose_rate_on_their_own_times() -> None:
    found = run(2, pose_rate=10.0)
    assert abs(len(found.poses) - found.last_time * 10) < 3
    assert found.frames == 275
    steps = np.diff(found.poses.time) * 25
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-6)


def test_progress_goes_up_to_the_end() -> None:
    told: list[float] = []
    found = estimate(BRIDGE, Settings(workers=2), Counting, EstimationOptions(progress=told.append))
    assert told == sorted(told)
    assert told[-1] == pytest.approx(found.last_time, abs=0.5)


def test_a_landmarker_that_fails_stops_everything_and_says_so() -> None:
    class Failing(Counting):
        def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
            if time > 7:
                raise RuntimeError("out of order")
            return super().estimate(image, time, scale)

    with pytest.raises(RuntimeError, match="out of order"):
        estimate(BRIDGE, Settings(workers=2), Failing)


class Still(Counting):
    """Finds a body that keeps still, whatever the picture shows."""

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        pose = super().estimate(image, time, scale)
        corners = np.array([[300.0, 20.0], [420.0, 80.0]])  # where nothing moves in the video
        return replace(pose, image=np.resize(corners, (N, 2)))


@pytest.mark.parametrize("workers", [1, 3])
def test_a_video_in_which_the_body_keeps_still_gets_few_poses(workers: int) -> None:
    found = estimate(BRIDGE, Settings(workers=workers), Still)
    every = estimate(BRIDGE, Settings(workers=workers, every_frame=True), Still)
    assert len(found.poses) < len(every.poses) / 2
    assert found.inferences < every.inferences / 2
    assert np.diff(found.poses.time).max() < 0.6
    assert {found.poses.time[0], found.poses.time[-1]} <= set(every.poses.time)
    assert found.poses.time[-1] == every.poses.time[-1]
    assert found.last_time == every.last_time


def test_the_number_of_workers_changes_nothing_where_the_body_keeps_still() -> None:
    alone, together = (estimate(BRIDGE, Settings(workers=n), Still).poses for n in (1, 3))
    np.testing.assert_array_equal(alone.time, together.time)


def test_a_landmarker_settles_on_three_frames_where_nobody_moves(tmp_path: Path) -> None:
    path = tmp_path / "still.mp4"
    with VideoWriter(path, 320, 180) as writer:
        for i in range(150):
            writer.write(np.full((180, 320, 3), 90, np.uint8), i / 25)
    found = estimate(path, Settings(workers=1), Counting)
    count, time = found.poses.image[:, 0].T
    begins = int(np.argmin(np.diff(count))) + 1
    assert time[begins] > 2.0, "in the second of two segments"
    assert count[begins] == 4
    assert found.inferences == len(found.poses) + 3


def test_after_a_cut_the_body_is_looked_for_anew(tmp_path: Path) -> None:
    blank: list[float] = []

    class Watching(Counting):
        def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
            if not image.any():
                blank.append(time)
            return replace(super().estimate(image, time, scale), image=BODY)

    path = tmp_path / "cut.mp4"
    with VideoWriter(path, 640, 360) as writer:
        for i in range(75):
            writer.write(room(0 if i < 40 else 1), i / 25)
    found = estimate(path, Settings(workers=1), Watching)
    assert [b.kind for b in found.breaks] == ["cut"]
    assert blank == [pytest.approx(found.breaks[0].after, abs=0.01)]
    assert found.poses.time[-1] > 2.8, "the empty picture is none of the video's"
    assert found.inferences == len(found.poses) + 1


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    from formcheck.errors import InvalidVideoError

    with pytest.raises(InvalidVideoError):
        estimate(tmp_path / "none.mp4", Settings(), Counting)


def test_videos_that_share_workers_get_the_same_poses() -> None:
    def one(pool: ThreadPoolExecutor) -> Estimated:
        return estimate(BRIDGE, Settings(workers=2), Counting, EstimationOptions(pool=pool))

    with ThreadPoolExecutor(2) as pool, ThreadPoolExecutor(3) as videos:
        shared = [videos.submit(one, pool) for _ in range(3)]
        for done in shared:
            np.testing.assert_array_equal(done.result().poses.image, run(1).poses.image)


def test_a_video_that_fails_leaves_the_workers_to_the_others() -> None:
    class Failing(Counting):
        def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
            raise RuntimeError("out of order")

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(RuntimeError, match="out of order"):
            estimate(BRIDGE, Settings(workers=1), Failing, EstimationOptions(pool=pool))
        again = estimate(BRIDGE, Settings(workers=1), Counting, EstimationOptions(pool=pool))
    np.testing.assert_array_equal(again.poses.image, run(1).poses.image)
