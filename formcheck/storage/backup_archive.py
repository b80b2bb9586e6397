"""Reads the tar file of a backup from beginning to end, and says what is wrong with it."""

import hashlib
import json
import re
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from formcheck.errors import FormcheckError
from formcheck.storage.backup import ABOUT, END, FORMAT, Tell, Written
from formcheck.storage.database import MIGRATIONS

PIECE = 1024 * 1024
"""Bytes read at a time."""

LONGEST_ABOUT = 1024 * 1024
"""Largest description of a backup, bytes; a real one has about one thousand."""

_CONTENT = re.compile(r"files/([0-9a-f]{64})")
_ROWS = re.compile(r"rows/([a-z_]{1,60})\.jsonl")


def bad(why: str) -> FormcheckError:
    """Return the error to raise for a file that cannot be restored."""
    return FormcheckError(f"This backup cannot be restored: {why}.", "bad_backup")


@dataclass
class Checked:
    """A backup that was read and found complete.

    Attributes:
        about: its description: `formcheck`, `revision`, `created`, `rows`, `bytes`...
        written: its contents, and the content that was missing when it was written.
    """

    about: dict[str, Any] = field(default_factory=dict)
    written: Written = field(default_factory=Written)

    @property
    def created(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.about["created"])


def check(given: IO[bytes], tell: Tell = lambda *_: None) -> Checked:
    """Read and check a whole backup; nothing is written.

    Args:
        given: the tar file.
        tell: called with the progress.

    Raises:
        FormcheckError: `bad_backup`, it is no backup, incomplete, or of a newer formcheck.
    """
    return _walk(given, tell, _read_rows, _read_content)


def rows_in(backup: Path) -> dict[str, int]:
    """Return the number of rows by table from the description of a backup.

    Raises:
        FormcheckError: `bad_backup`, it is no backup, or of a newer formcheck.
    """
    try:
        with tarfile.open(backup, "r:") as tar:
            first = tar.next()
            source = tar.extractfile(first) if first and first.name == ABOUT else None
            if source is None:
                raise bad("it is no backup of formcheck")
            rows: dict[str, int] = _known(json.loads(source.read(LONGEST_ABOUT)))["rows"]
            return rows
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError):
        raise bad("it is no backup of formcheck") from None


def _walk(
    given: IO[bytes],
    tell: Tell,
    rows: Callable[[str, IO[bytes]], object],
    content: Callable[[str, IO[bytes]], str],
) -> Checked:
    """Read a backup from beginning to end.

    Args:
        given: the tar file.
        tell: called with the progress.
        rows: called with the name and the file of each table.
        content: called with the hash and the file of each content; returns its actual hash.
    """
    try:
        return _walk_tar(given, tell, rows, content)
    except (tarfile.TarError, EOFError, UnicodeDecodeError, json.JSONDecodeError, KeyError) as e:
        raise bad(f"it is damaged, or not all of it is there ({type(e).__name__})") from None


def _walk_tar(
    given: IO[bytes],
    tell: Tell,
    rows: Callable[[str, IO[bytes]], object],
    content: Callable[[str, IO[bytes]], str],
) -> Checked:
    checked, end, done = Checked(), None, 0
    written = checked.written
    with tarfile.open(fileobj=given, mode="r|") as tar:
        for member in tar:
            source = tar.extractfile(member) if member.isreg() else None
            if source is None:
                raise bad("it holds something that is no file")
            table, named = _ROWS.fullmatch(member.name), _CONTENT.fullmatch(member.name)
            if member.name == ABOUT and not checked.about:
                checked.about = _known(json.loads(source.read(LONGEST_ABOUT)))
            elif not checked.about:
                raise bad("it is no backup of formcheck")
            elif table:
                rows(table[1], source)
            elif named:
                if content(named[1], source) != named[1]:
                    raise bad("a video or file in it is damaged")
                written.contents += 1
                done += member.size
                tell(done, int(checked.about["bytes"]))
            elif member.name == END:
                end = json.loads(source.read())
            else:
                raise bad("it holds something that formcheck does not write")
    if end is None or end["contents"] != written.contents:
        raise bad("not all of it is there")
    written.rows, written.bytes = checked.about["rows"], done
    written.missing = end["missing"]
    return checked


def _known(about: dict[str, Any]) -> dict[str, Any]:
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    try:
        known = ScriptDirectory(str(MIGRATIONS)).get_revision(str(about["revision"])) is not None
    except CommandError:
        known = False
    if about["format"] != FORMAT or not known:
        raise bad(f"formcheck {about['formcheck']} wrote it, which is newer: update formcheck")
    return about


def _read_rows(_table: str, source: IO[bytes]) -> None:
    """Check that each row can be read."""
    for line in source:
        json.loads(line)


def _read_content(_sha256: str, source: IO[bytes]) -> str:
    found = hashlib.sha256()
    while piece := source.read(PIECE):
        found.update(piece)
    return found.hexdigest()
