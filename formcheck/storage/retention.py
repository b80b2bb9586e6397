"""Videos that are kept for a while: removed with their copies; what was found in them stays."""

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from formcheck.storage import invitations, sign_ins
from formcheck.storage.account_models import Retention
from formcheck.storage.blobs import Files
from formcheck.storage.database import Store, now
from formcheck.storage.garbage_collection import remove_unnamed
from formcheck.storage.models import Analysis, FileRow, Video
from formcheck.storage.permissions import owned_by

COPIES = ("playable.webm", "annotated.webm")
"""Files of a set that show all of its video."""


def days(s: Session, person: str) -> int | None:
    """Return after how many days somebody's videos are removed; None: never."""
    return s.scalar(select(Retention.video_days).where(owned_by(person, Retention)))


def put(s: Session, person: str, video_days: int | None) -> None:
    """Have somebody's videos removed after some days, or never."""
    s.execute(delete(Retention).where(owned_by(person, Retention)))
    if video_days is not None:
        s.add(Retention(owner=str(person), video_days=video_days))


def remove_old_videos(store: Store, files: Files) -> int:
    """Remove the videos that are older than their owners keep them; return of how many sets.

    A set that waits or is worked on keeps its video until it is done.
    """
    with store.reading() as s:
        wanted = list(s.execute(select(Retention.owner, Retention.video_days)))
    removed, hashes = 0, set[str]()
    for owner, video_days in wanted:
        with store.writing() as s:
            old = list(
                s.scalars(
                    select(Analysis).where(
                        owned_by(owner, Analysis),
                        Analysis.video_id.is_not(None),
                        Analysis.created < now() - timedelta(days=video_days),
                        Analysis.state.not_in(("queued", "running")),
                    )
                )
            )
            removed += len(old)
            hashes |= _remove(s, owner, old)
    remove_unnamed(store, files, hashes)
    return removed


def forget_what_ran_out(store: Store) -> None:
    """Forget sign-ins and invitations that are worth nothing any more."""
    with store.writing() as s:
        sign_ins.sweep(s)
        invitations.sweep(s)


def _remove(s: Session, owner: str, sets: list[Analysis]) -> set[str]:
    """Let sets go on without their videos; return what content that may have freed."""
    if not sets:
        return set()
    videos = {row.video_id for row in sets}
    for row in sets:
        row.video_id, row.video_removed = None, now()
    s.flush()
    copies = s.scalars(
        delete(FileRow)
        .where(
            owned_by(owner, FileRow),
            FileRow.analysis_id.in_([row.id for row in sets]),
            FileRow.name.in_(COPIES),
        )
        .returning(FileRow.sha256)
    )
    gone = set(copies)
    originals = s.scalars(
        delete(Video)
        .where(
            owned_by(owner, Video),
            Video.id.in_([v for v in videos if v]),
            ~exists().where(Analysis.video_id == Video.id),
        )
        .returning(Video.sha256)
    )
    return gone | set(originals)
