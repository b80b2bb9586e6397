"""From a video to a report, and the clips that give none."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Source
from formcheck.errors import (
    InvalidVideoError,
    NoPersonError,
    UnknownExerciseError,
    WrongExerciseError,
)
from formcheck.estimation.pipeline import analyse, judge
from formcheck.estimation.pose_io import Saved
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.video import VideoWriter
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge
from tests.support.played_poses import Played
from tests.support.sample_sets import BRIDGE, analysed, truth


def with_poses(saved: Saved, poses: PoseSequence) -> Saved:
    return replace(saved, poses=poses)


def empty_room(path: Path, seconds: float, fps: int = 10) -> Path:
    with VideoWriter(path, 160, 120, fps=fps) as out:
        for i in range(round(seconds * fps)):
            out.write(np.full((120, 160, 3), 90, np.uint8), i / fps)
    return path


def test_a_faulty_bridge_is_recognised_counted_and_judged() -> None:
    report = analysed().report
    told = truth(BRIDGE)
    assert (report.exercise, report.recognised) == ("glute_bridge", True)
    assert len(report.reps) == len(told["reps"])
    for rep, true in zip(report.reps, told["reps"], strict=True):
        assert rep.start == pytest.approx(true["start"], abs=0.3)
        assert rep.end == pytest.approx(true["end"], abs=0.3)
        finding = next(f for f in rep.findings if f.cue == "hyperextension")
        assert (finding.verdict == "fault") == ("hyperextension" in true["faults"])
    assert report.primary_fault is not None
    assert report.primary_fault.cue == "hyperextension"


def test_saved_poses_give_the_same_report() -> None:
    analysis = analysed()
    assert judge(analysis.saved).report == analysis.report


def test_a_played_back_estimator_gives_the_video_path_its_poses() -> None:
    poses = analysed().poses
    again = analyse(
        BRIDGE, "glute_bridge", model=ModelSize.LITE, new_estimator=lambda: Played(poses)
    )
    for rep, once in zip(again.report.reps, analysed().report.reps, strict=True):
        assert (rep.start, rep.end) == pytest.approx((once.start, once.end), abs=0.05)
        assert [(f.cue, f.verdict) for f in rep.findings] == [
            (f.cue, f.verdict) for f in once.findings
        ]
    assert not again.report.recognised


def test_the_wrong_exercise_is_told_with_the_right_one() -> None:
    with pytest.raises(WrongExerciseError, match="--exercise glute_bridge"):
        judge(analysed().saved, exercise="donkey_kick")


def test_an_unknown_exercise_is_told_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UnknownExerciseError, match="glute_bridge"):
        analyse(tmp_path / "never_opened.mp4", "yoga")


def test_somebody_who_lies_still_is_told_that_nothing_moved() -> None:
    poses = analysed().poses
    still = PoseSequence.of(replace(poses[3], time=i / 15) for i in range(150))
    with pytest.raises(WrongExerciseError, match="no repetition was seen"):
        judge(with_poses(replace(analysed().saved, exercise=None), still))


def test_an_empty_room_has_nobody_in_it(tmp_path: Path) -> None:
    video = empty_room(tmp_path / "room.webm", 3.0)
    with pytest.raises(NoPersonError, match=r"room\.webm"):
        analyse(video, model=ModelSize.LITE)


def test_a_moment_is_too_short_to_judge(tmp_path: Path) -> None:
    with pytest.raises(InvalidVideoError, match="too short"):
        analyse(empty_room(tmp_path / "one.webm", 0.1), model=ModelSize.LITE)


def test_a_person_who_leaves_is_noted_and_judged_so_far() -> None:
    poses = analysed().poses
    gone = PoseSequence.of(f if f.time < 7.2 else PoseFrame.nobody(f.time) for f in poses)
    report = judge(with_poses(analysed().saved, gone)).report
    assert len(report.reps) == 2
    since = float(min(t for t in poses.time if t >= 7.2))
    assert [(n.code, n.time) for n in report.notes] == [("nobody", since)]


def test_a_video_cut_in_half_is_judged_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = BRIDGE.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: len(whole) * 7 // 10])
    poses = analysed().poses
    report = analyse(cut, model=ModelSize.LITE, new_estimator=lambda: Played(poses)).report
    assert 1 <= len(report.reps) < 3
    assert {"cut_short"} <= {n.code for n in report.notes}
    assert judge(
        analyse(cut, model=ModelSize.LITE, new_estimator=lambda: Played(poses)).saved
    ).report == (report)


def test_a_smaller_model_has_wider_margins() -> None:
    saved = analysed().saved
    by_size = {
        size: judge(replace(saved, model=size), exercise="glute_bridge").report
        for size in (ModelSize.LITE, ModelSize.FULL, ModelSize.HEAVY)
    }
    margins = [
        [f.margin for r in by_size[s].reps for f in r.findings if f.cue == "height"]
        for s in (ModelSize.HEAVY, ModelSize.FULL, ModelSize.LITE)
    ]
    for one in zip(*margins, strict=True):
        assert all(m is not None for m in one)
        assert one == tuple(sorted(one, key=lambda m: m or 0))
        assert one[0] != one[2]


def test_settings_limit_what_is_read() -> None:
    with pytest.raises(InvalidVideoError) as refused:
        analyse(BRIDGE, settings=Settings(max_seconds=5.0))
    assert refused.value.code == "too_long"


def test_from_one_lowering_to_the_next_rise_no_repetition_is_whole() -> None:
    poses = PoseSequence.of(film(glute_bridge(2, hold=2), camera("side")))
    between = poses.part((poses.time >= 2.2) & (poses.time <= 8.1))
    source = Source(
        name="between.mp4",
        duration=5.9,
        width=854,
        height=480,
        fps=30.0,
        frames=177,
        damaged=0,
        cut_short=False,
        poses=len(between),
        seen=1.0,
    )
    with pytest.raises(WrongExerciseError, match="looks like a glute bridge") as caught:
        judge(Saved(between, source, ModelSize.HEAVY, None, False, ()))
    assert caught.value.code == "no_whole_repetition"
