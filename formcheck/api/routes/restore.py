"""A backup brought back from the page, where there is nothing yet."""

import asyncio
import shutil
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from formcheck.api import files
from formcheck.api.auth import Principal
from formcheck.api.deps import RecentlyVerified, ServicesDep
from formcheck.api.errors import ApiError
from formcheck.api.routes.sets import BODY
from formcheck.api.schemas.sets import Failure
from formcheck.errors import FormcheckError
from formcheck.storage import accounts, backup_archive
from formcheck.storage import restore as backups
from formcheck.storage.database import new_id
from formcheck.worker.supervisor import Services

router = APIRouter(
    prefix="/api/restore",
    tags=["me"],
    responses={403: {"model": Failure}, 409: {"model": Failure}, 422: {"model": Failure}},
)

LARGEST_BACKUP = 10**15
"""Bytes of a backup, at most; the room on the disk is less."""

FIRST_COACH = frozenset({"accounts", "signins", "passkeys", "tokens", "invitations"})
"""Tables in which a first coach has rows without having done anything yet."""


class Restored(BaseModel):
    """What came back.

    `missing`: files that were not there when the backup was written; `join`: where the first coach
    joins, after a backup without accounts was brought back in team mode.
    """

    sets: int
    files: int
    missing: int
    join: str | None


def _alone(services: ServicesDep, principal: RecentlyVerified) -> Principal:
    """Return who asks, where a backup may be brought back; raises ApiError."""
    team = services.settings.team
    if team and principal.role != "coach":
        raise ApiError(403, "coaches_only", "Only coaches can do this.")
    try:
        backups.check_empty(services.store.engine, FIRST_COACH if team else frozenset())
    except FormcheckError as error:
        if error.code != "not_empty":
            raise
        raise _not_empty() from None
    with services.store.reading() as s:
        if team and accounts.count_accounts(s) > 1:
            raise _not_empty()
    return principal


def _not_empty() -> ApiError:
    return ApiError(
        409,
        "not_empty",
        "A backup can only be brought back where nothing is kept yet, and there is something here "
        "already. Nothing was changed.",
    )


EmptyInstallation = Annotated[Principal, Depends(_alone)]


@router.get("", summary="Whether a backup can be brought back", status_code=204)
def may_restore(_principal: EmptyInstallation) -> None:
    """Refuse where there is something already, before a large file is sent."""


@router.post(
    "",
    summary="Bring a backup back: the request's body is the file",
    openapi_extra=BODY,
    responses={507: {"model": Failure}},
)
async def restore(
    services: ServicesDep, _principal: EmptyInstallation, request: Request
) -> Restored:
    """Check all of a backup, then bring it back; refused, everything stays as it was."""
    lock: asyncio.Lock = request.app.state.restoring
    if lock.locked():
        raise ApiError(409, "busy", "A backup is being brought back already: wait until it is.")
    async with lock:
        length = request.headers.get("content-length", "0")
        coming = int(length[:20]) if length.isdecimal() else 0
        _check_room(services, coming)
        path = files.incoming(services, f"backup-{new_id()}")
        try:
            with path.open("xb") as file:
                got = await files.receive(request, file, LARGEST_BACKUP, services)
            if got < coming:
                raise ApiError(400, "incomplete", "Not all of the file arrived: send it again.")
            return await run_in_threadpool(_restore, services, path)
        finally:
            path.unlink(missing_ok=True)


def _check_room(services: Services, coming: int) -> None:
    """Refuse a backup where there is no room for the file and for what is in it."""
    free = shutil.disk_usage(services.settings.data_dir).free - services.settings.reserve_bytes
    if 2 * coming > free:
        raise ApiError(
            507,
            "disk_full",
            f"Bringing this backup back takes {2 * coming / 1e9:,.1f} GB for a while, and the disk "
            f"has {max(0, free) / 1e9:,.1f} GB left: free some space, then try again.",
            needed=2 * coming,
            free=max(0, free),
        )


def _restore(services: Services, path: Path) -> Restored:
    team = services.settings.team
    if backup_archive.rows_in(path).get("accounts") and not team:
        raise ApiError(
            409,
            "team_backup",
            "This is the backup of a team: start formcheck with 'formcheck serve --team' and "
            "bring it back there. Nothing was changed.",
        )
    written = backups.restore(
        services.store.engine,
        services.files,
        path,
        services.settings.data_dir,
        over=FIRST_COACH if team else frozenset(),
    )
    services.supervisor.wake()
    secret = accounts.invite_first_coach(services.store) if team else None
    return Restored(
        sets=written.rows.get("analyses", 0),
        files=written.contents,
        missing=len(written.missing),
        join=secret and f"/join/{secret}",
    )
