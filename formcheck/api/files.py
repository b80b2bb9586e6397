"""Files on their way in and out: stored content sent whole or in part, bodies written to disk."""

import asyncio
import errno
import os
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO, ParamSpec, TypeVar
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from sqlalchemy.orm import Session
from starlette.requests import ClientDisconnect

from formcheck.api.errors import ApiError
from formcheck.storage import Files, sets
from formcheck.storage.models import FileRow, Video
from formcheck.worker.supervisor import INCOMING, Services

P = ParamSpec("P")
T = TypeVar("T")

_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)

IMMUTABLE = "private, max-age=31536000, immutable"

BLOCK = 1024 * 1024
"""Bytes of an upload gathered before they are written."""


# --- out ----------------------------------------------------------------------------------------


def byte_range(requested: str | None, size: int) -> tuple[int, int] | None:
    """Return first byte and end (not included) of a Range header; None for all of the content.

    Several ranges, other units and what is not understood are None, as RFC 9110 allows.

    Raises
    ------
    ApiError
        416, nothing of the range is there.
    """
    found = _RANGE.fullmatch(requested.strip()) if requested else None
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if first == "":
        start, end = max(size - _saturated(last), 0), size
    else:
        start, end = _saturated(first), min(_saturated(last) + 1 if last else size, size)
        if last and _saturated(last) < start:
            return None
    if start >= size or start >= end:
        raise ApiError(
            416,
            "range",
            "There is nothing at that place of the file.",
            {"Content-Range": f"bytes */{size}"},
        )
    return start, end


def _saturated(digits: str) -> int:
    """Return a number of any length as one that is at least as far beyond any file (10^18 bytes).

    Python refuses to read thousands of digits, and nobody has that much to send.
    """
    return int(digits.lstrip("0")[:19] or "0")


def disposition(name: str) -> str:
    """Return the header that makes a browser save a file under its name."""
    plain = re.sub(r'[^\w .()+-]|["\\]', "_", name, flags=re.ASCII)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def content(
    files: Files,
    request: Request,
    stored: FileRow | Video,
    media_type: str,
    *,
    lasting: bool = True,
    save_as: str | None = None,
) -> Response:
    """Return stored content, or the part of it that is requested: 200, 206, 304, 416.

    What lies in a local folder is sent by starlette's FileResponse. A bucket's content has no
    path, so that its one range is cut out here; so is the 304, which FileResponse does not know.

    Parameters
    ----------
    files
        Where the content is.
    request
        Its Range, If-Range and If-None-Match count, and `v` in its query: the beginning of the
        hash, which says that the answer may be kept for ever.
    stored
        The row that names the content.
    media_type
        What the browser is told that it is.
    lasting
        Whether it may be kept without asking again; not where the right to see it may be withdrawn.
    save_as
        Name under which it is saved instead of shown.
    """
    sha256, size = stored.sha256, stored.bytes
    tag = f'"{sha256[:32]}"'
    known = request.query_params.get("v", "")
    lasting = lasting and len(known) >= 8 and sha256.startswith(known)
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": IMMUTABLE if lasting else "private, no-cache",
    }
    if save_as is not None:
        headers["Content-Disposition"] = disposition(save_as)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    whole = request.headers.get("if-range", tag) != tag
    window = None if whole else byte_range(request.headers.get("range"), size)
    path = files.local_path(sha256)
    if path is not None:
        _replace_range(request, window)
        return FileResponse(path, headers=headers, media_type=media_type)
    start, end = window or (0, size)
    headers["Content-Length"] = str(end - start)
    if window is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 200 if window is None else 206
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media_type)
    return StreamingResponse(
        files.stream(sha256, start, end), status, headers=headers, media_type=media_type
    )


def _replace_range(request: Request, window: tuple[int, int] | None) -> None:
    """Hand FileResponse the range as it was understood: it answers 400 to what it cannot read."""
    headers = [h for h in request.scope["headers"] if h[0] != b"range"]
    if window is not None:
        headers.append((b"range", f"bytes={window[0]}-{window[1] - 1}".encode()))
    request.scope["headers"] = headers


# --- in -----------------------------------------------------------------------------------------


def incoming(services: Services, name: str) -> Path:
    """Return where a file that is being sent lies."""
    return services.settings.data_dir / INCOMING / name


def disk_full() -> ApiError:
    """Return the error for a full disk."""
    return ApiError(
        507,
        "disk_full",
        "The disk of this formcheck is full: delete sets you no longer need, or free some space, "
        "then send the video again.",
    )


def too_large(services: Services) -> ApiError:
    """Return the error for a file that is larger than allowed."""
    limit = services.settings.max_bytes / 1e6
    return ApiError(
        413,
        "too_large",
        f"The file is larger than the {limit:,.0f} MB allowed: record a shorter clip, or at a "
        "lower quality.",
        bytes=services.settings.max_bytes,
    )


async def run_limited(
    request: Request, work: Callable[P, T], /, *args: P.args, **more: P.kwargs
) -> T:
    """Run `work` in a thread, few at a time: each takes a core for a second or more.

    Waiting takes no thread of the server, so that other requests are answered meanwhile.
    """
    slots: CapacityLimiter = request.app.state.intake_slots
    return await to_thread.run_sync(partial(work, *args, **more), limiter=slots)


def check_room(services: Services, coming: int) -> None:
    """Refuse a file that is too large, or for which there is no room; raises ApiError."""
    if coming > services.settings.max_bytes:
        raise too_large(services)
    free = shutil.disk_usage(services.settings.data_dir).free
    if free - coming < services.settings.reserve_bytes:
        raise disk_full()


def check_quota(services: Services, s: Session, person: str, coming: int) -> None:
    """Refuse a file for which there is no room beside the uploads that have already begun.

    In a team each person has a quota too.

    Raises
    ------
    ApiError
        507, `disk_full` or `quota_full`.
    """
    settings = services.settings
    free = shutil.disk_usage(settings.data_dir).free
    if free - sets.promised_bytes(s) - coming < settings.reserve_bytes:
        raise disk_full()
    if not settings.team:
        return
    stored = sets.stored_bytes(s, person) + sets.promised_bytes(s, person)
    if stored + coming > settings.person_bytes:
        raise ApiError(
            507,
            "quota_full",
            f"Your sets fill the {settings.person_bytes / 1e9:,.1f} GB that each person has here: "
            "delete sets you no longer need, then send the video again.",
            bytes=settings.person_bytes,
        )


async def receive(request: Request, file: BinaryIO, most: int, services: Services) -> int:
    """Write the body to `file`, synced; return the bytes written, fewer if the sender went away.

    Raises
    ------
    ApiError
        It is larger than `most` bytes, or the disk is full.
    """
    written, block = 0, bytearray()
    try:
        try:
            async for piece in request.stream():
                block += piece
                if written + len(block) > most:
                    raise too_large(services)
                if len(block) >= BLOCK:
                    check_room(services, 0)
                    await asyncio.to_thread(file.write, bytes(block))
                    written += len(block)
                    block.clear()
        except ClientDisconnect:
            pass
        await asyncio.to_thread(_finish, file, bytes(block))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from None
        raise
    return written + len(block)


def _finish(file: BinaryIO, rest: bytes) -> None:
    file.write(rest)
    file.flush()
    os.fsync(file.fileno())
