"""Consents: what a client lets a coach see, given and withdrawn by the client alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Consent
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Person
from formcheck.storage.permissions import owned_by


@dataclass(frozen=True, slots=True)
class With:
    """A consent and its other party: the coach for a client, the client for a coach."""

    id: str
    name: str
    since: datetime
    withdrawn: datetime | None


def give(s: Session, client: str, coach: str, *, stands: bool = True) -> None:
    """Give a coach consent; with `stands` false, only record that the coach asked."""
    row = _between(s, client, coach)
    if row is None:
        row = Consent(id=new_id(), owner=str(client), coach=coach, since=now())
        s.add(row)
    elif row.withdrawn is not None and stands:
        row.since = now()
    row.withdrawn = None if stands else row.withdrawn or now()
    s.flush()


def again(s: Session, client: str, coach: str) -> bool:
    """Renew an earlier consent; return whether there was one."""
    if _between(s, client, coach) is None:
        return False
    give(s, client, coach)
    return True


def withdraw(s: Session, client: str, coach: str) -> bool:
    """Withdraw a consent with immediate effect; return whether there was one."""
    row = _between(s, client, coach)
    if row is None:
        return False
    row.withdrawn = row.withdrawn or now()
    return True


def _between(s: Session, client: str, coach: str) -> Consent | None:
    return s.scalar(select(Consent).where(owned_by(client, Consent), Consent.coach == str(coach)))


def coaches(s: Session, client: str) -> list[With]:
    """Return the coaches who asked a client, those with consent first."""
    query = (
        select(Person.id, Person.name, Consent.since, Consent.withdrawn)
        .where(owned_by(client, Consent), Person.id == Consent.coach)
        .order_by(Consent.withdrawn.is_not(None), Consent.since)
    )
    return [With(*row) for row in s.execute(query)]


def clients(s: Session, coach: str) -> list[With]:
    """Return the clients who consent to a coach, sorted by name."""
    query = (
        select(Person.id, Person.name, Consent.since, Consent.withdrawn)
        .where(Consent.coach == str(coach), Consent.withdrawn.is_(None), Person.id == Consent.owner)
        .order_by(Person.name, Person.id)
    )
    return [With(*row) for row in s.execute(query)]


def let_go(s: Session, coach: str, client: str) -> bool:
    """End a client's consent at the coach's wish; return whether it was in force."""
    row = _between(s, client, coach)
    if row is None or row.withdrawn is not None:
        return False
    row.withdrawn = now()
    return True
