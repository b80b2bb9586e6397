"""Who looked at what of whom, and when: kept for the one who was looked at."""

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
"""How long several looks at the same thing are one."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One look; `who` None where they were erased since, `title` None where it is no set."""

    moment: datetime
    who: str | None
    name: str
    what: str
    set_id: str | None
    title: str | None


def known(s: Session, owner: str, who: str, what: str, set_id: str | None) -> bool:
    """Whether it is kept already that somebody looked just now."""
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
    """Keep that somebody looked."""
    s.add(
        Look(id=new_id(), owner=owner, who=who, name=name, what=what, set_id=set_id, moment=now())
    )


def page(
    s: Session, person: str, limit: int | None = None, offset: int = 0
) -> tuple[Sequence[Looked], int]:
    """Return looks at what is somebody's, the latest first; and how many there are in all."""
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
