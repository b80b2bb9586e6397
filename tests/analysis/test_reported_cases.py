"""Real clips and reported situations, where they lie beside the repository: what is right."""

import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis.report import Report
from formcheck.errors import FormcheckError
from formcheck.estimation import pose_io
from formcheck.estimation.pipeline import judge_sets

SHARED = Path(__file__).parents[3] / "shared"
CASES, REAL = SHARED / "cases", SHARED / "real_poses"

if not (CASES.is_dir() and REAL.is_dir()):
    pytest.skip("the cases are not beside the repository", allow_module_level=True)

LABELS: list[dict[str, Any]] = json.loads((REAL / "labels.json").read_text())
BAD_SKELETON = "glute_bridge_07.npz"
"""Its first repetition lies in six seconds of an impossible skeleton: it may be left out."""


def reports(path: Path) -> list[Report]:
    return [a.report for a in judge_sets(pose_io.load(path))]


def case(name: str) -> list[Report]:
    return reports(CASES / f"{name}.npz")


def codes(report: Report) -> list[str]:
    return [n.code for n in report.notes]


PROGRAMME = {
    "squat": "squat",
    "box squat": "squat",
    "deadlift": "deadlift",
    "Romanian deadlift": "deadlift",
    "single-leg deadlift": "single_leg_deadlift",
    "lunge": "lunge",
    "reverse lunge": "lunge",
    "split squat": "lunge",
    "step-up": "step_up",
}
"""What a clip of the programme's later phases may be named; the labels know the routine only."""


def named(path: Path) -> set[str]:
    """Return the exercises that a clip is named as; none where it is refused."""
    try:
        return {report.exercise for report in reports(path)}
    except FormcheckError:
        return set()


@pytest.mark.parametrize("label", LABELS, ids=lambda row: row["file"])
def test_a_real_clip_is_what_a_person_saw(label: dict[str, Any]) -> None:
    if label["exercise"] == "none":
        assert named(REAL / label["file"]) <= {PROGRAMME.get(label["what"])}
        return
    (report,) = reports(REAL / label["file"])
    assert report.exercise == label["exercise"]
    missed = 1 if label["file"] == BAD_SKELETON else 0
    assert label["reps"] - missed <= len(report.reps) <= label["reps"]


def test_getting_up_does_not_belong_to_the_first_repetition() -> None:
    (report,) = reports(REAL / "hip_flexor_stretch_02.npz")
    assert report.reps[0].start > 4.5


@pytest.mark.parametrize("name", ["p05b_both_sides_turning", "p05c_both_sides_turning_blend"])
def test_both_sides_in_one_recording(name: str) -> None:
    (report,) = case(name)
    assert [r.side for r in report.reps] == ["left"] * 3 + ["right"] * 3
    for rep in report.reps:
        told = {f.cue: f.verdict for f in rep.findings}
        assert (told["hold"], told["height"], told["back_arch"]) == ("fault", "ok", "ok")


@pytest.mark.parametrize(
    ("name", "reps"),
    [
        ("q47_flip_2_before_rep1", 3),
        ("q48_ten_flip2", 10),
        ("q04_from_13.9", 3),
        ("q04_from_14.1", 3),
        ("q49_ten_left_ten_right", 20),
    ],
)
def test_a_bad_moment_at_rest_spoils_nothing(name: str, reps: int) -> None:
    (report,) = case(name)
    assert len(report.reps) == reps
    assert {f.verdict for r in report.reps for f in r.findings if f.cue == "height"} == {"ok"}


def test_a_swap_at_the_top_leaves_that_repetition_unsure() -> None:
    (report,) = case("q47_flip_5_at_top_rep2")
    assert [r.verdict for r in report.reps] == ["fault", "unsure", "fault"]


def test_a_tipped_camera_is_noted_and_nothing_measured_across_it() -> None:
    (report,) = case("p12_tipped_12")
    assert [r.verdict for r in report.reps] == ["fault", "unsure", "fault"]
    assert codes(report) == ["camera_moved"]


@pytest.mark.parametrize(("name", "at"), [("p20_hold_60s", 1), ("p20b_only_hold_60s", 0)])
def test_a_minute_s_hold_is_one_repetition_held_too_long(name: str, at: int) -> None:
    (report,) = case(name)
    assert report.reps[at].hold == pytest.approx(60, abs=1.5)
    hold = next(f for f in report.reps[at].findings if f.cue == "hold")
    assert (hold.verdict, hold.limit) == ("fault", 10.0)


def test_pulses_are_no_hold() -> None:
    (report,) = case("p22_pulses_top")
    assert codes(report) == ["pulses"]
    assert report.reps[0].hold < 2


def test_half_kicks_are_kicks_that_are_not_high_enough() -> None:
    (report,) = case("p21b_partial_kick")
    heights = [f.verdict for r in report.reps for f in r.findings if f.cue == "height"]
    assert heights == ["fault"] * 4 + ["ok"] * 2


def test_a_recording_that_starts_at_the_top_says_so() -> None:
    (report,) = case("p25_starts_at_top")
    assert len(report.reps) == 2
    assert any("began before the recording" in n.text for n in report.notes)
    (report,) = case("p33_no_start")
    assert len(report.reps) == 3


def test_one_side_before_the_other_is_told_of_alternating_kicks() -> None:
    (report,) = case("p30_alternating")
    assert [r.side for r in report.reps] == ["left", "right"] * 3
    assert {r.verdict for r in report.reps} == {"fault"}
    order = next(f for f in report.set_findings if f.cue == "sides_in_order")
    assert order.verdict == "fault"
