"""Sign-ins of browsers, recognised by the secret in their cookie."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import SignIn
from formcheck.storage.database import new_id, now
from formcheck.storage.permissions import owned_by
from formcheck.storage.secrets import hashed, new_secret

IDLE = timedelta(days=30)
"""A sign-in expires after this time without use."""

LONGEST = timedelta(days=180)
"""A sign-in expires after this time in any case."""

SEEN = timedelta(minutes=5)
"""Precision of the time of last use, so that not every request writes a row."""


def begin(s: Session, person: str, browser: str) -> tuple[SignIn, str]:
    """Sign a person in; return the sign-in, and the secret for the cookie."""
    secret = new_secret()
    row = SignIn(
        id=new_id(),
        owner=person,
        secret=hashed(secret),
        created=now(),
        seen=now(),
        browser=browser[:120],
    )
    s.add(row)
    s.flush()
    return row, secret


def recognised(s: Session, secret: str) -> SignIn | None:
    """Return the sign-in with this secret, or None if there is none that is valid."""
    row = s.scalar(select(SignIn).where(SignIn.secret == hashed(secret)))
    return row if row is not None and stands(row) else None


def stands(row: SignIn) -> bool:
    """Return whether a sign-in has not expired."""
    return row.seen > now() - IDLE and row.created > now() - LONGEST


def stale(row: SignIn) -> bool:
    """Return whether the time of last use should be updated."""
    return row.seen < now() - SEEN


def seen(s: Session, signin: str) -> None:
    """Set the time of last use to now."""
    row = s.get(SignIn, signin)
    if row is not None:
        row.seen = now()


def every(s: Session, person: str) -> list[SignIn]:
    """Return a person's valid sign-ins, newest first."""
    query = select(SignIn).where(owned_by(person, SignIn)).order_by(SignIn.seen.desc(), SignIn.id)
    return [row for row in s.scalars(query) if stands(row)]


def end(s: Session, person: str, signin: str) -> bool:
    """End a sign-in of a person; return whether there was one."""
    gone = s.execute(
        delete(SignIn).where(owned_by(person, SignIn), SignIn.id == signin).returning(SignIn.id)
    )
    return gone.first() is not None


def end_all(s: Session, person: str, *, but: str | None = None) -> None:
    """End all sign-ins of a person except `but`."""
    s.execute(delete(SignIn).where(owned_by(person, SignIn), SignIn.id != (but or "")))


def sweep(s: Session) -> None:
    """Delete expired sign-ins."""
    over = (SignIn.seen < now() - IDLE) | (SignIn.created < now() - LONGEST)
    s.execute(delete(SignIn).where(over))
