"""A coach's review queue: the sets of their clients that nobody has reviewed yet.

A set is waiting from the moment its report is ready until somebody reviews it or the coach
dismisses it; opening a page changes nothing. Sets older than the client's consent never wait.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Consent
from formcheck.storage.database import new_id, now
from formcheck.storage.models import SAMPLE, Analysis
from formcheck.storage.permissions import owned_by, theirs
from formcheck.storage.review_models import Dismissal, SavedReply
from formcheck.storage.training_models import CheckIn as CheckInRow
from formcheck.training import triage
from formcheck.training.plan import CheckIn

PAIN_DAYS = 28
"""Days of check-ins that pain is read from: those that `plan.pains` compares."""

MOST_REPLIES = 50
"""Saved replies of one coach. By reasoning: a longer list is slower to search than to type."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A set that waits for a review, and why its client's pain makes it urgent, if it does."""

    row: Analysis
    pain: triage.Reason | None


def waiting(coach: str) -> list[ColumnElement[bool]]:
    """Return the filters for the sets that wait for a coach's review."""
    dismissed = exists().where(owned_by(coach, Dismissal), Dismissal.analysis_id == Analysis.id)
    since = (
        select(Consent.since)
        .where(Consent.owner == Analysis.owner, Consent.coach == str(coach))
        .scalar_subquery()
    )
    return [
        theirs(coach, Analysis),
        Analysis.deleted_at.is_(None),
        Analysis.reviewed.is_(None),
        Analysis.total > 0,
        Analysis.origin != SAMPLE,
        Analysis.created > since,
        ~dismissed,
    ]


def counts(s: Session, coach: str) -> dict[str, int]:
    """Return how many sets wait for a coach's review, by client."""
    query = select(Analysis.owner, func.count()).where(*waiting(coach)).group_by(Analysis.owner)
    return {owner: count for owner, count in s.execute(query)}


def queue(s: Session, coach: str, day: date, client: str | None = None) -> list[Waiting]:
    """Return the sets that wait for a coach's review, the most urgent first.

    Args:
        s: a session.
        coach: id of the coach.
        day: today, which decides whose pain is recent.
        client: only this client's sets.
    """
    query = select(Analysis).where(*waiting(coach))
    if client:
        query = query.where(Analysis.owner == client)
    rows = list(s.scalars(query))
    pain = _pain(s, coach, day)
    moment = now()

    def urgency(row: Analysis) -> tuple[tuple[int, int, float], str]:
        why = pain.get(row.owner)
        waited = (moment - row.created).total_seconds()
        key = triage.urgency(
            why.code if why else None, row.fault_count or 0, row.total or 0, waited
        )
        return key, row.id

    return [Waiting(row, pain.get(row.owner)) for row in sorted(rows, key=urgency)]


def _pain(s: Session, coach: str, day: date) -> dict[str, triage.Reason]:
    """Return the most urgent reason about pain, of the clients who have one."""
    query = select(
        CheckInRow.owner, CheckInRow.day, CheckInRow.back, CheckInRow.hip, CheckInRow.knee
    ).where(
        theirs(coach, CheckInRow),
        CheckInRow.day > day - timedelta(PAIN_DAYS),
        CheckInRow.day <= day,
    )
    found: dict[str, list[CheckIn]] = {}
    for owner, on, back, hip, knee in s.execute(query.order_by(CheckInRow.day)):
        found.setdefault(owner, []).append(CheckIn(on, back, hip, knee))
    reasons = {owner: triage.pain_reasons(some, day) for owner, some in found.items()}
    return {owner: some[0] for owner, some in reasons.items() if some}


def dismiss(s: Session, coach: str, row: Analysis) -> None:
    """Take a set off a coach's queue."""
    if s.get(Dismissal, (str(coach), row.id)) is None:
        s.add(Dismissal(owner=str(coach), analysis_id=row.id, at=now()))


def undismiss(s: Session, coach: str, row: Analysis) -> None:
    """Put a dismissed set back on a coach's queue."""
    s.execute(delete(Dismissal).where(owned_by(coach, Dismissal), Dismissal.analysis_id == row.id))


# --- saved replies ------------------------------------------------------------------------------


def replies(s: Session, coach: str) -> list[SavedReply]:
    """Return a coach's saved replies, oldest first."""
    query = select(SavedReply).where(owned_by(coach, SavedReply))
    return list(s.scalars(query.order_by(SavedReply.created, SavedReply.id)))


def save_reply(s: Session, coach: str, text: str) -> SavedReply:
    """Save a text as a reply."""
    made = SavedReply(id=new_id(), owner=str(coach), text=text, created=now())
    s.add(made)
    return made


def delete_reply(s: Session, coach: str, reply_id: str) -> bool:
    """Delete a saved reply; return whether there was one."""
    found = s.scalar(
        select(SavedReply).where(owned_by(coach, SavedReply), SavedReply.id == reply_id)
    )
    if found is not None:
        s.delete(found)
    return found is not None
