"""Content held while it is added or removed, so that no transfer happens inside a transaction.

A file store may be slow, and the database has one writer at a time. A row (`ContentHold`) holds
content that is being added or removed: `storing` holds it before the transfer and releases it when
a row names it; `removing` takes only content that is not held, and a writer of the same content
waits until the removal is done.
"""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.blobs import Files, StoredContent
from formcheck.storage.database import Store, database_time, new_id
from formcheck.storage.models import ContentHold

ADDING_EXPIRES = timedelta(days=1)
"""A hold of content being added is ignored after this: no transfer takes a day."""

REMOVING_EXPIRES = timedelta(minutes=10)
"""A hold of content being removed is ignored after this: requests to a store time out after one
minute, so its process has died."""

WAIT_SECONDS = 0.1
"""Seconds between two checks whether content that is being removed is gone."""


@contextmanager
def storing(
    store: Store, files: Files, contents: Collection[tuple[Path, StoredContent]]
) -> Iterator[Session]:
    """Store files; give a writing session whose rows may name them.

    Args:
        store, files: database and file store.
        contents: files, each with its hash and size; removed afterwards, unless an error is raised.

    Raises:
        OutputError: the content could not be stored.
    """
    hashes = {kept.sha256 for _, kept in contents}
    holds = _hold_content(store, hashes)
    try:
        files.send_all(contents)
        with store.writing() as s:
            yield s
            s.execute(delete(ContentHold).where(ContentHold.id.in_(holds)))
    except BaseException:
        with suppress(Exception), store.writing() as s:  # on failure the hold expires
            s.execute(delete(ContentHold).where(ContentHold.id.in_(holds)))
        raise
    for path, _ in contents:
        path.unlink(missing_ok=True)


def _hold_content(store: Store, hashes: Collection[str]) -> list[str]:
    """Hold content to be added, after waiting until none of it is being removed."""
    if not hashes:
        return []
    while True:
        with store.writing() as s:
            moment = database_time(s)
            leaving = select(ContentHold.id).where(
                ContentHold.sha256.in_(hashes),
                ContentHold.removing,
                ContentHold.since > moment - REMOVING_EXPIRES,
            )
            if s.scalar(leaving.limit(1)) is None:
                made = [
                    ContentHold(id=new_id(), sha256=h, removing=False, since=moment) for h in hashes
                ]
                s.add_all(made)
                return [hold.id for hold in made]
        time.sleep(WAIT_SECONDS)


@contextmanager
def removing(
    store: Store, hashes: Collection[str], named: Callable[[Session, Collection[str]], set[str]]
) -> Iterator[set[str]]:
    """Give those of `hashes` that may be removed: no row names them now or until the end.

    Args:
        store: the database.
        hashes: content that no row seems to name.
        named: returns those of the given hashes that a row names.
    """
    with store.writing() as s:
        moment = database_time(s)
        arriving = select(ContentHold.sha256).where(
            ContentHold.sha256.in_(hashes),
            ContentHold.removing.is_(False),
            ContentHold.since > moment - ADDING_EXPIRES,
        )
        free = set(hashes) - named(s, hashes) - set(s.scalars(arriving))
        made = [ContentHold(id=new_id(), sha256=h, removing=True, since=moment) for h in free]
        s.add_all(made)
        ids = [hold.id for hold in made]
    try:
        yield free
    finally:
        if ids:
            with store.writing() as s:
                s.execute(delete(ContentHold).where(ContentHold.id.in_(ids)))


def forget_holds(store: Store) -> None:
    """Delete all holds; call it only while no other process uses the database."""
    with store.writing() as s:
        s.execute(delete(ContentHold))
