"""Removing for good what was deleted, and content that no row names."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from formcheck.storage import comments
from formcheck.storage.blobs import Files
from formcheck.storage.database import Store, now
from formcheck.storage.models import Analysis, Entry, FileRow, Upload, Video
from formcheck.storage.sets import UNDO

UPLOADS_KEPT = timedelta(days=1)
"""How long an upload that nothing arrives for is kept."""

AT_ONCE = 200
"""Contents looked up at once."""


def named(s: Session, hashes: Collection[str]) -> set[str]:
    """Return those of `hashes` that a row names."""
    return {
        *s.scalars(select(FileRow.sha256).where(FileRow.sha256.in_(hashes))),
        *s.scalars(select(Video.sha256).where(Video.sha256.in_(hashes))),
    }


def remove_unnamed(store: Store, files: Files, hashes: Iterable[str]) -> int:
    """Remove the content among `hashes` that no row names; return how much."""
    removed = 0
    all_of_them = list(dict.fromkeys(hashes))
    for first in range(0, len(all_of_them), AT_ONCE):
        some = all_of_them[first : first + AT_ONCE]
        with store.reading() as s:
            unnamed = set(some) - named(s, some)
        if not unnamed:
            continue
        with store.writing() as s:  # looked up again: nobody names anything meanwhile
            unnamed -= named(s, unnamed)
            files.remove(*unnamed)
        removed += len(unnamed)
    return removed


def purge(store: Store, files: Files, older: timedelta = UNDO) -> int:
    """Remove sets deleted longer ago than `older`, with their content; return how many.

    Sets logged by hand and comments go too; they are not counted.
    """
    with store.writing() as s:
        s.execute(delete(Entry).where(Entry.deleted_at < now() - older))
        comments.purge(s, older)
        rows = list(
            s.scalars(
                select(Analysis).where(
                    Analysis.deleted_at < now() - older, Analysis.state != "running"
                )
            )
        )
        ids = [r.id for r in rows]
        videos = {r.video_id for r in rows if r.video_id}
        hashes = set(s.scalars(select(FileRow.sha256).where(FileRow.analysis_id.in_(ids))))
        s.execute(delete(Analysis).where(Analysis.id.in_(ids)))
        unused = list(
            s.scalars(
                select(Video).where(
                    Video.id.in_(videos), ~exists().where(Analysis.video_id == Video.id)
                )
            )
        )
        hashes |= {v.sha256 for v in unused}
        for video in unused:
            s.delete(video)
    remove_unnamed(store, files, hashes)
    return len(ids)


def old_uploads(s: Session) -> list[str]:
    """Forget uploads that nothing arrived for; return their ids."""
    return list(
        s.scalars(delete(Upload).where(Upload.touched < now() - UPLOADS_KEPT).returning(Upload.id))
    )


def unfinished_uploads(s: Session) -> set[str]:
    """Return the ids of uploads that their senders may still go on with."""
    return set(s.scalars(select(Upload.id).where(Upload.result.is_(None))))
