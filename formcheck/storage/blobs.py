"""Content under its hash: made once, never changed, removed when no row names it any more.

In a local folder content gets its place under a temporary name until it is whole and synced; see
`bucket` for stores elsewhere.
"""

import hashlib
import os
import secrets
import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import obstore
from obstore.store import LocalStore

from formcheck.errors import OutputError

CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """Content in the store: its hash and size."""

    sha256: str
    bytes: int


def plain(path: Path) -> BinaryIO:
    """Open a file to read, not what a link points to: whoever wrote it may be a stranger."""
    return open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with plain(path) as file:
        return _hash(file)


def _hash(file: BinaryIO) -> str:
    found = hashlib.sha256()
    while piece := file.read(1024 * 1024):
        found.update(piece)
    return found.hexdigest()


class Files:
    """The file store, in a local folder.

    Content is kept in two steps. `send` brings it here and may take a while; `settle`, called by
    `keeping` where nobody else removes content, sees that it is still here.

    Args:
        root: the folder; made if it is not there.
    """

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self._store: Any = LocalStore(self.root)

    @property
    def where(self) -> str:
        """Where it is, for people."""
        return str(self.root)

    @staticmethod
    def key(sha256: str) -> str:
        """Return where content lies."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(f"sha256: expected 64 hexadecimal digits, got {sha256!r}")
        return f"{sha256[:2]}/{sha256}"

    def measure(self, path: Path) -> Kept:
        """Return what a file will be kept as, its content synced; raises OutputError."""
        try:
            with plain(path) as file:
                os.fsync(file.fileno())
                return Kept(_hash(file), os.fstat(file.fileno()).st_size)
        except OSError as error:
            raise cannot_write(error) from error

    def send(self, path: Path, kept: Kept) -> None:
        """Bring a file's content here, whole or not at all; the file stays.

        Raises:
            OutputError: it could not be written; `disk_full` when that is why.
        """
        place = self.root / self.key(kept.sha256)
        try:
            if self._holds(place, kept):
                return
            place.parent.mkdir(exist_ok=True)
            partial = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
            try:
                _again(path, partial)
                partial.replace(place)
            finally:
                partial.unlink(missing_ok=True)
            for folder in (place.parent, self.root):
                _sync(folder)
        except OSError as error:
            raise cannot_write(error) from error

    @staticmethod
    def _holds(place: Path, kept: Kept) -> bool:
        try:
            return place.stat().st_size == kept.bytes
        except FileNotFoundError:
            return False

    def settle(self, contents: Collection[tuple[Path, Kept]]) -> None:
        """See that what was sent is here still, or send it again; raises as `send` does."""
        for path, kept in contents:
            self.send(path, kept)

    def keep(self, path: Path, measured: Kept | None = None) -> Kept:
        """Move a file into the store; what names it in a row uses `keeping` instead.

        Raises:
            OutputError: it could not be written; `disk_full` when that is why.
        """
        kept = measured or self.measure(path)
        self.settle([(path, kept)])
        path.unlink(missing_ok=True)
        return kept

    def keep_bytes(self, data: bytes, folder: Path) -> Kept:
        """Keep `data`, written in `folder` first; raises OutputError."""
        partial = folder / f".{threading.get_ident()}-{hashlib.sha256(data).hexdigest()[:16]}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
            return self.keep(partial)
        except OSError as error:
            raise cannot_write(error) from error
        finally:
            partial.unlink(missing_ok=True)

    def has(self, sha256: str) -> bool:
        """Whether the content is there."""
        return (self.root / self.key(sha256)).is_file()

    def size(self, sha256: str) -> int:
        """Return how many bytes there are; FileNotFoundError if it is gone."""
        return int(obstore.head(self._store, self.key(sha256))["size"])

    def stream(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield bytes from `start` up to `end`, not included; FileNotFoundError at the call."""
        if end is not None and end <= start:
            return iter(())
        window: Any = {"offset": start} if end is None else (start, end)
        found = obstore.get(self._store, self.key(sha256), options={"range": window})
        return iter(found.stream(min_chunk_size=CHUNK))

    def read(self, sha256: str) -> bytes:
        """Return all of some content."""
        return bytes(obstore.get(self._store, self.key(sha256)).bytes())

    def local_path(self, sha256: str) -> Path | None:
        """Return where content lies on this machine; None where it lies in a bucket."""
        return self.root / self.key(sha256)

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        """Give a path from which the content can be read; FileNotFoundError if it is gone."""
        path = self.root / self.key(sha256)
        if not path.is_file():
            raise FileNotFoundError(sha256)
        yield path

    def remove(self, *hashes: str) -> None:
        """Remove content; what is not there is fine."""
        for sha256 in hashes:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, self.key(sha256))

    def every(self, older: timedelta = timedelta()) -> Iterator[str]:
        """Yield the hash of everything that is kept, and lies there for longer than `older`."""
        last = datetime.now(UTC) - older
        for page in obstore.list(self._store):
            for found in page:
                name = str(found["path"]).rpartition("/")[2]
                if len(name) == 64 and (not older or found["last_modified"] < last):
                    yield name

    def sizes(self) -> dict[str, int]:
        """Return the size of everything that is kept, by its hash."""
        out = {}
        for page in obstore.list(self._store):
            for found in page:
                name = str(found["path"]).rpartition("/")[2]
                if len(name) == 64:
                    out[name] = int(found["size"])
        return out


def _again(path: Path, partial: Path) -> None:
    """Make another name for a file's content, or a synced copy where that cannot be."""
    try:
        os.link(path, partial, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except OSError:  # on another disk, or one that knows no second names
        with plain(path) as file, partial.open("xb") as out:
            shutil.copyfileobj(file, out, 1024 * 1024)
            out.flush()
            os.fsync(out.fileno())
    plain(partial).close()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(error: OSError) -> OutputError:
    """Return how a failed write is told."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            "The disk is full: nothing was lost, free some space and try again.", "disk_full"
        )
    return OutputError(
        f"The data folder cannot be written ({error.strerror}): see that it is there and may be "
        "written."
    )
