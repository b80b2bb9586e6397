"""Who may see whom: consents, invitations by link, and joining by one."""

import re
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from formcheck.api.auth import Principal, maybe_principal
from formcheck.api.deps import TEAM_ONLY, AccountDep, CoachDep, ServicesDep
from formcheck.api.errors import ApiError, or_404
from formcheck.api.links import address_here, qr_picture
from formcheck.api.rates import Rates
from formcheck.api.routes import sign_in
from formcheck.api.routes.sign_in import Me, me_out
from formcheck.api.schemas.sets import Failure, FromAttributes, Moment, Somebody, Text
from formcheck.storage import accounts, credentials, permissions
from formcheck.storage.account_models import Invitation, Role
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["people"], responses={404: {"model": Failure}})

# --- who may see whom --------------------------------------------------------------------------


class ConsentOut(BaseModel):
    """A coach's consent: since when it stands, and when it was withdrawn, if it was."""

    coach: Somebody
    since: Moment
    withdrawn: Moment | None


class Consents(BaseModel):
    """The person's coaches, present and past."""

    consents: list[ConsentOut]


class Client(FromAttributes):
    """A client whose sets the coach may see, and since when."""

    id: str
    name: str
    since: Moment


class Clients(BaseModel):
    """A coach's clients, by name."""

    clients: list[Client]


@router.get("/consents", summary="Who may see one's sets")
def list_consents(services: ServicesDep, principal: AccountDep) -> Consents:
    """Return present coaches, then past ones."""
    with services.store.reading() as s:
        found = permissions.coaches_of(s, principal.person)
    return Consents(
        consents=[
            ConsentOut(coach=Somebody(id=c.id, name=c.name), since=c.since, withdrawn=c.withdrawn)
            for c in found
        ]
    )


@router.delete("/consents/{coach_id}", summary="Withdraw a consent", status_code=204)
def withdraw_consent(services: ServicesDep, principal: AccountDep, coach_id: str) -> None:
    """Withdraw a coach's access; it ends with their next request."""
    with services.store.writing() as s:
        or_404(permissions.withdraw_consent(s, principal.person, coach_id))


@router.post("/consents/{coach_id}", summary="Give a consent again", status_code=204)
def renew_consent(services: ServicesDep, principal: AccountDep, coach_id: str) -> None:
    """Give a past coach access again."""
    with services.store.writing() as s:
        or_404(permissions.renew_consent(s, principal.person, coach_id))


@router.get("/clients", summary="One's clients")
def list_clients(services: ServicesDep, coach: CoachDep) -> Clients:
    """Return the clients whose consent stands."""
    with services.store.reading() as s:
        found = permissions.clients_of(s, coach.person)
    return Clients.model_validate({"clients": found})


@router.delete("/clients/{client_id}", summary="Remove a client", status_code=204)
def remove_client(services: ServicesDep, coach: CoachDep, client_id: str) -> None:
    """Remove a client from the coach's list; the client may give consent again."""
    with services.store.writing() as s:
        or_404(permissions.end_consent(s, coach.person, client_id))


# --- invitations -------------------------------------------------------------------------------


class NewInvitation(BaseModel):
    """Whom to invite, and as what."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]
    role: Role


class InvitationLink(BaseModel):
    """A link that lets one person join; it is shown once. `qr`: the link as a picture."""

    id: str
    url: str
    qr: str
    until: Moment


class InvitationOut(FromAttributes):
    """An invitation that was not used yet."""

    id: str
    name: str
    role: Role
    created: Moment
    until: Moment


class Invitations(BaseModel):
    """The invitations that can still be used, the newest first."""

    invitations: list[InvitationOut]


@router.post("/invitations", summary="Invite somebody", status_code=201)
def invite(
    services: ServicesDep, coach: CoachDep, request: Request, requested: NewInvitation
) -> InvitationLink:
    """Return a link that works for one person, for 14 days."""
    with services.store.writing() as s:
        row, secret = accounts.add_invitation(s, coach.person, requested.name, requested.role)
    url = address_here(request, f"/join/{secret}")
    return InvitationLink(id=row.id, url=url, qr=qr_picture(url), until=row.until)


@router.get("/invitations", summary="Invitations that were not used yet")
def list_invitations(services: ServicesDep, coach: CoachDep) -> Invitations:
    """Return the coach's open invitations."""
    with services.store.reading() as s:
        rows = accounts.open_invitations(s, coach.person)
    return Invitations.model_validate({"invitations": rows})


@router.delete("/invitations/{invitation_id}", summary="Take an invitation back", status_code=204)
def withdraw_invitation(services: ServicesDep, coach: CoachDep, invitation_id: str) -> None:
    """Withdraw an invitation; its link stops working at once."""
    with services.store.writing() as s:
        or_404(accounts.withdraw_invitation(s, coach.person, invitation_id))


# --- joining by a link -------------------------------------------------------------------------

_LOGIN = re.compile(r"[^\s\x00-\x1f\x7f]{3,120}")


class Invited(BaseModel):
    """An invitation: who invites (null for the first coach), as what, and whom."""

    by: str | None
    role: Role
    name: str


class JoinRequest(BaseModel):
    """Who joins; somebody who is signed in gives their consent only.

    `consent`: the coach who invites may see one's sets and plan them.
    """

    name: Annotated[Text, Field(max_length=120)] = ""
    login: Annotated[str, Field(max_length=200)] = ""
    password: Annotated[str, Field(max_length=1000)] = ""
    consent: bool = False


def _open_invitation(s: Session, token: str) -> Invitation:
    found = accounts.find_invitation(s, token)
    if found is None:
        raise ApiError(
            404,
            "used_invitation",
            "This invitation was used or has run out: ask for a new one.",
        )
    return found


@router.get("/join/{token}", summary="What an invitation is for", dependencies=[TEAM_ONLY])
def read_invitation(services: ServicesDep, token: str) -> Invited:
    """Return who invites, and as what."""
    with services.store.reading() as s:
        found = _open_invitation(s, token)
        by = accounts.holder_of(s, found.owner)
    return Invited(by=by.name if by else None, role=found.role, name=found.name)


@router.post("/join/{token}", summary="Join", dependencies=[TEAM_ONLY])
def join(
    services: ServicesDep, request: Request, response: Response, token: str, requested: JoinRequest
) -> Me:
    """Create an account and sign in; the first coach takes over the data of personal mode."""
    principal = maybe_principal(request)
    if principal is not None:
        return _add_coach(services, principal, token, requested)
    name, login = requested.name.strip(), accounts.canonical_login(requested.login)
    with services.store.reading() as s:
        invitation = _open_invitation(s, token)
        taken = accounts.by_login(s, login) is not None
    rates: Rates = request.app.state.rates
    if not name:
        raise ApiError(422, "no_name", "Say what you are called.")
    if not _LOGIN.fullmatch(login):
        raise ApiError(
            422, "bad_login", "A login has 3 to 120 characters and no space: an address will do."
        )
    accounts.check_password(requested.password, login)
    rates.taken_logins.check(invitation.id)
    if taken:
        rates.taken_logins.count(invitation.id)
        raise ApiError(409, "login_taken", "This login is taken: choose another one.")
    password = credentials.hash_password(requested.password)
    with services.store.writing() as s:
        found = _open_invitation(s, token)
        by = accounts.holder_of(s, found.owner)
        or_404(accounts.use_invitation(s, found) or (by is None and accounts.has_coach(s)))
        made = accounts.add_account(
            s,
            name=name,
            login=login,
            password=password,
            role=found.role,
            person=None if by else found.owner,
        )
        if found.role == "client":
            permissions.give_consent(s, made.owner, found.owner, stands=requested.consent)
        person = made.owner
    return sign_in.start_session(services, request, response, person)


def _add_coach(services: Services, principal: Principal, token: str, requested: JoinRequest) -> Me:
    """Give one more coach access; nothing else changes."""
    with services.store.writing() as s:
        found = _open_invitation(s, token)
        if found.role != "client" or found.owner == principal.person:
            raise ApiError(
                409,
                "signed_in",
                "You have an account already: sign out first to make another one.",
            )
        if not requested.consent:
            raise ApiError(422, "no_consent", "Nothing was changed, as you did not agree.")
        or_404(accounts.use_invitation(s, found))
        permissions.give_consent(s, principal.person, found.owner)
    return me_out(principal)
