"""How long recovery takes: an honest range, which moves with what is really done.

The routine says (its own text, no study): mild and recent cases that train as planned show first
changes in strength and pain within 6-8 weeks; full recovery, with the third phase, takes up to
about six months, and longer when it is chronic or sitting goes on; doing it every day, sitting
less, how long it has been so, how strong it is and what else there is decide it; skipping a phase
delays it.

All else here is our own arithmetic, not a finding: a week counts as far as its training was done,
and what is left is divided by the pace of late. Nothing is ever a date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from statistics import fmean
from typing import Final, Literal

from formcheck.training.plan import CheckIn, Done, Planned, clean, growing, pains

Lasted = Literal["weeks", "months", "years"]
Severity = Literal["mild", "moderate", "strong"]
Factor = Literal["training", "sitting", "form"]
NoRange = Literal["professional", "pain", "rest"]

FIRST: Final = (6, 8)
"""Weeks to first changes of strength and pain, mild, recent, trained as planned (the routine)."""

FULL: Final = (16, 26)
"""Weeks to full recovery. "Up to about six months" is the routine's; the fewest are ours: eight
weeks of the first phase, then four of each of the others."""

STEPS: Final = {"weeks": 0, "months": 1, "years": 2, "mild": 0, "moderate": 1, "strong": 2}
"""How many steps an answer is from the mild and recent case (ours)."""

ELSE_STEPS: Final = 2
"""Steps for a disc or a nerve: "towards the upper end when complicated" is the routine's."""

FIRST_STEP: Final = (1, 2)
"""Weeks that a step adds to the fewest and the most weeks to first changes (ours)."""

FULL_STEP: Final = 3
"""Weeks that a step adds to the fewest weeks to full recovery, up to the most (ours)."""

OPEN_FROM: Final = 2
"""Steps from which first changes may take longer than the most weeks. Full recovery may from the
first step on, and whenever something holds it back: "and beyond", says the routine."""

RECENT: Final = 28
"""Days by which the pace is judged."""

SETTLED: Final = 7
"""Days after the start before which there is no pace to judge: it is taken to be as planned."""

LEAST: Final = 0.25
"""Training less than a quarter of the planned days, no range means anything; nor does a slower pace
(ours)."""

SITTING: Final = (6.0, 10.0)
"""Hours a day that cost nothing, and from which sitting costs most (ours)."""

FORM: Final = (0.4, 0.8)
"""Share of clean repetitions at which form costs most, and from which it costs nothing (ours)."""

COST: Final = 0.25
"""Of the pace, what sitting or form can cost at most (ours)."""

FORM_REPS: Final = 20
"""Filmed repetitions without which nothing is said about form: two sets."""

HOLDS_BACK: Final = 0.95
"""A factor below it is said to hold back."""

BEFORE: Final = {1: 0, 2: 6, 3: 10}
"""Weeks that should have counted before a phase is entered: the fewest to first changes, then four
of the second phase (ours)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a person says at the start.

    Attributes:
        day: when they began.
        lasted: how long it had been so; severity: how strong it was.
        disc, nerve: whether there is a disc problem, or numbness, tingling or weakness.
        cleared: a professional has said that they may train.
        sitting: hours a day, None if not said.
    """

    day: date
    lasted: Lasted
    severity: Severity
    disc: bool = False
    nerve: bool = False
    cleared: bool = False
    sitting: float | None = None

    @property
    def steps(self) -> int:
        """How far from the mild and recent case it is."""
        beyond = ELSE_STEPS if self.disc or self.nerve else 0
        return STEPS[self.lasted] + STEPS[self.severity] + beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was done since the start.

    Attributes:
        plan: what is planned.
        phase: number of the phase; entered: the day it was entered, None for the first.
    """

    plan: Sequence[Planned]
    done: Sequence[Done]
    checkins: Sequence[CheckIn]
    phase: int
    entered: date | None = None


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks from today, the fewest and the most; `open`: it may take longer."""

    low: int
    high: int
    open: bool


@dataclass(frozen=True, slots=True)
class HoldingBack:
    """What holds recovery back.

    Attributes:
        pace: what is left of the pace by it, 0-1.
        value: what was found: the share of planned days trained, hours of sitting a day, or the
            share of clean repetitions.
    """

    factor: Factor
    pace: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """How long it takes, as of a day.

    Attributes:
        first, full: weeks to first changes, and to full recovery, at the pace of late; None where
            no range is given.
        first_as_planned, full_as_planned: the same if all is done as planned from now on.
        no_range: why there is none: a professional comes first, pain grows or is severe, or too
            little was trained of late.
        less_pain: pain has gone down already.
        weeks: since the start; counted: those that count, as far as they were trained.
        holding_back: what holds back, the most first.
        skipped: weeks by which a phase was entered too early, added to the most.
    """

    first: Weeks | None
    full: Weeks | None
    first_as_planned: Weeks | None
    full_as_planned: Weeks | None
    no_range: NoRange | None
    less_pain: bool
    weeks: int
    counted: float
    holding_back: tuple[HoldingBack, ...]
    skipped: int


def timeline(start: Start, history: History, day: date) -> Timeline:
    """Return how long it takes, as of the end of `day`."""
    trends = pains(history.checkins, day)
    recent = _factors(start, history, max(start.day, day - timedelta(RECENT - 1)), day)
    pace = max(_pace(recent), LEAST)
    counted = _counted(start, history, day)
    skipped = _skipped(start, history)
    no_range = _no_range(start, history, recent, day)
    holding_back = sorted((f for f in recent if f.pace < HOLDS_BACK), key=lambda f: f.pace)
    longer = start.steps > 0 or skipped > 0
    (first_low, first_high), (full_low, full_high) = asked(start)

    def first(pace: float) -> Weeks:
        return _left(first_low, first_high, counted, pace, open=start.steps >= OPEN_FROM)

    def full(pace: float) -> Weeks:
        late = longer or (pace < 1 and bool(holding_back))
        return _left(full_low, full_high + skipped, counted, pace, open=late)

    given = no_range is None
    return Timeline(
        first=first(pace) if given else None,
        full=full(pace) if given else None,
        first_as_planned=first(1.0) if given else None,
        full_as_planned=full(1.0) if given else None,
        no_range=no_range,
        less_pain=any(p.trend == "down" for p in trends),
        weeks=max((day - start.day).days // 7, 0),
        counted=round(counted, 1),
        holding_back=tuple(holding_back),
        skipped=skipped,
    )


def asked(start: Start) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the weeks of full training to first changes and to full recovery, both as a range."""
    n = start.steps
    first = (FIRST[0] + n * FIRST_STEP[0], FIRST[1] + n * FIRST_STEP[1])
    return first, (min(FULL[0] + n * FULL_STEP, FULL[1] - 2), FULL[1])


def _left(low: float, high: float, counted: float, pace: float, *, open: bool) -> Weeks:
    """Return the weeks that are left at a pace: whole ones, and never none at all."""
    fewest = max(floor((low - counted) / pace), 0)
    return Weeks(fewest, max(ceil((high - counted) / pace), fewest + 1), open)


def _no_range(
    start: Start, history: History, recent: Iterable[HoldingBack], day: date
) -> NoRange | None:
    if (start.disc or start.nerve) and not start.cleared:
        return "professional"
    if growing(history.checkins, day) is not None:
        return "pain"
    rests = any(f.factor == "training" and f.value < LEAST for f in recent)
    return "rest" if rests else None


# --- the pace ------------------------------------------------------------------------------------


def _pace(factors: Iterable[HoldingBack]) -> float:
    pace = 1.0
    for one in factors:
        pace *= one.pace
    return pace


def _counted(start: Start, history: History, day: date) -> float:
    """Return the weeks since the start, each as far as it counts; the last may be a part of one."""
    total, first = 0.0, start.day
    while first <= day:
        last = min(first + timedelta(6), day)
        share = ((last - first).days + 1) / 7
        total += share * _pace(_factors(start, history, first, last, settled=True))
        first += timedelta(7)
    return total


def _factors(
    start: Start, history: History, first: date, last: date, *, settled: bool = False
) -> tuple[HoldingBack, ...]:
    """Return what decides the pace between two days, both included.

    `settled`: also judge the first days after the start.
    """
    found = []
    if settled or (last - start.day).days >= SETTLED:
        trained = _trained(history, first, last)
        if trained is not None:
            found.append(HoldingBack("training", min(trained, 1.0), trained))
    sitting = _sitting(start, history, first, last)
    if sitting is not None:
        found.append(HoldingBack("sitting", 1 - COST * _between(sitting, *SITTING), sitting))
    filmed = [d for d in history.done if first <= d.day <= last and d.good is not None]
    share = clean(filmed)
    if share is not None and sum(d.reps for d in filmed) >= FORM_REPS:
        found.append(HoldingBack("form", 1 - COST * (1 - _between(share, *FORM)), share))
    return tuple(found)


def _trained(history: History, first: date, last: date) -> float | None:
    """Return the share of the planned days that were trained; None if none was planned."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    planned = {d for d in days if any(d.weekday() in p.days for p in history.plan)}
    return len({d.day for d in history.done} & planned) / len(planned) if planned else None


def _sitting(start: Start, history: History, first: date, last: date) -> float | None:
    told = [c.sitting for c in history.checkins if first <= c.day <= last]
    known = [hours for hours in told if hours is not None]
    return round(fmean(known), 1) if known else start.sitting


def _between(value: float, low: float, high: float) -> float:
    """Return where a value is between two others, 0-1."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _skipped(start: Start, history: History) -> int:
    """Return by how many weeks the phase was entered too early; none before the start."""
    entered = history.entered
    if entered is None or entered < start.day:
        return 0
    return max(ceil(BEFORE[history.phase] - _counted(start, history, entered)), 0)
