"""Who is signed in where: begun, recognised by the secret of its cookie, ended."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import SignIn
from formcheck.storage.database import new_id, now
from formcheck.storage.permissions import owned_by
from formcheck.storage.secrets import hashed, new_secret

IDLE = timedelta(days=30)
"""How long nobody may be seen before a sign-in ends."""

LONGEST = timedelta(days=180)
SEEN = timedelta(minutes=5)
"""How exactly it is known when somebody was seen."""


def begin(s: Session, person: str, browser: str) -> tuple[SignIn, str]:
    """Sign somebody in; return the sign-in, and the secret that its browser keeps."""
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
    """Return the sign-in that a secret is of, where it stands."""
    row = s.scalar(select(SignIn).where(SignIn.secret == hashed(secret)))
    return row if row is not None and stands(row) else None


def stands(row: SignIn) -> bool:
    """Whether a sign-in has not run out."""
    return row.seen > now() - IDLE and row.created > now() - LONGEST


def stale(row: SignIn) -> bool:
    """Whether it is to be kept that somebody was seen."""
    return row.seen < now() - SEEN


def seen(s: Session, signin: str) -> None:
    """Keep that somebody was seen now."""
    row = s.get(SignIn, signin)
    if row is not None:
        row.seen = now()


def every(s: Session, person: str) -> list[SignIn]:
    """Return where somebody is signed in, the latest first."""
    query = select(SignIn).where(owned_by(person, SignIn)).order_by(SignIn.seen.desc(), SignIn.id)
    return [row for row in s.scalars(query) if stands(row)]


def end(s: Session, person: str, signin: str) -> bool:
    """End one of somebody's sign-ins; whether there was one."""
    gone = s.execute(
        delete(SignIn).where(owned_by(person, SignIn), SignIn.id == signin).returning(SignIn.id)
    )
    return gone.first() is not None


def end_all(s: Session, person: str, *, but: str | None = None) -> None:
    """End somebody's sign-ins everywhere, `but` one."""
    s.execute(delete(SignIn).where(owned_by(person, SignIn), SignIn.id != (but or "")))


def sweep(s: Session) -> None:
    """Forget sign-ins that ran out."""
    over = (SignIn.seen < now() - IDLE) | (SignIn.created < now() - LONGEST)
    s.execute(delete(SignIn).where(over))
