"""The database opens safe for several writers, up to date, or says why not."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from formcheck.errors import FormcheckError
from formcheck.store import Store, open_store
from formcheck.store.opening import now
from formcheck.store.tables import Analysis, Base, Person
from tests.store.rows import add


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_table_has_an_owner() -> None:
    without = [t.name for t in Base.metadata.sorted_tables if "owner" not in t.columns]
    assert without == [Person.__tablename__]


def test_sqlite_waits_for_others_and_keeps_its_word(store: Store) -> None:
    wanted = {"journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1, "synchronous": 2}
    with store.reading() as s:
        assert {name: s.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted


def test_no_write_of_many_is_lost(store: Store, person: str) -> None:
    set_id = add(store, person).id

    def more(_: int) -> None:
        with store.writing() as s:
            s.get_one(Analysis, set_id).tries += 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(more, range(80)))
    with store.reading() as s:
        assert s.get_one(Analysis, set_id).tries == 80


def test_a_failed_write_leaves_nothing(store: Store, person: str) -> None:
    set_id = add(store, person, title="before").id

    def fail() -> None:
        with store.writing() as s:
            s.get_one(Analysis, set_id).title = "after"
            s.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as s:
        assert s.get_one(Analysis, set_id).title == "before"


def test_moments_come_back_in_utc(store: Store, person: str) -> None:
    before = now()
    row = add(store, person)
    with store.reading() as s:
        created = s.get_one(Analysis, row.id).created
    assert before <= created <= now()
    assert created.utcoffset() is not None


def test_there_is_one_person_however_many_ask_first(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: store.only_person(), range(16)))) == 1
    store.close()
    again = open_store(tmp_path)
    with again.reading() as s:
        assert s.query(Person).count() == 1
    again.close()


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / "formcheck.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(FormcheckError, match="newer formcheck"):
        open_store(tmp_path)


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x", "sqlite://", "postgresql+nosuch://h/d"])
def test_a_database_that_cannot_be_used_is_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(FormcheckError, match="FORMCHECK_DATABASE_URL"):
        open_store(tmp_path, url)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match="cannot be opened"):
        open_store(tmp_path / "none")
