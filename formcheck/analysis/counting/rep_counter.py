"""Count repetitions in one signal over time, sample by sample.

The number rises from a start position and comes back to it. A repetition needs the start
position held first, a rise of at least `reach` above it, and the way back; the threshold on the
way back depends on how far it rose, so that a pause or a wobble at the top is not an end.
Nothing is counted while the body is not in the exercise's posture: getting down on the mat,
standing up, drinking and scratching are not repetitions.
"""

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import Literal

import numpy as np

from formcheck.analysis.pose import Array, Bools

HELD = 0.4
"""Seconds the start position is held before the first repetition."""

RESETTLED = 1.5
"""Seconds of stillness after which a higher start position is accepted."""

LOST = 1.5
"""Seconds without a person, or out of posture, after which the start must be held again."""

GLITCH = 0.12
"""Seconds either side over which the number's median is taken."""

FALLEN = 0.35
"""Share of the rise below which the number must come back for the repetition to end."""

AT_FIFTH = 0.3266
"""Share of a minimum-jerk movement's duration at which a fifth of the way is done."""

BELOW = 0.15
"""Share of the rise below its start at which a repetition ends where the number goes on falling:
who gets up afterwards passes the start position; feet that close come to rest below it."""

RESTED = 0.3
"""Seconds for which the number stays at its lowest for that to be a new start position."""

PULSES = 2
"""Dips at the top from which it is pulsing, not a wobble in a hold."""

SETTLE = 1.0
"""Seconds the way down may still take after `FALLEN` is reached."""

ENOUGH = 0.9
"""Share of a time that must have passed to count as all of it: frames do not fall on its ends."""

HALFWAY = 0.5
"""Share of the rise below which a number that rests has come back, though not to `FALLEN`."""

TURNED = 0.08
"""Share of the rise above the lowest point at which the next rise has begun."""

HOME = 0.06
"""Share of the rise above its base within which it is back in the start position."""

AT_TOP = 0.85
"""Share of the rise from which the number is at the top; the median there is the top's level."""

DIPPED = 0.75
"""Share of the rise below which time at the top does not count as held."""

LOWEST = 0.1
"""Share of the rise above the lowest point within which the number rests there."""

PAUSED = 0.8
"""Seconds for which a movement stands still half-way, at least, to pause."""

PLAIN_PAUSE, BELOW_TOP = 1.2, 0.65
"""Seconds of a pause that is worth a word, and the share of the rise up to which it is one: further
up it may be the top, before a lift that goes further (a deadlift whose hips rise first: 0.7)."""

STANDS = 0.08
"""Share of the rise within which the number stays in a pause."""

SLOWER = 3.0
"""How many times longer than at the usual speed a pause takes for so small a way: without it, a
very slow movement would pause all the way."""

BEYOND = 0.3
"""Seconds before the first or after the last frame that a start or end may be put to: the frames
may stop just short of rest."""


@dataclass(frozen=True, slots=True)
class RepTiming:
    """One repetition in time. Seconds; `amplitude` in the number's own unit.

    Start and end of the rise are read from its crossings of 20 and 80 % and the minimum-jerk
    profile of deliberate human movement (Flash and Hogan 1985, J Neurosci 5:1688), because the
    crossing of any single low threshold comes 0.2-0.3 s late.

    Attributes:
        pulses: how often the number dipped at the top and rose again.
        pause: when it stands still half-way, there or back, and for how many seconds; None if not.
        cut: whether the recording begins in its way up or ends in its way back.
    """

    start: float
    top_start: float
    top_end: float
    end: float
    hold: float
    base: float
    top: float
    pulses: int = 0
    pause: tuple[float, float] | None = None
    cut: Literal["", "start", "end"] = ""

    @property
    def amplitude(self) -> float:
        """How far the number rose."""
        return self.top - self.base


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When a movement is a repetition.

    Attributes:
        still: the most the number may move while the start position is held.
        reach: the least rise that counts by itself.
        smallest: the least rise that counts where a clip has several alike; None = `reach`.
        shortest, longest: seconds.
        from_the_turn: whether a recording's first repetition may begin at its turning point: a
            deadlift from the floor.
    """

    still: float
    reach: float
    smallest: float | None = None
    shortest: float = 0.6
    longest: float = 180.0
    from_the_turn: bool = False

    @property
    def least(self) -> float:
        """Return the least rise that can be a repetition at all."""
        return self.reach if self.smallest is None else self.smallest


class RepCounter:
    """Push one number at a time; a finished repetition comes back as a `RepTiming`.

    For a set that is still being filmed: the report counts with hindsight, see `rep_detection`.
    """

    def __init__(self, thresholds: Thresholds) -> None:
        self.thresholds = thresholds
        self.held = False
        self.rising = False
        self.base = np.nan
        self.peak = np.nan
        self._rows: deque[tuple[float, float]] = deque()
        self._since = -np.inf  # start of the unbroken stretch in posture
        self._good = -np.inf  # last time in posture
        self._fell: float | None = None
        self._low = np.inf
        self._out = 0  # frames out of posture during the rise
        self._in = 0
        self._late: deque[tuple[float, float, bool]] = deque()
        self._next = 0  # the one of `_late` to be read next

    def push(self, time: float, value: float, ready: bool) -> RepTiming | None:
        """Take the number at `time`; `ready` says that the body is in the exercise's posture.

        It is read `GLITCH` seconds late, as the median of what lies so far either side: limbs
        that swap for a moment are no movement.
        """
        self._late.append((time, value, ready))
        found = None
        while self._late[self._next][0] <= time - GLITCH:
            found = self._read() or found
        return found

    def finish(self) -> RepTiming | None:
        """Read what is left and close a repetition whose way back had begun."""
        found = None
        while self._next < len(self._late):
            found = self._read() or found
        return found or self._closed()

    def _read(self) -> RepTiming | None:
        time, value, ready = self._late[self._next]
        near = [v for t, v, _ in self._late if abs(t - time) <= GLITCH and v == v]
        self._next += 1
        while self._late[0][0] < time - GLITCH:
            self._late.popleft()
            self._next -= 1
        return self._step(time, median(near) if value == value else value, ready)

    def _step(self, time: float, value: float, ready: bool) -> RepTiming | None:
        seen = bool(np.isfinite(value))
        left = None
        if time - self._good > LOST:  # lost from sight on the way back: that one still counts
            left = self._closed()
            self._forget()
        if seen and ready:
            if time - self._good > LOST:
                self._since = time
            self._good = time
        if not seen or left is not None:
            return left
        self._rows.append((time, value))
        if self.rising:
            self._out += not ready
            self._in += ready
            return self._up(time, value)
        self._wait(time, value)
        return None

    def _closed(self) -> RepTiming | None:
        if self.rising and self._fell is not None and self._rows:
            return self._close(self._rows[-1][0])
        return None

    def _forget(self) -> None:
        self.held = self.rising = False
        self.base = np.nan
        self._fell = None
        self._since = np.inf
        self._rows.clear()

    def _wait(self, time: float, value: float) -> None:
        t = self.thresholds
        while self._rows and time - self._rows[0][0] > 2 * RESETTLED:
            self._rows.popleft()
        recent = self._recent(time, HELD)
        if recent is not None and self._rests(time) and time - self._since >= HELD:
            level = median(recent)
            if not self.held or level < self.base:
                self.held, self.base = True, level
            else:
                long = self._recent(time, RESETTLED)
                if long is not None and max(long) - min(long) <= t.still:
                    self.base = median(long)
        if self.held and recent is not None:  # the start is lower than assumed; no glitch
            self.base = min(self.base, median(recent))
        if self.held and value >= self.base + t.reach:
            self.rising, self.peak = True, value
            self._begin_rise()
            self._fell, self._low = None, np.inf
            self._out = self._in = 0

    def _begin_rise(self) -> None:
        """Forget what lies before the start position of this rise: an earlier top, say."""
        rows, level = list(self._rows), self.base + self.thresholds.reach / 2
        j = len(rows) - 1
        while j > 0 and rows[j][1] > level:
            j -= 1
        while j > 0 and rows[j - 1][1] <= level:
            j -= 1
        self._rows = deque(rows[j:])

    def _rests(self, time: float) -> bool:
        recent = self._recent(time, HELD)
        return recent is not None and max(recent) - min(recent) <= self.thresholds.still

    def _recent(self, time: float, seconds: float) -> list[float] | None:
        if not self._rows or time - self._rows[0][0] < seconds * ENOUGH:
            return None
        out = []
        for then, value in reversed(self._rows):
            if time - then > seconds:
                break
            out.append(value)
        return out

    def _up(self, time: float, value: float) -> RepTiming | None:
        t = self.thresholds
        self.peak = max(self.peak, value)
        rise = self.peak - self.base
        if self._fell is None:
            halfway = value < self.peak - HALFWAY * rise
            if value < self.base + FALLEN * rise or (halfway and self._rests(time)):
                self._fell, self._low = time, value
            elif time - self._rows[0][0] > t.longest + 2 * RESETTLED:
                self._forget()
            return None
        lower = value < self._low
        self._low = min(self._low, value)
        turned = value > self._low + max(t.still, TURNED * rise)
        home = value <= self.base + HOME * rise and not lower
        if not (turned or home or time - self._fell >= SETTLE):
            return None
        return self._close(time)

    def _close(self, time: float) -> RepTiming | None:
        rows = list(self._rows)
        # Of a very slow rise the base has crept after the number: believe what lay before it.
        first = median(v for t, v in rows if t <= rows[0][0] + HELD)
        span = measure(np.array(rows), min(self.base, first))
        mostly = self._in >= 2 * self._out
        # What lies after the lowest point belongs to the next repetition.
        low = (
            min(
                range(len(rows)), key=lambda i: rows[i][1] if rows[i][0] >= span.top_end else np.inf
            )
            if span
            else 0
        )
        self._rows = deque(rows[low:])
        self.rising, self._fell = False, None
        self.base = self._low
        t = self.thresholds
        if span is None or not mostly:
            return None
        ok = t.shortest <= span.end - span.start <= t.longest and span.amplitude >= t.reach
        return span if ok else None


def measure(rows: Array, base: float, *, pulses: int = 0, cut: bool = False) -> RepTiming | None:
    """Time one rise and fall in `rows` [n, 2 (seconds, number)] that starts near `base`.

    Args:
        rows: what was seen of it.
        base: the number in the start position.
        pulses: of how many pulses it is; the hold is then the longest stay, not their sum.
        cut: whether it may begin with the rows, above the start position.
    """
    time, value = rows[:, 0], rows[:, 1]
    peak = int(value.argmax())
    if value[peak] <= base:
        return None
    high = value >= base + AT_TOP * (value[peak] - base)
    top = float(np.median(value[high]))
    before = value[: peak + 1]
    after = value[peak:]
    if (len(before) < 2 and not cut) or len(after) < 2:
        return None
    rise = _crossings(time[: peak + 1], before, base, top, last=True)
    if rise is None and cut:
        high = _cross(time[: peak + 1], before, base + 0.8 * (top - base))
        rise = float(time[0]), float(time[0]) if high is None else high, NO_PAUSE
    end_base = float(after.min())
    stays = time[peak:][after <= end_base + max(LOWEST * (top - base), 0.0)]
    if stays[-1] - stays[0] < RESTED:
        end_base = max(end_base, base - BELOW * (top - base))
    fall = _crossings(-time[peak:][::-1], after[::-1], end_base, top, last=True)
    if rise is None or fall is None:
        return None
    start, top_start, stood = rise
    end, top_end, stood_back = -fall[0], -fall[1], fall[2]
    pauses = [stood, (-stood_back[1], -stood_back[0])]
    pause = _plain_pause(max(pauses, key=lambda p: p[1] - p[0]), rows, base, top)
    start, end = max(start, float(time[0]) - BEYOND), min(end, float(time[-1]) + BEYOND)
    if top_end < top_start:  # no hold: the turn lies between
        top_start = top_end = (top_start + top_end) / 2
    low = value < base + DIPPED * (top - base)
    inside = (time > top_start) & (time < top_end)
    steps = np.diff(time, append=time[-1])
    if pulses >= PULSES:
        hold = _longest_stay(time[inside], value[inside] >= base + AT_TOP * (top - base))
    else:
        hold = max(top_end - top_start - float(steps[inside & low].sum()), 0.0)
    return RepTiming(start, top_start, top_end, end, hold, base, top, pause=pause)


def _plain_pause(
    pause: tuple[float, float], rows: Array, base: float, top: float
) -> tuple[float, float] | None:
    """Return when a pause begins and for how many seconds, if it is worth a word."""
    begin, end = pause
    if end - begin < PLAIN_PAUSE:
        return None
    level = float(np.median(rows[(rows[:, 0] >= begin) & (rows[:, 0] <= end), 1]))
    return (begin, end - begin) if level <= base + BELOW_TOP * (top - base) else None


def _longest_stay(time: Array, high: Bools) -> float:
    """Return the longest unbroken time that the number stays up, seconds."""
    runs = np.split(np.arange(len(time)), np.flatnonzero(np.diff(high)) + 1)
    stays = [float(time[r[-1]] - time[r[0]]) for r in runs if len(r) and high[r[0]]]
    return max(stays, default=0.0)


NO_PAUSE = (0.0, 0.0)


def _crossings(
    time: Array, value: Array, base: float, top: float, *, last: bool
) -> tuple[float, float, tuple[float, float]] | None:
    """Return when a minimum-jerk rise through the 20 and 80 % crossings begins and ends.

    And between which seconds it pauses on its way: `NO_PAUSE` if it does not. The profile is that
    of the movement without its pause.
    """
    low = _cross(time, value, base + 0.2 * (top - base))
    high = _cross(time, value, base + 0.8 * (top - base), after=low)
    if low is None or high is None or high <= low:
        return None
    inside = (time >= low) & (time <= high)
    pause = _pause(time[inside], value[inside], STANDS * (top - base))
    whole = (high - low - (pause[1] - pause[0])) / (1 - 2 * AT_FIFTH)
    return low - AT_FIFTH * whole, high + AT_FIFTH * whole, pause


def _pause(time: Array, value: Array, still: float) -> tuple[float, float]:
    """Return the seconds between which a number stays within `still` for longest, if it pauses."""
    best = NO_PAUSE
    for i in range(len(time)):
        stays = np.maximum.accumulate(value[i:]) - np.minimum.accumulate(value[i:]) <= still
        j = i + int(stays.argmin() if not stays.all() else len(stays)) - 1
        if time[j] - time[i] > best[1] - best[0]:
            best = float(time[i]), float(time[j])
    stood = best[1] - best[0]
    way = float(np.ptp(value)) if len(value) else 0.0
    if stood < PAUSED or way <= still:
        return NO_PAUSE
    usual = (float(time[-1] - time[0]) - stood) * still / (way - still)
    return best if stood >= SLOWER * usual else NO_PAUSE


def _cross(time: Array, value: Array, level: float, after: float | None = None) -> float | None:
    """Return the time of the upward crossing of `level`: the last one, or the first `after`."""
    up = np.flatnonzero((value[:-1] < level) & (value[1:] >= level))
    if after is not None:
        up = up[time[up + 1] >= after]
    if not len(up):
        return None
    i = int(up[0] if after is not None else up[-1])
    share = (level - value[i]) / (value[i + 1] - value[i])
    return float(time[i] + share * (time[i + 1] - time[i]))
