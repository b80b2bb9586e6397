"""The donkey kick: what must stay silent, what must fire, and what cannot be said."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.report import Report
from formcheck.analysis.report.english import LOW_CAMERA
from formcheck.analysis.session import analyse
from formcheck.exercises.donkey_kick import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film, mirrored
from tests.support.findings import findings
from tests.support.motions import donkey_kick

SIDE, OTHER_SIDE = camera("side"), camera("other side")
BEHIND = camera("foot end, high")


def check(motion: Motion, where: Camera = SIDE) -> Report:
    report = analyse(EXERCISE, film(motion, where))
    assert [r.side for r in report.reps] == [r.side for r in motion.reps]
    return report


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("where", ["side", "other side", "foot end, high"])
def test_a_good_set_stays_silent(side: str, where: str) -> None:
    report = check(donkey_kick(side, 3), camera(where))
    assert [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"] == []
    assert [r.verdict for r in report.reps] == ["ok"] * 3
    assert report.primary_fault is None


@pytest.mark.parametrize(
    ("cue", "motion", "where", "value"),
    [
        ("back_arch", donkey_kick("left", 3, arch=(0, 4, 0)), SIDE, 4),
        ("back_arch", donkey_kick("right", 3, arch=(0, 4, 0)), SIDE, 4),
        ("hyperextension", donkey_kick("left", 3, top=(182, 215, 182)), SIDE, 215),
        ("hyperextension", donkey_kick("right", 3, top=(182, 215, 182)), OTHER_SIDE, 215),
        ("height", donkey_kick("left", 3, top=(182, 150, 182)), SIDE, 150),
        ("knee_angle", donkey_kick("left", 3, knee=(90, 132, 90)), SIDE, 132),
        ("knee_angle", donkey_kick("right", 3, knee=(90, 55, 90)), OTHER_SIDE, 55),
        ("hold", donkey_kick("left", 3, hold=(3, 1, 3)), SIDE, 1),
        ("hold", donkey_kick("left", 3, hold=(3, 7, 3)), BEHIND, 7),
        ("lowering", donkey_kick("right", 3, lower=(2.2, 0.9, 2.2)), OTHER_SIDE, 0.9),
        ("pelvis_level", donkey_kick("left", 3, tilt=(0, 40, 0)), BEHIND, None),
        ("pelvis_level", donkey_kick("right", 3, tilt=(0, -40, 0)), BEHIND, None),
    ],
)
def test_a_fault_is_found_in_the_faulty_repetition_only(
    cue: str, motion: Motion, where: Camera, value: float | None
) -> None:
    report = check(motion, where)
    before, f, after = findings(report, cue)
    assert f.verdict == "fault"
    assert "fault" not in (before.verdict, after.verdict)
    assert f.phase == EXERCISE.cue(cue).phase
    rep, true = report.reps[1], motion.reps[1]
    assert f.evidence is not None
    assert true.start - 0.2 <= f.evidence.time <= true.end + 0.2
    assert f.start - 0.1 <= f.evidence.time <= f.end + 0.1
    assert rep.verdict == "fault"
    assert f.message in (EXERCISE.cue(cue).fix("low"), EXERCISE.cue(cue).fix("high"))
    assert f.value is not None
    assert f.margin is not None
    if value is not None:
        assert f.value == pytest.approx(value, abs=f.margin)
    assert report.primary_fault is not None
    assert (report.primary_fault.cue, report.primary_fault.rep) == (cue, 2)


def test_rushing_is_one_fault_among_its_kind() -> None:
    fast = donkey_kick("left", 3, lift=(1.2, 0.5, 1.2), hold=(3, 0.3, 3), lower=(2.2, 0.6, 2.2))
    report = check(fast)
    assert [f.verdict for f in findings(report, "rushing")] == ["ok", "fault", "ok"]
    assert findings(report, "rushing")[1].value == pytest.approx(1.4, abs=0.3)
    assert {f.cue for f in report.reps[1].findings if f.verdict == "fault"} == {
        "rushing",
        "hold",
        "lowering",
    }
    assert report.primary_fault is not None
    assert report.primary_fault.cue == "rushing"


@pytest.mark.parametrize(
    ("cue", "motion"),
    [
        ("back_arch", donkey_kick("left", 2, arch=1.9)),
        ("hyperextension", donkey_kick("left", 2, top=200)),
        ("height", donkey_kick("left", 2, top=160)),
        ("knee_angle", donkey_kick("left", 2, knee=112)),
        ("hold", donkey_kick("left", 2, hold=2)),
        ("lowering", donkey_kick("left", 2, lower=1.5)),
    ],
)
def test_too_close_to_the_limit_is_said_and_the_number_shown(cue: str, motion: Motion) -> None:
    for f in findings(check(motion), cue):
        assert (f.verdict, f.reason) == ("unsure", "margin")
        assert f.value is not None
        assert f.limit is not None
        assert abs(f.value - f.limit) <= (f.margin or 0)


def test_the_far_leg_is_judged_with_a_wider_margin() -> None:
    report = check(donkey_kick(("left", "right"), 2))
    for cue in ("hyperextension", "height", "knee_angle"):
        near, far = findings(report, cue)
        assert (far.margin or 0) > 1.8 * (near.margin or 0)


@pytest.mark.parametrize(
    ("where", "not_visible"),
    [
        (SIDE, {"pelvis_level"}),
        (BEHIND, {"back_arch", "hyperextension", "height", "knee_angle"}),
        (
            camera("side", azimuth=45),
            {"pelvis_level", "back_arch", "hyperextension", "height", "knee_angle"},
        ),
    ],
)
def test_what_a_view_cannot_show_is_unsure_with_the_move(
    where: Camera, not_visible: set[str]
) -> None:
    report = check(donkey_kick("left", 2, top=215, arch=5, knee=135, tilt=40), where)
    for cue in not_visible:
        for f in findings(report, cue):
            assert (f.verdict, f.reason, f.value) == ("unsure", "view", None)
            assert f.camera_move == EXERCISE.cue(cue).camera_move != ""
    assert {u.cue for u in report.not_visible} == not_visible


def test_from_low_behind_nothing_is_judged() -> None:
    report = check(donkey_kick("left", 2, arch=5), camera("foot end, low"))
    for rep in report.reps:
        assert {(f.verdict, f.camera_move) for f in rep.findings} == {("unsure", LOW_CAMERA)}


@pytest.mark.parametrize("arch", [0.0, 5.0])
def test_a_back_whose_outline_was_not_seen_is_not_judged(arch: float) -> None:
    frames = [
        replace(f, trunk=np.full_like(f.trunk, np.nan))
        for f in film(donkey_kick("left", 2, arch=arch), SIDE)
    ]
    for f in findings(analyse(EXERCISE, frames), "back_arch"):
        assert (f.verdict, f.reason) == ("unsure", "hidden")


def test_an_outline_not_seen_at_the_start_is_no_change() -> None:
    motion = donkey_kick("left", 1, arch=5)
    frames = [
        replace(f, trunk=np.full_like(f.trunk, np.nan)) if f.time < motion.reps[0].start else f
        for f in film(motion, SIDE)
    ]
    (f,) = findings(analyse(EXERCISE, frames), "back_arch")
    assert (f.verdict, f.reason) == ("unsure", "hidden")


def test_a_hip_that_extends_is_no_back_that_arches() -> None:
    report = check(donkey_kick("left", 2, top=210, arch=0))
    assert {f.verdict for f in findings(report, "back_arch")} == {"ok"}
    report = check(donkey_kick("left", 2, top=182, arch=5))
    assert {f.verdict for f in findings(report, "hyperextension")} == {"ok"}


def test_each_foot_is_told_in_turn_and_in_a_mirror() -> None:
    order = ("left", "left", "right", "right")
    frames = film(donkey_kick(order, 4, hold=2.5), SIDE)
    assert [r.side for r in analyse(EXERCISE, frames).reps] == list(order)
    swapped = analyse(EXERCISE, mirrored(frames))
    assert [r.side for r in swapped.reps] == ["right", "right", "left", "left"]
