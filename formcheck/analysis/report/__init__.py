"""The result for people and programs: plain, frozen, JSON-safe values without arrays.

The same object live, offline, in a file, in the API and in the page. Times are seconds on
the video's own clock; `None` is the only "missing".
"""

from dataclasses import dataclass, field
from typing import Literal

from formcheck.model_size import ModelSize

Verdict = Literal["ok", "fault", "unsure"]
Reason = Literal["view", "hidden", "margin", "damaged", "speed"]
Side = Literal["left", "right", "both"]
OneSide = Literal["left", "right"]
SideOrder = Literal["both", "in_turn", "either"]
Phase = Literal["start", "lift", "top", "lower", "whole"]
Drawing = Literal["angle", "line", "outline", "separation", "moment"]

VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The moment that shows a finding, and what to draw on it.

    Attributes:
        time: the frame that shows it, seconds.
        draw: how: an `angle` at the middle one of three landmarks, a `line` through two
            (against a `reference` line through two others where there is one), the back's
            `outline` over its chord, the `separation` of two pairs, or only the `moment`.
        landmarks: BlazePose landmark numbers, in drawing order.
    """

    time: float
    draw: Drawing
    landmarks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One cue judged on one repetition.

    Attributes:
        cue: cue id of the routine.
        title: what is watched, in two or three words ("Knees caving in").
        verdict: `ok` and `fault` only when the value is beyond the limit by more than the
            margin; else `unsure`.
        reason: why unsure: `view`, `hidden`, `margin` (too close to call), `damaged`, `speed` (the
            video does not play as fast as it was filmed).
        value, margin: measured value and how far off it may be, in `unit`.
        limit: the limit nearest to the value; low, high: both limits, None = open.
        phase, start, end: the part of the repetition that was judged, seconds.
        message: one short sentence to the person: the fix for a fault, else why unsure.
        camera_move: the camera move that would show it, for reason `view`.
        rule: the line of the routine that it is judged by.
        informative: shown, but never counted against the repetition.
    """

    cue: str
    title: str
    verdict: Verdict
    reason: Reason | None
    value: float | None
    margin: float | None
    limit: float | None
    low: float | None
    high: float | None
    unit: str
    phase: Phase
    start: float
    end: float
    message: str
    camera_move: str
    rule: str
    evidence: Evidence | None
    informative: bool = False

    @property
    def excess(self) -> float:
        """How far the value lies from the limit nearest to it, in margins; 0 without a value."""
        if self.value is None or self.limit is None:
            return 0.0
        # Counts are exact: a thousandth of the limit stands for their margin.
        margin = max(self.margin or 0.0, 1e-3 * max(abs(self.limit), 1.0))
        return abs(self.value - self.limit) / margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Rep:
    """One repetition.

    Attributes:
        verdict: the worst of its findings: `fault`, else `ok` when at least one cue could be
            judged, else `unsure`.
        start, top_start, top_end, end: seconds; hold = top_end - top_start.
        amplitude: how far the counted movement went, in `amplitude_unit`.
    """

    number: int
    side: Side
    start: float
    top_start: float
    top_end: float
    end: float
    hold: float
    amplitude: float
    amplitude_unit: str
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where the camera stands, seen from the body (see `camera_view.py`).

    azimuth: degrees round the body: 0 in front of a standing person (beyond the head of one who
        lies or kneels on all fours), 90 on the person's left, 180 behind (beyond the feet).
    elevation: degrees above the body's horizon. spreads: half the middle 80 % of the frames.
    near: the side of the body towards the camera.
    name: "side", "front", "rear", "foot end", "head end", "three-quarter"...
    """

    azimuth: float
    azimuth_spread: float
    elevation: float
    elevation_spread: float
    near: Side
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """What one set is to have.

    Attributes:
        reps, sets: the fewest and the most.
        hold: seconds at the top, the fewest and the most; None where none is asked.
        sides: how the sides follow each other, in words.
        side_order: the same as data: both at once, one after the other, or that or alternating.
        by: whether the routine asks for it or a plan of one's own.
        only: the one side that the plan asks for, None = as `sides` says.
    """

    reps: tuple[int, int]
    sets: tuple[int, int]
    hold: tuple[float, float] | None
    sides: str
    side_order: SideOrder = "both"
    by: Literal["routine", "plan"] = "routine"
    only: OneSide | None = None

    @property
    def per_side(self) -> bool:
        """Whether each side has repetitions of its own."""
        return self.side_order != "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The clip that was read.

    Attributes:
        damaged: packets that could not be decoded.
        poses: frames that were looked at.
        seen: share of these frames with a person, 0..1.
        inferences: how often a pose model ran, warm-ups included.
        filmed_at: when it was filmed, ISO 8601 with its offset, where the file says so.
        speed: how fast it plays against how fast it was filmed, by the file's tags; 0.25 is slow
            motion.
        mirrored: a selfie camera's picture; left and right are exchanged in the results.
        turned: degrees clockwise by which the picture was turned to be judged; width, height and
            poses are those of the picture as it is.
    """

    name: str
    duration: float
    width: int
    height: int
    fps: float
    frames: int
    damaged: int
    cut_short: bool
    poses: int
    seen: float
    sha256: str = ""
    inferences: int = 0
    filmed_at: str | None = None
    speed: float = 1.0
    mirrored: bool = False
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """One plain sentence about the clip or the set, and when, if it has a time.

    `reason` tells notes with one code apart: why a movement is not counted. `params` are the values
    that the sentence names, for programs and for other languages.
    """

    code: str
    text: str
    time: float | None = None
    reason: str = ""
    params: dict[str, str | float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotVisible:
    """A cue that could not be judged in this set, why, and what would show it."""

    cue: str
    title: str
    reason: Reason
    text: str
    camera_move: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryFault:
    """The one thing to fix: the cue, in how many repetitions, the clearest moment."""

    cue: str
    title: str
    message: str
    text: str
    rep: int
    time: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one set.

    Attributes:
        exercise, title: what was checked; recognised: from the poses, not chosen by the person.
        reps: in order of time; good: how many have verdict `ok`.
        set_findings: cues judged on the set as a whole (repetitions done, sides, fatigue).
    """

    exercise: str
    title: str
    recognised: bool
    model: ModelSize
    source: Source
    view: View | None
    prescription: Prescription
    reps: tuple[Rep, ...]
    good: int
    primary_fault: PrimaryFault | None
    set_findings: tuple[Finding, ...]
    not_visible: tuple[NotVisible, ...]
    notes: tuple[Note, ...]
    formcheck: str = ""
    version: int = VERSION
