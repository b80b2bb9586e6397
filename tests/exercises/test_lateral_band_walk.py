"""The lateral band walk: what must stay silent, what must fire, and what cannot be said."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue
from formcheck.exercises.lateral_band_walk import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film, hidden
from tests.support.findings import findings
from tests.support.motions import lateral_band_walk
from tests.support.recognition import recognise

FRONT, BEHIND, ACROSS = camera("front"), camera("behind"), camera("walked towards")


def check(motion: Motion, where: Camera = FRONT) -> Report:
    report = analyse(EXERCISE, film(motion, where))
    assert [r.side for r in report.reps] == [r.side for r in motion.reps]
    return report


@pytest.mark.parametrize("lead", ["left", "right"])
@pytest.mark.parametrize("where", [FRONT, BEHIND, ACROSS], ids=["front", "behind", "across"])
def test_a_good_set_stays_silent(lead: str, where: Camera) -> None:
    report = check(lateral_band_walk(4, lead), where)
    assert [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"] == []
    assert [r.verdict for r in report.reps] == ["ok"] * 4
    assert report.primary_fault is None


@pytest.mark.parametrize(
    ("cue", "motion", "where", "value"),
    [
        ("knee_cave", lateral_band_walk(3, knees_cave=(0, 22, 0)), FRONT, None),
        ("knee_cave", lateral_band_walk(3, "right", knees_cave=(0, 22, 0)), BEHIND, None),
        ("trunk_upright", lateral_band_walk(3, lean=(0, 16, 0)), FRONT, 16),
        ("trunk_upright", lateral_band_walk(3, lean=(0, -16, 0)), BEHIND, 16),
        ("dragging", lateral_band_walk(3, back=(0.8, 0.3, 0.8)), FRONT, None),
        ("squat_depth", lateral_band_walk(3, step=0.1, standing_up=(0, 35, 0)), FRONT, None),
    ],
)
def test_a_fault_is_found_in_the_faulty_step_only(
    cue: str, motion: Motion, where: Camera, value: float | None
) -> None:
    report = check(motion, where)
    before, f, after = findings(report, cue)
    assert f.verdict == "fault"
    assert "fault" not in (before.verdict, after.verdict)
    assert f.phase == EXERCISE.cue(cue).phase
    true = motion.reps[1]
    assert f.evidence is not None
    assert true.start - 0.2 <= f.evidence.time <= true.end + 0.2
    assert report.reps[1].verdict == "fault"
    assert f.message == EXERCISE.cue(cue).fix("high")
    assert f.value is not None
    assert f.margin is not None
    if value is not None:
        assert f.value == pytest.approx(value, abs=f.margin)
    assert report.primary_fault is not None
    assert (report.primary_fault.cue, report.primary_fault.rep) == (cue, 2)


@pytest.mark.parametrize(
    ("cue", "motion", "value"),
    [
        ("squat_depth", lateral_band_walk(2, knee=166, shank=6), 166),
        ("squat_depth", lateral_band_walk(2, knee=84, shank=30), 84),
        ("knees_over_toes", lateral_band_walk(2, shank=48), None),
    ],
)
def test_a_wrong_squat_is_seen_from_the_side(cue: str, motion: Motion, value: float | None) -> None:
    for f in findings(check(motion, ACROSS), cue):
        assert f.verdict == "fault"
        assert value is None or f.value == pytest.approx(value, abs=f.margin)


@pytest.mark.parametrize(("doubt", "verdict"), [(0.03, "fault"), (0.16, "unsure")])
def test_knees_in_loose_trousers_need_to_cave_in_further(doubt: float, verdict: str) -> None:
    frames = film(lateral_band_walk(1, knees_cave=20), FRONT)
    dressed = [replace(f, knees=np.array([doubt, doubt])) for f in frames]
    (found,) = findings(analyse(EXERCISE, dressed), "knee_cave")
    assert found.verdict == verdict
    assert found.value == findings(analyse(EXERCISE, frames), "knee_cave")[0].value


@pytest.mark.parametrize("step", [0.28, 0.45, 0.6])
def test_a_wide_step_does_not_stand_up(step: float) -> None:
    values = findings(check(lateral_band_walk(3, step=step)), "squat_depth")
    assert [f.verdict for f in values] == ["ok"] * 3
    assert all(f.value is not None and f.value < 100 for f in values)


def test_feet_that_meet_are_found_where_they_meet() -> None:
    motion = lateral_band_walk(3, feet_end=(1.35, 1.35, 0.6))
    report = check(motion)
    found = findings(report, "feet_together")
    assert [f.verdict for f in found] == ["ok", "ok", "fault"]
    assert found[2].value == pytest.approx(0.6, abs=found[2].margin)
    assert found[2].message == EXERCISE.cue("feet_together").fix("low")


def test_knees_further_in_read_higher() -> None:
    report = check(lateral_band_walk(5, knees_cave=(-10, 0, 6, 12, 22), rest=1.0))
    values = [f.value or 0 for f in findings(report, "knee_cave")]
    assert values[1:] == sorted(values[1:])
    assert values[4] == pytest.approx(20, abs=4)
    assert [f.verdict for f in findings(report, "knee_cave")][:2] == ["ok"] * 2


def test_the_own_start_tightens_the_limit_of_the_knees() -> None:
    for f in findings(check(lateral_band_walk(2)), "knee_cave"):
        assert f.high is not None
        assert f.high < EXERCISE.cue("knee_cave").high  # type: ignore[operator]


@pytest.mark.parametrize(
    ("cue", "motion", "where"),
    [
        ("trunk_upright", lateral_band_walk(2, lean=9.5), FRONT),
        ("feet_together", lateral_band_walk(1, feet_end=0.93), FRONT),
        ("dragging", lateral_band_walk(2, back=0.53), FRONT),
        ("squat_depth", lateral_band_walk(2, knee=150, shank=10), ACROSS),
        ("squat_depth", lateral_band_walk(2, knee=101, shank=24), ACROSS),
        ("knees_over_toes", lateral_band_walk(2, shank=28.5), ACROSS),
    ],
)
def test_too_close_to_the_limit_is_said_and_the_number_shown(
    cue: str, motion: Motion, where: Camera
) -> None:
    for f in findings(check(motion, where), cue):
        assert (f.verdict, f.reason) == ("unsure", "margin")
        assert f.value is not None
        assert f.limit is not None
        assert abs(f.value - f.limit) <= (f.margin or 0)


@pytest.mark.parametrize(
    ("where", "not_visible"),
    [
        (FRONT, {"pelvic_drop", "knees_over_toes"}),
        (BEHIND, {"pelvic_drop", "knees_over_toes"}),
        (ACROSS, {"pelvic_drop", "knee_cave", "trunk_upright", "feet_together", "dragging"}),
    ],
)
def test_what_a_view_cannot_show_is_unsure_with_the_move(
    where: Camera, not_visible: set[str]
) -> None:
    report = check(lateral_band_walk(2, knees_cave=22, lean=16, shank=48), where)
    for cue in not_visible:
        for f in findings(report, cue):
            assert (f.verdict, f.reason, f.value) == ("unsure", "view", None)
            assert f.camera_move == EXERCISE.cue(cue).camera_move != ""
    assert {u.cue for u in report.not_visible} == not_visible


def test_the_pelvis_is_never_judged_without_stickers() -> None:
    for azimuth in range(-180, 180, 45):
        report = check(lateral_band_walk(2), camera("front", azimuth=azimuth))
        for f in findings(report, "pelvic_drop"):
            assert (f.verdict, f.reason) == ("unsure", "view")
            assert "sticker" in f.camera_move


def test_how_the_foot_lands_is_told_and_never_counted() -> None:
    for where in (FRONT, ACROSS):
        for f in findings(check(lateral_band_walk(2), where), "heel_first"):
            assert f.informative
            assert f.verdict != "fault"


@pytest.mark.parametrize("landmark", [L.LEFT_FOOT_INDEX, L.LEFT_HEEL])
def test_a_hidden_foot_is_neither_good_nor_bad(landmark: L) -> None:
    frames = hidden(film(lateral_band_walk(2, shank=48), ACROSS), landmark)
    report = analyse(EXERCISE, frames)
    assert len(report.reps) == 2
    for f in findings(report, "knees_over_toes"):
        assert (f.verdict, f.reason, f.value) == ("unsure", "hidden", None)


@pytest.mark.parametrize("landmark", [L.LEFT_KNEE, L.RIGHT_KNEE])
def test_a_hidden_knee_is_neither_good_nor_bad(landmark: L) -> None:
    report = analyse(EXERCISE, hidden(film(lateral_band_walk(2, knees_cave=22), FRONT), landmark))
    for f in findings(report, "knee_cave"):
        assert (f.verdict, f.reason, f.value) == ("unsure", "hidden", None)


def test_missing_frames_make_nobody_drag_a_foot() -> None:
    frames = film(lateral_band_walk(2), FRONT)
    for begin in np.arange(1.2, 5.5, 0.15):
        kept = [f for f in frames if not begin <= f.time < begin + 0.42]
        gone = [PoseFrame.nobody(f.time) if f not in kept else f for f in frames]
        for clip in (kept, gone):
            found = findings(analyse(EXERCISE, clip), "dragging")
            assert "fault" not in [f.verdict for f in found], begin


@pytest.mark.parametrize("share", [0.7, 0.85, 0.95])
@pytest.mark.parametrize("where", [slice(0, 2), slice(-2, None)], ids=["begin", "end"])
def test_feet_that_seem_apart_for_a_moment_are_not_the_way(where: slice, share: float) -> None:
    motion = lateral_band_walk(1)
    true = motion.reps[0]
    poses = PoseSequence.of(
        f for f in film(motion, FRONT) if true.start - 0.2 <= f.time <= true.end + 0.2
    )
    image = poses.image.copy()
    apart = image[:, L.LEFT_ANKLE] - image[:, L.RIGHT_ANKLE]
    widest = apart[np.hypot(*apart.T).argmax()]
    # the model takes something else for a foot
    image[where, L.LEFT_ANKLE] = image[where, L.RIGHT_ANKLE] + share * widest
    seen: Any = SimpleNamespace(poses=replace(poses, image=image))
    found = EXERCISE.cue("dragging").measure(seen)
    assert found is not None
    assert found.value == pytest.approx(1, abs=0.15)


def test_the_leading_foot_is_told_each_time() -> None:
    order = ("left", "left", "right", "right")
    for where in (FRONT, BEHIND, ACROSS):
        assert [r.side for r in check(lateral_band_walk(4, order), where).reps] == list(order)


def test_somebody_who_walks_on_across_the_picture_walks_forwards() -> None:
    every, motion = catalogue().values(), lateral_band_walk(4)
    walk = film(motion, ACROSS)
    assert recognise(walk, every) == "lateral_band_walk"
    shank = np.linalg.norm(walk[0].image[L.LEFT_KNEE] - walk[0].image[L.LEFT_ANKLE])
    across = []
    for f in walk:  # as the second foot comes after the first, the whole body goes across
        ways = [(f.time - r.top_end) / (r.end - r.top_end) for r in motion.reps]
        gone = 1.5 * shank * float(np.clip(ways, 0, 1).sum())
        across.append(replace(f, image=f.image + np.array([gone, 0.0])))
    assert recognise(across, every) is None
