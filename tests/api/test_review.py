"""Reviews over the API: decisions, added findings, comments with drawings, answers."""

import base64
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.storage import StoredContent, maintenance, results, sets
from formcheck.storage.models import Analysis
from formcheck.storage.review_models import Comment
from formcheck.worker.supervisor import Services
from tests.storage.rows import add, done, other_person, video
from tests.support.reports import KNEES, mixed, rep, report

WEBM = b"\x1aE\xdf\xa3" + bytes(range(100))
"""As much of a voice note as is looked at here: how it begins."""

DRAWN = {"width": 854, "height": 480, "strokes": [[[10, 20.5], [30, 40]], [[1, 1]]]}


@pytest.fixture
def path(services: Services, person: str) -> str:
    return f"/api/analyses/{done(services.store, person).id}/review"


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def refused(answer: Any, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), answer.text


def test_nothing_was_said_yet(client: TestClient, path: str) -> None:
    assert told(client.get(path)) == {
        "own": True,
        "reference": None,
        "reviewed": None,
        "reviewer": None,
        "decisions": [],
        "added": [],
        "comments": [],
    }


def test_a_set_is_marked_as_reviewed(client: TestClient, path: str, person: str) -> None:
    first = told(client.put(path, json={"reviewed": True}))
    assert first["reviewed"].endswith("Z")
    assert first["reviewer"] == {"id": person, "name": ""}
    set_path = path.removesuffix("/review")
    assert told(client.get(set_path))["reviewed"] == first["reviewed"]
    assert told(client.get("/api/analyses"))["analyses"][0]["reviewed"] == first["reviewed"]
    assert told(client.put(path, json={"reviewed": False}))["reviewer"] is None
    assert told(client.get(set_path))["reviewed"] is None


def test_a_finding_is_rejected_with_a_reason_and_kept_as_it_was_told(
    client: TestClient, path: str, services: Services
) -> None:
    asked = {"decision": "rejected", "reason": " the band slipped\0 "}
    (one,) = told(client.put(f"{path}/decisions/3/knee_cave", json=asked))["decisions"]
    assert {k: one[k] for k in ("rep", "cue", "decision", "reason", "verdict", "value")} == {
        "rep": 3,
        "cue": "knee_cave",
        "decision": "rejected",
        "reason": "the band slipped",
        "verdict": "fault",
        "value": 0.34,
    }
    assert (one["formcheck"], one["current"], one["mine"]) == ("0.1.0", True, True)
    (again,) = told(client.put(f"{path}/decisions/3/knee_cave", json={"decision": "accepted"}))[
        "decisions"
    ]
    assert (again["id"], again["decision"], again["reason"]) == (one["id"], "accepted", "")

    with services.store.writing() as s:  # judged again, it says something else
        row = s.get_one(Analysis, path.split("/")[3])
        results.store_report(s, row, report(rep(1), rep(2), rep(3, (KNEES, {"value": 0.9}))))
    (old,) = told(client.get(path))["decisions"]
    assert (old["value"], old["current"]) == (0.34, False)
    assert told(client.delete(f"{path}/decisions/3/knee_cave"))["decisions"] == []


def test_a_rejected_finding_says_what_is_wrong_with_it(client: TestClient, path: str) -> None:
    at = f"{path}/decisions/3/knee_cave"
    for objection in ("not_this_fault", "missed_something", "cue_unclear", None):
        asked = {"decision": "rejected", "objection": objection}
        (one,) = told(client.put(at, json=asked))["decisions"]
        assert one["objection"] == objection
    agreed = {"decision": "accepted", "objection": "cue_unclear"}
    (one,) = told(client.put(at, json=agreed))["decisions"]
    assert one["objection"] is None
    unknown = {"decision": "rejected", "objection": "ugly"}
    refused(client.put(at, json=unknown), 422, "invalid")


@pytest.mark.parametrize(
    "which", ["9/knee_cave", "3/nothing", "1/pelvic_drop", "-1/height", "99999999999999999999/x"]
)
def test_what_was_not_found_or_not_judged_cannot_be_decided_on(
    client: TestClient, path: str, which: str
) -> None:
    refused(
        client.put(f"{path}/decisions/{which}", json={"decision": "accepted"}), 404, "not_found"
    )
    assert told(client.delete(f"{path}/decisions/{which}"))["decisions"] == []


def test_a_missed_finding_is_added_and_taken_away(client: TestClient, path: str) -> None:
    asked = {"rep": 2, "cue": "height", "time": 12.5, "text": "low on the left"}
    (one,) = told(client.post(f"{path}/added", json=asked), 201)["added"]
    assert {k: one[k] for k in asked} == asked
    told(client.post(f"{path}/added", json={"time": 1, "text": "breathe"}), 201)
    refused(client.post(f"{path}/added", json={"time": 1}), 422, "no_text")
    refused(client.post(f"{path}/added", json={**asked, "cue": "no"}), 404, "not_found")
    refused(client.post(f"{path}/added", json={**asked, "rep": 77}), 404, "not_found")
    (left,) = told(client.delete(f"{path}/added/{one['id']}"))["added"]
    assert left["text"] == "breathe"
    refused(client.delete(f"{path}/added/{one['id']}"), 404, "not_found")


def test_a_comment_is_made_changed_deleted_and_brought_back(
    client: TestClient, path: str, services: Services
) -> None:
    asked = {"time": 22.0, "until": 24.5, "text": "<b>push</b> the knees out", "drawing": DRAWN}
    (one,) = told(client.post(f"{path}/comments", json=asked), 201)["comments"]
    assert {k: one[k] for k in asked} == asked
    assert (one["mine"], one["seen"], one["edited"], one["answers"]) == (True, True, None, [])
    set_path = path.removesuffix("/review")
    assert told(client.get(set_path))["comments"] == 1

    at = f"{path}/comments/{one['id']}"
    (new,) = told(client.patch(at, json={"text": "out", "until": None, "drawing": None}))[
        "comments"
    ]
    assert (new["time"], new["until"], new["text"], new["drawing"]) == (22.0, None, "out", None)
    assert new["edited"] is not None
    refused(client.patch(at, json={"until": 3}), 422, "invalid")
    refused(client.patch(at, json={"text": " "}), 422, "no_text")
    assert told(client.get(path))["comments"] == [new]

    assert told(client.delete(at))["comments"] == []
    assert told(client.get(set_path))["comments"] == 0
    refused(client.patch(at, json={"text": "gone"}), 404, "not_found")
    assert told(client.post(f"{at}/restore"))["comments"] == [new]
    told(client.delete(at))
    maintenance.purge(services.store, services.files)
    with services.store.reading() as s:
        assert s.get(Comment, one["id"]) is not None
    maintenance.purge(services.store, services.files, older=-sets.UNDO)
    refused(client.post(f"{at}/restore"), 404, "not_found")


def test_comments_are_told_in_order_of_their_moments(client: TestClient, path: str) -> None:
    for time in (8.0, 2.0, 5.0):
        told(client.post(f"{path}/comments", json={"time": time, "text": "x"}), 201)
    assert [c["time"] for c in told(client.get(path))["comments"]] == [2.0, 5.0, 8.0]


def test_a_comment_is_answered(client: TestClient, path: str) -> None:
    (one,) = told(client.post(f"{path}/comments", json={"time": 1, "text": "?"}), 201)["comments"]
    at = f"{path}/comments/{one['id']}/answers"
    (one,) = told(client.post(at, json={"text": "like this"}), 201)["comments"]
    assert [a["text"] for a in one["answers"]] == ["like this"]
    refused(client.post(at, json={"text": " \0"}), 422, "no_text")
    refused(client.post(f"{path}/comments/none/answers", json={"text": "x"}), 404, "not_found")
    (one,) = told(client.delete(f"{at}/{one['answers'][0]['id']}"))["comments"]
    assert one["answers"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"time": -1, "text": "x"},
        {"time": 5, "until": 5, "text": "x"},
        {"time": 5},
        {"time": 5, "text": "x" * 2001},
        {"time": 5, "drawing": {**DRAWN, "width": 0}},
        {"time": 5, "drawing": {**DRAWN, "strokes": []}},
        {"time": 5, "drawing": {**DRAWN, "strokes": [[[1, 2, 3]]]}},
        {"time": 5, "drawing": {**DRAWN, "strokes": [[[0, 1e9]]]}},
        {"time": 5, "drawing": {**DRAWN, "strokes": [[[1, 1]] * 20_001]}},
    ],
)
def test_a_comment_that_is_none_is_refused(client: TestClient, path: str, wrong: Any) -> None:
    assert client.post(f"{path}/comments", json=wrong).status_code == 422
    assert told(client.get(path))["comments"] == []


def test_a_set_without_a_report_can_be_commented_on_only(
    client: TestClient, services: Services, person: str
) -> None:
    path = f"/api/analyses/{add(services.store, person).id}/review"
    told(client.post(f"{path}/comments", json={"time": 1, "text": "soon"}), 201)
    refused(client.post(f"{path}/added", json={"time": 1, "text": "x"}), 404, "not_found")
    refused(
        client.put(f"{path}/decisions/1/height", json={"decision": "accepted"}), 404, "not_found"
    )


def test_somebody_elses_set_is_not_there(client: TestClient, services: Services) -> None:
    path = f"/api/analyses/{done(services.store, other_person(services.store)).id}/review"
    nobody = "/api/analyses/nothing/review"
    for method, rest, body in (
        ("GET", "", None),
        ("PUT", "", {"reviewed": True}),
        ("PUT", "/seen", None),
        ("PUT", "/decisions/1/height", {"decision": "accepted"}),
        ("DELETE", "/decisions/1/height", None),
        ("POST", "/added", {"time": 1, "text": "x"}),
        ("POST", "/comments", {"time": 1, "text": "x"}),
    ):
        theirs, none = (client.request(method, at + rest, json=body) for at in (path, nobody))
        assert (theirs.status_code, theirs.content) == (404, none.content), rest


def test_the_report_is_still_whole(client: TestClient, path: str) -> None:
    client.put(f"{path}/decisions/3/knee_cave", json={"decision": "rejected"})
    report = told(client.get(path.removesuffix("/review")))["report"]
    assert len(report["reps"]) == len(mixed().reps)


def spoken(audio: bytes = WEBM, seconds: float = 12.5) -> dict[str, Any]:
    return {"audio": base64.b64encode(audio).decode(), "seconds": seconds}


def test_a_voice_note_is_kept_with_its_comment_and_played_in_parts(
    client: TestClient, path: str
) -> None:
    asked = {"time": 1.0, "voice": spoken()}
    (one,) = told(client.post(f"{path}/comments", json=asked), 201)["comments"]
    assert (one["text"], one["voice"]["seconds"]) == ("", 12.5)
    played = client.get(one["voice"]["url"])
    assert (played.content, played.headers["content-type"]) == (WEBM, "audio/webm")
    part = client.get(one["voice"]["url"], headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, WEBM[4:8])
    assert part.headers["content-range"] == f"bytes 4-7/{len(WEBM)}"


def test_a_voice_note_is_replaced_and_deleted(client: TestClient, path: str) -> None:
    asked = {"time": 1.0, "text": "Look.", "voice": spoken()}
    (one,) = told(client.post(f"{path}/comments", json=asked), 201)["comments"]
    at = f"{path}/comments/{one['id']}"
    (same,) = told(client.patch(at, json={"text": "Listen."}))["comments"]
    assert same["voice"] == one["voice"]
    told(client.patch(at, json={"voice": spoken(b"OggS" + WEBM, 3)}))
    assert client.get(one["voice"]["url"]).headers["content-type"] == "audio/ogg"
    (silent,) = told(client.patch(at, json={"voice": None}))["comments"]
    assert silent["voice"] is None
    assert client.get(one["voice"]["url"]).status_code == 404
    told(client.patch(at, json={"voice": spoken()}))
    told(client.delete(at))
    assert client.get(one["voice"]["url"]).status_code == 404
    (back,) = told(client.post(f"{at}/restore"))["comments"]
    assert back["voice"]["seconds"] == 12.5


def test_only_so_much_audio_is_taken(
    client: TestClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def say(voice: dict[str, Any]) -> Any:
        return client.post(f"{path}/comments", json={"time": 1.0, "voice": voice})

    page = b"<!doctype html><script>alert(1)</script>"
    refused(say(spoken(page)), 422, "invalid")
    refused(say(spoken(WEBM + bytes(700_000))), 422, "invalid")
    refused(say(spoken(WEBM, 100_000)), 422, "invalid")
    refused(say({"audio": "no base64!", "seconds": 1}), 422, "invalid")
    monkeypatch.setattr("formcheck.storage.voice_notes.MOST_PER_SET", 1)
    told(say(spoken()), 201)
    refused(say(spoken()), 409, "too_many")
    assert len(told(client.get(path))["comments"]) == 1


def test_a_good_set_of_the_same_person_and_exercise_is_shown_beside_one(
    client: TestClient, services: Services, path: str, person: str
) -> None:
    clip = video(services.store, person, StoredContent("0" * 64, 10))
    good = done(services.store, person, title="Clean", video_id=clip).id
    other = done(services.store, person, video_id=clip, exercise_id="squat").id
    theirs = done(services.store, other_person(services.store), video_id=clip).id
    offered = told(client.get(f"{path}/references"))["sets"]
    assert [one["id"] for one in offered] == [good]
    for wrong in (other, theirs, path.split("/")[3], "none"):
        refused(client.put(f"{path}/references/{wrong}"), 404, "not_found")
    chosen = told(client.put(f"{path}/references/{good}"))["reference"]
    assert (chosen["id"], chosen["title"], chosen["sample"]) == (good, "Clean", False)
    client.delete(f"/api/analyses/{good}")
    assert told(client.get(path))["reference"] is None
    client.post(f"/api/analyses/{good}/restore")
    assert told(client.get(path))["reference"] == chosen
    assert told(client.delete(f"{path}/references"))["reference"] is None
