"""Invitations: a link that lets one person join, once, for a while."""

from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from formcheck.storage import accounts
from formcheck.storage.account_models import Invitation
from formcheck.storage.database import Store, new_id, now
from formcheck.storage.permissions import owned_by
from formcheck.storage.secrets import hashed, new_secret

LASTS = timedelta(days=14)


def add(s: Session, person: str, name: str, role: str) -> tuple[Invitation, str]:
    """Invite somebody; return the invitation, and the secret of its link."""
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
    """Return the secret by which the first coach joins; None where there is a coach.

    Who joins by it becomes the person that personal mode had, with all they have. A link that was
    made before is worth nothing any more.
    """
    with store.writing() as s:
        if accounts.coach_there(s):
            return None
        person = accounts.nobody(s)
        s.execute(delete(Invitation).where(owned_by(person, Invitation)))
        return add(s, person, "", "coach")[1]


def recognised(s: Session, secret: str) -> Invitation | None:
    """Return the invitation that a secret is of, where it may still be used."""
    row = s.scalar(select(Invitation).where(Invitation.secret == hashed(secret)))
    return row if row is not None and row.used is None and row.until > now() else None


def use(s: Session, invitation: Invitation) -> bool:
    """Use an invitation; False where somebody was quicker."""
    taken = s.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used.is_(None))
        .values(used=now())
        .returning(Invitation.id)
    )
    return taken.first() is not None


def every(s: Session, person: str) -> list[Invitation]:
    """Return the invitations of somebody that can still be used, the newest first."""
    query = select(Invitation).where(
        owned_by(person, Invitation), Invitation.used.is_(None), Invitation.until > now()
    )
    return list(s.scalars(query.order_by(Invitation.created.desc(), Invitation.id)))


def forget(s: Session, person: str, invitation: str) -> bool:
    """Take an invitation back; whether there was one."""
    gone = s.execute(
        delete(Invitation)
        .where(owned_by(person, Invitation), Invitation.id == invitation)
        .returning(Invitation.id)
    )
    return gone.first() is not None


def sweep(s: Session) -> None:
    """Forget invitations that were used or ran out."""
    s.execute(delete(Invitation).where((Invitation.until < now()) | Invitation.used.is_not(None)))
