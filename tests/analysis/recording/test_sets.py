"""A recording taken apart into sets and stretches, and what is said of it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.recognition.movement import Movement
from formcheck.analysis.recording.breaks import Break, find_breaks
from formcheck.analysis.recording.sets import (
    RecordedSet,
    SetPoses,
    judge_recorded_set,
    movements_of,
    sets_of,
    turns,
)
from formcheck.analysis.report import Report, Source
from formcheck.exercises import catalogue, get
from formcheck.model_size import ModelSize
from tests.support.filming import camera, film, joined
from tests.support.motions import donkey_kick, glute_bridge, lateral_band_walk, still, walking_past
from tests.support.standing import lunge, squat

SIDE = camera("side")


def source(frames: Sequence[PoseFrame], **changes: object) -> Source:
    plain = Source(
        name="set.mp4",
        duration=frames[-1].time,
        width=854,
        height=480,
        fps=15.0,
        frames=len(frames),
        damaged=0,
        cut_short=False,
        poses=len(frames),
        seen=1.0,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def fitting(frames: Sequence[PoseFrame], exercise: str) -> list[Movement]:
    poses = PoseSequence.of(frames)
    seen = movements_of(poses, find_breaks(poses), [get(exercise)], ModelSize.HEAVY)
    return [m for m in seen[exercise] if m.misfit is None]


def judged(frames: Sequence[PoseFrame], exercise: str, **changes: object) -> Report:
    poses = PoseSequence.of(frames)
    one = SetPoses(
        poses=poses,
        model=ModelSize.HEAVY,
        source=source(frames, **changes),
        jumps=find_breaks(poses),
        movements=fitting(frames, exercise),
    )
    return judge_recorded_set(get(exercise), one, (), recognised=True)


def codes(report: Report) -> list[str]:
    return [n.code for n in report.notes]


def slowed(frames: Sequence[PoseFrame], times: float) -> list[PoseFrame]:
    """Play frames slower, at the same rate of frames: the gaps filled between neighbours."""
    out = []
    count = round((len(frames) - 1) * times)
    for i in range(count):
        at = i / times
        a, b, share = frames[int(at)], frames[int(at) + 1], at % 1
        out.append(
            replace(
                a,
                time=i / 15,
                image=a.image + share * (b.image - a.image),
                world=a.world + share * (b.world - a.world),
            )
        )
    return out


def test_a_long_pause_makes_two_sets_of_one_exercise() -> None:
    bridge = film(glute_bridge(2, hold=2), SIDE)
    clip = joined(bridge, film(still("supine", 40.0), SIDE), bridge)
    poses = PoseSequence.of(clip)
    sets = sets_of(movements_of(poses, (), catalogue().values(), ModelSize.HEAVY))
    assert [(s.exercise, len(s.found.movements)) for s in sets] == [("glute_bridge", 2)] * 2
    assert sets[0].end <= sets[1].found.begin


def test_nobodys_set_goes_on_with_somebody_else() -> None:
    bridge = film(glute_bridge(2, hold=2), SIDE)
    poses = PoseSequence.of(joined(bridge, bridge))
    seen = movements_of(poses, (), catalogue().values(), ModelSize.HEAVY)
    (together,) = sets_of(seen)
    half = float(poses.time[-1]) / 2
    mine, theirs = sets_of(seen, (), [half])
    assert [len(s.found.movements) for s in (together, mine, theirs)] == [4, 2, 2]
    assert mine.found.end < half < theirs.found.begin


def test_turned_round_each_side_is_judged_from_its_own_place() -> None:
    left = film(donkey_kick("left", 2, hold=3), camera("side"))
    right = film(donkey_kick("right", 2, hold=3), camera("other side"))
    both = judged(joined(left, right), "donkey_kick")
    assert [r.side for r in both.reps] == ["left", "left", "right", "right"]
    assert [r.number for r in both.reps] == [1, 2, 3, 4]
    assert {f.verdict for r in both.reps for f in r.findings if f.cue == "height"} == {"ok"}
    assert "turned" in codes(both)


def test_a_camera_that_stays_has_no_turns() -> None:
    clip = film(donkey_kick("left", 3, hold=2), SIDE, noise=0.5)
    assert turns(fitting(clip, "donkey_kick")) == []


def test_nothing_is_counted_across_a_cut() -> None:
    bridge = film(glute_bridge(2, hold=4), SIDE)
    up = [f for f in bridge if f.time < 4.0]
    elsewhere = [replace(f, image=f.image + np.array([260.0, 0.0])) for f in bridge]
    report = judged(joined(up, elsewhere), "glute_bridge")
    assert "cut" in codes(report)
    at = next(n.time for n in report.notes if n.code == "cut")
    assert at is not None
    assert all(r.end <= at or r.start >= at for r in report.reps)


def test_a_repetition_in_which_the_camera_moves_is_counted_and_not_measured() -> None:
    bridge = film(glute_bridge(3, hold=4), SIDE)
    second = glute_bridge(3, hold=4).reps[1]
    middle = (second.top_start + second.top_end) / 2
    one = SetPoses(
        poses=PoseSequence.of(bridge),
        model=ModelSize.HEAVY,
        source=source(bridge),
        jumps=[Break("knocked", middle, middle + 0.1)],
        movements=fitting(bridge, "glute_bridge"),
    )
    report = judge_recorded_set(get("glute_bridge"), one, (), recognised=True)
    assert len(report.reps) == 3
    assert {f.verdict for f in report.reps[1].findings} == {"unsure"}
    assert report.reps[1].verdict == "unsure"
    assert report.reps[0].verdict != "unsure"
    assert "knocked" in codes(report)


@pytest.mark.parametrize("by_tag", [False, True])
def test_slow_motion_is_counted_and_its_times_are_not_judged(by_tag: bool) -> None:
    frames = film(glute_bridge(2, lift=1.2, hold=1, lower=1.3), SIDE)
    clip = frames if by_tag else slowed(frames, 6.0)
    report = judged(clip, "glute_bridge", speed=0.25 if by_tag else 1.0)
    assert len(report.reps) == 2
    times = [f for r in report.reps for f in r.findings if f.unit == "s"]
    assert {(f.verdict, f.reason) for f in times} == {("unsure", "speed")}
    assert "speed" in codes(report)
    assert any(f.verdict == "ok" for r in report.reps for f in r.findings if f.cue == "height")


def test_an_unhurried_set_is_not_taken_for_slow_motion() -> None:
    report = judged(film(glute_bridge(2, lift=3, hold=6, lower=3), SIDE), "glute_bridge")
    assert "speed" not in codes(report)


def test_a_mirrored_selfie_has_left_and_right_put_right() -> None:
    frames = film(donkey_kick("left", 2, hold=3), camera("side"))
    plain, mirrored = judged(frames, "donkey_kick"), judged(frames, "donkey_kick", mirrored=True)
    assert [r.side for r in plain.reps] == ["left", "left"]
    assert [r.side for r in mirrored.reps] == ["right", "right"]
    assert plain.view is not None
    assert mirrored.view is not None
    assert mirrored.view.azimuth == -plain.view.azimuth
    assert ("left" in plain.view.name, "right" in mirrored.view.name) == (True, True)


def sets_in(frames: Sequence[PoseFrame]) -> list[RecordedSet]:
    poses = PoseSequence.of(frames)
    jumps = find_breaks(poses)
    return sets_of(movements_of(poses, jumps, catalogue().values(), ModelSize.HEAVY), jumps)


def side_taps(times: int, after: PoseFrame) -> list[PoseFrame]:
    """One foot out to the side and back: like a band walk's step, but nobody gets anywhere."""
    step = lateral_band_walk(1)
    out = [f for f in film(step, camera("front")) if f.time <= step.reps[0].top_start]
    shift = after.image[L.LEFT_HIP] - out[0].image[L.LEFT_HIP]
    there = [replace(f, image=f.image + shift) for f in out]
    back = [replace(f, time=-f.time) for f in reversed(there)]
    return joined(*[there, back] * times)


def test_what_is_done_after_a_set_is_not_counted_with_it() -> None:
    steps = film(lateral_band_walk(3), camera("front"))
    (one,) = sets_in(joined(steps, side_taps(4, steps[-1])))
    assert (one.exercise, len(one.found.movements)) == ("lateral_band_walk", 3)
    assert one.found.end < one.end < steps[-1].time + 2
    assert one.since == one.end


def test_a_set_between_two_walks_is_found() -> None:
    squats = film(squat(3), camera("front"))
    walk = film(walking_past(8, 0.4), camera("side"), noise=0.3)
    clip = joined(walk, squats, walk)
    (one,) = sets_in(clip)
    assert (one.exercise, len(one.found.movements)) == ("squat", 3)
    assert one.found.begin >= walk[-1].time


def test_a_workout_is_split_into_its_exercises() -> None:
    """Squats, then lunges, then bridges, with walking about between them."""
    walk = film(walking_past(5, 0.5), camera("side"))
    clip = joined(
        film(squat(3), camera("front")),
        walk,
        film(lunge(reps=2), camera("side")),
        walk,
        film(glute_bridge(2, hold=2), camera("side")),
    )
    assert [(s.exercise, len(s.found.movements)) for s in sets_in(clip)] == [
        ("squat", 3),
        ("lunge", 2),
        ("glute_bridge", 2),
    ]
