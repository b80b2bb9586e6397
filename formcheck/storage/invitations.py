"""Invitations: a link by which one person can join, once, within `LASTS`."""

from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from formcheck.storage import accounts
from formcheck.storage.account_models import Invitation
from formcheck.storage.database import Store, new_id, now
from formcheck.storage.permissions import owned_by
from formcheck.storage.secrets import hashed, new_secret

LASTS = timedelta(days=14)
"""How long an invitation is valid."""


def add(s: Session, person: str, name: str, role: str) -> tuple[Invitation, str]:
    """Add an invitation from `person`; return it and the secret of its link."""
    secret = new_secret()
    row = Invitation(
        id=new_id(),
        owner=str(person),
        secret=hashed(secret),
        name=name,
        role=role,
        created=now(),
        until=now() + LASTS,
        used=None,
    )
    s.add(row)
    s.flush()
    return row, secret


def first(store: Store) -> str | None:
    """Return the secret by which the first coach joins; None if there is a coach.

    The coach becomes the person of personal mode and keeps their data. Earlier links become
    invalid.
    """
    with store.writing() as s:
        if accounts.coach_there(s):
            return None
        person = accounts.nobody(s)
        s.execute(delete(Invitation).where(owned_by(person, Invitation)))
        return add(s, person, "", "coach")[1]


def recognised(s: Session, secret: str) -> Invitation | None:
    """Return the invitation with this secret, or None if there is none that is valid."""
    row = s.scalar(select(Invitation).where(Invitation.secret == hashed(secret)))
    return row if row is not None and row.used is None and row.until > now() else None


def use(s: Session, invitation: Invitation) -> bool:
    """Mark an invitation as used; False if it was used already."""
    taken = s.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used.is_(None))
        .values(used=now())
        .returning(Invitation.id)
    )
    return taken.first() is not None


def every(s: Session, person: str) -> list[Invitation]:
    """Return a person's invitations that are still valid, newest first."""
    query = select(Invitation).where(
        owned_by(person, Invitation), Invitation.used.is_(None), Invitation.until > now()
    )
    return list(s.scalars(query.order_by(Invitation.created.desc(), Invitation.id)))


def forget(s: Session, person: str, invitation: str) -> bool:
    """Revoke an invitation; return whether there was one."""
    gone = s.execute(
        delete(Invitation)
        .where(owned_by(person, Invitation), Invitation.id == invitation)
        .returning(Invitation.id)
    )
    return gone.first() is not None


def sweep(s: Session) -> None:
    """Delete invitations that were used or have expired."""
    s.execute(delete(Invitation).where((Invitation.until < now()) | Invitation.used.is_not(None)))
