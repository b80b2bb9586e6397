"""The single-leg deadlift: what it counts, must say and must not say."""

import pytest

from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue
from formcheck.exercises.single_leg_deadlift import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, film
from tests.support.findings import verdicts
from tests.support.recognition import recognise
from tests.support.standing import ACROSS, FACING, deadlift, single_leg_deadlift


def judged(motion: Motion, where: Camera) -> Report:
    return analyse(EXERCISE, film(motion, where, as_model_sees=False))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("where", [ACROSS, FACING])
def test_the_standing_leg_is_told_and_timed(where: Camera, side: str) -> None:
    motion = single_leg_deadlift(side)
    report = judged(motion, where)
    assert [r.side for r in report.reps] == [side] * 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.end == pytest.approx(true.end, abs=0.25)


@pytest.mark.parametrize(
    ("cue", "motion"),
    [
        ("back_round", single_leg_deadlift(arch=(0.0, -6.0, -7.0))),
        ("leg_in_line", single_leg_deadlift(leg=(178.0, 140.0, 138.0))),
        ("knee_soft", single_leg_deadlift(knee=(160.0, 120.0, 115.0))),
        ("depth", single_leg_deadlift(trunk=(74.0, 41.0, 40.0), leg=165.0)),
    ],
)
def test_a_fault_is_seen_from_the_side(cue: str, motion: Motion) -> None:
    assert verdicts(judged(motion, ACROSS), cue) == ["ok", "fault", "fault"]


def test_a_clean_set_has_no_fault_and_the_pelvis_is_never_judged() -> None:
    report = judged(single_leg_deadlift(), ACROSS)
    assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]
    assert set(verdicts(report, "pelvis_level")) == {"unsure"}


def test_nothing_is_judged_from_the_front() -> None:
    found = [f for r in judged(single_leg_deadlift(), FACING).reps for f in r.findings]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}


def test_it_is_told_from_a_deadlift() -> None:
    every = catalogue().values()
    one = film(single_leg_deadlift(), ACROSS, as_model_sees=False)
    assert recognise(one, every) == "single_leg_deadlift"
    assert recognise(film(deadlift(), ACROSS, as_model_sees=False), every) == "deadlift"
