"""Permissions: the filters that every read and every change uses.

A row requested by its id is read with `visible_to`: one's own rows, and those of clients who
consent. Lists and totals are of one person, for whom `sees` was checked before, and are read with
`owned_by`, as is everything that is changed.
"""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Consent
from formcheck.storage.models import Owned, Person


class WithoutClients(str):
    """The id of a coach whose token gives no access to clients."""

    __slots__ = ()


def visible_to(person: str, table: type[Owned]) -> ColumnElement[bool]:
    """Return the filter for the rows of `table` that a person may see: own and clients'."""
    own = owned_by(person, table)
    return own if isinstance(person, WithoutClients) else own | table.owner.in_(clients_of(person))


def owned_by(person: str, table: type[Owned]) -> ColumnElement[bool]:
    """Return the filter for the rows of `table` that belong to a person."""
    return table.owner == str(person)


def clients_of(coach: str) -> Select[str]:
    """Return the query for the ids of the clients who consent to a coach."""
    return select(Consent.owner).where(Consent.coach == str(coach), Consent.withdrawn.is_(None))


def sees(s: Session, person: str, other: str) -> Person | None:
    """Return `other` if `person` may see their data, else None, as if there were no such person."""
    found = Person.id == str(person)
    if not isinstance(person, WithoutClients):
        found |= Person.id.in_(clients_of(person))
    return s.scalar(select(Person).where(Person.id == other, found))
