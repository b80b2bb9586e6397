"""Joining by a link: a new account, or, for a client who has one, one more coach."""

import re
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from formcheck.api.auth import Principal, maybe_principal
from formcheck.api.deps import Given, Services
from formcheck.api.errors import ApiError, not_found
from formcheck.api.routes import sign_in
from formcheck.api.schemas.account import Me, me
from formcheck.api.schemas.sets import Failure, Text
from formcheck.storage import accounts, consents, invitations, secrets
from formcheck.storage.account_models import Invitation
from formcheck.storage.accounts import Role

router = APIRouter(prefix="/api/join", tags=["signing in"], responses={404: {"model": Failure}})

_LOGIN = re.compile(r"[^\s\x00-\x1f\x7f]{3,120}")


class Invited(BaseModel):
    """An invitation: who invites (null for the first coach), as what, and whom."""

    by: str | None
    role: Role
    name: str


class Joining(BaseModel):
    """Who joins; somebody who is signed in gives their consent only.

    `consent`: the coach who invites may see one's sets and plan them.
    """

    name: Annotated[Text, Field(max_length=120)] = ""
    login: Annotated[str, Field(max_length=200)] = ""
    password: Annotated[str, Field(max_length=1000)] = ""
    consent: bool = False


def _found(s: Session, token: str) -> Invitation:
    found = invitations.recognised(s, token)
    if found is None:
        raise ApiError(
            404,
            "used_invitation",
            "This invitation was used or has run out: ask for a new one.",
        )
    return found


@router.get("/{token}", summary="What an invitation is for")
def look(services: Given, token: str) -> Invited:
    """Return who invites, and as what."""
    if not services.settings.team:
        raise not_found()
    with services.store.reading() as s:
        found = _found(s, token)
        by = accounts.known(s, found.owner)
    return Invited(by=by.name if by else None, role=accounts.role_of(found.role), name=found.name)


@router.post("/{token}", summary="Join")
def join(
    services: Given, request: Request, response: Response, token: str, requested: Joining
) -> Me:
    """Make an account and sign in; the first coach takes over what personal mode had."""
    if not services.settings.team:
        raise not_found()
    principal = maybe_principal(request)
    if principal is not None:
        return _one_more(services, principal, token, requested)
    name, login = requested.name.strip(), accounts.canonical(requested.login)
    with services.store.reading() as s:
        _found(s, token)
        taken = accounts.by_login(s, login) is not None
    if not name:
        raise ApiError(422, "no_name", "Say what you are called.")
    if not _LOGIN.fullmatch(login):
        raise ApiError(
            422, "bad_login", "A login has 3 to 120 characters and no space: an address will do."
        )
    accounts.check_password(requested.password, login)
    if taken:
        raise ApiError(409, "login_taken", "This login is taken: choose another one.")
    password = secrets.hash_password(requested.password)
    with services.store.writing() as s:
        found = _found(s, token)
        by = accounts.known(s, found.owner)
        if not invitations.use(s, found) or (by is None and accounts.coach_there(s)):
            raise not_found()
        made = accounts.add(
            s,
            name=name,
            login=login,
            password=password,
            role=found.role,
            person=None if by else found.owner,
        )
        if found.role == "client":
            consents.give(s, made.owner, found.owner, stands=requested.consent)
        person = made.owner
    return sign_in.begin(services, request, response, person)


def _one_more(services: Services, principal: Principal, token: str, requested: Joining) -> Me:
    """Let one more coach see; nothing else changes."""
    with services.store.writing() as s:
        found = _found(s, token)
        if found.role != "client" or found.owner == principal.person:
            raise ApiError(
                409,
                "signed_in",
                "You have an account already: sign out first to make another one.",
            )
        if not requested.consent:
            raise ApiError(422, "no_consent", "Nothing was changed, as you did not agree.")
        if not invitations.use(s, found):
            raise not_found()
        consents.give(s, principal.person, found.owner)
    return me(principal)
