"""The single-leg glute bridge: what it counts, what it must say and what it must not."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.session import Session, analyse
from formcheck.exercises.single_leg_glute_bridge import EXERCISE
from formcheck.model_size import ModelSize
from tests.support.body import (
    LEG,
    SHOULDERS,
    TRUNK,
    Body,
    Each,
    Motion,
    Y,
    Z,
    bent_knee,
    course,
    each,
    figure,
    sagittal,
)
from tests.support.filming import Camera, camera, film
from tests.support.findings import verdicts
from tests.support.motions import glute_bridge

HEAD_END = Camera(40, 1.2, 2.8)
FOOT_END_HIGH = Camera(165, 2.2, 2.3)


def bridge(
    side: Each[str] = "left",
    reps: int = 3,
    hold: Each[float] = 6.0,
    lower: Each[float] = 2.6,
    slope: Each[float] = 26.0,
    drop: Each[float] = 0.0,
) -> Motion:
    """Lift the trunk to `slope` deg with the other leg in the air, its hip sinking by `drop`."""
    way = course(reps, 1.2, hold, lower, 1.2, side)

    def at(time: float) -> Body:
        s, i = way.at(time)
        up = s * each(slope, i)
        left = each(side, i) == "left"
        tilt = s * each(drop, i) * (-1 if left else 1)
        hip = 0.1 * Z + TRUNK * sagittal(180 - up)
        feet = [np.array([-0.95, sign * SHOULDERS / 2, 0.08]) for sign in (-1, 1)]
        bare = figure(hip, sagittal(-up), -Y, ankles=(feet[0], feet[1]), pole=Z, tilt=tilt)
        joints = [bare[L.LEFT_HIP], bare[L.RIGHT_HIP]]
        knees = [bent_knee(j, f, Z, Y) for j, f in zip(joints, feet, strict=True)]
        free = 1 if left else 0
        knees[free] = joints[free] + LEG * sagittal(80 - up)
        feet[free] = knees[free] + LEG * sagittal(185 - up)
        return Body(
            figure(
                hip,
                sagittal(-up),
                -Y,
                ankles=(feet[0], feet[1]),
                knees=(knees[0], knees[1]),
                tilt=tilt,
            )
        )

    return Motion("supine", way.seconds, at, way.reps)


def filmed(motion: Motion, where: Camera) -> list[PoseFrame]:
    return film(motion, where, as_model_sees=False)


@pytest.mark.parametrize("where", [camera("side"), HEAD_END, FOOT_END_HIGH])
def test_counts_and_times_from_every_usable_view(where: Camera) -> None:
    motion = bridge()
    report = analyse(EXERCISE, filmed(motion, where))
    assert len(report.reps) == 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.15)
        assert found.end == pytest.approx(true.end, abs=0.2)
        assert found.hold == pytest.approx(true.top_end - true.top_start, abs=0.25)


def test_the_working_side_is_that_of_the_foot_on_the_floor() -> None:
    motion = bridge(("left", "left", "right", "right"), reps=4)
    report = analyse(EXERCISE, filmed(motion, camera("side")))
    assert [r.side for r in report.reps] == ["left", "left", "right", "right"]


def test_is_told_from_the_bridge_on_both_legs() -> None:
    for motion, like in ((bridge(), True), (glute_bridge(), False)):
        session = Session(EXERCISE)
        for frame in film(motion, camera("side")):
            session.push(frame)
        session.finish()
        assert bool(session.likeness and min(session.likeness) > 0.5) is like


def test_hyperextension_and_height_are_silent_at_one_line() -> None:
    report = analyse(EXERCISE, filmed(bridge(slope=26.0), camera("side")))
    assert verdicts(report, "hyperextension") == ["ok"] * 3
    assert verdicts(report, "height") == ["ok"] * 3


def test_hyperextension_fires_past_one_line() -> None:
    report = analyse(EXERCISE, filmed(bridge(slope=(26.0, 36.0, 36.0)), camera("side")))
    assert verdicts(report, "hyperextension") == ["ok", "fault", "fault"]


def test_height_fires_short_of_one_line() -> None:
    report = analyse(EXERCISE, filmed(bridge(slope=(26.0, 12.0, 12.0)), camera("side")))
    assert verdicts(report, "height") == ["ok", "fault", "fault"]


def test_the_far_leg_needs_a_larger_excess() -> None:
    near, far = (
        analyse(EXERCISE, filmed(bridge(side), camera("side"))).reps[0].findings[0]
        for side in ("left", "right")
    )
    assert near.margin is not None
    assert far.margin == pytest.approx(2 * near.margin, rel=0.05)


def test_pelvic_drop_fires_on_a_large_drop_from_the_head_end_only() -> None:
    motion = bridge(drop=(0.0, 24.0, 24.0))
    seen = verdicts(analyse(EXERCISE, filmed(motion, HEAD_END)), "pelvic_drop")
    assert seen[0] != "fault"
    assert seen[1:] == ["fault", "fault"]
    aside = analyse(EXERCISE, filmed(motion, camera("side")))
    found = [f for r in aside.reps for f in r.findings if f.cue == "pelvic_drop"]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}
    assert all("stickers" in f.camera_move for f in found)


def test_pelvic_drop_is_never_called_with_the_small_models() -> None:
    frames = filmed(bridge(drop=12.0), HEAD_END)
    for model in (ModelSize.FULL, ModelSize.LITE):
        assert set(verdicts(analyse(EXERCISE, frames, model), "pelvic_drop")) == {"unsure"}


@pytest.mark.parametrize(("drop", "expected"), [(1.0, "ok"), (14.0, "fault")])
def test_stickers_make_small_drops_certain(drop: float, expected: str) -> None:
    frames = [
        replace(f, markers=f.image[[L.LEFT_HIP, L.RIGHT_HIP]])
        for f in filmed(bridge(drop=drop, reps=1), Camera(10, 1.8, 2.3))
    ]
    assert set(verdicts(analyse(EXERCISE, frames), "pelvic_drop")) == {expected}


@pytest.mark.parametrize(("hold", "expected"), [(2.0, "fault"), (7.0, "ok"), (12.0, "fault")])
def test_hold(hold: float, expected: str) -> None:
    report = analyse(EXERCISE, filmed(bridge(hold=hold, reps=1), camera("side")))
    assert set(verdicts(report, "hold")) == {expected}


@pytest.mark.parametrize(("lower", "expected"), [(1.2, "fault"), (3.0, "ok")])
def test_lowering(lower: float, expected: str) -> None:
    report = analyse(EXERCISE, filmed(bridge(lower=lower, reps=1), camera("side")))
    assert set(verdicts(report, "lowering")) == {expected}
