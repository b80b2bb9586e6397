"""Opening the database: SQLite by default, PostgreSQL by URL; brought up to date first.

One writes at a time, in both: SQLite can do no other, and on PostgreSQL every writing session
first takes one lock of the whole database. So what reads, decides and writes in one session is
right on both without a second thought. It costs little: each holds the lock for a few milliseconds,
and nothing slow, such as a request to a file store, is done in a writing session (see `blobs`).
"""

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import OperationalError as DatabaseFailure
from sqlalchemy.orm import Session, sessionmaker

from formcheck.errors import FormcheckError
from formcheck.storage.models import Person

BUSY = 5.0
"""Seconds that a write waits for another one to finish (SQLite)."""

LOCK = 0x666F726D
"""Name of the lock that whoever writes holds (PostgreSQL)."""

_SETTINGS = {"lock_timeout": 30_000, "idle_in_transaction_session_timeout": 60_000}
"""Milliseconds: how long a write waits there, and how long one may do nothing and keep the lock."""

MIGRATIONS = Path(__file__).parent / "migrations"
_migrating = threading.Lock()


def now() -> datetime:
    """Return the present moment, UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return an id that cannot be guessed."""
    return secrets.token_hex(8)


def _sqlite(engine: Engine) -> None:
    """Make SQLite safe for several writers: see the stack's notes on lost writes."""

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _: Any) -> None:
        raw.isolation_level = None  # transactions begin below, not where the driver guesses
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(BUSY * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten, not only let go
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A write that began as a read cannot wait for another: it fails at once.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(engine: Engine) -> None:
    """Have whoever writes hold the lock from the first moment on."""

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


def clock(s: Session) -> datetime:
    """Return the present moment, UTC, by one clock for all machines: the database's own."""
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
        """Give a session whose changes are kept together, or, on an error, not at all."""
        with self._writing.begin() as session:
            yield session

    def after_flush(self, call: Callable[[Session], None]) -> None:
        """Have `call` see each writing session when it has written what was changed in it."""

        @event.listens_for(self._writing, "after_flush")
        def flushed(session: Session, _: Any) -> None:
            call(session)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def only_person(self) -> str:
        """Return the id of the one person of personal mode, made at the first call."""
        with self.reading() as s:
            found = s.scalar(select(Person.id).order_by(Person.created).limit(1))
        if found is not None:
            return found
        with self.writing() as s:  # looked for again: somebody may have been quicker
            found = s.scalar(select(Person.id).order_by(Person.created).limit(1))
            if found is None:
                found = new_id()
                s.add(Person(id=found, name="", created=now()))
        return found


@contextmanager
def opened_engine(data_dir: Path, url: str | None = None) -> Iterator[Engine]:
    """Give the engine of a database as it is, made where it is not there; closed at the end.

    Raises:
        FormcheckError: it cannot be opened.
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
    except DatabaseFailure as error:
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
    """Open the database, made or brought up to date where needed.

    Args:
        data_dir: folder of the SQLite file, where no URL is given.
        url: of another database, as SQLAlchemy takes it.

    Raises:
        FormcheckError: it cannot be opened, or is newer than this formcheck.
    """
    with opened_engine(data_dir, url) as engine:
        if not _up_to_date(engine):
            _bring_up_to_date(engine)
        return Store(engine)


def _up_to_date(engine: Engine) -> bool:
    """Whether there is nothing to migrate: known without what migrates, which is slow to load."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
        return list(found) == [newest()]


def newest() -> str:
    """Return the revision of the database that this formcheck is made for."""
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
    """Refuse a database file that may not be written: SQLite would only say so at a first write."""
    path = data_dir / "formcheck.db"
    if url is None and path.exists() and not os.access(path, os.W_OK):
        raise FormcheckError(
            f"The database {path} may not be written: see to its owner and its mode.",
            "bad_database",
        )


def engine_for(url: str) -> Engine:
    """Return the engine of a database that is not looked at yet.

    Raises:
        ArgumentError: the URL is none, or of a database that cannot be used.
        ImportError: what speaks with it is not installed.
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
    # Values stay out of messages: they may be names, titles and notes of people.
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
    with _migrating, writing.begin() as connection:  # one writer, others wait
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


# --- why it did not answer ------------------------------------------------------------------------

Trouble = Literal["full", "busy", "away"]

_FULL = ("disk is full", "no space left")
_BUSY = ("database is locked", "database table is locked")
_AWAY = ("readonly database", "disk i/o error", "unable to open database file")

_FULL_STATES = {"53100"}
_BUSY_STATES = {"55P03", "53300", "40001", "40P01", "57014"}
_AWAY_CLASSES = {"08", "57", "58"}
"""PostgreSQL's: https://www.postgresql.org/docs/current/errcodes-appendix.html."""


def trouble(error: DBAPIError) -> Trouble | None:
    """Say why: its disk is full, somebody else holds it, or it cannot be reached or written.

    None: none of these, so it is a mistake of ours.
    """
    said, state = str(error.orig).lower(), str(getattr(error.orig, "sqlstate", None) or "")
    if state in _FULL_STATES or any(x in said for x in _FULL):
        return "full"
    if state in _BUSY_STATES or any(x in said for x in _BUSY):
        return "busy"
    if error.connection_invalidated or state[:2] in _AWAY_CLASSES or any(x in said for x in _AWAY):
        return "away"
    if not state and type(error.orig).__module__.startswith("psycopg"):
        return "away"  # it never got as far as an answer
    return None
