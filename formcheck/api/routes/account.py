"""One's own account: name, password, who looked at what, retention, export, erasing, API tokens."""

import contextlib
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from formcheck.api import files
from formcheck.api.deps import AccountDep, Limit, Offset, PersonDep, RecentlyVerified, ServicesDep
from formcheck.api.errors import ApiError, or_404
from formcheck.api.files import disposition
from formcheck.api.rates import Rates, address_of
from formcheck.api.routes import sign_in
from formcheck.api.routes.sign_in import Me, me_out
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.storage import account_deletion, accounts, credentials, maintenance, permissions
from formcheck.storage.account_models import Token
from formcheck.storage.database import now
from formcheck.worker.export import export

router = APIRouter(prefix="/api", tags=["me"], responses={422: {"model": Failure}})

Name = Annotated[Text, Field(min_length=1, max_length=120)]


class NewName(BaseModel):
    """A new name."""

    name: Name


class NewPassword(BaseModel):
    """The current password and the new one."""

    old: Annotated[str, Field(max_length=1000)]
    new: Annotated[str, Field(max_length=1000)]


class SetNamed(BaseModel):
    """A set by its title."""

    id: str
    title: str


class Viewer(BaseModel):
    """The person who looked."""

    id: str | None
    name: str


class AccessOut(BaseModel):
    """One entry of the access log; the id is null once that person has erased their account."""

    when: Moment
    who: Viewer
    what: str
    set: SetNamed | None


class AccessLog(BaseModel):
    """A page of the access log, newest first; `total` counts all entries."""

    looks: list[AccessOut]
    total: int


class Retention(BaseModel):
    """Days after which videos are removed; null: never."""

    video_days: Annotated[int, Field(ge=1, le=3650)] | None


@router.get("/me", summary="Who is signed in")
def me_(principal: AccountDep) -> Me:
    """Return the account of the signed-in person."""
    return me_out(principal)


@router.put("/me", summary="Change one's name")
def rename(services: ServicesDep, principal: AccountDep, requested: NewName) -> Me:
    """Change the name that coaches and clients see."""
    with services.store.writing() as s:
        accounts.rename(s, principal.person, requested.name)
    return Me(**{**me_out(principal).model_dump(), "name": requested.name})


@router.put("/me/password", summary="Change one's password", status_code=204)
def change_password(
    services: ServicesDep, request: Request, principal: AccountDep, requested: NewPassword
) -> None:
    """Change the password; every other browser is signed out, and every token revoked."""
    login, address = principal.login or "", address_of(request)
    accounts.check_password(requested.new, login)
    rates: Rates = request.app.state.rates
    rates.logins.begin(login, address)
    with services.store.reading() as s:
        account = accounts.account_of(s, principal.person)
    if not credentials.verify_password(account.password if account else None, requested.old):
        rates.logins.failed(address)
        raise ApiError(403, "wrong_password", "The old password is not right.")
    rates.logins.succeeded(login, address)
    new = credentials.hash_password(requested.new)
    with services.store.writing() as s:
        accounts.change_password(s, principal.person, new)
        credentials.end_sign_ins(s, principal.person, but=principal.signin)
        credentials.revoke_tokens(s, principal.person)


@router.get("/me/access", summary="Who looked at what")
def list_access(
    services: ServicesDep,
    person: PersonDep,
    limit: Limit = 50,
    offset: Offset = 0,
) -> AccessLog:
    """Return who opened the person's sets, videos and pages of data, and when."""
    with services.store.reading() as s:
        found, total = permissions.access_log(s, person, limit, offset)
    return AccessLog(
        looks=[
            AccessOut(
                when=x.moment,
                who=Viewer(id=x.who, name=x.name),
                what=x.what,
                set=None if x.set_id is None else SetNamed(id=x.set_id, title=x.title or ""),
            )
            for x in found
        ],
        total=total,
    )


@router.get("/me/retention", summary="How long videos are kept")
def read_retention(services: ServicesDep, person: PersonDep) -> Retention:
    """Return the number of days after which videos are removed."""
    with services.store.reading() as s:
        return Retention(video_days=maintenance.retention_days(s, person))


@router.put("/me/retention", summary="Change how long videos are kept")
def change_retention(services: ServicesDep, person: PersonDep, requested: Retention) -> Retention:
    """Remove videos some days after they arrive; reports, poses and pictures stay."""
    with services.store.writing() as s:
        maintenance.set_retention(s, person, requested.video_days)
    return requested


# --- export and erasing ------------------------------------------------------------------------

ZIP: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


class Confirmation(BaseModel):
    """The words that confirm erasing everything."""

    confirm: Literal["erase everything"]


class ErasedSets(BaseModel):
    """How many sets were erased."""

    analyses: int


@router.get(
    "/me/export",
    summary="Everything that is kept of the person, as a zip file",
    response_class=Response,
    responses={200: {"content": {"application/zip": ZIP}}},
)
def download_export(services: ServicesDep, principal: RecentlyVerified) -> Response:
    """Return all sets with videos, poses and reports, check-ins, entries, programme and limits."""
    name = f"formcheck {now().date().isoformat()}.zip"
    return StreamingResponse(
        export(services, principal.person),
        media_type="application/zip",
        headers={"Content-Disposition": disposition(name), "Cache-Control": "no-store"},
    )


@router.delete("/me", summary="Erase everything of the person")
def erase(
    services: ServicesDep, principal: RecentlyVerified, requested: Confirmation, response: Response
) -> ErasedSets:
    """Erase every row and file for good, uploads under way included; there is no way back."""
    deleted = account_deletion.delete_account(services.store, services.files, principal.person)
    if principal.signin is not None:
        sign_in.clear_session(response)
    for set_id in deleted.sets:
        services.supervisor.stop_work(set_id)
    for upload in deleted.uploads:
        with contextlib.suppress(OSError):
            files.incoming(services, upload).unlink(missing_ok=True)
    return ErasedSets(analyses=len(deleted.sets))


# --- keys for programs -------------------------------------------------------------------------

Scope = Literal["sets:read", "sets:write", "clients:read"]


class NewToken(BaseModel):
    """A new token; `days`: how long it is valid, null: until it is revoked."""

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


class TokenWithSecret(TokenOut):
    """A token with its secret, which is shown once: `Authorization: Bearer fc_...`."""

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


@router.post("/tokens", summary="Make a token", status_code=201)
def make_token(
    services: ServicesDep, principal: AccountDep, _: RecentlyVerified, requested: NewToken
) -> TokenWithSecret:
    """Make a key for a program."""
    with services.store.writing() as s:
        row, secret = credentials.add_token(
            s, principal.person, requested.name, set(requested.scopes), requested.days
        )
        return TokenWithSecret(**_token_out(row).model_dump(), secret=secret)


@router.get("/tokens", summary="One's tokens")
def list_tokens(services: ServicesDep, principal: AccountDep) -> Tokens:
    """Return one's tokens without their secrets."""
    with services.store.reading() as s:
        return Tokens(
            tokens=[_token_out(row) for row in credentials.tokens_of(s, principal.person)]
        )


@router.delete("/tokens/{token_id}", summary="Revoke a token", status_code=204)
def revoke_token(services: ServicesDep, principal: AccountDep, token_id: str) -> None:
    """Revoke a token; it stops working at once."""
    with services.store.writing() as s:
        or_404(credentials.revoke_token(s, principal.person, token_id))
