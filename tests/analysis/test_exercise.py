"""What a declaration says by itself: fixes with their limits, short words, names of phases."""

from dataclasses import replace

import pytest

from formcheck.analysis.report import Phase
from formcheck.analysis.timing import HOLD, LOWERING
from formcheck.exercises import catalogue, get


@pytest.mark.parametrize(
    ("low", "said"),
    [
        (1.0, "Stay at the top for one second."),
        (5.0, "Stay at the top for five seconds."),
        (2.5, "Stay at the top for 2.5 seconds."),
        (12.0, "Stay at the top for 12 seconds."),
        (None, ""),
    ],
)
def test_a_fix_names_the_limit_that_holds(low: float | None, said: str) -> None:
    assert replace(HOLD, low=low, high=20.0).fix("low") == said


def test_half_seconds_are_said_as_people_say_them() -> None:
    assert replace(LOWERING, low=1.5).fix("low") == "Take a second and a half on the way down."


def test_no_fix_shows_its_place_holder() -> None:
    for cue in (c for e in catalogue().values() for c in e.cues):
        assert "{" not in cue.fix("low") + cue.fix("high")


def test_a_spoken_cue_has_at_most_four_words() -> None:
    with pytest.raises(ValueError, match="more than 4 words"):
        replace(HOLD, spoken_low="Stay up there for longer")


def test_a_cue_has_a_limit() -> None:
    with pytest.raises(ValueError, match="give low, high or both"):
        replace(HOLD, low=None, high=None)


@pytest.mark.parametrize(
    ("exercise", "phase", "name"),
    [
        ("glute_bridge", "top", "at the top"),
        ("clamshell", "top", "with the knee open"),
        ("clamshell", "start", "in the start position"),
        ("hip_flexor_stretch", "lower", "on the way back"),
    ],
)
def test_phases_are_called_what_they_are(exercise: str, phase: Phase, name: str) -> None:
    assert get(exercise).phase_name(phase) == name
