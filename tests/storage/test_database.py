"""The database opens safe for several writers, up to date, or says why not."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from formcheck.errors import FormcheckError
from formcheck.storage import IntegrityError, Store, open_store
from formcheck.storage.database import MIGRATIONS, migrate, newest, now, opened_engine
from formcheck.storage.models import Analysis, Base, Person
from tests.storage.rows import add
from tests.support.postgres import drop_database, new_database


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_newest_revision_is_known_without_what_migrates() -> None:
    versions = ScriptDirectory(str(MIGRATIONS))
    assert versions.get_current_head() == newest()
    assert [r.revision for r in versions.walk_revisions()] == sorted(
        (r.revision for r in versions.walk_revisions()), reverse=True
    )


def test_an_older_database_is_brought_up_to_date(tmp_path: Path) -> None:
    with opened_engine(tmp_path) as engine:
        migrate(engine, "0003")
    store = open_store(tmp_path)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    store.close()


def test_every_table_has_an_owner_but_for_those_of_the_installation() -> None:
    without = {t.name for t in Base.metadata.sorted_tables if "owner" not in t.columns}
    assert without == {Person.__tablename__, "installation", "sweeps", "content_holds"}


def test_sqlite_waits_for_other_writers_and_syncs(lite: Store) -> None:
    wanted = {"journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1, "synchronous": 2}
    with lite.reading() as s:
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


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "nosuch://x",
        "sqlite://",
        "postgresql+nosuch://h/d",
        "mysql://h/d",
        "postgresql://formcheck:secret@127.0.0.1:1/d",
    ],
)
def test_a_database_that_cannot_be_used_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(FormcheckError, match="FORMCHECK_DATABASE_URL") as told:
        open_store(tmp_path, url)
    assert "secret" not in str(told.value)


def test_an_empty_postgresql_is_made_ready_by_several_at_once(tmp_path: Path) -> None:
    url = new_database()
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(tmp_path, url), range(4)))
    assert len({s.only_person() for s in stores}) == 1
    for s in stores:
        s.close()
    drop_database(url)


def test_a_connection_that_broke_is_made_anew(tmp_path: Path) -> None:
    url = new_database(ready=True)
    store = open_store(tmp_path, url)
    person = store.only_person()
    with store.engine.connect() as c:
        pids = list(
            c.exec_driver_sql(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            ).scalars()
        )
    other = open_store(tmp_path, url)
    with other.engine.connect() as c:
        for pid in pids:
            c.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
    other.close()
    assert store.only_person() == person
    store.close()
    drop_database(url)


def test_an_error_message_holds_no_values(store: Store, person: str) -> None:
    row = add(store, person)
    with pytest.raises(IntegrityError) as told:
        add(store, person, id=row.id, title="my private title")
    assert "private" not in str(told.value)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match="cannot be opened"):
        open_store(tmp_path / "none")


def test_a_read_only_database_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(tmp_path).close()
    monkeypatch.setattr("formcheck.storage.database.os.access", lambda *_: False)
    with pytest.raises(FormcheckError, match="may not be written") as caught:
        open_store(tmp_path)
    assert caught.value.code == "bad_database"
