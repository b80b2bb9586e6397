"""The file store: content under its SHA-256, never changed, removed when no row names it.

In a local folder, content has a temporary name until it is complete and synced; see `s3_blobs` for
S3.
"""

import hashlib
import os
import secrets
import shutil
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
"""Bytes read or sent at a time."""

LOST, MARK = "lost", "installation"
"""Folder for content that no row names, and the object with the id of the installation."""


@dataclass(frozen=True, slots=True)
class StoredContent:
    """Content in the store: its SHA-256 and its size, bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class LostContent:
    """Content in the `lost` folder, and since when it is there."""

    sha256: str
    bytes: int
    since: datetime


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading, but do not follow a link, which a stranger may have made."""
    return open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with open_plain(path) as file:
        return _hash(file)


def _hash(file: BinaryIO) -> str:
    found = hashlib.sha256()
    while piece := file.read(1024 * 1024):
        found.update(piece)
    return found.hexdigest()


class Files:
    """The file store, in a local folder.

    Args:
        root: the folder; created if missing.
    """

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self._store: Any = LocalStore(self.root)

    @property
    def where(self) -> str:
        """The location, for messages."""
        return str(self.root)

    @staticmethod
    def key(sha256: str) -> str:
        """Return the path of content in the store; ValueError if it is not a SHA-256."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(f"sha256: expected 64 hexadecimal digits, got {sha256!r}")
        return f"{sha256[:2]}/{sha256}"

    def measure(self, path: Path) -> StoredContent:
        """Sync a file; return its hash and size. Raises OutputError."""
        try:
            with open_plain(path) as file:
                os.fsync(file.fileno())
                return StoredContent(_hash(file), os.fstat(file.fileno()).st_size)
        except OSError as error:
            raise cannot_write(error) from error

    def send(self, path: Path, kept: StoredContent) -> None:
        """Copy a file into the store, completely or not at all; the file stays.

        Existing content is kept only if its hash is right: after a crash it may have the right
        size but no data.

        Raises:
            OutputError: the content could not be written; `disk_full` if there is no room.
        """
        place = self.root / self.key(kept.sha256)
        try:
            if self._is_stored(place, kept):
                return
            place.parent.mkdir(exist_ok=True)
            partial = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
            try:
                _link_or_copy(path, partial)
                partial.replace(place)
            finally:
                partial.unlink(missing_ok=True)
            for folder in (place.parent, self.root):
                _sync(folder)
        except OSError as error:
            raise cannot_write(error) from error

    @staticmethod
    def _is_stored(place: Path, kept: StoredContent) -> bool:
        try:
            return place.stat().st_size == kept.bytes and digest(place) == kept.sha256
        except FileNotFoundError:
            return False

    def send_all(self, contents: Collection[tuple[Path, StoredContent]]) -> None:
        """Copy several files into the store; raises as `send` does."""
        for path, kept in contents:
            self.send(path, kept)

    def store(self, path: Path, measured: StoredContent | None = None) -> StoredContent:
        """Move a file into the store; use `storing` for content that a row will name.

        Raises:
            OutputError: the content could not be written; `disk_full` if there is no room.
        """
        kept = measured or self.measure(path)
        self.send(path, kept)
        path.unlink(missing_ok=True)
        return kept

    def has(self, sha256: str) -> bool:
        """Return whether the store has the content."""
        return (self.root / self.key(sha256)).is_file()

    def size(self, sha256: str) -> int:
        """Return the size in bytes; raises FileNotFoundError if it is gone."""
        return int(obstore.head(self._store, self.key(sha256))["size"])

    def stream(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` to before `end`; the call raises FileNotFoundError."""
        if end is not None and end <= start:
            return iter(())
        window: Any = {"offset": start} if end is None else (start, end)
        found = obstore.get(self._store, self.key(sha256), options={"range": window})
        return iter(found.stream(min_chunk_size=CHUNK))

    def read(self, sha256: str) -> bytes:
        """Return the whole content; raises FileNotFoundError if it is gone."""
        return bytes(obstore.get(self._store, self.key(sha256)).bytes())

    def local_path(self, sha256: str) -> Path | None:
        """Return the path of content on this machine; None if it is in a bucket."""
        return self.root / self.key(sha256)

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        """Give a local path of the content; raises FileNotFoundError if it is gone."""
        path = self.root / self.key(sha256)
        if not path.is_file():
            raise FileNotFoundError(sha256)
        yield path

    def remove(self, *hashes: str) -> None:
        """Remove content; missing content is ignored."""
        for sha256 in hashes:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, self.key(sha256))

    def every(self, older: timedelta = timedelta()) -> Iterator[str]:
        """Yield the hash of all content that is older than `older`."""
        last = datetime.now(UTC) - older
        for sha256, found in self._listed():
            if not older or found["last_modified"] < last:
                yield sha256

    def sizes(self) -> dict[str, int]:
        """Return the size of all content, bytes by hash."""
        return {sha256: int(found["size"]) for sha256, found in self._listed()}

    def _listed(self) -> Iterator[tuple[str, Any]]:
        for page in obstore.list(self._store):
            for found in page:
                folder, _, name = str(found["path"]).rpartition("/")
                if len(name) == 64 and folder == name[:2]:
                    yield name, found

    # --- the installation, and lost content -------------------------------------------------

    def installation(self) -> str | None:
        """Return the id of the installation that this store belongs to, None if it has none."""
        try:
            return bytes(obstore.get(self._store, MARK).bytes()).decode("utf-8", "replace").strip()
        except FileNotFoundError:
            return None

    def set_installation(self, installation: str) -> None:
        """Set the installation that this store belongs to; raises OutputError."""
        try:
            obstore.put(self._store, MARK, f"{installation}\n".encode())
        except OSError as error:
            raise cannot_write(error) from error

    def lost(self) -> list[LostContent]:
        """Return the content of the `lost` folder."""
        return [
            LostContent(Path(str(found["path"])).name, int(found["size"]), found["last_modified"])
            for page in obstore.list(self._store, prefix=LOST)
            for found in page
        ]

    def set_aside(self, *hashes: str) -> None:
        """Move content to the `lost` folder; missing content is ignored."""
        for sha256 in hashes:
            with suppress(FileNotFoundError):
                self._move(self.key(sha256), f"{LOST}/{sha256}")

    def bring_back(self, sha256: str) -> None:
        """Move content from the `lost` folder back to its place."""
        with suppress(FileNotFoundError):
            self._move(f"{LOST}/{sha256}", self.key(sha256))

    def _move(self, key: str, to: str) -> None:
        """Rename an object; its age starts again at 0."""
        place = self.root / to
        place.parent.mkdir(exist_ok=True)
        (self.root / key).replace(place)
        os.utime(place)

    def remove_lost(self, *hashes: str) -> None:
        """Remove content from the `lost` folder for good."""
        for sha256 in hashes:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, f"{LOST}/{sha256}")


# --- adding and removing content -----------------------------------------------------------------


def _link_or_copy(path: Path, partial: Path) -> None:
    """Make a hard link to a file, or a synced copy where that is not possible."""
    try:
        os.link(path, partial, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or no support for hard links
        with open_plain(path) as file, partial.open("xb") as out:
            shutil.copyfileobj(file, out, 1024 * 1024)
            out.flush()
            os.fsync(out.fileno())
    open_plain(partial).close()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(error: OSError) -> OutputError:
    """Return the error to raise for a failed write."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            "The disk is full: nothing was lost, free some space and try again.", "disk_full"
        )
    return OutputError(
        f"The data folder cannot be written ({error.strerror}): see that it is there and may be "
        "written."
    )
