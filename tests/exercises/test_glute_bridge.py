"""The glute bridge: what must stay silent, what must fire, and what cannot be said."""

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Report
from formcheck.analysis.report.english import LOW_CAMERA
from formcheck.analysis.session import analyse
from formcheck.exercises.glute_bridge import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film, hidden
from tests.support.findings import findings
from tests.support.motions import glute_bridge

SIDE, THREE_QUARTER = camera("side"), camera("three-quarter")
FOOT_END, HEAD_END = camera("foot end, high"), camera("head end, high")
OTHER_HEAD_END = camera("head end, high", azimuth=-30)


def check(motion: Motion, where: Camera = SIDE) -> Report:
    report = analyse(EXERCISE, film(motion, where))
    assert len(report.reps) == len(motion.reps)
    return report


CLEAN = {"side": SIDE, "three-quarter": THREE_QUARTER, "foot end": FOOT_END, "head end": HEAD_END}


@pytest.mark.parametrize("where", CLEAN)
def test_a_good_set_stays_silent(where: str) -> None:
    report = check(glute_bridge(3, feet=0.85), CLEAN[where])
    assert [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"] == []
    assert [r.verdict for r in report.reps] == ["ok"] * 3
    assert report.primary_fault is None
    assert all(r.side == "both" for r in report.reps)


@pytest.mark.parametrize(
    ("cue", "motion", "where", "value"),
    [
        ("hyperextension", glute_bridge(3, top=(176, 205, 176)), SIDE, 205),
        ("height", glute_bridge(3, top=(176, 151, 176)), SIDE, 151),
        ("hold", glute_bridge(3, hold=(6, 3, 6)), SIDE, 3),
        ("hold", glute_bridge(3, hold=(6, 12, 6)), THREE_QUARTER, 12),
        ("knee_cave", glute_bridge(3, knees_cave=(0, 25, 0)), THREE_QUARTER, None),
        ("knee_cave", glute_bridge(3, feet=0.85, knees_cave=(0, 25, 0)), FOOT_END, None),
        ("pelvic_drop", glute_bridge(3, feet=0.85, tilt=(0, 28, 0)), OTHER_HEAD_END, None),
        ("pelvic_drop", glute_bridge(3, feet=0.85, tilt=(0, -28, 0)), HEAD_END, None),
    ],
)
def test_a_fault_is_found_in_the_faulty_repetition_only(
    cue: str, motion: Motion, where: Camera, value: float | None
) -> None:
    report = check(motion, where)
    before, f, after = findings(report, cue)
    assert f.verdict == "fault"
    assert "fault" not in (before.verdict, after.verdict)
    assert f.phase == EXERCISE.cue(cue).phase == "top"
    rep, true = report.reps[1], motion.reps[1]
    assert f.evidence is not None
    assert true.top_start - 0.2 <= f.evidence.time <= true.top_end + 0.2
    assert (f.start, f.end) == (rep.top_start, rep.top_end)
    assert rep.verdict == "fault"
    assert f.message in (EXERCISE.cue(cue).fix("low"), EXERCISE.cue(cue).fix("high"))
    assert f.value is not None
    assert f.margin is not None
    if value is not None:
        assert f.value == pytest.approx(value, abs=f.margin)
    assert report.primary_fault is not None
    assert (report.primary_fault.cue, report.primary_fault.rep) == (cue, 2)


@pytest.mark.parametrize(
    ("cue", "motion", "where"),
    [
        ("knee_bend", glute_bridge(2, knee=56), SIDE),
        ("knee_bend", glute_bridge(2, knee=135), SIDE),
        ("feet_width", glute_bridge(2, feet=0.2), FOOT_END),
        ("feet_width", glute_bridge(2, feet=2.4), FOOT_END),
    ],
)
def test_a_wrong_position_of_the_feet_is_found_in_every_repetition(
    cue: str, motion: Motion, where: Camera
) -> None:
    found = findings(check(motion, where), cue)
    assert [f.verdict for f in found] == ["fault"] * 2


@pytest.mark.parametrize("knee", [80.0, 90.0, 105.0])
def test_the_knee_is_measured_as_it_is(knee: float) -> None:
    for f in findings(check(glute_bridge(1, top=178, knee=knee)), "knee_bend"):
        assert f.value == pytest.approx(knee, abs=f.margin)
        assert f.verdict == "ok"


def test_knees_further_in_read_lower() -> None:
    report = check(glute_bridge(4, hold=2, knees_cave=(0, 6, 12, 25)), THREE_QUARTER)
    values = [f.value or 0 for f in findings(report, "knee_cave")]
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(1, abs=0.12)


@pytest.mark.parametrize(
    ("cue", "motion"),
    [
        ("hyperextension", glute_bridge(2, top=187)),
        ("height", glute_bridge(2, top=165)),
        ("hold", glute_bridge(2, hold=4.9)),
        ("hold", glute_bridge(2, hold=10.1)),
        ("knee_bend", glute_bridge(2, knee=70)),
    ],
)
def test_too_close_to_the_limit_is_said_and_the_number_shown(cue: str, motion: Motion) -> None:
    for f in findings(check(motion), cue):
        assert (f.verdict, f.reason) == ("unsure", "margin")
        assert f.value is not None
        assert f.limit is not None
        assert abs(f.value - f.limit) <= (f.margin or 0)


@pytest.mark.parametrize("reads", [161, 165, 169])
def test_straight_tops_as_they_read_on_real_people_are_not_called_low(reads: float) -> None:
    assert {f.verdict for f in findings(check(glute_bridge(2, top=reads)), "height")} == {"unsure"}


@pytest.mark.parametrize(
    ("where", "not_visible"),
    [
        (SIDE, {"knee_cave", "pelvic_drop", "feet_width"}),
        (THREE_QUARTER, {"hyperextension", "height", "knee_bend", "pelvic_drop", "feet_width"}),
        (FOOT_END, {"hyperextension", "height", "knee_bend"}),
        (HEAD_END, {"hyperextension", "height", "knee_bend", "knee_cave", "feet_width"}),
    ],
)
def test_what_a_view_cannot_show_is_unsure_with_the_move(
    where: Camera, not_visible: set[str]
) -> None:
    report = check(glute_bridge(2, top=205, knees_cave=25, tilt=28, hold=6), where)
    for cue in not_visible:
        for f in findings(report, cue):
            assert (f.verdict, f.reason, f.value) == ("unsure", "view", None)
            assert f.camera_move == EXERCISE.cue(cue).camera_move != ""
    assert {u.cue for u in report.not_visible} == not_visible


def test_from_low_at_the_foot_end_nothing_is_judged() -> None:
    report = check(glute_bridge(2, top=205, hold=2), camera("foot end, low"))
    for rep in report.reps:
        assert rep.verdict == "unsure"
        assert {(f.verdict, f.reason, f.camera_move) for f in rep.findings} == {
            ("unsure", "view", LOW_CAMERA)
        }
    assert report.primary_fault is None


@pytest.mark.parametrize("top", [153.0, 176.0, 205.0])
def test_hidden_points_are_neither_good_nor_bad(top: float) -> None:
    motion = glute_bridge(1, top=top)
    (true,) = motion.reps
    frames = film(motion, SIDE)
    for begin in np.arange(true.top_start + 0.3, true.top_end - 1.1, 1.5):
        frames = hidden(frames, L.LEFT_KNEE, begin=float(begin), end=float(begin) + 1.0)
    report = analyse(EXERCISE, frames)
    assert len(report.reps) == 1
    for cue in ("height", "hyperextension", "knee_bend"):
        (f,) = findings(report, cue)
        assert (f.verdict, f.reason, f.value) == ("unsure", "hidden", None)


def test_a_set_never_seen_is_not_counted() -> None:
    frames = hidden(film(glute_bridge(2, top=205), SIDE), L.LEFT_HIP, L.RIGHT_KNEE)
    assert analyse(EXERCISE, frames).reps == ()


@pytest.mark.parametrize("where", ["side", "other side"])
def test_a_camera_a_little_off_the_side_says_the_same(where: str) -> None:
    for off in (-18, 18):
        there = camera(where)
        there = camera(where, azimuth=there.azimuth + off)
        report = check(glute_bridge(2, top=(176, 205)), there)
        assert [f.verdict for f in findings(report, "hyperextension")] == ["ok", "fault"]
        assert "fault" not in [f.verdict for f in findings(report, "height")]
