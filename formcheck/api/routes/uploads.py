"""Files sent in pieces: after a break the sender asks how much arrived, and goes on from there.

A recording is sent while it is filmed. Nobody knows its size until it ends, so that room is set
aside for `AHEAD` more bytes than have arrived. One that never ends is deleted like any other upload
that receives no data; until then its owner may have what arrived of it checked.
"""

import asyncio
from collections.abc import MutableMapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from formcheck.api import files
from formcheck.api.deps import PersonDep, ServicesDep, own_set
from formcheck.api.errors import ApiError, not_found, or_404
from formcheck.api.routes.sets import BODY, set_of
from formcheck.api.schemas import sets as schemas
from formcheck.exercises import get
from formcheck.model_size import ModelSize
from formcheck.storage import sets
from formcheck.storage.database import add_row, now
from formcheck.storage.models import Upload as Row
from formcheck.worker.intake import UploadedFile, accept, may_succeed_later
from formcheck.worker.supervisor import Services

router = APIRouter(
    prefix="/api/uploads", tags=["uploads"], responses={404: {"model": schemas.Failure}}
)

CHUNK = 8 * 1024 * 1024
"""Bytes that a sender should send at once."""

AHEAD = 8 * CHUNK
"""Bytes set aside for what a recording has yet to send: three minutes at the page's 2.5 Mbit/s."""

MOST_RECORDINGS = 10
"""Recordings of one person that may be arriving or left at once."""


def _upload_out(services: Services, person: str, row: Row) -> schemas.Upload:
    analysis = None
    if row.result is not None:
        analysis = set_of(services, person, row.result)
    return schemas.Upload(
        id=row.id,
        offset=row.received,
        bytes=row.bytes,
        chunk=CHUNK,
        analysis=analysis,
        known=row.known,
    )


def _find(services: Services, person: str, upload_id: str) -> Row:
    with services.store.reading() as s:
        row = or_404(sets.find_upload(s, person, upload_id))
    return row


@router.post("", summary="Begin to send a file", status_code=201)
def begin(
    services: ServicesDep, person: PersonDep, request: Request, requested: schemas.NewUpload
) -> schemas.Upload:
    """Announce a file; refused at once where it is too large or there is no room."""
    if requested.exercise:
        get(requested.exercise)
    size = _set_aside(services, 0) if requested.recording else requested.bytes
    if size <= 0:
        raise ApiError(422, "empty_file", "The file is empty: copy it again from the camera.")
    files.check_room(services, size)
    request.app.state.rates.uploads.count(str(person))
    with services.store.writing() as s:
        files.check_quota(services, s, person, size)
        if requested.recording and len(sets.open_recordings(s, person)) >= MOST_RECORDINGS:
            raise ApiError(
                409,
                "too_many_recordings",
                "Too many recordings were left: check or delete them on the Record page.",
            )
        if requested.analysis is not None:
            own_set(s, person, requested.analysis)
        row = Row(
            owner=person,
            name=requested.name.strip()[:255] or "video",
            bytes=size,
            requested=requested.exercise or None,
            model=requested.model or services.settings.model,
            analysis_id=requested.analysis,
            keep_sound=requested.keep_sound,
            mirrored=requested.mirrored,
            recording=requested.recording,
        )
        add_row(s, row)
    files.incoming(services, row.id).touch()
    return _upload_out(services, person, row)


def _set_aside(services: Services, received: int) -> int:
    """Return the bytes to set aside for a recording in all."""
    return min(received + AHEAD, services.settings.max_bytes)


@router.get("", summary="The recordings that have not ended")
def open_recordings(services: ServicesDep, person: PersonDep) -> schemas.OpenRecordings:
    """Return the recordings that are arriving, or were left when their page or phone went."""
    with services.store.reading() as s:
        rows = sets.open_recordings(s, person)
    return schemas.OpenRecordings(
        recordings=[
            schemas.OpenRecording(
                id=row.id,
                name=row.name,
                exercise=row.requested,
                begun=row.created,
                bytes=row.received,
                mirrored=row.mirrored,
                quiet=max((now() - row.touched).total_seconds(), 0.0),
            )
            for row in rows
        ]
    )


@router.get("/{upload_id}", summary="How much of a file has arrived")
def how_far(services: ServicesDep, person: PersonDep, upload_id: str) -> schemas.Upload:
    """Return how much has arrived, so that the sender can go on from there."""
    return _upload_out(services, person, _find(services, person, upload_id))


@router.patch(
    "/{upload_id}",
    summary="Send the next piece of a file",
    response_model=schemas.Upload,
    openapi_extra=BODY,
    responses={409: {"model": schemas.Failure, "description": "Go on from `offset`"}},
)
async def piece(
    services: ServicesDep,
    person: PersonDep,
    request: Request,
    upload_id: str,
    offset: Annotated[int, Query(ge=0)],
) -> schemas.Upload | Response:
    """Receive the piece that begins at `offset`; after the last one the set is queued."""
    async with _one_at_a_time(request, upload_id):
        row = await run_in_threadpool(_find, services, person, upload_id)
        if row.result is None:
            if offset != row.received:
                return _elsewhere(row.received)
            if row.recording:
                await run_in_threadpool(_check_ahead, services, person)
            row = await _take(services, request, row)
        if row.result is None and row.received == row.bytes and not row.recording:
            row = await files.run_limited(request, _complete, services, person, row)
    return await run_in_threadpool(_upload_out, services, person, row)


@router.post(
    "/{upload_id}/end",
    summary="End a recording that was sent while it was filmed",
    response_model=schemas.Upload,
    responses={409: {"model": schemas.Failure, "description": "Go on from `offset`"}},
)
async def end(
    services: ServicesDep,
    person: PersonDep,
    request: Request,
    upload_id: str,
    ended: schemas.EndedRecording,
) -> schemas.Upload | Response:
    """Queue what was recorded, once all of it has arrived."""
    async with _one_at_a_time(request, upload_id):
        row = await run_in_threadpool(_find, services, person, upload_id)
        if row.result is None:
            if ended.bytes != row.received:
                return _elsewhere(row.received)
            row = await run_in_threadpool(_end, services, person, row, ended)
            row = await files.run_limited(request, _complete, services, person, row)
    return await run_in_threadpool(_upload_out, services, person, row)


def _end(services: Services, person: str, row: Row, ended: schemas.EndedRecording) -> Row:
    """Record that a recording has ended, and what it is of; raises ApiError."""
    if row.received == 0:
        raise ApiError(422, "empty_file", "Nothing was recorded.")
    if not row.recording and row.received != row.bytes:
        raise ApiError(409, "no_recording", "This is a file: send all of it.")
    with services.store.writing() as s:
        if ended.analysis is not None:
            own_set(s, person, ended.analysis)
        found = sets.end_recording(s, row.id, mirrored=ended.mirrored, live=ended.analysis)
        return or_404(found)


def _check_ahead(services: Services, person: str) -> None:
    """Refuse a piece of a recording where the person has no room for what is set aside."""
    with services.store.reading() as s:
        files.check_quota(services, s, person, 0)


def _elsewhere(offset: int) -> Response:
    message = "This piece does not go on where the last one ended: go on from offset."
    error = {"code": "offset", "message": message, "params": {"offset": offset}}
    return JSONResponse({"error": error, "offset": offset}, 409)


def _one_at_a_time(request: Request, upload_id: str) -> asyncio.Lock:
    """Return the lock of one upload: two senders of the same file take turns."""
    locks: MutableMapping[str, asyncio.Lock] = request.app.state.upload_locks
    return locks.setdefault(upload_id, asyncio.Lock())


async def _take(services: Services, request: Request, row: Row) -> Row:
    """Append a piece, and return the upload with its new size."""
    files.check_room(services, row.bytes - row.received)
    path = files.incoming(services, row.id)
    or_404(path.is_file())
    with path.open("r+b") as file:
        file.truncate(row.received)  # a piece that a crash cut off was never counted
        file.seek(row.received)
        got = await files.receive(request, file, row.bytes - row.received, services)
    found = await run_in_threadpool(_received, services, row.id, row.received + got)
    if found is None:  # cancelled meanwhile
        path.unlink(missing_ok=True)
        raise not_found()
    return found


def _received(services: Services, upload_id: str, size: int) -> Row | None:
    with services.store.writing() as s:
        sets.set_aside(s, upload_id, _set_aside(services, size))
        return sets.record_received(s, upload_id, size)


def _complete(services: Services, person: str, row: Row) -> Row:
    """Probe the whole file and queue it; where it is refused, the upload is deleted.

    Where it only cannot be kept just now, all of it stays, and its sender comes again.
    """
    arrived = UploadedFile(
        files.incoming(services, row.id),
        row.name,
        row.requested,
        ModelSize(row.model),
        row.keep_sound,
        row.mirrored,
    )
    try:
        accepted = accept(services, person, arrived, live=row.analysis_id, keep_if_unavailable=True)
    except Exception as error:
        if may_succeed_later(error):
            raise
        with services.store.writing() as s:
            sets.delete_upload(s, row.id)
        raise
    with services.store.writing() as s:
        done = or_404(sets.finish_upload(s, row.id, accepted.set_id, accepted.known))
    return done


@router.delete("/{upload_id}", summary="Cancel an upload", status_code=204)
def stop(services: ServicesDep, person: PersonDep, upload_id: str) -> None:
    """Delete what has arrived; a set already made from it stays."""
    row = _find(services, person, upload_id)
    with services.store.writing() as s:
        sets.delete_upload(s, row.id)
    files.incoming(services, row.id).unlink(missing_ok=True)
