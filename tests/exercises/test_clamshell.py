"""The clamshell: what it counts, what it must say and what it must not."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Array, PoseFrame
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.session import Session, analyse
from formcheck.exercises import catalogue
from formcheck.exercises.clamshell import EXERCISE
from tests.support.body import LEG, Body, Each, Motion, X, Y, Z, course, each, figure
from tests.support.filming import Camera, film, mirrored
from tests.support.findings import verdicts
from tests.support.recognition import recognise

IN_FRONT = Camera(90, 0.7, 1.8)
BEHIND = Camera(-90, 0.7, 1.8)
FOOT_END_LOW = Camera(180, 0.5, 2.0)
FOOT_END_RAISED = Camera(180, 1.5, 2.0)


def turned(v: Array, axis: Array, degrees: float) -> Array:
    """Turn `v` about a unit axis (Rodrigues)."""
    a = np.radians(degrees)
    along = (v @ axis) * axis
    out: Array = along + np.cos(a) * (v - along) + np.sin(a) * np.cross(axis, v)
    return out


def clamshell(
    reps: int = 3,
    hold: Each[float] = 2.5,
    lower: Each[float] = 2.2,
    opened: float = 55.0,
    roll: Each[float] = 0.0,
    gap: Each[float] = 0.0,
    straight: bool = False,
) -> Motion:
    """Lie on the right side, open the left knee by `opened` deg about the line hip to foot.

    `roll`: the trunk rolls back by so many deg; `gap`: the feet part by so many metres;
    `straight`: lift the whole leg instead.
    """
    way = course(reps, 1.2, hold, lower, 1.2, "left")
    thigh = np.array([-np.cos(np.radians(50)), np.sin(np.radians(50)), 0.0])
    shank = np.array([-thigh[1], thigh[0], 0.0])

    def at(time: float) -> Body:
        s, i = way.at(time)
        left = turned(Z, X, s * each(roll, i))  # +x is the head: the top goes backwards
        hip = np.array([0.0, 0.0, 0.19])
        joints = hip + 0.1 * left, hip - 0.1 * left
        feet = hip + LEG * (thigh + shank) - 0.04 * Z, hip + LEG * (thigh + shank) - 0.12 * Z
        knees = joints[0] + LEG * thigh - 0.03 * Z, joints[1] + LEG * thigh - 0.05 * Z
        line = feet[0] - joints[0]
        axis = line / np.linalg.norm(line)
        top = joints[0] + turned(knees[0] - joints[0], axis, -s * opened)
        ankle = feet[0] + s * each(gap, i) * Z
        if straight:
            top, ankle = knees[0] + s * 0.22 * Z, feet[0] + s * 0.45 * Z
        return Body(
            figure(hip, X, left, ankles=(ankle, feet[1]), knees=(top, knees[1]), toes=(Y, Y))
        )

    return Motion("upright", way.seconds, at, way.reps)


def filmed(motion: Motion, where: Camera = IN_FRONT) -> list[PoseFrame]:
    return film(motion, where, as_model_sees=False)


def test_counts_and_times_both_sides() -> None:
    motion = clamshell()
    for frames, side in (
        (filmed(motion), "left"),
        (mirrored(filmed(motion)), "right"),
    ):
        report = analyse(EXERCISE, frames)
        assert [r.side for r in report.reps] == [side] * 3
        for found, true in zip(report.reps, motion.reps, strict=True):
            assert found.start == pytest.approx(true.start, abs=0.15)
            assert found.end == pytest.approx(true.end, abs=0.2)
            assert found.hold == pytest.approx(true.top_end - true.top_start, abs=0.25)


def test_a_straight_leg_lifted_is_not_like_it() -> None:
    for motion, like in ((clamshell(), True), (clamshell(straight=True), False)):
        session = Session(EXERCISE)
        for frame in filmed(motion):
            session.push(frame)
        session.finish()
        assert bool(session.likeness and min(session.likeness) > 0.5) is like


@pytest.mark.parametrize("other_side", [False, True])
def test_it_and_a_leg_lift_on_the_side_are_told_apart(other_side: bool) -> None:
    def name(straight: bool) -> str | None:
        frames = filmed(clamshell(straight=straight))
        return recognise(mirrored(frames) if other_side else frames, catalogue().values())

    assert name(straight=False) == "clamshell"
    assert name(straight=True) in ("side_lying_leg_lift", None)


def test_feet_together_is_silent_while_the_feet_stay_stacked() -> None:
    assert verdicts(analyse(EXERCISE, filmed(clamshell())), "feet_together") == ["ok"] * 3


def test_feet_together_fires_when_the_top_foot_lifts() -> None:
    report = analyse(EXERCISE, filmed(clamshell(gap=(0.0, 0.2, 0.2))))
    assert verdicts(report, "feet_together") == ["ok", "fault", "fault"]


def test_hips_rocking_is_silent_while_they_stay() -> None:
    report = analyse(EXERCISE, filmed(clamshell()))
    assert "fault" not in verdicts(report, "hips_rocking")


def test_hips_rocking_fires_on_a_very_large_roll() -> None:
    report = analyse(EXERCISE, filmed(clamshell(roll=(0.0, 45.0, 45.0))))
    assert verdicts(report, "hips_rocking")[1:] == ["fault", "fault"]


@pytest.mark.parametrize(("roll", "expected"), [(2.0, "ok"), (18.0, "fault")])
def test_stickers_make_small_rolls_certain(roll: float, expected: str) -> None:
    frames = [
        replace(f, markers=f.image[[L.LEFT_HIP, L.RIGHT_HIP]])
        for f in filmed(clamshell(roll=roll, reps=1), FOOT_END_RAISED)
    ]
    assert set(verdicts(analyse(EXERCISE, frames), "hips_rocking")) == {expected}


@pytest.mark.parametrize("where", [BEHIND, FOOT_END_LOW])
def test_nothing_is_judged_from_behind_or_from_low_at_the_feet(where: Camera) -> None:
    report = analyse(EXERCISE, filmed(clamshell(roll=30, gap=0.2, hold=0.5), where))
    assert {f.verdict for r in report.reps for f in r.findings} <= {"unsure"}


@pytest.mark.parametrize(("hold", "expected"), [(1.0, "fault"), (2.5, "ok"), (5.0, "fault")])
def test_hold(hold: float, expected: str) -> None:
    report = analyse(EXERCISE, filmed(clamshell(hold=hold, reps=1)))
    assert set(verdicts(report, "hold")) == {expected}


@pytest.mark.parametrize(("lower", "expected"), [(0.8, "fault"), (2.4, "ok")])
def test_lowering(lower: float, expected: str) -> None:
    report = analyse(EXERCISE, filmed(clamshell(lower=lower, reps=1)))
    assert set(verdicts(report, "lowering")) == {expected}
