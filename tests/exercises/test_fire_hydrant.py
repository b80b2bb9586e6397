"""The fire hydrant: what it counts, what it must say and what it must not."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.session import Session, analyse
from formcheck.exercises.fire_hydrant import EXERCISE
from tests.support.body import (
    LEG,
    ON_ALL_FOURS,
    Body,
    Each,
    Motion,
    X,
    Y,
    Z,
    course,
    each,
    figure,
    sagittal,
)
from tests.support.filming import Camera, camera, film
from tests.support.findings import verdicts
from tests.support.motions import donkey_kick

BEHIND = Camera(180, 1.6, 2.5)
OBLIQUE = Camera(140, 0.9, 2.4)


def hydrant(
    side: Each[str] = "left",
    reps: int = 3,
    hold: Each[float] = 2.5,
    lower: Each[float] = 2.2,
    out: float = 55.0,
    knee: Each[float] = 90.0,
    turn: Each[float] = 0.0,
) -> Motion:
    """Lift one knee `out` deg to the side; `turn`: the pelvis turns up with it by so many deg."""
    way = course(reps, 1.2, hold, lower, 1.2, side)
    hip, head = 0.45 * Z, sagittal(ON_ALL_FOURS)

    def at(time: float) -> Body:
        s, i = way.at(time)
        left = each(side, i) == "left"
        tilt = s * each(turn, i) * (1 if left else -1)
        bare = figure(hip, head, Y, tilt=tilt)
        joints = bare[L.LEFT_HIP], bare[L.RIGHT_HIP]
        knees, ankles = [], []
        for sign, j, works in zip((1, -1), joints, (left, not left), strict=True):
            a = np.radians(out * s if works else 0.0)
            thigh = np.array([0.0, sign * np.sin(a), -np.cos(a)])
            bend = np.radians(90 + s * (each(knee, i) - 90) if works else 90)
            knees.append(j + LEG * thigh)
            ankles.append(knees[-1] + LEG * (-np.sin(bend) * X - np.cos(bend) * thigh))
        hands = (np.array([0.48, 0.17, 0.06]), np.array([0.48, -0.17, 0.06]))
        return Body(
            figure(
                hip,
                head,
                Y,
                knees=(knees[0], knees[1]),
                ankles=(ankles[0], ankles[1]),
                tilt=tilt,
                hands=hands,
            )
        )

    return Motion("prone", way.seconds, at, way.reps)


def filmed(motion: Motion, where: Camera) -> list[PoseFrame]:
    return film(motion, where, as_model_sees=False)


@pytest.mark.parametrize("where", [BEHIND, OBLIQUE, camera("side"), camera("other side")])
def test_counts_and_times_from_every_usable_view(where: Camera) -> None:
    motion = hydrant(("left", "left", "right", "right"), reps=4)
    report = analyse(EXERCISE, filmed(motion, where))
    assert [r.side for r in report.reps] == ["left", "left", "right", "right"]
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.15)
        assert found.end == pytest.approx(true.end, abs=0.2)
        assert found.hold == pytest.approx(true.top_end - true.top_start, abs=0.25)


def test_a_donkey_kick_is_not_like_it() -> None:
    for motion, like in ((hydrant(), True), (donkey_kick(), False)):
        session = Session(EXERCISE)
        for frame in filmed(motion, camera("side")):
            session.push(frame)
        session.finish()
        assert bool(session.likeness and min(session.likeness) > 0.5) is like


def test_pelvis_stable_is_silent_while_it_is() -> None:
    # The hip line of a still pelvis reads 7 deg: the figure turns by that much to be still.
    report = analyse(EXERCISE, filmed(hydrant(turn=7.0), BEHIND))
    assert "fault" not in verdicts(report, "pelvis_stable")


def test_pelvis_stable_fires_on_a_large_turn() -> None:
    report = analyse(EXERCISE, filmed(hydrant(turn=(7.0, 28.0, 28.0)), BEHIND))
    assert verdicts(report, "pelvis_stable")[1:] == ["fault", "fault"]


@pytest.mark.parametrize(("turn", "expected"), [(3.0, "ok"), (18.0, "fault")])
def test_stickers_make_small_turns_certain(turn: float, expected: str) -> None:
    frames = [
        replace(f, markers=f.image[[L.LEFT_HIP, L.RIGHT_HIP]])
        for f in filmed(hydrant(turn=turn, reps=1), BEHIND)
    ]
    assert set(verdicts(analyse(EXERCISE, frames), "pelvis_stable")) == {expected}


def test_pelvis_stable_is_not_judged_from_the_side() -> None:
    report = analyse(EXERCISE, filmed(hydrant(turn=30.0), camera("side")))
    found = [f for r in report.reps for f in r.findings if f.cue == "pelvis_stable"]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}
    assert all(f.camera_move for f in found)


def test_knee_angle_is_silent_at_90_and_fires_when_it_is_closed() -> None:
    report = analyse(EXERCISE, filmed(hydrant(knee=(88.0, 35.0, 35.0)), camera("side")))
    assert verdicts(report, "knee_angle") == ["ok", "fault", "fault"]


def test_knee_angle_fires_when_it_is_wide_open() -> None:
    report = analyse(EXERCISE, filmed(hydrant(knee=(88.0, 150.0, 150.0)), camera("side")))
    assert verdicts(report, "knee_angle") == ["ok", "fault", "fault"]


def test_knee_angle_is_not_judged_from_behind() -> None:
    report = analyse(EXERCISE, filmed(hydrant(knee=150.0), BEHIND))
    assert set(verdicts(report, "knee_angle")) == {"unsure"}


@pytest.mark.parametrize(("hold", "expected"), [(1.0, "fault"), (2.5, "ok"), (5.0, "fault")])
def test_hold(hold: float, expected: str) -> None:
    report = analyse(EXERCISE, filmed(hydrant(hold=hold, reps=1), BEHIND))
    assert set(verdicts(report, "hold")) == {expected}


@pytest.mark.parametrize(("lower", "expected"), [(0.8, "fault"), (2.4, "ok")])
def test_lowering(lower: float, expected: str) -> None:
    report = analyse(EXERCISE, filmed(hydrant(lower=lower, reps=1), BEHIND))
    assert set(verdicts(report, "lowering")) == {expected}


def test_times_are_unknown_while_the_leg_is_still_up() -> None:
    frames = filmed(hydrant(hold=2.2, lower=1.8), BEHIND)
    up = replace(EXERCISE.rep, timing=lambda rep, _rest, _side: np.linspace(0, 1, len(rep)))
    report = analyse(replace(EXERCISE, rep=up), frames)
    assert len(report.reps) == len(analyse(EXERCISE, frames).reps)
    found = [f for r in report.reps for f in r.findings if f.cue in ("hold", "lowering")]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "hidden")}
