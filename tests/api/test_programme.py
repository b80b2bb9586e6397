"""The programme over the API: today's list, the plan, check-ins, sets logged by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.analysis.thresholds import applied
from formcheck.exercises import get
from formcheck.storage import maintenance, results, training
from formcheck.storage.database import add_row, now
from formcheck.storage.models import Analysis
from formcheck.storage.sets import UNDO
from formcheck.storage.training_models import Entry
from formcheck.training.plan import CheckIn, phases
from formcheck.worker.supervisor import Services
from tests.storage.rows import done, other_person, video
from tests.support.data_folder import store_bytes
from tests.support.reports import report

MONDAY = date(2026, 11, 2)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def shown(client: TestClient, day: date = MONDAY, **query: Any) -> Any:
    answer = client.get("/api/programme", params={"day": day.isoformat(), **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def of(told: Any, exercise: str) -> Any:
    return next(t for t in told["today"] if t["exercise"] == exercise)


def test_it_begins_with_the_routines_first_phase(client: TestClient) -> None:
    told = shown(client)
    assert told["phase"]["number"] == 1
    assert [p["number"] for p in told["phases"]] == [1, 2, 3]
    assert [t["exercise"] for t in told["today"]] == [p.exercise for p in phases()[0].planned]
    bridge = of(told, "glute_bridge")
    assert (bridge["reps"], bridge["sets"], bridge["filmed"]) == ([10, 15], [2, 3], True)
    assert (bridge["done"], bridge["target"], bridge["finished"]) == (0, 2, False)
    assert told["checkin"] is None
    assert told["facts"]["days_planned"] == 14
    assert told["facts"]["stop"] is None
    assert "Check in" in told["reminder"]
    assert client.get("/api/programme").status_code == 200


def test_a_filmed_set_and_one_by_hand_are_ticked_off(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person, created=at(MONDAY))
    done(services.store, person, created=at(MONDAY), deleted_at=now())
    entered = client.post(
        "/api/entries",
        json={"day": "2026-11-02", "exercise": "glute_bridge", "reps": 12, "note": " easy\0 "},
    )
    assert entered.status_code == 201
    assert entered.json()["note"] == "easy"
    bridge = of(shown(client), "glute_bridge")
    assert (bridge["done"], bridge["partial"], bridge["finished"]) == (1, 5, False)
    film, hand = bridge["sets_done"]
    assert (film["id"], film["kind"], film["good"], film["reps"]) == (
        row.id,
        "filmed",
        row.good,
        5,
    )
    assert (hand["entry"], hand["id"], hand["kind"]) == (entered.json()["id"], None, "by_hand")
    facts = shown(client)["facts"]
    assert (facts["days_done"], facts["clean"]) == (1, row.share)


def test_a_day_is_the_persons_own(client: TestClient, services: Services, person: str) -> None:
    done(services.store, person, created=at(MONDAY, 23))
    assert of(shown(client), "glute_bridge")["partial"] == 5
    assert of(shown(client, tz=120), "glute_bridge")["partial"] is None
    assert of(shown(client, MONDAY + timedelta(1), tz=120), "glute_bridge")["partial"] == 5


def test_an_entry_is_undone_and_brought_back(client: TestClient, services: Services) -> None:
    asked = {"day": "2026-11-02", "exercise": "side_lying_leg_lift", "reps": 10, "sets": 3}
    entry = client.post("/api/entries", json=asked).json()
    assert entry["title"] == "Side-lying leg lift"
    path = f"/api/entries/{entry['id']}"
    assert "undo_until" in client.delete(path).json()
    assert client.delete(path).status_code == 404
    assert of(shown(client), "side_lying_leg_lift")["done"] == 0
    assert client.post(f"{path}/restore").json() == entry
    assert of(shown(client), "side_lying_leg_lift")["done"] == 3
    client.delete(path)
    with services.store.writing() as s:
        s.get_one(Entry, entry["id"]).deleted_at = now() - UNDO - timedelta(seconds=1)
    maintenance.purge(services.store, services.files)
    assert client.post(f"{path}/restore").status_code == 404


def test_the_later_phases_are_ticked_and_moved_on_from_by_camera(
    client: TestClient, services: Services, person: str
) -> None:
    def film(exercise: str, **tally: int) -> None:
        counted = {side: [n, n - 1, 0.0] for side, n in tally.items()}
        reps = sum(tally.values())
        done(
            services.store,
            person,
            created=at(MONDAY),
            exercise_id=exercise,
            tally=counted,
            total=reps,
            good=reps - len(tally),
        )

    client.put("/api/programme", json={"phase": 2})
    for _ in range(3):
        film("squat", both=10)
    client.post("/api/entries", json={"day": str(MONDAY), "exercise": "cable_kickback", "reps": 8})
    told = shown(client)
    squat = of(told, "squat")
    assert (squat["filmed"], squat["done"], squat["finished"]) == (True, 3, True)
    assert of(told, "cable_kickback")["done"] == 1
    facts = {f["exercise"]: (f["sets"], f["good"], f["reps"]) for f in told["facts"]["exercises"]}
    assert (facts["squat"], facts["cable_kickback"], facts["deadlift"]) == (
        (3, 27, 30),
        (1, 0, 0),
        (0, 0, 0),
    )
    assert (told["facts"]["clean"], told["facts"]["days_done"]) == (0.9, 1)
    client.put("/api/programme", json={"phase": 3})
    film("lunge", left=6, right=6)  # alternating, in one video
    film("lunge", left=6)
    film("lunge", right=6)  # one after the other, in two
    told = shown(client)
    assert (of(told, "lunge")["done"], of(told, "lunge")["finished"]) == (2, True)
    lunges = client.get("/api/progress", params={"exercise": "lunge", "until": str(MONDAY)}).json()
    assert lunges["sides"][0]["left"] == lunges["sides"][0]["right"] == 12
    assert client.put("/api/programme", json={"phase": 2}).json()["phase"]["number"] == 2


def test_the_circuit_before_training_is_one_set_of_each(
    client: TestClient, services: Services, person: str
) -> None:
    done(services.store, person, created=at(MONDAY))
    rolled = {"day": str(MONDAY), "exercise": "foam_rolling", "reps": 1}
    assert client.post("/api/entries", json=rolled).status_code == 201
    plan = {"exercise": "clamshell", "days": [], "reps": [6, 8], "sets": [2, 3]}
    client.put("/api/programme/plan", json=plan)
    client.put("/api/programme", json={"phase": 3})  # it goes with every phase
    steps = client.get("/api/programme/circuit", params={"day": str(MONDAY)}).json()["steps"]
    assert [s["exercise"] for s in steps] == [
        *("glute_bridge", "clamshell", "donkey_kick", "lateral_band_walk"),
        *("hip_flexor_stretch", "foam_rolling"),
    ]
    assert [s["reps"] for s in steps[:2]] == [[10, 10], [6, 6]]
    assert {tuple(s["sets"]) for s in steps} == {(1, 1)}
    assert [s["done"] for s in steps] == [1, 0, 0, 0, 0, 1]
    assert [s["filmed"] for s in steps] == [True] * 5 + [False]
    assert all(s["rest"] for s in steps[:-1])
    assert steps[-1]["rest"] == 0


def test_load_and_effort_are_noted_with_any_set(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person, created=at(MONDAY))
    noted = {"load_kg": 12.5, "band": " green\n", "effort": 7}
    kept = {"load_kg": 12.5, "band": "green", "effort": 7}
    told = client.patch(f"/api/analyses/{row.id}", json=noted).json()
    assert (told["title"], {k: told[k] for k in kept}) == ("A set", kept)
    asked = {"day": "2026-11-02", "exercise": "glute_bridge", "reps": 10, **noted}
    entry = client.post("/api/entries", json=asked).json()
    film, hand = of(shown(client), "glute_bridge")["sets_done"]
    assert [{k: x[k] for k in kept} for x in (film, hand, entry)] == [kept] * 3
    client.patch(f"/api/analyses/{row.id}", json={"title": "Mine"})  # what is not said stays
    changed = client.patch(f"/api/entries/{entry['id']}", json={"effort": 8, "band": ""}).json()
    assert changed == {**entry, "effort": 8, "band": None}
    client.patch(f"/api/analyses/{row.id}", json={"load_kg": None})
    film, hand = of(shown(client), "glute_bridge")["sets_done"]
    assert (film["load_kg"], film["effort"], hand["effort"]) == (None, 7, 8)


@pytest.mark.parametrize(
    "wrong",
    [{"effort": 0}, {"effort": 11}, {"load_kg": -1}, {"load_kg": 1001}, {"band": "x" * 41}],
)
def test_an_impossible_load_is_refused(
    client: TestClient, services: Services, person: str, wrong: Any
) -> None:
    row = done(services.store, person)
    entry = {"day": "2026-11-02", "exercise": "squat", "reps": 8}
    for answer in (
        client.patch(f"/api/analyses/{row.id}", json=wrong),
        client.post("/api/entries", json={**entry, **wrong}),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")


def test_a_load_and_its_progression_are_prescribed(client: TestClient) -> None:
    asked: dict[str, Any] = {"exercise": "squat", "days": [0], "reps": [8, 12], "sets": [3, 3]}
    told = "Add 2.5 kg when all three sets have 12 reps at effort 7 or less."
    client.put("/api/programme", json={"phase": 2})
    load = {"load_kg": 16, "band": "red", "progression": told}
    client.put("/api/programme/plan", json={**asked, **load})
    squat = of(shown(client), "squat")
    assert {k: squat[k] for k in load} == load
    client.put("/api/programme/plan", json={**asked, "load_kg": None})  # what is not said stays
    squat = of(shown(client), "squat")
    assert (squat["load_kg"], squat["band"], squat["progression"]) == (None, "red", told)
    client.put("/api/programme/plan", json={**asked, "band": None, "progression": None})
    squat = of(shown(client), "squat")
    assert (squat["band"], squat["progression"]) == (None, "")


def test_what_was_not_planned_today_is_told_too(client: TestClient) -> None:
    client.post("/api/entries", json={"day": "2026-11-02", "exercise": "squat", "reps": 8})
    (other,) = shown(client)["others"]
    assert (other["exercise"], other["title"]) == ("squat", "Squat")
    assert other["sets_done"][0]["reps"] == 8


def test_a_phase_is_entered_by_the_person(client: TestClient) -> None:
    told = client.put("/api/programme", json={"phase": 2}, params={"day": "2026-11-02"}).json()
    assert told["phase"]["number"] == 2
    assert "squat" in [t["exercise"] for t in told["today"]]
    assert shown(client, MONDAY + timedelta(1))["today"] == []  # every other day
    assert shown(client, MONDAY + timedelta(1))["reminder"] is None
    assert client.put("/api/programme", json={"phase": 4}).status_code == 422


def test_one_exercise_is_done_otherwise(client: TestClient) -> None:
    asked = {"exercise": "clamshell", "days": [4, 0, 4], "reps": [8, 8], "sets": [1, 1]}
    told = client.put("/api/programme/plan", json=asked, params={"day": "2026-11-02"}).json()
    changed = of(told, "clamshell")
    assert (changed["days"], changed["reps"], changed["target"]) == ([0, 4], [8, 8], 1)
    assert [p["exercise"] for p in told["plan"] if p["changed"]] == ["clamshell"]
    tuesday = shown(client, MONDAY + timedelta(1))
    assert "clamshell" not in [t["exercise"] for t in tuesday["today"]]
    back = client.delete("/api/programme/plan/clamshell", params={"day": "2026-11-03"}).json()
    assert of(back, "clamshell")["reps"] == [10, 15]
    assert client.put("/api/programme/plan", json={**asked, "exercise": "x"}).status_code == 404


@pytest.mark.parametrize(
    "changes", [{"days": [7]}, {"reps": [12, 8]}, {"sets": [0, 1]}, {"reps": [8]}]
)
def test_a_plan_that_makes_no_sense_is_refused(client: TestClient, changes: Any) -> None:
    asked = {"exercise": "clamshell", "days": [0], "reps": [8, 9], "sets": [1, 2], **changes}
    answer = client.put("/api/programme/plan", json=asked)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")


def test_a_check_in_is_kept_changed_listed_and_forgotten(client: TestClient) -> None:
    path = "/api/checkins/2026-11-02"
    client.put(path, json={"back": 3, "sitting": 7.5})
    told = client.put(path, json={"back": 2, "hip": 0, "sitting": 6.5, "breaks": 4}).json()
    assert told == {
        "day": "2026-11-02",
        "back": 2,
        "hip": 0,
        "knee": None,
        "sitting": 6.5,
        "breaks": 4,
    }
    client.put("/api/checkins/2026-11-05", json={})
    assert client.get("/api/checkins", params={"until": "2026-11-04"}).json()["checkins"] == [told]
    assert len(client.get("/api/checkins").json()["checkins"]) == 2
    assert shown(client)["checkin"] == told
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404
    assert shown(client)["checkin"] is None


@pytest.mark.parametrize(
    ("day", "body"),
    [
        ("2026-11-02", b'{"back": 11}'),
        ("2026-11-02", b'{"sitting": NaN}'),
        ("2026-11-02", b'{"breaks": 1e400}'),
        ("2026-13-02", b"{}"),
        ("0001-01-01", b"{}"),
        ("9999-12-31", b"{}"),
    ],
)
def test_an_impossible_check_in_is_refused(client: TestClient, day: str, body: bytes) -> None:
    kind = {"Content-Type": "application/json"}
    answer = client.put(f"/api/checkins/{day}", content=body, headers=kind)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")


def test_growing_pain_says_stop(client: TestClient) -> None:
    client.put("/api/checkins/2026-11-01", json={"knee": 8})
    told = shown(client)
    assert "see a professional" in told["facts"]["stop"]
    assert told["reminder"] is None


def test_after_days_away_there_is_a_calm_word(
    client: TestClient, services: Services, person: str
) -> None:
    done(services.store, person, created=at(MONDAY - timedelta(4)))
    assert "4 days ago" in shown(client)["reminder"]


def test_the_same_video_judged_twice_is_one_set(
    client: TestClient, services: Services, person: str
) -> None:
    kept = store_bytes(services.files, b"video")
    ident = video(services.store, person, kept)
    for _ in range(2):
        done(services.store, person, created=at(MONDAY), video_id=ident)
    assert len(of(shown(client), "glute_bridge")["sets_done"]) == 1


def test_the_sample_set_counts_nowhere(client: TestClient, services: Services, person: str) -> None:
    done(services.store, person, created=at(MONDAY), origin="sample")
    told = shown(client)
    assert of(told, "glute_bridge")["sets_done"] == []
    assert (told["facts"]["days_done"], told["streak"]) == (0, 0)
    assert client.get("/api/progress").json()["exercises"] == []


def test_the_days_in_a_row_are_told(client: TestClient, services: Services, person: str) -> None:
    for ago in (0, 1, 2):
        done(services.store, person, created=at(MONDAY - timedelta(ago)))
    assert shown(client)["streak"] == 3


def test_holds_and_sides_are_prescribed(client: TestClient) -> None:
    asked: dict[str, Any] = {"exercise": "clamshell", "days": [0], "reps": [8, 8], "sets": [1, 1]}
    routine = of(shown(client), "clamshell")
    assert (routine["hold"], routine["sides"]) == ([2, 3], "each")
    client.put("/api/programme/plan", json={**asked, "hold": [4, 5.5], "sides": "left"})
    told = of(shown(client), "clamshell")
    assert (told["hold"], told["sides"]) == ([4, 5.5], "left")
    client.put("/api/programme/plan", json=asked)  # what is not said stays
    assert of(shown(client), "clamshell")["hold"] == [4, 5.5]
    client.put("/api/programme/plan", json={**asked, "hold": None})
    assert of(shown(client), "clamshell")["hold"] is None
    for wrong in ([5, 4], [-1, 2], [0, 601], [2]):
        refused = client.put("/api/programme/plan", json={**asked, "hold": wrong})
        assert refused.status_code == 422
    assert client.put("/api/programme/plan", json={**asked, "sides": "up"}).status_code == 422


def test_a_prescribed_hold_is_what_sets_are_judged_by(
    client: TestClient, services: Services, person: str
) -> None:
    asked = {"exercise": "glute_bridge", "days": [0], "reps": [8, 8], "sets": [1, 1]}
    client.put("/api/programme/plan", json={**asked, "hold": [3, 20]})

    def hold() -> Any:
        every = client.get("/api/limits").json()["limits"]
        return next(x for x in every if (x["exercise"], x["cue"]) == ("glute_bridge", "hold"))

    assert (hold()["low"], hold()["high"], hold()["prescribed"]) == (3, 20, True)
    with services.store.reading() as s:
        bridge, titles = applied(get("glute_bridge"), training.limits_of(s, person))
    cue = next(c for c in bridge.cues if c.id == "hold")
    assert (cue.low, cue.high, titles) == (3, 20, (cue.title, "Repetitions done"))
    assert bridge.prescription.reps == (8, 8)
    assert cue.fix("low") == "Stay at the top for three seconds."
    assert (bridge.prescription.hold, bridge.prescription.by) == ((3, 20), "plan")
    client.put("/api/limits/glute_bridge/hold", json={"low": 1, "high": 9, "note": "to begin"})
    assert (hold()["low"], hold()["prescribed"]) == (1, False)
    with services.store.reading() as s:
        assert [(x.cue, x.low, x.high) for x in training.limits_of(s, person)] == [
            ("hold", 1, 9),
            ("reps_done", 8, 8),
        ]
    client.delete("/api/limits/glute_bridge/hold")
    client.put("/api/programme/plan", json={**asked, "hold": [5, 10]})
    assert not hold()["prescribed"]


def test_a_prescribed_side_is_what_sets_are_judged_by(
    client: TestClient, services: Services, person: str
) -> None:
    asked = {"days": [0], "reps": [10, 15], "sets": [2, 3]}
    client.put("/api/programme/plan", json={**asked, "exercise": "clamshell", "sides": "left"})
    client.put("/api/programme/plan", json={**asked, "exercise": "glute_bridge", "sides": "left"})
    with services.store.reading() as s:
        told = training.limits_of(s, person)
    shell, _ = applied(get("clamshell"), told)
    assert (shell.prescription.only, shell.prescription.reps) == ("left", (10, 15))
    assert applied(get("glute_bridge"), told)[0].prescription.only is None  # done with both


def test_another_persons_day_is_not_seen(client: TestClient, services: Services) -> None:
    other = other_person(services.store)
    done(services.store, other, created=at(MONDAY))
    with services.store.writing() as s:
        training.check_in(s, other, CheckIn(MONDAY, back=9))
        entry = add_row(
            s, Entry(owner=other, day=MONDAY, exercise="squat", reps=5, sets=1, note="")
        ).id
        training.enter_phase(s, other, 3)
    told = shown(client)
    assert told["phase"]["number"] == 1
    assert (told["checkin"], told["others"]) == (None, [])
    assert of(told, "glute_bridge")["done"] == 0
    assert client.delete(f"/api/entries/{entry}").status_code == 404
    assert client.post(f"/api/entries/{entry}/restore").status_code == 404
    assert client.patch(f"/api/entries/{entry}", json={"effort": 3}).status_code == 404
    assert client.delete("/api/checkins/2026-11-02").status_code == 404


def test_a_set_without_a_repetition_is_not_done(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person, created=at(MONDAY))
    assert row.tally == {"both": (5, row.good, 25.0)}
    with services.store.writing() as s:
        results.store_report(s, s.get_one(Analysis, row.id), report())
    assert of(shown(client), "glute_bridge")["done"] == 0
