"""Stickers in one picture, and in which pictures they are looked for; what their colours are."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.estimation.markers import NONE, Choice, Crop, Spots, Tap, place, sampling, spots
from formcheck.estimation.markers.blobs import lab
from formcheck.estimation.markers.colours import COMMON, best, name
from tests.support.painted_markers import COLOURS


def test_advice_names_what_stands_out() -> None:
    rows = {"navy": (40, 48, 74), "skin": (225, 180, 150), "grey": (120, 120, 125)}
    around = lab(np.array([list(rows.values())], np.uint8))[0].astype(float)
    assert not {"white", "blue"} & set(best(around))
    greens = lab(np.array([[(60, 200, 80), (50, 170, 60)]], np.uint8))[0].astype(float)
    assert "green" not in best(greens, count=3)
    assert best(np.zeros((0, 3))) == ["green", "pink"]
    for colour, rgb in COMMON.items():
        assert name(lab(np.array([[rgb]], np.uint8))[0, 0].astype(float)) == colour


# ---- one picture


def standing(scale: float = 240.0, at: tuple[float, float] = (320.0, 200.0)) -> PoseFrame:
    """Somebody upright facing the camera, `scale` pixels a metre, mid-hip at `at`."""
    world = np.zeros((33, 3))
    for one, sign in (("LEFT", 1), ("RIGHT", -1)):
        for part, x, y in (
            ("SHOULDER", 0.18, -0.5),
            ("HIP", 0.1, 0.0),
            ("KNEE", 0.12, 0.42),
            ("ANKLE", 0.12, 0.84),
        ):
            world[L[f"{one}_{part}"]] = (sign * x, y, 0)
    image = np.array(at) + scale * world[:, :2]
    nobody = PoseFrame.nobody(0.0)
    return PoseFrame(0.0, image, world, np.ones(33), nobody.trunk)


def picture(width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    image = np.empty((height, width, 3), np.uint8)
    image[:] = (60, 66, 90)
    return image


def disc(image: NDArray[np.uint8], x: float, y: float, radius: float) -> None:
    """Paint a green disc with soft edges; pixel centres lie at whole numbers."""
    yy, xx = np.mgrid[: image.shape[0], : image.shape[1]]
    share = np.clip(radius - np.hypot(xx - x, yy - y) + 0.5, 0, 1)[..., None]
    image[:] = np.rint(image * (1 - share) + share * np.array(COLOURS["green"])).astype(np.uint8)


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_centres_are_found_within_a_tenth_of_a_pixel(scale: float) -> None:
    image, pose = picture(), standing()
    wanted = [(345.3, 180.6), (292.8, 183.2)]
    for x, y in wanted:
        disc(image, x, y, 3.6)
    pose = replace(pose, image=(pose.image + 0.5) * scale - 0.5)
    blobs = spots(image, pose, scale).blobs
    assert len(blobs) == 2
    got = sorted(map(tuple, (blobs[:, :2] + 0.5) / scale - 0.5), reverse=True)
    np.testing.assert_allclose(got, wanted, atol=0.1)
    np.testing.assert_allclose(blobs[:, 2], 0.03, atol=0.008)


def test_a_large_picture_is_looked_at_smaller_and_as_well() -> None:
    image, pose = picture(1600, 1200), standing(700.0, (800.0, 500.0))
    wanted = [(880.4, 440.2), (715.0, 446.9)]
    for x, y in wanted:
        disc(image, x, y, 10.5)
    blobs = spots(image, pose).blobs
    np.testing.assert_allclose(sorted(map(tuple, blobs[:, :2]), reverse=True), wanted, atol=0.3)


def test_bands_seams_and_patches_are_no_blobs() -> None:
    image, pose = picture(), standing()
    cv2.rectangle(image, (250, 230), (390, 238), COLOURS["green"], -1)  # a loop band
    cv2.line(image, (300, 140), (300, 260), COLOURS["orange"], 2)  # a seam
    cv2.rectangle(image, (330, 150), (370, 190), COLOURS["pink"], -1)  # a pocket
    assert len(spots(image, pose).blobs) == 0


def test_nobody_or_a_body_out_of_the_picture_has_no_spots() -> None:
    assert spots(picture(), PoseFrame.nobody(0.0)) is NONE
    assert spots(picture(), standing(at=(-900.0, 200.0))) is NONE
    assert len(spots(picture(), standing(at=(2.0, 2.0))).blobs) == 0


def test_a_hidden_sticker_is_nan_and_the_other_stays_itself() -> None:
    """Each in turn goes behind a hand; neither is taken for the other."""
    poses, seen = [], []
    for k in range(45):
        image, pose = picture(), standing(at=(320.0 + k, 200.0))
        if not 15 <= k < 22:
            disc(image, 346.0 + k, 182.0, 3.6)
        if not 28 <= k < 40:
            disc(image, 294.0 + k, 184.0, 3.6)
        poses.append(replace(pose, time=k / 15))
        seen.append(spots(image, pose))
    out, notes = place(PoseSequence.of(poses), seen)
    assert [n.code for n in notes] == ["stickers"]
    left, right = (np.isfinite(out.markers[:, side]).all(-1) for side in (0, 1))
    frames = np.arange(45)
    np.testing.assert_array_equal(left, (frames < 15) | (frames >= 22))
    np.testing.assert_array_equal(right, (frames < 28) | (frames >= 40))
    np.testing.assert_allclose(out.markers[left, 0, 0] - frames[left], 346.0, atol=0.2)
    np.testing.assert_allclose(out.markers[right, 1, 0] - frames[right], 294.0, atol=0.2)


def test_poses_that_have_stickers_keep_them() -> None:
    pose = replace(standing(), markers=np.array([[346.0, 182.0], [294.0, 184.0]]))
    poses = PoseSequence.of([pose])
    assert place(poses, [NONE]) == (poses, [])


# ---- in which pictures they are looked for


@pytest.mark.parametrize(
    ("choice", "colour", "looked"),
    [
        ("auto", (0.0, 0.0), 5),
        ("auto", (60.0, 0.0), 20),
        (Tap(0.0, (0.0, 0.0), (9.0, 0.0)), (0.0, 0.0), 20),
        (None, (0.0, 0.0), 20),
        ("none", (60.0, 0.0), 0),
    ],
    ids=["pale", "vivid", "tapped", "not known yet", "not wanted"],
)
def test_a_stretch_without_a_vivid_pair_is_looked_at_here_and_there(
    monkeypatch: pytest.MonkeyPatch,
    choice: Choice | None,
    colour: tuple[float, float],
    looked: int,
) -> None:
    crops = [Crop(np.zeros((20, 20, 3), np.uint8), 100.0, i, 0, 1.0) for i in range(20)]
    blobs = np.zeros((2, 10), np.float32)
    blobs[:, 5:7] = colour
    seen: list[int] = []

    def found(crop: Crop) -> Spots:
        seen.append(crop.left)
        return Spots(blobs, np.zeros((1, 3), np.uint8))

    monkeypatch.setattr(sampling, "spots_in", found)
    monkeypatch.setattr(sampling, "pairs_in", lambda *_: np.array([[0, 1]]))
    poses = PoseSequence.of(PoseFrame.nobody(i / 12) for i in range(20))
    out = sampling.sample_spots(crops, poses, choice)
    assert len(out) == 20
    assert len(seen) == len(set(seen)) == looked
    assert [i for i, one in enumerate(out) if one is not NONE] == sorted(seen)
