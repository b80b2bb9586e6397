"""A set to try formcheck with, where there is one: in a checkout, not in an installed formcheck."""

import shutil
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from formcheck.jobs.accepting import Arrived, accept
from formcheck.server import arriving, shapes
from formcheck.server.analyses import shown
from formcheck.server.failures import missing
from formcheck.server.services import Given, Person
from formcheck.store.opening import new_id

router = APIRouter(prefix="/api/sample", tags=["sets"], responses={404: {"model": shapes.Failure}})

VIDEO = "glute_bridge__hyperextension18__side__ben_L.mp4"
NAME = "Sample: glute bridge.mp4"


def sample() -> Path | None:
    """Return the sample's video, or None where it is not there."""
    path = Path(__file__).parents[2] / "sample_videos" / VIDEO
    return path if path.is_file() else None


@router.post(
    "", summary="Add the sample set", status_code=201,
    responses={200: {"model": shapes.Analysis, "description": "It was there already"}},
)  # fmt: skip
async def add(
    services: Given, person: Person, request: Request, response: Response
) -> shapes.Analysis:
    """Add a sample set as if it had been uploaded; twice it is the same set."""
    video = sample()
    if video is None:
        raise missing()
    arriving.check_room(services, video.stat().st_size)
    path = arriving.place(services, new_id())
    await run_in_threadpool(shutil.copyfile, video, path)
    arrived = Arrived(path, NAME, None, services.settings.model)
    accepted = await arriving.in_turn(request, accept, services, person, arrived)
    response.status_code = 200 if accepted.known else 201
    return await run_in_threadpool(shown, services, person, accepted.set_id)
