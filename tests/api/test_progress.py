"""Progress over the API: lines of one exercise, weeks, sides, symptoms."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import event, text

from formcheck.analysis.report import Report
from formcheck.storage import results
from formcheck.storage.models import Analysis
from formcheck.worker.supervisor import Services
from tests.storage.rows import done, other_person
from tests.support.reports import CAVE, KNEES, rep, report

MONDAY = date(2026, 3, 2)
CAVING = report(rep(1, (KNEES, CAVE)), rep(2))
CLEAN = report(rep(1), rep(2))
LEFT = replace(rep(1), side="left")
KICK = report(LEFT, replace(rep(2), side="right"), exercise="donkey_kick", title="Donkey kick")


def on(services: Services, person: str, day: int, made: Report, hour: int = 12) -> str:
    row = done(services.store, person)
    with services.store.writing() as s:
        found = s.get_one(Analysis, row.id)
        results.store_report(s, found, made)
        found.created = datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(day)
    return row.id


def shown(client: TestClient, **query: Any) -> Any:
    answer = client.get("/api/progress", params={"until": "2026-03-29", **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_nothing_yet(client: TestClient) -> None:
    told = shown(client)
    assert told == {
        "exercise": None,
        "exercises": [],
        "lines": [],
        "weeks": [],
        "sides": [],
        "loads": [],
        "checkins": [],
    }


def test_lines_of_the_exercise_done_last(
    client: TestClient, services: Services, person: str
) -> None:
    on(services, person, 0, KICK)
    late = on(services, person, 8, CAVING, hour=20)
    early = on(services, person, 8, CLEAN, hour=8)
    first = on(services, person, 1, CAVING)
    on(services, other_person(services.store), 9, CLEAN)
    told = shown(client)
    assert told["exercise"] == "glute_bridge"
    assert {x["exercise"] for x in told["lines"]} == {"glute_bridge"}
    knees = next(x for x in told["lines"] if x["cue"] == "knee_cave")
    assert [p["set_id"] for p in knees["points"]] == [first, early, late]
    assert [p["faults"] for p in knees["points"]] == [1, 0, 1]
    assert (knees["points"][1]["value"], knees["points"][1]["margin"]) == (0.93, 0.08)
    assert (knees["points"][1]["text"], knees["goal"]) == ("0.93 ± 0.08", "at least 0.70")
    assert knees["highest"] == "0.93"
    assert (knees["low"], knees["change"]) == (0.7, "none")
    assert told["exercises"] == [
        {"id": "donkey_kick", "title": "Donkey kick", "sets": 1},
        {"id": "glute_bridge", "title": "Glute bridge", "sets": 3},
    ]
    kicks = shown(client, exercise="donkey_kick")
    assert {x["side"] for x in kicks["lines"]} == {"left", "right"}
    assert [w["sets"] for w in kicks["weeks"]] == [1, 0, 0, 0]
    assert shown(client, exercise="no_such")["lines"] == []


def test_a_set_filmed_earlier_counts_on_that_day(
    client: TestClient, services: Services, person: str
) -> None:
    early = on(services, person, 8, CLEAN)
    late = on(services, person, 4, CLEAN)
    with services.store.writing() as s:
        s.get_one(Analysis, early).filmed_on = MONDAY
        s.get_one(Analysis, late).filmed_on = MONDAY + timedelta(20)  # the camera's clock is wrong
    lines = shown(client)["lines"]
    points = [(p["set_id"], p["day"]) for p in lines[0]["points"]]
    assert points == [(early, "2026-03-02"), (late, "2026-03-06")]
    assert shown(client, since="2026-03-03")["exercises"][0]["sets"] == 1
    assert shown(client, until="2026-03-02")["exercises"][0]["sets"] == 1


def test_weeks_sides_and_symptoms(client: TestClient, services: Services, person: str) -> None:
    on(services, person, 0, KICK)
    on(services, person, 0, CAVING)
    on(services, person, 9, CLEAN)
    entry = {"day": "2026-03-12", "exercise": "squat", "reps": 10, "sets": 2}
    client.post("/api/entries", json=entry)
    client.put("/api/checkins/2026-03-03", json={"back": 4})
    client.put("/api/checkins/2026-04-03", json={"back": 1})
    told = shown(client)
    assert told["weeks"][:2] == [
        {
            "monday": "2026-03-02",
            "days": 1,
            "planned": 7,
            "sets": 2,
            "good": 3,
            "reps": 4,
            "hold": 5.0,
            "hold_text": "5.0 s",
        },
        {
            "monday": "2026-03-09",
            "days": 2,
            "planned": 7,
            "sets": 3,
            "good": 2,
            "reps": 2,
            "hold": 5.0,
            "hold_text": "5.0 s",
        },
    ]
    assert [w["sets"] for w in told["weeks"][2:]] == [0, 0]
    assert told["sides"] == [
        {
            "exercise": "donkey_kick",
            "title": "Donkey kick",
            "left": 1,
            "left_good": 1,
            "left_hold": 5.0,
            "left_hold_text": "5.0 s",
            "right": 1,
            "right_good": 1,
            "right_hold": 5.0,
            "right_hold_text": "5.0 s",
        }
    ]
    assert [c["day"] for c in told["checkins"]] == ["2026-03-03"]
    later = shown(client, since="2026-03-05")
    assert [w["monday"] for w in later["weeks"]] == ["2026-03-09", "2026-03-16", "2026-03-23"]


def test_load_and_effort_stand_beside_form(
    client: TestClient, services: Services, person: str
) -> None:
    first = on(services, person, 0, CAVING)
    on(services, person, 1, CLEAN)  # without a load
    last = on(services, person, 9, CLEAN)
    client.patch(f"/api/analyses/{first}", json={"load_kg": 10, "effort": 8})
    client.patch(f"/api/analyses/{last}", json={"load_kg": 12.5, "band": "green"})
    logged = {"day": "2026-03-05", "exercise": "glute_bridge", "reps": 12, "sets": 2, "effort": 6}
    client.post("/api/entries", json=logged)
    told = shown(client)
    assert [(x["day"], x["load"], x["effort"], x["good"], x["reps"]) for x in told["loads"]] == [
        ("2026-03-02", "10 kg", 8, 1, 2),
        ("2026-03-05", "", 6, None, 12),
        ("2026-03-11", "12.5 kg, green band", None, 2, 2),
    ]
    assert [x["sets"] for x in told["loads"]] == [1, 2, 1]
    assert shown(client, exercise="clamshell")["loads"] == []


def test_an_exercise_logged_by_hand_is_listed_once_it_has_a_load(client: TestClient) -> None:
    entry = {"day": "2026-03-05", "exercise": "step_up", "reps": 8}
    client.post("/api/entries", json=entry)
    assert shown(client)["exercises"] == []
    client.post("/api/entries", json={**entry, "load_kg": 4})
    told = shown(client)
    assert told["exercises"] == [{"id": "step_up", "title": "Step-up", "sets": 0}]
    assert (told["exercise"], [x["load"] for x in told["loads"]]) == ("step_up", ["4 kg"])


def test_weeks_end_today_whatever_is_asked(
    client: TestClient, services: Services, person: str
) -> None:
    done(services.store, person)
    told = shown(client, until="2999-12-31")
    assert len(told["weeks"]) == 1
    assert 1 <= told["weeks"][0]["planned"] <= 7


def test_only_reports_of_one_exercise_are_read(
    client: TestClient, services: Services, person: str
) -> None:
    for day in range(5):
        on(services, person, day, KICK)
    on(services, person, 6, CLEAN)
    asked: list[str] = []
    event.listen(
        services.store.engine,
        "before_cursor_execute",
        lambda _c, _s, said, values, *_: asked.append(f"{said} {values}"),
    )
    told = shown(client)["lines"]
    (read,) = [a for a in asked if "FROM reports" in a]
    assert read.count("?") == 2  # the person and one set
    assert "reports.report" not in read  # and not even all of that
    with services.store.writing() as s:
        s.execute(text("UPDATE reports SET measured = NULL"))  # as an older formcheck left them
    assert shown(client)["lines"] == told
    assert "reports.report" in asked[-1]


def test_all_sets_are_a_csv_table(client: TestClient, services: Services, person: str) -> None:
    done(services.store, person)
    done(services.store, person, origin="sample")
    asked = {"day": "2026-03-20", "exercise": "squat", "reps": 8, "sets": 2}
    asked |= {"load_kg": 20, "effort": 9}
    assert client.post("/api/entries", json=asked).status_code == 201
    answer = client.get("/api/sets.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    lines = answer.text.splitlines()
    assert lines[0].startswith("date,exercise,side,reps,good reps,hold,load,effort,fault")
    assert len(lines) == 4
    assert sum("Squat,,8,,,20 kg,9," in line for line in lines) == 2
    assert client.get("/api/sets.csv?of=nobody").status_code == 404


def test_an_exercise_that_asks_for_no_hold_has_none(
    client: TestClient, services: Services, person: str
) -> None:
    walk = report(LEFT, replace(rep(2), side="right"), exercise="lateral_band_walk", title="Walk")
    on(services, person, 0, walk)
    told = shown(client, exercise="lateral_band_walk")
    assert {(w["hold"], w["hold_text"]) for w in told["weeks"]} == {(None, "")}
    assert [(x["left_hold"], x["right_hold_text"]) for x in told["sides"]] == [(None, "")]
