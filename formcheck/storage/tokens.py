"""API tokens: each has scopes, some expire."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Token
from formcheck.storage.database import new_id, now
from formcheck.storage.permissions import owned_by
from formcheck.storage.secrets import hashed, new_secret

PREFIX = "fc_"
"""Prefix of every token, so that secret scanners can recognise it."""

SEEN = timedelta(minutes=5)
"""Precision of the time of last use, so that not every request writes a row."""


def add(
    s: Session, person: str, name: str, scopes: set[str], days: int | None
) -> tuple[Token, str]:
    """Add a token; return it, and the secret, which is shown only once."""
    secret = PREFIX + new_secret()
    row = Token(
        id=new_id(),
        owner=str(person),
        name=name,
        secret=hashed(secret),
        scopes=" ".join(sorted(scopes)),
        created=now(),
        until=None if days is None else now() + timedelta(days=days),
        used=None,
    )
    s.add(row)
    s.flush()
    return row, secret


def recognised(s: Session, secret: str) -> Token | None:
    """Return the token with this secret, or None if there is none that is valid."""
    row = s.scalar(select(Token).where(Token.secret == hashed(secret)))
    return row if row is not None and not over(row.until) else None


def over(until: datetime | None) -> bool:
    """Return whether an expiry time is past."""
    return until is not None and until <= now()


def stale(row: Token) -> bool:
    """Return whether the time of last use should be updated."""
    return row.used is None or row.used < now() - SEEN


def used(s: Session, token: str) -> None:
    """Set the time of last use to now."""
    row = s.get(Token, token)
    if row is not None:
        row.used = now()


def every(s: Session, person: str) -> list[Token]:
    """Return a person's tokens, newest first."""
    query = select(Token).where(owned_by(person, Token))
    return list(s.scalars(query.order_by(Token.created.desc(), Token.id)))


def forget(s: Session, person: str, token: str) -> bool:
    """Revoke a token of a person; return whether there was one."""
    gone = s.execute(
        delete(Token).where(owned_by(person, Token), Token.id == token).returning(Token.id)
    )
    return gone.first() is not None


def forget_all(s: Session, person: str) -> None:
    """Revoke all tokens of a person."""
    s.execute(delete(Token).where(owned_by(person, Token)))
