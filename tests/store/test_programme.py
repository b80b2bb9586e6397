"""What is kept of a programme, and how an older database comes by it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from formcheck.programme import Planned, phase
from formcheck.store import Store, open_store, programme
from formcheck.store.tables import Analysis
from tests.kept import opened
from tests.store.rows import done, other_person

DAY = date(2026, 11, 2)


@pytest.fixture
def first(tmp_path: Path) -> tuple[Path, str]:
    """A database as the first formcheck left it, with one set."""
    store = opened(tmp_path)
    row = done(store, store.only_person())
    with store.engine.begin() as connection:
        for table in ("programmes", "plans", "checkins", "entries", "limits"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("ALTER TABLE analyses DROP COLUMN tally"))
        connection.execute(text("ALTER TABLE reports DROP COLUMN measured"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.close()
    return tmp_path, row.id


def test_a_first_database_is_brought_up_to_date(first: tuple[Path, str]) -> None:
    folder, set_id = first
    store = open_store(folder)
    with store.reading() as s:
        row = s.get_one(Analysis, set_id)
        assert row.tally == {"both": [5, row.good, 25.0]}
        (trained,) = programme.filmed(s, store.only_person())
        assert (trained.set_id, trained.reps, trained.good) == (set_id, 5, row.good)
        assert programme.entries(s, store.only_person()) == []
    store.close()


def test_a_plan_changes_what_it_names_and_nothing_else(store: Store, person: str) -> None:
    somebody = other_person(store)
    changed = Planned("clamshell", "Clamshell", True, (5, 6), (1, 1), (0, 6))
    with store.writing() as s:
        programme.change(s, person, changed)
        programme.change(s, person, changed)
    with store.reading() as s:
        plan = programme.planned(phase(1), programme.plans(s, person))
        assert [p for p in plan if p not in phase(1).planned] == [changed]
        assert programme.plans(s, somebody) == {}
    with store.writing() as s:
        programme.as_routine(s, somebody, "clamshell")
        assert "clamshell" in programme.plans(s, person)
        programme.as_routine(s, person, "clamshell")
        assert programme.plans(s, person) == {}


def test_filmed_sets_are_found_by_their_days(store: Store, person: str) -> None:
    moments = [datetime(2026, 11, 1, 23, 59), datetime(2026, 11, 2, 0), datetime(2026, 11, 3, 0)]
    for moment in moments:
        done(store, person, created=moment.replace(tzinfo=UTC))

    def days(since: date | None, until: date | None, tz: int = 0) -> list[int]:
        with store.reading() as s:
            return [t.day.day for t in programme.filmed(s, person, since, until, tz=tz)]

    assert days(DAY, DAY) == [2]
    assert days(None, None) == [1, 2, 3]
    assert days(DAY, DAY, tz=60) == [2, 2]
    assert days(DAY, DAY, tz=-60) == [2]
    assert days(None, DAY, tz=-60) == [1, 1, 2]
