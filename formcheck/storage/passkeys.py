"""Passkeys: the public keys that people's devices prove they have the private ones of."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Passkey
from formcheck.storage.database import new_id, now
from formcheck.storage.permissions import owned_by


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


def forget_all(s: Session, person: str) -> None:
    """Forget all of somebody's passkeys."""
    s.execute(delete(Passkey).where(owned_by(person, Passkey)))
