"""Content under its hash: made once, never changed, removed when no row names it any more.

On a local folder a file is moved into its place, synced, under a temporary name until it is
whole; anywhere else it is sent there.
"""

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import obstore
from obstore.store import LocalStore

from formcheck.errors import CannotWrite

CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """Content in the store: its hash and size."""

    sha256: str
    bytes: int


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Files:
    """The file store.

    Args:
        root: the folder; made if it is not there.

    Attributes:
        lock: held while content is kept and named in a row, and while unnamed content is removed,
            so that nothing is removed in between.
    """

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self.lock = threading.RLock()
        self._store: Any = LocalStore(self.root)

    @staticmethod
    def key(sha256: str) -> str:
        """Return where content lies."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(f"sha256: expected 64 hexadecimal digits, got {sha256!r}")
        return f"{sha256[:2]}/{sha256}"

    def measure(self, path: Path) -> Kept:
        """Return what a file will be kept as, its content synced; raises CannotWrite."""
        try:
            with path.open("rb") as file:
                os.fsync(file.fileno())
            return Kept(digest(path), path.stat().st_size)
        except OSError as error:
            raise cannot_write(error) from error

    def keep(self, path: Path, measured: Kept | None = None) -> Kept:
        """Move a file into the store.

        Args:
            path: the file.
            measured: what it was measured as, where that was done before: it takes a while.

        Raises:
            CannotWrite: it could not be written; `disk_full` when that is why.
        """
        kept = measured or self.measure(path)
        try:
            place = self.root / self.key(kept.sha256)
            with self.lock:
                if place.is_file() and place.stat().st_size == kept.bytes:
                    path.unlink()
                    return kept
                place.parent.mkdir(exist_ok=True)
                self._move(path, place)
        except OSError as error:
            raise cannot_write(error) from error
        return kept

    def _move(self, path: Path, place: Path) -> None:
        try:
            path.replace(place)
        except OSError:  # on another disk
            partial = place.with_name(f".{place.name}.part")
            try:
                shutil.copyfile(path, partial)
                with partial.open("rb") as file:
                    os.fsync(file.fileno())
                partial.replace(place)
            finally:
                partial.unlink(missing_ok=True)
            path.unlink()
        for folder in (place.parent, self.root):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def keep_bytes(self, data: bytes, folder: Path) -> Kept:
        """Keep `data`, written in `folder` first; raises CannotWrite."""
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

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        """Give a path from which the content can be read; FileNotFoundError if it is gone."""
        path = self.root / self.key(sha256)
        if not path.is_file():
            raise FileNotFoundError(sha256)
        yield path

    def remove(self, sha256: str) -> None:
        """Remove content; what is not there is fine."""
        with suppress(FileNotFoundError):
            obstore.delete(self._store, self.key(sha256))

    def every(self) -> Iterator[str]:
        """Yield the hash of everything that is kept."""
        for page in obstore.list(self._store):
            for found in page:
                name = str(found["path"]).rpartition("/")[2]
                if len(name) == 64:
                    yield name


def cannot_write(error: OSError) -> CannotWrite:
    """Return how a failed write is told."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotWrite(
            "The disk is full: nothing was lost, free some space and try again.", "disk_full"
        )
    return CannotWrite(
        f"The data folder cannot be written ({error.strerror}): see that it is there and may be "
        "written."
    )
