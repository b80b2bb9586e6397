"""A person's rights: take everything along, erase all of it."""

import contextlib
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from formcheck.api import request_files
from formcheck.api.deps import Given, Person, Who
from formcheck.api.ranges import disposition
from formcheck.api.routes import sign_in
from formcheck.api.schemas.sets import Failure
from formcheck.storage import account_deletion
from formcheck.storage.database import now
from formcheck.worker.export import export

router = APIRouter(prefix="/api/me", tags=["me"], responses={422: {"model": Failure}})

ZIP: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


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


@router.delete("", summary="Erase everything of the person")
def erase(services: Given, principal: Who, sure: Sure, response: Response) -> Erased:
    """Erase every row and file for good, uploads under way included; there is no way back."""
    gone = account_deletion.erase(services.store, services.files, principal.person)
    if principal.signin is not None:
        sign_in.end(response)
    for set_id in gone.sets:
        services.supervisor.stop_work(set_id)
    for upload in gone.uploads:
        with contextlib.suppress(OSError):
            request_files.place(services, upload).unlink(missing_ok=True)
    return Erased(analyses=len(gone.sets))
