"""Count repetitions in one signal over a whole recording, with hindsight.

While a set is filmed, `RepCounter` can only accept a start position that was held. Once the
recording is complete more is known: where the signal comes to rest, how far this person's
repetitions go, how noisy it is. So clips trimmed to the movement, sets without rests, small lifts
seen from a raised camera and pulses at the top are counted here, and every movement that is not
counted is reported with its reason.
"""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from formcheck.analysis.counting.rep_counter import (
    ENOUGH,
    FALLEN,
    GLITCH,
    HELD,
    LOST,
    RESETTLED,
    RepTiming,
    Thresholds,
    measure,
)
from formcheck.analysis.counting.turning_points import (
    pulses_at_top,
    rest_beside,
    turning_points,
    without_glitches,
)
from formcheck.analysis.pose import Array, Bools
from formcheck.analysis.smoothing import jitter

HALF = 0.5
"""Share of the way that must be seen of a first or a last repetition that the recording cuts."""

CUT = 0.15
"""Share of the way up, or back, that may be missing before a repetition is reported as cut off."""

ALIKE = 0.45
"""A movement is at least this share of the clip's usual repetition: half of one still counts."""

WORTH = 0.17
"""A movement of at least this share of the usual repetition is worth a word when it is too low to
count: 0.05 to 0.15 is settling on the mat, moving the feet or breathing."""

SAID = 0.5
"""Share of the least rise of a repetition from which a movement is worth a word: a quarter of a
squat, or the end of one that is under way when the recording begins."""

TREMBLE = 6.0
"""How many times the number's own jitter a movement must be."""

AT_ONCE = 1.0
"""Seconds from the beginning within which a clip that is trimmed to the movement starts it."""

MOSTLY = 2 / 3
"""Share of a repetition's frames that must be in the exercise's posture."""

SETTLED = 0.5
"""Share of the way back at which a long rest ends a repetition, if it goes no further down."""

GAP = 0.3
"""Seconds without the number after which a start position is looked for anew."""

AT_HOME = 0.15
"""Share of the rise beside the usual start position within which a rest is in it; further up it may
be a pause half-way (0.2 to 0.8)."""

FURTHER = 1.5
"""How many times as far as the usual repetition a movement goes that does not come back, where the
person went down to the floor, fell or walked off: a squat's bottom is 0.3 m down, lying 0.8."""

Why = Literal[
    "begun_before",
    "unfinished",
    "not_back",
    "no_start",
    "too_low",
    "too_short",
    "too_long",
    "posture",
    "not_followed",
]


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A movement that was seen and not counted. Seconds."""

    start: float
    end: float
    why: Why


@dataclass(frozen=True, slots=True)
class Detected:
    """The repetitions of a recording in order of time, and what was not counted."""

    reps: tuple[RepTiming, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """The counted number over a recording.

    Attributes:
        time: [F] seconds. value: [F], NaN where it was not seen.
        begins: [F] in the exercise's posture; lasts: [F] not clearly out of it.
    """

    time: Array
    value: Array
    begins: Bools
    lasts: Bools

    def part(self, keep: slice | Bools) -> "Track":
        """Return some of the frames."""
        return Track(self.time[keep], self.value[keep], self.begins[keep], self.lasts[keep])


def detect(track: Track, thresholds: Thresholds) -> Detected:
    """Return the repetitions in `track`."""
    seen = np.isfinite(track.value)
    if seen.sum() < 3:
        return Detected()
    track = track.part(seen)
    noise = jitter(track.value)
    track = replace(track, value=without_glitches(track.time, track.value))
    stretches = _stretches(track)
    reach = _reach([_Stretch(s, thresholds, 0.0) for s in stretches], thresholds, noise)
    if reach is None:
        return Detected()
    ends = float(track.time[0]), float(track.time[-1])
    out = [_Stretch(s, thresholds, reach, ends).read() for s in stretches]
    reps = [r for d in out for r in d.reps]
    uncounted = [u for d in out for u in d.uncounted]
    if reps:
        usual = float(np.median([r.amplitude for r in reps]))
        least = max(SAID * thresholds.least, TREMBLE * noise, WORTH * usual)
        taken = [(r.start, r.end) for r in reps] + [(u.start, u.end) for u in uncounted]
        for s in stretches:
            uncounted += _Stretch(s, thresholds, least, ends).too_low(reach, taken)
    return Detected(tuple(reps), tuple(sorted(uncounted, key=lambda u: u.start)))


def _stretches(track: Track) -> list[Track]:
    """Split where nobody was seen, or nobody in the posture, for longer than `LOST`."""
    time = track.time
    cuts = set(np.flatnonzero(np.diff(time) > LOST) + 1)
    ready = np.flatnonzero(track.lasts)
    for i, j in pairwise([-1, *ready, len(time)]):
        if time[min(j, len(time) - 1)] - time[max(i, 0)] > LOST:
            cuts |= {i + 1, j}
    edges = sorted({0, *(int(c) for c in cuts), len(time)})
    parts = [track.part(slice(a, b)) for a, b in pairwise(edges)]
    return [p for p in parts if len(p.time) >= 3 and p.lasts.any()]


def _reach(stretches: "list[_Stretch]", t: Thresholds, noise: float) -> float | None:
    """Return the least rise that counts in this recording, or None if none does.

    Where a rise is plain by the exercise's own `reach`, it counts from `ALIKE` of what is usual in
    this recording; where none is, two alike must be there, well above the number's own jitter.
    """
    least = max(t.least, TREMBLE * noise)
    sizes = [s.size(p) for s in stretches for p in s.peaks(least)]
    plain = [x for x in sizes if x >= max(t.reach, least)]
    if plain:
        return max(least, ALIKE * float(np.median(plain)))
    if len(sizes) < 2:
        return None
    usual = float(np.median(sizes))
    return max(least, HALF * usual)


@dataclass(slots=True, eq=False)
class _Peak:
    """A rise between two low points (indices; None where the stretch does not show one)."""

    left: int | None
    top: int
    right: int | None


@dataclass(slots=True, eq=False)
class _Stretch:
    """One unbroken stretch of a recording."""

    track: Track
    thresholds: Thresholds
    reach: float
    recording: tuple[float, float] = (0.0, 0.0)
    _tops: float = -np.inf
    _whole: float = np.inf
    _home: float = np.inf
    _lows: dict[int, tuple[int, int]] = field(default_factory=dict)

    # --- its ups and downs ----------------------------------------------------------------------

    def peaks(self, delta: float) -> list[_Peak]:
        """Return the rises whose ups and downs are at least `delta`; see `turning_points`."""
        points = turning_points(self.track.value, delta)
        out = []
        for k, (i, high) in enumerate(points):
            if high:
                left = points[k - 1][0] if k else None
                right = points[k + 1][0] if k + 1 < len(points) else None
                out.append(_Peak(left, i, right))
        return out

    def size(self, p: _Peak) -> float:
        """Return the smaller of a peak's way up and its way down, as far as they are seen."""
        v = self.track.value
        return float(min(v[p.top] - v[i] for i in (p.left, p.right) if i is not None))

    def _joined(self, peaks: list[_Peak]) -> list[_Peak]:
        """Join peaks between which the number does not come back: pulses, and dips at the top."""
        out: list[_Peak] = []
        for p in peaks:
            if out and p.left is not None and not self._comes_back(out[-1], p, peaks):
                last = out[-1]
                top = max(last.top, p.top, key=lambda i: float(self.track.value[i]))
                out[-1] = _Peak(last.left, top, p.right)
            else:
                out.append(p)
        return out

    def _comes_back(self, before: _Peak, after: _Peak, peaks: list[_Peak]) -> bool:
        v, low = self.track.value, after.left
        assert low is not None
        top = float(min(v[before.top], v[after.top]))
        lows = [i for p in peaks for i in (p.left, p.right) if i is not None]
        earlier, later = [i for i in lows if i < low], [i for i in lows if i > low]
        bases = [self._base(earlier), self._base(later)]
        if self._stay(low) >= ENOUGH * HELD:  # the start position may change within a set
            beside = (max(earlier, default=low), min(later, default=low))
            bases += [float(v[i]) for i in beside if i != low and self._stay(i) >= ENOUGH * HELD]
        shares = [(top - v[low]) / (top - base) for base in bases if base < top]
        back = max(shares, default=1.0)
        rests = self._stay(low) >= RESETTLED
        return bool(back >= 1 - FALLEN or (back >= SETTLED and rests))

    def _base(self, lows: list[int]) -> float:
        """Return the usual level of low points, of those that were held where there are any."""
        held = [i for i in lows if self._stay(i) >= ENOUGH * HELD] or lows
        levels = sorted(float(self.track.value[i]) for i in held)
        return levels[(len(levels) - 1) // 2] if levels else np.inf

    def _stay(self, low: int) -> float:
        a, b = self._low(low)
        return float(self.track.time[b] - self.track.time[a])

    def _low(self, i: int) -> tuple[int, int]:
        """Return the first and the last frame of the rest round the low point `i`."""
        if i not in self._lows:
            v = self.track.value
            near = v <= v[i] + min(self.thresholds.still, self.reach / 2)
            away = np.flatnonzero(~near)
            a = int(away[away < i].max(initial=-1)) + 1
            b = int(away[away > i].min(initial=len(v))) - 1
            self._lows[i] = (a, b)
        return self._lows[i]

    def too_low(self, reach: float, taken: list[tuple[float, float]]) -> list[Uncounted]:
        """Return the movements smaller than `reach`, where none of those `taken` lies.

        One that is on its way back as the recording begins had begun before.
        """
        out = []
        for p in self.peaks(self.reach):
            begun = p.left is None
            if p.right is None or (not begun and self.size(p) >= reach):
                continue
            if begun and self.track.time[p.top] - self.recording[0] > GLITCH:
                continue
            one = self._uncounted(p, "begun_before" if begun else "too_low")
            free = all(one.end <= start or one.start >= end for start, end in taken)
            long = begun or one.end - one.start >= self.thresholds.shortest
            ready = self._in_posture(p.right if begun else p.left)
            if long and free and ready and self._mostly_in_posture(p):
                out.append(one)
        return out

    # --- which of them are repetitions ----------------------------------------------------------

    def read(self) -> Detected:
        """Return the stretch's repetitions."""
        peaks = self._joined(self.peaks(self.reach))
        usual = float(np.median([self.size(p) for p in peaks])) if peaks else 0.0
        tops = [float(self.track.value[p.top]) for p in peaks if p.left is not None]
        self._tops = float(np.median(tops)) if tops else -np.inf
        whole = [self.size(p) for p in peaks if p.left is not None and p.right is not None]
        self._whole = float(np.median(whole)) if whole else np.inf
        self._home = self._base([i for p in peaks for i in (p.left, p.right) if i is not None])
        reps: dict[int, RepTiming] = {}
        left_out: dict[int, Uncounted] = {}
        going = False
        for k, p in enumerate(peaks):
            why = self._objection(p, going, usual)
            span = None
            if why is None:
                span, why = self._timed(p)
            if span is not None:
                reps[k] = span
            elif why is not None and (p.left is not None or why == "begun_before"):
                left_out[k] = self._uncounted(p, why)
            going = span is not None or (why == "begun_before" and self._in_posture(p.right))
        self._in_hindsight(peaks, reps, left_out)
        last, from_the_turn = len(peaks) - 1, 0 in reps and peaks[0].left is None
        if from_the_turn and last in left_out and left_out[last].why in ("unfinished", "not_back"):
            del left_out[last]  # the weight is put down: that ends the repetition before
        order = sorted(reps)
        return Detected(tuple(reps[k] for k in order), tuple(left_out[k] for k in sorted(left_out)))

    def _objection(self, p: _Peak, going: bool, usual: float) -> Why | None:
        """Return why a peak is no repetition, or None."""
        v = self.track.value
        if p.left is None or self._missing_up(p) > HALF:
            if not self._from_the_top(p, usual):
                return "no_start"
            back = self.thresholds.from_the_turn and self._in_posture(p.right)
            return None if back and self._mostly_in_posture(p) else "begun_before"
        if p.right is None or v[p.top] - v[p.right] < HALF * (v[p.top] - v[p.left]):
            return "not_back" if self._left(p) else "unfinished"
        if not self._mostly_in_posture(p):
            return "posture"
        if going or self._held(p.left):
            return None
        at_once = self.track.time[p.left] - self.recording[0] <= AT_ONCE
        return None if at_once and self._in_posture(p.left) else "no_start"

    def _in_hindsight(
        self, peaks: list[_Peak], reps: dict[int, RepTiming], left_out: dict[int, Uncounted]
    ) -> None:
        """Count a movement without a start that is like the repetition that follows it at once."""
        for k in sorted(left_out, reverse=True):
            p, after = peaks[k], reps.get(k + 1)
            if left_out[k].why != "no_start" or after is None or p.left is None:
                continue
            share = self.size(p) / after.amplitude
            alike = MOSTLY <= share <= 1 / (MOSTLY + 0.1) and self._missing_up(p) <= HALF / 2
            a, b = self._low(p.left)
            ready = self._mostly_in_posture(p) and self.track.lasts[a : b + 1].mean() >= HALF
            if alike and ready:
                span, _ = self._timed(p)
                longest = 2 * (after.end - after.start)
                if span is not None and span.end - span.start <= longest:
                    reps[k] = span
                    del left_out[k]

    def _missing_up(self, p: _Peak) -> float:
        """Return the share of the way up that lies before the stretch, against the way down."""
        v = self.track.value
        if p.left is None:
            return 1.0
        if p.right is None or p.left > 2 or v[p.right] >= v[p.left]:
            return 0.0
        return float((v[p.left] - v[p.right]) / (v[p.top] - v[p.right]))

    def _from_the_top(self, p: _Peak, usual: float) -> bool:
        """Return whether the recording begins about as high as its repetitions go."""
        time, v = self.track.time, self.track.value
        end = time[-1] if p.right is None else time[p.right]
        high = v[p.top] >= self._tops - ALIKE * usual
        return bool(high and time[0] - self.recording[0] <= AT_ONCE and end - time[0] >= HELD)

    def _left(self, p: _Peak) -> bool:
        """Whether a movement that does not come back went elsewhere, not on as the film ended."""
        over = self.recording[1] - self.track.time[-1] > LOST
        return bool(over or self.size(p) >= FURTHER * self._whole)

    def _held(self, low: int) -> bool:
        return self._stay(low) >= ENOUGH * HELD and self._in_posture(low)

    def _in_posture(self, low: int | None) -> bool:
        if low is None:
            return False
        a, b = self._low(low)
        return bool(self.track.begins[a : b + 1].mean() >= 0.5)

    def _mostly_in_posture(self, p: _Peak) -> bool:
        a = 0 if p.left is None else self._low(p.left)[1]
        b = len(self.track.time) if p.right is None else self._low(p.right)[0] + 1
        return bool(self.track.lasts[a:b].mean() >= MOSTLY)

    def _timed(self, p: _Peak) -> tuple[RepTiming | None, Why | None]:
        t, time, v = self.thresholds, self.track.time, self.track.value
        assert p.right is not None
        missing = self._missing_up(p)
        first, base = self._start(p) if p.left is not None else (0, float(v[p.right]))
        if missing > CUT:
            first, base = 0, float(v[p.right])
        rows = np.stack([time, v], 1)[first : self._end(p) + 1]
        pulses = pulses_at_top(rows[:, 1], base)
        span = measure(rows, base, pulses=pulses, cut=missing > CUT)
        if span is None:
            return None, "too_short"
        if span.amplitude < self.reach * ENOUGH:
            return None, "too_low"
        if span.end - span.start < t.shortest * (HALF if missing > CUT else 1):
            return None, "too_short"
        if span.end - span.start > t.longest:
            return None, "too_long"
        if missing > CUT:
            span = replace(span, cut="start")
        elif p.right >= len(v) - 2 and v[p.right] > span.base + CUT * span.amplitude:
            span = replace(span, cut="end")
        return replace(span, pulses=pulses), None

    def _start(self, p: _Peak) -> tuple[int, float]:
        """Return the first frame of the rest from which a peak is reached, and its level.

        The lowest point may lie long before it, in getting into position: the last rest below
        half the height counts, which lasts for a share of the way since then.
        """
        assert p.left is not None
        time, v = self.track.time, self.track.value
        gaps = np.flatnonzero(np.diff(time[p.left : p.top + 1]) >= GAP) + p.left + 1
        low = int(gaps[-1]) if len(gaps) and v[gaps[-1]] < (v[p.left] + v[p.top]) / 2 else p.left
        found = self._rest((time, v), low, p.top, min(low, self._low(p.left)[0]))
        if found is not None:
            return found
        a, b = self._low(p.left)
        first = max(min(a, p.left), int(np.searchsorted(time, time[b] - RESETTLED)))
        return first, float(np.median(v[first : b + 1]))

    def _end(self, p: _Peak) -> int:
        """Return the last frame of the rest that a peak comes back to: the same, backwards."""
        assert p.right is not None
        time, v, n = -self.track.time[::-1], self.track.value[::-1], len(self.track.time) - 1
        low = n - p.right
        found = self._rest((time, v), low, n - p.top, min(low, n - self._low(p.right)[1]))
        return max(p.right, self._low(p.right)[0]) if found is None else n - found[0]

    def _rest(
        self, rows: tuple[Array, Array], low: int, top: int, first: int
    ) -> tuple[int, float] | None:
        """Return the first frame and the level of the rest between a low point and a top.

        One in the usual start position comes before one half-way, which may be a pause.

        Args:
            rows: seconds and the number, [n] each.
            low, top: frames. first: the one in which the rest round the low point begins.
        """
        time, v = rows
        found = rest_beside(time, v, low, top, self.reach)
        highest = self._home + AT_HOME * float(v[top] - self._home)
        if found is None or found[1] <= highest:
            return found
        return rest_beside(time, v, first, top, self.reach, highest) or found

    def _uncounted(self, p: _Peak, why: Why) -> Uncounted:
        time = self.track.time
        a = 0 if p.left is None else self._low(p.left)[1]
        b = len(time) - 1 if p.right is None else self._low(p.right)[0]
        return Uncounted(float(time[min(a, p.top)]), float(time[max(b, p.top)]), why)
