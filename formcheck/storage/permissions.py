"""Who sees what: the filters that every read and every change goes through.

A row that is asked for by its id is read by `visible_to`: one's own, and those of clients whose
consent stands. What is listed or added up is of one person, who was found by `sees` before: it is
read by `owned_by`, as is everything that is changed.
"""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Consent
from formcheck.storage.models import Owned, Person


class WithoutClients(str):
    """The id of a person who asks without their clients: by a token that does not reach them."""

    __slots__ = ()


def visible_to(person: str, table: type[Owned]) -> ColumnElement[bool]:
    """Return the filter for rows of `table` that a person may see: their own and clients'."""
    own = owned_by(person, table)
    return own if isinstance(person, WithoutClients) else own | table.owner.in_(clients_of(person))


def owned_by(person: str, table: type[Owned]) -> ColumnElement[bool]:
    """Return the filter for rows of `table` that are a person's own."""
    return table.owner == str(person)


def clients_of(coach: str) -> Select[str]:
    """Return the ids of those whose consent to a coach stands, to be asked with others."""
    return select(Consent.owner).where(Consent.coach == str(coach), Consent.withdrawn.is_(None))


def sees(s: Session, person: str, other: str) -> Person | None:
    """Return somebody else, or oneself, whose data a person may see; None like nobody at all."""
    found = Person.id == str(person)
    if not isinstance(person, WithoutClients):
        found |= Person.id.in_(clients_of(person))
    return s.scalar(select(Person).where(Person.id == other, found))
