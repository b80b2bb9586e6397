"""The timeline over the API: what is said at the start, and the range."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

MONDAY = date(2026, 3, 2)
MILD = {"lasted": "weeks", "severity": "mild"}


def shown(client: TestClient, day: date = MONDAY) -> Any:
    answer = client.get("/api/timeline", params={"day": str(day)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def say(client: TestClient, day: date = MONDAY, **said: Any) -> Any:
    answer = client.put("/api/timeline", params={"day": str(day)}, json={**MILD, **said})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_before_anything_is_said_there_is_nothing(client: TestClient) -> None:
    assert shown(client) == {"start": None, "timeline": None}
    assert client.delete("/api/timeline").status_code == 404


def test_what_is_said_is_kept_changed_and_deleted(client: TestClient) -> None:
    told = say(client, sitting=8.5)
    assert told == shown(client)
    assert told["start"] == {
        "day": "2026-03-02",
        "lasted": "weeks",
        "severity": "mild",
        "disc": False,
        "nerve": False,
        "cleared": False,
        "sitting": 8.5,
    }
    assert told["timeline"]["first"] == {"low": 7, "high": 10, "open": False}
    later = say(client, MONDAY + timedelta(9), lasted="years")
    assert (later["start"]["day"], later["start"]["lasted"]) == ("2026-03-02", "years")
    assert later["start"]["sitting"] is None
    assert (later["timeline"]["weeks"], later["timeline"]["no_range"]) == (1, "rest")
    client.put("/api/timeline", json={**MILD, "day": "2026-02-02"})
    assert shown(client)["start"]["day"] == "2026-02-02"
    assert client.delete("/api/timeline").status_code == 204
    assert shown(client) == {"start": None, "timeline": None}


def test_a_nerve_gets_no_range_but_a_professional(client: TestClient) -> None:
    told = say(client, nerve=True)["timeline"]
    assert (told["no_range"], told["first"], told["full"]) == ("professional", None, None)
    assert say(client, nerve=True, cleared=True)["timeline"]["full"]["high"] == 26


def test_the_range_moves_with_sets_check_ins_and_the_phase(client: TestClient) -> None:
    say(client)
    for n in range(0, 14, 2):
        entry = {"day": str(MONDAY + timedelta(n)), "exercise": "glute_bridge", "reps": 10}
        client.post("/api/entries", json=entry)
        client.put(f"/api/checkins/{MONDAY + timedelta(n)}", json={"sitting": 10})
    told = shown(client, MONDAY + timedelta(13))["timeline"]
    assert [h["factor"] for h in told["holding_back"]] == ["training", "sitting"]
    assert told["counted"] == pytest.approx(2 * 0.5 * 0.75, abs=0.1)
    client.put(f"/api/checkins/{MONDAY + timedelta(13)}", json={"back": 9})
    assert shown(client, MONDAY + timedelta(13))["timeline"]["no_range"] == "pain"


@pytest.mark.parametrize(
    "wrong",
    [{"lasted": "ages"}, {"severity": None}, {"sitting": 25}, {"day": "1900-01-01"}],
)
def test_what_makes_no_sense_is_refused(client: TestClient, wrong: Any) -> None:
    answer = client.put("/api/timeline", json={**MILD, **wrong})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
