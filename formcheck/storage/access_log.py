"""The access log: who viewed whose data, and when; for the person whose data it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Look
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis
from formcheck.storage.permissions import owned_by

ONCE = timedelta(minutes=10)
"""Repeated views of the same thing within this time are logged once. Chosen."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One view; `who` is None if that account was deleted, `title` None if it is not a set."""

    moment: datetime
    who: str | None
    name: str
    what: str
    set_id: str | None
    title: str | None


def known(s: Session, owner: str, who: str, what: str, set_id: str | None) -> bool:
    """Return whether this view was logged in the last `ONCE`."""
    same = Look.set_id.is_(None) if set_id is None else Look.set_id == set_id
    found = s.scalar(
        select(Look.id)
        .where(
            owned_by(owner, Look),
            Look.who == who,
            Look.what == what,
            same,
            Look.moment > now() - ONCE,
        )
        .limit(1)
    )
    return found is not None


def add(s: Session, owner: str, who: str, name: str, what: str, set_id: str | None) -> None:
    """Log that `who`, named `name`, viewed something of `owner`."""
    s.add(
        Look(id=new_id(), owner=owner, who=who, name=name, what=what, set_id=set_id, moment=now())
    )


def page(
    s: Session, person: str, limit: int | None = None, offset: int = 0
) -> tuple[Sequence[Looked], int]:
    """Return the views of a person's data, newest first, and their total number."""
    total = s.scalar(select(func.count()).select_from(Look).where(owned_by(person, Look))) or 0
    query = (
        select(Look.moment, Look.who, Look.name, Look.what, Look.set_id, Analysis.title)
        .outerjoin(Analysis, Analysis.id == Look.set_id)
        .where(owned_by(person, Look))
        .order_by(Look.moment.desc(), Look.id)
        .limit(limit)
        .offset(offset)
    )
    return [Looked(*row) for row in s.execute(query)], total
