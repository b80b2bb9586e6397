import pytest

from formcheck.analysis.classifier import Candidate, candidates, recognise, shown
from formcheck.analysis.pose import PoseFrame
from formcheck.exercises import catalogue
from tests.body import (
    Camera,
    Motion,
    camera,
    donkey_kick,
    drinking,
    film,
    getting_down,
    glute_bridge,
    joined,
    lateral_band_walk,
    still,
    walking_past,
)

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
    ranked = candidates(film(NONE_OF_THESE[name], camera(where, distance=distance), noise=0.5), ALL)
    assert [(c.exercise, c.reps) for c in ranked if c.reps] == []
    assert shown(ranked) is None


def test_getting_down_and_up_again_round_a_set_is_not_counted() -> None:
    side = camera("side")
    clip = joined(
        film(getting_down(), side),
        film(glute_bridge(2, hold=2), side),
        film(getting_down(up=True), side),
    )
    ranked = candidates(clip, ALL)
    assert (ranked[0].exercise, ranked[0].reps) == ("glute_bridge", 2)


def test_nobody_shows_nothing() -> None:
    assert recognise([], ALL) is None
    assert recognise([PoseFrame.nobody(i / 15) for i in range(60)], ALL) is None
    assert {c.exercise for c in candidates([], ALL)} == set(catalogue())


def test_once_is_enough_only_where_it_is_clear_and_nothing_else_comes_near() -> None:
    other = Candidate("b", 0, 0.0)
    assert shown([Candidate("a", 1, 0.9), other]) is not None
    assert shown([Candidate("a", 1, 0.7), other]) is None
    assert shown([Candidate("a", 1, 0.9), Candidate("b", 1, 0.6)]) is None
    assert shown([Candidate("a", 2, 0.6), other]) is not None
    assert shown([Candidate("a", 5, 0.4), other]) is None
