"""Permissions: who may see whose data, by which consent, and who has looked at it.

Every read and every change uses one of two filters. A row requested by its id is read with
`visible_to`: one's own rows, and those of clients who consent. Lists and totals are of one person,
for whom `visible_person` was checked before, and are read with `owned_by`, as is everything that is
changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import AccessLogRow, Consent
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, Owned, Person

Row = TypeVar("Row", bound=Owned)


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


def find_own(s: Session, table: type[Row], person: str, **values: object) -> Row | None:
    """Return a person's row with these values, or None."""
    return s.scalar(select(table).filter_by(owner=str(person), **values).limit(1))


def find_visible(s: Session, table: type[Row], person: str, **values: object) -> Row | None:
    """Return a row with these values that a person may see, or None."""
    query = select(table).where(visible_to(person, table)).filter_by(**values)
    return s.scalar(query.limit(1))


def find_or_add(s: Session, table: type[Row], person: str, **values: object) -> Row:
    """Return a person's row with these values, a new one if there is none."""
    row = find_own(s, table, person, **values)
    if row is None:
        row = table(owner=str(person), **values)
        s.add(row)
    return row


def delete_own(s: Session, table: type[Owned], person: str, **values: object) -> bool:
    """Delete a person's rows with these values; return whether there were any."""
    gone = delete(table).filter_by(owner=str(person), **values).returning(table.owner)
    return s.execute(gone).first() is not None


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
    """Give a coach consent; with `stands` false, only record the coach's request."""
    row = find_or_add(s, Consent, client, coach=str(coach))
    if row.withdrawn is not None and stands:
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
    return find_own(s, Consent, client, coach=str(coach))


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
"""Views of the same thing within this time are logged once: one visit takes several requests."""


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
    query = select(AccessLogRow.id).filter_by(owner=owner, who=who, what=what, set_id=set_id)
    recent = query.where(AccessLogRow.moment > now() - ACCESS_REPEAT)
    return s.scalar(recent.limit(1)) is not None


def log_access(s: Session, owner: str, who: str, name: str, what: str, set_id: str | None) -> None:
    """Log that `who`, named `name`, viewed something of `owner`."""
    s.add(AccessLogRow(owner=owner, who=who, name=name, what=what, set_id=set_id))


def access_log(
    s: Session, person: str, limit: int | None = None, offset: int = 0
) -> tuple[Sequence[AccessLogEntry], int]:
    """Return the views of a person's data, newest first, and their total number."""
    row, own = AccessLogRow, owned_by(person, AccessLogRow)
    query = (
        select(row.moment, row.who, row.name, row.what, row.set_id, Analysis.title)
        .outerjoin(Analysis, Analysis.id == row.set_id)
        .where(own)
        .order_by(row.moment.desc(), row.id)
    )
    entries = [AccessLogEntry(*found) for found in s.execute(query.limit(limit).offset(offset))]
    return entries, s.scalar(select(func.count()).select_from(row).where(own)) or 0
