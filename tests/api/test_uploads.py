"""Files in pieces: broken off anywhere, they go on where they were; cancelled, nothing is left."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.api import create_app
from formcheck.errors import OutputError
from formcheck.storage import StoredContent
from formcheck.worker.supervisor import Services
from tests.api.conftest import HERE
from tests.api.small_videos import video
from tests.api.team import Member, code
from tests.storage.rows import done, file
from tests.support import data_folder


def begin(client: TestClient, size: int, **more: Any) -> Any:
    answer = client.post("/api/uploads", json={"name": "set.mp4", "bytes": size, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def patch(client: TestClient, upload: str, offset: int, data: bytes) -> Any:
    return client.patch(f"/api/uploads/{upload}", params={"offset": offset}, content=data)


def whole(client: TestClient, data: bytes, **more: Any) -> Any:
    """Send a file in three pieces; return the last answer."""
    upload = begin(client, len(data), **more)["id"]
    third = len(data) // 3
    for start, end in ((0, third), (third, 2 * third), (2 * third, len(data))):
        answer = patch(client, upload, start, data[start:end])
        assert answer.status_code == 200, answer.text
        assert answer.json()["offset"] == end
    return answer.json()


def test_a_file_in_pieces_becomes_a_set(client: TestClient, services: Services) -> None:
    begun = begin(client, 10)
    assert (begun["offset"], begun["bytes"], begun["analysis"]) == (0, 10, None)
    assert begun["chunk"] > 0
    told = whole(client, video(), exercise="clamshell", model="full")
    assert (told["known"], told["analysis"]["state"]) == (False, "queued")
    assert (told["analysis"]["requested"], told["analysis"]["model"]) == ("clamshell", "full")
    assert services.files.read(next(services.files.every())) == video()


def test_a_mirrored_file_becomes_a_mirrored_set(client: TestClient) -> None:
    assert whole(client, video(), mirrored=True)["analysis"]["mirrored"] is True


def test_the_same_file_is_known(client: TestClient) -> None:
    first, again = whole(client, video()), whole(client, video())
    assert (first["known"], again["known"]) == (False, True)
    assert first["analysis"]["id"] == again["analysis"]["id"]


def test_a_piece_at_the_wrong_place_is_told_the_right_one(client: TestClient) -> None:
    data = video()
    upload = begin(client, len(data))["id"]
    patch(client, upload, 0, data[:100])
    for wrong in (0, 50, 101, len(data)):
        answer = patch(client, upload, wrong, data[wrong:])
        assert answer.status_code == 409
        assert (answer.json()["error"]["code"], answer.json()["offset"]) == ("offset", 100)
    assert patch(client, upload, 100, data[100:]).json()["analysis"] is not None


def test_it_goes_on_after_the_server_died(tmp_path: Path) -> None:
    data = video()
    services = data_folder.services(tmp_path / "data")
    client = TestClient(create_app(services.settings, services), base_url=HERE)
    upload = begin(client, len(data))["id"]
    patch(client, upload, 0, data[:1000])
    incoming = services.settings.data_dir / "incoming" / upload
    with incoming.open("ab") as file:  # bytes of a piece that was cut off by the crash
        file.write(b"half a piece")
    services.store.close()

    from formcheck.worker.supervisor import open_services

    after = open_services(services.settings)
    client = TestClient(create_app(after.settings, after), base_url=HERE)
    assert client.get(f"/api/uploads/{upload}").json()["offset"] == 1000
    assert patch(client, upload, 1000, data[1000:]).json()["analysis"]["state"] == "queued"
    assert after.files.read(next(after.files.every())) == data
    after.store.close()


def test_more_than_was_promised_is_refused(client: TestClient) -> None:
    upload = begin(client, 100)["id"]
    assert patch(client, upload, 0, b"x" * 101).status_code == 413
    assert client.get(f"/api/uploads/{upload}").json()["offset"] == 0


def test_cancelled_it_leaves_nothing(client: TestClient, services: Services) -> None:
    upload = begin(client, 1000)["id"]
    patch(client, upload, 0, b"x" * 500)
    assert client.delete(f"/api/uploads/{upload}").status_code == 204
    assert data_folder.clean(services.settings.data_dir) == []
    assert client.get(f"/api/uploads/{upload}").status_code == 404
    assert patch(client, upload, 500, b"x" * 500).status_code == 404
    assert data_folder.clean(services.settings.data_dir) == []


def test_what_is_no_video_is_refused_at_the_end_and_forgotten(
    client: TestClient, services: Services
) -> None:
    upload = begin(client, 500)["id"]
    answer = patch(client, upload, 0, b"x" * 500)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "not_a_video")
    assert client.get(f"/api/uploads/{upload}").status_code == 404
    assert data_folder.clean(services.settings.data_dir) == []


def test_what_cannot_be_taken_is_refused_before_it_is_sent(
    client: TestClient, services: Services
) -> None:
    def refused(**asked: Any) -> tuple[int, str]:
        answer = client.post("/api/uploads", json={"name": "a", "bytes": 10, **asked})
        return answer.status_code, answer.json()["error"]["code"]

    assert refused(bytes=services.settings.max_bytes + 1) == (413, "too_large")
    assert refused(bytes=0) == (422, "empty_file")
    assert refused(exercise="burpee") == (404, "unknown_exercise")
    assert refused(analysis="none") == (404, "not_found")
    services.settings.reserve_bytes = 10**18
    assert refused() == (507, "disk_full")


def test_what_is_promised_is_not_promised_to_others(
    client: TestClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.settings.reserve_bytes = 0
    usage = shutil.disk_usage(services.settings.data_dir)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    first = begin(client, 600)["id"]
    refused = client.post("/api/uploads", json={"name": "b.mp4", "bytes": 600})
    assert (refused.status_code, refused.json()["error"]["code"]) == (507, "disk_full")
    direct = client.post("/api/analyses", content=b"x" * 600)
    assert (direct.status_code, direct.json()["error"]["code"]) == (507, "disk_full")
    assert client.delete(f"/api/uploads/{first}").status_code == 204
    assert begin(client, 600)["offset"] == 0


def test_in_a_team_each_person_has_a_quota(team: Services, ben: Member, coach: Member) -> None:
    size = len(video())
    team.settings.person_bytes = 2 * size + 10
    assert ben.ask("POST", "/api/analyses", content=video()).status_code == 201
    promise = {"name": "b.mp4", "bytes": size}
    sent = ben.ask("POST", "/api/uploads", json=promise)
    assert sent.status_code == 201
    assert code(ben.ask("POST", "/api/uploads", json=promise)) == (507, "quota_full")
    assert code(ben.ask("POST", "/api/analyses", content=video(5))) == (507, "quota_full")
    assert coach.ask("POST", "/api/uploads", json=promise).status_code == 201
    ben.ask("DELETE", f"/api/uploads/{sent.json()['id']}")
    assert ben.ask("POST", "/api/uploads", json=promise).status_code == 201


def test_a_recording_joins_its_live_set(
    client: TestClient, services: Services, person: str
) -> None:
    live = done(services.store, person, origin="live", requested="glute_bridge", model="full")
    file(services.store, services.files, live, "poses.npz", b"poses")
    told = whole(client, video(), analysis=live.id)
    assert told["analysis"]["id"] == live.id
    assert (told["analysis"]["origin"], told["analysis"]["state"]) == ("live", "queued")
    assert told["analysis"]["has_video"] is True
    assert told["analysis"]["model"] == "lite"  # the default of these tests
    assert told["analysis"]["report_ready"] is True
    assert client.get("/api/analyses").json()["total"] == 1
    assert whole(client, video(), analysis=live.id)["known"] is True


def test_a_store_that_is_away_costs_nothing_that_arrived(
    services: Services, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, away = video(), [True]
    send = services.files.send

    def sometimes(path: Path, kept: StoredContent) -> None:
        if away[0]:
            raise OutputError("The file store does not answer.", "files_unreachable")
        send(path, kept)

    monkeypatch.setattr(services.files, "send", sometimes)
    sent = client.post("/api/uploads", json={"name": "set.mp4", "bytes": len(data)}).json()
    one = f"/api/uploads/{sent['id']}"
    refused = client.patch(f"{one}?offset=0", content=data)
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "files_unreachable")
    assert client.get(one).json()["offset"] == len(data)
    away[0] = False
    done = client.patch(f"{one}?offset={len(data)}", content=b"").json()
    assert done["analysis"]["title"] == "set"
    assert list((services.settings.data_dir / "incoming").iterdir()) == []


@pytest.mark.parametrize("name", ["a\0b.mp4", "a\r\nSet-Cookie: x=1.mp4", "\u202egpj.mp4"])
def test_a_name_holds_nothing_that_cannot_be_shown(client: TestClient, name: str) -> None:
    data = video(77)
    sent = client.post("/api/analyses", params={"name": name}, content=data).json()
    assert sent["title"].isprintable()
    upload = client.post("/api/uploads", json={"name": name, "bytes": len(data), "model": "full"})
    path = f"/api/uploads/{upload.json()['id']}?offset=0"
    assert client.patch(path, content=data).json()["analysis"]["title"].isprintable()
