"""Removing for good what was deleted, and content that no row names."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from formcheck.store.files import Files
from formcheck.store.opening import Store, now
from formcheck.store.sets import UNDO
from formcheck.store.tables import Analysis, Entry, FileRow, Upload, Video

UPLOADS_KEPT = timedelta(days=1)
"""How long an upload that nothing arrives for is kept."""


def named(s: Session, sha256: str) -> bool:
    """Whether any row names this content."""
    found = s.scalar(
        select(exists().where(FileRow.sha256 == sha256) | exists().where(Video.sha256 == sha256))
    )
    return bool(found)


def remove_unnamed(store: Store, files: Files, hashes: Iterable[str]) -> int:
    """Remove the content among `hashes` that no row names; return how much."""
    removed = 0
    for sha256 in set(hashes):
        with files.lock:
            with store.reading() as s:
                kept = named(s, sha256)
            if not kept:
                files.remove(sha256)
                removed += 1
    return removed


def purge(store: Store, files: Files, older: timedelta = UNDO) -> int:
    """Remove sets deleted longer ago than `older`, with their content; return how many.

    Sets logged by hand go too; they are not counted.
    """
    with store.writing() as s:
        s.execute(delete(Entry).where(Entry.deleted_at < now() - older))
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
