"""The three-phase programme, the daily check-in, and the facts for moving to the next phase.

Nothing here decides: the coach or the person decides to move on. The facts are counts: days trained
of those planned, share of clean repetitions, pain going up or down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean
from typing import Literal

from formcheck.analysis.exercise import Exercise
from formcheck.exercises import catalogue

Region = Literal["back", "hip", "knee"]
REGIONS: tuple[Region, ...] = ("back", "hip", "knee")
Trend = Literal["up", "down", "level", "unknown"]
Sides = Literal["both", "each", "left", "right"]

PAIN_STEP = 2.0
"""Points of 0-10 that are a real change of pain (recalled: Farrar et al. 2001, Pain 94:149-158: 2
points, or 30 %, is what patients call "much better")."""

STRONG = 7
"""Pain of 0-10 from which it is severe (the usual bands of the numeric rating scale)."""

RECENT, EARLIER = 7, 21
"""Days of the recent check-ins, and of the earlier ones with which they are compared."""

SEE = "stop, and see a professional before you go on. Filming a set cannot tell why it hurts."
GROWING, STRONG_PAIN = f"Pain is growing: {SEE}", f"This is strong pain: {SEE}"


@dataclass(frozen=True, slots=True)
class Planned:
    """One exercise of a phase.

    Attributes:
        exercise: its id; of one of `formcheck.exercises` where `filmed`.
        filmed: whether formcheck can check it by camera; others are logged by hand.
        days: weekdays on which it is done, 0 = Monday.
        hold: seconds at the top, the fewest and the most; None where none is asked.
        sides: both at once, each in turn, or only one side.
        load_kg, band: the load to use, None for none or as the person chooses.
        progression: when the load is to grow, in the coach's words.
    """

    exercise: str
    title: str
    filmed: bool
    reps: tuple[int, int]
    sets: tuple[int, int]
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    hold: tuple[float, float] | None = None
    sides: Sides = "both"
    load_kg: float | None = None
    band: str | None = None
    progression: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of the programme."""

    number: int
    title: str
    about: str
    planned: tuple[Planned, ...]


DAILY = (0, 1, 2, 3, 4, 5, 6)
EVERY_OTHER = (0, 2, 4)

_PHASES = (
    Phase(1, "Activation and isolation", "Low load, many repetitions, every day.", ()),
    Phase(
        2,
        "Strength and load",
        "More load, fewer days; squat and deadlift when the first three go well.",
        (),
    ),
    Phase(
        3,
        "Functional integration",
        "The strength in movements of every day and of sport.",
        (),
    ),
)
"""The phases; each exercise declares the phase it belongs to (`ProgrammePlace`)."""


FOAM_ROLLING = Planned(
    "foam_rolling", "Foam rolling", False, (1, 1), (1, 1), (), (30.0, 60.0), "each"
)
"""Goes with every phase, before or after training, and belongs to none; 30-60 s a side (ours)."""


def phases() -> tuple[Phase, ...]:
    """Return the phases with their exercises in order."""
    declared = [
        (e.programme.phase, e.programme.position, _filmed(e))
        for e in catalogue().values()
        if e.programme is not None
    ]
    every = sorted(declared, key=lambda row: row[:2])
    return tuple(
        replace(p, planned=tuple(one for number, _, one in every if number == p.number))
        for p in _PHASES
    )


def _filmed(e: Exercise) -> Planned:
    asked = e.prescription
    return Planned(
        exercise=e.id,
        title=e.title,
        filmed=True,
        reps=asked.reps,
        sets=asked.sets,
        days=DAILY if e.programme is not None and e.programme.phase == 1 else EVERY_OTHER,
        hold=asked.hold,
        sides="each" if asked.per_side else "both",
    )


def routine() -> dict[str, Planned]:
    """Return every exercise of the programme, whether or not formcheck can check it."""
    planned = [p for one in phases() for p in one.planned]
    return {p.exercise: p for p in (*planned, FOAM_ROLLING)}


def phase(number: int) -> Phase:
    """Return phase 1, 2 or 3.

    Raises:
        ValueError: there is no such phase.
    """
    for p in phases():
        if p.number == number:
            return p
    raise ValueError(f"There is no phase {number}: the programme has phases 1, 2 and 3.")


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The check-in of one day.

    Attributes:
        back, hip, knee: pain from 0 (none) to 10 (worst); None if not answered.
        sitting: hours; breaks: how often sitting was interrupted.
    """

    day: date
    back: int | None = None
    hip: int | None = None
    knee: int | None = None
    sitting: float | None = None
    breaks: int | None = None

    def __post_init__(self) -> None:
        for region in REGIONS:
            pain = getattr(self, region)
            if pain is not None and not 0 <= pain <= 10:
                raise ValueError(f"{region}: pain is rated from 0 to 10, not {pain}")
        if self.sitting is not None and not 0 <= self.sitting <= 24:
            raise ValueError(f"sitting: a day has 24 hours, not {self.sitting}")
        if self.breaks is not None and self.breaks < 0:
            raise ValueError(f"breaks: a number from 0 on, not {self.breaks}")


@dataclass(frozen=True, slots=True)
class Done:
    """One set that was done, filmed or logged by hand; `good` of `reps` were clean, if known.

    `by_side`: the repetitions of each side that was filmed; None for a set logged by hand, which is
    of both.
    """

    day: date
    exercise: str
    reps: int
    good: int | None = None
    by_side: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain in one region: the mean of the recent days and of those before, and the trend."""

    region: Region
    recent: float | None
    earlier: float | None
    trend: Trend


@dataclass(frozen=True, slots=True)
class Today:
    """One exercise planned today.

    Attributes:
        done: sets with the fewest repetitions prescribed; sets: the fewest prescribed.
        partial: repetitions of the latest set that has fewer; None if there is none.
    """

    planned: Planned
    done: int
    sets: int
    partial: int | None = None

    @property
    def finished(self) -> bool:
        """Whether the fewest sets prescribed were done, each with the fewest repetitions."""
        return self.done >= self.sets


@dataclass(frozen=True, slots=True)
class ExerciseFacts:
    """How one exercise of the phase went in the last 14 days.

    Attributes:
        sets: how many were done, filmed or logged by hand.
        good, reps: clean repetitions and all, of the sets that were filmed.
    """

    exercise: str
    title: str
    sets: int
    good: int
    reps: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts for and against moving to the next phase.

    Attributes:
        days_planned, days_done: of the last 14 days.
        clean: share of clean repetitions in the sets of the last 14 days that were filmed.
        clean_before: the same for the 14 days before.
        pains: by region; stop: the warning when pain grows or is severe, else None.
        exercises: those of the plan, each by itself.
    """

    days_planned: int
    days_done: int
    clean: float | None
    clean_before: float | None
    pains: tuple[Pain, ...]
    stop: str | None
    exercises: tuple[ExerciseFacts, ...] = ()


SPAN = 14
"""Days over which consistency and form are counted."""


def today(plan: Iterable[Planned], done: Iterable[Done], day: date) -> tuple[Today, ...]:
    """Return what is planned on a day, and how much of it is done."""
    of_day: dict[str, list[Done]] = {}
    for d in done:
        if d.day == day:
            of_day.setdefault(d.exercise, []).append(d)
    return tuple(_today(p, of_day.get(p.exercise, [])) for p in plan if day.weekday() in p.days)


def _today(planned: Planned, done: Sequence[Done]) -> Today:
    """Return how much of one exercise is done.

    Where each side is done in turn, a set is whole with the repetitions of both sides, whether they
    were filmed together or one after the other.
    """
    fewest = planned.reps[0]
    whole = {"left": 0, "right": 0}
    partial = None
    for d in done:
        sides = d.by_side or {}
        per_side = planned.sides == "each" and bool(sides.keys() & whole.keys())
        reps = {side: sides.get(side, 0) for side in whole} if per_side else {"": d.reps}
        for side in whole:
            whole[side] += reps.get(side, reps.get("", 0)) >= fewest
        short = [n for n in reps.values() if 0 < n < fewest]
        if short:
            partial = min(short)
    return Today(planned, min(whole.values()), planned.sets[0], partial)


def streak(plan: Iterable[Planned], done: Iterable[Done], day: date) -> int:
    """Return on how many planned days in a row something was done, up to `day`.

    Days on which nothing is planned neither count nor break it; `day` itself may still come.
    """
    weekdays = {d for p in plan for d in p.days}
    trained = {d.day for d in done}
    if not weekdays or not trained:
        return 0
    count, on = 0, day
    while on >= min(trained):
        if on in trained:
            count += 1
        elif on.weekday() in weekdays and on != day:
            break
        on -= timedelta(1)
    return count


def pains(checkins: Iterable[CheckIn], day: date) -> tuple[Pain, ...]:
    """Return the trend of each region's pain up to and including `day`."""
    recorded = [c for c in checkins if c.day <= day]
    return tuple(_pain(region, recorded, day) for region in REGIONS)


def _pain(region: Region, recorded: Sequence[CheckIn], day: date) -> Pain:
    since, before = day - timedelta(RECENT), day - timedelta(RECENT + EARLIER)

    def average(first: date, last: date) -> float | None:
        values = [getattr(c, region) for c in recorded if first < c.day <= last]
        known = [v for v in values if v is not None]
        return round(fmean(known), 1) if known else None

    recent, earlier = average(since, day), average(before, since)
    trend: Trend = "unknown"
    if recent is not None and earlier is not None:
        change = recent - earlier
        trend = "up" if change >= PAIN_STEP else "down" if change <= -PAIN_STEP else "level"
    return Pain(region, recent, earlier, trend)


def growing(checkins: Iterable[CheckIn], day: date) -> str | None:
    """Return the warning when pain has grown or is severe, else None."""
    recorded = list(checkins)
    if any(p.trend == "up" for p in pains(recorded, day)):
        return GROWING
    fresh = [c for c in recorded if day - timedelta(2) <= c.day <= day]
    severe = any((getattr(c, r) or 0) >= STRONG for c in fresh for r in REGIONS)
    return STRONG_PAIN if severe else None


def facts(
    plan: Sequence[Planned], done: Iterable[Done], checkins: Iterable[CheckIn], day: date
) -> Facts:
    """Return the facts for moving on, as of the end of `day`."""
    sets, recorded = list(done), list(checkins)
    last = [day - timedelta(n) for n in range(SPAN)]
    planned = {d for d in last if any(d.weekday() in p.days for p in plan)}
    trained = {s.day for s in sets} & planned
    return Facts(
        len(planned),
        len(trained),
        clean(s for s in sets if day - timedelta(SPAN) < s.day <= day),
        clean(s for s in sets if day - timedelta(2 * SPAN) < s.day <= day - timedelta(SPAN)),
        pains(recorded, day),
        growing(recorded, day),
        tuple(_of_exercise(p, [s for s in sets if s.day in last]) for p in plan),
    )


def _of_exercise(planned: Planned, sets: Iterable[Done]) -> ExerciseFacts:
    own = [s for s in sets if s.exercise == planned.exercise]
    filmed = [(s.good, s.reps) for s in own if s.good is not None]
    good, reps = sum(g for g, _ in filmed), sum(r for _, r in filmed)
    return ExerciseFacts(planned.exercise, planned.title, len(own), good, reps)


def clean(done: Iterable[Done]) -> float | None:
    """Return the share of clean repetitions of the sets that were filmed, or None for none."""
    filmed = [(s.good, s.reps) for s in done if s.good is not None and s.reps]
    total = sum(reps for _, reps in filmed)
    return round(sum(good for good, _ in filmed) / total, 3) if total else None


LAPSE = 3
"""Days without a set after which one is reminded."""


def reminder(today: Sequence[Today], last: date | None, checked_in: bool, day: date) -> str | None:
    """Return a one-sentence reminder of what is still to do, or None.

    Args:
        today: what is planned on `day`.
        last: the latest day with a set, None for none.
        checked_in: whether there is a check-in for `day`.
        day: the day.
    """
    if all(t.finished for t in today):
        return None
    if last is not None and (away := (day - last).days) >= LAPSE:
        return f"Your last set was {away} days ago. One set today is a good way back in."
    if not checked_in:
        return "How are you today? Check in before your next set."
    return None
