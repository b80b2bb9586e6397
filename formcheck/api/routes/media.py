"""A set's video and files, and what a page draws over and below the video."""

import asyncio
import zlib
from collections.abc import MutableMapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from formcheck.api import files
from formcheck.api.auth import Principal
from formcheck.api.deps import PrincipalDep, ServicesDep, log_set_access
from formcheck.api.errors import not_found, or_404
from formcheck.api.files import content
from formcheck.api.language import language_of
from formcheck.api.rates import Rates
from formcheck.api.schemas.sets import Failure
from formcheck.errors import OutputError
from formcheck.languages import DEFAULT
from formcheck.storage import sets
from formcheck.storage.models import FileRow
from formcheck.storage.result_names import (
    DRAWN,
    FRAMES,
    FROM_REPORT,
    IN_LANGUAGES,
    POSES,
    THUMBNAIL,
    VIDEO_TYPES,
    describe,
    known,
)
from formcheck.worker import rendering
from formcheck.worker.rendering import render
from formcheck.worker.supervisor import Services

router = APIRouter(
    prefix="/api/analyses/{set_id}", tags=["files"], responses={404: {"model": Failure}}
)

MOST_UNPACKED = 64 * 1024**2
"""Bytes of data that is kept compressed, at most: the poses of 20 minutes take 30 MB."""

REPORT_CSP = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups"
)
"""A report stands alone: its styles are its own, nothing in it runs."""


def _find(services: Services, principal: Principal, set_id: str, name: str) -> FileRow:
    """Return a file of a set, and log the access; raises ApiError 404."""
    with services.store.reading() as s:
        row = or_404(sets.one(s, principal.person, set_id))
        found = or_404(sets.file_of(s, principal.person, set_id, name))
    or_404(services.files.has(found.sha256))
    if name != THUMBNAIL:  # in a list it shows which sets there are; nobody opened this one
        log_set_access(services, principal, row, name)
    return found


@router.head("/files/{name}", include_in_schema=False)
@router.get("/files/{name}", summary="One file of a set", response_class=Response)
async def file(
    services: ServicesDep,
    principal: PrincipalDep,
    request: Request,
    set_id: str,
    name: str,
    download: bool = False,
) -> Response:
    """Return a file of the set, or a part of it (Range); `download=1` saves it."""
    or_404(known(name))
    if name in FROM_REPORT:
        await have_made(services, principal, request, set_id, name)
    response = await run_in_threadpool(_file, services, principal, request, set_id, name, download)
    return await in_language(services, request, set_id, name, response)


async def in_language(
    services: Services, request: Request, set_id: str, name: str, english: Response
) -> Response:
    """Return the answer with a file for people in the language of whoever asks.

    Args:
        services, request: of the application; who asks.
        set_id, name: of the file.
        english: the answer with the file as it is kept, which stays where it is not made anew.
    """
    if name not in IN_LANGUAGES:
        return english
    english.headers.add_vary_header("Accept-Language, Cookie")
    language = language_of(request)
    if language == DEFAULT or english.status_code >= 400:
        return english
    try:
        data = await files.run_limited(
            request, rendering.in_language, services, set_id, name, language
        )
    except OutputError:
        return english
    kept = ("content-security-policy", "x-frame-options", "content-disposition", "x-robots-tag")
    headers = {k: v for k, v in english.headers.items() if k in (*kept, "vary")}
    headers |= {"Cache-Control": "no-store", "Content-Language": language}
    return Response(data, media_type=describe(name).media_type, headers=headers)


def _file(
    services: Services,
    principal: Principal,
    request: Request,
    set_id: str,
    name: str,
    download: bool,
) -> Response:
    found = _find(services, principal, set_id, name)
    media_type = describe(name).media_type  # never what a row says: it may be from a backup
    save_as = None
    if download:
        with services.store.reading() as s:
            save_as = f"{or_404(sets.one(s, principal.person, set_id)).title} {name}"
    lasting = not services.settings.team
    response = content(services.files, request, found, media_type, lasting=lasting, save_as=save_as)
    if media_type.startswith("text/html"):
        response.headers["Content-Security-Policy"] = REPORT_CSP
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@router.head("/video", include_in_schema=False)
@router.get("/video", summary="The original video", response_class=Response)
def video(
    services: ServicesDep,
    principal: PrincipalDep,
    request: Request,
    set_id: str,
    download: bool = False,
) -> Response:
    """Return the video as it was sent, or a part of it (Range)."""
    with services.store.reading() as s:
        row = or_404(sets.one(s, principal.person, set_id))
        found = or_404(sets.video_of(s, principal.person, row))
    or_404(services.files.has(found.sha256))
    log_set_access(services, principal, row, "video")
    save_as = found.name if download else None
    return content(
        services.files,
        request,
        found,
        found.media_type if found.media_type in VIDEO_TYPES else "application/octet-stream",
        lasting=not services.settings.team,
        save_as=save_as,
    )


@router.get("/frames", summary="The times of the video's frames", response_class=JSONResponse)
def frames(
    services: ServicesDep, principal: PrincipalDep, request: Request, set_id: str
) -> Response:
    """Return {"times": [...]}: the true times of all frames, seconds on the video's clock."""
    return _unpacked(services, request, _find(services, principal, set_id, FRAMES))


@router.get("/poses", summary="The skeleton over time, in pixels", response_class=JSONResponse)
async def poses(
    services: ServicesDep, principal: PrincipalDep, request: Request, set_id: str
) -> Response:
    """Return the smoothed poses and the trunk's outline."""
    return await _drawn(services, principal, request, set_id, DRAWN["poses"])


@router.get("/curves", summary="The signals that were judged", response_class=JSONResponse)
async def curves(
    services: ServicesDep, principal: PrincipalDep, request: Request, set_id: str
) -> Response:
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
        data = _plain(data)
    return Response(data, media_type="application/json", headers=headers)


def _plain(data: bytes) -> bytes:
    """Return what was compressed; raises ApiError where it is not, or too much."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        plain = unpacking.decompress(data, MOST_UNPACKED)
    except zlib.error:
        raise not_found() from None
    if not unpacking.eof:
        raise not_found()
    return plain


async def _drawn(
    services: Services, principal: Principal, request: Request, set_id: str, name: str
) -> Response:
    """Return a file of JSON that was made with the report, or is made now."""
    await have_made(services, principal, request, set_id, name)
    found = await run_in_threadpool(_find, services, principal, set_id, name)
    return await run_in_threadpool(_unpacked, services, request, found)


async def have_made(
    services: Services, principal: Principal, request: Request, set_id: str, name: str
) -> None:
    """See that a file which follows from the report is there, or have it made.

    One request makes it in a process of its own, few at a time, and all others wait for the file.
    What could not be made is not tried again for a while.
    """
    locks: MutableMapping[str, asyncio.Lock] = request.app.state.rendering_locks
    rates: Rates = request.app.state.rates
    async with locks.setdefault(set_id, asyncio.Lock()):
        if await run_in_threadpool(_is_made, services, principal, set_id, name):
            return
        rates.not_drawn.check(set_id)
        try:
            await files.run_limited(request, render, services, set_id)
        except OutputError:
            rates.not_drawn.count(set_id)
            raise


def _is_made(services: Services, principal: Principal, set_id: str, name: str) -> bool:
    """Whether a file of a set is there; if not, it can be made. Raises ApiError."""
    with services.store.reading() as s:
        found = sets.file_of(s, principal.person, set_id, name)
        row = sets.one(s, principal.person, set_id)
    if row is None or row.report_run == 0:
        raise not_found()
    if found is not None and services.files.has(found.sha256):
        return True
    _find(services, principal, set_id, POSES)
    return False
