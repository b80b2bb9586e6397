"""The ways a cue reads its value off a repetition: steady at the top, at its worst, in time.

A `Series` gives one number a frame; `steady` and `worst` make a measure of it. They are objects,
so that the same series can also be drawn over the whole set (`trace`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypedDict, Unpack

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.exercise import Measure
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.rep_frames import HIDDEN, Reading, RepFrames
from formcheck.analysis.report import OneSide, Phase
from formcheck.analysis.smoothing import jitter


class Sides(Protocol):
    """What a series needs to know of a repetition: its sides, and where the camera stands."""

    @property
    def near(self) -> OneSide:
        """The side towards the camera."""

    @property
    def working(self) -> OneSide:
        """The working side."""

    @property
    def azimuth(self) -> float:
        """Where the camera stands, degrees round the body (see `Direction.azimuth`)."""


LEAST_START = 0.2
"""A ratio to a smaller start value than this means nothing."""

NEAR = 0.2
"""Seconds round a value in which the error of its view is read."""

Series = Callable[[PoseSequence, Sides], Array]


def _values(series: Series, rep: RepFrames, phase: Phase) -> tuple[Array, Array] | None:
    part = rep.during(phase)
    if len(part) == 0:
        return None
    values = series(part, rep)
    good = np.isfinite(values)
    if good.mean() < 1 - HIDDEN:
        return None
    return part.time[good], values[good]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSeries:
    """A measure read off a series over one phase.

    Attributes:
        seconds: how long a level must be kept to count; None for the median over the phase.
        change: measured from the start position; ratio: as a ratio to it instead.
        lowest: the lowest level kept counts, not the highest.
        bias: the measure's known error, taken off; of a change, what the start does not share.
        scale: what the value is then divided by.
        far: how much larger the known error is when the working side is the far one.
        beyond_start: the value may be at most this far above the start's, whatever the limit.
        floor: however low the start's value, the limit from it never sinks below this.
        most_start: a ratio is to a start value of at most this.
        further: an error of each frame that comes from this view of this movement, [F].
        clothes: an error that comes from what is worn, from the frames of the repetition.
    """

    series: Series
    phase: Phase
    seconds: float | None = None
    change: bool = False
    ratio: bool = False
    lowest: bool = False
    bias: float = 0.0
    scale: float = 1.0
    far: float = 1.0
    beyond_start: float | None = None
    floor: float | None = None
    most_start: float = np.inf
    further: Callable[[PoseSequence, Direction], Array] | None = None
    clothes: Callable[[PoseSequence], float] | None = None

    def __call__(self, rep: RepFrames) -> Reading | None:
        """Return the reading, or None where the points were hidden."""
        got = _values(self.series, rep, self.phase)
        if got is None:
            return None
        time, values = got
        noise = jitter(values)
        if self.seconds is None:
            value = float(np.median(values))
            at = float(time[int(np.argmin(np.abs(values - value)))])
        else:
            sign = -1.0 if self.lowest else 1.0
            value, at = sustained(time, sign * values, self.seconds)
            value *= sign
        if self.further is not None:
            near = rep.poses.part(np.abs(rep.poses.time - at) <= NEAR)
            errors = self.further(near, rep.direction)
            errors = errors[np.isfinite(errors)]
            noise = float(np.hypot(noise, np.median(errors))) if len(errors) else np.inf
        if self.clothes is not None:
            noise = float(np.hypot(noise, self.clothes(rep.poses)))
        start = None
        if self.change or self.ratio or self.beyond_start is not None:
            resting = _values(self.series, rep, "start")
            if resting is None:
                return None
            start = float(np.median(resting[1]))
            noise = float(np.hypot(noise, jitter(resting[1])))
        base, scale = self.zero(start)
        if not np.isfinite(scale):
            return None
        high = None
        if start is not None and self.beyond_start is not None:
            high = (start - base) / scale + self.beyond_start
            high = round(high if self.floor is None else max(high, self.floor), 1)
        factor = self.far if rep.working != rep.near else 1.0
        value = (value - base) / scale
        return Reading(value, at, noise / abs(scale), high=high, factor=factor)

    def zero(self, start: float | None) -> tuple[float, float]:
        """Return what is taken off a value, and what it is then divided by."""
        if self.ratio:
            known = start is not None and start > LEAST_START
            return 0.0, min(start, self.most_start) if start is not None and known else np.nan
        if self.change and start is not None:
            return start + self.bias, self.scale
        return self.bias, self.scale


class Options(TypedDict, total=False):
    """How a series is measured beside its phase and seconds: attributes of `FromSeries`."""

    change: bool
    ratio: bool
    lowest: bool
    bias: float
    scale: float
    far: float
    beyond_start: float | None
    floor: float | None
    most_start: float
    further: Callable[[PoseSequence, Direction], Array] | None
    clothes: Callable[[PoseSequence], float] | None


def steady(series: Series, phase: Phase = "top", **options: Unpack[Options]) -> FromSeries:
    """Measure the median over a phase, or its change from the start position."""
    return FromSeries(series=series, phase=phase, **options)


def worst(
    series: Series, seconds: float, phase: Phase = "whole", **options: Unpack[Options]
) -> FromSeries:
    """Measure the highest (or lowest) level kept for `seconds` in a phase."""
    return FromSeries(series=series, phase=phase, seconds=seconds, **options)


def sustained(time: Array, values: Array, seconds: float) -> tuple[float, float]:
    """Return the highest level that `values` keep for `seconds`, and when (its middle)."""
    best, at = -np.inf, float(time[0])
    for i in range(len(time)):
        inside = (time >= time[i]) & (time <= time[i] + seconds)
        if time[-1] - time[i] < seconds * 0.8 and i > 0:
            break
        level = float(values[inside].min())
        if level > best:
            best, at = level, float(time[inside].mean())
    return best, at


def trace(measure: Measure, poses: PoseSequence, sides: Sides, rest: Bools) -> Array | None:
    """Return a measure's series over a whole set, in the unit of its values; None if it has none.

    Args:
        measure: a cue's measure.
        poses: the whole set.
        sides: which side is near, which one works.
        rest: mask [F] of the frames between repetitions, for changes from the start position.
    """
    if not isinstance(measure, FromSeries) or len(poses) == 0:
        return None
    values = measure.series(poses, sides)
    still = values[rest & np.isfinite(values)]
    base, scale = measure.zero(float(np.median(still)) if len(still) else None)
    out: Array = (values - base) / scale
    return out


def held() -> Measure:
    """Measure the seconds at the top."""

    def measure(rep: RepFrames) -> Reading | None:
        if not rep.timed:
            return None
        return Reading(rep.hold, (rep.top_start + rep.top_end) / 2, _beat(rep))

    return measure


def lowering() -> Measure:
    """Measure the seconds of the way down; None where the recording ends in it."""

    def measure(rep: RepFrames) -> Reading | None:
        if rep.cut == "end" or not rep.timed:
            return None
        middle = (rep.end + rep.top_end) / 2
        return Reading(rep.end - rep.top_end, middle, _beat(rep, ("lower",)))

    return measure


def whole_time() -> Measure:
    """Measure the seconds of the whole repetition; None where the recording cuts it."""

    def measure(rep: RepFrames) -> Reading | None:
        if rep.cut or not rep.timed:
            return None
        return Reading(rep.end - rep.start, (rep.start + rep.end) / 2, _beat(rep))

    return measure


def _beat(rep: RepFrames, ways: tuple[Phase, ...] = ("lift", "lower")) -> float:
    """Return the timing noise that the pose rate brings: a quarter of the frame interval.

    Where frames are missing on the way up or down, from which the times are read: of that gap.
    """
    time = np.concatenate([[rep.start], rep.poses.time, [rep.end]])
    steps = np.diff(time)
    usual = float(np.median(steps))
    longest = max(
        float(steps[(time[:-1] < end) & (time[1:] > begin)].max(initial=usual))
        for begin, end in map(rep.bounds, ways)
    )
    return longest / 4
