"""One set of one exercise: poses in, repetitions and a report out.

A webcam pushes frames as they come, a file hands over many at once; both end in `judge_set`, so
both give the same report on the same frames. Results during filming are provisional:
the report, which knows the whole recording, may count a first repetition that only hindsight
shows, or measure one against a steadier start position.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.camera_view import Direction, posture_scores
from formcheck.analysis.counting.rep_counter import RepCounter
from formcheck.analysis.counting.rep_detection import Uncounted
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.recording.mirroring import reps_put_right, view_put_right
from formcheck.analysis.recording.preparation import PreparedPoses, prepare
from formcheck.analysis.report import Note, Rep, Report, Source
from formcheck.analysis.report import builder as report_builder
from formcheck.analysis.set_analysis import JudgedSet, judge_set
from formcheck.analysis.smoothing import Smoother
from formcheck.model_size import ModelSize

LOOKED_BACK = 60.0
"""Seconds of frames from which a repetition is judged while the set goes on."""


@dataclass(frozen=True, slots=True)
class Now:
    """What a live page shows: whether the start position is held, a rep is under way, how high."""

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
        self._frames: list[PoseFrame] = []
        self._smoother = Smoother()
        self._counter = RepCounter(exercise.rep.thresholds)
        self._reported: list[Rep] = []
        self._at_once = False
        self._judged: JudgedSet | None = None
        self._now = Now(0.0, False, False, None, 0)

    @property
    def now(self) -> Now:
        """Return what is happening at the newest smoothed frame that was pushed."""
        return self._now

    @property
    def reps(self) -> list[Rep]:
        """Return the repetitions so far; after `extend`, those that the frames show."""
        if self._judged is None and not self._at_once:
            return self._reported
        return list(self._whole().reps)

    @property
    def likeness(self) -> list[float]:
        """Return how like the exercise each repetition of the whole set is, 0..1."""
        return list(self._whole().likeness)

    @property
    def direction(self) -> Direction | None:
        """Return where the camera stands, as far as it is known."""
        return self._whole().direction

    @property
    def uncounted(self) -> tuple[Uncounted, ...]:
        """Return the movements that were seen and not counted."""
        return self._whole().uncounted

    def push(self, frame: PoseFrame) -> list[Rep]:
        """Take one frame; return the repetitions it completed (usually none)."""
        self._add(frame)
        out: list[Rep] = []
        for smooth in self._smoother.push(frame):
            out += self._step(smooth)
        return out

    def extend(self, frames: Iterable[PoseFrame]) -> None:
        """Take several frames at once; results come only when the whole is judged."""
        self._at_once = True
        for frame in frames:
            self._add(frame)

    def finish(
        self,
        source: Source | None = None,
        notes: Sequence[Note] = (),
        *,
        recognised: bool = False,
        prepared: PreparedPoses | None = None,
    ) -> Report:
        """Judge the whole set and report on it; nothing may be pushed afterwards.

        Args:
            source: the clip; nothing outside its picture is measured, and `source.mirrored` has
                left and right put right.
            notes: what is known of the clip.
            recognised: whether the exercise was recognised from the poses.
            prepared: the frames made ready, where another session has done that already.
        """
        source = source or self._plain_source()
        if prepared is None:
            prepared = prepare(PoseSequence.of(self._frames), (source.width, source.height))
        self._judged = judge_set(self.exercise, prepared, self.model)
        judged = replace(self._judged, notes=(*self._judged.notes, *notes))
        if source.mirrored:
            judged = _put_right(judged)
        return report_builder.report(
            self.exercise, self.model, judged, source, recognised=recognised
        )

    def _add(self, frame: PoseFrame) -> None:
        if self._frames and not frame.time > self._frames[-1].time:
            raise ValueError(f"time: expected strictly increasing seconds, got {frame.time!r}")
        self._frames.append(frame)

    def _plain_source(self) -> Source:
        frames = self._frames
        seen = sum(f.seen for f in frames) / len(frames) if frames else 0.0
        return Source(
            name="",
            duration=frames[-1].time if frames else 0.0,
            width=0,
            height=0,
            fps=0.0,
            frames=len(frames),
            damaged=0,
            cut_short=False,
            poses=len(frames),
            seen=round(seen, 3),
        )

    # --- while it goes on -----------------------------------------------------------------------

    def _step(self, frame: PoseFrame) -> list[Rep]:
        """Follow the counted number; judge what lies behind when a repetition seems to end."""
        rule = self.exercise.rep
        value = float(rule.signal.of(frame)) if frame.seen else np.nan
        scores = posture_scores(frame.world)
        fits = rule.keeps_posture if self._counter.rising else rule.takes_posture
        ready = frame.seen and bool(fits(scores))
        ended = self._counter.push(frame.time, value, ready)
        told = [] if ended is None else self._judge_latest()
        c = self._counter
        known = value if np.isfinite(value) else None
        self._now = Now(frame.time, c.held, c.rising, known, len(self._reported))
        return told

    def _judge_latest(self) -> list[Rep]:
        """Judge the latest frames; return the repetitions not returned before."""
        newest = self._frames[-1].time
        late = [f for f in self._frames if newest - f.time <= LOOKED_BACK]
        judged = judge_set(self.exercise, prepare(PoseSequence.of(late)), self.model)
        last = self._reported[-1].end if self._reported else -np.inf
        # Not by their ends: a bound lasts up to the next one, and is then judged again.
        new = [r for r in judged.reps if r.top_start > last]
        numbered = [replace(r, number=len(self._reported) + n) for n, r in enumerate(new, 1)]
        self._reported += numbered
        return numbered

    def _whole(self) -> JudgedSet:
        if self._judged is not None:
            return self._judged
        return judge_set(self.exercise, prepare(PoseSequence.of(self._frames)), self.model)


def _put_right(judged: JudgedSet) -> JudgedSet:
    """Return what a mirrored recording shows with left and right exchanged."""
    view = judged.view
    if view is not None and judged.direction is not None:
        view = view_put_right(view, judged.direction)
    return replace(judged, reps=reps_put_right(judged.reps), view=view)


def analyse(
    exercise: Exercise, frames: Iterable[PoseFrame], model: ModelSize = ModelSize.HEAVY
) -> Report:
    """Report on a whole recording of poses."""
    session = Session(exercise, model)
    session.extend(frames)
    return session.finish()
