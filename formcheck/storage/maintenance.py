"""Removes data for good: deleted sets, old videos, content without a row.

Content whose row was deleted on request is removed at once. Other content that no row names
("strays", left by a crash) is first moved to the store's `lost` folder and kept there for
`LOST_KEPT`: if the server was started with a wrong database, all content would look like strays.

Data is removed because of its age by `reference_time`, not by the clock alone.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from formcheck.errors import OutputError
from formcheck.storage import (
    accounts,
    credentials,
    installation,
    postgres_queue,
    queue,
    reviews,
    share_links,
    webhooks,
)
from formcheck.storage.account_models import Retention
from formcheck.storage.blobs import Files
from formcheck.storage.content_holds import removing
from formcheck.storage.database import Store, database_time, now
from formcheck.storage.models import Analysis, FileRow, Sweep, Upload, Video
from formcheck.storage.permissions import owned_by
from formcheck.storage.sets import UNDO
from formcheck.storage.training_models import Entry

log = logging.getLogger(__name__)

UPLOADS_KEPT = timedelta(days=1)
"""How long an upload that receives no data is kept."""

AT_ONCE = 200
"""Number of hashes looked up in one query."""

FULL_COPIES = ("playable.webm", "annotated.webm")
"""Files of a set that contain the whole video."""

LOST_KEPT = timedelta(days=30)
"""How long strays stay in the `lost` folder before they are removed."""

FEW_STRAYS, STRAYS_SHARE = 20, 0.05
"""Strays that are moved at most: this number, or this share of all content if that is more.

A killed process leaves the files of the sets it worked on, about ten each. More strays mean that
the database is not the one that the files belong to.
"""

CLOCK_TRUST = timedelta(days=1)
"""How long a clock that jumped ahead must be wrong before data is removed by it."""

SWEEP_NOTED = timedelta(hours=1)
"""Shortest time between two sweeps whose time is stored."""


# --- content -----------------------------------------------------------------------------------


def named(s: Session, hashes: Collection[str]) -> set[str]:
    """Return those of `hashes` that a row names."""
    return {
        *s.scalars(select(FileRow.sha256).where(FileRow.sha256.in_(hashes))),
        *s.scalars(select(Video.sha256).where(Video.sha256.in_(hashes))),
    }


def names_any(s: Session) -> bool:
    """Whether any row names content."""
    return any(s.scalar(select(exists().where(t.sha256.is_not(None)))) for t in (FileRow, Video))


def remove_unnamed(store: Store, files: Files, hashes: Iterable[str]) -> int:
    """Remove the content among `hashes` that no row names; return how many.

    Raises:
        OutputError: the file store is unavailable; the content that is left is a stray.
    """
    return _apply_to_unnamed(store, hashes, lambda some: files.remove(*some))


def _apply_to_unnamed(store: Store, hashes: Iterable[str], how: Callable[[list[str]], None]) -> int:
    """Apply `how` to the content among `hashes` that no row names; return how many."""
    count, every = 0, list(dict.fromkeys(hashes))
    for first in range(0, len(every), AT_ONCE):
        some = every[first : first + AT_ONCE]
        with store.reading() as s:
            unnamed = set(some) - named(s, some)
        if not unnamed:
            continue
        with removing(store, unnamed, named) as free:  # looked up again, and held
            if free:
                how(sorted(free))
            count += len(free)
    return count


def strays(store: Store, files: Files, older: timedelta = timedelta()) -> tuple[list[str], int]:
    """Return the content that no row names, and the number of all contents.

    Args:
        store, files: database and file store.
        older: leave out younger content, which a row may be about to name.
    """
    present, found = list(files.every(older)), []
    for first in range(0, len(present), AT_ONCE):
        some = present[first : first + AT_ONCE]
        with store.reading() as s:
            found += sorted(set(some) - named(s, some))
    return found, len(present)


def too_many(strays: int, contents: int) -> bool:
    """Return whether so many strays mean a wrong database rather than a crash."""
    return strays > max(FEW_STRAYS, STRAYS_SHARE * contents)


def sweep_strays(store: Store, files: Files, older: timedelta = timedelta()) -> int:
    """Move strays to the `lost` folder; return how many.

    Nothing is moved if the database names no content at all, if the store belongs to another
    installation, or if there are `too_many`: `formcheck doctor` then says so.
    """
    with store.reading() as s:
        known, empty = installation.id_of(s), not names_any(s)
    if empty or known is None or files.installation() != known:
        return 0
    found, contents = strays(store, files, older)
    if too_many(len(found), contents):
        log.warning(
            "%d of %d stored files belong to no set: nothing was moved; 'formcheck doctor' says "
            "what to do",
            len(found),
            contents,
        )
        return 0
    return set_aside(store, files, found)


def set_aside(store: Store, files: Files, hashes: Iterable[str]) -> int:
    """Move content among `hashes` that no row names to the `lost` folder; return how many."""
    return _apply_to_unnamed(store, hashes, lambda some: files.set_aside(*some))


def bring_back_lost(files: Files) -> int:
    """Move all content of the `lost` folder back to its place; return how many."""
    lost = [one.sha256 for one in files.lost()]
    for sha256 in lost:
        files.bring_back(sha256)
    return len(lost)


def remove_lost(store: Store, files: Files) -> int:
    """Remove content that was in the `lost` folder longer than `LOST_KEPT`; return how many."""
    until = reference_time(store)
    if until is None:
        return 0
    old = [one.sha256 for one in files.lost() if one.since < until - LOST_KEPT]
    files.remove_lost(*old)
    return len(old)


# --- time --------------------------------------------------------------------------------------


def note_sweep(store: Store) -> None:
    """Store the time of this sweep; delete those that are no longer needed."""
    with store.reading() as s:
        moment = database_time(s)
        recent = s.scalar(
            select(Sweep.moment).where(Sweep.moment > moment - SWEEP_NOTED, Sweep.moment <= moment)
        )
    if recent is not None:
        return
    with store.writing() as s:
        # Times in the future were stored by a wrong clock.
        last = s.scalar(select(func.max(Sweep.moment)).where(Sweep.moment <= moment - CLOCK_TRUST))
        s.execute(delete(Sweep).where(Sweep.moment > moment))
        if last is not None:
            s.execute(delete(Sweep).where(Sweep.moment < last))
        s.merge(Sweep(moment=moment))


def reference_time(store: Store) -> datetime | None:
    """Return the time that ages are compared with before data is removed.

    It is that of the last sweep at least `CLOCK_TRUST` ago; None if there was none. So a clock that
    jumps a year ahead removes nothing that was not due before, until it has been wrong for a day.
    """
    with store.reading() as s:
        return s.scalar(
            select(func.max(Sweep.moment)).where(Sweep.moment <= database_time(s) - CLOCK_TRUST)
        )


# --- deleted data ------------------------------------------------------------------------------


def purge(store: Store, files: Files, older: timedelta = UNDO) -> int:
    """Remove sets deleted longer ago than `older`, with their content; return how many.

    Sets logged by hand and comments are removed too, but not counted. This goes by the clock alone:
    the owners deleted them, and a wrong clock only shortens the time to undo that.
    """
    with store.writing() as s:
        s.execute(delete(Entry).where(Entry.deleted_at < now() - older))
        reviews.purge_comments(s, older)
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
        hashes |= _drop_unused_videos(s, videos)
    remove_unnamed(store, files, hashes)
    return len(ids)


def _drop_unused_videos(s: Session, ids: Collection[str]) -> set[str]:
    """Delete those of the videos that no set uses any more; return their hashes."""
    gone = s.scalars(
        delete(Video)
        .where(Video.id.in_(ids), ~exists().where(Analysis.video_id == Video.id))
        .returning(Video.sha256)
    )
    return set(gone)


def old_uploads(s: Session) -> list[str]:
    """Delete uploads that received no data for `UPLOADS_KEPT`; return their ids."""
    return list(
        s.scalars(delete(Upload).where(Upload.touched < now() - UPLOADS_KEPT).returning(Upload.id))
    )


def unfinished_uploads(s: Session) -> set[str]:
    """Return the ids of uploads that can still be resumed."""
    return set(s.scalars(select(Upload.id).where(Upload.result.is_(None))))


def delete_expired(store: Store) -> None:
    """Delete expired sign-ins, invitations and links, and what webhooks were told long ago."""
    with store.writing() as s:
        credentials.delete_expired_sign_ins(s)
        accounts.delete_spent_invitations(s)
        share_links.delete_ended(s)
        webhooks.delete_old(s)


# --- old videos ----------------------------------------------------------------------------------


def retention_days(s: Session, person: str) -> int | None:
    """Return after how many days a person's videos are removed; None for never."""
    return s.scalar(select(Retention.video_days).where(owned_by(person, Retention)))


def set_retention(s: Session, person: str, video_days: int | None) -> None:
    """Set after how many days a person's videos are removed; None for never."""
    s.execute(delete(Retention).where(owned_by(person, Retention)))
    if video_days is not None:
        s.add(Retention(owner=str(person), video_days=video_days))


def remove_old_videos(store: Store, files: Files) -> int:
    """Remove videos that are older than their owners keep them; return of how many sets.

    Reports stay. A set that waits or is worked on keeps its video until it is done. Ages are
    measured from `reference_time`.
    """
    with store.reading() as s:
        wanted = list(s.execute(select(Retention.owner, Retention.video_days)))
    until = reference_time(store)
    if until is None:
        return 0
    removed, hashes = 0, set[str]()
    for owner, video_days in wanted:
        with store.writing() as s:
            old = list(
                s.scalars(
                    select(Analysis).where(
                        owned_by(owner, Analysis),
                        Analysis.video_id.is_not(None),
                        Analysis.created < until - timedelta(days=video_days),
                        Analysis.state.not_in(("queued", "running")),
                    )
                )
            )
            removed += len(old)
            hashes |= _remove_videos(s, old)
    remove_unnamed(store, files, hashes)
    return removed


def _remove_videos(s: Session, sets: list[Analysis]) -> set[str]:
    """Remove the videos of sets; return the hashes of content that may now be unused."""
    if not sets:
        return set()
    videos = {row.video_id for row in sets if row.video_id}
    for row in sets:
        row.video_id, row.video_removed = None, now()
    s.flush()
    copies = s.scalars(
        delete(FileRow)
        .where(FileRow.analysis_id.in_([row.id for row in sets]), FileRow.name.in_(FULL_COPIES))
        .returning(FileRow.sha256)
    )
    return {*copies, *_drop_unused_videos(s, videos)}


def sweep_hourly(store: Store, files: Files, strays_older: timedelta) -> None:
    """Do the hourly maintenance: delete what expired, move strays, remove old `lost` content.

    An unavailable file store is not an error: the next sweep tries again.
    """
    delete_expired(store)
    try:
        sweep_strays(store, files, strays_older)
        remove_lost(store, files)
    except OutputError as error:
        log.warning("stored files could not be looked through: %s", error)


# --- at intervals ---------------------------------------------------------------------------------


RECLAIM_SECONDS = 5.0
"""Seconds between two checks for sets whose worker died."""

STRAYS_SECONDS = 3600.0
"""Seconds between two sweeps of the whole file store."""

STRAYS_OLDER = timedelta(hours=1)
"""Younger content is left alone by a sweep: a row may be about to name it."""


class Maintenance:
    """Maintains a database and a file store.

    Args:
        store: the database.
        files: the file store.
    """

    def __init__(self, store: Store, files: Files) -> None:
        self.store, self.files = store, files
        self._reclaimed = self._strays = time.monotonic()

    def reclaim(self) -> int:
        """Requeue the sets whose worker died; return how many.

        Does nothing if it was called within the last `RECLAIM_SECONDS`.
        """
        if time.monotonic() - self._reclaimed < RECLAIM_SECONDS:
            return 0
        self._reclaimed = time.monotonic()
        if self.store.engine.dialect.name == "postgresql":
            return postgres_queue.repair_jobs(self.store)
        with self.store.reading() as s:
            if not queue.expired(s):
                return 0
        with self.store.writing() as s:
            return queue.reclaim(s)

    def sweep(self) -> None:
        """Remove deleted data for good; every `STRAYS_SECONDS`, sweep the file store."""
        purge(self.store, self.files)
        remove_old_videos(self.store, self.files)
        note_sweep(self.store)
        if time.monotonic() - self._strays > STRAYS_SECONDS:
            self._strays = time.monotonic()
            sweep_hourly(self.store, self.files, STRAYS_OLDER)
