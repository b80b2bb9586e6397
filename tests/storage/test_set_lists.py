"""Lists of sets: filtered, sorted and paged, and only one's own."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from formcheck.storage import Store, results, set_lists, sets
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis
from formcheck.storage.set_lists import SetQuery
from tests.storage.rows import add, done, other_person

SETS: list[dict[str, Any]] = [
    {"title": "banana", "share": 0.5, "good": 5, "total": 10},
    {"title": "Apple 100%", "share": 0.9, "good": 9, "total": 10},
    {
        "title": "cherry",
        "share": 0.1,
        "good": 1,
        "total": 10,
        "exercise_id": "clamshell",
        "exercise_title": "Clamshell",
        "fault_cue": None,
        "fault_title": None,
    },
]


@pytest.fixture
def filled(store: Store, person: str) -> Store:
    for i, changes in enumerate(SETS):
        done(store, person, created=now() + timedelta(minutes=i), **changes)
    add(store, person, title="waiting", created=now() + timedelta(hours=1))
    done(store, other_person(store), title="somebody else's")
    done(store, person, title="gone", deleted_at=now())
    return store


def titles(store: Store, person: str, **asked: Any) -> list[str]:
    with store.reading() as s:
        return [row.title for row in set_lists.page(s, person, SetQuery(**asked)).rows]


def test_the_newest_is_the_last_filmed_not_the_last_sent(store: Store, person: str) -> None:
    for days, title in ((0, "today"), (3, "three days ago"), (9, "nine days ago")):
        done(store, person, title=title, created=now() - timedelta(days=days))
    done(store, person, title="sent late", filmed_on=(now() - timedelta(days=5)).date())
    assert titles(store, person) == ["today", "three days ago", "sent late", "nine days ago"]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, ["waiting", "cherry", "Apple 100%", "banana"]),
        ({"order": "asc"}, ["banana", "Apple 100%", "cherry", "waiting"]),
        ({"sort": "title", "order": "asc"}, ["Apple 100%", "banana", "cherry", "waiting"]),
        ({"sort": "good"}, ["Apple 100%", "banana", "cherry", "waiting"]),
        ({"sort": "good", "order": "asc"}, ["cherry", "banana", "Apple 100%", "waiting"]),
        ({"sort": "exercise", "order": "asc"}, ["cherry", "banana", "Apple 100%", "waiting"]),
        ({"exercise": "clamshell"}, ["cherry"]),
        ({"fault": "knee_cave"}, ["Apple 100%", "banana"]),
        ({"state": "queued"}, ["waiting"]),
        ({"text": "APPLE"}, ["Apple 100%"]),
        ({"text": "bridge ban"}, ["banana"]),
        ({"text": "100%"}, ["Apple 100%"]),
        ({"text": "_"}, []),
        ({"limit": 2, "offset": 1}, ["cherry", "Apple 100%"]),
    ],
)
def test_what_is_asked_for(
    filled: Store, person: str, asked: dict[str, Any], wanted: list[str]
) -> None:
    assert titles(filled, person, **asked) == wanted


def test_a_page_says_how_many_there_are_and_what_to_filter_by(filled: Store, person: str) -> None:
    with filled.reading() as s:
        page = set_lists.page(s, person, SetQuery(limit=1))
    assert page.total == 4
    assert [(c.id, c.title, c.count) for c in page.exercises] == [
        ("clamshell", "Clamshell", 1),
        ("glute_bridge", "Glute bridge", 2),
    ]
    assert [(c.id, c.count) for c in page.faults] == [("knee_cave", 2)]


def test_nobody_sees_the_sets_of_others(filled: Store, person: str) -> None:
    with filled.reading() as s:
        others = [r.id for r in s.query(Analysis) if r.owner != person]
        assert others
        for set_id in others:
            assert sets.one(s, person, set_id) is None
            assert results.read_report(s, person, set_id) is None


def test_twenty_thousand_sets_are_listed_by_index(lite: Store) -> None:
    store, person = lite, lite.only_person()
    rows = [
        {
            "id": new_id(),
            "owner": person,
            "origin": "upload",
            "title": f"set {i}",
            "created": now(),
            "model": "lite",
            "from_poses": False,
            "run": 1,
            "report_run": 1,
            "state": "done",
            "queued": now(),
            "tries": 1,
            "cancel_requested": False,
            "exercise_id": "clamshell",
            "exercise_title": "Clamshell",
        }
        for i in range(20_000)
    ]
    with store.writing() as s:
        s.execute(Analysis.__table__.insert(), rows)  # type: ignore[attr-defined]
        s.execute(text("ANALYZE"))
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _u: Any, sql: str, args: Any, _x: Any, _m: Any) -> None:
        asked.append((sql, args))

    event.listen(store.engine, "before_cursor_execute", note)
    with store.reading() as s:
        page = set_lists.page(s, person, SetQuery())
    event.remove(store.engine, "before_cursor_execute", note)
    assert page.total == 20_000
    assert len(page.rows) == 50
    queries = [(sql, args) for sql, args in asked if sql.startswith("SELECT")]
    assert len(queries) == 4  # however many sets there are
    with store.engine.connect() as c:
        for sql, args in queries:
            plan = str(list(c.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", args)))
            assert "SEARCH analyses USING" in plan, plan
            assert "INDEX ix_analyses" in plan, plan
