"""One set: finding, adding, queueing, cancelling, deleting and restoring it."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis, FileRow, ReportRow, Video
from formcheck.storage.permissions import owned_by, visible_to

UNDO = timedelta(minutes=10)
"""How long a deleted set can be restored."""

LONGEST_TITLE = 200


def one(s: Session, person: str, set_id: str) -> Analysis | None:
    """Return a set that a person may see, or None."""
    return s.scalar(
        select(Analysis).where(
            Analysis.id == set_id, visible_to(person, Analysis), Analysis.deleted_at.is_(None)
        )
    )


def own(s: Session, person: str, set_id: str, *, deleted: bool = False) -> Analysis | None:
    """Return a set that belongs to a person, who may change it, or None."""
    query = select(Analysis).where(Analysis.id == set_id, owned_by(person, Analysis))
    if not deleted:
        query = query.where(Analysis.deleted_at.is_(None))
    return s.scalar(query)


def files_of(s: Session, person: str, set_id: str) -> list[FileRow]:
    """Return a set's files, in the order they were stored."""
    return list(
        s.scalars(
            select(FileRow)
            .where(FileRow.analysis_id == set_id, visible_to(person, FileRow))
            .order_by(FileRow.title, FileRow.name)
        )
    )


def file_of(s: Session, person: str, set_id: str, name: str) -> FileRow | None:
    """Return one file of a set, or None."""
    return s.scalar(
        select(FileRow).where(
            FileRow.analysis_id == set_id, FileRow.name == name, visible_to(person, FileRow)
        )
    )


def video_of(s: Session, person: str, row: Analysis) -> Video | None:
    """Return the video of a set, or None."""
    if row.video_id is None:
        return None
    return s.scalar(select(Video).where(Video.id == row.video_id, visible_to(person, Video)))


def video_like(s: Session, person: str, sha256: str) -> Video | None:
    """Return a person's video with that content, or None."""
    return s.scalar(select(Video).where(Video.sha256 == sha256, owned_by(person, Video)))


def same(
    s: Session,
    person: str,
    video: Video,
    requested: str | None,
    model: str,
    *,
    mirrored: bool = False,
) -> Analysis | None:
    """Return the set, deleted or not, of the same video with the same request, or None."""
    wanted = Analysis.requested.is_(None) if requested is None else Analysis.requested == requested
    return s.scalar(
        select(Analysis)
        .where(
            owned_by(person, Analysis),
            Analysis.video_id == video.id,
            Analysis.model == model,
            Analysis.mirrored == mirrored,
            wanted,
        )
        .order_by(Analysis.deleted_at.is_not(None), Analysis.created)
        .limit(1)
    )


def add(
    s: Session,
    person: str,
    *,
    origin: str,
    title: str,
    requested: str | None,
    model: str,
    video: Video | None,
    mirrored: bool = False,
    from_poses: bool = False,
) -> Analysis:
    """Add a set, queued."""
    row = Analysis(
        id=new_id(),
        owner=person,
        video_id=video.id if video else None,
        origin=origin,
        title=title[:LONGEST_TITLE],
        created=now(),
        requested=requested,
        model=model,
        mirrored=mirrored,
        state="queued",
        queued=now(),
        stage="waiting",
        seconds=video.seconds if video else None,
        width=video.width if video else None,
        height=video.height if video else None,
        tries=0,
        run=1,
        report_run=0,
        from_poses=from_poses,
        cancel_requested=False,
    )
    s.add(row)
    s.flush()
    return row


def add_beside(s: Session, row: Analysis, number: int) -> Analysis:
    """Add another set of the same video, to be judged from the poses stored with it."""
    return add(
        s,
        row.owner,
        origin=row.origin,
        title=f"{row.title} (set {number})",
        requested=None,
        model=row.model,
        video=s.get(Video, row.video_id) if row.video_id else None,
        mirrored=row.mirrored,
        from_poses=True,
    )


def queue(row: Analysis, *, from_poses: bool = False) -> None:
    """Queue a set again; it keeps its report until the next one is ready."""
    row.run += 1
    row.tries = 0
    row.state, row.stage, row.queued = "queued", "waiting", now()
    row.from_poses = from_poses
    row.cancel_requested = False
    row.progress = row.seconds_left = None
    row.error_code = row.error_message = row.log = None


def settle(row: Analysis, code: str | None = None, message: str | None = None) -> None:
    """End a set's job without a new report; with an earlier report it stays `done`."""
    had = row.report_run > 0
    s = object_session(row)
    if had and row.report_run != row.run and s is not None:
        old = s.get(ReportRow, row.id)
        row.model = str(old.report["model"]) if old is not None else row.model
    row.state = "done" if had else "cancelled" if code is None else "failed"
    row.error_code, row.error_message = code, message
    leave(row)


def leave(row: Analysis) -> None:
    """Clear the worker, lease and progress of a set."""
    row.stage = row.progress = row.seconds_left = row.worker = row.lease_until = None
    row.cancel_requested = False


def cancel(row: Analysis) -> None:
    """Cancel a set's job: at once if it waits, otherwise its worker stops it."""
    if row.state == "queued":
        settle(row)
    elif row.state == "running":
        row.cancel_requested = True


def delete(row: Analysis) -> None:
    """Delete a set; it can be restored within `UNDO`. Its worker stops."""
    row.deleted_at = now()


def restore(row: Analysis) -> None:
    """Restore a deleted set; an unfinished one waits again."""
    row.deleted_at = None
