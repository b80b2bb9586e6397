"""A figure halfway between two is a person too: limbs keep their length, feet their place."""

from math import dist

import pytest

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.figures import RIGID, STAYS, Figure, halfway
from formcheck.exercises import catalogue

MOVING = pytest.mark.parametrize(
    "exercise", [e for e in catalogue().values() if e.turning_point], ids=lambda e: e.id
)
OFF = 0.03
"""Metres that a limb may be longer or shorter than the mean of its two ends: the figures' own
limbs differ by as much from start to turning point."""


def places(figure: Figure) -> dict[str, tuple[float, float, float]]:
    return {**figure.joints, "head": figure.head}


@MOVING
def test_limbs_keep_their_length(exercise: Exercise) -> None:
    assert exercise.turning_point is not None
    ends = places(exercise.figure), places(exercise.turning_point)
    found = places(halfway(exercise.figure, exercise.turning_point))
    for a, b in RIGID:
        wanted = sum(dist(end[a], end[b]) for end in ends) / 2
        assert dist(found[a], found[b]) == pytest.approx(wanted, abs=OFF), (a, b)


@MOVING
def test_what_does_not_move_stays(exercise: Exercise) -> None:
    assert exercise.turning_point is not None
    ends = places(exercise.figure), places(exercise.turning_point)
    found = places(halfway(exercise.figure, exercise.turning_point))
    for name, place in ends[0].items():
        if dist(place, ends[1][name]) < STAYS:
            assert dist(found[name], place) < STAYS, name


def test_halfway_between_a_figure_and_itself_is_the_figure() -> None:
    squat = catalogue()["squat"].figure
    assert places(halfway(squat, squat)) == places(squat)
