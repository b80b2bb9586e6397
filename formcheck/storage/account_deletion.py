"""Erasing: all rows of a person, and the content that only they name."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from formcheck.storage.blobs import Files
from formcheck.storage.database import Store
from formcheck.storage.garbage_collection import remove_unnamed
from formcheck.storage.models import Analysis, FileRow, Person, Upload, Video
from formcheck.storage.permissions import owned_by


@dataclass(frozen=True, slots=True)
class Erased:
    """What there was: the ids of sets, and of uploads whose files are still to be removed."""

    sets: list[str]
    uploads: list[str]


def erase(store: Store, files: Files, person: str) -> Erased:
    """Erase a person with everything they have, in one go; then what was theirs on the disk."""
    with store.writing() as s:
        found = Erased(
            list(s.scalars(select(Analysis.id).where(owned_by(person, Analysis)))),
            list(s.scalars(select(Upload.id).where(owned_by(person, Upload)))),
        )
        hashes = {
            *s.scalars(select(FileRow.sha256).where(owned_by(person, FileRow))),
            *s.scalars(select(Video.sha256).where(owned_by(person, Video))),
        }
        # Every row has its owner, and goes with them.
        s.execute(delete(Person).where(Person.id == person))
    remove_unnamed(store, files, hashes)
    forget_log(store)
    return found


def forget_log(store: Store) -> None:
    """Empty SQLite's log of writes, which still holds what was erased."""
    if store.engine.dialect.name == "sqlite":
        with suppress(OperationalError), store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # a checkpoint cannot run inside a transaction
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
