"""A person's rights: take everything along, bring it back, erase all of it."""

import contextlib
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool

from formcheck.jobs.exporting import export
from formcheck.jobs.importing import take_in
from formcheck.server import arriving, signing
from formcheck.server.analyses import BODY
from formcheck.server.ranges import disposition
from formcheck.server.services import Given, Person, Who
from formcheck.server.shapes import Failure
from formcheck.store import erasing
from formcheck.store.opening import new_id, now

router = APIRouter(prefix="/api/me", tags=["me"], responses={422: {"model": Failure}})

LARGEST = 50
"""How many of the largest videos an export may be as large as."""

ZIP: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


class Taken(BaseModel):
    """How much was taken in; `known`: what was there already."""

    model_config = ConfigDict(from_attributes=True)

    analyses: int
    checkins: int
    entries: int
    known: int


class Sure(BaseModel):
    """The words that erase everything."""

    confirm: Literal["erase everything"]


class Erased(BaseModel):
    """How many sets there were."""

    analyses: int


@router.get(
    "/export", summary="Everything that is kept of the person, as a zip file",
    response_class=Response, responses={200: {"content": {"application/zip": ZIP}}},
)  # fmt: skip
def take_along(services: Given, person: Person) -> Response:
    """Return all sets with videos, poses and reports, check-ins, entries, programme and limits."""
    name = f"formcheck {now().date().isoformat()}.zip"
    return StreamingResponse(
        export(services, person),
        media_type="application/zip",
        headers={"Content-Disposition": disposition(name), "Cache-Control": "no-store"},
    )


@router.post("/import", summary="Read an export back in", openapi_extra=BODY)
async def bring_back(services: Given, person: Person, request: Request) -> Taken:
    """Take in what is not there yet; a file that is no sound export leaves nothing."""
    arriving.check_room(services, 0)
    path = arriving.place(services, f"{new_id()}.zip")
    try:
        with path.open("xb") as file:
            most = services.settings.max_bytes * LARGEST
            await arriving.receive(request, file, most, services)
        taken = await run_in_threadpool(take_in, services, person, path)
    finally:
        path.unlink(missing_ok=True)
    return Taken.model_validate(taken)


@router.delete("", summary="Erase everything of the person")
def erase(services: Given, asker: Who, sure: Sure, response: Response) -> Erased:
    """Erase every row and file for good, uploads under way included; there is no way back."""
    gone = erasing.erase(services.store, services.files, asker.person)
    if asker.signin is not None:
        signing.end(response)
    for set_id in gone.sets:
        services.supervisor.stop_work(set_id)
    for upload in gone.uploads:
        with contextlib.suppress(OSError):
            arriving.place(services, upload).unlink(missing_ok=True)
    return Erased(analyses=len(gone.sets))
