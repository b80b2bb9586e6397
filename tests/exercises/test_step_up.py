"""The step-up: what it counts, must say and must not say."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue
from formcheck.exercises.step_up import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, film
from tests.support.findings import verdicts
from tests.support.recognition import recognise
from tests.support.standing import ACROSS, FACING, lunge, step_up

EVERY = catalogue().values()


def judged(motion: Motion, where: Camera) -> Report:
    return analyse(EXERCISE, film(motion, where, as_model_sees=False))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("where", [ACROSS, FACING])
@pytest.mark.parametrize("step", [0.2, 0.4])
def test_the_foot_on_the_step_is_told_and_timed(where: Camera, side: str, step: float) -> None:
    motion = step_up(side, step=step)
    report = judged(motion, where)
    assert [r.side for r in report.reps] == [side] * 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.25)
        assert found.top_start == pytest.approx(true.top_start, abs=0.25)
        assert found.end == pytest.approx(true.end, abs=0.25)


@pytest.mark.parametrize(
    ("cue", "motion", "where"),
    [
        ("standing_tall", step_up(knee=(180.0, 150.0, 148.0)), ACROSS),
        ("trunk_upright", step_up(trunk=(12.0, 50.0, 55.0)), ACROSS),
        ("trunk_sideways", step_up(lean=(0.0, 34.0, -36.0)), FACING),
        ("lowering", step_up(lower=(2.4, 1.0, 0.9)), ACROSS),
    ],
)
def test_a_fault_is_seen_where_it_shows(cue: str, motion: Motion, where: Camera) -> None:
    assert verdicts(judged(motion, where), cue) == ["ok", "fault", "fault"]


def test_a_clean_set_has_no_fault() -> None:
    for where in (ACROSS, FACING):
        report = judged(step_up(), where)
        assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]


@pytest.mark.parametrize(
    ("cue", "where"),
    [
        ("standing_tall", FACING),
        ("trunk_upright", FACING),
        ("trunk_sideways", ACROSS),
        ("knee_cave", ACROSS),
        ("pelvic_drop", FACING),
    ],
)
def test_it_is_unsure_from_a_view_that_does_not_show_it(cue: str, where: Camera) -> None:
    report = judged(step_up(knee=150.0, trunk=50.0), where)
    found = [f for r in report.reps for f in r.findings if f.cue == cue]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}


def test_it_is_told_from_a_lunge() -> None:
    assert recognise(film(step_up(), ACROSS, as_model_sees=False), EVERY) == "step_up"
    assert recognise(film(step_up("right"), ACROSS, as_model_sees=False), EVERY) == "step_up"
    assert recognise(film(lunge(), ACROSS, as_model_sees=False), EVERY) == "lunge"


def test_it_is_told_where_the_other_foot_is_put_down_just_before() -> None:
    frames, motion = [], step_up("left")
    for f in film(motion, ACROSS, as_model_sees=False):
        image = f.image.copy()  # the foot comes to the step as the rise begins
        late = any(r.start - 0.9 <= f.time <= r.start - 0.05 for r in motion.reps)
        image[L.LEFT_ANKLE, 0] += late * np.linalg.norm(image[L.LEFT_KNEE] - image[L.LEFT_ANKLE])
        frames.append(replace(f, image=image, time=f.time / 1.6))
    assert recognise(frames, EVERY) == "step_up"
