"""Who asks: in personal mode the one person, in team mode whoever a cookie or a token is of.

Every address under /api needs one of the two, but for those of `OPEN`; a token reaches only what
`SCOPED` lets it, so that an address nobody thought of stays closed to it.
"""

import hmac
import re
import secrets
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from fastapi.requests import HTTPConnection
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import WebSocketException

from formcheck.api.errors import ApiError
from formcheck.storage import OperationalError, accounts, credentials
from formcheck.storage.account_models import Role
from formcheck.storage.permissions import WithoutClients
from formcheck.worker.supervisor import Services

COOKIE = "formcheck"

CHALLENGE_LASTS = 5 * 60.0
"""Seconds that there are to sign a challenge."""

OPEN = re.compile(
    r"GET /api/state|(GET|POST) /api/join/[^/]+|POST /api/session(/passkey(/begin)?)?"
)
"""Requests that need no sign-in."""

READ, WRITE, CLIENTS = "sets:read", "sets:write", "clients:read"
SCOPES = (READ, WRITE, CLIENTS)

SCOPED = (
    (re.compile(r"(GET|HEAD) /api/(me|exercises)"), None),
    (re.compile(r"(GET|HEAD) /api/(clients|desk)(/.*)?"), CLIENTS),
    (
        re.compile(
            r"(GET|HEAD) /api/"
            r"(analyses|compare|progress|programme|checkins|limits|uploads|sets\.csv)(/.*)?"
        ),
        READ,
    ),
    (
        re.compile(
            r"(POST|PUT|PATCH|DELETE) /api/(analyses|uploads|sample|entries|checkins)(/.*)?"
        ),
        WRITE,
    ),
)
"""Requests that a token may make, and the scope each needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who asks.

    Attributes:
        person: their id; a `WithoutClients` where their clients are out of reach.
        name, login, role: of the account; in personal mode there is none.
        signin: id of the sign-in they come by; token: of the token.
        scopes: what the token may do; None for a person, who may do all that their role may.
        proved: when they last proved who they are, by password or passkey.
    """

    person: str
    name: str = ""
    login: str | None = None
    role: Role | None = None
    signin: str | None = None
    token: str | None = None
    scopes: frozenset[str] | None = None
    proved: datetime | None = None


def signed_out() -> ApiError:
    """Return what to raise where nobody is signed in."""
    return ApiError(401, "signed_out", "You are not signed in: sign in first.")


def principal_of(connection: HTTPConnection) -> Principal:
    """Return who asks; looked for once a request.

    Raises:
        ApiError: 401, nobody is signed in; 403, a token may not do this.
    """
    found: Principal | None = connection.scope.get("formcheck.principal")
    if found is None:
        services: Services = connection.app.state.services
        if services.settings.team:
            found = _principal(services, connection)
        else:
            found = Principal(person=services.store.only_person())
        connection.scope["formcheck.principal"] = found
    return found


def maybe_principal(connection: HTTPConnection) -> Principal | None:
    """Return who asks, or None where nobody is signed in."""
    try:
        return principal_of(connection)
    except ApiError:
        return None


def still_signed_in(connection: HTTPConnection) -> bool:
    """Whether who asked at first may go on: they have not signed out, nor been erased, since."""
    services: Services = connection.app.state.services
    try:
        return not services.settings.team or bool(_principal(services, connection))
    except ApiError:
        return False
    except OperationalError:  # nothing is known of it now
        return True


async def require_sign_in(connection: HTTPConnection) -> None:
    """Refuse whoever is not signed in, where that is needed; on every route of the application.

    What is not the API, /healthz first of all, is answered even while every thread is busy.
    """
    path = connection.scope["path"].rstrip("/")
    if f"{path}/".startswith("/api/"):
        await run_in_threadpool(_require_sign_in, connection, path)


def _require_sign_in(connection: HTTPConnection, path: str) -> None:
    if connection.scope["type"] == "websocket":
        try:
            principal_of(connection)
        except ApiError as error:
            raise WebSocketException(1008, error.code) from None
    elif not OPEN.fullmatch(f"{connection.scope['method']} {path}"):
        principal_of(connection)


def _principal(services: Services, connection: HTTPConnection) -> Principal:
    authorization = connection.headers.get("authorization")
    if authorization is not None:  # never both: a page's cookie does not help a token
        return _by_token(services, connection, authorization)
    secret = connection.cookies.get(COOKIE)
    if not secret:
        raise signed_out()
    with services.store.reading() as s:
        row = credentials.find_sign_in(s, secret)
        who = accounts.holder_of(s, row.owner) if row is not None else None
    if row is None or who is None:
        raise signed_out()
    if credentials.sign_in_stale(row):
        with suppress(OperationalError), services.store.writing() as s:
            credentials.touch_sign_in(s, row.id)
    return Principal(
        person=who.id,
        name=who.name,
        login=who.login,
        role=who.role,
        signin=row.id,
        proved=row.created,
    )


def _by_token(services: Services, connection: HTTPConnection, authorization: str) -> Principal:
    kind, _, secret = authorization.partition(" ")
    with services.store.reading() as s:
        row = credentials.find_token(s, secret.strip()) if kind.lower() == "bearer" else None
        who = accounts.holder_of(s, row.owner) if row is not None else None
    if row is None or who is None:
        raise ApiError(401, "bad_token", "This token is not known, was revoked, or has run out.")
    scopes = set(row.scopes.split())
    _check_scope(connection, scopes)
    if credentials.token_stale(row):
        with suppress(OperationalError), services.store.writing() as s:
            credentials.touch_token(s, row.id)
    person = who.id if CLIENTS in scopes else WithoutClients(who.id)
    return Principal(
        person=person,
        name=who.name,
        login=who.login,
        role=who.role,
        token=row.id,
        scopes=frozenset(scopes),
    )


def _check_scope(connection: HTTPConnection, scopes: set[str]) -> None:
    """Refuse what a token may not do; raises ApiError."""
    method = connection.scope.get("method", "WEBSOCKET")
    requested = f"{method} {connection.scope['path'].rstrip('/')}"
    for pattern, scope in SCOPED:
        if pattern.fullmatch(requested):
            if scope is None or scope in scopes:
                return
            raise ApiError(
                403, "scope", f"This token may not do that: it lacks {scope!r}.", scope=scope
            )
    raise ApiError(403, "scope", "No token may do that: sign in with a browser.")


class Challenges:
    """What devices are asked to sign, once and soon.

    A challenge is known by its own signature and takes no room before a device has answered it, so
    that nobody can use up all of them. Made and taken by one process: where several serve behind
    one name, the proxy keeps each browser on one of them.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._used: dict[bytes, float] = {}

    def make(self, person: str | None) -> bytes:
        """Return bytes to be signed; `person`: who adds a passkey, None where somebody signs in."""
        body = struct.pack(">d", time.time() + CHALLENGE_LASTS) + secrets.token_bytes(16)
        return body + self._signature(body, person)

    def stands(self, challenge: bytes, person: str | None) -> bool:
        """Whether a challenge was made here for that person, not too long ago, and is unused."""
        body, signature = challenge[:24], challenge[24:]
        if not hmac.compare_digest(signature, self._signature(body, person)):
            return False
        until: float = struct.unpack(">d", body[:8])[0]
        return until > time.time() and challenge not in self._used

    def use(self, challenge: bytes) -> bool:
        """Use a challenge up that was signed rightly; False where somebody was quicker."""
        now = time.time()
        with self._lock:
            self._used = {old: until for old, until in self._used.items() if until > now}
            if challenge in self._used:
                return False
            self._used[challenge] = now + CHALLENGE_LASTS
            return True

    def _signature(self, body: bytes, person: str | None) -> bytes:
        return hmac.digest(self._key, body + (person or "").encode(), "sha256")
