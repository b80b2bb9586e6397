"""How people and programs prove who they are: passwords, sign-ins, API tokens and passkeys.

A secret of 256 random bits needs no slow hash. A password does: argon2id with the smallest memory
that OWASP recommends (19 MiB, 2 iterations, 1 lane), and few in parallel to bound the memory.
"""

import hashlib
import secrets
import threading
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.account_models import Passkey, SignIn, Token
from formcheck.storage.database import add_row, now
from formcheck.storage.permissions import delete_own, owned_by

PASSWORDS_AT_ONCE = 4
"""Passwords hashed in parallel, 19 MiB each."""

LAST_USE_PRECISION = timedelta(minutes=5)
"""Precision of the time of last use, so that not every request writes a row."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_hashing = threading.BoundedSemaphore(PASSWORDS_AT_ONCE)


def new_secret() -> str:
    """Return 256 random bits as text that is safe in a URL."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return the SHA-256 of a secret, which is what is stored."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def hash_password(password: str) -> str:
    """Return the argon2 hash of a password, which is what is stored."""
    with _hashing:
        return _hasher.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Return whether a password has the stored hash; for None it takes as long and is False."""
    try:
        with _hashing:
            return _hasher.verify(stored or _dummy_hash(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _dummy_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))


# --- sign-ins of browsers -------------------------------------------------------------------------

SIGN_IN_IDLE = timedelta(days=30)
"""A sign-in expires after this time without use."""

SIGN_IN_LONGEST = timedelta(days=180)
"""A sign-in expires after this time in any case."""


def add_sign_in(s: Session, person: str, browser: str) -> tuple[SignIn, str]:
    """Sign a person in; return the sign-in, and the secret for the cookie."""
    secret = new_secret()
    row = SignIn(owner=person, secret=hash_secret(secret), seen=now(), browser=browser[:120])
    return add_row(s, row), secret


def find_sign_in(s: Session, secret: str) -> SignIn | None:
    """Return the sign-in with this secret, or None if there is none that is valid."""
    row = s.scalar(select(SignIn).where(SignIn.secret == hash_secret(secret)))
    return row if row is not None and sign_in_valid(row) else None


def sign_in_valid(row: SignIn) -> bool:
    """Return whether a sign-in has not expired."""
    return row.seen > now() - SIGN_IN_IDLE and row.created > now() - SIGN_IN_LONGEST


def sign_in_stale(row: SignIn) -> bool:
    """Return whether the time of last use should be updated."""
    return row.seen < now() - LAST_USE_PRECISION


def touch_sign_in(s: Session, sign_in: str) -> None:
    """Set the time of last use to now."""
    row = s.get(SignIn, sign_in)
    if row is not None:
        row.seen = now()


def sign_ins_of(s: Session, person: str) -> list[SignIn]:
    """Return a person's valid sign-ins, newest first."""
    query = select(SignIn).where(owned_by(person, SignIn)).order_by(SignIn.seen.desc(), SignIn.id)
    return [row for row in s.scalars(query) if sign_in_valid(row)]


def end_sign_in(s: Session, person: str, sign_in: str) -> bool:
    """End a sign-in of a person; return whether there was one."""
    return delete_own(s, SignIn, person, id=sign_in)


def end_sign_ins(s: Session, person: str, *, but: str | None = None) -> None:
    """End all sign-ins of a person except `but`."""
    s.execute(delete(SignIn).where(owned_by(person, SignIn), SignIn.id != (but or "")))


def delete_expired_sign_ins(s: Session) -> None:
    """Delete expired sign-ins."""
    over = (SignIn.seen < now() - SIGN_IN_IDLE) | (SignIn.created < now() - SIGN_IN_LONGEST)
    s.execute(delete(SignIn).where(over))


# --- API tokens -----------------------------------------------------------------------------------

TOKEN_PREFIX = "fc_"
"""Prefix of every token, so that secret scanners can recognise it."""


def add_token(
    s: Session, person: str, name: str, scopes: set[str], days: int | None
) -> tuple[Token, str]:
    """Add a token; return it, and the secret, which is shown only once."""
    secret = TOKEN_PREFIX + new_secret()
    row = Token(
        owner=str(person),
        name=name,
        secret=hash_secret(secret),
        scopes=" ".join(sorted(scopes)),
        until=None if days is None else now() + timedelta(days=days),
    )
    return add_row(s, row), secret


def find_token(s: Session, secret: str) -> Token | None:
    """Return the token with this secret, or None if there is none that is valid."""
    row = s.scalar(select(Token).where(Token.secret == hash_secret(secret)))
    valid = row is not None and (row.until is None or row.until > now())
    return row if valid else None


def token_stale(row: Token) -> bool:
    """Return whether the time of last use should be updated."""
    return row.used is None or row.used < now() - LAST_USE_PRECISION


def touch_token(s: Session, token: str) -> None:
    """Set the time of last use to now."""
    row = s.get(Token, token)
    if row is not None:
        row.used = now()


def tokens_of(s: Session, person: str) -> list[Token]:
    """Return a person's tokens, newest first."""
    query = select(Token).where(owned_by(person, Token))
    return list(s.scalars(query.order_by(Token.created.desc(), Token.id)))


def revoke_token(s: Session, person: str, token: str) -> bool:
    """Revoke a token of a person; return whether there was one."""
    return delete_own(s, Token, person, id=token)


def revoke_tokens(s: Session, person: str) -> None:
    """Revoke all tokens of a person."""
    delete_own(s, Token, person)


# --- passkeys -------------------------------------------------------------------------------------


def add_passkey(
    s: Session, person: str, name: str, credential: str, public: str, count: int
) -> Passkey:
    """Add a passkey."""
    row = Passkey(owner=str(person), name=name, credential=credential, public=public, count=count)
    return add_row(s, row)


def find_passkey(s: Session, credential: str) -> Passkey | None:
    """Return the passkey with this credential id, or None."""
    return s.scalar(select(Passkey).where(Passkey.credential == credential))


def record_passkey_use(s: Session, passkey: str, count: int) -> None:
    """Record that a passkey was used, with the signature count that it reports."""
    row = s.get(Passkey, passkey)
    if row is not None:
        row.count, row.used = count, now()


def passkeys_of(s: Session, person: str) -> list[Passkey]:
    """Return a person's passkeys, newest first."""
    query = select(Passkey).where(owned_by(person, Passkey))
    return list(s.scalars(query.order_by(Passkey.created.desc(), Passkey.id)))


def delete_passkey(s: Session, person: str, passkey: str) -> bool:
    """Delete a passkey of a person; return whether there was one."""
    return delete_own(s, Passkey, person, id=passkey)


def delete_passkeys(s: Session, person: str) -> None:
    """Delete all passkeys of a person."""
    delete_own(s, Passkey, person)
