"""Deletes a person with everything that is kept of them."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from formcheck.storage.blobs import Files
from formcheck.storage.database import Store
from formcheck.storage.maintenance import remove_unnamed
from formcheck.storage.models import Analysis, FileRow, Person, Upload, Video
from formcheck.storage.permissions import owned_by


@dataclass(frozen=True, slots=True)
class DeletedAccount:
    """What was deleted: the ids of sets, and of uploads whose files the caller must remove."""

    sets: list[str]
    uploads: list[str]


def delete_account(store: Store, files: Files, person: str) -> DeletedAccount:
    """Delete a person with all their rows in one transaction, then their content."""
    with store.writing() as s:
        deleted = DeletedAccount(
            list(s.scalars(select(Analysis.id).where(owned_by(person, Analysis)))),
            list(s.scalars(select(Upload.id).where(owned_by(person, Upload)))),
        )
        hashes = {
            *s.scalars(select(FileRow.sha256).where(owned_by(person, FileRow))),
            *s.scalars(select(Video.sha256).where(owned_by(person, Video))),
        }
        # Every row has an owner and is deleted with them.
        s.execute(delete(Person).where(Person.id == person))
    remove_unnamed(store, files, hashes)
    _truncate_wal(store)
    return deleted


def _truncate_wal(store: Store) -> None:
    """Empty SQLite's write-ahead log, which still holds the deleted data."""
    if store.engine.dialect.name == "sqlite":
        with suppress(OperationalError), store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # a checkpoint cannot run inside a transaction
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
