"""The data of the coach's desk: all clients, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from formcheck.storage import review_queue, set_lists
from formcheck.storage.account_models import Consent
from formcheck.storage.database import now
from formcheck.storage.models import SAMPLE, Analysis, Owned
from formcheck.storage.permissions import find_or_add, owned_by, theirs
from formcheck.storage.review_models import Answer, ClientNote, Visit
from formcheck.storage.training import day_of_set
from formcheck.storage.training_models import CheckIn as CheckInRow
from formcheck.storage.training_models import Entry, Plan, Programme
from formcheck.training.plan import CheckIn, Phase, phase

SPAN = 28
"""Days that the desk shows."""


@dataclass(frozen=True, slots=True)
class SetRow:
    """The columns of a set with a report that the desk needs."""

    id: str
    title: str
    created: datetime
    exercise: str
    exercise_title: str
    good: int
    total: int
    cue: str | None
    fault: str | None
    filmed_on: date | None = None


@dataclass
class Recent:
    """What one client did in the last `SPAN` days, oldest first.

    Attributes:
        last: the newest set, however old.
        new: number of sets that wait for a review, see `review_queue`.
        answers: number of answers to comments since then.
        entries: of sets logged by hand, the day and the number of sets.
    """

    sets: list[SetRow] = field(default_factory=list)
    last: SetRow | None = None
    new: int = 0
    answers: int = 0
    checkins: list[CheckIn] = field(default_factory=list)
    entries: list[tuple[date, int]] = field(default_factory=list)
    phase: Phase = field(default_factory=lambda: phase(1))
    plans: dict[str, Plan] = field(default_factory=dict)


def recent(s: Session, coach: str, ids: Sequence[str], day: date, tz: int) -> dict[str, Recent]:
    """Return what a coach's clients did in the weeks up to `day`.

    Args:
        s: a session.
        coach: id of the coach; clients without consent are left out, even if in `ids`.
        ids: of clients.
        day: today.
        tz: minutes that the coach's clock is ahead of UTC.
    """
    out = {client: Recent() for client in ids}
    since = day - timedelta(SPAN)
    _sets(s, coach, out, datetime.combine(since, time(), UTC) - timedelta(minutes=tz))
    _older(s, coach, out)
    _counts(s, coach, out)
    query = select(
        CheckInRow.owner, CheckInRow.day, CheckInRow.back, CheckInRow.hip, CheckInRow.knee
    ).where(theirs(coach, CheckInRow), CheckInRow.day > since, CheckInRow.day <= day)
    for owner, on, back, hip, knee in s.execute(query.order_by(CheckInRow.day)):
        if owner in out:
            out[owner].checkins.append(CheckIn(on, back, hip, knee))
    logged = select(Entry.owner, Entry.day, Entry.sets).where(
        theirs(coach, Entry), Entry.deleted_at.is_(None), Entry.day > since, Entry.day <= day
    )
    for owner, on, sets in s.execute(logged.order_by(Entry.day)):
        if owner in out:
            out[owner].entries.append((on, sets))
    for one in s.scalars(select(Programme).where(theirs(coach, Programme))):
        if one.owner in out:
            out[one.owner].phase = phase(one.phase)
    for plan in s.scalars(select(Plan).where(theirs(coach, Plan))):
        if plan.owner in out:
            out[plan.owner].plans[plan.exercise] = plan
    return out


_COLUMNS = tuple(
    Analysis.__table__.c[name]
    for name in (
        "owner",
        "id",
        "title",
        "created",
        "exercise_id",
        "exercise_title",
        "good",
        "total",
        "fault_cue",
        "fault_title",
        "filmed_on",
    )
)
"""Columns instead of objects, which are slow to make for thousands of rows."""


def _judged(coach: str) -> list[ColumnElement[bool]]:
    return [
        theirs(coach, Analysis),
        Analysis.deleted_at.is_(None),
        Analysis.exercise_id.is_not(None),
        Analysis.total > 0,
        Analysis.origin != SAMPLE,
    ]


def _sets(s: Session, coach: str, out: dict[str, Recent], since: datetime) -> None:
    query = select(*_COLUMNS).where(*_judged(coach), Analysis.created >= since)
    for owner, *row in s.execute(query.order_by(Analysis.created, Analysis.id)):
        if owner in out:
            out[owner].sets.append(SetRow(*row))
    for one in out.values():
        one.last = one.sets[-1] if one.sets else None


def _older(s: Session, coach: str, out: dict[str, Recent]) -> None:
    """Find the newest set of clients who did none in the last `SPAN` days."""
    without = [client for client, one in out.items() if one.last is None]
    if not without:
        return
    newest = (
        select(Analysis.owner, func.max(Analysis.created).label("created"))
        .where(*_judged(coach), Analysis.owner.in_(without))
        .group_by(Analysis.owner)
        .subquery()
    )
    same = and_(Analysis.owner == newest.c.owner, Analysis.created == newest.c.created)
    for owner, *row in s.execute(select(*_COLUMNS).join(newest, same).where(*_judged(coach))):
        out[owner].last = SetRow(*row)


def _counts(s: Session, coach: str, out: dict[str, Recent]) -> None:
    """Count sets to review, and answers since the coach's last visit or since the consent."""
    since = func.coalesce(Visit.at, Consent.since)
    for owner, count in review_queue.counts(s, coach).items():
        if owner in out:
            out[owner].new = count
    answered = _visited(coach, Answer).where(
        theirs(coach, Answer), Answer.by == Answer.owner, Answer.created > since
    )
    for owner, count in s.execute(answered):
        if owner in out:
            out[owner].answers = count


def _visited(coach: str, table: type[Owned]) -> Select[str, int]:
    """Return the rows of a table counted by client, beside the coach's visits and the consent."""
    mine = and_(Consent.owner == table.owner, Consent.coach == str(coach))
    visits = and_(owned_by(coach, Visit), Visit.client == table.owner)
    counted = select(table.owner, func.count()).select_from(table)
    return counted.join(Consent, mine).outerjoin(Visit, visits).group_by(table.owner)


def visit(s: Session, coach: str, client: str) -> None:
    """Record that a coach visited a client."""
    find_or_add(s, Visit, coach, client=client).at = now()


# --- what a coach keeps about clients ------------------------------------------------------------


def notes(s: Session, coach: str) -> dict[str, ClientNote]:
    """Return what a coach keeps about their clients, by client."""
    rows = s.scalars(select(ClientNote).where(owned_by(coach, ClientNote)))
    return {row.client: row for row in rows}


def write_note(s: Session, coach: str, client: str, note: str, tags: Sequence[str]) -> None:
    """Keep a note and the groups of a client."""
    row = find_or_add(s, ClientNote, coach, client=client)
    row.note, row.tags = note, "\n".join(tags)


# --- sets across clients -----------------------------------------------------------------------


def sets(
    s: Session, coach: str, query: set_lists.SetQuery, client: str | None, reviewed: bool | None
) -> set_lists.Page:
    """Return a page of the sets of all clients, or of one."""
    wanted = [theirs(coach, Analysis), Analysis.deleted_at.is_(None)]
    if client:
        wanted.append(Analysis.owner == client)
    if reviewed is not None:
        wanted.append(
            Analysis.reviewed.is_not(None)
            if reviewed
            else Analysis.reviewed.is_(None) & (Analysis.total > 0)
        )
    return set_lists.page_where(s, wanted, query)


def day_and_sets(rows: Iterable[SetRow], tz: int) -> list[tuple[date, SetRow]]:
    """Return sets with their days, oldest first, where clocks are `tz` minutes ahead of UTC."""
    dated = [(day_of_set(row.filmed_on, row.created, tz), row) for row in rows]
    return sorted(dated, key=lambda one: one[0])
