"""How the server is: /healthz and /api/state."""

import shutil
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from formcheck.api.auth import maybe_principal
from formcheck.api.deps import Given
from formcheck.api.routes.sample import sample
from formcheck.api.schemas.account import Me, me
from formcheck.storage import accounts, queue
from formcheck.version import __version__

router = APIRouter(tags=["server"])


class Health(BaseModel):
    """The server answers."""

    ok: Literal[True] = True
    version: str = __version__


class Limits(BaseModel):
    """The largest file and the longest video that are taken."""

    max_bytes: int
    max_seconds: float


class Waiting(BaseModel):
    """How many sets wait, and how many are worked on."""

    waiting: int
    running: int


class State(BaseModel):
    """What a page needs to know before anything is sent; free_bytes: what may still be sent;
    sample: whether there is a sample set to add; me: who is signed in, in team mode; set_up:
    nobody has an account yet, so that the first coach is to join by the link that was printed."""

    version: str
    mode: Literal["personal", "team"]
    me: Me | None
    set_up: bool
    limits: Limits
    free_bytes: int
    queue: Waiting
    sample: bool


@router.get("/healthz", summary="Whether the server answers")
async def health() -> Health:
    """Return at once, whatever else goes on."""
    return Health()


@router.get("/api/state", summary="Limits, free space and the queue")
def state(services: Given, request: Request) -> State:
    """Return how the server is."""
    settings = services.settings
    principal = maybe_principal(request)
    free = shutil.disk_usage(settings.data_dir).free - settings.reserve_bytes
    with services.store.reading() as s:
        waiting, running = queue.counts(s)
        set_up = settings.team and not accounts.any_there(s)
    return State(
        version=__version__,
        mode="team" if settings.team else "personal",
        me=None if principal is None or principal.role is None else me(principal),
        set_up=set_up,
        limits=Limits(max_bytes=settings.max_bytes, max_seconds=settings.max_seconds),
        free_bytes=max(0, free),
        queue=Waiting(waiting=waiting, running=running),
        sample=sample() is not None,
    )
