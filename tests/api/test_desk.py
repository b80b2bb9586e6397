"""The coach's desk: who is there, what is new, who needs attention; sets across clients."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from formcheck.api import create_app
from formcheck.storage import training
from formcheck.storage.account_models import Consent
from formcheck.storage.models import Analysis
from formcheck.storage.training_models import Entry
from formcheck.training.plan import CheckIn
from formcheck.worker.supervisor import Services
from tests.api.team import Member, consent, member, token
from tests.benchmarks.desk import fill, measure
from tests.storage.rows import add, done
from tests.support import data_folder
from tests.support.postgres import new_database

DAY = date(2026, 3, 20)


@pytest.fixture
def services(team: Services) -> Services:
    return team


@pytest.fixture
def coach(app: FastAPI, services: Services) -> Member:
    return member(app, services, "coach", "coach")


@pytest.fixture
def ben(app: FastAPI, services: Services, coach: Member) -> Member:
    one = member(app, services, "ben", "client")
    consent(services, one, coach)
    with services.store.writing() as s:
        asked = s.scalars(select(Consent)).one()
        asked.since = datetime.combine(DAY - timedelta(2), time(9), UTC)
    return one


def on(services: Services, who: Member, ago: int, **changes: Any) -> str:
    """Add a judged set of so many days ago."""
    usual = {
        "state": "done",
        "report_run": 1,
        "exercise_id": "glute_bridge",
        "exercise_title": "Glute bridge",
        "good": 8,
        "total": 10,
        "created": datetime.combine(DAY - timedelta(ago), time(12), UTC),
    }
    return add(services.store, who.id, **(usual | changes)).id


def desk(coach: Member, **query: Any) -> Any:
    answer = coach.ask("GET", "/api/desk", params={"day": str(DAY), **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def caving(**more: Any) -> Any:
    return {
        "fault_cue": "knee_cave",
        "fault_title": "Knees caving in",
        "fault_message": "Press out.",
        "fault_count": 2,
        **more,
    }


def test_a_client_with_what_they_did(services: Services, coach: Member, ben: Member) -> None:
    on(services, ben, 40)
    on(services, ben, 8, **caving())
    newest = on(services, ben, 1, title="monday", good=9)
    on(services, ben, 0, total=0)  # no repetition, no set
    add(services.store, ben.id)  # waits
    with services.store.writing() as s:
        s.add(Entry(owner=ben.id, day=DAY, exercise="squat", reps=8, sets=2, note=""))
    told = desk(coach)
    (one,) = told["clients"]
    assert (told["total"], told["everybody"]) == (1, 1)
    assert one["name"] == "Ben"
    assert {k: one["last"][k] for k in ("id", "title", "good", "total")} == {
        "id": newest,
        "title": "monday",
        "good": 9,
        "total": 10,
    }
    assert one["sets_week"] == 3
    assert one["adherence"] == {"done": 3, "planned": 14}
    assert one["new"] == 1  # the others are older than the consent
    assert one["faults"] == [{"cue": "knee_cave", "title": "Knees caving in", "count": 1}]
    assert told["exercises"] == [{"id": "glute_bridge", "title": "Glute bridge", "count": 1}]
    assert told["faults"] == [{"cue": "knee_cave", "title": "Knees caving in", "count": 1}]


def test_a_set_is_new_until_it_is_reviewed_or_dismissed(
    services: Services, coach: Member, ben: Member
) -> None:
    first, second = on(services, ben, 1), on(services, ben, 0)
    assert desk(coach)["clients"][0]["new"] == 2
    assert coach.ask("PUT", f"/api/desk/visits/{ben.id}").status_code == 204
    coach.ask("GET", f"/api/analyses/{second}")
    assert desk(coach)["clients"][0]["new"] == 2
    coach.ask("PUT", f"/api/analyses/{second}/review", json={"reviewed": True})
    assert desk(coach)["clients"][0]["new"] == 1
    coach.ask("PUT", f"/api/desk/queue/{first}", json={"dismissed": True})
    assert desk(coach)["clients"][0]["new"] == 0
    said = coach.ask(
        "POST", f"/api/analyses/{first}/review/comments", json={"time": 1, "text": "x"}
    )
    at = f"/api/analyses/{first}/review/comments/{said.json()['comments'][0]['id']}/answers"
    ben.ask("POST", at, json={"text": "like this?"})
    assert desk(coach)["clients"][0]["answers"] == 1
    coach.ask("PUT", f"/api/desk/visits/{ben.id}")
    assert desk(coach)["clients"][0]["answers"] == 0


def codes(told: Any) -> list[str]:
    return [r["code"] for r in told["clients"][0]["attention"]]


def test_attention(services: Services, coach: Member, ben: Member) -> None:
    assert codes(desk(coach)) == []  # the consent is of two days ago
    for ago, change in ((9, caving()), (6, {}), (4, {}), (0, caving())):
        on(services, ben, ago, **change)
    told = desk(coach)
    assert codes(told) == ["fault_back"]
    message = told["clients"][0]["attention"][0]["message"]
    assert message == "Knees caving in is back in the glute bridge."
    assert codes(desk(coach, day=str(DAY + timedelta(8)))) == ["no_set"]
    with services.store.writing() as s:
        for ago, pain in ((20, 1), (15, 1), (3, 4), (2, 8)):
            training.check_in(s, ben.id, CheckIn(DAY - timedelta(ago), back=pain))
    assert codes(desk(coach)) == ["stop", "pain_up", "fault_back"]
    assert desk(coach)["attention"] == {"stop": 1, "pain_up": 1, "fault_back": 1}


def test_filters_and_orders(app: FastAPI, services: Services, coach: Member, ben: Member) -> None:
    carol, dora = (member(app, services, n, "client") for n in ("carol", "dora"))
    for one in (carol, dora):
        consent(services, one, coach)
    on(services, ben, 3, **caving())
    on(services, carol, 1, exercise_id="clamshell", exercise_title="Clamshell")
    on(services, carol, 0, exercise_id="clamshell", exercise_title="Clamshell")
    with services.store.writing() as s:
        training.check_in(s, dora.id, CheckIn(DAY, knee=9))

    def names(**query: Any) -> list[str]:
        return [c["name"] for c in desk(coach, **query)["clients"]]

    assert names(sort="name") == ["Ben", "Carol", "Dora"]
    assert names() == ["Dora", "Ben", "Carol"]
    assert names(sort="last") == ["Carol", "Ben", "Dora"]
    assert names(sort="adherence") == ["Dora", "Ben", "Carol"]
    assert names(exercise="clamshell") == ["Carol"]
    assert names(fault="knee_cave") == ["Ben"]
    assert names(attention="any") == ["Dora"]
    assert names(attention="no_set") == []
    assert names(q="AR c") == ["Carol"]
    assert names(sort="name", limit=1, offset=1) == ["Carol"]
    assert desk(coach, limit=1)["total"] == 3


def test_a_coach_keeps_notes_and_groups_that_nobody_else_sees(
    app: FastAPI, services: Services, coach: Member, ben: Member
) -> None:
    path = f"/api/desk/notes/{ben.id}"
    assert coach.ask("GET", path).json() == {"note": "", "tags": []}
    kept = {"note": "Old ankle sprain, left.", "tags": ["Tuesday group", "Knee"]}
    assert coach.ask("PUT", path, json=kept).json() == kept
    assert coach.ask("GET", path).json() == kept
    assert desk(coach)["clients"][0]["tags"] == kept["tags"]
    assert desk(coach)["tags"] == [
        {"id": "Knee", "title": "Knee", "count": 1},
        {"id": "Tuesday group", "title": "Tuesday group", "count": 1},
    ]
    assert desk(coach, tag="Knee")["total"] == 1
    assert desk(coach, tag="Hip")["total"] == 0
    other = member(app, services, "olga", "coach")
    assert other.ask("GET", path).status_code == 404
    assert ben.ask("GET", path).status_code == 403
    consent(services, ben, other)
    assert other.ask("GET", path).json() == {"note": "", "tags": []}
    for wrong in ({"note": "", "tags": [" "]}, {"note": "x" * 4001, "tags": []}, {"tags": ["x"]}):
        assert coach.ask("PUT", path, json=wrong).status_code == 422


def test_sets_across_clients(app: FastAPI, services: Services, coach: Member, ben: Member) -> None:
    carol = member(app, services, "carol", "client")
    consent(services, carol, coach)
    a = on(services, ben, 3, **caving())
    b = on(services, carol, 1)
    on(services, coach, 0)
    stranger = member(app, services, "eve", "client")
    on(services, stranger, 0, **caving())

    def ids(**query: Any) -> list[str]:
        told = coach.ask("GET", "/api/desk/sets", params=query).json()
        return [x["id"] for x in told["analyses"]]

    assert ids() == [b, a]
    told = coach.ask("GET", "/api/desk/sets").json()
    assert [x["owner"]["name"] for x in told["analyses"]] == ["Carol", "Ben"]
    assert told["faults"] == [{"cue": "knee_cave", "title": "Knees caving in", "count": 1}]
    assert ids(client=ben.id) == [a]
    assert ids(fault="knee_cave") == [a]
    coach.ask("PUT", f"/api/analyses/{a}/review", json={"reviewed": True})
    assert (ids(reviewed=True), ids(reviewed=False)) == ([a], [b])
    for who in (stranger.id, coach.id, "nobody"):
        found = coach.ask("GET", "/api/desk/sets", params={"client": who})
        assert found.status_code == 404
        assert coach.ask("PUT", f"/api/desk/visits/{who}").status_code == 404
    looks = ben.ask("GET", "/api/me/access").json()["looks"]
    assert "sets" in {x["what"] for x in looks}


def test_withdrawn_there_is_nobody(services: Services, coach: Member, ben: Member) -> None:
    row = on(services, ben, 1)
    assert ben.ask("DELETE", f"/api/consents/{coach.id}").status_code == 204
    assert desk(coach)["clients"] == []
    assert coach.ask("GET", "/api/desk/sets").json()["total"] == 0
    assert coach.ask("GET", f"/api/analyses/{row}/review").status_code == 404
    comment = {"time": 1, "text": "still here"}
    path = f"/api/analyses/{row}/review/comments"
    assert coach.ask("POST", path, json=comment).status_code == 404


def test_only_coaches_have_a_desk(
    app: FastAPI, services: Services, coach: Member, ben: Member
) -> None:
    on(services, ben, 1)
    assert ben.ask("GET", "/api/desk").status_code == 403
    narrow = token(app, services, coach, "sets:read")
    assert narrow.get("/api/desk").status_code == 403
    wide = token(app, services, coach, "sets:read", "clients:read")
    assert wide.get("/api/desk").json()["total"] == 1


def test_personal_mode_has_none(tmp_path: Any) -> None:
    from fastapi.testclient import TestClient

    made = data_folder.services(tmp_path / "alone")
    client = TestClient(create_app(made.settings, made), base_url="http://localhost")
    assert client.get("/api/desk").status_code == 409
    made.store.close()


def test_coach_and_client_review_together(
    services: Services, coach: Member, ben: Member, app: FastAPI
) -> None:
    row = done(services.store, ben.id)
    path = f"/api/analyses/{row.id}/review"
    coach.ask("PUT", f"{path}/decisions/3/knee_cave", json={"decision": "rejected", "reason": "no"})
    told = coach.ask(
        "POST", f"{path}/comments", json={"time": 22, "text": "look", "drawing": None}
    ).json()
    assert not told["own"]
    assert not told["comments"][0]["seen"]
    (news,) = ben.ask("GET", "/api/news").json()["comments"]
    assert (news["set"]["id"], news["by"]["name"], news["text"]) == (row.id, "Coach", "look")
    assert coach.ask("GET", "/api/news").json()["comments"] == []
    seen = ben.ask("GET", path).json()
    assert seen["own"]
    assert (seen["decisions"][0]["by"]["name"], seen["decisions"][0]["mine"]) == ("Coach", False)
    assert ben.ask("PUT", f"{path}/seen").json()["comments"][0]["seen"]
    assert ben.ask("GET", "/api/news").json()["comments"] == []
    assert coach.ask("GET", path).json()["comments"][0]["seen"]
    assert coach.ask("PUT", f"{path}/seen").status_code == 403
    at = f"{path}/comments/{told['comments'][0]['id']}"
    answer = ben.ask("PATCH", at, json={"text": "mine now"})
    assert (answer.status_code, answer.json()["error"]) == (
        403,
        {
            "code": "not_yours",
            "message": "Only Coach can do this.",
            "params": {"name": "Coach"},
        },
    )
    assert ben.ask("DELETE", at).status_code == 403
    assert ben.ask("POST", f"{at}/answers", json={"text": "so?"}).status_code == 201
    both = ben.ask("PUT", f"{path}/decisions/3/knee_cave", json={"decision": "accepted"}).json()
    assert {(d["by"]["name"], d["decision"]) for d in both["decisions"]} == {
        ("Coach", "rejected"),
        ("Ben", "accepted"),
    }
    other = member(app, services, "other", "coach")
    assert other.ask("GET", path).status_code == 404
    with services.store.reading() as s:
        assert s.get_one(Analysis, row.id).comments == 1


def test_the_benchmark_asks_for_what_is_there(services: Services) -> None:
    """Few clients here; `python -m tests.benchmarks.desk` measures with many."""
    cookie, one = fill(services, 4, 160)
    found = measure(services, cookie, one)
    assert len(found) > 10
    assert all(size > 0 for *_, size in found)


def test_desk_and_review_on_postgresql(tmp_path: Any) -> None:
    made = data_folder.services(tmp_path / "pg", team=True, database_url=new_database(ready=True))
    app = create_app(made.settings, made)
    coach, ben = member(app, made, "coach", "coach"), member(app, made, "ben", "client")
    consent(made, ben, coach)
    row = done(made.store, ben.id)
    path = f"/api/analyses/{row.id}/review"
    drawing = {"width": 10, "height": 10, "strokes": [[[1, 2], [3, 4]]]}
    coach.ask("PUT", f"{path}/decisions/3/knee_cave", json={"decision": "rejected"})
    coach.ask("POST", f"{path}/added", json={"time": 3, "cue": "height", "rep": 1})
    asked = {"time": 2, "text": "look", "drawing": drawing}
    (said,) = coach.ask("POST", f"{path}/comments", json=asked).json()["comments"]
    at = f"{path}/comments/{said['id']}"
    assert ben.ask("POST", f"{at}/answers", json={"text": "so?"}).status_code == 201
    assert ben.ask("PUT", f"{path}/seen").status_code == 200
    told = coach.ask("GET", path).json()
    assert told["comments"][0]["drawing"]["strokes"] == [[[1, 2], [3, 4]]]
    assert [d["decision"] for d in told["decisions"]] == ["rejected"]
    (client,) = coach.ask("GET", "/api/desk").json()["clients"]
    assert (client["new"], client["answers"]) == (1, 1)
    assert coach.ask("PUT", f"/api/desk/visits/{ben.id}").status_code == 204
    (client,) = coach.ask("GET", "/api/desk").json()["clients"]
    assert (client["new"], client["answers"]) == (1, 0)
    (waiting,) = coach.ask("GET", "/api/desk/queue").json()["sets"]
    assert waiting["set"]["id"] == row.id
    at = f"/api/desk/queue/{row.id}"
    assert coach.ask("PUT", at, json={"dismissed": True}).status_code == 204
    assert coach.ask("GET", "/api/desk/queue").json()["total"] == 0
    assert coach.ask("GET", "/api/desk/sets?q=set&reviewed=false").json()["total"] == 1
    gone = coach.ask("DELETE", "/api/me", json={"confirm": "erase everything"})
    assert gone.is_success
    left = ben.ask("GET", path).json()
    assert (left["comments"][0]["by"], left["decisions"][0]["by"]) == (None, None)
    made.store.close()


def test_a_set_filmed_earlier_counts_on_that_day(
    services: Services, coach: Member, ben: Member
) -> None:
    on(services, ben, 1, filmed_on=DAY - timedelta(10))
    told = coach.browser.get("/api/desk", params={"day": str(DAY)}).json()["clients"][0]
    assert told["sets_week"] == 0
    assert told["last"]["filmed_on"] == str(DAY - timedelta(10))
    on(services, ben, 1)
    told = coach.browser.get("/api/desk", params={"day": str(DAY)}).json()["clients"][0]
    assert told["sets_week"] == 1


def test_a_plan_is_kept_under_a_name_without_its_loads(coach: Member, ben: Member) -> None:
    planned = {"exercise": "clamshell", "days": [1], "reps": [5, 8], "sets": [2, 2]}
    plan = [{**planned, "load_kg": 10, "changed": True}]
    path = "/api/desk/templates"
    first = coach.ask("PUT", path, json={"name": " Knees ", "plan": plan}).json()
    again = coach.ask("PUT", path, json={"name": "Knees", "plan": plan * 2}).json()
    assert (first["name"], first["id"]) == ("Knees", again["id"])
    (kept,) = coach.ask("GET", path).json()["templates"]
    assert len(kept["plan"]) == 2
    assert {key: kept["plan"][0][key] for key in planned} == planned
    assert kept["plan"][0]["load_kg"] is None
    assert ben.ask("GET", path).status_code == 403
    assert coach.ask("DELETE", f"{path}/{kept['id']}").status_code == 204
    assert coach.ask("DELETE", f"{path}/{kept['id']}").status_code == 404
