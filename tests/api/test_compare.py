"""Two sets against each other over the API."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.analysis.report import Report
from formcheck.storage import results
from formcheck.storage.models import Analysis
from formcheck.worker.supervisor import Services
from tests.storage.rows import add, done, other_person
from tests.support.reports import CAVE, KNEES, rep, report

CAVING = report(rep(1, (KNEES, CAVE)), rep(2, (KNEES, CAVE)))
CLEAN = report(rep(1), rep(2), rep(3))


def judged(services: Services, person: str, made: Report) -> str:
    row = done(services.store, person)
    with services.store.writing() as s:
        results.store_report(s, s.get_one(Analysis, row.id), made)
    return row.id


def compare(client: TestClient, before: str, after: str, **query: Any) -> Any:
    return client.get("/api/compare", params={"before": before, "after": after, **query})


def test_two_sets_cue_by_cue(client: TestClient, services: Services, person: str) -> None:
    before, after = (judged(services, person, r) for r in (CAVING, CLEAN))
    told = compare(client, before, after).json()
    assert (told["before"]["id"], told["after"]["id"]) == (before, after)
    found = {d["cue"]: d for d in told["differences"]}
    knees = found["knee_cave"]
    assert knees["change"] == "better"
    assert knees["before"] == {"value": 0.34, "margin": 0.08, "reps": 2}
    assert knees["difference"] == pytest.approx(0.59)
    assert knees["text"] == "Better by 0.59 (± 0.11)."
    assert knees["before_text"] == "0.34 ± 0.08, average of 2 reps"
    assert found["height"]["text"] == "No visible change: 0°, margin ± 6°."
    assert (told["headline"], told["lead"]) == (
        "Better: knees caving in.",
        "2 unchanged, 1 not measured in both.",
    )
    assert found["pelvic_drop"]["change"] == "unknown"
    assert [r["number"] for r in told["reps"]["after"]] == [1, 2, 3]
    assert told["reps"]["before"][0]["top_start"] == 2.5


def test_two_repetitions_of_one_set(client: TestClient, services: Services, person: str) -> None:
    left = replace(rep(1, (KNEES, CAVE)), side="left")
    one = judged(services, person, report(left, replace(rep(2), side="right")))
    told = compare(client, one, one, before_rep=1, after_rep=2).json()
    knees = next(d for d in told["differences"] if d["cue"] == "knee_cave")
    assert (knees["side"], knees["change"]) == ("both", "better")  # left against right
    assert [r["side"] for r in told["reps"]["after"]] == ["right"]
    assert compare(client, one, one, before_rep=1, after_rep=9).status_code == 404
    assert compare(client, one, one, before_rep=1).status_code == 422


def test_what_cannot_be_compared(client: TestClient, services: Services, person: str) -> None:
    bridge = judged(services, person, CLEAN)
    kick = judged(services, person, replace(CLEAN, exercise="donkey_kick", title="Donkey kick"))
    other = judged(services, other_person(services.store), CLEAN)
    waiting = add(services.store, person).id
    refused = compare(client, bridge, kick)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "other_exercise")
    assert "donkey kick" in refused.json()["error"]["message"]
    assert compare(client, bridge, other).status_code == 404
    assert compare(client, bridge, waiting).json()["error"]["code"] == "no_report"
