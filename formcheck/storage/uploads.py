"""Uploads in progress, and how much of each was received."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from formcheck.storage.database import new_id, now
from formcheck.storage.models import FileRow, Upload, Video
from formcheck.storage.permissions import owned_by


def one(s: Session, person: str, upload_id: str) -> Upload | None:
    """Return an upload of a person, or None."""
    return s.scalar(select(Upload).where(Upload.id == upload_id, owned_by(person, Upload)))


def add(
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


def received(s: Session, upload_id: str, size: int) -> Upload | None:
    """Record that `size` bytes are received and synced; None if the upload is gone."""
    row = s.get(Upload, upload_id)
    if row is not None:
        row.received, row.touched = size, now()
    return row


def done(s: Session, upload_id: str, set_id: str, known: bool) -> Upload | None:
    """Record that the upload is complete and which set it became; None if it is gone."""
    row = s.get(Upload, upload_id)
    if row is not None:
        row.result, row.known, row.touched = set_id, known, now()
    return row


def forget(s: Session, upload_id: str) -> None:
    """Delete an upload."""
    s.execute(delete(Upload).where(Upload.id == upload_id))


def promised(s: Session, person: str | None = None) -> int:
    """Return the bytes that open uploads have yet to send, of a person or of all."""
    query = select(func.coalesce(func.sum(Upload.bytes - Upload.received), 0))
    query = query.where(Upload.result.is_(None))
    return int(s.scalar(query if person is None else query.where(owned_by(person, Upload))) or 0)


def kept_bytes(s: Session, person: str) -> int:
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
