"""The file store in an S3 bucket, shared by all machines.

The key and the server are given by the usual environment variables:
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and, for another server, AWS_ENDPOINT_URL.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

from formcheck.errors import FormcheckError, OutputError
from formcheck.storage.blobs import (
    CHUNK,
    Files,
    LostContent,
    StoredContent,
    cannot_write,
    open_plain,
)

AT_ONCE = 8
"""Number of small requests in parallel. By reasoning: they mostly wait for the network, and a store
lets one client have so many connections."""

PATIENCE_SECONDS = 60.0
"""Seconds for which a request is retried while the server is unavailable."""

FETCHED = "fetched"
"""Folder in the data folder for content that was fetched as a file."""

LEFT = 24 * 3600.0
"""Seconds after which a fetched file is a leftover of a crash: no analysis takes a day."""


class Bucket(Files):
    """The file store, in a bucket.

    Args:
        url: `s3://bucket/prefix`.
        fetched: folder for content that is needed as a file; created when needed.
        patience: time limit for retries, in place of `PATIENCE_SECONDS`.

    Raises:
        FormcheckError: the URL is not that of a bucket.
    """

    def __init__(self, url: str, fetched: Path, patience: timedelta | None = None) -> None:
        if not url.startswith("s3://"):
            raise FormcheckError(
                "FORMCHECK_FILES_URL cannot be used: it looks like s3://bucket/prefix.", "bad_files"
            )
        patience = patience or timedelta(seconds=PATIENCE_SECONDS)
        endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
        try:
            self._store: Any = from_url(
                url,
                client_options={
                    "allow_http": endpoint.startswith("http://"),
                    "connect_timeout": timedelta(seconds=5),
                    "timeout": timedelta(hours=2),  # of a whole transfer
                    "read_timeout": timedelta(seconds=30),
                },
                retry_config={
                    "max_retries": 10,
                    "retry_timeout": patience or timedelta(seconds=PATIENCE_SECONDS),
                },
            )
        except (BaseError, ValueError) as error:
            raise FormcheckError(
                f"FORMCHECK_FILES_URL cannot be used: {_first(error)}.", "bad_files"
            ) from None
        self.url, self.root = url, fetched

    @property
    def where(self) -> str:
        """The location, for messages."""
        return self.url

    def send(self, path: Path, kept: StoredContent) -> None:
        """Send a file's content, completely or not at all; raises OutputError.

        Existing content is not read back: a bucket stores an object only once all of it has
        arrived, so it is complete if its size is right.
        """
        with reached():
            try:
                if self.size(kept.sha256) == kept.bytes:
                    return
            except FileNotFoundError:
                pass
            try:
                with open_plain(path) as file:
                    obstore.put(self._store, self.key(kept.sha256), file)
            except FileNotFoundError as error:
                raise cannot_write(error) from error

    def send_all(self, contents: Collection[tuple[Path, StoredContent]]) -> None:
        """Send several files in parallel; raises OutputError."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda c: self.send(*c), contents))

    def has(self, sha256: str) -> bool:
        """Return whether the bucket has the content."""
        try:
            return self.size(sha256) >= 0
        except FileNotFoundError:
            return False

    def size(self, sha256: str) -> int:
        """Return the size in bytes; raises FileNotFoundError if it is gone."""
        with reached():
            return super().size(sha256)

    def stream(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` to before `end`; the call raises FileNotFoundError."""
        with reached():
            return super().stream(sha256, start, end)

    def read(self, sha256: str) -> bytes:
        """Return the whole content; raises FileNotFoundError if it is gone."""
        with reached():
            return super().read(sha256)

    def local_path(self, sha256: str) -> Path | None:
        """Return None: content in a bucket has no local path."""
        return None

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        """Give a local path of the content; raises FileNotFoundError if it is gone.

        Raises OSError if the fetched content does not have its hash.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / f"{secrets.token_hex(8)}-{sha256[:12]}"
        found = hashlib.sha256()
        try:
            with path.open("xb") as out, reached():
                for piece in self.stream(sha256):
                    found.update(piece)
                    out.write(piece)
            if found.hexdigest() != sha256:
                raise OSError("the content is not what it was when it was stored")
            yield path
        finally:
            path.unlink(missing_ok=True)

    def remove(self, *hashes: str) -> None:
        """Remove content; missing content is ignored."""
        if hashes:
            with reached():
                obstore.delete(self._store, [self.key(h) for h in hashes])

    def _listed(self) -> Iterator[tuple[str, Any]]:
        with reached():
            yield from super()._listed()

    def installation(self) -> str | None:
        """Return the id of the installation this bucket belongs to, None if it has none."""
        with reached():
            return super().installation()

    def set_installation(self, installation: str) -> None:
        """Set the installation that this bucket belongs to; raises OutputError."""
        with reached():
            super().set_installation(installation)

    def lost(self) -> list[LostContent]:
        """Return the content of the `lost` folder."""
        with reached():
            return super().lost()

    def _move(self, key: str, to: str) -> None:
        with reached():
            obstore.rename(self._store, key, to)

    def remove_lost(self, *hashes: str) -> None:
        """Remove content from the `lost` folder for good."""
        with reached():
            super().remove_lost(*hashes)


@contextmanager
def reached() -> Iterator[None]:
    """Turn errors of the bucket into OutputError, except FileNotFoundError."""
    try:
        yield
    except BaseError as error:
        raise OutputError(
            f"The file store does not answer ({_first(error)})",
            "files_unreachable",
            advice="nothing was lost, try again in a while, or see 'formcheck doctor'",
        ) from error


def _first(error: Exception) -> str:
    """Return the first line of a long message, without addresses and parts of requests."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].partition(" - Server")[0][:200].rstrip(".: ")


def open_files(data_dir: Path, url: str | None = None) -> Files:
    """Return the file store: the folder `files` in the data folder, or a bucket by URL.

    Raises:
        FormcheckError: the URL cannot be used.
        OSError: the data folder cannot be written.
    """
    if url is None:
        return Files(data_dir / "files")
    fetched = data_dir / FETCHED
    for left in fetched.glob("*"):  # of a crash; younger ones may belong to another process
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT:
                left.unlink()
    return Bucket(url, fetched)


__all__ = ["CHUNK", "Bucket", "open_files"]
