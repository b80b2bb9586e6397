"""Writes a backup of everything as one tar file; `restore` reads it back.

The file holds `backup.json` with a description, then the rows (a file of JSON lines for each
table), the contents under their hashes, and `end.json`, without which the backup is incomplete.
Rows are read in one snapshot. Content that is deleted while the backup is written may be missing;
`end.json` then names it.
"""

import base64
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, Table, select

from formcheck.errors import FormcheckError
from formcheck.storage.blobs import Files
from formcheck.storage.database import now
from formcheck.storage.models import Base
from formcheck.version import __version__

FORMAT = 1
ABOUT, END = "backup.json", "end.json"
AT_ONCE = 500
"""Rows read from the database at a time, to bound the memory."""

Tell = Callable[[int, int], None]
"""Progress callback: bytes done, bytes in total."""


@dataclass
class Written:
    """Contents of a backup; `missing`: content that rows name but the file store lacks."""

    rows: dict[str, int] = field(default_factory=dict)
    contents: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)


def write(engine: Engine, files: Files, out: IO[bytes], tell: Tell) -> Written:
    """Write all rows and contents.

    Args:
        engine: of an up-to-date database.
        files: the file store.
        out: the file to write.
        tell: called with the progress.

    Raises:
        FormcheckError: `other_database`, the tables are of another version of formcheck.
    """
    _check_version(engine)
    written = Written()
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=out, mode="w|") as tar:
        sizes: dict[str, int] = {}
        with _one_moment(engine) as connection:
            for table in Base.metadata.sorted_tables:
                path = Path(folder) / table.name
                written.rows[table.name] = _write_rows(connection, table, path, sizes)
        written.bytes = sum(sizes.values())
        about = {
            "format": FORMAT,
            "formcheck": __version__,
            "revision": _revision(engine),
            "installation": files.installation(),
            "created": now().isoformat(),
            "rows": written.rows,
            "contents": len(sizes),
            "bytes": written.bytes,
        }
        _add(tar, ABOUT, json.dumps(about, indent=1).encode())
        for name in written.rows:
            tar.add(Path(folder) / name, f"rows/{name}.jsonl", filter=_nobody)
        done = 0
        for sha256, size in sizes.items():
            if _write_content(tar, files, sha256, size):
                written.contents += 1
            else:
                written.missing.append(sha256)
            done += size
            tell(done, written.bytes)
        end = {"contents": written.contents, "missing": written.missing}
        _add(tar, END, json.dumps(end).encode())
    return written


def _check_version(engine: Engine) -> None:
    from formcheck.storage.inspection import database_state

    found = database_state(engine)
    if found.revision != found.newest:
        raise FormcheckError(
            "Another formcheck made this database: back it up with that one, or start 'formcheck "
            "serve' once to bring it up to date.",
            "other_database",
        )


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one snapshot of the rows."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _revision(engine: Engine) -> str | None:
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _write_rows(c: Connection, table: Table, path: Path, sizes: dict[str, int]) -> int:
    count, columns = 0, table.columns.keys()
    named = "sha256" in columns and "bytes" in columns
    query = select(table).order_by(*table.primary_key.columns)
    with path.open("w", encoding="utf-8") as out:
        for row in c.execution_options(yield_per=AT_ONCE).execute(query).mappings():
            out.write(json.dumps({k: _plain(v) for k, v in row.items()}, ensure_ascii=False) + "\n")
            count += 1
            if named:
                sizes[row["sha256"]] = row["bytes"]
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _write_content(tar: tarfile.TarFile, files: Files, sha256: str, size: int) -> bool:
    try:
        if files.size(sha256) != size:
            return False
        pieces = files.stream(sha256)
    except FileNotFoundError:
        return False
    info = tarfile.TarInfo(f"files/{sha256}")
    info.size, info.mode = size, 0o600
    tar.addfile(info, _Joined(pieces))
    return True


class _Joined(io.RawIOBase):
    """Pieces of content, read as one file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return exactly `size` bytes, fewer at the end."""
        out = bytearray()
        while len(out) < size:
            if not self._rest:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                self._rest = memoryview(bytes(piece))
            taken = self._rest[: size - len(out)]
            out += taken
            self._rest = self._rest[len(taken) :]
        return bytes(out)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))


def _nobody(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info
