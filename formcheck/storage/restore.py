"""Restores a backup into the current database and file store, of either kind.

The backup is read twice. First all of it is checked, including the hash of every file, and nothing
is written. Then the contents are stored and synced, and the rows that name them come last, in one
transaction. So after a failure at any point the database is either empty or complete.

Reports and tables are not taken from a backup, which anybody may have written: those of its sets
are made here, from the rows and the poses, when they are first asked for.
"""

import base64
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, DateTime, Engine, LargeBinary, MetaData, Table, insert, select
from sqlalchemy import Date as DateType
from sqlalchemy.exc import SQLAlchemyError

from formcheck.errors import FormcheckError, OutputError
from formcheck.storage import installation
from formcheck.storage.backup import AT_ONCE, Tell, Written
from formcheck.storage.backup_archive import PIECE, Checked, _walk, bad, check
from formcheck.storage.blobs import Files, StoredContent, cannot_write
from formcheck.storage.database import Store, migrate, opened_engine
from formcheck.storage.maintenance import remove_unnamed
from formcheck.storage.models import FileRow
from formcheck.storage.result_names import FROM_REPORT, known

FOLDER = "restoring-"
"""Prefix of the name of a restore's working folder, in the data folder."""

NOT_RESTORED = {
    *("installation", "sweeps", "content_holds", "share_links"),
    *("webhooks", "webhook_deliveries"),
}
"""Tables that are not restored: those about the installation itself; links without an account, and
webhooks, because one that was ended after the backup was made must not work again."""


def restore(
    engine: Engine,
    files: Files,
    backup: Path,
    data_dir: Path,
    tell: Tell = lambda *_: None,
    *,
    over: Collection[str] = (),
) -> Written:
    """Check a backup, then read it into an empty database.

    The rows are first read into a temporary database: if they do not fit, the real one is not
    changed.

    Args:
        engine: of a database without tables or without data; nobody else may write to it.
        files: the file store: empty, or the one that the backup was made from.
        backup: the tar file.
        data_dir: where the working folder is made.
        tell: called with the progress, first of the check, then of the restore.
        over: tables whose rows may exist and are replaced.

    Raises:
        FormcheckError: `bad_backup`, it is no backup or incomplete; `not_empty`, there is data
            already. Nothing is written.
        OutputError: there is not enough room.
        OSError: the backup cannot be read.
    """
    check_empty(engine, over)
    remove_leftovers(data_dir)
    with backup.open("rb") as given:
        checked = check(given, tell)
    kept_id = _installation(files, checked)
    _check_room(data_dir, checked)
    kept: list[str] = []
    with _working_in(data_dir) as folder:
        try:
            with backup.open("rb") as given:
                _walk(
                    given,
                    tell,
                    lambda table, source: _copy(source, folder / table),
                    lambda sha256, source: _keep(files, source, sha256, folder, kept),
                )
            revision = str(checked.about["revision"])
            with opened_engine(folder) as trial:
                _make_and_fill(trial, revision, folder)
            left_out = _insert(engine, revision, folder, over)
        except BaseException:
            files.remove(*kept)
            raise
    store = Store(engine)
    installation.adopt(store, files, kept_id)
    with suppress(OutputError):  # what cannot be removed now is a stray
        remove_unnamed(store, files, left_out)
    return checked.written


def check_empty(engine: Engine, over: Collection[str] = ()) -> None:
    """Raise FormcheckError if the database holds more than a person without data.

    Rows of the tables in `over` are ignored.
    """
    there = MetaData()
    there.reflect(engine)
    with engine.connect() as connection:
        for name, table in there.tables.items():
            if name in NOT_RESTORED or name in ("alembic_version", "people", *over):
                continue
            if connection.execute(select(table).limit(1)).first():
                raise FormcheckError(
                    "There are sets or accounts here already, and a backup is restored where "
                    "there are none: name another folder with FORMCHECK_DATA_DIR, or another "
                    "database with FORMCHECK_DATABASE_URL.",
                    "not_empty",
                )


def remove_leftovers(data_dir: Path) -> None:
    """Remove the folders of killed restores; call it only while no restore runs."""
    for folder in data_dir.glob(f"{FOLDER}*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _working_in(data_dir: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=data_dir, prefix=FOLDER) as folder:
        yield Path(folder)


def _installation(files: Files, checked: Checked) -> str | None:
    """Return the id for the database: that of the files if the backup was made from them.

    Raises:
        FormcheckError: the files belong to another installation.
    """
    mark = files.installation()
    if mark is None or mark == checked.about.get("installation"):
        return mark
    if next(files.every(), None) is None:
        return None
    raise FormcheckError(
        f"The files in {files.where} belong to another installation than this backup: name another "
        "folder with FORMCHECK_DATA_DIR, or another file store with FORMCHECK_FILES_URL.",
        "not_empty",
    )


def _check_room(data_dir: Path, checked: Checked) -> None:
    """Raise OutputError if the disk has no room for the largest part."""
    free = shutil.disk_usage(data_dir).free
    if checked.written.bytes > free:
        raise OutputError(
            f"The backup holds {checked.written.bytes / 1e9:.1f} GB and the disk has "
            f"{free / 1e9:.1f} GB left: free some space, or name another folder with "
            "FORMCHECK_DATA_DIR.",
            "disk_full",
        )


# --- reading -------------------------------------------------------------------------------------


# --- writing -------------------------------------------------------------------------------------


def _copy(source: IO[bytes], path: Path) -> str:
    """Write a file and sync it; return its hash."""
    found = hashlib.sha256()
    try:
        with path.open("wb") as out:
            while piece := source.read(PIECE):
                found.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise cannot_write(error) from error
    return found.hexdigest()


def _keep(files: Files, source: IO[bytes], sha256: str, folder: Path, kept: list[str]) -> str:
    path = folder / sha256
    found = _copy(source, path)
    if found == sha256:
        if not files.has(sha256):
            kept.append(sha256)
        files.store(path, StoredContent(sha256, path.stat().st_size))
    return found


def _insert(engine: Engine, revision: str, folder: Path, over: Collection[str] = ()) -> set[str]:
    """Replace an empty database by the rows; return the hashes of files that are left out."""
    check_empty(engine, over)
    before = MetaData()
    before.reflect(engine)
    with engine.execution_options(writes=True).begin() as connection:
        before.drop_all(connection)  # the tables of a database without data
    return _make_and_fill(engine, revision, folder)


def _make_and_fill(engine: Engine, revision: str, folder: Path) -> set[str]:
    """Make the tables at the backup's revision, fill them, and migrate them; see `_insert`."""
    left_out: set[str] = set()
    migrate(engine, revision)
    tables = MetaData()
    tables.reflect(engine)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            for table in tables.sorted_tables:
                path = folder / table.name
                if table.name not in NOT_RESTORED and path.is_file():
                    left_out |= _fill(connection, table, path)
    except SQLAlchemyError as error:
        raise bad(f"its rows do not fit ({type(error).__name__})") from error
    migrate(engine)
    return left_out


def _made_here(table: str, row: dict[str, Any]) -> bool:
    """Whether a row is of a file that is made here instead, or that formcheck does not write."""
    name = str(row.get("name"))
    return table == FileRow.__tablename__ and (name in FROM_REPORT or not known(name))


def _fill(connection: Connection, table: Table, path: Path) -> set[str]:
    """Insert the rows of a table; return the hashes of files that are left out."""
    naive = connection.dialect.name == "sqlite"
    kinds = {c.name: c.type for c in table.columns}

    def value(name: str, given: Any) -> Any:
        kind = kinds[name]
        if given is None:
            return None
        if isinstance(kind, DateTime):
            moment = datetime.fromisoformat(given).astimezone(UTC)
            return moment.replace(tzinfo=None) if naive else moment
        if isinstance(kind, DateType):
            return date.fromisoformat(given)
        return base64.b64decode(given) if isinstance(kind, LargeBinary) else given

    some: list[dict[str, Any]] = []
    left_out: set[str] = set()
    with path.open(encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            if _made_here(table.name, row):
                left_out.add(str(row["sha256"]))
                continue
            some.append({k: value(k, v) for k, v in row.items()})
            if len(some) == AT_ONCE:
                connection.execute(insert(table), some)
                some = []
    if some:
        connection.execute(insert(table), some)
    return left_out
