"""From the poses of one set to its judged repetitions, once all of them are there.

Everything that needs hindsight is here: where the start position is, which way the person faces
in which part of the set, what can be believed. The same frames always give the same answer.
"""

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from formcheck.analysis.camera_view import (
    Direction,
    begins,
    lasts,
    posture,
    steady_direction,
    to_camera,
    told,
)
from formcheck.analysis.counting.rep_counter import PULSES, RepTiming, measure
from formcheck.analysis.counting.rep_detection import Detected, Track, Uncounted, detect
from formcheck.analysis.exercise import HIDDEN, Exercise, RepFrames
from formcheck.analysis.judge import judge, usable
from formcheck.analysis.kinematics import Signal, middle
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording import skeleton_checks as checks
from formcheck.analysis.report import Finding, Note, Rep, Verdict, View, english
from formcheck.analysis.report.english import not_counted, note
from formcheck.analysis.report.formatting import clock
from formcheck.analysis.smoothing import smoothed
from formcheck.model_size import ModelSize

REST = 1.0
"""Seconds before a repetition that count as its start position."""

FEW = 4
"""Fewer frames of rest than this, and another start position is used."""

RESTING = 0.25
"""Share of the rise above its base within which a frame belongs to the start position."""

AROUND, AROUND_SHARE = 0.5, 0.1
"""Seconds about the start of a repetition without a rest, and the share of the rise above its base,
within which a frame belongs to the start position."""

UNLIKE = 0.2
"""Likeness below which a counted movement is no repetition where joints can hardly be told."""

VIEW_FRAMES = 400
"""Frames of rest from which the camera's place is taken."""

TURNED = 0.2
"""Cosine between two directions to the camera below which the person has turned round."""

NONSENSE = 0.15
"""Share of impossible frames above which directions that differ are noise, not a turn."""

AGAIN = 0.15
"""Share of a repetition's rise by which its finer number moves away again, beside it, at most, to
belong to it still: where the person then turns round it may rise higher than at the top."""

BELIEVED = 0.5
"""Share of a repetition's frames with a possible skeleton below which it is no repetition."""

BEGUN = 0.05
"""Seconds, less than one frame, by which a repetition's start, as its way up tells it, must lie
before the first frame to be said to have begun before the recording."""

LOST_SIGHT = 1.5
"""Seconds of tracking loss from which a note reports it; the same as `rep_counter.LOST`."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The poses of a recording as they are judged.

    Attributes:
        poses: left and right put right, the picture turned back after a knock, smoothed.
        believed: [F] whether the skeleton is possible; swapped: [F] whether its sides were changed.
        out: [F, 33] landmarks outside the picture.
        knocks: when the camera was knocked.
    """

    poses: PoseSequence
    believed: Bools
    swapped: Bools
    out: Bools
    knocks: tuple[checks.Knock, ...]

    @property
    def trusted(self) -> Bools:
        """Return the frames that may be measured, [F]."""
        out: Bools = self.believed & ~self.swapped
        return out


def prepare(poses: PoseSequence, size: tuple[int, int] | None = None) -> Prepared:
    """Make the poses of a recording ready for judging.

    Args:
        poses: as they were found.
        size: the picture's width and height, where known; nothing outside it is measured.
    """
    out = np.zeros(poses.image.shape[:2], bool)
    if size is not None and min(size) > 0:
        out = checks.outside(poses, size)
    poses, knocks = checks.steadied(poses)
    poses, swapped = checks.unswapped(poses)
    believed = checks.possible(poses)
    return Prepared(smoothed(poses), believed, swapped, out, knocks)


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


def judge_set(exercise: Exercise, prepared: Prepared, model: ModelSize) -> JudgedSet:
    """Count and judge the repetitions of `exercise` in a recording."""
    return _SetJudge(exercise, prepared, model).judged()


def counted_signal(exercise: Exercise, prepared: Prepared) -> Signal:
    """Return the number that is counted: one that needs no feet where they are not shown."""
    rule = exercise.rep
    if rule.without_feet is not None and "feet" in checks.missing_parts(prepared.out, HIDDEN):
        return rule.without_feet
    return rule.signal


def track(exercise: Exercise, prepared: Prepared) -> Track:
    """Return the exercise's counted number over a recording."""
    poses, rule = prepared.poses, exercise.rep
    value = counted_signal(exercise, prepared).of(poses)
    value = np.where(np.isfinite(poses.image[:, L.LEFT_HIP, 0]), value, np.nan)
    held = posture(poses.world)
    ready = reduce(np.logical_or, (begins(held, p) for p in rule.posture))
    still = reduce(np.logical_or, (lasts(held, p) for p in rule.posture))
    # An impossible skeleton says nothing of the posture.
    return Track(poses.time, value, ready, still | ~prepared.believed)


class _SetJudge:
    """One recording and one exercise."""

    def __init__(self, exercise: Exercise, prepared: Prepared, model: ModelSize) -> None:
        self.exercise = exercise
        self.prepared = prepared
        self.model = model
        self.poses = prepared.poses
        self.time = prepared.poses.time
        self.seen = np.isfinite(self.poses.image[:, L.LEFT_HIP, 0])
        self.track = track(exercise, prepared)

    def judged(self) -> JudgedSet:
        found = self._believed(detect(self.track, self.exercise.rep.thresholds))
        rests = self._rests(found.reps)
        groups, belongs = self._directions(rests)
        reps: list[Rep] = []
        likeness: list[float] = []
        counted: list[int] = []
        timings: list[RepTiming] = []
        last = -np.inf
        for k, timing in enumerate(found.reps):
            timing = self._timed(timing, rests[k], last)
            last = timing.end
            one = self._frames(timing, rests[k], groups[belongs[k]][0]) if groups else None
            if one is None:
                continue
            like = self.exercise.similarity(one[0])
            if like < UNLIKE and not usable(one[0].direction):
                continue
            likeness.append(like)
            counted.append(belongs[k])
            timings.append(timing)
            reps.append(self._rep(len(reps) + 1, one[1], timing))
        most = max(set(counted), key=counted.count) if counted else 0
        direction, way = groups[most] if groups else (None, np.zeros((0, 3)))
        return JudgedSet(
            tuple(reps),
            tuple(likeness),
            direction,
            told(direction, way) if direction is not None else None,
            tuple(self._notes(found, timings)),
            found.uncounted,
        )

    def _believed(self, found: Detected) -> Detected:
        """Leave out what only an impossible skeleton did, where it mostly is a possible one.

        From low beyond the feet it is impossible all the time; there the number still counts.
        """
        if self._mostly_impossible():
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

    def _mostly_impossible(self) -> bool:
        believed = self.prepared.believed[self.seen]
        return not len(believed) or 1 - float(believed.mean()) > NONSENSE

    # --- start positions and directions ---------------------------------------------------------

    def _rests(self, reps: tuple[RepTiming, ...]) -> list[Bools]:
        """Return the frames of the start position of each repetition, [F] each.

        Those before it; where there are too few, the start position of the repetition before,
        if the person still faces the same way, or what it comes back to, or the nearest other.
        """
        before, around, after = [], [], []
        for k, r in enumerate(reps):
            begin = max(reps[k - 1].end if k else -np.inf, r.start - REST)
            end = min(reps[k + 1].start if k + 1 < len(reps) else np.inf, r.end + REST)
            before.append(self._at_rest(begin, r.start - 0.05, r))
            after.append(self._at_rest(r.end + 0.05, end, r))
            beside = max(begin, r.start - AROUND)
            around.append(self._at_rest(beside, r.start + AROUND, r, AROUND_SHARE))
        ways = to_camera(self.poses.world)
        out: list[Bools] = []
        for k, r in enumerate(reps):
            here = self.time >= (reps[k - 1].end if k else r.start)
            way = _middle(ways[here & (self.time <= r.end)])
            nearest = (before[k], *reversed(out))
            held = [rest for rest in nearest if rest.sum() >= FEW]
            held = [rest for rest in held if not float(_middle(ways[rest]) @ way) < TURNED]
            later = [
                rest for rest in (*after[k:], *before[k + 1 :], around[k]) if rest.sum() >= FEW
            ]
            out.append(next(iter([*held, *later]), self._first_frames(r)))
        return out

    def _first_frames(self, r: RepTiming) -> Bools:
        seen = np.isfinite(self.track.value) & (self.time <= r.top_start)
        out: Bools = seen & (np.cumsum(seen) <= FEW)
        return out

    def _at_rest(self, start: float, end: float, r: RepTiming, share: float = RESTING) -> Bools:
        inside = (self.time >= start) & (self.time <= end) & self.prepared.trusted
        with np.errstate(invalid="ignore"):
            low: Bools = inside & (self.track.value <= r.base + share * r.amplitude)
        return low

    def _directions(self, rests: list[Bools]) -> tuple[list[tuple[Direction, Array]], list[int]]:
        """Return the directions to the camera of the set's parts, and each repetition's part.

        Who turns round has another one from there on. Where the skeleton is impossible too often
        the directions scatter, which must not pass for turns.
        """
        among = self.exercise.rep.posture
        ways = to_camera(self.poses.world)
        middles = [_middle(ways[rest]) for rest in rests]
        unsteady = self._mostly_impossible()
        parts: list[list[int]] = []
        belongs: list[int] = []
        for k, here in enumerate(middles):
            for i, part in enumerate(parts):
                if unsteady or not float(here @ middles[part[0]]) < TURNED:
                    part.append(k)
                    belongs.append(i)
                    break
            else:
                belongs.append(len(parts))
                parts.append([k])
        out = []
        for part in parts:
            rows = np.flatnonzero(reduce(np.logical_or, (rests[k] for k in part)))[:VIEW_FRAMES]
            direction = steady_direction(self.poses.world[rows], among)
            if direction is None:
                return [], []
            out.append((direction, ways[rows]))
        return out, belongs

    # --- one repetition -------------------------------------------------------------------------

    def _timed(self, timing: RepTiming, rest: Bools, last: float) -> RepTiming:
        """Read the times again off the exercise's finer signal, where it has one."""
        fine_signal = self.exercise.rep.timing
        if fine_signal is None or timing.cut or not rest.any():
            return timing
        begin, end = max(last, timing.start - 0.6), timing.end + 0.6
        near = self.poses.part((self.time >= begin) & (self.time <= end) & self.seen)
        if len(near) < 5:
            return timing
        home = self.poses.part(rest)
        values = fine_signal(near, home, self.exercise.rep.side(near, home))
        good = np.isfinite(values)
        rows = _one_movement(np.stack([near.time, values], 1)[good], timing)
        fine = measure(rows, 0.0, pulses=timing.pulses) if len(rows) > 4 else None
        if fine is None or abs(fine.start - timing.start) + abs(fine.end - timing.end) > 1.2:
            return timing
        return replace(fine, base=timing.base, top=timing.top, pulses=timing.pulses)

    def _frames(
        self, timing: RepTiming, rest: Bools, direction: Direction
    ) -> tuple[RepFrames, RepFrames] | None:
        """Return a repetition's frames: as they were found, and as far as they are believed."""
        inside = (self.time >= timing.start) & (self.time <= timing.end) & self.seen
        if inside.sum() < 3:
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
            out=checks.missing_parts(self.prepared.out[inside], HIDDEN),
            timed=self._times_seen(poses, home, inside),
        )
        believed = replace(
            found, poses=self._measurable(poses, inside), rest=self._measurable(home, rest)
        )
        return found, believed

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

    # --- notes --------------- -------------------------------------------------------------------

    def _notes(self, found: Detected, reps: list[RepTiming]) -> list[Note]:
        out = [*self._another_person(), *self._knocked(), *self._unfollowed()]
        for n, r in enumerate(reps, 1):
            if r.cut == "start" or r.start < self.time[0] - BEGUN:
                out.append(note("cut_start", round(max(r.start, 0.0), 3)))
            if r.cut == "end":
                out.append(note("cut_end", round(r.end, 3)))
            if r.pulses >= PULSES:
                out.append(note("pulses", round(r.top_start, 3), rep=n, times=r.pulses + 1))
        if reps:
            out += [not_counted(u.why, round(u.start, 3), clock(u.start)) for u in found.uncounted]
        return out

    def _knocked(self) -> list[Note]:
        return [
            note("camera_moved", k.start, at=clock(k.start), degrees=abs(k.degrees))
            for k in self.prepared.knocks
        ]

    def _unfollowed(self) -> list[Note]:
        """Return notes on the periods in which the skeleton was impossible."""
        bad = self.seen & ~self.prepared.believed
        out = []
        edges = np.flatnonzero(np.diff(np.concatenate([[False], bad, [False]]).astype(int)))
        for a, b in zip(edges[::2], edges[1::2] - 1, strict=True):
            start, end = float(self.time[a]), float(self.time[b])
            if end - start >= LOST_SIGHT:
                out.append(note("not_followed", start, start=clock(start), end=clock(end)))
        return out

    def _another_person(self) -> list[Note]:
        """Return a note if the tracked body suddenly jumps: another person is tracked."""
        seen = np.flatnonzero(self.seen)
        hips = middle(self.poses.image[seen], "hip")
        trunk = np.linalg.norm(middle(self.poses.image[seen], "shoulder") - hips, axis=-1)
        jump = np.linalg.norm(np.diff(hips, axis=0), axis=-1)
        near = np.diff(self.time[seen]) <= 0.5
        with np.errstate(invalid="ignore"):
            hit = np.flatnonzero((jump > 1.5 * trunk[:-1]) & (trunk[:-1] > 0) & near)
        if not len(hit):
            return []
        return [note("another_person", float(self.time[seen[hit[0] + 1]]))]


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


def _middle(ways: Array) -> Array:
    """Return the median of directions [F, 3]; NaN where there is none."""
    seen = ways[np.isfinite(ways).all(-1)]
    out: Array = np.median(seen, axis=0) if len(seen) else np.full(3, np.nan)
    return out


def verdict(findings: tuple[Finding, ...] | list[Finding]) -> Verdict:
    """Return a repetition's verdict: a fault if any, ok if anything could be judged."""
    told_of = {f.verdict for f in findings if not f.informative}
    if "fault" in told_of:
        return "fault"
    return "ok" if "ok" in told_of else "unsure"
