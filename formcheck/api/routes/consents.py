"""Who may see whom: a client's consents, and a coach's clients."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from formcheck.api.deps import Account, Coach, Given
from formcheck.api.errors import not_found
from formcheck.api.schemas.sets import Failure, Moment, Somebody
from formcheck.storage import consents

router = APIRouter(prefix="/api", tags=["people"], responses={404: {"model": Failure}})


class ConsentOut(BaseModel):
    """What a coach may see, since when; withdrawn: since when no more."""

    coach: Somebody
    since: Moment
    withdrawn: Moment | None


class Consents(BaseModel):
    """The coaches one has, and those one had."""

    consents: list[ConsentOut]


class Client(BaseModel):
    """Somebody whose sets a coach may see, since when."""

    id: str
    name: str
    since: Moment


class Clients(BaseModel):
    """A coach's clients, by name."""

    clients: list[Client]


@router.get("/consents", summary="Who may see one's sets")
def every(services: Given, principal: Account) -> Consents:
    """Return the coaches one has, then those one had."""
    with services.store.reading() as s:
        found = consents.coaches(s, principal.person)
    return Consents(
        consents=[
            ConsentOut(coach=Somebody(id=c.id, name=c.name), since=c.since, withdrawn=c.withdrawn)
            for c in found
        ]
    )


@router.delete("/consents/{coach_id}", summary="Withdraw a consent", status_code=204)
def withdraw(services: Given, principal: Account, coach_id: str) -> Response:
    """Let a coach see nothing any more, from their next request on."""
    with services.store.writing() as s:
        if not consents.withdraw(s, principal.person, coach_id):
            raise not_found()
    return Response(status_code=204)


@router.post("/consents/{coach_id}", summary="Give a consent again", status_code=204)
def again(services: Given, principal: Account, coach_id: str) -> Response:
    """Let a coach see again whom one had before."""
    with services.store.writing() as s:
        if not consents.again(s, principal.person, coach_id):
            raise not_found()
    return Response(status_code=204)


@router.get("/clients", summary="One's clients")
def clients(services: Given, coach: Coach) -> Clients:
    """Return those whose consent stands."""
    with services.store.reading() as s:
        found = consents.clients(s, coach.person)
    return Clients(clients=[Client(id=c.id, name=c.name, since=c.since) for c in found])


@router.delete("/clients/{client_id}", summary="Let a client go", status_code=204)
def let_go(services: Given, coach: Coach, client_id: str) -> Response:
    """See nothing of a client any more; they may give their consent again."""
    with services.store.writing() as s:
        if not consents.let_go(s, coach.person, client_id):
            raise not_found()
    return Response(status_code=204)
