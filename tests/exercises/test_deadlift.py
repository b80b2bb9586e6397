"""The deadlift: what it counts, must say and must not say."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Array
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue
from formcheck.exercises.deadlift import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, back, film
from tests.support.findings import verdicts
from tests.support.recognition import recognise
from tests.support.standing import ACROSS, FACING, deadlift, squat


def judged(motion: Motion, where: Camera) -> Report:
    return analyse(EXERCISE, film(motion, where, as_model_sees=False))


@pytest.mark.parametrize("where", [ACROSS, FACING])
def test_bowing_and_standing_up_is_one_repetition_and_timed(where: Camera) -> None:
    motion = deadlift()
    report = judged(motion, where)
    assert len(report.reps) == 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.2)
        assert found.end == pytest.approx(true.end, abs=0.2)


@pytest.mark.parametrize(
    ("cue", "motion"),
    [
        ("back_round", deadlift(arch=(0.0, -6.0, -7.0))),
        ("hinge", deadlift(trunk=(72, 34, 34), thigh=(22, 45, 45), shank=(2, 26, 26))),
        ("hips_first", deadlift(trunk=(72, 55, 55), hips_first=(0.0, 22.0, 24.0))),
    ],
)
def test_a_fault_is_seen_from_the_side(cue: str, motion: Motion) -> None:
    assert verdicts(judged(motion, ACROSS), cue) == ["ok", "fault", "fault"]


def swaying(arch: float) -> Array:
    """What a sway of so many % adds to a trunk profile: without a leap, as of an elbow."""
    added = back(arch) - back(0.0)
    return np.stack([np.convolve(np.pad(x, 2, "edge"), np.full(5, 0.2), "valid") for x in added])


def test_a_sway_that_goes_is_not_a_back_that_rounds() -> None:
    swayed = [
        replace(f, trunk=f.trunk + swaying(13.0))
        for f in film(deadlift(arch=(0.0, -6.0, -7.0)), ACROSS, as_model_sees=False)
    ]
    assert verdicts(analyse(EXERCISE, swayed), "back_round") == ["ok", "unsure", "unsure"]


def test_a_back_that_seems_rounder_than_any_is_unsure() -> None:
    assert set(verdicts(judged(deadlift(arch=-8.6), ACROSS), "back_round")) == {"unsure"}


def test_hips_that_are_lowest_half_way_down_have_not_risen_first() -> None:
    frames, motion = [], deadlift()
    for f in film(motion, ACROSS, as_model_sees=False):
        image = f.image.copy()  # legs nearly straight: the hips sink at first, and rise on the way
        (down,) = {
            float(np.sin(np.pi * np.clip((f.time - r.start) / (r.top_start - r.start), 0, 1)))
            for r in motion.reps
            if r.start <= f.time <= r.top_start
        } or (0.0,)
        sinks = 0.12 * down * np.linalg.norm(image[L.LEFT_KNEE] - image[L.LEFT_ANKLE])
        image[[L.LEFT_HIP, L.RIGHT_HIP, L.LEFT_SHOULDER, L.RIGHT_SHOULDER], 1] += 3 * sinks
        frames.append(replace(f, image=image))
    assert "fault" not in verdicts(analyse(EXERCISE, frames), "hips_first")


def test_leaning_back_at_the_end_is_a_fault_and_standing_straight_is_not() -> None:
    report = judged(deadlift(lean_back=(0.0, 34.0, 0.0)), ACROSS)
    found = verdicts(report, "lockout")
    assert found[1] == "fault"
    assert "fault" not in (found[0], found[2])


def test_a_clean_set_has_no_fault() -> None:
    report = judged(deadlift(), ACROSS)
    assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]


def test_nothing_is_judged_from_the_front() -> None:
    report = judged(deadlift(arch=-8.0, lean_back=30.0), FACING)
    found = [f for r in report.reps for f in r.findings]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}
    assert all(f.camera_move for f in found)


def test_it_is_told_from_a_squat() -> None:
    every = catalogue().values()
    assert recognise(film(deadlift(), ACROSS, as_model_sees=False), every) == "deadlift"
    assert recognise(film(squat(), ACROSS, as_model_sees=False), every) == "squat"


def test_lifts_from_the_floor_are_counted_from_their_turning_point() -> None:
    """Filmed from bent over the weight to putting it down again: two lifts."""
    motion = deadlift(reps=3)
    first, last = motion.reps[0].top_end - 0.2, motion.reps[2].top_start + 0.2
    frames = [f for f in film(motion, ACROSS, as_model_sees=False) if first <= f.time <= last]
    report = analyse(EXERCISE, frames)
    assert len(report.reps) == 2
    assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]
    assert [n.code for n in report.notes] == ["cut_start"]
    assert recognise(frames, catalogue().values()) == "deadlift"
