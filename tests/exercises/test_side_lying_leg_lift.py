"""The side-lying leg lift: what it counts, must say and must not say."""

import numpy as np
import pytest

from formcheck.analysis.pose import Array, PoseFrame
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue
from formcheck.exercises.side_lying_leg_lift import EXERCISE, HEIGHT_BIAS
from tests.support.body import LEG, TRUNK, Body, Each, Motion, X, Y, Z, course, each, figure
from tests.support.filming import Camera, film
from tests.support.findings import verdicts
from tests.support.recognition import recognise

BELLY = Camera(90, 0.7, 2.4)
"""In front of the belly: who lies on the right side with the head at +x looks towards +y."""


def leg_lift(
    reps: int = 3, top: Each[float] = 40.0, hold: Each[float] = 2.5, lower: Each[float] = 2.0
) -> Motion:
    """Lie on the right side and lift the left leg to `top` degrees, as the model sees it."""
    way = course(reps, 1.1, hold, lower, 1.2)

    def at(time: float) -> Body:
        s, i = way.at(time)
        a = np.radians(4.0 + s * (each(top, i) + HEIGHT_BIAS - 4.0))
        hip = 0.2 * Z
        upper, lower_hip = hip + 0.1 * Z, hip - 0.1 * Z
        away = np.array([-np.cos(a), 0.0, np.sin(a)])
        ankles: tuple[Array, Array] = (
            upper + 2 * LEG * away,
            lower_hip - 0.3 * X + 0.02 * Y,
        )
        knees = (upper + LEG * away, lower_hip - 0.3 * X + 0.28 * Y)
        hands = (hip + 0.1 * X + 0.2 * Y, hip + (TRUNK + 0.2) * X)
        points = figure(hip, X, Z, ankles=ankles, knees=knees, toes=(Y, Y), hands=hands)
        return Body(points)

    return Motion("prone", way.seconds, at, way.reps)


def filmed(motion: Motion, where: Camera = BELLY) -> list[PoseFrame]:
    return film(motion, where, as_model_sees=False)


def test_a_lift_is_a_repetition_of_the_upper_leg_and_timed() -> None:
    motion = leg_lift()
    report = analyse(EXERCISE, filmed(motion))
    assert [r.side for r in report.reps] == ["left"] * 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.2)
        assert found.hold == pytest.approx(true.top_end - true.top_start, abs=0.25)


@pytest.mark.parametrize(("top", "expected"), [(38.0, "ok"), (12.0, "fault"), (60.0, "fault")])
def test_the_height_is_judged_both_ways(top: float, expected: str) -> None:
    report = analyse(EXERCISE, filmed(leg_lift(top=top)))
    assert verdicts(report, "height") == [expected] * 3


def test_hold_and_lowering_are_timed() -> None:
    report = analyse(EXERCISE, filmed(leg_lift(hold=(2.5, 0.8, 2.5), lower=(2.2, 2.2, 0.8))))
    assert verdicts(report, "hold") == ["ok", "fault", "ok"]
    assert verdicts(report, "lowering") == ["ok", "ok", "fault"]


def test_what_the_camera_cannot_show_is_never_judged() -> None:
    report = analyse(EXERCISE, filmed(leg_lift()))
    for cue in ("knee_straight", "leg_forward"):
        assert set(verdicts(report, cue)) == {"unsure"}
    assert "fault" not in verdicts(report, "hips_rocking")


def test_nothing_is_judged_from_behind() -> None:
    report = analyse(EXERCISE, filmed(leg_lift(), Camera(-90, 0.7, 2.4)))
    found = [f for r in report.reps for f in r.findings]
    assert {f.verdict for f in found} <= {"unsure"}


def test_it_is_recognised() -> None:
    assert recognise(filmed(leg_lift()), catalogue().values()) == "side_lying_leg_lift"
