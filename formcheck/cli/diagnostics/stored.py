"""Checks of what is stored: the database, the files it names, and the machines that share them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.analysis.report.english import counted
from formcheck.cli.diagnostics.result import Result, State
from formcheck.errors import FormcheckError
from formcheck.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from formcheck.storage import Files
    from formcheck.storage.blobs import LostContent
    from formcheck.storage.inspection import DatabaseState

CLOCK_TOLERANCE = 5.0
"""Seconds by which the clocks of two machines may differ; time servers keep them far closer."""

RESTORE_AGAIN = "Move formcheck.db away, then type 'formcheck restore BACKUP'."
"""What to do about a database that is lost for good; the files beside it are kept."""

RESTORE_ELSEWHERE = (
    "Bring a backup back into a new folder: 'FORMCHECK_DATA_DIR=FOLDER formcheck restore BACKUP'."
)
"""What to do about files that are lost for good: a backup is restored where nothing is."""

LISTED = 20
"""Most damaged files listed one by one; the rest are only counted."""


def database_and_files(settings: Settings, *, verify: bool) -> Iterator[Result]:
    """Check the database, every file it names, and the machines that work for it."""
    from sqlalchemy.exc import ArgumentError, DatabaseError

    from formcheck.storage import inspection, restore

    broken_off = next(settings.data_dir.glob(f"{restore.FOLDER}*"), None)
    if not inspection.exists(settings.data_dir, settings.database_url):
        yield _no_database(settings, broken_off)
        return
    try:
        engine = inspection.open_readonly_engine(settings.data_dir, settings.database_url)
        found = inspection.database_state(engine, thorough=verify)
    except (ArgumentError, ImportError) as error:
        message = f"FORMCHECK_DATABASE_URL cannot be used: {error}"
        yield Result("problem", "database", message, "Correct it, or leave it out.")
        return
    except DatabaseError as error:
        do = "See that it runs, and that FORMCHECK_DATABASE_URL is right."
        do = do if settings.database_url else RESTORE_AGAIN
        yield Result("problem", "database", f"cannot be read ({_first(error.orig)})", do)
        return
    try:
        if broken_off is not None and not found.sets:
            yield _broken_off(broken_off)
            return
        yield _database(found)
        if found.revision == found.newest and not found.damage:
            yield from _content(settings, engine, verify=verify)
            if engine.dialect.name == "postgresql":
                yield from _machines(settings, engine)
    except DatabaseError as error:
        yield Result("problem", "database", f"cannot be read ({error.orig})", RESTORE_AGAIN)
    finally:
        engine.dispose()


def _no_database(settings: Settings, broken_off: Path | None) -> Result:
    """Report a database that is not there: it is new, or it was lost."""
    from formcheck.storage.s3_blobs import open_files

    if broken_off is not None:
        return _broken_off(broken_off)
    stored = settings.files_url is not None or (settings.data_dir / "files").is_dir()
    try:
        files = open_files(settings.data_dir, settings.files_url) if stored else None
        lost = files is not None and next(files.every(), None) is not None
    except (FormcheckError, OSError):  # `formcheck serve` says what is wrong with it
        lost = False
    if files is None or not lost:
        return Result("ok", "database", "none yet (made when formcheck first serves)")
    message = f"{settings.data_dir / 'formcheck.db'} is not there, but videos are in {files.where}"
    do = (
        "Put formcheck.db back, or name the database with FORMCHECK_DATABASE_URL if that is where "
        "it is; if it is lost, type 'formcheck restore BACKUP'."
    )
    return Result("problem", "database", message, do)


def _broken_off(folder: Path) -> Result:
    """Report a restore that was killed, which left nothing but its working folder and content."""
    message = f"a restore was broken off, and left {folder}"
    return Result("problem", "database", message, "Type 'formcheck restore BACKUP' again.")


def _database(found: "DatabaseState") -> Result:
    if found.damage:
        return Result("problem", "database", f"damaged: {found.damage}", RESTORE_AGAIN)
    if not found.known:
        message = f"written by a newer formcheck (tables {found.revision})"
        return Result("problem", "database", message, "Update formcheck.")
    if found.revision != found.newest:
        message = f"older than this formcheck (tables {found.revision}, newest {found.newest})"
        return Result(
            "note", "database", message, "It is brought up to date when formcheck serves."
        )
    sets = "one set" if found.sets == 1 else f"{found.sets} sets"
    videos = "one video" if found.videos == 1 else f"{found.videos} videos"
    return Result("ok", "database", f"up to date, {sets}, {videos}")


def _content(settings: Settings, engine: "Engine", *, verify: bool) -> Iterator[Result]:
    from formcheck.storage import inspection
    from formcheck.storage.s3_blobs import open_files

    folder = settings.data_dir / "files"
    if settings.files_url is None and not folder.is_dir():
        do = f"See that its disk is mounted. If it is lost: {RESTORE_ELSEWHERE}"
        yield Result("problem", "files", f"{folder} is not there", do)
        return
    try:
        files = open_files(settings.data_dir, settings.files_url)
        other = _other_files(engine, files)
        found = [] if other else list(inspection.defects(engine, files, thorough=verify))
        contents, lost_there = len(files.sizes()), files.lost()
    except FormcheckError as error:
        do = "See that it runs, and that FORMCHECK_FILES_URL and the AWS_ variables are right."
        yield Result("problem", "files", error.what.rstrip("."), do)
        return
    if other:
        yield other
        return
    lost = [a.what for a in found if a.lost]
    do = f"Delete the set, or: {RESTORE_ELSEWHERE}"
    if lost_there:
        do = f"Type 'formcheck doctor --restore-lost': it may be among the lost files. Else: {do}"
    for what in lost[:LISTED]:
        yield Result("problem", "files", what, do)
    if len(lost) > LISTED:
        yield Result("problem", "files", f"{len(lost) - LISTED} more like these")
    yield from _strays(len(found) - len(lost), contents)
    if lost_there:
        yield _lost(lost_there)
    if not lost:
        how = "every byte read, and as it was stored" if verify else "all there"
        yield Result("ok", "files", f"{files.where}: {how}" if settings.files_url else how)


def _other_files(engine: "Engine", files: "Files") -> Result | None:
    """Return a problem when the file store belongs to another database, else None."""
    from formcheck.storage import installation

    error = installation.mismatch(engine, files)
    if error is None:
        return None
    return Result("problem", "files", error.what.rstrip("."), error.advice)


def _strays(unnamed: int, contents: int) -> Iterator[Result]:
    """Report stored files that belong to no set."""
    from formcheck.storage.maintenance import too_many

    if not unnamed:
        return
    what = "one file belongs" if unnamed == 1 else f"{unnamed} files belong"
    if too_many(unnamed, contents):
        message = f"{what} to no set, of {contents} in all: more than a crash leaves behind"
        do = (
            "See that FORMCHECK_DATABASE_URL names the right database: nothing is moved until "
            "then. If it does, type 'formcheck doctor --set-aside'."
        )
        yield Result("problem", "files", message, do)
    else:
        do = "They are moved among the lost files when formcheck serves, and kept for 30 days."
        yield Result("note", "files", f"{what} to no set", do)


def _lost(lost: "list[LostContent]") -> Result:
    """Report stored files that were set aside because they belonged to no set."""
    from formcheck.storage.maintenance import LOST_KEPT

    size, first = sum(one.bytes for one in lost), min(one.since for one in lost)
    count = "one file" if len(lost) == 1 else f"{len(lost)} files"
    message = (
        f"{count} ({size / 1e6:,.1f} MB) set aside since {first:%d %B %Y}, because they belong to "
        f"no set; removed after {LOST_KEPT.days} days"
    )
    return Result(
        "note", "lost files", message, "'formcheck doctor --restore-lost' puts them back."
    )


def _machines(settings: Settings, engine: "Engine") -> Iterator[Result]:
    """Check that several machines work together: clocks, workers and shared files."""
    from formcheck.storage import inspection

    off = inspection.clock_difference(engine)
    if abs(off) > CLOCK_TOLERANCE:
        message = f"this machine's differs from the database's by {abs(off):.0f} s"
        yield Result("note", "clock", message, "Synchronise both with a time server.")
    workers, waiting = inspection.count_workers(engine), inspection.count_waiting(engine)
    count = "one worker" if workers == 1 else f"{workers} workers"
    if workers or settings.work_here:
        here = "; a running 'formcheck serve' is one" if settings.work_here else ""
        yield Result(
            "ok", "workers", f"{count} heard of lately, {counted(waiting, 'set')} waiting{here}"
        )
    else:
        state: State = "problem" if waiting else "note"
        do = "Start 'formcheck work' on some machine, or set FORMCHECK_WORK_HERE to true."
        yield Result(
            state, "workers", f"none heard of lately, {counted(waiting, 'set')} waiting", do
        )
    if workers and settings.files_url is None:
        message = f"files lie in {settings.data_dir / 'files'}, which every machine has to share"
        yield Result(
            "note", "workers", message, "FORMCHECK_FILES_URL names a store for all machines."
        )


def _first(error: object) -> str:
    """Return the first line of a message."""
    return str(error).strip().partition("\n")[0]
