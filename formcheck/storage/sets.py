"""Sets: finding, adding, queueing, cancelling, deleting; and the uploads that become sets."""

from datetime import timedelta

from sqlalchemy import delete as sql_delete
from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from formcheck.storage.database import add_row, now
from formcheck.storage.models import Analysis, FileRow, ReportRow, Upload, Video
from formcheck.storage.permissions import find_own, find_visible, owned_by, visible_to

UNDO = timedelta(minutes=10)
"""How long a deleted set can be restored."""

LONGEST_TITLE = 200


def one(s: Session, person: str, set_id: str) -> Analysis | None:
    """Return a set that a person may see, or None."""
    return find_visible(s, Analysis, person, id=set_id, deleted_at=None)


def own(s: Session, person: str, set_id: str, *, deleted: bool = False) -> Analysis | None:
    """Return a set that belongs to a person, who may change it, or None."""
    row = find_own(s, Analysis, person, id=set_id)
    return row if row is not None and (deleted or row.deleted_at is None) else None


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
    return find_visible(s, FileRow, person, analysis_id=set_id, name=name)


def video_of(s: Session, person: str, row: Analysis) -> Video | None:
    """Return the video of a set, or None."""
    return None if row.video_id is None else find_visible(s, Video, person, id=row.video_id)


def video_with_hash(s: Session, person: str, sha256: str) -> Video | None:
    """Return a person's video with that content, or None."""
    return find_own(s, Video, person, sha256=sha256)


def find_same_request(s: Session, row: Analysis, video: Video) -> Analysis | None:
    """Return a person's set, deleted or not, of the same video, requested like `row`, or None."""
    columns = ("owner", "requested", "model", "mirrored")
    query = select(Analysis).filter_by(**{name: getattr(row, name) for name in columns})
    query = query.where(Analysis.video_id == video.id)
    order = (Analysis.deleted_at.is_not(None), Analysis.created)
    return s.scalar(query.order_by(*order).limit(1))


def add(s: Session, row: Analysis, video: Video | None = None) -> Analysis:
    """Add a set, queued; sets its video, if it has one."""
    row.title = row.title[:LONGEST_TITLE]
    if video is not None:
        row.video_id, row.seconds = video.id, video.seconds
        row.width, row.height = video.width, video.height
    return add_row(s, row)


def add_beside(s: Session, row: Analysis, number: int) -> Analysis:
    """Add another set of the same video, to be judged from the poses stored with it."""
    beside = Analysis(
        owner=row.owner,
        origin=row.origin,
        title=f"{row.title} (set {number})",
        model=row.model,
        mirrored=row.mirrored,
        from_poses=True,
    )
    return add(s, beside, s.get(Video, row.video_id) if row.video_id else None)


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
    return find_own(s, Upload, person, id=upload_id)


def record_received(s: Session, upload_id: str, size: int) -> Upload | None:
    """Record that `size` bytes are received and synced; None if the upload is gone."""
    row = s.get(Upload, upload_id)
    if row is not None:
        row.received, row.touched = size, now()
    return row


def set_aside(s: Session, upload_id: str, size: int) -> Upload | None:
    """Set aside room for `size` bytes of a recording in all; None if it is gone or has ended."""
    row = s.get(Upload, upload_id)
    if row is None or not row.recording:
        return None
    row.bytes = size
    return row


def end_recording(s: Session, upload_id: str, *, mirrored: bool, live: str | None) -> Upload | None:
    """Record that all of a recording is received, and what it is of; None if it is gone.

    Args:
        s: a session. upload_id: of the recording.
        mirrored: whether the camera mirrored it.
        live: id of the live set that it is the recording of.
    """
    row = s.get(Upload, upload_id)
    if row is not None and row.recording:
        row.recording, row.bytes = False, row.received
        row.mirrored, row.analysis_id, row.touched = mirrored, live, now()
    return row


def open_recordings(s: Session, person: str) -> list[Upload]:
    """Return the recordings of a person that have not ended, the newest first."""
    query = select(Upload).where(owned_by(person, Upload), Upload.recording)
    return list(s.scalars(query.order_by(Upload.created.desc())))


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
