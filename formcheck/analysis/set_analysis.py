"""From the poses of one set to its judged repetitions, once all of them are there.

Everything that needs hindsight is here: where the start position is, which way the person faces
in which part of the set, what can be believed. The same frames always give the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.camera_view import Direction, to_view
from formcheck.analysis.counting.landings import with_landings
from formcheck.analysis.counting.rep_counter import RepTiming, measure
from formcheck.analysis.counting.rep_detection import Detected, Uncounted, detect
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.judge import judge, usable
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.recording import skeleton_checks as checks
from formcheck.analysis.recording.preparation import PreparedPoses, counted_signal, track
from formcheck.analysis.rep_frames import HIDDEN, RepFrames
from formcheck.analysis.report import Finding, Note, Rep, Verdict, View, english
from formcheck.analysis.set_notes import notes_on
from formcheck.analysis.standing import legs_exchanged
from formcheck.analysis.start_positions import facing_parts, find_start_positions
from formcheck.model_size import ModelSize

UNLIKE = 0.2
"""Likeness below which a counted movement is no repetition where joints can hardly be told; nor is
a jump that does not leave the floor."""

AGAIN = 0.15
"""Share of a repetition's rise by which its finer number moves away again, beside it, at most, to
belong to it still: where the person then turns round it may rise higher than at the top."""

BELIEVED = 0.5
"""Share of a repetition's frames with a possible skeleton below which it is no repetition."""

UNSTEADY = 0.1
"""Share of a repetition's frames with an impossible skeleton from which nothing is told of somebody
who stands, and, where it is that of every repetition, not known from where they are seen: 0.13 to
0.21 where a spotter stood behind, none where people stand alone. Who lies is judged by `HIDDEN`
alone: feet and hands hide joints there."""

FEWEST = 3
"""Frames that a repetition has at least: start, top and end."""

BESIDE = 0.6
"""Seconds before and after a repetition in which its finer signal is read too."""

FEWEST_FINE = 5
"""Frames that the finer signal needs at least to be timed."""

STILL_UP = 0.5
"""Share of the finer number's range above which a repetition is not over at its end: 0 to 0.2 where
it is."""

MOST_APART = 1.2
"""Seconds by which start and end together may differ from those that were counted: beyond it the
finer signal shows another movement."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedSet:
    """What a recording shows of one exercise.

    Attributes:
        reps: in order of time. likeness: of each, how like the exercise it is, 0..1.
        direction: where the camera stands, in the part with most repetitions.
        uncounted: movements that were seen and not counted.
    """

    reps: tuple[Rep, ...] = ()
    likeness: tuple[float, ...] = ()
    direction: Direction | None = None
    view: View | None = None
    notes: tuple[Note, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()


def judge_set(exercise: Exercise, prepared: PreparedPoses, model: ModelSize) -> JudgedSet:
    """Count and judge the repetitions of `exercise` in a recording."""
    return _SetJudge(exercise, prepared, model).judged()


class _SetJudge:
    """One recording and one exercise."""

    def __init__(self, exercise: Exercise, prepared: PreparedPoses, model: ModelSize) -> None:
        self.exercise = exercise
        self.prepared = prepared
        self.model = model
        self.poses = prepared.poses
        self.time = prepared.poses.time
        self.seen = prepared.seen
        self.track = track(exercise, prepared)
        self.unsteady = False
        self._stands = "upright" in exercise.rep.posture

    def judged(self) -> JudgedSet:
        found = self._believed(detect(self.track, self.exercise.rep.thresholds))
        if self.exercise.rep.landed is not None:  # what is no jump is a foot put down
            found = replace(found, uncounted=())
        self.unsteady = self._unsteady(found.reps)
        rests = find_start_positions(self.prepared, self.track.value, found.reps)
        parts = facing_parts(self.prepared, rests, self.exercise.rep.posture)
        belongs = {k: part for part in parts for k in part.reps}
        reps: list[Rep] = []
        likeness: list[float] = []
        counted: list[int] = []
        timings: list[RepTiming] = []
        for k, timing in enumerate(self._times(found.reps, rests)):
            one = self._frames(timing, rests[k], belongs[k].direction) if parts else None
            if one is None:
                continue
            like = self.exercise.similarity(one[0])
            jump = self.exercise.rep.landed is not None
            if like < UNLIKE and (jump or not usable(one[0].direction)):
                continue
            likeness.append(like)
            counted.append(k)
            timings.append(timing)
            reps.append(self._rep(len(reps) + 1, one[1], timing))
        main = max(parts, key=lambda p: sum(k in p.reps for k in counted), default=None)
        return JudgedSet(
            tuple(reps),
            tuple(likeness),
            main.direction if main else None,
            to_view(main.direction, main.frames) if main else None,
            tuple(notes_on(self.prepared, timings, found.uncounted)),
            found.uncounted,
        )

    def _believed(self, found: Detected) -> Detected:
        """Leave out what only an impossible skeleton did, where it mostly is a possible one.

        From low beyond the feet it is impossible all the time; there the number still counts.
        """
        if self.prepared.mostly_impossible:
            return found
        good = self.prepared.believed
        kept, lost = [], []
        for r in found.reps:
            inside = (self.time >= r.start) & (self.time <= r.end)
            if good[inside].mean() >= BELIEVED:
                kept.append(r)
            else:
                lost.append(Uncounted(r.start, r.end, "not_followed"))
        order = sorted([*found.uncounted, *lost], key=lambda u: u.start)
        return Detected(tuple(kept), tuple(order))

    def _times(self, counted: Sequence[RepTiming], rests: Sequence[Bools]) -> list[RepTiming]:
        """Read the times of what was counted more finely, and of jumps up to the next one."""
        out: list[RepTiming] = []
        for timing, rest in zip(counted, rests, strict=True):
            out.append(self._timed(timing, rest, out[-1].end if out else -np.inf))
        landed = self.exercise.rep.landed
        return out if landed is None else with_landings(out, self.time, landed(self.poses))

    def _timed(self, timing: RepTiming, rest: Bools, last: float) -> RepTiming:
        """Read the times again off the exercise's finer signal, where it has one."""
        fine_signal = self.exercise.rep.timing
        if fine_signal is None or timing.cut or not rest.any():
            return timing
        begin, end = max(last, timing.start - BESIDE), timing.end + BESIDE
        near = self.poses.part((self.time >= begin) & (self.time <= end) & self.seen)
        if len(near) < FEWEST_FINE:
            return timing
        home = self.poses.part(rest)
        values = fine_signal(near, home, self.exercise.rep.side(near, home))
        good = np.isfinite(values)
        rows = _one_movement(np.stack([near.time, values], 1)[good], timing)
        fine = measure(rows, 0.0, pulses=timing.pulses) if len(rows) >= FEWEST_FINE else None
        if fine is None or abs(fine.start - timing.start) + abs(fine.end - timing.end) > MOST_APART:
            return timing
        return replace(fine, base=timing.base, top=timing.top, pulses=timing.pulses)

    def _frames(
        self, timing: RepTiming, rest: Bools, direction: Direction
    ) -> tuple[RepFrames, RepFrames] | None:
        """Return a repetition's frames: as they were found, and as far as they are believed."""
        inside = (self.time >= timing.start) & (self.time <= timing.end) & self.seen
        if inside.sum() < FEWEST:
            return None
        poses, home = self.poses.part(inside), self.poses.part(rest)
        found = RepFrames(
            poses=poses,
            rest=home,
            side=self.exercise.rep.side(poses, home),
            direction=direction,
            model=self.model,
            start=round(timing.start, 3),
            top_start=round(timing.top_start, 3),
            top_end=round(timing.top_end, 3),
            end=round(timing.end, 3),
            hold=round(timing.hold, 3),
            values=self.track.value[inside],
            longest_gap=float(max(np.diff([timing.start, *poses.time, timing.end]))),
            cut=timing.cut,
            disturbed=self._disturbed(timing, rest, inside),
            unsteady=self.unsteady,
            out=checks.missing_parts(self.prepared.out[inside], HIDDEN),
            timed=self._times_seen(poses, home, inside) and self._comes_back(poses, home, timing),
        )
        believed = replace(
            found, poses=self._measurable(poses, inside), rest=self._measurable(home, rest)
        )
        return found, believed

    def _unsteady(self, counted: Sequence[RepTiming]) -> bool:
        """Whether somebody who stands is mixed up with somebody else, or with what is in front."""
        good = [
            self.prepared.whole[(self.time >= r.start) & (self.time <= r.end)].mean()
            for r in counted
        ]
        return self._stands and bool(good) and 1 - float(max(good)) >= UNSTEADY

    def _times_seen(self, poses: PoseSequence, home: PoseSequence, rows: Bools) -> bool:
        """Whether the number that times are read from needs only points in the picture."""
        unseen = checks.unseen_points(self.prepared.out[rows])
        if not unseen.any():
            return True
        unseen = unseen[..., None]
        shown = replace(
            poses,
            image=np.where(unseen, np.nan, poses.image),
            world=np.where(unseen, np.nan, poses.world),
        )
        finer = self.exercise.rep.timing
        if finer is not None:
            values = finer(shown, home, self.exercise.rep.side(poses, home))
        else:
            values = counted_signal(self.exercise, self.prepared).of(shown)
        return float(np.isfinite(values).mean()) >= 1 - HIDDEN

    def _comes_back(self, poses: PoseSequence, home: PoseSequence, timing: RepTiming) -> bool:
        """Whether the number that times are read from is back at the end of a repetition.

        Counted by another number it may be over while the leg is still up: its times are unknown.
        """
        finer = self.exercise.rep.timing
        if finer is None or timing.cut == "end":
            return True
        values = finer(poses, home, self.exercise.rep.side(poses, home))
        values = values[np.isfinite(values)]
        return not len(values) or float(values[-1]) <= STILL_UP * float(values.max())

    def _measurable(self, poses: PoseSequence, rows: Bools) -> PoseSequence:
        """Return `poses` without the points that cannot be believed."""
        bad = checks.unseen_points(self.prepared.out[rows])
        bad |= ~self.prepared.trusted[rows][:, None]
        if not bad.any():
            return poses
        image = np.where(bad[..., None], np.nan, poses.image)
        return replace(poses, image=image)

    def _disturbed(self, timing: RepTiming, rest: Bools, inside: Bools) -> str:
        """Return why nothing can be measured in a repetition, or an empty string."""
        begin = min(timing.start, float(self.time[rest][0]) if rest.any() else timing.start)
        if any(k.start <= timing.end and k.end >= begin for k in self.prepared.knocks):
            return english.CAMERA_MOVED
        top = inside & (self.time >= timing.top_start) & (self.time <= timing.top_end)
        for part in (inside, top):
            if part.any() and 1 - self.prepared.trusted[part].mean() > HIDDEN:
                return english.NOT_FOLLOWED
        if self._stands and 1 - float(self.prepared.believed[inside].mean()) >= UNSTEADY:
            return english.UNSTEADY_REP
        if self.exercise.rep.one_foot_stays and top.any() and rest.any():
            there, home = self.poses.part(top), self.poses.part(rest)
            if legs_exchanged(there, home):
                return english.LEGS_EXCHANGED
        return ""

    def _rep(self, number: int, rep: RepFrames, timing: RepTiming) -> Rep:
        findings = tuple(judge(cue, rep) for cue in self.exercise.cues)
        return Rep(
            number=number,
            side=rep.side,
            start=rep.start,
            top_start=rep.top_start,
            top_end=rep.top_end,
            end=rep.end,
            hold=rep.hold,
            amplitude=round(timing.amplitude, 3),
            amplitude_unit=self.exercise.rep.amplitude_unit,
            verdict=verdict(findings),
            findings=findings,
        )


def _one_movement(rows: Array, timing: RepTiming) -> Array:
    """Return the rows [n, 2 (seconds, number)] of one repetition, without those in which the number
    rises again after it, or comes down before it: turning round, say, or the next repetition.
    """
    time, value = rows[:, 0], rows[:, 1]
    inside = (time >= timing.start) & (time <= timing.end)
    if not inside.any():
        return rows
    allowed = AGAIN * float(np.ptp(value[inside]))
    after = np.where(time > timing.end, value, np.inf)
    before = np.where(time < timing.start, value, np.inf)
    lowest_after = np.minimum.accumulate(after)
    lowest_before = np.minimum.accumulate(before[::-1])[::-1]
    with np.errstate(invalid="ignore"):  # infinity less infinity, within the repetition
        again = (after - lowest_after > allowed) & (time > timing.end)
        earlier = (before - lowest_before > allowed) & (time < timing.start)
    first = int(np.flatnonzero(earlier)[-1]) + 1 if earlier.any() else 0
    last = int(np.flatnonzero(again)[0]) if again.any() else len(rows)
    return rows[first:last]


def verdict(findings: tuple[Finding, ...] | list[Finding]) -> Verdict:
    """Return a repetition's verdict: a fault if any, ok if anything could be judged."""
    judged = {f.verdict for f in findings if not f.informative}
    if "fault" in judged:
        return "fault"
    return "ok" if "ok" in judged else "unsure"
