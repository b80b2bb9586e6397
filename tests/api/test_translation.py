"""The API answers in the language of whoever asks; codes, and what people wrote, stay."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.api.translation import translated
from formcheck.languages.spanish import SPANISH
from formcheck.storage import results
from formcheck.storage.models import Analysis
from formcheck.worker.supervisor import Services
from tests.storage.rows import done
from tests.support.reports import mixed

SPANISH_FIRST = {"Accept-Language": "es"}


def test_exercises_are_told_in_the_language(client: TestClient) -> None:
    told = client.get("/api/exercises", headers=SPANISH_FIRST)
    [bridge] = [e for e in told.json()["exercises"] if e["id"] == "glute_bridge"]
    assert bridge["title"] == "Puente de glúteos"
    assert bridge["prescription"]["side_order"] == "both"
    assert (bridge["places"][0]["name"], bridge["places"][0]["title"]) == ("side", "de lado")
    assert "Accept-Language" in told.headers["vary"]
    assert int(told.headers["content-length"]) > 0
    assert client.get("/api/exercises").json()["exercises"][0]["title"] == "Glute bridge"


def test_a_report_that_was_stored_in_english_is_told_in_the_language(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person)
    with services.store.writing() as s:
        results.store_report(s, s.get_one(Analysis, row.id), mixed())
    address = f"/api/analyses/{row.id}"
    english = client.get(address).json()["report"]
    told = client.get(address, headers=SPANISH_FIRST).json()["report"]
    assert english["display"]["fix_label"] in ("Fix first", "One thing to fix")
    assert told["display"]["fix_label"] in ("Corregir primero", "Una cosa que corregir")
    assert told["title"] == SPANISH.say(english["title"])

    def codes(report: Any) -> Any:
        return [
            (f["cue"], f["verdict"], f["reason"], f["phase"])
            for rep in report["reps"]
            for f in rep["findings"]
        ]

    assert codes(told) == codes(english)


def test_a_refusal_is_told_in_the_language(client: TestClient) -> None:
    error = client.get("/api/analyses/none", headers=SPANISH_FIRST).json()["error"]
    assert error["code"] == "not_found"
    assert error["message"].startswith("Aquí no hay nada")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"side": "left", "verdict": "fault"}, {"side": "left", "verdict": "fault"}),
        ({"note": "Stay low"}, {"note": "Stay low"}),
        ({"text": "fine"}, {"text": "bien"}),
        (
            {"display": {"verdict": "fault", "reason": "hidden"}},
            {"display": {"verdict": "fault", "reason": "tapado"}},
        ),
        ({"reason": "hidden"}, {"reason": "hidden"}),
        (
            {"name": "side", "title": "side", "drawing": "a.svg"},
            {"name": "side", "title": "de lado", "drawing": "a.svg"},
        ),
        ({"name": "foot end", "drawing": "a.svg"}, {"name": "foot end", "drawing": "a.svg"}),
        ([1, None, True, "Squat"], [1, None, True, "Sentadilla"]),
    ],
)
def test_codes_stay_what_programs_read(value: Any, said: Any) -> None:
    assert translated(value, SPANISH) == said


def test_an_answer_that_is_no_json_is_passed_on(client: TestClient) -> None:
    plain = client.get("/api/sets.csv")
    assert client.get("/api/sets.csv", headers=SPANISH_FIRST).text == plain.text


def test_a_live_set_is_spoken_to_in_the_language(client: TestClient) -> None:
    with client.websocket_connect("ws://localhost/api/live", headers=SPANISH_FIRST) as socket:
        socket.send_json({"exercise": "no such exercise"})
        told = socket.receive_json()
    assert told["error"]["code"] == "unknown_exercise"
    assert told["error"]["message"].startswith("No hay ningún ejercicio")
