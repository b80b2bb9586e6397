from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.recognition.classifier import find_sets, part_of, seen_movements
from formcheck.exercises import catalogue
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film, joined
from tests.support.motions import (
    donkey_kick,
    drinking,
    getting_down,
    glute_bridge,
    lateral_band_walk,
    still,
    walking_past,
)
from tests.support.recognition import recognise

ALL = tuple(catalogue().values())
RAISED_REAR = Camera(180, 1.6, 2.6)


@pytest.mark.parametrize(
    ("motion", "where", "exercise"),
    [
        (glute_bridge(2, hold=2), camera("side"), "glute_bridge"),
        (glute_bridge(2, hold=2), camera("other side"), "glute_bridge"),
        (glute_bridge(2, hold=2), camera("three-quarter"), "glute_bridge"),
        (glute_bridge(2, hold=2), camera("foot end, high"), "glute_bridge"),
        (donkey_kick("left", 2, hold=1), camera("side"), "donkey_kick"),
        (donkey_kick("right", 2, hold=1), camera("side"), "donkey_kick"),
        (donkey_kick("right", 2, hold=1), camera("other side"), "donkey_kick"),
        (donkey_kick("left", 2, hold=1), RAISED_REAR, "donkey_kick"),
        (lateral_band_walk(3), camera("front"), "lateral_band_walk"),
        (lateral_band_walk(3, "right"), camera("behind"), "lateral_band_walk"),
        (lateral_band_walk(3), camera("walked towards"), "lateral_band_walk"),
    ],
)
def test_an_exercise_is_recognised(motion: Motion, where: Camera, exercise: str) -> None:
    assert recognise(film(motion, where), ALL) == exercise


NONE_OF_THESE = {
    "getting down": getting_down(),
    "getting down slowly": getting_down(8),
    "standing up": getting_down(up=True),
    "drinking": drinking(),
    "walking past": walking_past(),
    "strolling": walking_past(6, 0.5),
    "lying": still("supine"),
    "hands and knees": still("prone"),
    "standing": still("upright"),
}


@pytest.mark.parametrize("name", NONE_OF_THESE)
@pytest.mark.parametrize("where", ["side", "front", "three-quarter"])
def test_none_of_these_is_an_answer(name: str, where: str) -> None:
    distance = 3.5 if "up" in name or "ing" in name else 2.0
    clip = film(NONE_OF_THESE[name], camera(where, distance=distance), noise=0.5)
    assert find_sets(seen_movements(clip, ALL)) == []


def test_getting_down_and_up_again_round_a_set_is_not_part_of_it() -> None:
    side = camera("side")
    clip = joined(
        film(getting_down(), side),
        film(glute_bridge(2, hold=2), side),
        film(getting_down(up=True), side),
    )
    (one,) = find_sets(seen_movements(clip, ALL))
    assert (one.exercise, len(one.movements)) == ("glute_bridge", 2)


def test_nobody_shows_nothing() -> None:
    assert recognise([], ALL) is None
    assert recognise([PoseFrame.nobody(i / 15) for i in range(60)], ALL) is None


def test_one_whole_repetition_is_enough_and_a_part_of_one_is_told_apart() -> None:
    frames = film(glute_bridge(1, hold=2), camera("side"))
    assert recognise(frames, ALL) == "glute_bridge"
    up_only = [f for f in frames if f.time < 2.6]
    seen = seen_movements(up_only, ALL)
    assert find_sets(seen) == []
    assert part_of(seen) == "glute_bridge"


def test_repetitions_half_done_are_still_that_exercise() -> None:
    whole = film(donkey_kick("left", 2, hold=1), camera("side"))
    half = film(donkey_kick("left", 2, hold=1, top=135), camera("side"))
    (one,) = find_sets(seen_movements(joined(half, whole), ALL))
    assert (one.exercise, len(one.movements)) == ("donkey_kick", 4)


def straightened(frame: PoseFrame) -> PoseFrame:
    """The right leg, on which somebody kicks with the left one, straight as in a plank."""
    out = []
    for points in (frame.image.copy(), frame.world.copy()):
        hip, knee = points[L.RIGHT_HIP], points[L.RIGHT_KNEE]
        leg = np.linalg.norm(points[L.RIGHT_ANKLE] - knee) / np.linalg.norm(knee - hip)
        points[L.RIGHT_ANKLE] = knee + leg * (knee - hip)
        out.append(points)
    return replace(frame, image=out[0], world=out[1])


def test_on_a_straight_leg_nobody_is_on_hands_and_knees() -> None:
    kicks = film(donkey_kick("left", 2, hold=1), camera("side"))
    on_a_straight_leg = [straightened(f) for f in kicks]
    assert find_sets(seen_movements(on_a_straight_leg, ALL)) == []


def test_two_exercises_in_one_recording_are_two_sets_in_order_of_time() -> None:
    side = camera("side")
    clip = joined(
        film(glute_bridge(2, hold=2), side),
        film(donkey_kick("left", 2, hold=1), side),
        film(glute_bridge(2, hold=2), side),
    )
    sets = find_sets(seen_movements(clip, ALL))
    assert [(s.exercise, len(s.movements)) for s in sets] == [
        ("glute_bridge", 2),
        ("donkey_kick", 2),
        ("glute_bridge", 2),
    ]
    assert all(a.end <= b.begin for a, b in pairwise(sets))
