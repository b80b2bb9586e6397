"""One set of one exercise: poses in, repetitions and a report out.

The only analysis path. A webcam pushes frames as they come, a file pushes them in a loop;
nothing below this line knows which, and both give the same report on the same frames. What a
repetition is judged by is known when it ends: what was told live stands in the report.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import hypot

import numpy as np

from formcheck.analysis import report_builder
from formcheck.analysis.camera_view import (
    Direction,
    begins,
    direction,
    lasts,
    posture,
    to_camera,
    told,
)
from formcheck.analysis.exercise import Exercise, RepFrames
from formcheck.analysis.judge import judge, usable
from formcheck.analysis.kinematics import middle
from formcheck.analysis.pose import Array, N, PoseFrame, PoseSequence
from formcheck.analysis.rep_counting import RepCounter, RepTiming, measure
from formcheck.analysis.report import Finding, Note, Rep, Report, Source, Verdict
from formcheck.analysis.smoothing import Smoother
from formcheck.model_size import ModelSize

REST = 1.0
"""Seconds before a repetition that count as its start position."""

FEW = 4
"""Fewer frames of rest than this, and the start position before is used."""

MEMORY = 120.0
"""Seconds of frames kept while no repetition ends."""

UNLIKE = 0.2
"""Likeness below which a counted movement is no repetition where joints can hardly be told."""

VIEW_FRAMES = 400
"""Frames of rest from which the camera's place is taken."""


@dataclass(frozen=True, slots=True)
class Now:
    """What a live page shows: is the start held, a repetition under way, how high."""

    time: float
    ready: bool
    rising: bool
    value: float | None
    reps: int


class Session:
    """Judge one set as its poses arrive."""

    def __init__(self, exercise: Exercise, model: ModelSize = ModelSize.HEAVY) -> None:
        self.exercise = exercise
        self.model = model
        self.reps: list[Rep] = []
        self.likeness: list[float] = []
        self._smoother = Smoother()
        self._counter = RepCounter(exercise.rep.thresholds)
        self._frames: deque[PoseFrame] = deque()
        self._values: deque[float] = deque()
        self._rest: list[PoseFrame] = []
        self._way: list[Array] = []
        self._rest_world: list[Array] = []
        self._last_end = -np.inf
        self._direction: Direction | None = None
        self._notes: list[Note] = []
        self._before: tuple[float, tuple[float, float], float] | None = None
        self._count = self._seen = 0
        self._now = Now(0.0, False, False, None, 0)

    @property
    def now(self) -> Now:
        """Return what is happening at the newest smoothed frame."""
        return self._now

    @property
    def direction(self) -> Direction | None:
        """Return where the camera stands, as far as it is known."""
        return self._direction

    def push(self, frame: PoseFrame) -> list[Rep]:
        """Take one frame; return the repetitions it completed (usually none)."""
        return self.extend((frame,))

    def extend(self, frames: Iterable[PoseFrame]) -> list[Rep]:
        """Take several frames at once: the same as pushing them one by one, only quicker."""
        return self._read([f for frame in frames for f in self._smoother.push(frame)])

    def finish(
        self, source: Source | None = None, notes: Sequence[Note] = (), *, recognised: bool = False
    ) -> Report:
        """Drain the filter and report on the whole set; nothing may be pushed afterwards."""
        self._read(list(self._smoother.flush()))
        span = self._counter.finish()
        if span is not None:
            self._take(span)
        way = np.array(self._way).reshape(-1, 3)
        view = told(self._direction, way) if self._direction is not None else None
        return report_builder.report(
            self.exercise,
            self.model,
            tuple(self.reps),
            view,
            source or self._plain_source(),
            [*self._notes, *notes],
            recognised=recognised,
        )

    def _plain_source(self) -> Source:
        last = self._frames[-1].time if self._frames else 0.0
        seen = self._seen / self._count if self._count else 0.0
        return Source(
            name="",
            duration=last,
            width=0,
            height=0,
            fps=0.0,
            frames=self._count,
            damaged=0,
            cut_short=False,
            poses=self._count,
            seen=round(seen, 3),
        )

    def _read(self, frames: list[PoseFrame]) -> list[Rep]:
        """Read the counted number off smoothed frames and tell the repetitions they complete."""
        if not frames:
            return []
        rule = self.exercise.rep
        poses = PoseSequence.of(frames)
        values = rule.signal.of(poses)
        held = posture(poses.world)
        begin = reduce(np.logical_or, (begins(held, p) for p in rule.posture))
        last = reduce(np.logical_or, (lasts(held, p) for p in rule.posture))
        hips = middle(poses.image, "hip")
        chords = middle(poses.image, "shoulder") - hips
        trunks = np.sqrt(np.add.reduce(chords * chords, axis=-1))
        out: list[Rep] = []
        for i, frame in enumerate(frames):
            value = float(values[i]) if frame.seen else np.nan
            if frame.seen:
                self._seen += 1
                self._watch(frame.time, (float(hips[i, 0]), float(hips[i, 1])), float(trunks[i]))
            ready = frame.seen and bool(last[i] if self._counter.rising else begin[i])
            out += self._step(frame, value, ready)
        return out

    def _step(self, frame: PoseFrame, value: float, ready: bool) -> list[Rep]:
        self._count += 1
        self._frames.append(frame)
        self._values.append(value)
        while self._frames and frame.time - self._frames[0].time > MEMORY:
            self._frames.popleft()
            self._values.popleft()
        span = self._counter.push(frame.time, value, ready)
        c = self._counter
        self._now = Now(
            frame.time, c.held, c.rising, value if np.isfinite(value) else None, len(self.reps)
        )
        return [] if span is None else self._take(span)

    def _watch(self, time: float, hip: tuple[float, float], trunk: float) -> None:
        """Note when the person followed is suddenly somewhere else: another one took over."""
        before, self._before = self._before, (time, hip, trunk)
        if before is None or time - before[0] > 0.5:
            return
        jumped = hypot(hip[0] - before[1][0], hip[1] - before[1][1])
        if jumped > 1.5 * before[2] > 0 and not any(
            n.code == "another_person" for n in self._notes
        ):
            self._notes.append(
                Note(
                    "another_person",
                    "Somebody else seems to come into the picture here; only one person can be "
                    "followed, so what follows may be theirs.",
                    time,
                )
            )

    def _take(self, span: RepTiming) -> list[Rep]:
        frames, values = list(self._frames), np.array(self._values)
        self._settle(frames, span)
        span = self._timed(frames, span)
        self._last_end = span.end
        inside = [i for i, f in enumerate(frames) if span.start <= f.time <= span.end and f.seen]
        if len(inside) < 3 or self._direction is None:
            return []
        times = [frames[i].time for i in inside]
        poses = PoseSequence.of(frames[i] for i in inside)
        rest = PoseSequence.of(self._rest)
        rep = RepFrames(
            poses=poses,
            rest=rest,
            side=self.exercise.rep.side(poses, rest),
            direction=self._direction,
            model=self.model,
            start=round(span.start, 3),
            top_start=round(span.top_start, 3),
            top_end=round(span.top_end, 3),
            end=round(span.end, 3),
            hold=round(span.hold, 3),
            values=values[inside],
            longest_gap=float(max(np.diff([span.start, *times, span.end]))),
        )
        like = self.exercise.similarity(rep)
        if like < UNLIKE and not usable(self._direction):
            return []
        self.likeness.append(like)
        findings = tuple(judge(cue, rep) for cue in self.exercise.cues)
        self.reps.append(
            Rep(
                number=len(self.reps) + 1,
                side=rep.side,
                start=rep.start,
                top_start=rep.top_start,
                top_end=rep.top_end,
                end=rep.end,
                hold=rep.hold,
                amplitude=round(span.amplitude, 3),
                amplitude_unit=self.exercise.rep.amplitude_unit,
                verdict=verdict(findings),
                findings=findings,
            )
        )
        return self.reps[-1:]

    def _settle(self, frames: list[PoseFrame], span: RepTiming) -> None:
        """Take up the start position before `span` and what it says of the camera's place."""
        begin = max(self._last_end, span.start - REST)
        rest = [f for f in frames if begin <= f.time <= span.start - 0.05 and f.seen]
        if len(rest) >= FEW or not self._rest:
            self._rest = rest or [f for f in frames if f.seen and f.time <= span.top_start][:FEW]
            self._place()

    def _place(self) -> None:
        """Take the camera's place from all rests in this posture: turning over begins anew."""
        among = self.exercise.rep.posture
        worlds = [f.world for f in self._rest]
        now = direction(np.array(worlds).reshape(-1, N, 3), among)
        if now is None:
            return
        if self._direction is not None and now.posture != self._direction.posture:
            self._rest_world.clear()
            self._way.clear()
        room = VIEW_FRAMES - len(self._rest_world)
        self._rest_world += worlds[:room]
        self._way += [to_camera(w) for w in worlds[:room]]
        self._direction = direction(np.array(self._rest_world), among)

    def _timed(self, frames: list[PoseFrame], span: RepTiming) -> RepTiming:
        """Read the times again off the exercise's finer signal, where it has one."""
        timing = self.exercise.rep.timing
        begin, end = max(self._last_end, span.start - 0.6), span.end + 0.6
        near = PoseSequence.of(f for f in frames if begin <= f.time <= end and f.seen)
        if timing is None or len(near) < 5 or not self._rest:
            return span
        rest = PoseSequence.of(self._rest)
        side = self.exercise.rep.side(near, rest)
        values = timing(near, rest, side)
        good = np.isfinite(values)
        fine = measure(np.stack([near.time, values], 1)[good], 0.0) if good.sum() > 4 else None
        if fine is None or abs(fine.start - span.start) + abs(fine.end - span.end) > 1.2:
            return span
        return replace(fine, base=span.base, top=span.top)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Return a repetition's verdict: a fault if any, ok if anything could be judged."""
    told_of = {f.verdict for f in findings if not f.informative}
    if "fault" in told_of:
        return "fault"
    return "ok" if "ok" in told_of else "unsure"


def analyse(
    exercise: Exercise, frames: Iterable[PoseFrame], model: ModelSize = ModelSize.HEAVY
) -> Report:
    """Report on a whole recording of poses."""
    session = Session(exercise, model)
    session.extend(frames)
    return session.finish()
