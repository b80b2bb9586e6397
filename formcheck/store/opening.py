"""Opening the database: SQLite by default, another by URL; brought up to date first."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError as DatabaseFailure
from sqlalchemy.orm import Session, sessionmaker

from formcheck.errors import FormcheckError
from formcheck.store.tables import Person

BUSY = 5.0
"""Seconds that a write waits for another one to finish."""

_MIGRATIONS = Path(__file__).parent / "migrations"
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


def is_full(error: DatabaseFailure) -> bool:
    """Whether the database could not write because its disk is full."""
    return "disk is full" in str(error.orig) or "No space left" in str(error.orig)


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


def open_store(data_dir: Path, url: str | None = None) -> Store:
    """Open the database, made or brought up to date where needed.

    Args:
        data_dir: folder of the SQLite file, where no URL is given.
        url: of another database, as SQLAlchemy takes it.

    Raises:
        FormcheckError: it cannot be opened, or is newer than this formcheck.
    """
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(url or f"sqlite:///{data_dir / 'formcheck.db'}")
        lite = address.get_backend_name() == "sqlite"
        sizes: dict[str, Any] = {"pool_size": 10, "max_overflow": 40}
        if lite and address.database in (None, "", ":memory:"):
            raise ArgumentError("a database in memory cannot be shared")
        engine = create_engine(address, **sizes)
        if lite:
            _sqlite(engine)
        migrate(engine)
    except (ArgumentError, ImportError) as error:
        raise FormcheckError(
            f"The database of FORMCHECK_DATABASE_URL cannot be used: {error}.", "bad_database"
        ) from None
    except CommandError:
        raise FormcheckError(
            "The database was written by a newer formcheck: update formcheck, or name another "
            "folder with FORMCHECK_DATA_DIR.",
            "newer_database",
        ) from None
    except DatabaseFailure as error:
        raise FormcheckError(
            f"The database cannot be opened ({error.orig}): see that its folder can be written "
            "and its disk is not full.",
            "bad_database",
        ) from None
    return Store(engine)


def migrate(engine: Engine) -> None:
    """Bring the tables up to date, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    writing = engine.execution_options(writes=True)
    with _migrating, writing.begin() as connection:  # SQLite: one writer, others wait
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
