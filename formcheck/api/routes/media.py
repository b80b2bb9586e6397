"""A set's video and files, and what a page draws over and below the video."""

import asyncio
import gzip
from collections.abc import MutableMapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from formcheck.api import files
from formcheck.api.auth import Principal
from formcheck.api.deps import Given, Who, log_set_access
from formcheck.api.errors import not_found
from formcheck.api.files import content
from formcheck.api.schemas.sets import Failure
from formcheck.storage import sets
from formcheck.storage.models import FileRow
from formcheck.worker.overlays import make_overlays
from formcheck.worker.result_files import DRAWN, FRAMES, POSES
from formcheck.worker.supervisor import Services

router = APIRouter(
    prefix="/api/analyses/{set_id}", tags=["files"], responses={404: {"model": Failure}}
)

REPORT_CSP = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups"
)
"""A report stands alone: its styles are its own, nothing in it runs."""


def _find(services: Services, principal: Principal, set_id: str, name: str) -> FileRow:
    with services.store.reading() as s:
        row = sets.one(s, principal.person, set_id)
        found = sets.file_of(s, principal.person, set_id, name) if row is not None else None
    if row is None or found is None or not services.files.has(found.sha256):
        raise not_found()
    log_set_access(services, principal, row, name)
    return found


@router.head("/files/{name}", include_in_schema=False)
@router.get("/files/{name}", summary="One file of a set", response_class=Response)
def file(
    services: Given,
    principal: Who,
    request: Request,
    set_id: str,
    name: str,
    download: bool = False,
) -> Response:
    """Return a file of the set, or a part of it (Range); `download=1` saves it."""
    found = _find(services, principal, set_id, name)
    more = {}
    if found.media_type.startswith("text/html"):
        more = {"Content-Security-Policy": REPORT_CSP, "X-Frame-Options": "SAMEORIGIN"}
    save_as = None
    if download:
        with services.store.reading() as s:
            row = sets.one(s, principal.person, set_id)
        save_as = f"{row.title} {name}" if row else name
    return content(
        services.files,
        request,
        found.sha256,
        found.bytes,
        found.media_type,
        lasting=not services.settings.team,
        save_as=save_as,
        more=more,
    )


@router.head("/video", include_in_schema=False)
@router.get("/video", summary="The original video", response_class=Response)
def video(
    services: Given, principal: Who, request: Request, set_id: str, download: bool = False
) -> Response:
    """Return the video as it was sent, or a part of it (Range)."""
    with services.store.reading() as s:
        row = sets.one(s, principal.person, set_id)
        found = sets.video_of(s, principal.person, row) if row is not None else None
    if row is None or found is None or not services.files.has(found.sha256):
        raise not_found()
    log_set_access(services, principal, row, "video")
    return content(
        services.files,
        request,
        found.sha256,
        found.bytes,
        found.media_type,
        lasting=not services.settings.team,
        save_as=found.name if download else None,
    )


@router.get("/frames", summary="The times of the video's frames", response_class=JSONResponse)
def frames(services: Given, principal: Who, request: Request, set_id: str) -> Response:
    """Return {"times": [...]}: the true times of all frames, seconds on the video's clock."""
    return _unpacked(services, request, _find(services, principal, set_id, FRAMES))


@router.get("/poses", summary="The skeleton over time, in pixels", response_class=JSONResponse)
async def poses(services: Given, principal: Who, request: Request, set_id: str) -> Response:
    """Return the smoothed poses and the trunk's outline."""
    return await _drawn(services, principal, request, set_id, DRAWN["poses"])


@router.get("/curves", summary="The signals that were judged", response_class=JSONResponse)
async def curves(services: Given, principal: Who, request: Request, set_id: str) -> Response:
    """Return each signal worth drawing with its limit, repetitions and faults."""
    return await _drawn(services, principal, request, set_id, DRAWN["curves"])


def _unpacked(services: Services, request: Request, found: FileRow) -> Response:
    """Return JSON that is kept compressed, still compressed where that is understood."""
    tag = f'"{found.sha256[:32]}"'
    headers = {"ETag": tag, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    data = services.files.read(found.sha256)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        data = gzip.decompress(data)
    return Response(data, media_type="application/json", headers=headers)


async def _drawn(
    services: Services, principal: Principal, request: Request, set_id: str, name: str
) -> Response:
    """Return a file that was made with the report; where there is none yet, have it made first.

    One request makes it in a process of its own, few at a time, and all others wait for the file.
    """
    locks: MutableMapping[str, asyncio.Lock] = request.app.state.overlay_locks
    async with locks.setdefault(set_id, asyncio.Lock()):
        found = await run_in_threadpool(_made, services, principal, set_id, name)
        if found is None:
            await files.in_turn(request, make_overlays, services, set_id)
    found = await run_in_threadpool(_find, services, principal, set_id, name)
    return await run_in_threadpool(_unpacked, services, request, found)


def _made(services: Services, principal: Principal, set_id: str, name: str) -> FileRow | None:
    """Return the file of a set, None where it can be made of the poses; raises ApiError."""
    with services.store.reading() as s:
        found = sets.file_of(s, principal.person, set_id, name)
    if found is None or not services.files.has(found.sha256):
        _find(services, principal, set_id, POSES)
        return None
    return found
