"""Secrets that are given out once and kept as a hash, and passwords.

A secret of 256 random bits needs no slow hash; a password does: argon2id, with OWASP's least
memory, and never more than a few at once, so that many who sign in do not fill the memory.
"""

import hashlib
import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 4
"""Passwords hashed at once, 19 MiB each."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turns = threading.BoundedSemaphore(AT_ONCE)


def new_secret() -> str:
    """Return 256 random bits that can stand in an address."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    with _turns:
        return _hasher.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether it is the password that was kept; None takes as long, and is none."""
    try:
        with _turns:
            return _hasher.verify(kept or _nobody(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))
