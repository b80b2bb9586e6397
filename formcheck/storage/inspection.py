"""Read-only checks of the database and the file store, for `formcheck doctor`."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import Session

from formcheck.storage import queue
from formcheck.storage.blobs import Files
from formcheck.storage.database import engine_for, now
from formcheck.storage.models import Analysis, FileRow, ReportRow, Video

_MIGRATIONS = Path(__file__).parent / "migrations"
DATABASE = "formcheck.db"
HEARTBEATS_PER_WORKER = 2
"""Heartbeats of one worker: it has one for each of its two queues."""


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """The state of a database.

    Attributes:
        revision: of its tables; None if it has none yet.
        newest: the revision of this formcheck.
        known: whether this formcheck knows `revision`.
        sets, videos: how many it holds.
        damage: the result of SQLite's integrity check; empty if it found nothing, and on
            PostgreSQL.
    """

    revision: str | None
    newest: str | None
    known: bool
    sets: int = 0
    videos: int = 0
    damage: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """A difference between rows and content; `lost`: the content cannot be recovered."""

    what: str
    lost: bool


def exists(data_dir: Path, url: str | None = None) -> bool:
    """Return whether there is a database; one given by URL is assumed to exist."""
    return url is not None or (data_dir / DATABASE).is_file()


def open_readonly_engine(data_dir: Path, url: str | None = None) -> Engine:
    """Return the engine of a database, which is neither created nor migrated.

    Raises sqlalchemy.exc.ArgumentError or ImportError for a URL that cannot be used.
    """
    if url is not None:
        return engine_for(url)
    path = str((data_dir / DATABASE).absolute()).replace("%", "%25").replace("?", "%3f")
    path = path.replace("#", "%23")
    return create_engine(f"sqlite:///file:{path}?mode=rw&uri=true")


def database_state(engine: Engine, *, thorough: bool = False) -> DatabaseState:
    """Return the state of a database; `thorough` makes SQLite check all of it.

    Raises sqlalchemy.exc.DatabaseError if it cannot be opened or read.
    """
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    scripts = ScriptDirectory(str(_MIGRATIONS))
    newest = scripts.get_current_head()
    with engine.connect() as connection:
        damage = ""
        if engine.dialect.name == "sqlite":
            check = "integrity_check" if thorough else "quick_check"
            said = connection.execute(text(f"PRAGMA {check}(1)")).scalar()
            damage = "" if said == "ok" else str(said)
        revision = MigrationContext.configure(connection).get_current_revision()
        try:
            known = revision is None or scripts.get_revision(revision) is not None
        except CommandError:
            known = False
        if revision != newest:
            return DatabaseState(revision, newest, known, damage=damage)
        with Session(connection) as s:
            counts = [s.scalar(select(func.count()).select_from(t)) or 0 for t in (Analysis, Video)]
    return DatabaseState(revision, newest, known, counts[0], counts[1], damage)


def defects(engine: Engine, files: Files, *, thorough: bool = False) -> Iterator[Defect]:
    """Yield the defects: missing, truncated or changed content, missing reports, and content
    that no row names.

    Args:
        engine: of an up-to-date database.
        files: the file store.
        thorough: read all content and compare it with its hash.
    """
    with Session(engine) as s:
        rows: list[tuple[str, int, str]] = [
            (v.sha256, v.bytes, f"the video {v.name!r}") for v in s.scalars(select(Video))
        ]
        titles = {a.id: a.title for a in s.execute(select(Analysis.id, Analysis.title))}
        rows += [
            (f.sha256, f.bytes, f"{f.name} of the set {titles.get(f.analysis_id, '?')!r}")
            for f in s.scalars(select(FileRow))
        ]
        without = s.scalars(
            select(Analysis.title).where(
                Analysis.report_run > 0, Analysis.id.not_in(select(ReportRow.analysis_id))
            )
        ).all()
    for title in without:
        yield Defect(f"the report of the set {title!r} is not there", True)
    sizes = files.sizes()
    good: dict[str, str] = {}
    for sha256, size, what in rows:
        if sha256 not in good:
            good[sha256] = _wrong(files, sha256, sizes.get(sha256), size, thorough=thorough)
        if good[sha256]:
            yield Defect(f"{what} {good[sha256]}", True)
    for sha256 in sizes:
        if sha256 not in good:
            yield Defect(f"{sha256[:12]} belongs to no set", False)


def _wrong(files: Files, sha256: str, found: int | None, size: int, *, thorough: bool) -> str:
    """Return what is wrong with one content, for people; empty if it is intact."""
    if found is None:
        return "is not there"
    if found != size:
        return f"has {found} of {size} bytes"
    if not thorough:
        return ""
    read = hashlib.sha256()
    try:
        for piece in files.stream(sha256):
            read.update(piece)
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"
    return "" if read.hexdigest() == sha256 else "has other content than it had"


def clock_difference(engine: Engine) -> float:
    """Return how far this machine's clock is ahead of the database's, seconds."""
    with engine.connect() as connection:
        theirs: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return (now() - theirs.astimezone(UTC)).total_seconds()


def count_workers(engine: Engine, silent: float = 20.0) -> int:
    """Return how many workers sent a heartbeat in the last `silent` seconds (PostgreSQL)."""
    schemas = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'formcheck\\_queue\\_%'"
    total = 0
    with engine.connect() as connection:
        for schema in connection.execute(text(schemas)).scalars().all():
            query = text(
                f'SELECT count(*) FROM "{schema}".procrastinate_workers '
                "WHERE last_heartbeat > now() - make_interval(secs => :silent)"
            )
            total += connection.execute(query, {"silent": silent}).scalar_one()
    return -(-total // HEARTBEATS_PER_WORKER)


def count_waiting(engine: Engine) -> int:
    """Return the number of waiting sets."""
    with Session(engine) as s:
        return queue.counts(s)[0]
