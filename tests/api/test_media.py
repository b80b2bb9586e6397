"""Files and videos: whole, in part, saved under a safe name, with the right headers."""

import gzip
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.analysis.recording.stillness import as_judged
from formcheck.api.errors import ApiError
from formcheck.api.files import byte_range, disposition
from formcheck.api.rates import FAILED_RENDERINGS
from formcheck.api.routes import media
from formcheck.errors import OutputError
from formcheck.storage import results
from formcheck.storage.models import Analysis
from formcheck.storage.result_names import VIDEO_TYPES
from formcheck.worker import sandbox
from formcheck.worker.intake import keep_live
from formcheck.worker.playback import MEDIA_TYPES
from formcheck.worker.supervisor import Services
from tests.api.small_videos import video as small_video
from tests.storage.rows import done, file, other_person, video
from tests.support import data_folder
from tests.support.data_folder import store_bytes
from tests.support.sample_sets import analysed

DATA = bytes(range(100))


@pytest.fixture
def address(services: Services, person: str) -> str:
    kept = store_bytes(services.files, DATA)
    row = done(
        services.store,
        person,
        title='Élise’s "best"/set',
        video_id=video(services.store, person, kept),
    )
    new = store_bytes(services.files, b"<p>page</p>")
    times = gzip.compress(json.dumps({"times": [0.0, 0.04]}).encode())
    frames = store_bytes(services.files, times)
    with services.store.writing() as s:
        results.store_files(
            s,
            s.get_one(Analysis, row.id),
            [
                results.NewFile("report.html", "Report", new, "text/html; charset=utf-8"),
                results.NewFile("frames.json.gz", "Frames", frames, "application/gzip", False),
            ],
        )
    return f"/api/analyses/{row.id}"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=90-", 90, 100),
        ("bytes=-10", 90, 100),
        ("bytes=-1000", 0, 100),
        ("bytes=50-1000", 50, 100),
        ("bytes=99-99", 99, 100),
        (f"bytes=-{'9' * 5000}", 0, 100),
        (f"bytes=1-{'9' * 5000}", 1, 100),
    ],
)
def test_a_part_of_the_video(
    client: TestClient, address: str, asked: str, start: int, end: int
) -> None:
    answer = client.get(f"{address}/video", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == DATA[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/100"
    assert answer.headers["content-length"] == str(end - start)
    assert answer.headers["content-type"] == "video/mp4"


def test_every_kind_of_video_that_is_taken_is_sent_as_one() -> None:
    assert {"video/webm", *MEDIA_TYPES.values()} == VIDEO_TYPES


@pytest.mark.parametrize(
    "asked", [None, "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=9-3", f"bytes=-{'9' * 5000}x"]
)
def test_all_of_the_video(client: TestClient, address: str, asked: str | None) -> None:
    answer = client.get(f"{address}/video", headers={"Range": asked} if asked else {})
    assert (answer.status_code, answer.content) == (200, DATA)
    assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    "asked",
    ["bytes=100-", "bytes=500-600", "bytes=-0", f"bytes={'9' * 5000}-", f"bytes=-{'0' * 5000}"],
)
def test_a_part_that_is_not_there(client: TestClient, address: str, asked: str) -> None:
    answer = client.get(f"{address}/video", headers={"Range": asked})
    assert (answer.status_code, answer.json()["error"]["code"]) == (416, "range")
    assert answer.headers["content-range"] == "bytes */100"


def test_an_empty_file_has_no_part() -> None:
    with pytest.raises(ApiError):
        byte_range("bytes=0-", 0)
    assert byte_range(None, 0) is None


def test_what_the_browser_has_is_not_sent_again(client: TestClient, address: str) -> None:
    tag = client.get(f"{address}/video").headers["etag"]
    answer = client.get(f"{address}/video", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    old = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert client.get(f"{address}/video", headers=old).status_code == 200
    new = {"Range": "bytes=0-9", "If-Range": tag}
    assert client.get(f"{address}/video", headers=new).status_code == 206
    head = client.head(f"{address}/video")
    assert (head.headers["content-length"], head.content) == ("100", b"")


def test_only_an_address_with_the_hash_is_kept_for_ever(client: TestClient, address: str) -> None:
    told = client.get(address).json()
    assert "immutable" in client.get(told["video"]["url"]).headers["cache-control"]
    assert client.get(f"{address}/video?v=00000000").headers["cache-control"] == "private, no-cache"


def test_a_report_stands_alone(client: TestClient, address: str) -> None:
    answer = client.get(f"{address}/files/report.html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-disposition" not in answer.headers


def test_saved_under_a_name_that_is_safe(client: TestClient, address: str) -> None:
    answer = client.get(f"{address}/files/report.html", params={"download": 1})
    told = answer.headers["content-disposition"]
    assert told.startswith('attachment; filename="')
    plain = told.split('"')[1]
    assert plain == "_lise_s _best__set report.html"
    assert "%C3%89lise" in told
    assert disposition('a"; filename=b\r\nX: y').count("\n") == 0


@pytest.mark.parametrize("name", ["none.txt", "..%2Fformcheck.db", "formcheck.db", "%00"])
def test_only_files_of_the_set_are_there(client: TestClient, address: str, name: str) -> None:
    assert client.get(f"{address}/files/{name}").status_code == 404


def test_the_frames_of_the_video(client: TestClient, address: str) -> None:
    assert client.get(f"{address}/frames").json() == {"times": [0.0, 0.04]}


def test_without_poses_there_is_nothing_to_draw(client: TestClient, address: str) -> None:
    assert client.get(f"{address}/poses").status_code == 404
    assert client.get(f"{address}/curves").status_code == 404


def test_what_a_live_set_draws_is_made_once_in_a_process_of_its_own(
    client: TestClient, services: Services, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = f"/api/analyses/{keep_live(services, person, analysed(), 'Live')}"
    poses = client.get(f"{live}/poses").json()
    monkeypatch.setattr(sandbox, "run", None)  # nothing is made any more
    curves = client.get(f"{live}/curves").json()
    assert client.get(f"{live}/poses").json() == poses
    told = client.get(live).json()
    assert {"report.html", "reps.csv", "poses.trc"} <= {f["name"] for f in told["files"]}
    for found in told["files"]:
        assert len(client.get(found["url"]).content) == found["bytes"]
    report = analysed().report
    assert (poses["width"], poses["height"]) == (report.source.width, report.source.height)
    assert len(poses["times"]) == len(poses["image"]) == len(as_judged(analysed().poses))
    assert [b["number"] for b in curves["curves"][0]["bands"]] == [1, 2, 3]


def test_what_a_live_set_offers_is_listed_before_it_is_made(
    client: TestClient, services: Services, person: str
) -> None:
    live = f"/api/analyses/{keep_live(services, person, analysed(), 'Live')}"
    before = {f["name"]: f for f in client.get(live).json()["files"]}
    assert [f["name"] for f in before.values() if f["bytes"] is not None] == ["poses.npz"]
    page = client.get(before["report.html"]["url"])
    assert analysed().report.title in page.text
    assert "sandbox" in page.headers["content-security-policy"]
    after = {f["name"]: f for f in client.get(live).json()["files"]}
    assert list(after) == list(before)
    assert after["report.html"]["bytes"] == len(page.content)


def test_the_report_to_read_is_in_the_language_of_whoever_asks(
    client: TestClient, services: Services, person: str
) -> None:
    live = f"/api/analyses/{keep_live(services, person, analysed(), 'Live')}"
    spanish = {"Accept-Language": "es"}
    page = client.get(f"{live}/files/report.html", headers=spanish)
    assert '<html lang="es">' in page.text
    assert "Puente de glúteos" in page.text
    assert "sandbox" in page.headers["content-security-policy"]
    assert (page.headers["content-language"], page.headers["cache-control"]) == ("es", "no-store")
    paper = client.get(f"{live}/files/report.pdf", headers=spanish, params={"download": "1"})
    assert b"/Lang (es" in paper.content
    assert "attachment" in paper.headers["content-disposition"]
    english = client.get(f"{live}/files/report.html")
    assert '<html lang="en">' in english.text
    assert "Accept-Language" in english.headers["vary"]
    table = client.get(f"{live}/files/reps.csv", headers=spanish)
    assert table.text == client.get(f"{live}/files/reps.csv").text, "programs read English"


def test_a_report_that_cannot_be_made_in_a_language_is_shown_in_english(
    client: TestClient, address: str
) -> None:
    page = client.get(f"{address}/files/report.html", headers={"Accept-Language": "es"})
    assert page.text == "<p>page</p>"


def test_what_cannot_be_drawn_is_not_tried_for_ever(
    client: TestClient, services: Services, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = done(services.store, person)
    file(services.store, services.files, row, "poses.npz", b"no poses")
    tried: list[str] = []

    def fails(_: Services, set_id: str) -> None:
        tried.append(set_id)
        raise OutputError("no", "not_drawn")

    monkeypatch.setattr(media, "render", fails)
    answers = [client.get(f"/api/analyses/{row.id}/poses").status_code for _ in range(6)]
    assert answers == [422] * FAILED_RENDERINGS + [429] * (6 - FAILED_RENDERINGS)
    assert tried == [row.id] * FAILED_RENDERINGS


def test_poses_that_cannot_be_drawn_say_so(
    client: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person)
    with services.store.writing() as s:
        results.store_report(s, s.get_one(Analysis, row.id), analysed().report)
    file(services.store, services.files, row, "poses.npz", b"no poses")
    answer = client.get(f"/api/analyses/{row.id}/poses")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "not_drawn")
    assert data_folder.clean(services.settings.data_dir / "incoming") == []


def test_what_is_kept_compressed_is_sent_so_or_plain(client: TestClient, address: str) -> None:
    for asked in ("gzip", "identity"):
        answer = client.get(f"{address}/frames", headers={"Accept-Encoding": asked})
        assert answer.json() == {"times": [0.0, 0.04]}
        assert answer.headers.get("content-encoding", "identity") == asked
    again = client.get(f"{address}/frames", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_nobody_gets_the_files_of_others(client: TestClient, services: Services) -> None:
    theirs = done(services.store, other_person(services.store))
    file(services.store, services.files, theirs, "reps.csv", b"theirs")
    assert client.get(f"/api/analyses/{theirs.id}/files/reps.csv").status_code == 404


def test_json_is_compressed_and_video_is_not(
    client: TestClient, services: Services, person: str, address: str
) -> None:
    told: dict[str, Any] = {"Accept-Encoding": "gzip"}
    assert client.get(address, headers=told).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(f"{address}/video", headers=told).headers


def test_only_videos_are_taken_and_nothing_else_is_served_as_a_report(
    client: TestClient,
) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    taken = {
        (method, path)
        for path, methods in paths.items()
        for method, told in methods.items()
        if set(told.get("requestBody", {}).get("content", {})) - {"application/json"}
    }
    videos = {("post", "/api/analyses"), ("patch", "/api/uploads/{upload_id}")}
    assert taken == videos | {("post", "/api/restore")}  # a backup: by its owner, into nothing
    page = b"<!doctype html><script>alert(1)</script>"
    refused = client.post("/api/analyses?name=report.html", content=page)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "not_a_video")
    sent = client.post("/api/analyses?name=report.html", content=small_video()).json()
    one = f"/api/analyses/{sent['id']}"
    assert client.get(f"{one}/files/report.html").status_code == 404
    served = client.get(f"{one}/video")
    assert served.headers["content-type"].startswith("video/")
    assert served.headers["x-content-type-options"] == "nosniff"
