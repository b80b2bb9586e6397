"""Keys for programs: what they may do is said when they are made."""

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from formcheck.api.deps import Account, Given
from formcheck.api.errors import not_found
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.storage import tokens
from formcheck.storage.account_models import Token

router = APIRouter(prefix="/api/tokens", tags=["people"], responses={404: {"model": Failure}})

Scope = Literal["sets:read", "sets:write", "clients:read"]


class NewToken(BaseModel):
    """A token to be made; `days`: how long it is good, null: until it is revoked."""

    name: Annotated[Text, Field(min_length=1, max_length=120)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=10)]
    days: Annotated[int, Field(ge=1, le=3650)] | None = None


class TokenOut(BaseModel):
    """A token without its secret."""

    id: str
    name: str
    scopes: list[str]
    created: Moment
    until: Moment | None
    used: Moment | None


class Made(TokenOut):
    """A token with its secret, which is told once: `Authorization: Bearer fc_...`."""

    secret: str


class Tokens(BaseModel):
    """One's tokens, the newest first."""

    tokens: list[TokenOut]


def _token_out(row: Token) -> TokenOut:
    return TokenOut(
        id=row.id,
        name=row.name,
        scopes=row.scopes.split(),
        created=row.created,
        until=row.until,
        used=row.used,
    )


@router.post("", summary="Make a token", status_code=201)
def make(services: Given, principal: Account, requested: NewToken) -> Made:
    """Make a key for a program."""
    with services.store.writing() as s:
        row, secret = tokens.add(
            s, principal.person, requested.name, set(requested.scopes), requested.days
        )
        return Made(**_token_out(row).model_dump(), secret=secret)


@router.get("", summary="One's tokens")
def every(services: Given, principal: Account) -> Tokens:
    """Return one's tokens without their secrets."""
    with services.store.reading() as s:
        return Tokens(tokens=[_token_out(row) for row in tokens.every(s, principal.person)])


@router.delete("/{token_id}", summary="Revoke a token", status_code=204)
def revoke(services: Given, principal: Account, token_id: str) -> Response:
    """Make a token worthless at once."""
    with services.store.writing() as s:
        if not tokens.forget(s, principal.person, token_id):
            raise not_found()
    return Response(status_code=204)
