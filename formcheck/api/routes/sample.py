"""A set to try formcheck with, where there is one: in a checkout, not in an installed formcheck."""

import shutil
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from formcheck.api import files
from formcheck.api.deps import Given, Person
from formcheck.api.errors import not_found
from formcheck.api.routes.sets import shown
from formcheck.api.schemas import sets
from formcheck.storage.database import new_id
from formcheck.worker.intake import Arrived, accept

router = APIRouter(prefix="/api/sample", tags=["sets"], responses={404: {"model": sets.Failure}})

VIDEO = "glute_bridge__hyperextension18__side__ben_L.mp4"
NAME = "Sample: glute bridge.mp4"


def sample() -> Path | None:
    """Return the sample's video, or None where it is not there."""
    path = Path(__file__).parents[3] / "sample_videos" / VIDEO
    return path if path.is_file() else None


@router.post(
    "",
    summary="Add the sample set",
    status_code=201,
    responses={200: {"model": sets.Analysis, "description": "It was there already"}},
)
async def add(
    services: Given, person: Person, request: Request, response: Response
) -> sets.Analysis:
    """Add a sample set as if it had been uploaded; twice it is the same set."""
    video = sample()
    if video is None:
        raise not_found()
    files.check_room(services, video.stat().st_size)
    path = files.incoming(services, new_id())
    await run_in_threadpool(shutil.copyfile, video, path)
    arrived = Arrived(path, NAME, None, services.settings.model)
    accepted = await files.in_turn(request, accept, services, person, arrived)
    response.status_code = 200 if accepted.known else 201
    return await run_in_threadpool(shown, services, person, accepted.set_id)
