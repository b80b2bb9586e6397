"""The stored programme, and the migration of an older database to it."""

from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text

from formcheck.storage import Store, open_store, training
from formcheck.storage.database import migrate, opened_engine
from formcheck.storage.migrations.versions import v0006_house
from formcheck.storage.models import Analysis
from formcheck.storage.training_models import Entry
from formcheck.training.plan import Planned, phase
from tests.storage.rows import done, other_person
from tests.support.data_folder import opened

DAY = date(2026, 11, 2)
RENAMED = {(table, old): new for table, old, new in v0006_house.RENAMED}


@pytest.fixture
def first(tmp_path: Path) -> tuple[Path, str]:
    """A database as the first formcheck left it, with one set."""
    (tmp_path / "now").mkdir()
    (tmp_path / "then").mkdir()
    store = opened(tmp_path / "now")
    row = done(store, store.only_person())
    engine = create_engine(f"sqlite:///{tmp_path / 'then' / 'formcheck.db'}")
    with engine.begin() as then, store.engine.connect() as now:
        config = Config()
        config.set_main_option("script_location", str(files("formcheck.storage") / "migrations"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = then
        command.upgrade(config, "0001")
        for name in ("people", "analyses", "reports"):
            names = [c["name"] for c in inspect(then).get_columns(name)]
            columns = ", ".join(names)
            today = ", ".join(f"{RENAMED.get((name, c), c)} AS {c}" for c in names)
            for one in now.execute(text(f"SELECT {today} FROM {name}")).mappings():
                values = ", ".join(f":{c}" for c in one)
                then.execute(text(f"INSERT INTO {name} ({columns}) VALUES ({values})"), dict(one))
    engine.dispose()
    store.close()
    return tmp_path / "then", row.id


def test_a_first_database_is_brought_up_to_date(first: tuple[Path, str]) -> None:
    folder, set_id = first
    store = open_store(folder)
    with store.reading() as s:
        row = s.get_one(Analysis, set_id)
        assert row.tally == {"both": [5, row.good, 25.0]}
        (trained,) = training.filmed_sets(s, store.only_person())
        assert (trained.set_id, trained.reps, trained.good) == (set_id, 5, row.good)
        assert (trained.load_kg, trained.band, trained.effort) == (None, None, None)
        assert training.entries(s, store.only_person()) == []
    with store.writing() as s:
        training.note_load(s.get_one(Analysis, set_id), {"load_kg": 20.0, "effort": 7})
    with store.reading() as s:
        (trained,) = training.filmed_sets(s, store.only_person())
        assert (trained.load_kg, trained.band, trained.effort) == (20.0, None, 7)
    store.close()


def test_a_plan_changes_what_it_names_and_nothing_else(store: Store, person: str) -> None:
    somebody = other_person(store)
    changed = Planned("clamshell", "Clamshell", True, (5, 6), (1, 1), (0, 6))
    with store.writing() as s:
        training.change_plan(s, person, changed)
        training.change_plan(s, person, changed)
    with store.reading() as s:
        plan = training.planned(phase(1), training.plans(s, person))
        assert [p for p in plan if p not in phase(1).planned] == [changed]
        assert training.plans(s, somebody) == {}
    with store.writing() as s:
        training.delete_plan_change(s, somebody, "clamshell")
        assert "clamshell" in training.plans(s, person)
        training.delete_plan_change(s, person, "clamshell")
        assert training.plans(s, person) == {}


def test_filmed_sets_are_found_by_their_days(store: Store, person: str) -> None:
    moments = [datetime(2026, 11, 1, 23, 59), datetime(2026, 11, 2, 0), datetime(2026, 11, 3, 0)]
    for moment in moments:
        done(store, person, created=moment.replace(tzinfo=UTC))

    def days(since: date | None, until: date | None, tz: int = 0) -> list[int]:
        with store.reading() as s:
            return [t.day.day for t in training.filmed_sets(s, person, since, until, tz=tz)]

    assert days(DAY, DAY) == [2]
    assert days(None, None) == [1, 2, 3]
    assert days(DAY, DAY, tz=60) == [2, 2]
    assert days(DAY, DAY, tz=-60) == [2]
    assert days(None, DAY, tz=-60) == [1, 1, 2]


def test_a_hip_thrust_that_was_logged_by_hand_keeps_its_sets(tmp_path: Path) -> None:
    with opened_engine(tmp_path) as engine:
        migrate(engine, "0010")
        with engine.begin() as connection:
            for statement in LOGGED_HIP_THRUST:
                connection.exec_driver_sql(statement)
    store = open_store(tmp_path)
    with store.reading() as s:
        (entry,) = training.entries(s, "me")
        assert (entry.exercise, entry.load_kg, entry.effort) == ("hip_thrust", None, None)
    with store.writing() as s:
        training.note_load(s.get_one(Entry, "e"), {"load_kg": 40.0, "band": None, "effort": 8})
    with store.reading() as s:
        (trained,) = training.logged_sets(training.entries(s, "me"))
        assert (trained.load_kg, trained.band, trained.effort) == (40.0, None, 8)
    store.close()


LOGGED_HIP_THRUST = (
    "INSERT INTO people VALUES ('me', '', '2026-11-01 10:00:00')",
    "INSERT INTO entries (owner, id, day, exercise, reps, sets, note, created) VALUES"
    " ('me', 'e', '2026-11-02', 'weighted_hip_thrust', 8, 2, '', '2026-11-02 10:00:00')",
)
"""A database of revision 0010 with sets logged by hand, before loads were noted."""


def test_a_changed_limit_of_the_back_is_kept_in_degrees(tmp_path: Path) -> None:
    with opened_engine(tmp_path) as engine:
        migrate(engine, "0019")
        with engine.begin() as connection:
            connection.exec_driver_sql(LIMITED[0])
            for row in LIMITED_CUES:
                connection.exec_driver_sql(LIMITED[1], row)
    store = open_store(tmp_path)
    with store.reading() as s:
        found = {(x.exercise, x.cue): x.high for x in training.limit_rows(s, "me")}
    store.close()
    assert found[("cable_kickback", "back_arch")] == pytest.approx(9.0)
    assert found[("hip_flexor_stretch", "back_arch")] == pytest.approx(12.0)
    assert found[("donkey_kick", "back_arch")] == 2.7
    assert found[("cable_kickback", "hyperextension")] == 195.0


LIMITED = (
    "INSERT INTO people (id, name, created) VALUES ('me', '', '2026-11-01 10:00:00')",
    "INSERT INTO limits (owner, id, exercise, cue, high, note, since) VALUES"
    " ('me', ?, ?, ?, ?, '', '2026-11-02 10:00:00')",
)
LIMITED_CUES = (
    ("a", "cable_kickback", "back_arch", 2.7),
    ("b", "hip_flexor_stretch", "back_arch", 1.4),
    ("c", "donkey_kick", "back_arch", 2.7),
    ("d", "cable_kickback", "hyperextension", 195.0),
)
"""A database of revision 0019 with limits of the back in % of the trunk's length."""
