"""How an exercise is declared.

An `Exercise` is data and small pure functions: a `RepRule`, `Cue`s with limits, sources, words
and truth, a prescription, placements of the camera, a start figure. Whatever is particular to an
exercise is declared in its own file; nothing else in formcheck names it. `judge` turns one cue
and one repetition into a `Finding`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from formcheck.analysis.camera_view import Direction, Posture, keeps_posture, takes_posture
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.figures import Figure
from formcheck.analysis.kinematics import Signal
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.rep_frames import Reading as Reading
from formcheck.analysis.rep_frames import RepFrames as RepFrames
from formcheck.analysis.report import (
    Drawing,
    Phase,
    Prescription,
    Side,
)
from formcheck.analysis.report.english import seconds_in_words
from formcheck.analysis.truth.ground_truth import (
    CueTruth,
    Motion,
    TrueCamera,
    TrueRep,
    TrueVisibility,
)
from formcheck.analysis.truth.true_views import landmarks_usable
from formcheck.model_size import ModelSize, by_size

MODEL_ERROR = by_size(heavy=1.0, full=1.25, lite=1.6)
"""How much larger the known error of a measure is with a smaller model, where the cue does not
say so itself (2-D angles in the side view: SD 3.0 lite, 2.6 full, 2.1 heavy on rendered sets)."""

NOT_VISIBLE = float("inf")
"""The value of a `Visibility` where a cue cannot be judged."""

WEAK = 1.6
"""How many times larger the error is from which on a view is weak: smaller models judge nothing
there, for they place the camera too close to the side."""


Measure = Callable[[RepFrames], Reading | None]
Visibility = Callable[[Direction], float]
"""How much larger a measure's known error is from a direction: 1 in the view that shows it, more
in the weak band around it, `NOT_VISIBLE` elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerMeasure:
    """How a cue is measured by the markers on the hip bones.

    `error` is the standard deviation of the pelvic line so found, degrees, whatever the model.
    """

    measure: Measure
    visibility: Visibility
    error: float = 0.8


MOST_WORDS = 4
"""Most words of a spoken cue, which is read from three metres or heard while exercising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing to judge in a repetition, and what to say about it.

    Attributes:
        measure: reads the cue's value, or None where the points were hidden.
        low, high: limits in `unit`, None = open.
        source: where the limits come from.
        error: standard deviation of the measure's known error in a view that shows it, by model
            size; one number is that of the heavy model.
        visibility: from where it can be judged.
        camera_move: what to do with the camera so that it shows.
        fix_low, fix_high: what to do about a value below or above the limits; "{limit}" in it
            stands for the limit.
        title_own, fix_own: said instead where the limit from the person's own start position is
            passed, but the cue's own high limit not clearly.
        spoken_low, spoken_high: the same in at most four words, for the live voice.
        rule: the line of the routine it is judged by.
        method: how it is measured, in words.
        known_confounders: what can mislead the measure.
        markers: how it is measured instead when the person wears markers on the hip bones.
        rank: 1 is reported first.
        informative: shown, but never counted against the repetition.
        why_hidden: says of a repetition why this cue's own points were hidden; "" where it cannot.
        uneven: the share by which left and right may differ in a set, None = not compared.
        truth: what its verdicts are compared with in an evaluation.
    """

    id: str
    title: str
    unit: str
    phase: Phase
    measure: Measure
    low: float | None = None
    high: float | None = None
    source: str
    error: float | Mapping[ModelSize, float]
    visibility: Visibility
    camera_move: str
    fix_low: str = ""
    fix_high: str = ""
    title_own: str = ""
    fix_own: str = ""
    spoken_low: str = ""
    spoken_high: str = ""
    rule: str
    method: str
    known_confounders: str
    rank: int = 5
    draw: Drawing = "moment"
    landmarks: Callable[[RepFrames], tuple[int, ...]] = lambda _: ()
    informative: bool = False
    why_hidden: Callable[[RepFrames], str] = lambda _: ""
    uneven: float | None = None
    markers: MarkerMeasure | None = None
    truth: CueTruth = field(default_factory=CueTruth)

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError(f"cue {self.id!r}: give low, high or both")
        for spoken in (self.spoken_low, self.spoken_high):
            if len(spoken.split()) > MOST_WORDS:
                raise ValueError(f"cue {self.id!r}: {spoken!r} has more than {MOST_WORDS} words")

    def error_of(self, model: ModelSize) -> float:
        """Return the known error's standard deviation with one model size."""
        if isinstance(self.error, Mapping):
            return self.error[model]
        return self.error * MODEL_ERROR[model]

    def fix(self, end: Literal["low", "high"]) -> str:
        """Return what to do about a value beyond the low or the high limit, "" for nothing."""
        text, limit = (self.fix_low, self.low) if end == "low" else (self.fix_high, self.high)
        if limit is None:
            return ""
        return text.replace(
            "{limit}", seconds_in_words(limit) if self.unit == "s" else f"{limit:g}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where to put the camera, and what it shows from there.

    Attributes:
        azimuth: degrees round the body, as in `report.View`.
        height, distance: metres, over the floor and from the hips.
        shows: ids of the cues that can be judged from there.
        working_side: whether the camera belongs on the side of the leg that works.
    """

    name: str
    azimuth: float
    height: float
    distance: float
    text: str
    shows: tuple[str, ...]
    working_side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepRule:
    """How a repetition is recognised.

    Attributes:
        signal: the counted number.
        thresholds: when its rise is a repetition.
        posture: the body's posture in the start position; several for either side up.
        passes: further postures that it may pass through in a repetition: a bow ends face down.
        side: tells the side from the poses of the repetition and of the rest before it.
        timing: a finer signal, zero in the start position, from which start, top and end are
            read once the repetition is known: (poses, rest, side) to [F].
        without_feet: counted instead of `signal` while the feet are out of the picture.
        landed: for jumps, of which the flight is counted: the frames in which the landing is kept,
            [F]. A repetition then lasts as long as it is, or up to the next take-off.
        one_foot_stays: whether one foot stands where it stood, by which exchanged legs are told.
    """

    signal: Signal
    thresholds: Thresholds
    posture: tuple[Posture, ...]
    side: Callable[[PoseSequence, PoseSequence], Side]
    passes: tuple[Posture, ...] = ()
    timing: Callable[[PoseSequence, PoseSequence, Side], Array] | None = None
    without_feet: Signal | None = None
    landed: Callable[[PoseSequence], Bools] | None = None
    one_foot_stays: bool = False
    amplitude_unit: str = "m"

    def takes_posture(self, scores: Array) -> Bools:
        """Return where a repetition may begin, by `posture_scores` [..., 5]."""
        out: Bools = np.any([takes_posture(scores, p) for p in self.posture], axis=0)
        return out

    def keeps_posture(self, scores: Array) -> Bools:
        """Return where the body has not left the exercise's postures, likewise."""
        among = (*self.posture, *self.passes)
        out: Bools = np.any([keeps_posture(scores, p) for p in among], axis=0)
        return out


PHASE_NAMES: Mapping[Phase, str] = {
    "start": "in the start position",
    "lift": "on the way up",
    "top": "at the top",
    "lower": "on the way down",
    "whole": "through the whole repetition",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePlace:
    """The phase of the programme (1, 2 or 3) that an exercise belongs to, and its place in it."""

    phase: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetTruth:
    """What an evaluation must know of an exercise beside its cues.

    Attributes:
        view: whether the landmarks mean anything from a true camera.
        side: tells the true working side where it changes from repetition to repetition.
    """

    view: Callable[[TrueCamera], TrueVisibility] = landmarks_usable
    side: Callable[[Motion, TrueRep], Side] | None = None


Fact = Literal[
    "hips",
    "hips_up",
    "hips_range",
    "shoulders",
    "moving_knee",
    "other_knee",
    "moving_foot",
    "other_foot",
    "hands",
    "hands_low",
    "hands_lowered",
    "planted_knee",
    "stepped",
    "hips_over_feet",
    "trunk_down",
    "knees_bent",
    "hips_bent",
    "less_bent",
    "feet_split",
    "back_foot_up",
    "feet_up",
    "trunk_tilt",
    "feet_step",
    "view",
]
"""What is measured of a movement to recognise it, in shank lengths in the picture's plane.

From the start position to the top: how far the middle of the hips (`hips`; `hips_up` of it
upwards) and of the shoulders go, and each knee and ankle (`moving_` the one that goes further).
`hands`: how far the hand that moves more goes, 0 from behind, where the body hides it.
`hands_low`: how far the hands are below the
shoulders at the top; `hands_lowered`: how much further than in the start position.
`planted_knee`: degrees; the knee angle of the leg whose knee goes less far, 0 from behind, where
it cannot be measured: 70 to 111 on hands and knees, 155 to 170 on straight legs.
`hips_range`: lowest to highest place of the hips. `stepped`: how far both feet are from where they
began when it is over, at least. `hips_over_feet`: hips above the lower ankle, most of the time.
`trunk_down`: degrees; 90 less the trunk's inclination above the floor in the start position, seen
from beside, elsewhere the shoulder-hip-knee angle less half the knee angle: 82 to 111 with the
shoulders on the floor, 31 to 73 with them on a bench. `knees_bent`, `hips_bent`:
degrees; how far both knees (shoulder-hip-knee: both hips) bend from the start position to the top,
on average; `less_bent`: the knee that bends less. `feet_split`: how far one foot is ahead of the
other at the top. `back_foot_up`: how much higher in the picture the ankle behind is than the one
in front at the top, infinite unless seen from in front. `feet_up`: how high the lower foot comes
off the floor, also just before and after: 0.2 to 2.1 in a jump. `trunk_tilt`: degrees; the trunk
against the vertical at the top.
`feet_step`: how much higher the toes of one foot are than the other's in the start position.
`view`: degrees; the camera's elevation above the body's horizon.
"""


@dataclass(frozen=True, slots=True)
class Within:
    """The range a fact must lie in; None = open."""

    fact: Fact
    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        """Whether a value is inside; one that could not be measured is not."""
        low = -np.inf if self.low is None else self.low
        return bool(low <= value <= (np.inf if self.high is None else self.high))


ABOVE_FLOOR = Within("view", -30.0, 90.0)
"""Elevations at which a camera can stand; lower ones come from wrong poses."""

KNEELS = Within("planted_knee", None, 135.0)
"""A right angle on hands and knees, a straight leg in planks and climbers: half-way between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a movement must be like to be taken for an exercise at all.

    Attributes:
        facts: the ranges of what moves and what stays. source: what they were measured on.
    """

    facts: tuple[Within, ...]
    source: str

    def misfit(self, facts: dict[Fact, float]) -> Fact | None:
        """Return the first fact outside its range, None if there is none."""
        return next((w.fact for w in self.facts if not w.holds(facts[w.fact])), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exercise:
    """The complete declaration of one exercise.

    Attributes:
        recognition: what moves and what stays, for recognising it.
        start_text, steps_text: the routine's own words on the start position and a repetition.
        wear: what to wear so that the camera sees what it must.
        figure: the start position as a figure, for the drawings of where to film.
        turning_point: the figure in the middle of a repetition, for the small drawing of the
            exercise; without one the start position is drawn.
        figure_azimuth: from where that drawing is seen, as a camera's azimuth.
        phases: what phases are called where `PHASE_NAMES` does not fit: the "top" of a squat is
            its bottom.
        programme: its place in the programme, None where it has none.
        similarity: how similar a movement with such facts is to this exercise, 0..1.
        truth: what an evaluation must know beside the truths of the cues.
    """

    id: str
    title: str
    start_text: str
    steps_text: str
    wear: str
    figure: Figure
    turning_point: Figure | None = None
    figure_azimuth: float = 70.0
    rep: RepRule
    phases: Mapping[Phase, str] = field(default_factory=dict)
    cues: tuple[Cue, ...]
    prescription: Prescription
    programme: ProgrammePlace | None = None
    placements: tuple[Placement, ...]
    recognition: Recognition
    similarity: Callable[[RepFrames], float]
    truth: SetTruth = field(default_factory=SetTruth)

    def cue(self, cue_id: str) -> Cue:
        """Return the cue with that id (KeyError if there is none)."""
        return {c.id: c for c in self.cues}[cue_id]

    def phase_name(self, phase: Phase) -> str:
        """Return what a phase is called: "at the top"."""
        return self.phases.get(phase, PHASE_NAMES[phase])
