"""Removing for good: what was deleted or erased, videos past their time, content of no row.

Content that a row named and no longer does is removed at once, because somebody asked for that.
Content that no row names and nobody asked about ("strays", left by a crash) is never removed at
once: it moves to the store's `lost` folder and stays there for `LOST_KEPT`, because the mistake
may be ours: a wrong database beside the right files would otherwise empty the store.

What is removed because time has passed goes by `reference_time`, not by the clock alone.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from formcheck.errors import OutputError
from formcheck.storage import comments, installation, invitations, sign_ins
from formcheck.storage.account_models import Retention
from formcheck.storage.blobs import Files, removing
from formcheck.storage.database import Store, clock, now
from formcheck.storage.models import Analysis, Entry, FileRow, Person, Sweep, Upload, Video
from formcheck.storage.permissions import owned_by
from formcheck.storage.sets import UNDO

log = logging.getLogger(__name__)

UPLOADS_KEPT = timedelta(days=1)
"""How long an upload that nothing arrives for is kept."""

AT_ONCE = 200
"""Contents looked up in one query."""

FULL_COPIES = ("playable.webm", "annotated.webm")
"""Files of a set that show all of its video."""

LOST_KEPT = timedelta(days=30)
"""How long content that no row names lies in the `lost` folder before it is removed."""

FEW_STRAYS, STRAYS_SHARE = 20, 0.05
"""Strays that are moved at once: so many, or this share of all content if that is more.

A killed process leaves the files of the sets it worked on, about ten each; more than that means
that the database is not the one these files belong to.
"""

CLOCK_TRUST = timedelta(days=1)
"""A clock that jumped forward has this long to be noticed before it removes anything."""

SWEEP_NOTED = timedelta(hours=1)
"""How often the moment of a sweep is kept."""


# --- content ------------------------------------------------------------------------------------


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
    """Remove the content among `hashes` that no row names; return how much.

    Raises:
        OutputError: the file store does not answer; what is left is a stray.
    """
    return _take_out(store, hashes, lambda some: files.remove(*some))


def _take_out(store: Store, hashes: Iterable[str], how: Callable[[list[str]], None]) -> int:
    """Do something with the content among `hashes` that no row names; return how much."""
    count, every = 0, list(dict.fromkeys(hashes))
    for first in range(0, len(every), AT_ONCE):
        some = every[first : first + AT_ONCE]
        with store.reading() as s:
            unnamed = set(some) - named(s, some)
        if not unnamed:
            continue
        with removing(store, unnamed, named) as free:  # looked up again: nobody names it meanwhile
            if free:
                how(sorted(free))
            count += len(free)
    return count


def strays(store: Store, files: Files, older: timedelta = timedelta()) -> tuple[list[str], int]:
    """Return content that no row names, and how much content there is in all.

    Args:
        store, files: the rows and the content.
        older: leave out what is younger, which may be about to be named.
    """
    present, found = list(files.every(older)), []
    for first in range(0, len(present), AT_ONCE):
        some = present[first : first + AT_ONCE]
        with store.reading() as s:
            found += sorted(set(some) - named(s, some))
    return found, len(present)


def too_many(strays: int, contents: int) -> bool:
    """Whether so many strays mean a wrong database rather than a crash."""
    return strays > max(FEW_STRAYS, STRAYS_SHARE * contents)


def sweep_strays(store: Store, files: Files, older: timedelta = timedelta()) -> int:
    """Move content that no row names to the `lost` folder; return how much.

    Nothing is moved where the database names no content at all, where the store belongs to another
    installation, or where more than a small share would go: `formcheck doctor` then says so.
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
    """Move the content among `hashes` that no row names to the `lost` folder; return how much."""
    return _take_out(store, hashes, lambda some: files.set_aside(*some))


def bring_back_lost(files: Files) -> int:
    """Put everything in the `lost` folder back into its place; return how much."""
    lost = [one.sha256 for one in files.lost()]
    for sha256 in lost:
        files.bring_back(sha256)
    return len(lost)


def remove_lost(store: Store, files: Files) -> int:
    """Remove for good what has been in the `lost` folder for too long; return how much."""
    until = reference_time(store)
    if until is None:
        return 0
    old = [one.sha256 for one in files.lost() if one.since < until - LOST_KEPT]
    files.remove_lost(*old)
    return len(old)


# --- time ---------------------------------------------------------------------------------------


def note_sweep(store: Store) -> None:
    """Keep that a sweep was done now; forget those that are no longer needed."""
    with store.reading() as s:
        moment = clock(s)
        recent = s.scalar(
            select(Sweep.moment).where(Sweep.moment > moment - SWEEP_NOTED, Sweep.moment <= moment)
        )
    if recent is not None:
        return
    with store.writing() as s:
        # Those of the future were noted by a clock that was wrong.
        last = s.scalar(select(func.max(Sweep.moment)).where(Sweep.moment <= moment - CLOCK_TRUST))
        s.execute(delete(Sweep).where(Sweep.moment > moment))
        if last is not None:
            s.execute(delete(Sweep).where(Sweep.moment < last))
        s.merge(Sweep(moment=moment))


def reference_time(store: Store) -> datetime | None:
    """Return the moment by which something must have been due to be removed now.

    It is that of the last sweep at least `CLOCK_TRUST` ago. So a clock that jumps a year ahead
    removes nothing that was not due before the jump, until it has been wrong for a day; None where
    no sweep was done that long ago.
    """
    with store.reading() as s:
        return s.scalar(
            select(func.max(Sweep.moment)).where(Sweep.moment <= clock(s) - CLOCK_TRUST)
        )


# --- what was deleted ---------------------------------------------------------------------------


def purge(store: Store, files: Files, older: timedelta = UNDO) -> int:
    """Remove sets deleted longer ago than `older`, with their content; return how many.

    Sets logged by hand and comments go too; they are not counted. This goes by the clock alone:
    their owners deleted them, and only the time to undo that is shorter where it is wrong.
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
        hashes |= _drop_unused_videos(s, videos)
    remove_unnamed(store, files, hashes)
    return len(ids)


def _drop_unused_videos(s: Session, ids: Collection[str]) -> set[str]:
    """Delete those of some videos that no set has any more; return their hashes."""
    gone = s.scalars(
        delete(Video)
        .where(Video.id.in_(ids), ~exists().where(Analysis.video_id == Video.id))
        .returning(Video.sha256)
    )
    return set(gone)


def old_uploads(s: Session) -> list[str]:
    """Forget uploads that nothing arrived for; return their ids."""
    return list(
        s.scalars(delete(Upload).where(Upload.touched < now() - UPLOADS_KEPT).returning(Upload.id))
    )


def unfinished_uploads(s: Session) -> set[str]:
    """Return the ids of uploads that their senders may still go on with."""
    return set(s.scalars(select(Upload.id).where(Upload.result.is_(None))))


def forget_what_ran_out(store: Store) -> None:
    """Forget sign-ins and invitations that are worth nothing any more."""
    with store.writing() as s:
        sign_ins.sweep(s)
        invitations.sweep(s)


# --- videos past their time -----------------------------------------------------------------------


def retention_days(s: Session, person: str) -> int | None:
    """Return after how many days somebody's videos are removed; None: never."""
    return s.scalar(select(Retention.video_days).where(owned_by(person, Retention)))


def set_retention(s: Session, person: str, video_days: int | None) -> None:
    """Have somebody's videos removed after some days, or never."""
    s.execute(delete(Retention).where(owned_by(person, Retention)))
    if video_days is not None:
        s.add(Retention(owner=str(person), video_days=video_days))


def remove_old_videos(store: Store, files: Files) -> int:
    """Remove the videos that are older than their owners keep them; return of how many sets.

    What was found in them stays. A set that waits or is worked on keeps its video until it is
    done; and see `reference_time`.
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
    """Let sets go on without their videos; return what content that may have freed."""
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


# --- erasing a person -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Erased:
    """What there was: the ids of sets, and of uploads whose files are still to be removed."""

    sets: list[str]
    uploads: list[str]


def erase(store: Store, files: Files, person: str) -> Erased:
    """Erase a person with everything they have, in one go; then what was theirs on the disk."""
    with store.writing() as s:
        found = Erased(
            list(s.scalars(select(Analysis.id).where(owned_by(person, Analysis)))),
            list(s.scalars(select(Upload.id).where(owned_by(person, Upload)))),
        )
        hashes = {
            *s.scalars(select(FileRow.sha256).where(owned_by(person, FileRow))),
            *s.scalars(select(Video.sha256).where(owned_by(person, Video))),
        }
        # Every row has its owner, and goes with them.
        s.execute(delete(Person).where(Person.id == person))
    remove_unnamed(store, files, hashes)
    forget_log(store)
    return found


def forget_log(store: Store) -> None:
    """Empty SQLite's log of writes, which still holds what was erased."""
    if store.engine.dialect.name == "sqlite":
        with suppress(OperationalError), store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # a checkpoint cannot run inside a transaction
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")


def sweep(store: Store, files: Files, strays_older: timedelta) -> None:
    """Do what is done once an hour: forget what ran out, set strays aside, empty `lost`.

    A file store that does not answer is no error: it is tried again in an hour.
    """
    forget_what_ran_out(store)
    try:
        sweep_strays(store, files, strays_older)
        remove_lost(store, files)
    except OutputError as error:
        log.warning("stored files could not be looked through: %s", error)
