"""Limits of a person over the API, and what they change."""

import threading
import time
import zipfile
from contextlib import ExitStack
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.thresholds import Limit
from formcheck.estimation import pose_io
from formcheck.estimation.pipeline import Analysis as Judged
from formcheck.estimation.pipeline import judge
from formcheck.estimation.pose_io import Saved
from formcheck.exercises import get
from formcheck.model_size import ModelSize
from formcheck.storage import training
from formcheck.worker.intake import keep_live
from formcheck.worker.job import Job, Lease
from formcheck.worker.process import Task
from formcheck.worker.supervisor import Services
from tests.storage.rows import add, other_person
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge
from tests.support.reports import mixed

PATH = "/api/limits/glute_bridge/height"


def bridge(reps: int = 2) -> Judged:
    """A bridge from the side, judged as the exercise says."""
    poses = PoseSequence.of(film(glute_bridge(reps=reps), camera("side")))
    return judge(Saved(poses, mixed().source, ModelSize.HEAVY, "glute_bridge", False, ()))


def shown(client: TestClient, exercise: str, cue: str) -> Any:
    every = client.get("/api/limits").json()["limits"]
    return next(x for x in every if (x["exercise"], x["cue"]) == (exercise, cue))


def test_limits_are_the_exercises_own_until_changed(client: TestClient) -> None:
    own = shown(client, "glute_bridge", "height")
    assert (own["low"], own["since"]) == (own["default_low"], None)
    told = client.put(PATH, json={"low": 150, "note": " an old injury\0 "}).json()
    assert (told["low"], told["default_low"], told["note"]) == (
        150,
        own["default_low"],
        "an old injury",
    )
    assert told["text"] == "at least 150°"
    assert (told["default_text"], told["sign"]) == (own["text"], "°")
    assert told["since"].endswith("Z")
    assert shown(client, "glute_bridge", "height") == told
    client.put(PATH, json={"low": 152, "note": "better"})
    assert shown(client, "glute_bridge", "height")["low"] == 152
    assert client.delete(PATH).status_code == 204
    assert shown(client, "glute_bridge", "height") == own


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"low": 150}, "invalid"),
        ({"low": 150, "note": ""}, "no_note"),
        ({"low": 150, "note": " \0 "}, "no_note"),
        ({"note": "why"}, "bad_limit"),
        ({"low": 150, "high": 170, "note": "why"}, "bad_limit"),
        ({"low": 1e300, "note": "why"}, "invalid"),
        ({"low": 999, "note": "why"}, "out_of_range"),
        ({"low": -10, "note": "why"}, "out_of_range"),
    ],
)
def test_a_limit_that_makes_no_sense(client: TestClient, body: Any, code: str) -> None:
    answer = client.put(PATH, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)
    assert shown(client, "glute_bridge", "height")["since"] is None


def test_a_limit_out_of_reach_is_refused_with_what_would_do(client: TestClient) -> None:
    answer = client.put(PATH, json={"low": 999, "note": "why"}).json()["error"]
    assert answer["message"] == (
        "Hips high enough: choose a lower limit from 120° to 210°. The routine's own is 165°."
    )
    may_be = shown(client, "glute_bridge", "height")["low_range"]
    assert may_be == {"least": 120, "most": 210, "text": "120° to 210°"}
    assert shown(client, "glute_bridge", "height")["high_range"] is None
    hold = shown(client, "glute_bridge", "hold")["low_range"]
    assert hold["least"] == 0


def test_every_limit_of_the_exercises_is_within_reach_of_itself(client: TestClient) -> None:
    for one in client.get("/api/limits").json()["limits"]:
        for end in ("low", "high"):
            own, may_be = one[f"default_{end}"], one[f"{end}_range"]
            assert (own is None) == (may_be is None)
            assert own is None or may_be["least"] <= own <= may_be["most"]


def test_what_there_is_no_limit_of(client: TestClient) -> None:
    body = {"low": 1, "note": "why"}
    assert client.put("/api/limits/glute_bridge/nothing", json=body).status_code == 404
    assert client.put("/api/limits/nothing/height", json=body).status_code == 404
    assert client.delete("/api/limits/nothing/height").status_code == 404


def test_a_preview_judges_the_last_sets_again_and_keeps_nothing(
    client: TestClient, services: Services, person: str
) -> None:
    made = bridge()
    ident = keep_live(services, person, made, "Bridge")
    keep_live(services, other_person(services.store), made, "Somebody's")
    angles = [f.value for r in made.report.reps for f in r.findings if f.cue == "height"]
    margins = [f.margin for r in made.report.reps for f in r.findings if f.cue == "height"]
    beyond = max(v or 0 for v in angles) + 3 * max(m or 0 for m in margins)
    asked = {"exercise": "glute_bridge", "cue": "height", "low": round(beyond, 1)}
    (told,) = client.post("/api/limits/preview", json=asked).json()["sets"]
    assert (told["id"], told["title"]) == (ident, "Bridge")
    assert told["before"] == {"faults": 0, "ok": 2, "unsure": 0}
    assert told["after"] == {"faults": 2, "ok": 0, "unsure": 0}
    before = client.get(f"/api/analyses/{ident}").json()["report"]
    assert before["good"] == made.report.good
    bad = client.post("/api/limits/preview", json={**asked, "low": None})
    assert bad.json()["error"]["code"] == "bad_limit"
    assert client.post("/api/limits/preview", json={**asked, "cue": "x"}).status_code == 404


def test_poses_are_never_opened_in_the_servers_own_process(
    client: TestClient, services: Services, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident = keep_live(services, person, bridge(), "Bridge")

    def opened(*_: Any) -> None:
        raise AssertionError("poses were opened in the server")

    monkeypatch.setattr(pose_io, "load", opened)
    monkeypatch.setattr(zipfile, "ZipFile", opened)
    for path in ("poses", "curves", "files/report.html", "files/poses.trc"):
        assert client.get(f"/api/analyses/{ident}/{path}").status_code == 200, path
    asked = {"exercise": "glute_bridge", "cue": "height", "low": 150.0}
    assert client.post("/api/limits/preview", json=asked).json()["sets"][0]["id"] == ident


def test_sets_are_judged_by_the_persons_limits() -> None:
    plain = bridge()
    own = judge(plain.saved, limits=[Limit(exercise="glute_bridge", cue="height", low=100.0)])
    found = [f for r in own.report.reps for f in r.findings if f.cue == "height"]
    assert {f.low for f in found} == {100.0}
    assert [n.text for n in own.report.notes if n.code == "limits"] == [
        f"Judged by limits that were changed for you: {get('glute_bridge').cue('height').title}."
    ]
    assert judge(own.saved).report == plain.report
    other = [
        Limit(exercise="clamshell", cue="height", low=1.0),
        Limit(exercise=None, cue="gone", low=1, high=2),
    ]
    assert judge(plain.saved, limits=other).report == plain.report


def test_the_analyser_is_told_the_limits_of_the_sets_owner(services: Services, person: str) -> None:
    own, others = (Limit(exercise="glute_bridge", cue="height", low=x) for x in (150.0, 10.0))
    somebody = other_person(services.store)
    with services.store.writing() as s:
        training.set_limit(s, person, own, "why")
        training.set_limit(s, somebody, others, "why")
    row = add(services.store, person)
    lease = Lease(row.id, "w", services.settings.data_dir / "work")
    work = Job(services.store, services.files, services.settings, lease, threading.Event())
    with ExitStack() as fetched:
        task = Task.of(work._task(fetched).line().decode())
    assert [(x.cue, x.low) for x in task.changed] == [("height", 150.0)]


def test_judged_again_a_set_follows_the_new_limit(
    client: TestClient, services: Services, person: str
) -> None:
    ident = keep_live(services, person, bridge(), "Bridge")
    client.put(PATH, json={"low": 130, "note": "why"})
    again = client.post(f"/api/analyses/{ident}/reanalyse", json={"exercise": "glute_bridge"})
    assert again.json()["state"] == "queued"
    services.start()
    try:
        end = time.monotonic() + 60
        while (told := client.get(f"/api/analyses/{ident}").json())["state"] != "done":
            assert time.monotonic() < end, told
            time.sleep(0.1)
    finally:
        services.supervisor.stop()
    found = [f for r in told["report"]["reps"] for f in r["findings"] if f["cue"] == "height"]
    assert {f["low"] for f in found} == {130.0}
    assert [n["code"] for n in told["report"]["notes"] if n["code"] == "limits"] == ["limits"]


def test_a_live_set_follows_them_too(client: TestClient) -> None:
    client.put(PATH, json={"low": 130, "note": "why"})
    with client.websocket_connect("/api/live", headers={"Host": "localhost"}) as socket:
        socket.send_json({"exercise": "glute_bridge"})
        token = socket.receive_json()["token"]
        app: Any = client.app
        assert app.state.live.sets[token].session.exercise.cue("height").low == 130
