"""Sets: finding, adding, queueing, cancelling, deleting; and the uploads that become sets."""

from datetime import timedelta

from sqlalchemy import delete as sql_delete
from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis, FileRow, ReportRow, Upload, Video
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


def video_with_hash(s: Session, person: str, sha256: str) -> Video | None:
    """Return a person's video with that content, or None."""
    return s.scalar(select(Video).where(Video.sha256 == sha256, owned_by(person, Video)))


def find_same_request(
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
    clear_work(row)


def clear_work(row: Analysis) -> None:
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


# --- uploads -------------------------------------------------------------------------------------


def find_upload(s: Session, person: str, upload_id: str) -> Upload | None:
    """Return an upload of a person, or None."""
    return s.scalar(select(Upload).where(Upload.id == upload_id, owned_by(person, Upload)))


def add_upload(
    s: Session,
    person: str,
    *,
    name: str,
    size: int,
    requested: str | None,
    model: str,
    analysis: str | None,
    keep_sound: bool = False,
    mirrored: bool = False,
) -> Upload:
    """Add an upload of `size` bytes; `analysis` is the live set that it is a recording of."""
    row = Upload(
        id=new_id(),
        owner=person,
        name=name,
        bytes=size,
        received=0,
        requested=requested,
        model=model,
        analysis_id=analysis,
        result=None,
        known=False,
        keep_sound=keep_sound,
        mirrored=mirrored,
        created=now(),
        touched=now(),
    )
    s.add(row)
    s.flush()
    return row


def record_received(s: Session, upload_id: str, size: int) -> Upload | None:
    """Record that `size` bytes are received and synced; None if the upload is gone."""
    row = s.get(Upload, upload_id)
    if row is not None:
        row.received, row.touched = size, now()
    return row


def finish_upload(s: Session, upload_id: str, set_id: str, known: bool) -> Upload | None:
    """Record that the upload is complete and which set it became; None if it is gone."""
    row = s.get(Upload, upload_id)
    if row is not None:
        row.result, row.known, row.touched = set_id, known, now()
    return row


def delete_upload(s: Session, upload_id: str) -> None:
    """Delete an upload."""
    s.execute(sql_delete(Upload).where(Upload.id == upload_id))


def promised_bytes(s: Session, person: str | None = None) -> int:
    """Return the bytes that open uploads have yet to send, of a person or of all."""
    query = select(func.coalesce(func.sum(Upload.bytes - Upload.received), 0))
    query = query.where(Upload.result.is_(None))
    return int(s.scalar(query if person is None else query.where(owned_by(person, Upload))) or 0)


def stored_bytes(s: Session, person: str) -> int:
    """Return the bytes of a person's videos and files, and received parts of open uploads."""
    columns = (
        (Video.bytes, Video, Video.id.is_not(None)),
        (FileRow.bytes, FileRow, FileRow.bytes.is_not(None)),
        (Upload.received, Upload, Upload.result.is_(None)),
    )
    return sum(
        int(s.scalar(select(func.sum(size)).where(owned_by(person, table), which)) or 0)
        for size, table, which in columns
    )
