"""Recordings that are sent while they are filmed: bounded, ended, left behind, deleted."""

import shutil
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.api.routes.uploads import AHEAD, MOST_RECORDINGS
from formcheck.storage import maintenance
from formcheck.storage.database import now
from formcheck.storage.models import Upload
from formcheck.worker.supervisor import Services
from tests.api.small_videos import video
from tests.api.team import Member, code
from tests.api.test_uploads import begin, patch
from tests.storage.rows import done


def recording(client: TestClient, **more: Any) -> str:
    return str(begin(client, 0, recording=True, **more)["id"])


def end(client: TestClient, upload: str, size: int, **more: Any) -> Any:
    return client.post(f"/api/uploads/{upload}/end", json={"bytes": size, **more})


def test_what_was_sent_while_it_was_filmed_becomes_a_set_at_its_end(
    client: TestClient, services: Services
) -> None:
    data = video()
    upload = recording(client, exercise="clamshell")
    half = len(data) // 2
    for start, stop in ((0, half), (half, len(data))):
        told = patch(client, upload, start, data[start:stop]).json()
        assert (told["offset"], told["analysis"]) == (stop, None)
    told = end(client, upload, len(data), mirrored=True).json()
    assert (told["analysis"]["state"], told["analysis"]["requested"]) == ("queued", "clamshell")
    assert told["analysis"]["mirrored"] is True
    assert services.files.read(next(services.files.every())) == data
    again = end(client, upload, len(data)).json()
    assert again["analysis"]["id"] == told["analysis"]["id"]
    assert client.get("/api/analyses").json()["total"] == 1


def test_at_its_end_it_joins_the_live_set_that_it_is_of(
    client: TestClient, services: Services, person: str
) -> None:
    data, live = video(), done(services.store, person, origin="live", requested="glute_bridge")
    upload = recording(client)
    patch(client, upload, 0, data)
    assert end(client, upload, len(data), analysis="none").status_code == 404
    told = end(client, upload, len(data), analysis=live.id).json()
    assert (told["analysis"]["id"], told["analysis"]["has_video"]) == (live.id, True)


def test_it_ends_only_when_all_of_it_has_arrived(client: TestClient) -> None:
    data = video()
    upload = recording(client)
    assert end(client, upload, 0).status_code == 422
    patch(client, upload, 0, data[:100])
    early = end(client, upload, len(data))
    assert (early.status_code, early.json()["offset"]) == (409, 100)
    patch(client, upload, 100, data[100:])
    assert end(client, upload, len(data)).json()["analysis"] is not None


def test_a_file_of_known_size_is_not_ended_early(client: TestClient) -> None:
    upload = begin(client, 1000)["id"]
    patch(client, upload, 0, b"x" * 500)
    assert end(client, upload, 500).json()["error"]["code"] == "no_recording"


def test_one_that_was_left_is_told_of_and_may_be_checked_or_deleted(
    client: TestClient, services: Services
) -> None:
    data = video()
    kept, dropped = recording(client, exercise="clamshell"), recording(client)
    patch(client, kept, 0, data)
    begin(client, 1000)  # a file that is no recording
    left = client.get("/api/uploads").json()["recordings"]
    assert {r["id"]: r["bytes"] for r in left} == {kept: len(data), dropped: 0}
    told = next(r for r in left if r["id"] == kept)
    assert (told["exercise"], told["quiet"] >= 0) == ("clamshell", True)
    assert end(client, kept, len(data)).json()["analysis"]["state"] == "queued"
    assert client.delete(f"/api/uploads/{dropped}").status_code == 204
    assert client.get("/api/uploads").json()["recordings"] == []


def test_one_that_nobody_asks_for_is_deleted_after_a_day(
    client: TestClient, services: Services
) -> None:
    upload = recording(client)
    patch(client, upload, 0, video())
    with services.store.writing() as s:
        row = s.get(Upload, upload)
        assert row is not None
        row.touched = now() - maintenance.UPLOADS_KEPT - timedelta(minutes=1)
    with services.store.writing() as s:
        assert maintenance.old_uploads(s) == [upload]
    assert client.get("/api/uploads").json()["recordings"] == []


def test_its_size_is_bounded(client: TestClient, services: Services) -> None:
    services.settings.max_bytes = 1000
    upload = recording(client)
    assert patch(client, upload, 0, b"x" * 1001).status_code == 413
    assert patch(client, upload, 0, b"x" * 1000).json()["offset"] == 1000
    assert patch(client, upload, 1000, b"x").status_code == 413


def test_room_is_set_aside_for_what_it_has_yet_to_send(
    client: TestClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.settings.reserve_bytes = 0
    usage = shutil.disk_usage(services.settings.data_dir)
    free = [2 * AHEAD - 1]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free[0]))
    first = recording(client)
    second = client.post("/api/uploads", json={"name": "b", "bytes": 0, "recording": True})
    assert (second.status_code, second.json()["error"]["code"]) == (507, "disk_full")
    patch(client, first, 0, b"x" * 1000)
    assert client.get(f"/api/uploads/{first}").json()["bytes"] == 1000 + AHEAD
    free[0] = 10
    assert patch(client, first, 1000, b"x" * 1000).status_code == 507
    assert client.get(f"/api/uploads/{first}").json()["offset"] == 1000


def test_so_is_their_number(client: TestClient) -> None:
    for _ in range(MOST_RECORDINGS):
        recording(client)
    more = client.post("/api/uploads", json={"name": "b", "bytes": 0, "recording": True})
    assert (more.status_code, more.json()["error"]["code"]) == (409, "too_many_recordings")


def test_in_a_team_it_is_bounded_by_its_person_s_quota_and_seen_by_nobody_else(
    team: Services, ben: Member, coach: Member
) -> None:
    team.settings.person_bytes = AHEAD
    about = {"name": "a", "bytes": 0, "recording": True}
    sent = ben.ask("POST", "/api/uploads", json=about)
    upload = f"/api/uploads/{sent.json()['id']}"
    assert code(ben.ask("POST", "/api/uploads", json=about)) == (507, "quota_full")
    assert ben.ask("PATCH", f"{upload}?offset=0", content=b"x" * 10).status_code == 200
    # What it has yet to send would be more than there is.
    assert code(ben.ask("PATCH", f"{upload}?offset=10", content=b"x")) == (507, "quota_full")
    assert coach.ask("GET", "/api/uploads").json()["recordings"] == []
    assert coach.ask("POST", f"{upload}/end", json={"bytes": 10}).status_code == 404
