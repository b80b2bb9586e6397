"""The signals of a set worth drawing, each with its repetitions, its limit and its faults."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.exercise import PHASE_NAMES, Measure
from formcheck.analysis.measurements import trace
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.recording.picture_turn import upright
from formcheck.analysis.report import Finding, OneSide, Report, Verdict
from formcheck.analysis.report.formatting import allowed, amount, brief, clock
from formcheck.exercises import get
from formcheck.languages.saying import Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One repetition on the curve; `judged` is the part of it that the limit applies to."""

    number: int
    verdict: Verdict
    start: float
    top_start: float
    top_end: float
    end: float
    judged: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A fault at its moment; `label` may be empty."""

    time: float
    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """A signal to draw.

    Attributes:
        time, values: [F] seconds and the signal; NaN where it was not seen.
        low, high: the limits, None = open; margin: how far off a value may be.
        cue: the cue judged on this very signal, if any.
        top: what the top of a repetition is called: "at the bottom".
    """

    title: str
    unit: str
    time: Array
    values: Array
    low: float | None = None
    high: float | None = None
    margin: float = 0.0
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    cue: str | None = None
    top: str = PHASE_NAMES["top"]

    def __post_init__(self) -> None:
        if self.time.shape != self.values.shape or self.time.ndim != 1:
            raise ValueError(f"values: expected shape {self.time.shape}, got {self.values.shape}")

    @property
    def drawable(self) -> bool:
        """Whether the curve has any value."""
        return int(np.isfinite(self.values).sum()) >= 2 and self.time[-1] > self.time[0]

    def said(self, say: Say) -> "Curve":
        """Return the curve with its names in a language."""
        return replace(self, title=say(self.title), top=say(self.top))


def curve(
    report: Report, title: str, unit: str, time: Array, values: Array, cue: str | None = None
) -> Curve:
    """Return a signal of a set as a curve, with the set's repetitions and faults on it.

    Args:
        report: whose repetitions.
        title, unit: of the signal.
        time, values: [F], NaN where the signal was not seen.
        cue: the cue that is judged on this very signal: its limit is drawn, and only its faults.
    """
    found = {r.number: f for r in report.reps for f in r.findings if f.cue == cue}
    limited = next((f for f in found.values() if f.limit is not None), None)
    margins = [f.margin for f in found.values() if f.margin is not None]
    marks = [
        _mark(f, time, values, own=f.cue == cue)
        for r in report.reps
        for f in r.findings
        if f.verdict == "fault" and (f.cue == cue or (cue is None and not f.informative))
    ]
    bands = []
    for r in report.reps:
        f = found.get(r.number)
        judged = (f.start, f.end) if f else (r.top_start, r.top_end)
        verdict = f.verdict if f else r.verdict
        bands.append(
            Band(
                number=r.number,
                verdict=verdict,
                start=r.start,
                top_start=r.top_start,
                top_end=r.top_end,
                end=r.end,
                judged=judged,
            )
        )
    return Curve(
        title=title,
        unit=unit,
        time=time,
        values=values,
        low=limited.low if limited else None,
        high=limited.high if limited else None,
        margin=float(np.median(margins)) if margins else 0.0,
        bands=tuple(bands),
        marks=tuple(m for m in marks if m),
        cue=cue,
        top=get(report.exercise).phase_name("top"),
    )


def _mark(f: Finding, time: Array, values: Array, *, own: bool) -> Mark | None:
    """Return a fault's mark: at its own value, or on the curve where that shows another number."""
    at = f.evidence.time if f.evidence else (f.start + f.end) / 2
    if own and f.value is not None:
        return Mark(at, f.value, brief(f))
    seen = np.isfinite(values)
    if not seen.any():
        return None
    return Mark(at, float(np.interp(at, time[seen], values[seen])), "")


def describe(c: Curve) -> str:
    """Return the curve in words, for those who do not see it."""
    limit = allowed(c.low, c.high, c.unit)
    faults = [f"rep {b.number} at {clock(b.judged[0])}" for b in c.bands if b.verdict == "fault"]
    parts = [
        f"{c.title} from {clock(float(c.time[0]))} to {clock(float(c.time[-1]))}",
        f"between {amount(float(np.nanmin(c.values)), c.unit)} and"
        f" {amount(float(np.nanmax(c.values)), c.unit)}",
        f"{len(c.bands)} rep{'' if len(c.bands) == 1 else 's'}",
    ]
    if limit:
        parts.append(limit)
    parts.append(
        "beyond the limit: " + ", ".join(faults) if faults else "within the limit throughout"
    )
    return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Row:
    """One repetition of the table beside the curve."""

    number: int
    start: float
    end: float
    lowest: float | None
    highest: float | None
    verdict: Verdict


def rows(c: Curve) -> list[Row]:
    """Return the lowest and highest value of each repetition, None where nothing was seen."""
    out = []
    for b in c.bands:
        inside = c.values[(c.time >= b.start) & (c.time <= b.end)]
        inside = inside[np.isfinite(inside)]
        low, high = (float(inside.min()), float(inside.max())) if len(inside) else (None, None)
        out.append(Row(b.number, b.start, b.end, low, high, b.verdict))
    return out


@dataclass(frozen=True, slots=True)
class _Sides:
    near: OneSide
    working: OneSide
    azimuth: float


def curves(report: Report, poses: PoseSequence, *, every: bool = False) -> list[Curve]:
    """Return what is worth drawing: the cue to fix first, then what repetitions are counted by.

    Args:
        report: the outcome of the set.
        poses: its poses, smoothed.
        every: all cues that were measured, in the order of their rank, not only the first.
    """
    if not len(poses):
        return []
    poses = upright(poses, report.source)
    exercise = get(report.exercise)
    out = []
    first = report.primary_fault.cue if report.primary_fault else None
    for cue in sorted(exercise.cues, key=lambda c: (c.id != first, c.rank)):
        found = [f for r in report.reps for f in r.findings if f.cue == cue.id]
        if any(f.value is not None and f.unit == cue.unit for f in found):
            values = _traced(report, cue.measure, poses)
            if values is not None:
                out.append(curve(report, cue.title, cue.unit, poses.time, values, cue=cue.id))
                if not every:
                    break
    signal = exercise.rep.signal
    title = f"{signal.title}, by which repetitions are counted"
    out.append(curve(report, title, signal.unit, poses.time, signal.of(poses)))
    return out


def _traced(report: Report, measure: Measure, poses: PoseSequence) -> Array | None:
    near: OneSide = "right" if report.view and report.view.near == "right" else "left"
    azimuth = report.view.azimuth if report.view else (90.0 if near == "left" else -90.0)
    sides = [r.side for r in report.reps]
    rest = np.ones(len(poses), bool)
    for r in report.reps:
        rest &= (poses.time < r.start) | (poses.time > r.end)
    values: Array | None = None
    for working in dict.fromkeys(sides):
        one: OneSide = near if working == "both" else working
        got = trace(measure, poses, _Sides(near, one, azimuth), rest)
        if got is None:
            return None
        if values is None:
            values = got
        for r in report.reps:  # a set of both sides: each repetition by its own working side
            if r.side == working:
                inside = (poses.time >= r.start) & (poses.time <= r.end)
                values = np.where(inside, got, values)
    return values
