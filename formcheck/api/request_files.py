"""The body of a request, written into a file as it comes; never more than was promised."""

import asyncio
import errno
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.requests import ClientDisconnect

from formcheck.api.errors import ApiError
from formcheck.worker.services import Services
from formcheck.worker.supervisor import INCOMING

Given = ParamSpec("Given")
Done = TypeVar("Done")

BLOCK = 1024 * 1024
"""Bytes gathered before they are written."""


def place(services: Services, name: str) -> Path:
    """Return where a file that is being sent lies."""
    return services.settings.data_dir / INCOMING / name


def full() -> ApiError:
    """Return what to raise when there is no room."""
    return ApiError(
        507,
        "disk_full",
        "The disk of this formcheck is full: delete sets you no longer need, or free some space, "
        "then send the video again.",
    )


def too_large(services: Services) -> ApiError:
    """Return what to raise for a file that is larger than allowed."""
    limit = services.settings.max_bytes / 1e6
    return ApiError(
        413,
        "too_large",
        f"The file is larger than the {limit:,.0f} MB allowed: record a shorter clip, or at a "
        "lower quality.",
    )


async def in_turn(
    request: Request, work: Callable[Given, Done], /, *args: Given.args, **more: Given.kwargs
) -> Done:
    """Do what looks at a file that has arrived, few at a time: each look takes a core for a second.

    Whoever waits for a turn takes no thread from those who only ask for a page.
    """
    turns: CapacityLimiter = request.app.state.intake_slots
    return await to_thread.run_sync(partial(work, *args, **more), limiter=turns)


def check_room(services: Services, coming: int) -> None:
    """Refuse a file that is too large, or for which there is no room; raises ApiError."""
    if coming > services.settings.max_bytes:
        raise too_large(services)
    free = shutil.disk_usage(services.settings.data_dir).free
    if free - coming < services.settings.reserve_bytes:
        raise full()


async def receive(request: Request, file: BinaryIO, most: int, services: Services) -> int:
    """Write the body to `file`, synced; return the bytes written, fewer if the sender went away.

    Raises:
        ApiError: it is larger than `most`, or the disk is full.
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
            raise full() from None
        raise
    return written + len(block)


def _finish(file: BinaryIO, rest: bytes) -> None:
    file.write(rest)
    file.flush()
    os.fsync(file.fileno())
