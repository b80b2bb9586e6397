"""Links that show the report of one set without an account, until they end or are withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import AccessLogRow, ShareLink
from formcheck.storage.credentials import hash_secret, new_secret
from formcheck.storage.database import add_row, now
from formcheck.storage.models import Analysis
from formcheck.storage.permissions import ACCESS_REPEAT, delete_own, owned_by

MOST_LINKS = 50
"""Links that one person may have at a time."""

OPENED = "link"
"""What the access log calls the view of a set by a link; nobody knows whose."""


@dataclass(frozen=True, slots=True)
class ListedLink:
    """A link that has not ended; `title` is that of its set."""

    id: str
    set_id: str
    title: str
    created: datetime
    until: datetime


def add(s: Session, person: str, set_id: str, lasts: timedelta) -> tuple[ShareLink, str]:
    """Add a link to a set of `person`; return it and its secret, which is not stored."""
    secret = new_secret()
    row = ShareLink(
        owner=str(person), secret=hash_secret(secret), analysis_id=set_id, until=now() + lasts
    )
    return add_row(s, row), secret


def count(s: Session, person: str) -> int:
    """Return how many links of a person have not ended."""
    query = select(func.count()).select_from(ShareLink)
    return s.scalar(query.where(owned_by(person, ShareLink), ShareLink.until > now())) or 0


def listed(s: Session, person: str, set_id: str | None = None) -> list[ListedLink]:
    """Return a person's links, or those to one set, newest first.

    Those that have ended, and those to sets that were deleted, are left out.
    """
    query = (
        select(
            ShareLink.id, ShareLink.analysis_id, Analysis.title, ShareLink.created, ShareLink.until
        )
        .join(Analysis, Analysis.id == ShareLink.analysis_id)
        .where(owned_by(person, ShareLink), ShareLink.until > now(), Analysis.deleted_at.is_(None))
        .order_by(ShareLink.created.desc(), ShareLink.id)
    )
    wanted = query.where(Analysis.id == set_id) if set_id else query
    return [ListedLink(*found) for found in s.execute(wanted)]


def find(s: Session, secret: str) -> ShareLink | None:
    """Return the link with this secret; None if there is none, or it has ended."""
    row = s.scalar(select(ShareLink).where(ShareLink.secret == hash_secret(secret)))
    return row if row is not None and row.until > now() else None


def withdraw(s: Session, person: str, link_id: str) -> bool:
    """End a link at once; return whether there was one."""
    return delete_own(s, ShareLink, person, id=link_id)


def log_opening(s: Session, link: ShareLink) -> None:
    """Tell the owner that somebody opened a link; once within `ACCESS_REPEAT`."""
    query = select(AccessLogRow.id).where(
        owned_by(link.owner, AccessLogRow),
        AccessLogRow.who.is_(None),
        AccessLogRow.what == OPENED,
        AccessLogRow.set_id == link.analysis_id,
        AccessLogRow.moment > now() - ACCESS_REPEAT,
    )
    if s.scalar(query.limit(1)) is None:
        s.add(
            AccessLogRow(owner=link.owner, who=None, name="", what=OPENED, set_id=link.analysis_id)
        )


def delete_ended(s: Session) -> None:
    """Delete the links that have ended."""
    s.execute(delete(ShareLink).where(ShareLink.until < now()))
