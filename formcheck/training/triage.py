"""Who needs a coach's attention, and why, in one sentence each; which set to review first.

Reasons are based on counts, and either apply or do not: people are not ranked. The order of the
review queue says only which set should not wait.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from formcheck.training.plan import PAIN_STEP, REGIONS, STRONG, CheckIn, Pain, pains

Code = Literal["stop", "pain_up", "fault_back", "no_set"]
CODES: tuple[Code, ...] = ("stop", "pain_up", "fault_back", "no_set")
"""Most urgent first."""

RECENT = 7
"""Days for which a returning fault is reported."""

GONE = 2
"""Consecutive sets of an exercise without a fault after which it counts as gone."""

QUIET = 5
"""Days without a set, of those on which some were planned."""

REGION = {"back": "low back", "hip": "hip", "knee": "knee"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody needs attention."""

    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A filmed set: its exercise and the fault to fix first, None for none."""

    day: date
    exercise: str
    title: str
    cue: str | None
    fault: str | None


def reasons(
    sets: Sequence[Judged],
    checkins: Sequence[CheckIn],
    trained: Iterable[date],
    planned: Iterable[int],
    day: date,
    *,
    since: date,
) -> tuple[Reason, ...]:
    """Return why somebody needs attention, the most urgent first.

    Args:
        sets: that were filmed in the last weeks, oldest first.
        checkins: of the last weeks.
        trained: days with a set, filmed or logged by hand.
        planned: weekdays on which something is planned, 0 = Monday.
        day: today. since: when the coach began to look.
    """
    return (
        *pain_reasons(checkins, day),
        *_back(sets, day),
        *_quiet(trained, set(planned), day, since),
    )


def pain_reasons(checkins: Sequence[CheckIn], day: date) -> tuple[Reason, ...]:
    """Return what somebody's pain gives reason to look at: strong pain, then growing pain."""
    return (*_strong(checkins, day), *_growing(pains(checkins, day)))


def urgency(pain: Code | None, faulty: int, total: int, waiting: float) -> tuple[int, int, float]:
    """Return the key by which sets to review are sorted, the most urgent first.

    Strong pain comes before pain that grows, and both before everything else, because they ask for
    a change of the plan. Then sets with the main fault in at least half of their repetitions, sets
    with a fault in fewer, and clean ones; among equals the one that waits longest.

    Args:
        pain: the most urgent reason of `pain_reasons`, or None.
        faulty: repetitions with the main fault, of `total`.
        waiting: seconds since the set arrived.
    """
    degree = 2 if not faulty else 1 if 2 * faulty < total else 0
    return (CODES.index(pain) if pain else len(CODES), degree, -waiting)


def _strong(checkins: Iterable[CheckIn], day: date) -> list[Reason]:
    fresh = [c for c in checkins if day - timedelta(2) <= c.day <= day]
    worst = [
        (pain, region)
        for region in REGIONS
        if (pain := max((getattr(c, region) or 0 for c in fresh), default=0)) >= STRONG
    ]
    if not worst:
        return []
    where = " and ".join(f"{REGION[region]} ({pain} of 10)" for pain, region in worst)
    return [Reason("stop", f"Strong pain: {where}. They are told to stop and see a professional.")]


def _growing(found: Iterable[Pain]) -> list[Reason]:
    up = [p for p in found if p.trend == "up" and (p.recent or 0) - (p.earlier or 0) >= PAIN_STEP]
    if not up:
        return []
    rising = ", ".join(f"{REGION[p.region]} {p.earlier:g} to {p.recent:g}" for p in up)
    return [Reason("pain_up", f"Pain is going up: {rising}.")]


def _back(sets: Sequence[Judged], day: date) -> list[Reason]:
    """Find faults that were the one to fix first, then not for some sets, and now are again."""
    out = []
    by_exercise: dict[str, list[Judged]] = {}
    for one in sets:
        by_exercise.setdefault(one.exercise, []).append(one)
    for some in by_exercise.values():
        last = some[-1]
        if last.cue is None or last.day <= day - timedelta(RECENT):
            continue
        before = [i for i, one in enumerate(some[:-1]) if one.cue == last.cue]
        if before and len(some) - 2 - before[-1] >= GONE:
            out.append(Reason("fault_back", f"{last.fault} is back in the {last.title.lower()}."))
    return out


def _quiet(trained: Iterable[date], planned: set[int], day: date, since: date) -> list[Reason]:
    last = max((d for d in trained if d <= day), default=None)
    begun = max(last, since) if last is not None else since
    days = (day - begun).days
    missed = sum((begun + timedelta(n)).weekday() in planned for n in range(1, days + 1))
    if days < QUIET or not missed:
        return []
    return [
        Reason("no_set", f"No set for {days} days." if last else "No set yet."),
    ]
