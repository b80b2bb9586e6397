"""Keys for programs: each with scopes, some with an end."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Token
from formcheck.storage.database import new_id, now
from formcheck.storage.permissions import owned_by
from formcheck.storage.secrets import hashed, new_secret

PREFIX = "fc_"
"""What a token begins with, so that it is known for one wherever it is found."""

SEEN = timedelta(minutes=5)


def add(
    s: Session, person: str, name: str, scopes: set[str], days: int | None
) -> tuple[Token, str]:
    """Make a token; return it, and the secret that is told once."""
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
    """Return the token that a secret is of, where it has not run out."""
    row = s.scalar(select(Token).where(Token.secret == hashed(secret)))
    return row if row is not None and not over(row.until) else None


def over(until: datetime | None) -> bool:
    """Whether an end is past."""
    return until is not None and until <= now()


def stale(row: Token) -> bool:
    """Whether it is to be kept that it was used."""
    return row.used is None or row.used < now() - SEEN


def used(s: Session, token: str) -> None:
    """Keep that a token was used now."""
    row = s.get(Token, token)
    if row is not None:
        row.used = now()


def every(s: Session, person: str) -> list[Token]:
    """Return somebody's tokens, the newest first."""
    query = select(Token).where(owned_by(person, Token))
    return list(s.scalars(query.order_by(Token.created.desc(), Token.id)))


def forget(s: Session, person: str, token: str) -> bool:
    """Revoke one of somebody's tokens; whether there was one."""
    gone = s.execute(
        delete(Token).where(owned_by(person, Token), Token.id == token).returning(Token.id)
    )
    return gone.first() is not None


def forget_all(s: Session, person: str) -> None:
    """Revoke all of somebody's tokens."""
    s.execute(delete(Token).where(owned_by(person, Token)))
