"""Signing in with a password or a passkey, signing out here and elsewhere.

A passkey never leaves its device: the device signs a challenge of ours, once, for the name and
origin that the browser sees; `HostOriginMiddleware` has made sure that the origin is our host's.
"""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from formcheck.analysis.report.json_format import Json
from formcheck.api.auth import COOKIE, Challenges, Principal, signed_out
from formcheck.api.deps import TEAM_ONLY, AccountDep, RecentlyVerified, ServicesDep
from formcheck.api.errors import ApiError, or_404
from formcheck.api.middleware import name_of
from formcheck.api.rates import Rates, address_of
from formcheck.api.schemas.sets import Failure, FromAttributes, Moment, Text
from formcheck.storage import accounts, credentials
from formcheck.storage.credentials import SIGN_IN_LONGEST
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["signing in"], responses={404: {"model": Failure}})

CLEARED = {"Clear-Site-Data": '"cache"'}
"""Header at sign-out: nothing that was seen stays in the browser's cache."""


class Me(BaseModel):
    """Who is signed in."""

    id: str
    name: str
    login: str
    role: Literal["coach", "client"]


def me_out(principal: Principal) -> Me:
    """Return who asks, where they have an account."""
    assert principal.role is not None
    return Me(
        id=str(principal.person),
        name=principal.name,
        login=principal.login or "",
        role=principal.role,
    )


class Password(BaseModel):
    """A login and its password."""

    login: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=1000)]


class SessionOut(BaseModel):
    """One browser that is signed in; `this`: the one that asks."""

    id: str
    created: Moment
    seen: Moment
    browser: str
    this: bool


class Sessions(BaseModel):
    """Where somebody is signed in, the latest first."""

    sessions: list[SessionOut]


def start_session(services: Services, request: Request, response: Response, person: str) -> Me:
    """Sign somebody in: their browser gets its cookie."""
    old = request.cookies.get(COOKIE)
    with services.store.writing() as s:
        before = credentials.find_sign_in(s, old) if old else None
        if before is not None:
            credentials.end_sign_in(s, before.owner, before.id)
        _, secret = credentials.add_sign_in(
            s, person, browser_name(request.headers.get("user-agent", ""))
        )
        who = accounts.holder_of(s, person)
    if who is None:  # erased meanwhile
        raise signed_out()
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(SIGN_IN_LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=services.settings.secure_cookies or request.url.scheme == "https",
    )
    return Me(id=who.id, name=who.name, login=who.login, role=who.role)


def clear_session(response: Response) -> None:
    """Delete the browser's cookie and its cache of our pages."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    response.headers.update(CLEARED)


def browser_name(agent: str) -> str:
    """Return what a browser calls itself, in two words: "Firefox on Linux"."""
    kinds = {
        "Edg": "Edge",
        "OPR": "Opera",
        "Firefox": "Firefox",
        "Chrome": "Chrome",
        "CriOS": "Chrome",
        "Safari": "Safari",
    }
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "macOS",
        "Linux": "Linux",
    }
    kind = next((name for word, name in kinds.items() if word in agent), "Another browser")
    system = next((name for word, name in systems.items() if word in agent), "")
    return f"{kind} on {system}" if system else kind


@router.post(
    "/session",
    summary="Sign in",
    dependencies=[TEAM_ONLY],
    responses={401: {"model": Failure}, 429: {"model": Failure, "description": "Wait first"}},
)
def sign_in(services: ServicesDep, request: Request, response: Response, requested: Password) -> Me:
    """Sign in with login and password; whether the login exists cannot be told from the answer."""
    rates: Rates = request.app.state.rates
    address = address_of(request)
    login = accounts.canonical_login(requested.login)
    rates.logins.begin(login, address)
    with services.store.reading() as s:
        account = accounts.by_login(s, login)
    right = credentials.verify_password(account.password if account else None, requested.password)
    if account is None or not right:
        rates.logins.failed(address)
        raise ApiError(401, "wrong_login", "The login or the password is not right.")
    rates.logins.succeeded(login, address)
    return start_session(services, request, response, account.owner)


@router.delete("/session", summary="Sign out", status_code=204)
def sign_out(services: ServicesDep, principal: AccountDep, response: Response) -> None:
    """Sign out in this browser."""
    if principal.signin is not None:
        with services.store.writing() as s:
            credentials.end_sign_in(s, principal.person, principal.signin)
    clear_session(response)


@router.get(
    "/session/proof",
    summary="Whether one proved lately who one is",
    status_code=204,
    responses={403: {"model": Failure, "description": "Sign in again first"}},
)
def check_proof(_: RecentlyVerified) -> None:
    """Say whether what needs a fresh proof can be done now: signing in again is the proof."""


@router.get("/sessions", summary="Where one is signed in")
def list_sessions(services: ServicesDep, principal: AccountDep) -> Sessions:
    """Return the browsers that are signed in, the latest first."""
    with services.store.reading() as s:
        rows = credentials.sign_ins_of(s, principal.person)
    return Sessions(
        sessions=[
            SessionOut(
                id=r.id,
                created=r.created,
                seen=r.seen,
                browser=r.browser,
                this=r.id == principal.signin,
            )
            for r in rows
        ]
    )


@router.delete("/sessions", summary="Sign out everywhere", status_code=204)
def sign_out_everywhere(services: ServicesDep, principal: AccountDep, response: Response) -> None:
    """Sign out in every browser, this one too; tokens stay."""
    with services.store.writing() as s:
        credentials.end_sign_ins(s, principal.person)
    clear_session(response)


@router.delete("/sessions/{signin_id}", summary="Sign out in another browser", status_code=204)
def sign_out_there(
    services: ServicesDep, principal: AccountDep, signin_id: str, response: Response
) -> None:
    """Sign out in one of one's browsers."""
    with services.store.writing() as s:
        or_404(credentials.end_sign_in(s, principal.person, signin_id))
    if signin_id == principal.signin:
        clear_session(response)


# --- passkeys ----------------------------------------------------------------------------------


class Credential(BaseModel):
    """What a device answered, as `PublicKeyCredential.toJSON()` has it."""

    credential: dict[str, Any]


class NewPasskey(Credential):
    """A new passkey, and what to call it."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]


class PasskeyOut(FromAttributes):
    """A passkey by its name."""

    id: str
    name: str
    created: Moment
    used: Moment | None


class Passkeys(BaseModel):
    """One's passkeys, the newest first."""

    passkeys: list[PasskeyOut]


def _wrong_passkey() -> ApiError:
    return ApiError(401, "wrong_passkey", "This passkey was not accepted: try again, or another.")


def _challenges(request: Request) -> Challenges:
    found: Challenges = request.app.state.challenges
    return found


def _signed_for(request: Request) -> tuple[str, str]:
    """Return the name and origin that the device must have signed for; raises ApiError."""
    origin = request.headers.get("origin", "")
    name = name_of(request.headers.get("host", ""))
    if not name or urlsplit(origin).hostname != name:
        raise _wrong_passkey()
    return name, origin


@router.post("/passkeys/begin", summary="Begin to add a passkey")
def begin_passkey(
    services: ServicesDep, principal: AccountDep, _: RecentlyVerified, request: Request
) -> Json:
    """Return what `navigator.credentials.create` takes, as JSON."""
    from formcheck.api import webauthn

    with services.store.reading() as s:
        there = [p.credential for p in credentials.passkeys_of(s, principal.person)]
    return webauthn.registration_options(
        name_of(request.headers.get("host", "")),
        str(principal.person),
        principal.login or "",
        principal.name,
        _challenges(request).make(str(principal.person)),
        there,
    )


@router.post("/passkeys", summary="Add a passkey", status_code=201)
def add_passkey(
    services: ServicesDep, principal: AccountDep, request: Request, requested: NewPasskey
) -> PasskeyOut:
    """Save the public key of a device."""
    from formcheck.api import webauthn

    name, origin = _signed_for(request)
    challenges = _challenges(request)
    try:
        made = webauthn.RegistrationResponse(requested.credential)
        if not challenges.is_valid(made.challenge, str(principal.person)):
            raise _wrong_passkey()
        new = made.verify(name, origin)
    except webauthn.INVALID:
        raise _wrong_passkey() from None
    if not challenges.use(made.challenge):
        raise _wrong_passkey()
    with services.store.writing() as s:
        if credentials.find_passkey(s, new.credential_id) is not None:
            raise ApiError(409, "known_passkey", "This passkey belongs to an account already.")
        row = credentials.add_passkey(
            s, principal.person, requested.name, new.credential_id, new.public, new.count
        )
        return PasskeyOut.model_validate(row)


@router.get("/passkeys", summary="One's passkeys")
def list_passkeys(services: ServicesDep, principal: AccountDep) -> Passkeys:
    """Return one's passkeys by their names."""
    with services.store.reading() as s:
        return Passkeys.model_validate({"passkeys": credentials.passkeys_of(s, principal.person)})


@router.delete("/passkeys/{passkey_id}", summary="Forget a passkey", status_code=204)
def forget_passkey(services: ServicesDep, principal: AccountDep, passkey_id: str) -> None:
    """Delete a passkey; it no longer signs anybody in."""
    with services.store.writing() as s:
        or_404(credentials.delete_passkey(s, principal.person, passkey_id))


@router.post(
    "/session/passkey/begin",
    summary="Begin to sign in with a passkey",
    dependencies=[TEAM_ONLY],
)
def begin_passkey_sign_in(request: Request) -> Json:
    """Return what `navigator.credentials.get` takes, as JSON; the same for everybody."""
    from formcheck.api import webauthn

    return webauthn.authentication_options(
        name_of(request.headers.get("host", "")), _challenges(request).make(None)
    )


@router.post(
    "/session/passkey",
    summary="Sign in with a passkey",
    dependencies=[TEAM_ONLY],
    responses={401: {"model": Failure}},
)
def sign_in_with_passkey(
    services: ServicesDep, request: Request, response: Response, requested: Credential
) -> Me:
    """Sign in the owner of the passkey."""
    from formcheck.api import webauthn

    name, origin = _signed_for(request)
    challenges = _challenges(request)
    try:
        signed = webauthn.AuthenticationResponse(requested.credential)
        if not challenges.is_valid(signed.challenge, None):
            raise _wrong_passkey()
        with services.store.reading() as s:
            row = credentials.find_passkey(s, signed.credential_id)
        if row is None:
            raise _wrong_passkey()
        count = signed.verify(name, origin, row.public, row.count)
    except webauthn.INVALID:
        raise _wrong_passkey() from None
    if not challenges.use(signed.challenge):
        raise _wrong_passkey()
    with services.store.writing() as s:
        credentials.record_passkey_use(s, row.id, count)
    return start_session(services, request, response, row.owner)
