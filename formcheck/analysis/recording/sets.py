"""Divide a recording: segments between breaks, sets of one exercise, turns within a set.

A recording is often more than one set: a minute of preparation, both sides turned round, two
exercises with a walk through the room between them. Each set is judged by itself, and within a
set each stretch in which neither the camera nor the body's side towards it changed: the camera's
place belongs to a stretch, not to the recording.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recognition.classifier import (
    FoundSet,
    find_sets,
    parted_at,
    seen_movements,
)
from formcheck.analysis.recognition.movement import Movement, together
from formcheck.analysis.recording.breaks import Break
from formcheck.analysis.recording.playback_speed import playback, untimed
from formcheck.analysis.report import Note, Rep, Report, Source, english, english_notes
from formcheck.analysis.report import builder as report_builder
from formcheck.analysis.report.formatting import clock
from formcheck.analysis.session import Session
from formcheck.analysis.set_analysis import JudgedSet, verdict
from formcheck.model_size import ModelSize

TURNED = 60.0
"""Degrees between the camera's places of two repetitions from which on the person has turned
round: they differ by up to 15 within a set (rendered and real), and by 180 from left to right."""

FEWEST = 5
"""Frames below which a segment is too short to judge."""

SAME_EVENT = 1.5
"""Seconds within which two notes of the same kind are about the same event."""

EDGE = 1.0
"""Seconds from the beginning or the end of a recording within which a part begins or ends with it:
poses stop up to a third of a second before the last frame."""

ANOTHER = 2
"""Movements of other kinds that follow each other from which on somebody does something else: one
alone may be a repetition that failed, or getting into position."""

CLOSE = 3.0
"""Seconds within which they follow each other: the steps of a walk take 0.5 to 1.5 s."""

AFTER = 0.3
"""Seconds after the last movement of a set that still belong to it: the foot comes to rest."""


@dataclass(frozen=True, slots=True, eq=False)
class RecordedSet:
    """One set of a recording: what it shows, and the frames it is judged by.

    Attributes:
        begin, end: seconds of the first and the last frame that may belong to it.
        until, since: seconds until when and since when something else is done, None where not.
    """

    found: FoundSet
    begin: float
    end: float
    until: float | None = None
    since: float | None = None

    @property
    def exercise(self) -> str:
        """Its id."""
        return self.found.exercise


def within(poses: PoseSequence, begin: float, end: float) -> PoseSequence:
    """Return the frames from `begin` to `end` seconds."""
    return poses.part((poses.time >= begin) & (poses.time <= end))


def stretches(poses: PoseSequence, jumps: Iterable[Break]) -> list[PoseSequence]:
    """Return the stretches between cuts; frames in the middle of one belong to none."""
    out, begin = [], -np.inf
    for jump in jumps:
        if jump.kind != "cut":
            continue
        out.append(within(poses, begin, jump.before))
        begin = jump.after
    out.append(within(poses, begin, np.inf))
    return [p for p in out if len(p) >= FEWEST]


def movements_of(
    poses: PoseSequence, jumps: Sequence[Break], exercises: Iterable[Exercise], model: ModelSize
) -> dict[str, list[Movement]]:
    """Return by exercise every movement of its kind in a recording, none across a jump."""
    known = list(exercises)
    out: dict[str, list[Movement]] = {e.id: [] for e in known}
    for part in stretches(poses, jumps):
        for exercise, found in seen_movements(part, known, model).items():
            out[exercise] += found
    return out


def sets_of(
    seen: dict[str, list[Movement]], jumps: Sequence[Break] = (), people: Iterable[float] = ()
) -> list[RecordedSet]:
    """Return the sets of a recording, in order of time.

    Each has all the time from the set before it to the set after it, so that its start position
    is there; a cut before it or after it ends it, and so does walking about, or an exercise that is
    not known, before it or after it: its movements would be counted as repetitions.

    Args:
        seen: by exercise, every movement of its kind.
        jumps: those in the recording.
        people: when somebody else comes into the picture, seconds: nobody's set goes on with them.
    """
    found = parted_at(find_sets(seen), people)
    cuts = [j for j in jumps if j.kind == "cut"]
    out = []
    for i, one in enumerate(found):
        begin = found[i - 1].end + AFTER if i else -np.inf
        begin = max([begin, *(c.after for c in cuts if c.after <= one.begin)])
        end = found[i + 1].begin if i + 1 < len(found) else np.inf
        end = min([end, *(c.before for c in cuts if c.before >= one.end)])
        until, since = _otherwise_busy(one, seen[one.exercise])
        until = None if until is None or until <= begin else until
        since = None if since is None or since >= end else since
        begin = begin if until is None else until
        end = end if since is None else since
        out.append(RecordedSet(one, begin, end, until, since))
    return out


def _otherwise_busy(
    found: FoundSet, every: Sequence[Movement]
) -> tuple[float | None, float | None]:
    """Return until when before a set, and since when after it, movements of other kinds are made.

    What a wrong pose, seen from below the floor, seems to do tells nothing.
    """
    others = [m for m in every if m.whole and m.misfit not in (None, "view")]
    before = [m for m in others if m.end <= found.begin]
    after = [m for m in others if m.begin >= found.end]
    until = [g[-1].end for g in together(before, CLOSE) if len(g) >= ANOTHER]
    since = [g[0].begin for g in together(after, CLOSE) if len(g) >= ANOTHER]
    return max(until, default=None), min(since, default=None)


def turns(movements: Sequence[Movement]) -> list[float]:
    """Return when somebody turned round between two repetitions, seconds."""
    out = []
    steady = [m for m in movements if m.direction.steady]
    for before, after in pairwise(steady):
        a, b = (
            np.array([m.direction.head, m.direction.left, m.direction.front])
            for m in (before, after)
        )
        if np.degrees(np.arccos(np.clip(a @ b, -1, 1))) >= TURNED:
            out.append((before.end + after.begin) / 2)
    return out


def _between(movements: Sequence[Movement], cuts: Sequence[Break]) -> list[list[Movement]]:
    """Return movements by the stretch between cuts they lie in: nobody turns round in a cut."""
    parts: dict[int, list[Movement]] = {}
    for movement in movements:
        parts.setdefault(sum(c.after <= movement.begin for c in cuts), []).append(movement)
    return list(parts.values())


def _turn_notes(times: Iterable[float]) -> list[Note]:
    return [english_notes.note("turned", round(t, 3), at=clock(t)) for t in times]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetPoses:
    """The poses of one set, and what is known of them.

    Attributes:
        poses: its frames; model: size of the pose model that they are from.
        source: the clip; `source.mirrored` has left and right put right.
        jumps: the jumps among the frames.
        movements: those that fit the exercise: they tell turns and slow motion.
    """

    poses: PoseSequence
    model: ModelSize
    source: Source
    jumps: Sequence[Break] = ()
    movements: Sequence[Movement] = ()


def judge_recorded_set(
    exercise: Exercise, one: SetPoses, notes: Sequence[Note], *, recognised: bool
) -> Report:
    """Judge one set: its stretches each by themselves, their repetitions in one report.

    Args:
        exercise: what it is judged as.
        one: its poses.
        notes: what is known of the clip already.
        recognised: whether the exercise was recognised from the poses, not named by the person.
    """
    poses, source = one.poses, one.source
    knocks = [j for j in one.jumps if j.kind != "cut"]
    cuts = [j for j in one.jumps if j.kind == "cut"]
    turned = [t for part in _between(one.movements, cuts) for t in turns(part)]
    cuts += [Break("cut", t, float(np.nextafter(t, np.inf))) for t in turned]
    parts = stretches(poses, sorted(cuts, key=lambda b: b.before))
    known = [*notes, *_turn_notes(turned)]
    jumps = exercise.rep.landed is not None  # which are quick by nature
    speed = playback(() if jumps else one.movements, source.speed)
    if speed is not None:
        known.append(english_notes.note("speed", speed=speed))
    parts = parts or [poses]
    reports = [_report(exercise, one.model, part, source) for part in parts]
    seen = [
        _of_part(n, part, source)
        for part, report in zip(parts, reports, strict=True)
        for n in report.notes
        if not (n.code == "not_counted" and _beside(n, turned))
    ]
    reps = [r for report in reports for r in report.reps]
    if speed is not None:
        reps = untimed(reps, speed)
    reps = [_shaken(r, [j for j in knocks if r.start < j.after and j.before < r.end]) for r in reps]
    view = max(reports, key=lambda r: (len(r.reps), r.view is not None)).view
    judged = JudgedSet(
        reps=tuple(
            replace(r, number=i + 1, verdict=verdict(r.findings)) for i, r in enumerate(reps)
        ),
        view=view,
        notes=(*known, *_notes(one.jumps, seen)),
    )
    return report_builder.report(exercise, one.model, judged, source, recognised=recognised)


def _notes(jumps: Iterable[Break], seen: Sequence[Note]) -> list[Note]:
    """Return the notes on breaks and those of the segments, without duplicates."""

    def known(jump: Break) -> bool:
        near = [n for n in seen if n.time is not None and abs(n.time - jump.after) <= SAME_EVENT]
        return jump.kind == "knocked" and any(n.code == "camera_moved" for n in near)

    return [*(j.note for j in jumps if not known(j)), *seen]


def _beside(note: Note, turned: Iterable[float]) -> bool:
    """Whether a note is about a turn of the whole person, which has a note of its own."""
    return note.time is not None and any(abs(note.time - t) <= SAME_EVENT for t in turned)


def _of_part(note: Note, part: PoseSequence, source: Source) -> Note:
    """Return a note on a cut repetition in words that are true of a part of a recording too."""
    text = english_notes.OF_A_PART.get((note.code, note.reason))
    first = note.code == "cut_start" or note.reason == "begun_before"
    whole = part.time[0] <= EDGE if first else part.time[-1] >= source.duration - EDGE
    if note.time is None or text is None or whole:
        return note
    return replace(note, text=text.format(at=clock(note.time)))


def _shaken(rep: Rep, jumps: Sequence[Break]) -> Rep:
    """Return a repetition with jumps in it: counted, but nothing of it measured."""
    if not jumps:
        return rep
    findings = tuple(
        replace(
            f,
            verdict="unsure",
            reason="damaged",
            value=None,
            margin=None,
            evidence=None,
            message=english.CAMERA_MOVED_HERE,
        )
        for f in rep.findings
    )
    return replace(rep, findings=findings)


def _report(exercise: Exercise, model: ModelSize, poses: PoseSequence, source: Source) -> Report:
    session = Session(exercise, model)
    session.extend(poses)
    return session.finish(source)
