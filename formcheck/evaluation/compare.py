"""One report against what is truly so: pure functions, plain frozen outcomes, no files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from formcheck.analysis.exercise import Cue, Exercise
from formcheck.analysis.report import Finding, Reason, Rep, Report, Verdict
from formcheck.analysis.truth.ground_truth import TrueCamera, TrueRep, TrueVisibility, true_camera
from formcheck.analysis.truth.true_views import worse
from formcheck.evaluation.truth import Truth
from formcheck.exercises import get

Expected = Literal["fault", "clean", "beside", "unknown"]

OVERLAP = 0.25
"""Share of their common time span that a counted and a true repetition must overlap in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueOutcome:
    """One cue on one true repetition.

    Attributes:
        expected: `fault`: planted, labelled, or a true time outside its limits; `clean`;
            `beside`: another fault was planted in this repetition, which may show here too;
            `unknown`: nobody looked.
        planted: expected because it was planted or labelled, not by a true time.
        verdict: None where the repetition was not counted.
        visibility: whether the cue can be seen from where the camera truly stood; None = not known.
        value, margin, limit, unit: as in the finding.
        true: the true value in that unit; kind: what it is ("knee angle", "time"...).
    """

    rep: int
    cue: str
    expected: Expected
    planted: bool
    verdict: Verdict | None = None
    reason: Reason | None = None
    visibility: TrueVisibility | None
    value: float | None = None
    margin: float | None = None
    limit: float | None = None
    unit: str = ""
    true: float | None = None
    kind: str = ""
    informative: bool = False

    @property
    def error(self) -> float | None:
        """Measured less true value."""
        return None if self.value is None or self.true is None else self.value - self.true

    @property
    def covered(self) -> bool | None:
        """Whether the true value lies within value +/- margin."""
        error = self.error
        return None if error is None or self.margin is None else abs(error) <= self.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class RepOutcome:
    """One true repetition: which counted one it is, its side, and its times' errors (s)."""

    number: int
    counted: int | None
    side_right: bool | None = None
    start: float | None = None
    top_start: float | None = None
    top_end: float | None = None
    end: float | None = None
    hold: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOutcome:
    """One set judged with one model size.

    Attributes:
        usable: whether the landmarks mean anything from the true camera; None = not known.
        view: the true view in a word; counted, true_reps: repetitions; extra: numbers of the
            counted repetitions that are none.
        azimuth, elevation: error of the camera's place, degrees; None = not told or not known.
        unwatched: planted faults that no cue of the exercise tells of.
        conditions: under which it was filmed, as in `Truth`.
    """

    video: str
    exercise: str
    model: str
    view: str
    usable: TrueVisibility | None
    counted: int
    true_reps: int
    extra: tuple[int, ...]
    reps: tuple[RepOutcome, ...]
    cues: tuple[CueOutcome, ...]
    azimuth: float | None
    elevation: float | None
    unwatched: tuple[str, ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether every true repetition was counted, and nothing else."""
        return not self.extra and all(r.counted is not None for r in self.reps)


def matched(true: tuple[TrueRep, ...], counted: tuple[Rep, ...]) -> dict[int, Rep]:
    """Return the counted repetition for each true one (by its place), by overlap in time."""
    pairs = []
    for i, t in enumerate(true):
        for c in counted:
            common = min(t.end, c.end) - max(t.start, c.start)
            span = max(t.end, c.end) - min(t.start, c.start)
            if common > 0 and common >= OVERLAP * span:
                pairs.append((common / span, i, c))
    out: dict[int, Rep] = {}
    for _, i, c in sorted(pairs, key=lambda p: (-p[0], p[1], p[2].number)):
        if i not in out and all(c is not taken for taken in out.values()):
            out[i] = c
    return out


def compare(report: Report, truth: Truth) -> SetOutcome:
    """Compare a report with the truth of its set."""
    exercise = get(truth.exercise)
    camera = true_camera(truth.motion) if truth.motion is not None else None
    pairs = matched(truth.reps, report.reps)
    reps, cues = [], []
    for i, rep in enumerate(truth.reps):
        reps.append(_rep(rep, pairs.get(i)))
        if i in pairs:
            cues += [_cue(truth, exercise, rep, f, camera) for f in pairs[i].findings]
        else:
            cues += _uncounted(truth, exercise, rep, camera)
    azimuth = elevation = None
    if camera is not None and report.view is not None:
        azimuth = round((report.view.azimuth - camera.way.azimuth + 180) % 360 - 180, 1)
        elevation = round(report.view.elevation - camera.way.elevation, 1)
    taken = {r.number for r in pairs.values()}
    return SetOutcome(
        video=truth.name,
        exercise=truth.exercise,
        model=report.model,
        view=camera.group if camera else "not known",
        usable=exercise.truth.view(camera) if camera else None,
        counted=len(report.reps),
        true_reps=len(truth.reps),
        extra=tuple(r.number for r in report.reps if r.number not in taken),
        reps=tuple(reps),
        cues=tuple(cues),
        azimuth=azimuth,
        elevation=elevation,
        unwatched=truth.unwatched,
        conditions=truth.conditions,
    )


def true_visibility(
    exercise: Exercise, cue: Cue, camera: TrueCamera, *, markers: bool = False
) -> TrueVisibility:
    """Return whether a cue can be judged from where the camera truly stands."""
    view = (cue.truth.marker_view if markers else None) or cue.truth.view
    return worse(exercise.truth.view(camera), view(camera))


def _rep(true: TrueRep, counted: Rep | None) -> RepOutcome:
    if counted is None or true.clean is not None:
        return RepOutcome(number=true.number, counted=counted.number if counted else None)
    return RepOutcome(
        number=true.number,
        counted=counted.number,
        side_right=None if true.side is None else counted.side == true.side,
        start=_off(counted.start, true.start),
        top_start=_off(counted.top_start, true.top_start),
        top_end=_off(counted.top_end, true.top_end),
        end=_off(counted.end, true.end),
        hold=_off(counted.hold, true.hold),
    )


def _off(value: float, true: float | None) -> float | None:
    return None if true is None else round(value - true, 3)


def _uncounted(
    truth: Truth, exercise: Exercise, rep: TrueRep, camera: TrueCamera | None
) -> list[CueOutcome]:
    """Return the planted faults of a repetition that was not counted: all are missed."""
    return [
        CueOutcome(
            rep=rep.number,
            cue=cue.id,
            expected="fault",
            planted=True,
            visibility=_visibility(truth, exercise, cue, camera),
        )
        for cue in exercise.cues
        if cue.id in (rep.faults or ())
    ]


def _visibility(
    truth: Truth, exercise: Exercise, cue: Cue, camera: TrueCamera | None
) -> TrueVisibility | None:
    return None if camera is None else true_visibility(exercise, cue, camera, markers=truth.markers)


def _cue(
    truth: Truth, exercise: Exercise, rep: TrueRep, f: Finding, camera: TrueCamera | None
) -> CueOutcome:
    cue = exercise.cue(f.cue)
    near = "left" if camera is None else camera.near
    true = cue.truth.true_value(truth.motion, rep, near, f.unit)
    value = f.value
    if true is not None and true.unsigned and value is not None:
        value = abs(value)
    return CueOutcome(
        rep=rep.number,
        cue=f.cue,
        expected=_expected(cue, rep, f),
        planted=f.cue in (rep.faults or {}),
        verdict=f.verdict,
        reason=f.reason,
        visibility=_visibility(truth, exercise, cue, camera),
        value=value,
        margin=f.margin,
        limit=f.limit,
        unit=f.unit,
        true=None if true is None else round(true.value, 4),
        kind="" if true is None else true.quantity,
        informative=f.informative,
    )


def _expected(cue: Cue, rep: TrueRep, f: Finding) -> Expected:
    if rep.clean is not None:
        return "fault" if f.cue in (rep.faults or {}) else _said(f.cue in rep.clean)
    seconds = cue.truth.seconds(rep) if cue.truth.seconds is not None else None
    if seconds is not None:
        short = f.low is not None and seconds < f.low
        long = f.high is not None and seconds > f.high
        return "fault" if short or long else "clean"
    if rep.faults is None:
        return "unknown"
    if f.cue in rep.faults:
        return "fault"
    return "clean" if rep.complete else "beside"


def _said(clean: bool) -> Expected:
    return "clean" if clean else "unknown"
