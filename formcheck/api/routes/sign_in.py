"""Signing in with a password, signing out here and elsewhere."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from formcheck.api.auth import COOKIE, signed_out
from formcheck.api.deps import Account, Given, Services
from formcheck.api.errors import ApiError, not_found
from formcheck.api.login_throttle import LoginThrottle, address_of
from formcheck.api.schemas.account import Me, me
from formcheck.api.schemas.sets import Failure, Moment
from formcheck.storage import accounts, secrets, sign_ins
from formcheck.storage.sign_ins import LONGEST

router = APIRouter(prefix="/api", tags=["signing in"], responses={404: {"model": Failure}})

CLEARED = {"Clear-Site-Data": '"cache"'}
"""What a browser is told at the end: nothing of what was seen stays with it."""


class Password(BaseModel):
    """A login and its password."""

    login: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=1000)]


class SignInOut(BaseModel):
    """One browser that is signed in; `this`: the one that asks."""

    id: str
    created: Moment
    seen: Moment
    browser: str
    this: bool


class SignIns(BaseModel):
    """Where somebody is signed in, the latest first."""

    sessions: list[SignInOut]


def begin(services: Services, request: Request, response: Response, person: str) -> Me:
    """Sign somebody in: their browser gets its cookie."""
    old = request.cookies.get(COOKIE)
    with services.store.writing() as s:
        before = sign_ins.recognised(s, old) if old else None
        if before is not None:
            sign_ins.end(s, before.owner, before.id)
        _, secret = sign_ins.begin(s, person, browser_of(request.headers.get("user-agent", "")))
        who = accounts.known(s, person)
    if who is None:  # erased meanwhile
        raise signed_out()
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=services.settings.secure_cookies or request.url.scheme == "https",
    )
    return Me(id=who.id, name=who.name, login=who.login, role=who.role)


def end(response: Response) -> None:
    """Have a browser forget its cookie, and what it keeps of us."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    response.headers.update(CLEARED)


def browser_of(agent: str) -> str:
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
    responses={401: {"model": Failure}, 429: {"model": Failure, "description": "Wait first"}},
)
def sign_in(services: Given, request: Request, response: Response, requested: Password) -> Me:
    """Sign in with login and password; whether the login exists cannot be told from the answer."""
    if not services.settings.team:
        raise not_found()
    throttle: LoginThrottle = request.app.state.login_throttle
    address = address_of(request)
    login = accounts.canonical(requested.login)
    throttle.begin(login, address)
    with services.store.reading() as s:
        account = accounts.by_login(s, login)
    right = secrets.is_password(account.password if account else None, requested.password)
    if account is None or not right:
        raise ApiError(401, "wrong_login", "The login or the password is not right.")
    throttle.good(login, address)
    return begin(services, request, response, account.owner)


@router.delete("/session", summary="Sign out", status_code=204)
def sign_out(services: Given, principal: Account, response: Response) -> None:
    """Sign out in this browser."""
    if principal.signin is not None:
        with services.store.writing() as s:
            sign_ins.end(s, principal.person, principal.signin)
    end(response)


@router.get("/sessions", summary="Where one is signed in")
def every(services: Given, principal: Account) -> SignIns:
    """Return the browsers that are signed in, the latest first."""
    with services.store.reading() as s:
        rows = sign_ins.every(s, principal.person)
    return SignIns(
        sessions=[
            SignInOut(
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
def sign_out_everywhere(services: Given, principal: Account, response: Response) -> None:
    """Sign out in every browser, this one too; tokens stay."""
    with services.store.writing() as s:
        sign_ins.end_all(s, principal.person)
    end(response)


@router.delete("/sessions/{signin_id}", summary="Sign out in another browser", status_code=204)
def sign_out_there(services: Given, principal: Account, signin_id: str, response: Response) -> None:
    """Sign out in one of one's browsers."""
    with services.store.writing() as s:
        if not sign_ins.end(s, principal.person, signin_id):
            raise not_found()
    if signin_id == principal.signin:
        end(response)


__all__ = ["begin", "end", "me", "router"]
