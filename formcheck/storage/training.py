"""What a person is to do and has done: phase, plan, limits, check-ins, completed sets."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from formcheck.analysis.exercise import Cue
from formcheck.analysis.report import OneSide
from formcheck.analysis.thresholds import REPS, Limit
from formcheck.analysis.timing import HOLD
from formcheck.exercises import catalogue
from formcheck.storage import set_lists
from formcheck.storage.database import now
from formcheck.storage.models import SAMPLE, Analysis
from formcheck.storage.permissions import delete_own, find_or_add, find_own, owned_by
from formcheck.storage.training_models import CheckIn as CheckInRow
from formcheck.storage.training_models import Entry, LimitRow, Plan, Programme, StartRow
from formcheck.training.plan import CheckIn, Done, Phase, Planned, Sides, phase
from formcheck.training.timeline import Lasted, Severity, Start


@dataclass(frozen=True, slots=True)
class CompletedSets:
    """Completed sets: one filmed set, or one entry logged by hand.

    Attributes:
        set_id, entry: id of the filmed set or of the entry; the other is None.
        fault: title of what to fix first, None for nothing.
        good: number of clean repetitions if known, of `reps` in each of `sets`.
        load_kg, band, effort: see `formcheck.training.load`; None if not noted.
    """

    day: date
    exercise: str
    set_id: str | None
    entry: str | None
    good: int | None
    reps: int
    sets: int = 1
    note: str = ""
    tally: dict[str, Any] | None = None
    fault: str | None = None
    load_kg: float | None = None
    band: str | None = None
    effort: int | None = None

    @property
    def done(self) -> list[Done]:
        """Return every set of it."""
        by_side = None
        if self.tally is not None:
            by_side = {side: int(counts[0]) for side, counts in self.tally.items()}
        return [Done(self.day, self.exercise, self.reps, self.good, by_side)] * self.sets


# --- phase and plan ---------------------------------------------------------------------------


def phase_of(s: Session, person: str) -> Phase:
    """Return the phase of the routine that a person is in."""
    number = s.scalar(select(Programme.phase).where(owned_by(person, Programme)))
    return phase(number or 1)


def phase_entered(s: Session, person: str) -> datetime | None:
    """Return when a person entered their phase; None for who never changed it."""
    return s.scalar(select(Programme.since).where(owned_by(person, Programme)))


def enter_phase(s: Session, person: str, number: int) -> None:
    """Set the phase of a person."""
    row = find_or_add(s, Programme, person)
    if row.phase != number:
        row.phase, row.since = number, now()


def plans(s: Session, person: str) -> dict[str, Plan]:
    """Return a person's changes to the routine, by exercise."""
    return {p.exercise: p for p in s.scalars(select(Plan).where(owned_by(person, Plan)))}


def planned(of: Phase, changes: dict[str, Plan]) -> tuple[Planned, ...]:
    """Return the exercises of a phase with a person's changes."""
    return tuple(with_change(p, changes) for p in of.planned)


def with_change(p: Planned, changes: dict[str, Plan]) -> Planned:
    """Return an exercise of the routine with a person's changes."""
    change = changes.get(p.exercise)
    if change is None:
        return p
    if change.sides is not None:
        low, high = change.hold_low, change.hold_high
        hold = None if low is None or high is None else (low, high)
        p = replace(p, hold=hold, sides=cast(Sides, change.sides))
    return replace(
        p,
        reps=(change.reps_low, change.reps_high),
        sets=(change.sets_low, change.sets_high),
        days=tuple(int(d) for d in change.days),
        load_kg=change.load_kg,
        band=change.band,
        progression=change.progression or "",
    )


def change_plan(s: Session, person: str, p: Planned) -> None:
    """Store a person's change of an exercise: do it as in `p`."""
    row = find_or_add(s, Plan, person, exercise=p.exercise)
    row.days = "".join(str(d) for d in p.days)
    row.reps_low, row.reps_high = p.reps
    row.sets_low, row.sets_high = p.sets
    row.hold_low, row.hold_high = p.hold or (None, None)
    row.sides = p.sides
    row.load_kg, row.band, row.progression = p.load_kg, p.band, p.progression or None


def delete_plan_change(s: Session, person: str, exercise: str) -> None:
    """Remove a person's change of an exercise."""
    delete_own(s, Plan, person, exercise=exercise)


# --- check-ins --------------------------------------------------------------------------------


def checkins(
    s: Session, person: str, since: date | None = None, until: date | None = None
) -> list[CheckIn]:
    """Return check-ins in order of their days; both ends included."""
    query = select(CheckInRow).where(owned_by(person, CheckInRow)).order_by(CheckInRow.day)
    if since is not None:
        query = query.where(CheckInRow.day >= since)
    if until is not None:
        query = query.where(CheckInRow.day <= until)
    return [CheckIn(c.day, c.back, c.hip, c.knee, c.sitting, c.breaks) for c in s.scalars(query)]


def check_in(s: Session, person: str, c: CheckIn) -> None:
    """Store a check-in, in place of an earlier one for the same day."""
    row = find_or_add(s, CheckInRow, person, day=c.day)
    row.back, row.hip, row.knee = c.back, c.hip, c.knee
    row.sitting, row.breaks = c.sitting, c.breaks


def delete_check_in(s: Session, person: str, day: date) -> bool:
    """Delete the check-in of a day; return whether there was one."""
    return delete_own(s, CheckInRow, person, day=day)


# --- what was said at the start -------------------------------------------------------------------


def start_of(s: Session, person: str) -> Start | None:
    """Return what a person said at the start, or None."""
    row = find_own(s, StartRow, person)
    if row is None:
        return None
    return Start(
        day=row.day,
        lasted=cast(Lasted, row.lasted),
        severity=cast(Severity, row.severity),
        disc=row.disc,
        nerve=row.nerve,
        cleared=row.cleared,
        sitting=row.sitting,
    )


def set_start(s: Session, person: str, start: Start) -> None:
    """Store what a person says of the start, in place of what they said before."""
    row = find_or_add(s, StartRow, person)
    for name, value in asdict(start).items():
        setattr(row, name, value)


def delete_start(s: Session, person: str) -> bool:
    """Delete what a person said of the start; return whether there was something."""
    return delete_own(s, StartRow, person)


# --- completed sets ---------------------------------------------------------------------------


def entry(s: Session, person: str, entry_id: str, *, deleted: bool = False) -> Entry | None:
    """Return an entry that belongs to a person, or None."""
    row = find_own(s, Entry, person, id=entry_id)
    return row if row is not None and (deleted or row.deleted_at is None) else None


def entries(
    s: Session, person: str, since: date | None = None, until: date | None = None
) -> list[Entry]:
    """Return entries that were not deleted, oldest first; both ends included."""
    query = select(Entry).where(owned_by(person, Entry), Entry.deleted_at.is_(None))
    if since is not None:
        query = query.where(Entry.day >= since)
    if until is not None:
        query = query.where(Entry.day <= until)
    return list(s.scalars(query.order_by(Entry.day, Entry.created, Entry.id)))


def note_load(row: Analysis | Entry, noted: Mapping[str, Any]) -> None:
    """Note load and effort of a set, by the names of their columns."""
    for name, value in noted.items():
        setattr(row, name, value)


def filmed_sets(
    s: Session,
    person: str,
    since: date | None = None,
    until: date | None = None,
    *,
    tz: int = 0,
    exercise: str | None = None,
) -> list[CompletedSets]:
    """Return the filmed sets with at least one repetition, oldest first; both ends included.

    Of a video that was judged twice as the same exercise (by two models) the newest set counts. The
    sample set, which shows somebody else, does not.

    Args:
        s: a session.
        person: id of the person.
        since, until: first and last day.
        tz: minutes that the person's clock is ahead of UTC.
        exercise: id of an exercise, to return only its sets.
    """
    columns = (
        Analysis.id,
        Analysis.created,
        Analysis.filmed_on,
        Analysis.exercise_id,
        Analysis.good,
        Analysis.total,
        Analysis.video_id,
        Analysis.tally,
        Analysis.fault_title,
        Analysis.load_kg,
        Analysis.band,
        Analysis.effort,
    )
    query = select(*columns).where(
        *set_lists.not_deleted(person),
        Analysis.exercise_id.is_not(None),
        Analysis.total > 0,
        Analysis.origin != SAMPLE,
    )
    if exercise is not None:
        query = query.where(Analysis.exercise_id == exercise)
    if since is not None:
        query = query.where(
            Analysis.created >= _begins(since, tz),
            Analysis.filmed_on.is_(None) | (Analysis.filmed_on >= since),
        )
    if until is not None:
        query = query.where(
            (Analysis.created < _begins(until + timedelta(1), tz)) | (Analysis.filmed_on <= until)
        )
    found: dict[tuple[str, str | None], CompletedSets] = {}
    for row in s.execute(query.order_by(Analysis.created, Analysis.id)):
        day = day_of_set(row.filmed_on, row.created, tz)
        one = CompletedSets(
            day,
            row.exercise_id,
            row.id,
            None,
            row.good or 0,
            row.total,
            tally=row.tally,
            fault=row.fault_title,
            load_kg=row.load_kg,
            band=row.band,
            effort=row.effort,
        )
        key = (row.video_id or row.id, row.exercise_id)
        found.pop(key, None)  # so that the order is that of the newest
        found[key] = one
    return sorted(found.values(), key=lambda one: one.day)


def logged_sets(rows: Sequence[Entry]) -> list[CompletedSets]:
    """Return entries as completed sets."""
    return [
        CompletedSets(
            e.day,
            e.exercise,
            None,
            e.id,
            None,
            e.reps,
            e.sets,
            e.note,
            load_kg=e.load_kg,
            band=e.band,
            effort=e.effort,
        )
        for e in rows
    ]


def local_date(moment: datetime, tz: int) -> date:
    """Return the local date of a time; local time is `tz` minutes ahead of UTC."""
    return (moment.astimezone(UTC) + timedelta(minutes=tz)).date()


def day_of_set(filmed_on: date | None, created: datetime, tz: int) -> date:
    """Return the day a set counts for: that of filming, else that of its arrival.

    It is never after the arrival, even if the camera's clock is ahead or in another time zone.
    """
    added = local_date(created, tz)
    return added if filmed_on is None else min(filmed_on, added)


def _begins(day: date, tz: int) -> datetime:
    return datetime.combine(day, time(), UTC) - timedelta(minutes=tz)


# --- limits that are changed for one person ------------------------------------------------------


def limit_rows(s: Session, person: str) -> list[LimitRow]:
    """Return the limits changed for a person, with their notes."""
    query = select(LimitRow).where(owned_by(person, LimitRow))
    return list(s.scalars(query.order_by(LimitRow.exercise, LimitRow.cue)))


def limits_of(s: Session, person: str) -> tuple[Limit, ...]:
    """Return the changed limits that a person's sets are judged by: own limits, then holds."""
    own = tuple(
        Limit(exercise=r.exercise, cue=r.cue, low=r.low, high=r.high) for r in limit_rows(s, person)
    )
    changed = {(limit.exercise, limit.cue) for limit in own}
    return (*own, *(x for x in prescribed_limits(s, person) if (x.exercise, x.cue) not in changed))


def prescribed_limits(s: Session, person: str) -> tuple[Limit, ...]:
    """Return the limits that follow from the holds and repetitions prescribed to a person."""
    known = catalogue()
    out: list[Limit] = []
    for p in plans(s, person).values():
        if p.exercise not in known:
            continue
        exercise, reps = known[p.exercise], (p.reps_low, p.reps_high)
        holds = (_hold_limit(p, cue) for cue in exercise.cues if cue.id == HOLD.id)
        out += (limit for limit in holds if limit is not None)
        sided = exercise.prescription.per_side
        only = next((side for side in get_args(OneSide) if sided and p.sides == side), None)
        if reps != exercise.prescription.reps or only is not None:
            out.append(Limit(exercise=p.exercise, cue=REPS, low=reps[0], high=reps[1], only=only))
    return tuple(out)


def _hold_limit(p: Plan, cue: Cue) -> Limit | None:
    if p.hold_low is None or p.hold_high is None:
        return None
    # An exercise without a message for a short hold does not judge it.
    low = None if cue.low is None else p.hold_low
    if (low, p.hold_high) == (cue.low, cue.high):
        return None
    return Limit(exercise=p.exercise, cue=cue.id, low=low, high=p.hold_high)


def set_limit(s: Session, person: str, limit: Limit, note: str) -> LimitRow:
    """Change the limit of one cue of an exercise."""
    row = find_or_add(s, LimitRow, person, exercise=limit.exercise or "", cue=limit.cue)
    row.low, row.high, row.note, row.since = limit.low, limit.high, note, now()
    return row


def delete_limit(s: Session, person: str, exercise: str, cue: str) -> None:
    """Return to the exercise's own limit."""
    delete_own(s, LimitRow, person, exercise=exercise, cue=cue)
