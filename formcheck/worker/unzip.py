"""A zip file somebody sends: looked through before anything of it is written, and never by its own
names.
"""

import gzip
import os
import re
import struct
import zipfile
import zlib
from pathlib import Path

from formcheck.errors import FormcheckError

MOST_FILES = 200_000
DIRECTORY = 64 * 1024**2
"""Bytes of a zip file's list of files."""

GROWTH, FREE_GROWTH = 20, 100 * 1024**2
"""How many times larger a zip file may get when unpacked, and what may come on top of that."""

TEXT = 32 * 1024**2
"""Bytes of one JSON file, or of one that is packed in itself."""

_SAFE = re.compile(r"[A-Za-z0-9._/-]{1,300}")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error)


def bad(why: str) -> FormcheckError:
    """Return what to raise for a file that is no export."""
    return FormcheckError(
        f"This is no export of formcheck: {why}. Send the zip file as formcheck wrote it.",
        "bad_export",
    )


class Unzipped:
    """An open zip file; a context manager.

    Args:
        path: the file.

    Raises:
        FormcheckError: `bad_export`, it is no zip file, or not one that we would open.
    """

    def __init__(self, path: Path) -> None:
        try:
            if _directory(path) > DIRECTORY:
                raise bad("it lists too many files")
            self._zip = zipfile.ZipFile(path)
        except (*_BROKEN, ValueError, OSError) as error:
            raise bad("it is no zip file, or not all of it arrived") from error
        try:
            self.entries = self._checked(path.stat().st_size)
        except FormcheckError:
            self._zip.close()
            raise

    def __enter__(self) -> "Unzipped":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(e.file_size for e in self.entries.values())

    def _checked(self, size: int) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MOST_FILES:
            raise bad("it holds too many files")
        out: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename
            parts = name.rstrip("/").split("/")
            if name.startswith("/") or any(p in ("", ".", "..") for p in parts):
                raise bad("a file in it points out of it")
            if info.flag_bits & 0x1:
                raise bad("it is encrypted")
            if info.is_dir() or not _SAFE.fullmatch(name):
                continue  # what other programs leave in it
            if info.external_attr >> 28 not in (0, 8):  # neither unsaid nor a plain file
                raise bad("it holds a link")
            if name in out:
                raise bad("it holds a file twice")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise bad("it is packed in another way")
            out[name] = info
        if sum(e.file_size for e in out.values()) > size * GROWTH + FREE_GROWTH:
            raise bad("it would grow too large when unpacked")
        return out

    def text(self, name: str) -> bytes:
        """Return a small file.

        Raises:
            FormcheckError: it is not there, too large or damaged.
        """
        info = self.entries.get(name)
        if info is None:
            raise bad(f"{name} is missing")
        if info.file_size > TEXT:
            raise bad(f"{name} is too large")
        try:
            return self._zip.read(info)
        except _BROKEN as error:
            raise bad(f"{name} is damaged") from error

    def unpack(self, name: str, path: Path) -> None:
        """Write a file of it to `path`.

        Raises:
            FormcheckError: it is damaged. OSError: it could not be written.
        """
        try:
            with self._zip.open(self.entries[name]) as file, path.open("xb") as out:
                while piece := file.read(1024 * 1024):
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
        except _BROKEN as error:
            raise bad(f"{name} is damaged") from error


def _directory(path: Path) -> int:
    """Return how long the list of files says it is; raises BadZipFile."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 65_557))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0:
            raise zipfile.BadZipFile("no end")
        length: int = struct.unpack_from("<I", tail, at + 12)[0]
        locator = at - 20
        if locator >= 0 and tail[locator : locator + 4] == b"PK\x06\x07":
            (place,) = struct.unpack_from("<Q", tail, locator + 8)
            file.seek(min(place, size))
            (length,) = struct.unpack_from("<Q", file.read(56), 40)
    return length


def check_packed(path: Path) -> None:
    """Refuse JSON that is packed in itself and would grow too large; raises FormcheckError."""
    total = 0
    try:
        with gzip.open(path) as file:
            while piece := file.read(1024 * 1024):
                total += len(piece)
                if total > TEXT:
                    raise bad("a file in it would grow too large when unpacked")
    except (*_BROKEN, OSError) as error:
        raise bad("a file in it is damaged") from error


def check_poses(path: Path) -> None:
    """Refuse poses that are not as we save them, or would grow too large; raises FormcheckError."""
    from formcheck.errors import InvalidPosesError
    from formcheck.estimation.pose_io import load

    try:
        with Unzipped(path) as inside:
            if len(inside.entries) > 20 or inside.size > 16 * TEXT:
                raise bad("the poses in it are too large")
        load(path)
    except (InvalidPosesError, MemoryError, OverflowError, RecursionError) as error:
        raise bad("the poses in it cannot be read") from error
