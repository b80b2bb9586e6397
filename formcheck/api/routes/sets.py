"""The sets: listed, added, renamed, cancelled, analysed again, deleted and restored; the sample."""

import shutil
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from formcheck.analysis.report.json_format import to_json
from formcheck.api import files
from formcheck.api.deps import (
    PersonDep,
    PrincipalDep,
    ServicesDep,
    SetFilters,
    SubjectDep,
    UtcOffset,
    log_set_access,
    own_set,
    page_json,
    sets_json,
)
from formcheck.api.errors import ApiError, or_404
from formcheck.api.schemas import sets as schemas
from formcheck.exercises import get
from formcheck.model_size import ModelSize
from formcheck.storage import results, set_lists, sets
from formcheck.storage.database import new_id
from formcheck.storage.models import SAMPLE, Analysis, FileRow
from formcheck.storage.result_names import POSES, describe, file_order, known
from formcheck.storage.training import local_date, note_load
from formcheck.worker.intake import UploadedFile, accept
from formcheck.worker.rendering import not_made
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["sets"], responses={404: {"model": schemas.Failure}})

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def set_of(services: Services, person: str, set_id: str) -> schemas.Analysis:
    """Return a set as lists show it; raises ApiError where there is none."""
    with services.store.reading() as s:
        row = or_404(sets.one(s, person, set_id))
        return schemas.Analysis.model_validate(sets_json(services, s, [row])[0])


@router.get("/analyses", summary="The sets, filtered and sorted")
def list_sets(services: ServicesDep, person: SubjectDep, query: SetFilters) -> schemas.SetPage:
    """Return a page of the sets, with the exercises and faults to filter by."""
    with services.store.reading() as s:
        return page_json(services, s, set_lists.page(s, person, query))


@router.post(
    "/analyses",
    summary="Add a video: the request's body is the file",
    status_code=201,
    openapi_extra=BODY,
    responses={200: {"model": schemas.Analysis, "description": "It was there already"}},
)
async def add_set(
    services: ServicesDep,
    person: PersonDep,
    request: Request,
    response: Response,
    name: Annotated[str, Query(max_length=255)] = "video",
    exercise: str | None = None,
    model: ModelSize | None = None,
    keep_sound: Annotated[bool, Query(description="Keep the video with its sound")] = False,
    mirrored: bool = False,
) -> schemas.Analysis:
    """Take a video of one set and queue it; the same file twice is one set."""
    if exercise:
        get(exercise)
    length = request.headers.get("content-length", "0")
    coming = int(length) if length.isdecimal() else 0
    files.check_room(services, coming)
    await run_in_threadpool(_check_quota, services, person, coming)
    request.app.state.rates.uploads.count(str(person))
    path = files.incoming(services, new_id())
    try:
        with path.open("xb") as file:
            got = await files.receive(request, file, services.settings.max_bytes, services)
        if got < coming:
            raise ApiError(400, "incomplete", "Not all of the file arrived: send it again.")
        arrived = UploadedFile(
            path,
            schemas.one_line(name) or "video",
            exercise or None,
            model or services.settings.model,
            keep_sound,
            mirrored=mirrored,
        )
        accepted = await files.run_limited(request, accept, services, person, arrived)
    finally:
        path.unlink(missing_ok=True)
    response.status_code = 200 if accepted.known else 201
    return await run_in_threadpool(set_of, services, person, accepted.set_id)


def _check_quota(services: Services, person: str, coming: int) -> None:
    with services.store.reading() as s:
        files.check_quota(services, s, person, coming)


@router.get("/analyses/{set_id}", summary="One set with its report, video and files")
def read_set(services: ServicesDep, principal: PrincipalDep, set_id: str) -> schemas.Detail:
    """Return all that is known of a set."""
    person = principal.person
    with services.store.reading() as s:
        row = or_404(sets.one(s, person, set_id))
    log_set_access(services, principal, row)
    with services.store.reading() as s:
        stored = sets.files_of(s, person, set_id)
        video = sets.video_of(s, person, row)
        report = results.read_report(s, person, set_id)
        return schemas.Detail.model_validate(
            {
                **sets_json(services, s, [row])[0],
                "report": to_json(report) if report else None,
                "video": schemas.playable(row, video, stored),
                "files": _files_out(row, stored),
                "log": row.log.splitlines() if row.log else None,
                "as_sent": video is not None and video.as_sent,
            }
        )


def _files_out(row: Analysis, stored: list[FileRow]) -> list[schemas.FileOut]:
    """Return what can be downloaded, also what is made when it is first asked for."""
    there = [schemas.file_out(f) for f in stored if f.listed and known(f.name)]
    coming = [schemas.file_to_make(row.id, name) for name in not_made(row, stored)]
    listed = [f for f in coming if describe(f.name).listed]
    return sorted([*there, *listed], key=lambda f: file_order(f.name))


@router.patch("/analyses/{set_id}", summary="Rename a set, or say when it was filmed")
def change_set(
    services: ServicesDep,
    person: PersonDep,
    set_id: str,
    requested: schemas.Changes,
    tz: UtcOffset = 0,
) -> schemas.Analysis:
    """Give a set another title or day, or note its load and effort."""
    title = None if requested.title is None else " ".join(requested.title.split())
    if title is not None and not 1 <= len(title) <= sets.LONGEST_TITLE:
        raise ApiError(422, "invalid", f"A title has 1 to {sets.LONGEST_TITLE} characters.")
    with services.store.writing() as s:
        row = own_set(s, person, set_id)
        if requested.filmed_on is not None:
            _film_on(row, requested.filmed_on, tz)
        row.title = title or row.title
        note_load(row, requested.noted())
    return set_of(services, person, set_id)


def _film_on(row: Analysis, day: date, tz: int) -> None:
    """Let a set count on `day`; raises ApiError for one after the set was added."""
    added = local_date(row.created, tz)
    if day > added:
        raise ApiError(
            422,
            "not_yet_filmed",
            f"This set was added on {added}: choose that day or an earlier one.",
            day=added,
        )
    row.filmed_on = day


@router.patch("/analyses/{set_id}/load", summary="Note the load of a set, and its effort")
def note_set_load(
    services: ServicesDep, person: PersonDep, set_id: str, requested: schemas.NewLoad
) -> schemas.LoadNoted:
    """Note load and effort of a set, and read nothing else of it: a phone that films may."""
    with services.store.writing() as s:
        row = own_set(s, person, set_id)
        note_load(row, requested.noted())
        return schemas.LoadNoted(load_kg=row.load_kg, band=row.band, effort=row.effort)


@router.post("/analyses/{set_id}/cancel", summary="Stop working on a set")
def cancel_set(services: ServicesDep, person: PersonDep, set_id: str) -> schemas.Analysis:
    """Stop a set that waits or is worked on; a report that is ready stays."""
    with services.store.writing() as s:
        sets.cancel(own_set(s, person, set_id))
    services.supervisor.stop_work(set_id)
    return set_of(services, person, set_id)


@router.post("/analyses/{set_id}/reanalyse", summary="Analyse a set again")
def reanalyse(
    services: ServicesDep,
    person: PersonDep,
    set_id: str,
    requested: schemas.Reanalysis | None = None,
) -> schemas.Analysis:
    """Analyse a set again: from its saved poses where they can stay."""
    requested = requested or schemas.Reanalysis()
    if requested.exercise:
        get(requested.exercise)
    with services.store.writing() as s:
        row = own_set(s, person, set_id)
        if row.state in ("queued", "running"):
            raise ApiError(
                409, "busy", "This set is being worked on: wait until it is done, or stop it first."
            )
        model = requested.model or row.model
        saved = sets.file_of(s, person, set_id, POSES) is not None
        if row.video_id is None and (not saved or model != row.model):
            raise ApiError(
                409,
                "no_video",
                "This set has no video to look at again: only the exercise "
                "and whether it is mirrored can be changed.",
            )
        other = "exercise" in requested.model_fields_set
        turned = requested.mirrored is not None and requested.mirrored != row.mirrored
        from_poses = saved and (other or turned) and model == row.model
        if other:
            row.requested = requested.exercise or None
        row.model = model
        if requested.mirrored is not None:
            row.mirrored = requested.mirrored
        sets.queue(row, from_poses=from_poses or row.video_id is None)
    services.supervisor.wake()
    return set_of(services, person, set_id)


@router.delete("/analyses/{set_id}", summary="Delete a set")
def delete_set(services: ServicesDep, person: PersonDep, set_id: str) -> schemas.Deleted:
    """Delete a set with its video and files; it can be restored for ten minutes."""
    with services.store.writing() as s:
        row = own_set(s, person, set_id)
        sets.delete(row)
        assert row.deleted_at is not None
        until = row.deleted_at + sets.UNDO
    services.supervisor.stop_work(set_id)
    return schemas.Deleted(undo_until=until)


@router.post("/analyses/{set_id}/restore", summary="Restore a deleted set")
def restore_set(services: ServicesDep, person: PersonDep, set_id: str) -> schemas.Analysis:
    """Restore a deleted set; unfinished work goes on."""
    with services.store.writing() as s:
        sets.restore(own_set(s, person, set_id, deleted=True))
    services.supervisor.wake()
    return set_of(services, person, set_id)


# --- the sample set ----------------------------------------------------------------------------

SAMPLE_VIDEO = "glute_bridge__hyperextension18__side__ben_L.mp4"
SAMPLE_NAME = "Sample: glute bridge.mp4"


def sample_path() -> Path | None:
    """Return the sample's video, or None where it is not there."""
    path = Path(__file__).parents[3] / "sample_videos" / SAMPLE_VIDEO
    return path if path.is_file() else None


@router.post(
    "/sample",
    summary="Add the sample set",
    status_code=201,
    responses={200: {"model": schemas.Analysis, "description": "It was there already"}},
)
async def add_sample(
    services: ServicesDep, person: PersonDep, request: Request, response: Response
) -> schemas.Analysis:
    """Add a sample set which counts nowhere; twice it is the same set."""
    video = or_404(sample_path())
    files.check_room(services, video.stat().st_size)
    path = files.incoming(services, new_id())
    await run_in_threadpool(shutil.copyfile, video, path)
    arrived = UploadedFile(path, SAMPLE_NAME, None, services.settings.model, origin=SAMPLE)
    accepted = await files.run_limited(request, accept, services, person, arrived)
    response.status_code = 200 if accepted.known else 201
    return await run_in_threadpool(set_of, services, person, accepted.set_id)
