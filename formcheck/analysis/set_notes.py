"""Notes on what happened in a set: movements not counted, knocks, tracking losses, passers-by."""

from collections.abc import Sequence

import numpy as np

from formcheck.analysis.counting.rep_counter import LOST, PULSES, RepTiming
from formcheck.analysis.counting.rep_detection import Uncounted
from formcheck.analysis.kinematics import middle
from formcheck.analysis.recording.preparation import PreparedPoses
from formcheck.analysis.report import Note
from formcheck.analysis.report.english_notes import not_counted, note
from formcheck.analysis.report.formatting import clock

BEGUN = 0.05
"""Seconds, less than one frame, by which a repetition's start, as its way up tells it, must lie
before the first frame to be said to have begun before the recording."""

LEAP = 1.5
"""Trunk lengths that the hips move by from one frame to the next when another person is tracked:
a metre in a twelfth of a second is faster than a sprint."""

STAYS, FEWEST = 1.0, 3
"""Seconds before and after over which the hips' median place is taken, and its fewest frames."""

NEXT = 0.5
"""Seconds up to which two frames are compared for that."""


def notes_on(
    prepared: PreparedPoses, reps: Sequence[RepTiming], uncounted: Sequence[Uncounted]
) -> list[Note]:
    """Return the notes on a set of such repetitions."""
    out = [*_another_person(prepared), *_knocked(prepared), *_not_followed(prepared)]
    first = prepared.poses.time[0] if len(prepared.poses) else 0.0
    for n, r in enumerate(reps, 1):
        if r.cut == "start" or r.start < first - BEGUN:
            out.append(note("cut_start", round(max(r.start, 0.0), 3)))
        if r.cut == "end":
            out.append(note("cut_end", round(r.end, 3)))
        if r.pause is not None:
            at, seconds = r.pause
            out.append(note("paused", round(at, 3), rep=n, seconds=round(seconds, 1), at=clock(at)))
        if r.pulses >= PULSES:
            out.append(note("pulses", round(r.top_start, 3), rep=n, times=r.pulses + 1))
    if reps:
        out += [not_counted(u.why, round(u.start, 3), clock(u.start)) for u in uncounted]
    return out


def _knocked(prepared: PreparedPoses) -> list[Note]:
    return [
        note("camera_moved", k.start, at=clock(k.start), degrees=abs(k.degrees))
        for k in prepared.knocks
    ]


def _not_followed(prepared: PreparedPoses) -> list[Note]:
    """Return notes on the periods in which the skeleton was impossible."""
    bad, time = prepared.seen & ~prepared.believed, prepared.poses.time
    out = []
    edges = np.flatnonzero(np.diff(np.concatenate([[False], bad, [False]]).astype(int)))
    for a, b in zip(edges[::2], edges[1::2] - 1, strict=True):
        start, end = float(time[a]), float(time[b])
        if end - start >= LOST:
            out.append(note("not_followed", start, start=clock(start), end=clock(end)))
    return out


def _another_person(prepared: PreparedPoses) -> list[Note]:
    """Return a note if the tracked body suddenly jumps: another person is tracked.

    Only between skeletons that are possible, and where it stays: a lost body is found again.
    """
    seen = np.flatnonzero(prepared.seen & prepared.believed)
    image, time = prepared.poses.image[seen], prepared.poses.time[seen]
    hips = middle(image, "hip")
    trunk = np.linalg.norm(middle(image, "shoulder") - hips, axis=-1)
    jump = np.linalg.norm(np.diff(hips, axis=0), axis=-1)
    near = np.diff(time) <= NEXT
    with np.errstate(invalid="ignore"):
        hit = np.flatnonzero((jump > LEAP * trunk[:-1]) & (trunk[:-1] > 0) & near)
    for i in hit.tolist():
        before = (time <= time[i]) & (time >= time[i] - STAYS)
        after = (time > time[i]) & (time <= time[i + 1] + STAYS)
        gone = np.median(hips[after], axis=0) - np.median(hips[before], axis=0)
        if min(before.sum(), after.sum()) >= FEWEST and np.linalg.norm(gone) > LEAP * trunk[i]:
            return [note("another_person", float(time[i + 1]))]
    return []
