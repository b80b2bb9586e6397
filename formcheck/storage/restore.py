"""A backup brought back, into whichever database and file store are used now."""

import base64
import hashlib
import json
import re
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, DateTime, Engine, LargeBinary, MetaData, Table, insert, select
from sqlalchemy import Date as DateType
from sqlalchemy.exc import SQLAlchemyError

from formcheck.errors import FormcheckError
from formcheck.storage.backup import ABOUT, AT_ONCE, END, FORMAT, Tell, Written
from formcheck.storage.blobs import Files, Kept, cannot_write
from formcheck.storage.database import MIGRATIONS, migrate

_CONTENT = re.compile(r"files/([0-9a-f]{64})")
_ROWS = re.compile(r"rows/([a-z_]{1,60})\.jsonl")


def bad(why: str) -> FormcheckError:
    """Return what to raise for a file that cannot be restored."""
    return FormcheckError(f"This backup cannot be restored: {why}.", "bad_backup")


def restore(engine: Engine, files: Files, given: IO[bytes], folder: Path, tell: Tell) -> Written:
    """Read a backup into an empty database.

    Args:
        engine: of a database without tables, or without rows.
        files: where contents go.
        given: the tar file.
        folder: for what is read, until it is kept.
        tell: is told how far it is.

    Raises:
        FormcheckError: `bad_backup`, it is none or not whole; `not_empty`, there is something in
            the database already. Nothing of it is kept.
        OutputError: there is no room for it.
    """
    check_empty(engine)
    kept: list[str] = []
    try:
        about, written = _read(files, given, folder, kept, tell)
        _insert(engine, about, folder)
    except (tarfile.TarError, EOFError, UnicodeDecodeError, json.JSONDecodeError, KeyError) as e:
        files.remove(*kept)
        raise bad(f"it is damaged, or not all of it is there ({type(e).__name__})") from None
    except BaseException:
        files.remove(*kept)
        raise
    return written


def check_empty(engine: Engine) -> None:
    """Raise FormcheckError where there are rows already."""
    there = MetaData()
    there.reflect(engine)
    with engine.connect() as connection:
        for name, table in there.tables.items():
            if name != "alembic_version" and connection.execute(select(table).limit(1)).first():
                raise FormcheckError(
                    "There are sets or accounts here already, and a backup is restored where "
                    "there are none: name another folder with FORMCHECK_DATA_DIR, or another "
                    "database with FORMCHECK_DATABASE_URL.",
                    "not_empty",
                )


def _read(
    files: Files, given: IO[bytes], folder: Path, kept: list[str], tell: Tell
) -> tuple[dict[str, Any], Written]:
    """Put rows into `folder` and contents into the store; return what the backup says it is."""
    about: dict[str, Any] = {}
    written, end, done = Written(), None, 0
    with tarfile.open(fileobj=given, mode="r|") as tar:
        for member in tar:
            source = tar.extractfile(member) if member.isreg() else None
            if source is None:
                raise bad("it holds something that is no file")
            rows, content = _ROWS.fullmatch(member.name), _CONTENT.fullmatch(member.name)
            if member.name == ABOUT and not about:
                about = _checked(json.loads(source.read(1024 * 1024)))
            elif not about:
                raise bad("it is no backup of formcheck")
            elif rows:
                _copy(source, folder / rows[1])
            elif content:
                _keep(files, source, content[1], folder, kept)
                written.contents += 1
                done += member.size
                tell(done, int(about["bytes"]))
            elif member.name == END:
                end = json.loads(source.read())
            else:
                raise bad("it holds something that formcheck does not write")
    if end is None or end["contents"] != written.contents:
        raise bad("not all of it is there")
    written.rows, written.bytes, written.missing = about["rows"], done, end["missing"]
    return about, written


def _checked(about: dict[str, Any]) -> dict[str, Any]:
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    try:
        known = ScriptDirectory(str(MIGRATIONS)).get_revision(str(about["revision"])) is not None
    except CommandError:
        known = False
    if about["format"] != FORMAT or not known:
        raise bad(f"formcheck {about['formcheck']} wrote it, which is newer: update formcheck")
    return about


def _copy(source: IO[bytes], path: Path) -> str:
    found = hashlib.sha256()
    try:
        with path.open("wb") as out:
            while piece := source.read(1024 * 1024):
                found.update(piece)
                out.write(piece)
    except OSError as error:
        raise cannot_write(error) from error
    return found.hexdigest()


def _keep(files: Files, source: IO[bytes], sha256: str, folder: Path, kept: list[str]) -> None:
    path = folder / sha256
    if _copy(source, path) != sha256:
        raise bad("a video or file in it is damaged")
    if not files.has(sha256):
        kept.append(sha256)
    files.keep(path, Kept(sha256, path.stat().st_size))


def _insert(engine: Engine, about: dict[str, Any], folder: Path) -> None:
    """Make the tables as they were, fill them, and bring them up to date."""
    migrate(engine, str(about["revision"]))
    tables = MetaData()
    tables.reflect(engine)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            check_empty(engine)
            for table in tables.sorted_tables:
                path = folder / table.name
                if table.name != "alembic_version" and path.is_file():
                    _fill(connection, table, path)
    except SQLAlchemyError as error:
        raise bad(f"its rows do not fit ({type(error).__name__})") from error
    migrate(engine)


def _fill(connection: Connection, table: Table, path: Path) -> None:
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
    with path.open(encoding="utf-8") as rows:
        for line in rows:
            some.append({k: value(k, v) for k, v in json.loads(line).items()})
            if len(some) == AT_ONCE:
                connection.execute(insert(table), some)
                some = []
    if some:
        connection.execute(insert(table), some)
