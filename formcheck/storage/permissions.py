"""Permissions: who may see whose data, by which consent, and who has looked at it.

Every read and every change uses one of two filters. A row requested by its id is read with
`visible_to`: one's own rows, and those of clients who consent. Lists and totals are of one person,
for whom `visible_person` was checked before, and are read with `owned_by`, as is everything that is
changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import AccessLogRow, Consent
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis, Owned, Person


class WithoutClients(str):
    """The id of a coach whose token gives no access to clients."""

    __slots__ = ()


def visible_to(person: str, table: type[Owned]) -> ColumnElement[bool]:
    """Return the filter for the rows of `table` that a person may see: own and clients'."""
    own = owned_by(person, table)
    return own if isinstance(person, WithoutClients) else own | table.owner.in_(client_ids(person))


def owned_by(person: str, table: type[Owned]) -> ColumnElement[bool]:
    """Return the filter for the rows of `table` that belong to a person."""
    return table.owner == str(person)


def client_ids(coach: str) -> Select[str]:
    """Return the query for the ids of the clients who consent to a coach."""
    return select(Consent.owner).where(Consent.coach == str(coach), Consent.withdrawn.is_(None))


def visible_person(s: Session, person: str, other: str) -> Person | None:
    """Return `other` if `person` may see their data, else None, as if there were no such person."""
    found = Person.id == str(person)
    if not isinstance(person, WithoutClients):
        found |= Person.id.in_(client_ids(person))
    return s.scalar(select(Person).where(Person.id == other, found))


def theirs(coach: str, table: type[Owned]) -> ColumnElement[bool]:
    """Return the filter for the rows of a coach's clients, without the coach's own."""
    if isinstance(coach, WithoutClients):
        return table.owner.is_(None)
    return table.owner.in_(client_ids(coach))


# --- consents ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConsentParty:
    """A consent and its other party: the coach for a client, the client for a coach."""

    id: str
    name: str
    since: datetime
    withdrawn: datetime | None


def give_consent(s: Session, client: str, coach: str, *, stands: bool = True) -> None:
    """Give a coach consent; with `stands` false, only record that the coach asked."""
    row = _consent_between(s, client, coach)
    if row is None:
        row = Consent(id=new_id(), owner=str(client), coach=coach, since=now())
        s.add(row)
    elif row.withdrawn is not None and stands:
        row.since = now()
    row.withdrawn = None if stands else row.withdrawn or now()
    s.flush()


def renew_consent(s: Session, client: str, coach: str) -> bool:
    """Renew an earlier consent; return whether there was one."""
    if _consent_between(s, client, coach) is None:
        return False
    give_consent(s, client, coach)
    return True


def withdraw_consent(s: Session, client: str, coach: str) -> bool:
    """Withdraw a consent with immediate effect; return whether there was one."""
    row = _consent_between(s, client, coach)
    if row is None:
        return False
    row.withdrawn = row.withdrawn or now()
    return True


def _consent_between(s: Session, client: str, coach: str) -> Consent | None:
    return s.scalar(select(Consent).where(owned_by(client, Consent), Consent.coach == str(coach)))


def coaches_of(s: Session, client: str) -> list[ConsentParty]:
    """Return the coaches who asked a client, those with consent first."""
    query = (
        select(Person.id, Person.name, Consent.since, Consent.withdrawn)
        .where(owned_by(client, Consent), Person.id == Consent.coach)
        .order_by(Consent.withdrawn.is_not(None), Consent.since)
    )
    return [ConsentParty(*row) for row in s.execute(query)]


def clients_of(s: Session, coach: str) -> list[ConsentParty]:
    """Return the clients who consent to a coach, sorted by name."""
    query = (
        select(Person.id, Person.name, Consent.since, Consent.withdrawn)
        .where(Consent.coach == str(coach), Consent.withdrawn.is_(None), Person.id == Consent.owner)
        .order_by(Person.name, Person.id)
    )
    return [ConsentParty(*row) for row in s.execute(query)]


def end_consent(s: Session, coach: str, client: str) -> bool:
    """End a client's consent at the coach's wish; return whether it was in force."""
    row = _consent_between(s, client, coach)
    if row is None or row.withdrawn is not None:
        return False
    row.withdrawn = now()
    return True


# --- the access log ------------------------------------------------------------------------------


ACCESS_REPEAT = timedelta(minutes=10)
"""Repeated views of the same thing within this time are logged once. Chosen."""


@dataclass(frozen=True, slots=True)
class AccessLogEntry:
    """One view; `who` is None if that account was deleted, `title` None if it is not a set."""

    moment: datetime
    who: str | None
    name: str
    what: str
    set_id: str | None
    title: str | None


def access_logged(s: Session, owner: str, who: str, what: str, set_id: str | None) -> bool:
    """Return whether this view was logged in the last `ACCESS_REPEAT`."""
    same = AccessLogRow.set_id.is_(None) if set_id is None else AccessLogRow.set_id == set_id
    found = s.scalar(
        select(AccessLogRow.id)
        .where(
            owned_by(owner, AccessLogRow),
            AccessLogRow.who == who,
            AccessLogRow.what == what,
            same,
            AccessLogRow.moment > now() - ACCESS_REPEAT,
        )
        .limit(1)
    )
    return found is not None


def log_access(s: Session, owner: str, who: str, name: str, what: str, set_id: str | None) -> None:
    """Log that `who`, named `name`, viewed something of `owner`."""
    s.add(
        AccessLogRow(
            id=new_id(), owner=owner, who=who, name=name, what=what, set_id=set_id, moment=now()
        )
    )


def access_log(
    s: Session, person: str, limit: int | None = None, offset: int = 0
) -> tuple[Sequence[AccessLogEntry], int]:
    """Return the views of a person's data, newest first, and their total number."""
    total = (
        s.scalar(
            select(func.count()).select_from(AccessLogRow).where(owned_by(person, AccessLogRow))
        )
        or 0
    )
    query = (
        select(
            AccessLogRow.moment,
            AccessLogRow.who,
            AccessLogRow.name,
            AccessLogRow.what,
            AccessLogRow.set_id,
            Analysis.title,
        )
        .outerjoin(Analysis, Analysis.id == AccessLogRow.set_id)
        .where(owned_by(person, AccessLogRow))
        .order_by(AccessLogRow.moment.desc(), AccessLogRow.id)
        .limit(limit)
        .offset(offset)
    )
    return [AccessLogEntry(*row) for row in s.execute(query)], total
