"""Progress over weeks: a line with an error band for each cue, exercise and side.

A point outside the band of an earlier point has changed; inside it, no change can be measured,
whatever the line looks like.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from formcheck.analysis.report import Finding, Report, Side, Verdict
from formcheck.training.compare import Change, Value, classify_change, summed

Tally = dict[Side, tuple[int, int, float]]
"""By side: repetitions, clean ones, and seconds held in all."""


@dataclass(frozen=True, slots=True)
class Point:
    """One set: a cue's mean over its repetitions, with margin, and how many were at fault."""

    day: date
    set_id: str
    value: Value
    faults: int


@dataclass(frozen=True, slots=True)
class CueTrend:
    """One cue of one exercise and side over time.

    Attributes:
        low, high: the limits of the newest set, None = open.
        change: the newest point against the first, beyond both margins or "none".
    """

    exercise: str
    cue: str
    title: str
    side: Side
    unit: str
    low: float | None
    high: float | None
    points: tuple[Point, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from its Monday: days trained, sets, repetitions clean and in all, mean hold."""

    monday: date
    days: int
    sets: int
    good: int
    reps: int
    hold: float | None


@dataclass(frozen=True, slots=True)
class Sides:
    """Left against right in one exercise: clean repetitions and mean hold of each side."""

    exercise: str
    left: int
    left_good: int
    left_hold: float | None
    right: int
    right_good: int
    right_hold: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What one set measured of one cue on one side: the mean, and how many were at fault."""

    cue: str
    title: str
    side: Side
    unit: str
    low: float | None
    high: float | None
    value: Value
    faults: int


@dataclass(frozen=True, slots=True)
class Dated:
    """The measurements of a set, its day and its id."""

    day: date
    set_id: str
    exercise: str
    cues: tuple[Measured, ...]


def measured(report: Report) -> tuple[Measured, ...]:
    """Return the measurements of a set by cue and side, without cues that were not measured."""
    groups: dict[tuple[str, Side, str], list[Finding]] = {}
    for rep in report.reps:
        for f in rep.findings:
            if f.value is not None:
                groups.setdefault((f.cue, rep.side, f.unit), []).append(f)
    out = []
    for (cue, side, unit), findings in groups.items():
        value, last = summed(findings), findings[-1]
        if value is not None:
            faults = sum(f.verdict == "fault" for f in findings)
            out.append(Measured(cue, last.title, side, unit, last.low, last.high, value, faults))
    return tuple(out)


def cue_trends(sets: Iterable[Dated]) -> tuple[CueTrend, ...]:
    """Return every cue that was measured at least once, oldest point first.

    Sets of the same day stay in the order in which they are given.
    """
    found: dict[tuple[str, str, Side, str], list[Point]] = {}
    last: dict[tuple[str, str, Side, str], Measured] = {}
    for s in sorted(sets, key=lambda s: s.day):
        for m in s.cues:
            key = (s.exercise, m.cue, m.side, m.unit)
            found.setdefault(key, []).append(Point(s.day, s.set_id, m.value, m.faults))
            last[key] = m
    return tuple(_cue_trend(key, points, last[key]) for key, points in found.items())


def _cue_trend(key: tuple[str, str, Side, str], points: list[Point], newest: Measured) -> CueTrend:
    a, b = points[0].value, points[-1].value
    margin = (a.margin**2 + b.margin**2) ** 0.5
    change: Change = (
        classify_change(a.value, b.value, margin, newest.low, newest.high)
        if len(points) > 1
        else "unknown"
    )
    return CueTrend(
        key[0], key[1], newest.title, key[2], key[3], newest.low, newest.high, tuple(points), change
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """One set of which only the repetitions are known: a `tally`, see `tallied`.

    `reps` and `good` of sets logged by hand are not counted: their tally is empty.
    """

    day: date
    exercise: str
    tally: Tally


def tallied(reps: Iterable[tuple[Side, Verdict, float]]) -> Tally:
    """Return the tally of repetitions, each given as its side, verdict and hold."""
    out: Tally = {}
    for side, verdict, hold in reps:
        count, good, held = out.get(side, (0, 0, 0.0))
        out[side] = (count + 1, good + (verdict == "ok"), round(held + hold, 3))
    return out


def weeks(sets: Iterable[Counted], until: date | None = None) -> tuple[Week, ...]:
    """Return every week from the first set to the last, or to `until`, those without a set too."""
    by_week: dict[date, list[Counted]] = {}
    for s in sets:
        by_week.setdefault(monday(s.day), []).append(s)
    if not by_week:
        return ()
    first, last = min(by_week), max(*by_week, monday(until or date.min))
    return tuple(
        _week(first + timedelta(7 * n), by_week.get(first + timedelta(7 * n), []))
        for n in range((last - first).days // 7 + 1)
    )


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(day.weekday())


def _week(first: date, sets: list[Counted]) -> Week:
    reps, good, held = _total(side for s in sets for side in s.tally.values())
    return Week(first, len({s.day for s in sets}), len(sets), good, reps, held)


def sides(sets: Iterable[Counted]) -> tuple[Sides, ...]:
    """Return left against right for every exercise that is done with one side at a time."""
    by_exercise: dict[str, list[Tally]] = {}
    for s in sets:
        if s.tally.keys() - {"both"}:
            by_exercise.setdefault(s.exercise, []).append(s.tally)
    out = []
    for exercise, tallies in by_exercise.items():
        left, right = (_total(t[side] for t in tallies if side in t) for side in ("left", "right"))
        out.append(Sides(exercise, *left, *right))
    return tuple(out)


def _total(parts: Iterable[tuple[int, int, float]]) -> tuple[int, int, float | None]:
    """Return repetitions, clean ones, and the mean hold."""
    some = list(parts)
    reps, good = sum(p[0] for p in some), sum(p[1] for p in some)
    return reps, good, round(sum(p[2] for p in some) / reps, 2) if reps else None
