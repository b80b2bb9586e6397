"""Passkeys: the public keys of key pairs on people's devices."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Passkey
from formcheck.storage.database import new_id, now
from formcheck.storage.permissions import owned_by


def add(s: Session, person: str, name: str, credential: str, public: str, count: int) -> Passkey:
    """Add a passkey."""
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
    """Return the passkey with this credential id, or None."""
    return s.scalar(select(Passkey).where(Passkey.credential == credential))


def used(s: Session, passkey: str, count: int) -> None:
    """Record that a passkey was used, with the signature count that it reports."""
    row = s.get(Passkey, passkey)
    if row is not None:
        row.count, row.used = count, now()


def every(s: Session, person: str) -> list[Passkey]:
    """Return a person's passkeys, newest first."""
    query = select(Passkey).where(owned_by(person, Passkey))
    return list(s.scalars(query.order_by(Passkey.created.desc(), Passkey.id)))


def forget(s: Session, person: str, passkey: str) -> bool:
    """Delete a passkey of a person; return whether there was one."""
    gone = s.execute(
        delete(Passkey)
        .where(owned_by(person, Passkey), Passkey.id == passkey)
        .returning(Passkey.id)
    )
    return gone.first() is not None


def forget_all(s: Session, person: str) -> None:
    """Delete all passkeys of a person."""
    s.execute(delete(Passkey).where(owned_by(person, Passkey)))
