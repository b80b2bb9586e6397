"""Opens and migrates the database: SQLite by default, PostgreSQL by URL.

There is one writer at a time: SQLite allows no more, and on PostgreSQL every writing session first
takes one lock for the whole database. So a session that reads, decides and writes has no races on
either. Each session holds the lock for a few milliseconds, and nothing slow, such as a request to a
file store, is done in a writing session (see `blobs`).
"""

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import OperationalError as OperationalError
from sqlalchemy.orm import Session, sessionmaker

from formcheck.errors import FormcheckError

BUSY = 5.0
"""Seconds that a writer waits for another one to finish (SQLite)."""

LOCK = 0x666F726D
"""Key of the advisory lock that a writer holds (PostgreSQL; any fixed number)."""

_SETTINGS = {"lock_timeout": 30_000, "idle_in_transaction_session_timeout": 60_000}
"""Milliseconds (PostgreSQL): how long a writer waits, and how long it may be idle with the lock."""

Row = TypeVar("Row")

MIGRATIONS = Path(__file__).parent / "migrations"
_migrating = threading.Lock()


def now() -> datetime:
    """Return the present time, UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return an id that cannot be guessed."""
    return secrets.token_hex(8)


def add_row(s: Session, row: Row) -> Row:
    """Add a row and return it, with its id and its other defaults."""
    s.add(row)
    s.flush()
    return row


def _sqlite(engine: Engine) -> None:
    """Make SQLite safe for several writers: no write is lost."""

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _: Any) -> None:
        raw.isolation_level = None  # transactions begin in `begun`, not when the driver decides
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(BUSY * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # deleted data is overwritten
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A transaction that begins as a read fails at once if another one writes.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(engine: Engine) -> None:
    """Make every writing transaction take the lock when it begins."""

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _: Any) -> None:
        with raw.cursor() as cursor:
            for name, value in _SETTINGS.items():
                cursor.execute(f"SET {name} = {value}")
        raw.commit()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def database_time(s: Session) -> datetime:
    """Return the present time, UTC, by the clock of the database, the same for all machines."""
    if s.get_bind().dialect.name == "sqlite":
        return now()
    found: datetime = s.scalars(select(func.clock_timestamp())).one()
    return found.astimezone(UTC)


class Store:
    """The database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(engine.execution_options(writes=True), expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads."""
        with self._reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are committed together, or not at all on an error."""
        with self._writing.begin() as session:
            yield session

    def after_flush(self, call: Callable[[Session], None]) -> None:
        """Have `call` called with each session after its changes were flushed."""

        @event.listens_for(self._writing, "after_flush")
        def flushed(session: Session, _: Any) -> None:
            call(session)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def only_person(self) -> str:
        """Return the id of the one person of personal mode, created at the first call."""
        from formcheck.storage.models import Person  # which imports this module

        with self.reading() as s:
            found = s.scalar(select(Person.id).order_by(Person.created).limit(1))
        if found is not None:
            return found
        with self.writing() as s:  # looked up again: another process may have created it
            found = s.scalar(select(Person.id).order_by(Person.created).limit(1))
            if found is None:
                found = add_row(s, Person(name="")).id
        return found


@contextmanager
def opened_engine(data_dir: Path, url: str | None = None) -> Iterator[Engine]:
    """Give the engine of a database, created if missing but not migrated; closed at the end.

    Raises:
        FormcheckError: the database cannot be opened.
    """
    from sqlalchemy.exc import ArgumentError

    engine = None
    try:
        _check_writable(data_dir, url)
        engine = engine_for(url or f"sqlite:///{data_dir / 'formcheck.db'}")
        with engine.connect():
            pass
        yield engine
    except (ArgumentError, ImportError) as error:
        raise FormcheckError(
            f"The database of FORMCHECK_DATABASE_URL cannot be used: {error}.", "bad_database"
        ) from None
    except OperationalError as error:
        raise FormcheckError(
            f"The database cannot be opened ({error.orig}): "
            + (
                "see that it runs and that FORMCHECK_DATABASE_URL is right."
                if url
                else "see that its folder can be written and its disk is not full."
            ),
            "bad_database",
        ) from None
    finally:
        if engine is not None:
            engine.dispose()


def open_store(data_dir: Path, url: str | None = None) -> Store:
    """Open the database; creates or migrates it if needed.

    Args:
        data_dir: folder of the SQLite file, if there is no `url`.
        url: of another database, for SQLAlchemy.

    Raises:
        FormcheckError: the database cannot be opened, or is newer than this formcheck.
    """
    with opened_engine(data_dir, url) as engine:
        if not _up_to_date(engine):
            _bring_up_to_date(engine)
        return Store(engine)


def _up_to_date(engine: Engine) -> bool:
    """Return whether there is nothing to migrate, without Alembic, which is slow to import."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
        return list(found) == [newest()]


def newest() -> str:
    """Return the newest revision of the tables."""
    names = (MIGRATIONS / "versions").glob("v*.py")
    return max(path.stem.removeprefix("v").partition("_")[0] for path in names)


def _bring_up_to_date(engine: Engine) -> None:
    from alembic.util.exc import CommandError

    try:
        migrate(engine)
    except CommandError:
        raise FormcheckError(
            "The database was written by a newer formcheck: update formcheck, or name another "
            "folder with FORMCHECK_DATA_DIR.",
            "newer_database",
        ) from None


def _check_writable(data_dir: Path, url: str | None) -> None:
    """Raise FormcheckError for a read-only file: SQLite would fail only at the first write."""
    path = data_dir / "formcheck.db"
    if url is None and path.exists() and not os.access(path, os.W_OK):
        raise FormcheckError(
            f"The database {path} may not be written: see to its owner and its mode.",
            "bad_database",
        )


def engine_for(url: str) -> Engine:
    """Return the engine of a database, without connecting to it.

    Raises:
        ArgumentError: the URL is invalid, or of a database that is not supported.
        ImportError: its driver is not installed.
    """
    from sqlalchemy.exc import ArgumentError

    address = make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    kind = address.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise ArgumentError(f"formcheck keeps its rows in SQLite or PostgreSQL, not in {kind}")
    if kind == "sqlite" and address.database in (None, "", ":memory:"):
        raise ArgumentError("a database in memory cannot be shared")
    # No values in error messages: they may be names, titles and notes of people.
    lite = kind == "sqlite"
    sizes: dict[str, Any] = {"pool_size": 10, "max_overflow": 40 if lite else 20}
    sizes["hide_parameters"] = True
    if lite:
        engine = create_engine(address, **sizes)
        _sqlite(engine)
        return engine
    engine = create_engine(
        address,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={"connect_timeout": 10, "application_name": "formcheck"},
        **sizes,
    )
    _postgres(engine)
    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to date, or as far as `revision`, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    writing = engine.execution_options(writes=True)
    with _migrating, writing.begin() as connection:  # one migrates, others wait
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


# --- why a database failed -----------------------------------------------------------------------

FailureReason = Literal["full", "busy", "away"]

_SQLITE: dict[int, FailureReason] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "away",
    sqlite3.SQLITE_IOERR: "away",
    sqlite3.SQLITE_CANTOPEN: "away",
}
"""Primary result codes of SQLite: https://www.sqlite.org/rescode.html."""

_POSTGRES: dict[str, FailureReason] = {
    "53100": "full",
    **dict.fromkeys(("55P03", "53300", "40001", "40P01", "57014"), "busy"),
    **dict.fromkeys(("08", "57", "58"), "away"),
}
"""SQLSTATE codes of PostgreSQL, and classes of them (two characters):
https://www.postgresql.org/docs/current/errcodes-appendix.html."""


def failure_reason(error: DBAPIError) -> FailureReason | None:
    """Return why a database failed: disk full, locked by others, or unavailable.

    None for any other reason, which is an error in formcheck.
    """
    if isinstance(error.orig, sqlite3.Error):
        # The low byte of an extended code is the primary one; without a code, it is not SQLite's.
        return _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
    if error.connection_invalidated:
        return "away"
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # psycopg has no code where there was no connection
        return "away" if type(error.orig).__module__.startswith("psycopg") else None
    return _POSTGRES.get(state) or _POSTGRES.get(state[:2])
