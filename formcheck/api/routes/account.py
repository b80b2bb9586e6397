"""One's own account: name and password; who looked at what; how long videos are kept."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from formcheck.api.deps import Account, Given, Person
from formcheck.api.errors import ApiError
from formcheck.api.login_throttle import LoginThrottle, address_of
from formcheck.api.schemas.account import Me, me
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.storage import access_log, accounts, retention, secrets, sign_ins

router = APIRouter(prefix="/api/me", tags=["me"], responses={422: {"model": Failure}})

Name = Annotated[Text, Field(min_length=1, max_length=120)]


class Renamed(BaseModel):
    """A new name."""

    name: Name


class NewPassword(BaseModel):
    """The password there is, and the one there is to be."""

    old: Annotated[str, Field(max_length=1000)]
    new: Annotated[str, Field(max_length=1000)]


class SetNamed(BaseModel):
    """A set by its title."""

    id: str
    title: str


class Looker(BaseModel):
    """Who looked."""

    id: str | None
    name: str


class LookOut(BaseModel):
    """That somebody looked at something; their id is null where they were erased since."""

    when: Moment
    who: Looker
    what: str
    set: SetNamed | None


class Looks(BaseModel):
    """Who looked at what, the latest first; `total` counts all."""

    looks: list[LookOut]
    total: int


class Retention(BaseModel):
    """After how many days videos are removed; null: never."""

    video_days: Annotated[int, Field(ge=1, le=3650)] | None


@router.get("", summary="Who is signed in")
def who(principal: Account) -> Me:
    """Return the account of who asks."""
    return me(principal)


@router.put("", summary="Change one's name")
def rename(services: Given, principal: Account, requested: Renamed) -> Me:
    """Be called otherwise from now on."""
    with services.store.writing() as s:
        accounts.rename(s, principal.person, requested.name)
    return Me(**{**me(principal).model_dump(), "name": requested.name})


@router.put("/password", summary="Change one's password", status_code=204)
def change_password(
    services: Given, request: Request, principal: Account, requested: NewPassword
) -> None:
    """Change the password; every other browser is signed out."""
    login, address = principal.login or "", address_of(request)
    accounts.check_password(requested.new, login)
    throttle: LoginThrottle = request.app.state.login_throttle
    throttle.begin(login, address)
    with services.store.reading() as s:
        account = accounts.of(s, principal.person)
    if not secrets.is_password(account.password if account else None, requested.old):
        raise ApiError(403, "wrong_password", "The old password is not right.")
    throttle.good(login, address)
    new = secrets.hash_password(requested.new)
    with services.store.writing() as s:
        accounts.change_password(s, principal.person, new)
        sign_ins.end_all(s, principal.person, but=principal.signin)


@router.get("/access", summary="Who looked at what")
def access(
    services: Given,
    person: Person,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Looks:
    """Return a part of the looks that others had at one's sets, videos and pages of data."""
    with services.store.reading() as s:
        found, total = access_log.page(s, person, limit, offset)
    return Looks(
        looks=[
            LookOut(
                when=x.moment,
                who=Looker(id=x.who, name=x.name),
                what=x.what,
                set=None if x.set_id is None else SetNamed(id=x.set_id, title=x.title or ""),
            )
            for x in found
        ],
        total=total,
    )


@router.get("/retention", summary="How long videos are kept")
def kept(services: Given, person: Person) -> Retention:
    """Return after how many days videos are removed."""
    with services.store.reading() as s:
        return Retention(video_days=retention.days(s, person))


@router.put("/retention", summary="Change how long videos are kept")
def keep(services: Given, person: Person, requested: Retention) -> Retention:
    """Have videos removed some days after they came; reports, poses and pictures stay."""
    with services.store.writing() as s:
        retention.put(s, person, requested.video_days)
    return requested
