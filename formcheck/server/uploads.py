"""Files sent in pieces: after a break the sender asks how much arrived, and goes on from there."""

import asyncio
from collections.abc import MutableMapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from formcheck.exercises import get
from formcheck.jobs.accepting import Arrived, accept, not_now
from formcheck.server import arriving, shapes
from formcheck.server.analyses import BODY, shown
from formcheck.server.changing import own_set
from formcheck.server.failures import Refused, missing
from formcheck.server.services import Given, Person, Services
from formcheck.settings import ModelSize
from formcheck.store import uploads
from formcheck.store.tables import Upload as Row

router = APIRouter(
    prefix="/api/uploads", tags=["uploads"], responses={404: {"model": shapes.Failure}}
)

CHUNK = 8 * 1024 * 1024
"""Bytes that a sender had best send at once."""


def _told(services: Services, person: str, row: Row) -> shapes.Upload:
    analysis = None
    if row.result is not None:
        analysis = shown(services, person, row.result)
    return shapes.Upload(
        id=row.id, offset=row.received, bytes=row.bytes, chunk=CHUNK, analysis=analysis,
        known=row.known,
    )  # fmt: skip


def _find(services: Services, person: str, upload_id: str) -> Row:
    with services.store.reading() as s:
        row = uploads.one(s, person, upload_id)
    if row is None:
        raise missing()
    return row


@router.post("", summary="Begin to send a file", status_code=201)
def begin(
    services: Given, person: Person, request: Request, asked: shapes.NewUpload
) -> shapes.Upload:
    """Say what is coming; refused at once where it is too large or there is no room."""
    if asked.exercise:
        get(asked.exercise)
    if asked.bytes <= 0:
        raise Refused(422, "empty_file", "The file is empty: copy it again from the camera.")
    arriving.check_room(services, asked.bytes)
    request.app.state.rates.count(person)
    with services.store.writing() as s:
        if asked.analysis is not None:
            own_set(s, person, asked.analysis)
        row = uploads.add(
            s, person, name=asked.name.strip()[:255] or "video", size=asked.bytes,
            asked=asked.exercise or None, model=asked.model or services.settings.model,
            analysis=asked.analysis,
        )  # fmt: skip
    arriving.place(services, row.id).touch()
    return _told(services, person, row)


@router.get("/{upload_id}", summary="How much of a file has arrived")
def how_far(services: Given, person: Person, upload_id: str) -> shapes.Upload:
    """Return where to go on."""
    return _told(services, person, _find(services, person, upload_id))


@router.patch(
    "/{upload_id}", summary="Send the next piece of a file", response_model=shapes.Upload,
    openapi_extra=BODY,
    responses={409: {"model": shapes.Failure, "description": "Go on from `offset`"}},
)  # fmt: skip
async def piece(
    services: Given,
    person: Person,
    request: Request,
    upload_id: str,
    offset: Annotated[int, Query(ge=0)],
) -> shapes.Upload | Response:
    """Take the piece that begins at `offset`; with the last one the set is queued."""
    async with _one_at_a_time(request, upload_id):
        row = await run_in_threadpool(_find, services, person, upload_id)
        if row.result is None:
            if offset != row.received:
                return _elsewhere(row.received)
            row = await _take(services, request, row)
        if row.result is None and row.received == row.bytes:
            row = await arriving.in_turn(request, _complete, services, person, row)
    return await run_in_threadpool(_told, services, person, row)


def _elsewhere(offset: int) -> Response:
    say = "This piece does not go on where the last one ended: go on from offset."
    body = {"error": {"code": "offset", "say": say}, "offset": offset}
    return JSONResponse(body, 409)


def _one_at_a_time(request: Request, upload_id: str) -> asyncio.Lock:
    """Return the lock of one upload: two senders of the same file take turns."""
    locks: MutableMapping[str, asyncio.Lock] = request.app.state.upload_locks
    return locks.setdefault(upload_id, asyncio.Lock())


async def _take(services: Services, request: Request, row: Row) -> Row:
    """Write a piece behind what has arrived, and say how much that is now."""
    arriving.check_room(services, row.bytes - row.received)
    path = arriving.place(services, row.id)
    if not path.is_file():
        raise missing()
    with path.open("r+b") as file:
        file.truncate(row.received)  # a piece that a crash cut off was never counted
        file.seek(row.received)
        got = await arriving.receive(request, file, row.bytes - row.received, services)
    found = await run_in_threadpool(_received, services, row.id, row.received + got)
    if found is None:  # cancelled meanwhile
        path.unlink(missing_ok=True)
        raise missing()
    return found


def _received(services: Services, upload_id: str, size: int) -> Row | None:
    with services.store.writing() as s:
        return uploads.received(s, upload_id, size)


def _complete(services: Services, person: str, row: Row) -> Row:
    """Look at the whole file and queue it; refused, the upload is forgotten.

    Where it only cannot be kept just now, all of it stays, and its sender comes again.
    """
    size: ModelSize = "lite" if row.model == "lite" else "full" if row.model == "full" else "heavy"
    arrived = Arrived(arriving.place(services, row.id), row.name, row.asked, size)
    try:
        accepted = accept(services, person, arrived, live=row.analysis_id, for_later=True)
    except Exception as error:
        if not_now(error):
            raise
        with services.store.writing() as s:
            uploads.forget(s, row.id)
        raise
    with services.store.writing() as s:
        done = uploads.done(s, row.id, accepted.set_id, accepted.known)
    if done is None:
        raise missing()
    return done


@router.delete("/{upload_id}", summary="Cancel an upload", status_code=204)
def stop(services: Given, person: Person, upload_id: str) -> Response:
    """Forget what has arrived; a set that was already made of it stays."""
    row = _find(services, person, upload_id)
    with services.store.writing() as s:
        uploads.forget(s, row.id)
    arriving.place(services, row.id).unlink(missing_ok=True)
    return Response(status_code=204)
