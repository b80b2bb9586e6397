"""Passkeys and what their devices are asked to sign."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Challenge, Passkey
from formcheck.storage.database import new_id, now
from formcheck.storage.permissions import owned_by
from formcheck.storage.secrets import hashed

SOON = timedelta(minutes=5)
"""How long there is to sign."""

MOST = 10_000
"""Challenges that are open at once."""


def challenge(s: Session, person: str | None) -> bytes | None:
    """Return random bytes to be signed once, soon; None where far too many are open.

    Args:
        s: a writing session.
        person: who adds a passkey; None where somebody signs in by one.
    """
    s.execute(delete(Challenge).where(Challenge.until < now()))
    if (s.scalar(select(func.count()).select_from(Challenge)) or 0) >= MOST:
        return None
    made = secrets.token_bytes(32)
    s.add(Challenge(id=hashed(made.hex()), owner=person and str(person), until=now() + SOON))
    return made


def take(s: Session, given: bytes, person: str | None) -> bool:
    """Use a challenge up; whether there was one, made for `person` and not too long ago."""
    row = s.execute(
        delete(Challenge)
        .where(Challenge.id == hashed(given.hex()))
        .returning(Challenge.owner, Challenge.until)
    ).first()
    return row is not None and row.until > now() and row.owner == (person and str(person))


def add(s: Session, person: str, name: str, credential: str, public: str, count: int) -> Passkey:
    """Keep a passkey."""
    row = Passkey(
        id=new_id(),
        owner=str(person),
        name=name,
        credential=credential,
        public=public,
        count=count,
        created=now(),
        used=None,
    )
    s.add(row)
    s.flush()
    return row


def by_credential(s: Session, credential: str) -> Passkey | None:
    """Return the passkey with that id of its device's, or None."""
    return s.scalar(select(Passkey).where(Passkey.credential == credential))


def used(s: Session, passkey: str, count: int) -> None:
    """Keep that a passkey was used, and how often it says it was."""
    row = s.get(Passkey, passkey)
    if row is not None:
        row.count, row.used = count, now()


def every(s: Session, person: str) -> list[Passkey]:
    """Return somebody's passkeys, the newest first."""
    query = select(Passkey).where(owned_by(person, Passkey))
    return list(s.scalars(query.order_by(Passkey.created.desc(), Passkey.id)))


def forget(s: Session, person: str, passkey: str) -> bool:
    """Forget one of somebody's passkeys; whether there was one."""
    gone = s.execute(
        delete(Passkey)
        .where(owned_by(person, Passkey), Passkey.id == passkey)
        .returning(Passkey.id)
    )
    return gone.first() is not None
