"""Sets over the API: added once, renamed, cancelled, judged again, deleted and restored."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.storage import maintenance, sets
from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from formcheck.worker import intake
from formcheck.worker.probe import ProbeResult, probe_and_rewrap
from formcheck.worker.supervisor import Services
from tests.api.small_videos import video
from tests.storage.rows import add, done, file, other_person
from tests.support import data_folder
from tests.support.reports import mixed
from tests.support.video_files import make, sound

LISTED = {
    "mirrored",
    *(
        "id",
        "title",
        "origin",
        "state",
        "created",
        "filmed_on",
        "requested",
        "exercise",
        "model",
        "good",
        "total",
    ),
    *("fault", "seconds", "width", "height", "stage", "progress", "left", "error", "tries"),
    *("thumbnail", "has_video", "report_ready", "video_removed", "owner", "reviewed", "comments"),
    *("load_kg", "band", "effort"),
}


def send(client: TestClient, data: bytes | None = None, **query: Any) -> Any:
    return client.post("/api/analyses", content=data or video(), params={"name": "a.mp4", **query})


def test_a_video_is_queued_under_its_name(client: TestClient, services: Services) -> None:
    answer = send(client, name="Monday's bridge.mp4", exercise="glute_bridge")
    assert answer.status_code == 201
    told = answer.json()
    assert set(told) == LISTED
    assert told["title"] == "Monday's bridge"
    assert (told["state"], told["stage"], told["model"]) == ("queued", "waiting", "lite")
    assert (told["requested"], told["has_video"]) == ("glute_bridge", True)
    assert (told["width"], told["height"]) == (160, 120)
    assert datetime.fromisoformat(told["created"]) <= now()
    assert told["created"].endswith("Z")
    assert client.get("/api/state").json()["queue"] == {"waiting": 1, "running": 0}
    assert len(list(services.files.every())) == 1


def test_of_a_video_its_pictures_are_kept_and_the_day(
    client: TestClient, services: Services, tmp_path: Path
) -> None:
    def tagged(output: Any) -> None:
        output.metadata.update({"DATE": "2026-03-04", "LOCATION": "+48.2082+016.3738/"})
        sound(output)

    data = make(tmp_path / "a.mkv", 50, also=tagged).read_bytes()
    silent = send(client, data).json()
    loud = send(client, data, keep_sound=True).json()
    assert silent["filmed_on"] == loud["filmed_on"] == "2026-03-04"
    assert silent["id"] != loud["id"]
    smaller, larger = sorted(map(services.files.read, services.files.every()), key=len)
    assert len(smaller) < len(larger)
    assert b"48.2082" not in smaller + larger
    assert client.get(f"/api/analyses/{silent['id']}").json()["as_sent"] is False


def test_a_video_that_a_copy_would_change_is_kept_as_it_was_sent(
    client: TestClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unchanged(path: Path, copy: Path, *more: Any, **how: Any) -> ProbeResult:
        looked = probe_and_rewrap(path, copy, *more, **how)
        copy.unlink()
        return replace(looked, rewrapped=False)

    monkeypatch.setattr(intake, "probe_and_rewrap", unchanged)
    set_id = send(client).json()["id"]
    assert client.get(f"/api/analyses/{set_id}").json()["as_sent"] is True
    assert services.files.read(next(services.files.every())) == video()


def test_the_same_file_is_one_set(client: TestClient, services: Services) -> None:
    first = send(client).json()
    again = send(client, name="another name.mp4")
    assert again.status_code == 200
    assert again.json()["id"] == first["id"]
    assert send(client, exercise="clamshell").json()["id"] != first["id"]
    assert send(client, model="heavy").json()["id"] != first["id"]
    assert send(client, video(50)).json()["id"] != first["id"]
    assert len(list(services.files.every())) == 2


def test_a_mirrored_recording_is_a_set_of_its_own(client: TestClient, services: Services) -> None:
    plain, mirrored = send(client).json(), send(client, mirrored="true").json()
    assert (plain["mirrored"], mirrored["mirrored"]) == (False, True)
    assert plain["id"] != mirrored["id"]
    assert send(client, mirrored="true").json()["id"] == mirrored["id"]


def test_the_same_file_brings_a_deleted_set_back(client: TestClient) -> None:
    first = send(client).json()["id"]
    client.delete(f"/api/analyses/{first}")
    assert client.get("/api/analyses").json()["total"] == 0
    assert send(client).json()["id"] == first
    assert client.get("/api/analyses").json()["total"] == 1


def test_the_same_file_tries_again_what_was_cancelled(client: TestClient) -> None:
    first = send(client).json()["id"]
    assert client.post(f"/api/analyses/{first}/cancel").json()["state"] == "cancelled"
    assert send(client).json()["state"] == "queued"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"not a video at all", "not_a_video"), (video()[:400], "unreadable")],
)
def test_what_is_no_video_is_refused_and_nothing_kept(
    client: TestClient, services: Services, data: bytes, code: str
) -> None:
    answer = send(client, data)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == code
    assert client.get("/api/analyses").json()["total"] == 0
    assert data_folder.clean(services.settings.data_dir) == []


def test_an_exercise_that_is_none_is_refused(client: TestClient) -> None:
    answer = send(client, exercise="burpee")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_exercise")


def test_too_large_and_no_room_are_told(client: TestClient, services: Services) -> None:
    services.settings.max_bytes = 100
    answer = send(client)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    services.settings.max_bytes = 10**9
    services.settings.reserve_bytes = 10**18
    answer = send(client)
    assert (answer.status_code, answer.json()["error"]["code"]) == (507, "disk_full")
    assert data_folder.clean(services.settings.data_dir) == []


def test_one_set_with_all_that_is_known(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person)
    file(services.store, services.files, row, "report.html", b"page")
    file(services.store, services.files, row, "reps.csv", b"rep")
    told = client.get(f"/api/analyses/{row.id}").json()
    assert set(told) == LISTED | {"report", "video", "files", "log", "as_sent"}
    assert told["report"]["exercise"] == "glute_bridge"
    assert len(told["report"]["reps"]) == told["total"] == 5
    assert told["exercise"] == {"id": "glute_bridge", "title": "Glute bridge"}
    first = mixed().primary_fault
    assert first is not None
    assert told["fault"] == {
        "cue": first.cue,
        "title": first.title,
        "message": first.message,
        "count": first.count,
    }
    assert [f["name"] for f in told["files"]] == ["report.html", "reps.csv"]
    assert told["files"][0]["bytes"] == 4
    assert client.get(told["files"][0]["url"]).content == b"page"
    assert told["video"] is None


def test_a_list_is_filtered_and_sorted(client: TestClient, services: Services, person: str) -> None:
    done(services.store, person, title="one", share=0.2)
    done(services.store, person, title="two", share=0.8)
    add(services.store, person, title="three")
    told = client.get("/api/analyses", params={"sort": "good", "state": "done"}).json()
    assert [a["title"] for a in told["analyses"]] == ["two", "one"]
    assert told["total"] == 2
    assert told["exercises"] == [{"id": "glute_bridge", "title": "Glute bridge", "count": 2}]
    assert told["faults"][0]["cue"] == "knee_cave"
    assert client.get("/api/analyses", params={"q": "THR"}).json()["total"] == 1
    empty = {"exercise": "", "state": "", "fault": "", "q": ""}
    assert client.get("/api/analyses", params=empty).json()["total"] == 3
    bad = client.get("/api/analyses", params={"sort": "colour"})
    assert (bad.status_code, bad.json()["error"]["code"]) == (422, "invalid")


def test_a_title_is_changed(client: TestClient, services: Services, person: str) -> None:
    set_id = add(services.store, person).id
    answer = client.patch(f"/api/analyses/{set_id}", json={"title": "  Left   side "})
    assert answer.json()["title"] == "Left side"
    for title in ("", "   ", "x" * 201):
        assert client.patch(f"/api/analyses/{set_id}", json={"title": title}).status_code == 422
    assert client.get(f"/api/analyses/{set_id}").json()["title"] == "Left side"


def test_the_day_it_was_filmed_is_changed(
    client: TestClient, services: Services, person: str
) -> None:
    row = add(services.store, person, created=datetime(2026, 11, 28, 23, 30, tzinfo=UTC))
    path = f"/api/analyses/{row.id}"
    assert client.get(path).json()["filmed_on"] is None
    told = client.patch(path, json={"filmed_on": "2026-11-01"}).json()
    assert (told["filmed_on"], told["title"]) == ("2026-11-01", "A set")
    for day in ("2026-11-29", "1904-01-01", "yesterday"):
        assert client.patch(path, json={"filmed_on": day}).status_code == 422
    late = client.patch(path, json={"filmed_on": "2026-11-29"}, params={"tz": 60})
    assert late.json()["filmed_on"] == "2026-11-29"  # it was added after midnight there
    assert client.patch(path, json={}).json()["filmed_on"] == "2026-11-29"


def test_deleted_is_gone_until_restored(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person)
    file(services.store, services.files, row, "reps.csv", b"rep")
    until = client.delete(f"/api/analyses/{row.id}").json()["undo_until"]
    assert timedelta(minutes=9) < datetime.fromisoformat(until) - now() <= sets.UNDO
    for path in ("", "/files/reps.csv", "/curves"):
        assert client.get(f"/api/analyses/{row.id}{path}").status_code == 404
    assert client.delete(f"/api/analyses/{row.id}").status_code == 404
    assert client.post(f"/api/analyses/{row.id}/restore").json()["state"] == "done"
    assert client.get(f"/api/analyses/{row.id}/files/reps.csv").content == b"rep"


def test_once_purged_it_cannot_be_restored(
    client: TestClient, services: Services, person: str
) -> None:
    set_id = send(client).json()["id"]
    client.delete(f"/api/analyses/{set_id}")
    maintenance.purge(services.store, services.files, timedelta(0))
    assert client.post(f"/api/analyses/{set_id}/restore").status_code == 404
    assert data_folder.clean(services.settings.data_dir) == []


def test_judged_again_from_poses_where_only_the_exercise_differs(
    client: TestClient, services: Services, person: str
) -> None:
    set_id = send(client).json()["id"]
    with services.store.writing() as s:
        row = s.get_one(Analysis, set_id)
        sets.settle(row)
    file(services.store, services.files, row, "poses.npz", b"poses")

    def again(**asked: Any) -> tuple[bool, str | None, str]:
        told = client.post(f"/api/analyses/{set_id}/reanalyse", json=asked).json()
        assert told["state"] == "queued"
        with services.store.writing() as s:
            row = s.get_one(Analysis, set_id)
            from_poses = row.from_poses
            sets.settle(row)
        return from_poses, told["requested"], told["model"]

    assert again(exercise="clamshell") == (True, "clamshell", "lite")
    assert again(mirrored=True) == (True, "clamshell", "lite")
    assert client.get(f"/api/analyses/{set_id}").json()["mirrored"] is True
    assert again(exercise=None) == (True, None, "lite")
    assert again(exercise="clamshell", model="full") == (False, "clamshell", "full")
    assert again() == (False, "clamshell", "full")


def test_again_is_refused_while_it_is_worked_on(
    client: TestClient, services: Services, person: str
) -> None:
    set_id = add(services.store, person).id
    answer = client.post(f"/api/analyses/{set_id}/reanalyse")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "busy")


def test_a_live_set_without_video_is_only_judged_as_another_exercise(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person, origin="live", requested="glute_bridge")
    file(services.store, services.files, row, "poses.npz", b"poses")
    answer = client.post(f"/api/analyses/{row.id}/reanalyse", json={"model": "heavy"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_video")
    answer = client.post(f"/api/analyses/{row.id}/reanalyse", json={"exercise": "clamshell"})
    assert answer.json()["report_ready"] is True  # the old one stays until the next


@pytest.mark.parametrize("what", ["cancel", "again", "restore"])
def test_what_is_not_there_looks_like_what_is_not_yours(
    client: TestClient, services: Services, what: str
) -> None:
    theirs = done(services.store, other_person(services.store)).id
    answers = [client.post(f"/api/analyses/{i}/{what}") for i in (theirs, "0" * 16)]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
