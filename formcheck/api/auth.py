"""Authentication: in personal mode the one person, in team mode the owner of a cookie or token.

Every route under /api needs one of the two, except those of `UNAUTHENTICATED`. A token may use only
the routes of `TOKEN_ROUTES`, so that a new route is closed to tokens until it is listed there.
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
"""Seconds within which a challenge has to be signed."""

UNAUTHENTICATED = re.compile(
    r"GET /api/state|(GET|POST) /api/join/[^/]+|POST /api/session(/passkey(/begin)?)?"
)
"""Requests that need no sign-in."""

READ, WRITE, CLIENTS = "sets:read", "sets:write", "clients:read"

TOKEN_ROUTES = (
    (re.compile(r"(GET|HEAD) /api/(me|exercises)"), None),
    (re.compile(r"(GET|HEAD) /api/(clients|desk)(/.*)?"), CLIENTS),
    (
        re.compile(
            r"(GET|HEAD) /api/"
            r"(analyses|compare|progress|programme|timeline|checkins|limits|uploads|sets\.csv)(/.*)?"
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
    """The person or token that makes a request.

    Attributes:
        person: id of the person; a `WithoutClients` if a token gives no access to their clients.
        name, login, role: of the account; there is none in personal mode.
        signin: id of the sign-in that was used; token: id of the token.
        scopes: of the token; None for a person, who may do all that their role may.
        proved: when they last signed in, by password or passkey.
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
    """Return the error for a request without a sign-in."""
    return ApiError(401, "signed_out", "You are not signed in: sign in first.")


def principal_of(connection: HTTPConnection) -> Principal:
    """Return who makes the request; looked up once a request.

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
    """Return who makes the request, or None if nobody is signed in."""
    try:
        return principal_of(connection)
    except ApiError:
        return None


def still_signed_in(connection: HTTPConnection) -> bool:
    """Return whether a long connection may go on: its person has not signed out or been deleted."""
    services: Services = connection.app.state.services
    try:
        return not services.settings.team or bool(_principal(services, connection))
    except ApiError:
        return False
    except OperationalError:  # nothing is known of it now
        return True


async def require_sign_in(connection: HTTPConnection) -> None:
    """Refuse API requests without a sign-in; a dependency of every route.

    Other routes, such as /healthz, are answered even while all threads are busy.
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
    elif not UNAUTHENTICATED.fullmatch(f"{connection.scope['method']} {path}"):
        principal_of(connection)


def _principal(services: Services, connection: HTTPConnection) -> Principal:
    authorization = connection.headers.get("authorization")
    if authorization is not None:  # a cookie beside it does not count
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
    """Raise ApiError if a token may not make this request."""
    method = connection.scope.get("method", "WEBSOCKET")
    requested = f"{method} {connection.scope['path'].rstrip('/')}"
    for pattern, scope in TOKEN_ROUTES:
        if pattern.fullmatch(requested):
            if scope is None or scope in scopes:
                return
            raise ApiError(
                403, "scope", f"This token may not do that: it lacks {scope!r}.", scope=scope
            )
    raise ApiError(403, "scope", "No token may do that: sign in with a browser.")


class Challenges:
    """The challenges that devices sign, each once and within `CHALLENGE_LASTS`.

    A challenge carries its own signature and is stored only once it is used, so that nobody can
    fill the memory with them. One process makes and checks it: if several serve behind one name,
    the proxy has to keep each browser on one of them.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._used: dict[bytes, float] = {}

    def make(self, person: str | None) -> bytes:
        """Return a challenge; `person`: who adds a passkey, None for signing in."""
        body = struct.pack(">d", time.time() + CHALLENGE_LASTS) + secrets.token_bytes(16)
        return body + self._signature(body, person)

    def is_valid(self, challenge: bytes, person: str | None) -> bool:
        """Return whether a challenge was made here for that person, and is neither old nor used."""
        body, signature = challenge[:24], challenge[24:]
        if not hmac.compare_digest(signature, self._signature(body, person)):
            return False
        until: float = struct.unpack(">d", body[:8])[0]
        return until > time.time() and challenge not in self._used

    def use(self, challenge: bytes) -> bool:
        """Mark a correctly signed challenge as used; False if it was used meanwhile."""
        now = time.time()
        with self._lock:
            self._used = {old: until for old, until in self._used.items() if until > now}
            if challenge in self._used:
                return False
            self._used[challenge] = now + CHALLENGE_LASTS
            return True

    def _signature(self, body: bytes, person: str | None) -> bytes:
        return hmac.digest(self._key, body + (person or "").encode(), "sha256")
