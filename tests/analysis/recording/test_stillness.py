"""Poses at uneven times are judged as those at even times are."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Array, PoseFrame, PoseSequence
from formcheck.analysis.recording.sets import SetPoses, judge_recorded_set
from formcheck.analysis.recording.stillness import LONGEST, evenly_timed
from formcheck.analysis.report import Report, Source
from formcheck.exercises import get
from formcheck.model_size import ModelSize
from tests.support.filming import camera, film, joined
from tests.support.motions import glute_bridge, still

RATE = 12.0

SOURCE = Source(
    name="",
    duration=0.0,
    width=1280,
    height=720,
    fps=30.0,
    frames=1,
    damaged=0,
    cut_short=False,
    poses=0,
    seen=1.0,
)


def a_set() -> PoseSequence:
    """Return bridges with long holds and rests, as the model finds them in every frame."""
    where = camera("side")
    return PoseSequence.of(
        joined(
            film(still("supine", 2.0), where, RATE, noise=0.5),
            film(glute_bridge(3, hold=6.0), where, RATE, noise=0.5),
        )
    )


def thinned(poses: PoseSequence, gap: float = 0.34, moved: float = 0.01) -> PoseSequence:
    """Leave out frames where the body keeps still, as a motion gate does."""
    size = float(np.ptp(poses.image[0], axis=0).max())
    near = round(gap * RATE)
    keep = np.zeros(len(poses), bool)
    keep[[0, -1]] = True
    last = 0
    for i in range(1, len(poses)):
        around = slice(max(i - near, 0), i + near + 1)
        change = np.linalg.norm(np.ptp(poses.image[around], axis=0), axis=-1).max()
        if change > moved * size or i - last >= near:
            keep[i], last = True, i
    return poses.part(keep)


def report(poses: PoseSequence) -> Report:
    source = replace(SOURCE, duration=float(poses.time[-1]), poses=len(poses))
    one = SetPoses(poses=poses, model=ModelSize.HEAVY, source=source)
    return judge_recorded_set(get("glute_bridge"), one, [], recognised=False)


def test_a_set_with_few_poses_in_its_holds_is_judged_the_same() -> None:
    every = a_set()
    few = thinned(every)
    assert len(few) < 0.7 * len(every), "holds and rests have few poses"
    a, b = report(every), report(evenly_timed(few))
    assert len(a.reps) == len(b.reps) == 3
    for one, other in zip(a.reps, b.reps, strict=True):
        for moment in ("start", "top_start", "top_end", "end", "hold"):
            assert getattr(one, moment) == pytest.approx(getattr(other, moment), abs=0.1), moment
        assert [(f.cue, f.verdict) for f in one.findings] == [
            (f.cue, f.verdict) for f in other.findings
        ]


def test_frames_are_filled_in_where_the_body_keeps_still_and_only_there() -> None:
    poses = a_set()
    few = thinned(poses)
    even = evenly_timed(few)
    assert np.diff(even.time).max() < 1.5 / RATE
    found = np.searchsorted(even.time, few.time)
    for name in ("time", "image", "world", "confidence", "trunk", "markers"):
        np.testing.assert_array_equal(getattr(even, name)[found], getattr(few, name))
    assert np.abs(even.image - few.image[np.searchsorted(few.time, even.time)]).max() < 20


def test_poses_at_even_times_stay_as_they_are() -> None:
    poses = a_set()
    assert evenly_timed(poses) is poses
    even = evenly_timed(thinned(poses))
    assert evenly_timed(even) is even


def poses_at(times: Array, x: Array) -> PoseSequence:
    body = a_set()[0]
    return PoseSequence.of(
        replace(body, time=float(t), image=body.image + shift)
        for t, shift in zip(times, x, strict=True)
    )


@pytest.mark.parametrize(
    ("gap", "shift"), [(LONGEST + 0.1, 0.0), (0.33, 100.0)], ids=["too long", "moved"]
)
def test_where_frames_are_missing_nothing_is_made_up(gap: float, shift: float) -> None:
    times = np.array([0.0, 0.08, 0.16, 0.16 + gap, 0.24 + gap])
    poses = poses_at(times, np.array([0, 0, 0, shift, shift]))
    assert evenly_timed(poses) is poses


def test_where_nobody_is_seen_nobody_is_made_up() -> None:
    seen = poses_at(np.array([0.0, 0.3]), np.zeros(2))
    gone = PoseSequence.of([PoseFrame.nobody(0.6), PoseFrame.nobody(0.9)])
    even = evenly_timed(PoseSequence.joined([seen, gone]))
    assert np.isfinite(even.image[even.time <= 0.3]).all()
    assert np.isnan(even.image[even.time > 0.3]).all()
    assert len(evenly_timed(PoseSequence.of([]))) == 0
