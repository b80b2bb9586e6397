"""Passkeys: a device proves that it has its key, and nothing secret is sent.

The device signs a challenge of ours, once, for the name and origin that the browser sees; `guard`
has made sure that the origin is the host that was requested.
"""

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from formcheck.api.deps import Account, Given, Services
from formcheck.api.errors import ApiError, not_found
from formcheck.api.middleware.host_origin import name_of
from formcheck.api.routes import sign_in as sign_ins
from formcheck.api.schemas.account import Me
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.storage import passkeys
from formcheck.storage.account_models import Passkey

router = APIRouter(prefix="/api", tags=["signing in"], responses={404: {"model": Failure}})

Options = dict[str, Any]
"""What a browser's own functions take, as the standard has it."""


class Proof(BaseModel):
    """What a device answered, as `PublicKeyCredential.toJSON()` has it."""

    credential: dict[str, Any]


class NewPasskey(Proof):
    """A new passkey, and what to call it."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]


class PasskeyOut(BaseModel):
    """A passkey by its name."""

    id: str
    name: str
    created: Moment
    used: Moment | None


class Passkeys(BaseModel):
    """One's passkeys, the newest first."""

    passkeys: list[PasskeyOut]


def _passkey_out(row: Passkey) -> PasskeyOut:
    return PasskeyOut(id=row.id, name=row.name, created=row.created, used=row.used)


def _refused() -> ApiError:
    return ApiError(401, "wrong_passkey", "This passkey was not accepted: try again, or another.")


def _challenge(services: Services, person: str | None) -> bytes:
    with services.store.writing() as s:
        made = passkeys.challenge(s, person)
    if made is None:
        raise ApiError(429, "too_often", "Too many sign in at once: try again in a minute.")
    return made


def _where(request: Request) -> tuple[str, str]:
    """Return name and origin that the browser has to have signed for; raises ApiError."""
    origin = request.headers.get("origin", "")
    name = name_of(request.headers.get("host", ""))
    if not name or urlsplit(origin).hostname != name:
        raise _refused()
    return name, origin


@router.post("/passkeys/begin", summary="Begin to add a passkey")
def begin(services: Given, principal: Account, request: Request) -> Options:
    """Return what `navigator.credentials.create` takes, as JSON."""
    from formcheck.api import webauthn

    with services.store.reading() as s:
        there = [p.credential for p in passkeys.every(s, principal.person)]
    return webauthn.to_add(
        name_of(request.headers.get("host", "")),
        str(principal.person),
        principal.login or "",
        principal.name,
        _challenge(services, principal.person),
        there,
    )


@router.post("/passkeys", summary="Add a passkey", status_code=201)
def add(services: Given, principal: Account, request: Request, requested: NewPasskey) -> PasskeyOut:
    """Keep the public key of a device."""
    from formcheck.api import webauthn

    name, origin = _where(request)
    try:
        made = webauthn.Made(requested.credential)
        _take(services, made.challenge, str(principal.person))
        new = made.proved(name, origin)
    except webauthn.WRONG:
        raise _refused() from None
    with services.store.writing() as s:
        if passkeys.by_credential(s, new.ident) is not None:
            raise ApiError(409, "known_passkey", "This passkey belongs to an account already.")
        row = passkeys.add(s, principal.person, requested.name, new.ident, new.public, new.count)
        return _passkey_out(row)


def _take(services: Services, challenge: bytes, person: str | None) -> None:
    with services.store.writing() as s:
        there = passkeys.take(s, challenge, person)
    if not there:
        raise _refused()


@router.get("/passkeys", summary="One's passkeys")
def every(services: Given, principal: Account) -> Passkeys:
    """Return one's passkeys by their names."""
    with services.store.reading() as s:
        return Passkeys(passkeys=[_passkey_out(row) for row in passkeys.every(s, principal.person)])


@router.delete("/passkeys/{passkey_id}", summary="Forget a passkey", status_code=204)
def forget(services: Given, principal: Account, passkey_id: str) -> Response:
    """Let nobody sign in by a passkey any more."""
    with services.store.writing() as s:
        if not passkeys.forget(s, principal.person, passkey_id):
            raise not_found()
    return Response(status_code=204)


@router.post(
    "/session/passkey/begin",
    summary="Begin to sign in with a passkey",
)
def begin_sign_in(services: Given, request: Request) -> Options:
    """Return what `navigator.credentials.get` takes, as JSON; the same for everybody."""
    if not services.settings.team:
        raise not_found()
    from formcheck.api import webauthn

    return webauthn.to_sign_in(name_of(request.headers.get("host", "")), _challenge(services, None))


@router.post(
    "/session/passkey", summary="Sign in with a passkey", responses={401: {"model": Failure}}
)
def sign_in(services: Given, request: Request, response: Response, requested: Proof) -> Me:
    """Sign in whoever the passkey is of."""
    if not services.settings.team:
        raise not_found()
    from formcheck.api import webauthn

    name, origin = _where(request)
    try:
        signed = webauthn.Signed(requested.credential)
        _take(services, signed.challenge, None)
        with services.store.reading() as s:
            row = passkeys.by_credential(s, signed.ident)
        if row is None:
            raise _refused()
        count = signed.proved(name, origin, row.public, row.count)
    except webauthn.WRONG:
        raise _refused() from None
    with services.store.writing() as s:
        passkeys.used(s, row.id, count)
    return sign_ins.begin(services, request, response, row.owner)
