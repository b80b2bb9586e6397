"""A person's rights: take everything along, bring it back, erase all of it."""

import contextlib
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool

from formcheck.api import request_files
from formcheck.api.deps import Given, Person, Who
from formcheck.api.ranges import disposition
from formcheck.api.routes import sign_in
from formcheck.api.routes.sets import BODY
from formcheck.api.schemas.sets import Failure
from formcheck.storage import account_deletion
from formcheck.storage.database import new_id, now
from formcheck.worker.export import export
from formcheck.worker.import_export import take_in

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
    "/export",
    summary="Everything that is kept of the person, as a zip file",
    response_class=Response,
    responses={200: {"content": {"application/zip": ZIP}}},
)
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
    request_files.check_room(services, 0)
    path = request_files.place(services, f"{new_id()}.zip")
    try:
        with path.open("xb") as file:
            most = services.settings.max_bytes * LARGEST
            await request_files.receive(request, file, most, services)
        taken = await run_in_threadpool(take_in, services, person, path)
    finally:
        path.unlink(missing_ok=True)
    return Taken.model_validate(taken)


@router.delete("", summary="Erase everything of the person")
def erase(services: Given, asker: Who, sure: Sure, response: Response) -> Erased:
    """Erase every row and file for good, uploads under way included; there is no way back."""
    gone = account_deletion.erase(services.store, services.files, asker.person)
    if asker.signin is not None:
        sign_in.end(response)
    for set_id in gone.sets:
        services.supervisor.stop_work(set_id)
    for upload in gone.uploads:
        with contextlib.suppress(OSError):
            request_files.place(services, upload).unlink(missing_ok=True)
    return Erased(analyses=len(gone.sets))
