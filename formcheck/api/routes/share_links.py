"""Links that show the report of one set without an account, until they end or are withdrawn.

Who has such a link gets the report, which stands alone, and nothing else: no video, no other file,
no page that asks for more. The link's secret is the only thing that opens it, and is not stored.
"""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from formcheck.api.auth import Principal
from formcheck.api.deps import TEAM_ONLY, AccountDep, ServicesDep
from formcheck.api.errors import ApiError, not_found, or_404
from formcheck.api.files import content
from formcheck.api.links import address_here
from formcheck.api.routes.media import REPORT_CSP, have_made, in_language
from formcheck.api.schemas.sets import Failure, FromAttributes, Moment
from formcheck.storage import sets, share_links
from formcheck.storage.account_models import ShareLink
from formcheck.storage.result_names import describe
from formcheck.worker.supervisor import Services

router = APIRouter(tags=["links"], responses={404: {"model": Failure}}, dependencies=[TEAM_ONLY])

REPORT = "report.html"

MOST_DAYS = 30
"""Days that a link lasts, at most."""


class NewLink(BaseModel):
    """Which set to share, and for how long."""

    set_id: Annotated[str, Field(max_length=64)]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 7


class LinkMade(BaseModel):
    """A new link; its address is shown once."""

    id: str
    url: str
    until: Moment


class LinkOut(FromAttributes):
    """A link that has not ended."""

    id: str
    set_id: str
    title: str
    created: Moment
    until: Moment


class Links(BaseModel):
    """A person's links, the newest first."""

    links: list[LinkOut]


@router.post("/api/links", summary="Share one set by a link, without an account", status_code=201)
def add_link(
    services: ServicesDep, principal: AccountDep, request: Request, requested: NewLink
) -> LinkMade:
    """Return a link that shows the report of one of your own sets to whoever has it."""
    person = principal.person
    with services.store.writing() as s:
        row = or_404(sets.one(s, person, requested.set_id))
        if row.owner != str(person) or row.report_run == 0:
            raise not_found()
        if share_links.count(s, person) >= share_links.MOST_LINKS:
            raise ApiError(
                409,
                "too_many",
                f"You have {share_links.MOST_LINKS} links already: withdraw some first.",
                most=share_links.MOST_LINKS,
            )
        link, secret = share_links.add(s, person, row.id, timedelta(days=requested.days))
    return LinkMade(id=link.id, url=address_here(request, f"/shared/{secret}"), until=link.until)


@router.get("/api/links", summary="Your links that have not ended")
def list_links(
    services: ServicesDep,
    principal: AccountDep,
    set_id: Annotated[str | None, Query(max_length=64)] = None,
) -> Links:
    """Return your links, or those to one set."""
    with services.store.reading() as s:
        found = share_links.listed(s, principal.person, set_id)
    return Links.model_validate({"links": found})


@router.delete("/api/links/{link_id}", summary="Withdraw a link", status_code=204)
def withdraw_link(services: ServicesDep, principal: AccountDep, link_id: str) -> None:
    """End a link at once."""
    with services.store.writing() as s:
        or_404(share_links.withdraw(s, principal.person, link_id))


@router.head("/shared/{secret}", include_in_schema=False)
@router.get("/shared/{secret}", include_in_schema=False)
async def shared(services: ServicesDep, request: Request, secret: str) -> Response:
    """Return the report that a link shows."""
    link = await run_in_threadpool(_find, services, secret)
    owner = Principal(person=link.owner)
    await have_made(services, owner, request, link.analysis_id, REPORT)
    response = await run_in_threadpool(_report, services, request, link)
    return await in_language(services, request, link.analysis_id, REPORT, response)


def _find(services: Services, secret: str) -> ShareLink:
    with services.store.reading() as s:
        link = or_404(share_links.find(s, secret))
        or_404(sets.one(s, link.owner, link.analysis_id))
    return link


def _report(services: Services, request: Request, link: ShareLink) -> Response:
    with services.store.writing() as s:
        found = or_404(sets.file_of(s, link.owner, link.analysis_id, REPORT))
        share_links.log_opening(s, link)
    or_404(services.files.has(found.sha256))
    media_type = describe(REPORT).media_type
    response = content(services.files, request, found, media_type, lasting=False)
    response.headers["Content-Security-Policy"] = REPORT_CSP.replace("'self'", "'none'")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
