"""Notes on a recording as a whole: its other sets, what lies before and after, who leaves it."""

from collections.abc import Sequence

import numpy as np

from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recording.breaks import BREAK_CODES
from formcheck.analysis.recording.sets import RecordedSet
from formcheck.analysis.report import Note, Report, english_notes
from formcheck.analysis.report.english_notes import note
from formcheck.analysis.report.formatting import clock
from formcheck.exercises import get

CLIP_NOTES = (
    "damaged",
    "cut_short",
    "stickers",
    "stickers_refused",
    "sets",
    "new_person",
    *BREAK_CODES,
)
"""Codes of notes about the clip itself, saved with the poses."""

AWAY = 1.5
"""Seconds without a person from which a note reports it; the same as `rep_counter.LOST`."""


def clip_notes(report: Report) -> tuple[Note, ...]:
    """Return the notes that came with the clip, not from judging it."""
    return tuple(n for n in report.notes if n.code in CLIP_NOTES)


def busy_notes(one: RecordedSet) -> list[Note]:
    """Return notes on what else is done before and after a set."""
    out = []
    if one.until is not None:
        out.append(note("otherwise_busy_before", None, at=clock(one.until)))
    if one.since is not None:
        out.append(note("otherwise_busy_after", one.since, at=clock(one.since)))
    return out


def part_note(one: RecordedSet) -> Note:
    """Return the note on what looks like an exercise but holds no whole repetition of it."""
    begin, end = clock(one.found.begin), clock(one.found.end)
    title = get(one.exercise).title.lower()
    return note("part_of_set", one.found.begin, title=title, start=begin, end=end)


def other_sets(sets: Sequence[RecordedSet], number: int) -> list[Note]:
    """Return the note that lists the other sets in the same video."""
    if len(sets) < 2:
        return []
    others = [
        english_notes.other_set(get(s.exercise).title, clock(s.found.begin), clock(s.found.end))
        for i, s in enumerate(sets)
        if i != number
    ]
    return [note("sets", number=number + 1, count=len(sets), others="; ".join(others))]


def own_limits(titles: Sequence[str]) -> list[Note]:
    """Return the note that personal limits were applied."""
    if not titles:
        return []
    return [note("limits", titles=", ".join(titles))]


def absences(poses: PoseSequence) -> list[Note]:
    """Return a note for each stretch in which nobody is in the picture."""
    notes = []
    seen = np.isfinite(poses.image[:, 0, 0])
    times = poses.time
    start: float | None = None
    for i, here in enumerate(seen):
        if not here and start is None:
            start = float(times[i])
        last = i == len(seen) - 1
        if start is not None and (here or last):
            end = float(times[i])
            if end - start >= AWAY:
                until = english_notes.END if last and not here else clock(end)
                notes.append(note("nobody", start, start=clock(start), end=until))
            start = None
    return notes
