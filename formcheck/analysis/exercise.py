"""How an exercise is declared, and how one repetition is judged by it.

An `Exercise` is data: a `RepRule`, `Cue`s with limits and sources, a prescription, placements of
the camera. `judge` turns one cue and one repetition into a `Finding`.

Verdicts: `fault` when the value is beyond a limit by more than its margin, `ok` when it is
within both limits by more than the margin, else `unsure`. From a view that does not show the
cue, where the points were hidden or the clip is damaged, always `unsure`, with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from formcheck.analysis.camera_view import Direction, Posture
from formcheck.analysis.kinematics import Signal
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.rep_counting import Thresholds
from formcheck.analysis.report import (
    Drawing,
    OneSide,
    Phase,
    Prescription,
    Side,
)
from formcheck.model_size import ModelSize, by_size

MODEL_ERROR = by_size(heavy=1.0, full=1.25, lite=1.6)
"""How much larger the known error of a measure is with a smaller model, where the cue does not
say so itself (2-D angles in the side view: SD 3.0 lite, 2.6 full, 2.1 heavy on rendered sets)."""

HIDDEN = 0.4
"""Share of a phase's frames without a value beyond which it counts as hidden."""

NOT_VISIBLE = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepFrames:
    """One repetition as cues see it: smoothed poses from its start to its end.

    Attributes:
        poses: frames from start to end; rest: frames of the start position just before.
        side: the working, lifted or leading side; near: the side towards the camera.
        direction: the camera's place in the start position.
        start, top_start, top_end, end, hold: seconds.
        values: the counted signal [F]; damaged: whether packets were lost in it.
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

    @property
    def wears_markers(self) -> bool:
        """Whether both stickers were found in most frames of the repetition and the rest."""
        parts = (self.poses.markers, self.rest.markers)
        return all(len(s) > 0 and np.isfinite(s).all((1, 2)).mean() >= 0.6 for s in parts)

    @property
    def near(self) -> OneSide:
        """The side towards the camera: its joints are 1.5 to 3 times better."""
        return "left" if self.direction.left >= 0 else "right"

    @property
    def working(self) -> OneSide:
        """The working side, or the near one where both work."""
        return self.near if self.side == "both" else self.side

    def during(self, phase: Phase) -> PoseSequence:
        """Return the frames of one phase; the top has at least three."""
        if phase == "start":
            return self.rest
        time = self.poses.time
        if phase == "top":
            inside = (time >= self.top_start) & (time <= self.top_end)
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
        factor: how much larger the known error is here (the far leg: 2).
        unit: the unit, where this view measures in another one (limits must come with it).
        error: the known error's standard deviation, where `unit` is another one.
    """

    value: float
    time: float
    noise: float = 0.0
    low: float | None = None
    high: float | None = None
    factor: float = 1.0
    unit: str | None = None
    error: float | None = None


Measure = Callable[[RepFrames], Reading | None]
Visibility = Callable[[Direction], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerMeasure:
    """How a cue is measured by the dots on the hip bones.

    `error` is the standard deviation of the pelvic line so found, degrees, whatever the model.
    """

    measure: Measure
    visibility: Visibility
    error: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing to watch, and what to say about it.

    Attributes:
        measure: reads the cue's value, or None where the points were hidden.
        low, high: limits in `unit`, None = open. source: where they come from.
        error: standard deviation of the measure's known error in a view that shows it, with the
            heavy model; errors: by model size where measured.
        seen: how much larger that error is from where the camera stands: 1 in the view that
            shows it, more in the weak band around it, `NOT_VISIBLE` elsewhere.
        move: the camera move that would show it.
        fix_low, fix_high: the fix when below or above the limits.
        stickers: how it is measured instead when the person wears stickers on the hip bones.
        rank: 1 is told first. informative: told, never counted against the repetition.
    """

    id: str
    title: str
    unit: str
    phase: Phase
    measure: Measure
    low: float | None = None
    high: float | None = None
    source: str
    error: float
    errors: dict[ModelSize, float] = field(default_factory=dict)
    visibility: Visibility
    camera_move: str
    fix_low: str = ""
    fix_high: str = ""
    rule: str
    method: str
    known_confounders: str
    rank: int = 5
    draw: Drawing = "moment"
    landmarks: Callable[[RepFrames], tuple[int, ...]] = lambda _: ()
    informative: bool = False
    markers: "MarkerMeasure | None" = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError(f"cue {self.id!r}: give low, high or both")

    def error_of(self, model: ModelSize) -> float:
        """Return the known error's standard deviation with one model size."""
        return self.errors.get(model, self.error * MODEL_ERROR[model])


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where to put the camera, and what it can and cannot show from there."""

    name: str
    azimuth: float
    height: float
    distance: float
    text: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepRule:
    """How a repetition is told.

    Attributes:
        signal: the counted number; thresholds: when its rise is a repetition.
        posture: the body's posture in the start position.
        side: tells the side from (poses of the repetition, poses of the rest before it).
        timing: a finer signal, zero in the start position, from which start, top and end are
            read once the repetition is told: (poses, rest, side) to [F].
    """

    signal: Signal
    thresholds: Thresholds
    posture: tuple[Posture, ...]
    side: Callable[[PoseSequence, PoseSequence], Side]
    timing: Callable[[PoseSequence, PoseSequence, Side], Array] | None = None
    amplitude_unit: str = "m"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exercise:
    """All that formcheck knows of one exercise.

    Attributes:
        like: how like this exercise a counted repetition is, 0..1, for recognising it.
        start_text, steps_text: the routine's own words on the start position and a repetition.
    """

    id: str
    title: str
    start_text: str
    steps_text: str
    wear: str
    rep: RepRule
    cues: tuple[Cue, ...]
    prescription: Prescription
    placements: tuple[Placement, ...]
    similarity: Callable[[RepFrames], float]

    def cue(self, cue_id: str) -> Cue:
        """Return the cue with that id (KeyError if there is none)."""
        return {c.id: c for c in self.cues}[cue_id]
