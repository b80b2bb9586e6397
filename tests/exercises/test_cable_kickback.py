"""The cable kickback: what it counts, must say and must not say."""

import pytest

from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue
from formcheck.exercises.cable_kickback import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film
from tests.support.findings import verdicts
from tests.support.motions import donkey_kick
from tests.support.recognition import recognise
from tests.support.standing import ACROSS, FACING, cable_kickback, single_leg_deadlift

EVERY = catalogue().values()


def judged(motion: Motion, where: Camera = ACROSS) -> Report:
    return analyse(EXERCISE, film(motion, where, as_model_sees=False))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("where", [ACROSS, Camera(-90, 0.9, 3.4)])
def test_the_working_leg_is_told_and_timed(where: Camera, side: str) -> None:
    motion = cable_kickback(side)
    report = judged(motion, where)
    assert [r.side for r in report.reps] == [side] * 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.2)
        assert found.top_end == pytest.approx(true.top_end, abs=0.2)


@pytest.mark.parametrize(
    ("cue", "motion"),
    [
        ("trunk_still", cable_kickback(swing=(0.0, 18.0, 20.0))),
        ("back_arch", cable_kickback(arch=(0.0, 4.0, 5.0))),
        ("hyperextension", cable_kickback(back=(20.0, 52.0, 53.0))),
        ("height", cable_kickback(back=(25.0, 5.5, 5.5))),
        ("knee_still", cable_kickback(knee=(165.0, 120.0, 115.0))),
        ("hold", cable_kickback(hold=(1.5, 0.3, 0.3))),
        ("rushing", cable_kickback(hold=(1.5, 0.2, 0.2), lift=(1.0, 0.5, 0.5))),
    ],
)
def test_a_fault_is_seen_from_the_side(cue: str, motion: Motion) -> None:
    assert verdicts(judged(motion), cue) == ["ok", "fault", "fault"]


def test_straightening_up_is_a_fault_as_well() -> None:
    assert verdicts(judged(cable_kickback(swing=(0.0, -18.0))), "trunk_still")[1] == "fault"


def test_a_clean_set_has_no_fault() -> None:
    report = judged(cable_kickback())
    assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]


@pytest.mark.parametrize(
    "cue", ["trunk_still", "back_arch", "hyperextension", "height", "knee_still"]
)
def test_it_is_unsure_from_the_front(cue: str) -> None:
    report = judged(cable_kickback(back=50.0, swing=20.0), FACING)
    found = [f for r in report.reps for f in r.findings if f.cue == cue]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}


def test_it_is_told_from_a_donkey_kick_and_a_single_leg_deadlift() -> None:
    assert recognise(film(cable_kickback(), ACROSS, as_model_sees=False), EVERY) == EXERCISE.id
    assert recognise(film(donkey_kick(), camera("side")), EVERY) == "donkey_kick"
    bow = film(single_leg_deadlift(), ACROSS, as_model_sees=False)
    assert recognise(bow, EVERY) == "single_leg_deadlift"
