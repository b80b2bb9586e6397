"""Dependencies and helpers of the routes: services, the principal, whose data, permissions.

Every view of somebody else's data is logged for them: who, what, when. Only the owner may change
data: a coach who may see a row is told whose it is, for anybody else it does not exist.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any, Literal, NoReturn

from fastapi import Depends, Query
from fastapi.requests import HTTPConnection
from pydantic import AfterValidator
from sqlalchemy.orm import Session

from formcheck.api.auth import Principal, principal_of
from formcheck.api.errors import ApiError, or_404
from formcheck.api.schemas.sets import SetPage, SetState, set_json
from formcheck.storage import accounts, permissions, set_lists, sets
from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from formcheck.storage.training import local_date
from formcheck.worker.supervisor import Services

PROOF_LASTS = timedelta(minutes=5)
"""How long a sign-in counts as proof that it is the person and not only their browser."""


def services_of(connection: HTTPConnection) -> Services:
    """Return the services of the application that a request or WebSocket came to."""
    services: Services | None = connection.app.state.services
    if services is None:
        raise RuntimeError("the application was not started: its lifespan opens the services")
    return services


def person_of(connection: HTTPConnection) -> str:
    """Return the id of the person who makes the request; in personal mode there is only one."""
    return principal_of(connection).person


def subject_of(
    connection: HTTPConnection,
    of: Annotated[
        str | None,
        Query(max_length=64, description="Whose data: a client's id; oneself where left out"),
    ] = None,
) -> str:
    """Return the id of the person whose data is requested: one's own, or a consenting client's.

    Anybody else does not exist (404). A view of a client's data is logged for them.
    """
    principal = principal_of(connection)
    if not of or of == principal.person:
        return principal.person
    services = services_of(connection)
    with services.store.reading() as s:
        found = or_404(permissions.visible_person(s, principal.person, of))
    log_access(services, principal, found.id, _page_of(connection.scope["path"]))
    return found.id


def _account(connection: HTTPConnection) -> Principal:
    """Return the principal; raises ApiError if there are no accounts (personal mode)."""
    principal = principal_of(connection)
    if principal.role is None:
        raise ApiError(
            409, "personal", "This formcheck has no accounts: start it with 'serve --team'."
        )
    return principal


def _coach(principal: Annotated[Principal, Depends(_account)]) -> Principal:
    """Return the principal; raises ApiError if they are not a coach."""
    if principal.role != "coach":
        raise ApiError(403, "coaches_only", "Only coaches can do this.")
    return principal


def _proved(principal: Annotated[Principal, Depends(principal_of)]) -> Principal:
    """Return the principal; raises ApiError unless they signed in within `PROOF_LASTS`.

    Somebody else may use a cookie at an unlocked computer. In personal mode there is no sign-in.
    """
    if principal.role is None:
        return principal
    if principal.proved is None or principal.proved < now() - PROOF_LASTS:
        raise ApiError(
            403,
            "proof_needed",
            "Confirm that it is you: enter your password, or use a passkey.",
        )
    return principal


def _team_only(connection: HTTPConnection) -> None:
    """Raise ApiError 404 in personal mode."""
    or_404(services_of(connection).settings.team)


TEAM_ONLY = Depends(_team_only)
ServicesDep = Annotated[Services, Depends(services_of)]
PrincipalDep = Annotated[Principal, Depends(principal_of)]
PersonDep = Annotated[str, Depends(person_of)]
SubjectDep = Annotated[str, Depends(subject_of)]
AccountDep = Annotated[Principal, Depends(_account)]
"""The principal; refused in personal mode."""
CoachDep = Annotated[Principal, Depends(_coach)]
RecentlyVerified = Annotated[Principal, Depends(_proved)]
"""The principal, with a password or passkey given within `PROOF_LASTS`."""


Limit = Annotated[int, Query(ge=1, le=200, description="Rows of a page")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Rows before the page")]


# --- days ---------------------------------------------------------------------------------------

FIRST, LAST = date(1970, 1, 1), date(2999, 12, 31)


def _check_day(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(f"a day from {FIRST} to {LAST}")
    return day


Day = Annotated[date, AfterValidator(_check_day)]

UtcOffset = Annotated[
    int,
    Query(ge=-1080, le=1080, description="Minutes that the person's clock is ahead of UTC"),
]


def local_day(day: date | None, tz: int) -> date:
    """Return `day`, or the person's today if it is None."""
    return day if day is not None else local_date(now(), tz)


# --- ownership ----------------------------------------------------------------------------------


def own_set(s: Session, person: str, set_id: str, *, deleted: bool = False) -> Analysis:
    """Return a set that a person may change.

    Raises:
        ApiError: 404, there is none that they see; 403, it is a client's.
    """
    row = sets.own(s, person, set_id, deleted=deleted)
    if row is not None:
        return row
    seen = or_404(sets.one(s, person, set_id))
    _not_yours(s, seen.owner)


def _not_yours(s: Session, owner: str) -> NoReturn:
    """Raise the ApiError for a change of somebody else's data."""
    name = accounts.names_of(s, {owner}).get(owner) or "its owner"
    raise ApiError(403, "not_yours", f"Only {name} can do this.", name=name)


def sets_json(services: Services, s: Session, rows: Sequence[Analysis]) -> list[dict[str, Any]]:
    """Return sets as JSON has them."""
    team = services.settings.team
    names = accounts.names_of(s, {row.owner for row in rows}) if team else {}
    return [set_json(row, names.get(row.owner)) for row in rows]


def page_json(services: Services, s: Session, page: set_lists.Page) -> SetPage:
    """Return a page of sets as JSON has it."""
    return SetPage.model_validate(
        {
            "analyses": sets_json(services, s, page.rows),
            "total": page.total,
            "exercises": [asdict(c) for c in page.exercises],
            "faults": [{"cue": c.id, "title": c.title, "count": c.count} for c in page.faults],
        }
    )


def _set_filters(
    exercise: Annotated[str | None, Query(max_length=60)] = None,
    state: SetState | Literal[""] | None = None,
    fault: Annotated[str | None, Query(max_length=60)] = None,
    q: Annotated[str, Query(max_length=200)] = "",
    sort: set_lists.Sort = "created",
    order: set_lists.Order = "desc",
    limit: Limit = 50,
    offset: Offset = 0,
) -> set_lists.SetQuery:
    """Return the filters, the order and the page of a list of sets, from the query string."""
    return set_lists.SetQuery(exercise, state or None, fault, q, sort, order, limit, offset)


SetFilters = Annotated[set_lists.SetQuery, Depends(_set_filters)]


# --- the access log -----------------------------------------------------------------------------

PAGES = {"analyses": "sets", "checkins": "check-ins"}
"""Names of pages in the access log, if not the first part of their path."""

VIDEOS = {"playable.webm", "annotated.webm"}


def _page_of(path: str) -> str:
    """Return the name of a page of data in the access log, by its path under /api."""
    first = path.removeprefix("/api/").partition("/")[0]
    return PAGES.get(first, first)[:40]


def log_access(
    services: Services, principal: Principal, owner: str, what: str, set_id: str | None = None
) -> None:
    """Log that `principal` viewed data of `owner`; views of one's own data are not logged."""
    if principal.person == owner:
        return
    who = str(principal.person)
    with services.store.reading() as s:
        if permissions.access_logged(s, owner, who, what, set_id):
            return
    with services.store.writing() as s:
        permissions.log_access(s, owner, who, principal.name, what, set_id)


def log_set_access(services: Services, principal: Principal, row: Analysis, file: str = "") -> None:
    """Log that `principal` viewed a set, or its video if `file` is one."""
    video = file in VIDEOS or file.startswith("video")
    log_access(services, principal, row.owner, "video" if video else "set", row.id)
