"""Somebody else after a cut is told by the colours of the clothes, and the same person is not."""

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, N
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording.breaks import Break
from formcheck.estimation.clothes import colours, new_people

RED, BLUE, GREY = (180, 40, 40), (40, 60, 170), (110, 110, 110)
Colour = tuple[int, int, int]
TIME = np.arange(0, 10, 1 / 12)
CUT = Break("cut", 4.99, 5.0)


def body() -> Array:
    """Somebody who stands in a picture of 320 by 240 pixels."""
    points = np.full((N, 2), [160.0, 40.0])
    for left, right, y in (
        (L.LEFT_SHOULDER, L.RIGHT_SHOULDER, 60),
        (L.LEFT_HIP, L.RIGHT_HIP, 120),
        (L.LEFT_KNEE, L.RIGHT_KNEE, 170),
    ):
        points[left], points[right] = [185, y], [135, y]
    return points


def picture(shirt: Colour, shorts: Colour, light: float = 1.0) -> NDArray[np.uint8]:
    image = np.full((240, 320, 3), 200, np.uint8)
    image[55:120, 125:195] = shirt
    image[120:180, 125:195] = shorts
    return np.asarray(np.clip(image * light, 0, 255), np.uint8)


def worn(*pictures: NDArray[np.uint8]) -> Array:
    """Each picture for an even share of the time."""
    each = [colours(p, body()) for p in pictures]
    return np.array([each[int(t / 10 * len(each))] for t in TIME])


@pytest.mark.parametrize(
    ("shirt", "shorts"), [(BLUE, GREY), (RED, BLUE)], ids=["another shirt", "other shorts"]
)
def test_other_clothes_after_a_cut_are_somebody_else(shirt: Colour, shorts: Colour) -> None:
    seen = worn(picture(RED, GREY), picture(shirt, shorts))
    assert new_people(TIME, seen, [CUT]) == [5.0]
    assert new_people(TIME, seen, []) == [], "without a cut nobody is replaced"
    assert new_people(TIME, seen, [Break("knocked", 4.9, 5.0)]) == []


@pytest.mark.parametrize("light", [0.6, 1.3])
def test_the_same_clothes_in_another_light_are_the_same_person(light: float) -> None:
    seen = worn(picture(RED, GREY), picture(RED, GREY, light))
    assert new_people(TIME, seen, [CUT]) == []


def test_an_arm_before_the_clothes_most_of_the_time_makes_nobody_else() -> None:
    seen = worn(picture(RED, GREY), picture((220, 180, 160), GREY))
    seen[(TIME > 6) & (TIME < 7)] = colours(picture(RED, GREY), body())
    assert new_people(TIME, seen, [CUT]) == []


def test_what_is_outside_the_picture_tells_nothing() -> None:
    outside = colours(picture(BLUE, GREY), body() + np.array([0, 200]))
    assert np.isnan(outside).all()
    seen = worn(picture(RED, GREY), picture(RED, GREY))
    seen[TIME >= 5] = outside
    assert new_people(TIME, seen, [CUT]) == []
    assert np.isnan(colours(picture(RED, GREY), np.full((N, 2), np.nan))).all()
