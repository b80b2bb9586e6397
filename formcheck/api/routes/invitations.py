"""Invitations by link: made, listed and taken back by the coach who invites."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from formcheck.api.deps import Coach, Given
from formcheck.api.errors import not_found
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.storage import invitations
from formcheck.storage.accounts import Role, role_of

router = APIRouter(prefix="/api/invitations", tags=["people"], responses={404: {"model": Failure}})


class Inviting(BaseModel):
    """Whom to invite, and as what."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]
    role: Role


class Made(BaseModel):
    """A link that lets one person join; it is told once."""

    id: str
    url: str
    until: Moment


class InvitationOut(BaseModel):
    """An invitation that was not used yet."""

    id: str
    name: str
    role: Role
    created: Moment
    until: Moment


class Invitations(BaseModel):
    """The invitations that can still be used, the newest first."""

    invitations: list[InvitationOut]


@router.post("", summary="Invite somebody", status_code=201)
def invite(services: Given, coach: Coach, request: Request, requested: Inviting) -> Made:
    """Return a link that is good for one person and 14 days."""
    with services.store.writing() as s:
        row, secret = invitations.add(s, coach.person, requested.name, requested.role)
    url = request.base_url.replace(path=f"/join/{secret}", query="", fragment="")
    return Made(id=row.id, url=str(url), until=row.until)


@router.get("", summary="Invitations that were not used yet")
def every(services: Given, coach: Coach) -> Invitations:
    """Return one's own invitations."""
    with services.store.reading() as s:
        rows = invitations.every(s, coach.person)
    return Invitations(
        invitations=[
            InvitationOut(
                id=r.id, name=r.name, role=role_of(r.role), created=r.created, until=r.until
            )
            for r in rows
        ]
    )


@router.delete("/{invitation_id}", summary="Take an invitation back", status_code=204)
def take_back(services: Given, coach: Coach, invitation_id: str) -> Response:
    """Make a link worthless."""
    with services.store.writing() as s:
        if not invitations.forget(s, coach.person, invitation_id):
            raise not_found()
    return Response(status_code=204)
