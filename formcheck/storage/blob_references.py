"""Keeping content and naming it in a row, so that it cannot be removed in between."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from formcheck.storage.blobs import Files, Kept
from formcheck.storage.database import Store


@contextmanager
def keeping(
    store: Store, files: Files, contents: Collection[tuple[Path, Kept]]
) -> Iterator[Session]:
    """Give a writing session during which `contents` are in the file store.

    What a row names at its end stays. Content is removed only in a writing session that sees no
    row naming it, and one writes at a time: nothing is lost between being sent and being named,
    whichever machine sweeps.

    Args:
        store, files: where to.
        contents: files and what they were measured as; gone afterwards, but still there if anything
            was raised.

    Raises:
        OutputError: it could not be kept.
    """
    for path, kept in contents:  # may take long, so before anybody waits for us
        files.send(path, kept)
    with store.writing() as s:
        files.settle(contents)
        yield s
    for path, _ in contents:
        path.unlink(missing_ok=True)
