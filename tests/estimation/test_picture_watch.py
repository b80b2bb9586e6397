"""Cuts, zooms and knocks are seen in the background, and a body or a plain wall tells nothing."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import N, PoseFrame
from formcheck.estimation.picture_watch import PictureWatch, Step, picture_breaks
from formcheck.video import Frame

RATE, FRAMES = 12.0, 48
Picture = NDArray[np.uint8]
BODY = np.random.default_rng(2).uniform([250, 120], [390, 300], (N, 2))


def room(seed: int = 0) -> Picture:
    """Return a picture with things in it, 640 by 360."""
    coarse = np.random.default_rng(seed).integers(0, 255, (18, 32, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (640, 360), interpolation=cv2.INTER_CUBIC), np.uint8)


def moved(picture: Picture, x: float = 0.0, y: float = 0.0, growth: float = 1.0) -> Picture:
    about = np.array([[growth, 0, x + 320 * (1 - growth)], [0, growth, y + 180 * (1 - growth)]])
    return np.asarray(
        cv2.warpAffine(picture, about, (640, 360), borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def breaks(film: Callable[[int], Picture]) -> list[tuple[str, float]]:
    """Return the breaks in a film, and when each is over, in frames."""
    watch = PictureWatch()
    for i in range(FRAMES):
        nobody = PoseFrame.nobody(i / RATE)
        pose = PoseFrame(nobody.time, BODY, nobody.world, nobody.confidence, nobody.trunk)
        watch.see(Frame(i, i / RATE, film(i)), pose, 1.0)
    return [(b.kind, round(b.after * RATE)) for b in picture_breaks(watch.steps)]


def test_a_camera_on_a_stand_shows_no_break() -> None:
    assert breaks(lambda _: room()) == []


def test_what_the_body_does_is_no_break() -> None:
    def film(i: int) -> Picture:
        image = room()
        image[130:290, 260:380] = (i * 37) % 255
        return image

    assert breaks(film) == []


def test_another_picture_is_a_cut() -> None:
    assert breaks(lambda i: room(0 if i < 20 else 1)) == [("cut", 20)]


@pytest.mark.parametrize("growth", [1.3, 1 / 1.3])
def test_a_zoom_from_one_frame_to_the_next_is_a_cut(growth: float) -> None:
    assert breaks(lambda i: moved(room(), growth=1.0 if i < 20 else growth)) == [("cut", 20)]


@pytest.mark.parametrize("shift", [(30.0, 0.0), (0.0, 25.0), (-40.0, 10.0)])
def test_a_picture_that_shifts_between_two_calm_times_is_a_knock(
    shift: tuple[float, float],
) -> None:
    def film(i: int) -> Picture:
        share = np.clip((i - 20) / 3, 0, 1)
        return moved(room(), shift[0] * share, shift[1] * share)

    assert breaks(film) == [("knocked", 23)]


def test_a_camera_held_in_the_hand_is_not_knocked() -> None:
    def film(i: int) -> Picture:
        return moved(room(), 12 * np.sin(i / 2), 6 * np.cos(i / 3), 1 + 0.02 * np.sin(i / 4))

    assert breaks(film) == []


def test_a_flash_is_no_cut() -> None:
    assert breaks(lambda i: room(1) if i == 20 else room()) == []


def test_light_that_changes_is_no_cut() -> None:
    def film(i: int) -> Picture:
        return np.asarray(room() * (1.0 if i < 20 else 0.6), np.uint8)

    assert breaks(film) == []


def test_before_a_plain_wall_nothing_is_told() -> None:
    plain = np.full((360, 640, 3), 200, np.uint8)
    assert breaks(lambda i: plain if i < 20 else plain // 2) == []


def test_a_camera_that_is_carried_is_not_knocked() -> None:
    steps = [Step(i / 12, (i + 1) / 12, moved=0.02 if 10 < i < 30 else 0.0) for i in range(60)]
    assert picture_breaks(steps) == []
