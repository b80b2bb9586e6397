"""One repetition as the cues of an exercise see it, and what a cue reads off it."""

from dataclasses import KW_ONLY, dataclass
from typing import Literal

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.report import OneSide, Phase, Side
from formcheck.model_size import ModelSize

HIDDEN = 0.4
"""Share of a phase's frames without a value beyond which it counts as hidden."""

MARKERS_FOUND = 0.6
"""Share of the frames in which both markers must be found, so that they are measured by."""

KEPT_UP = 0.75
"""Share of the rise above which the height is kept, as in a hold."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepFrames:
    """One repetition as cues see it: smoothed poses from its start to its end.

    Attributes:
        poses: frames from start to end.
        rest: frames of the start position just before.
        side: the working, lifted or leading side.
        direction: the camera's direction in the start position.
        model: the size of the pose model.
        start, top_start, top_end, end, hold: seconds.
        values: the counted signal [F].
        longest_gap: seconds between two of its frames, at most.
        cut: whether the recording begins in its way up or ends in its way back.
        disturbed: why nothing can be measured in it; empty where it can.
        unsteady: whether the set's skeletons are impossible too often to say from where it is seen.
        out: parts of the body that are out of the picture ("feet").
        timed: whether the times were read from points in the picture.
    """

    poses: PoseSequence
    rest: PoseSequence
    side: Side
    direction: Direction
    model: ModelSize
    start: float
    top_start: float
    top_end: float
    end: float
    hold: float
    values: Array
    longest_gap: float
    cut: Literal["", "start", "end"] = ""
    disturbed: str = ""
    unsteady: bool = False
    out: tuple[str, ...] = ()
    timed: bool = True

    @property
    def wears_markers(self) -> bool:
        """Whether both markers were found in most frames of the repetition and the rest."""
        parts = (self.poses.markers, self.rest.markers)
        return all(len(m) > 0 and np.isfinite(m).all((1, 2)).mean() >= MARKERS_FOUND for m in parts)

    @property
    def near(self) -> OneSide:
        """The side towards the camera: its joints are 1.5 to 3 times better."""
        return "left" if self.direction.left >= 0 else "right"

    @property
    def working(self) -> OneSide:
        """The working side, or the near one where both work."""
        return self.near if self.side == "both" else self.side

    @property
    def azimuth(self) -> float:
        """Where the camera stands, degrees round the body."""
        return self.direction.azimuth

    def during(self, phase: Phase) -> PoseSequence:
        """Return the frames of one phase; the top has at least three."""
        if phase == "start":
            return self.rest
        time = self.poses.time
        if phase == "top":
            inside = (time >= self.top_start) & (time <= self.top_end) & self._kept_up()
            if inside.sum() < 3:
                high = np.argsort(-np.nan_to_num(self.values, nan=-np.inf), kind="stable")[:3]
                inside = np.zeros(len(time), bool)
                inside[high] = True
            return self.poses.part(inside)
        if phase == "lift":
            return self.poses.part(time <= self.top_start)
        if phase == "lower":
            return self.poses.part(time >= self.top_end)
        return self.poses

    def _kept_up(self) -> Bools:
        """Return the frames in which the height is kept, [F]: dips at the top are no top."""
        values = np.nan_to_num(self.values, nan=-np.inf)
        low, high = np.nanmin(self.values), np.nanmax(self.values)
        out: Bools = values >= low + KEPT_UP * (high - low)
        return out

    def bounds(self, phase: Phase) -> tuple[float, float]:
        """Return the seconds between which a phase lies."""
        if phase == "start":
            t = self.rest.time
            return (float(t[0]), float(t[-1])) if len(t) else (self.start, self.start)
        return {
            "top": (self.top_start, self.top_end),
            "lift": (self.start, self.top_start),
            "lower": (self.top_end, self.end),
        }.get(phase, (self.start, self.end))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cue measured on one repetition.

    Attributes:
        value: in the cue's unit, already freed of the measure's known bias.
        time: the moment that shows it.
        noise: standard error from this clip's own jitter, in the cue's unit.
        low, high: limits for this person where they depend on the start position.
        factor: how much larger the known error is here (2 for the far leg).
        unit: the unit, where this view measures in another one (limits must come with it).
        error: the known error's standard deviation, where `unit` is another one.
    """

    value: float
    time: float
    noise: float = 0.0
    _: KW_ONLY
    low: float | None = None
    high: float | None = None
    factor: float = 1.0
    unit: str | None = None
    error: float | None = None
