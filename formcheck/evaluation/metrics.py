"""Outcomes added up over sets: for one model size, one cue, one angle in one view."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.analysis.truth.true_values import ANGLES
from formcheck.evaluation.compare import CueOutcome, SetOutcome


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The share in 100, None of nothing."""
        return None if self.whole == 0 else 100 * self.part / self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """How far measured values lie from true ones, in one unit.

    Attributes:
        values: how many had a true value beside them.
        covered: how many of them were within value +/- margin.
        bias, sd: mean and standard deviation of measured less true.
        margin: the median margin given.
        needed: the factor by which margins must grow so that 95 in 100 hold the true value.
    """

    unit: str
    values: int
    covered: int
    bias: float
    sd: float
    margin: float
    needed: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CueTotals:
    """One cue of one exercise over all sets.

    Attributes:
        found, missed, unsure: of the faults that are there and that the view shows.
        weak: the same three where the view shows them only weakly.
        right, false, close, not_visible: of the clean repetitions: ok, fault, unsure because of
            the margin, unsure because of view, hidden points or damage.
        outside: verdicts other than unsure from where the cue cannot be seen.
        beside: called a fault where another fault was planted.
    """

    exercise: str
    cue: str
    found: int
    missed: int
    unsure: int
    weak: tuple[int, int, int]
    right: int
    false: int
    close: int
    not_visible: int
    outside: int
    beside: int
    margins: tuple[Margins, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AngleError:
    """Measured less true angle in one view, degrees."""

    kind: str
    view: str
    values: int
    bias: float
    mean_absolute: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All sets judged with one model size; times in seconds, angles in degrees.

    Attributes:
        exact, side: in views where the landmarks are usable; exact_weak: in the weak ones.
        start, top_start, top_end, end, hold, azimuth, elevation: median errors in both.
        found, found_weak: of the planted faults, in views that show them, and weakly.
        false: of the clean and judged ones, those called a fault.
        outside: verdicts other than unsure from where the cue cannot be seen.
        covered: true values within the margin.
    """

    model: str
    sets: int
    exact: Share
    exact_weak: Share
    side: Share
    start: float | None
    top_start: float | None
    top_end: float | None
    end: float | None
    hold: float | None
    found: Share
    found_weak: Share
    false: Share
    clean: int
    outside: int
    azimuth: float | None
    elevation: float | None
    covered: Share
    cues: tuple[CueTotals, ...]
    angles: tuple[AngleError, ...]

    def angle(self, kind: str, view: str) -> AngleError | None:
        """Return the errors of one angle in one view."""
        return next((a for a in self.angles if (a.kind, a.view) == (kind, view)), None)


def seen(cue: CueOutcome) -> bool:
    """Whether the view shows the cue, or nobody knows the view."""
    return cue.visibility in ("shows", None)


def clean(cue: CueOutcome) -> bool:
    """Whether the cue is known to be clean, and counts."""
    return cue.expected == "clean" and not cue.informative


def add_up(sets: Sequence[SetOutcome]) -> list[Totals]:
    """Return the totals by model size, the largest first."""
    order = {"heavy": 0, "full": 1, "lite": 2}
    models = sorted({s.model for s in sets}, key=lambda m: (order.get(m, 3), m))
    return [_totals(m, [s for s in sets if s.model == m]) for m in models]


def _totals(model: str, sets: Sequence[SetOutcome]) -> Totals:
    rows = [c for s in sets for c in s.cues]
    sure = [s for s in sets if s.usable in ("shows", None)]
    weak = [s for s in sets if s.usable == "weak"]
    reps = [r for s in sets if s.usable != "cannot" for r in s.reps if r.counted is not None]
    sides = [r.side_right for s in sure for r in s.reps if r.side_right is not None]
    cleared = [c for c in rows if clean(c)]
    judged = [c for c in cleared if c.verdict in ("ok", "fault")]
    covered = [c.covered for c in rows if c.covered is not None]
    return Totals(
        model=model,
        sets=len(sets),
        exact=Share(sum(s.exact for s in sure), len(sure)),
        exact_weak=Share(sum(s.exact for s in weak), len(weak)),
        side=Share(sum(sides), len(sides)),
        start=_median(r.start for r in reps),
        top_start=_median(r.top_start for r in reps),
        top_end=_median(r.top_end for r in reps),
        end=_median(r.end for r in reps),
        hold=_median(r.hold for r in reps),
        found=_found(c for c in rows if c.planted and seen(c)),
        found_weak=_found(c for c in rows if c.planted and c.visibility == "weak"),
        false=Share(sum(c.verdict == "fault" for c in judged), len(judged)),
        clean=len(cleared),
        outside=_outside(rows),
        azimuth=_median(s.azimuth for s in sets if s.usable != "cannot"),
        elevation=_median(s.elevation for s in sets if s.usable != "cannot"),
        covered=Share(sum(covered), len(covered)),
        cues=_cues(sets),
        angles=_angles(sets),
    )


def _outside(rows: Iterable[CueOutcome]) -> int:
    """Count the verdicts other than unsure from where the cue cannot be seen."""
    return sum(c.visibility == "cannot" and c.verdict in ("ok", "fault") for c in rows)


def _median(values: Iterable[float | None]) -> float | None:
    """Return the median size of the values there are."""
    there = [abs(v) for v in values if v is not None]
    return round(float(np.median(there)), 3) if there else None


def _found(rows: Iterable[CueOutcome]) -> Share:
    verdicts = [c.verdict for c in rows if c.expected == "fault"]
    return Share(verdicts.count("fault"), len(verdicts))


def _cues(sets: Sequence[SetOutcome]) -> tuple[CueTotals, ...]:
    rows: dict[tuple[str, str], list[CueOutcome]] = {}
    for s in sets:
        for c in s.cues:
            rows.setdefault((s.exercise, c.cue), []).append(c)
    return tuple(_cue(*key, rows[key]) for key in sorted(rows))


def _three(rows: Iterable[CueOutcome]) -> tuple[int, int, int]:
    verdicts = [c.verdict for c in rows]
    found, unsure = verdicts.count("fault"), verdicts.count("unsure")
    return found, len(verdicts) - found - unsure, unsure


def _cue(exercise: str, cue: str, rows: Sequence[CueOutcome]) -> CueTotals:
    there = [c for c in rows if c.expected == "fault"]
    found, missed, unsure = _three(c for c in there if seen(c))
    cleared = [c.verdict if c.verdict != "unsure" else c.reason for c in rows if clean(c)]
    close = cleared.count("margin")
    return CueTotals(
        exercise=exercise,
        cue=cue,
        found=found,
        missed=missed,
        unsure=unsure,
        weak=_three(c for c in there if c.visibility == "weak"),
        right=cleared.count("ok"),
        false=cleared.count("fault"),
        close=close,
        not_visible=len(cleared) - cleared.count("ok") - cleared.count("fault") - close,
        outside=_outside(rows),
        beside=sum(c.expected == "beside" and c.verdict == "fault" for c in rows),
        margins=margins(rows),
    )


def margins(rows: Iterable[CueOutcome]) -> tuple[Margins, ...]:
    """Return how far values lie from true ones, by unit."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    for c in rows:
        if c.error is not None and c.margin is not None:
            pairs.setdefault(c.unit, []).append((c.error, c.margin))
    return tuple(_margins(unit, found) for unit, found in sorted(pairs.items()))


def _margins(unit: str, pairs: Sequence[tuple[float, float]]) -> Margins:
    errors, given = np.array(pairs, float).T
    with np.errstate(divide="ignore", invalid="ignore"):
        over = np.where(given > 0, np.abs(errors) / given, np.inf)
    needed = float(np.quantile(over, 0.95, method="higher"))
    return Margins(
        unit=unit,
        values=len(pairs),
        covered=int((np.abs(errors) <= given).sum()),
        bias=round(float(errors.mean()), 4),
        sd=round(float(errors.std()), 4),
        margin=round(float(np.median(given)), 4),
        needed=round(needed, 3) if np.isfinite(needed) else None,
    )


def _angles(sets: Sequence[SetOutcome]) -> tuple[AngleError, ...]:
    errors: dict[tuple[str, str], dict[tuple[str, int, float], float]] = {}
    for s in sets:
        for c in s.cues:
            if c.error is not None and c.value is not None and c.kind in ANGLES:
                # Two cues may judge one angle by two limits: it is one measurement.
                one = (s.video, c.rep, c.value)
                errors.setdefault((c.kind, s.view), {})[one] = c.error
    out = []
    for (kind, view), found in sorted(errors.items()):
        e = np.array(list(found.values()))
        out.append(
            AngleError(
                kind=kind,
                view=view,
                values=len(e),
                bias=round(float(e.mean()), 2),
                mean_absolute=round(float(np.abs(e).mean()), 2),
            )
        )
    return tuple(out)
