"""Everything of a person exported, and erased."""

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.analysis.report.json_format import to_json
from formcheck.api import create_app
from formcheck.estimation.pose_io import Saved, save
from formcheck.model_size import ModelSize
from formcheck.storage import results
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, Base, Person
from formcheck.storage.result_names import FROM_REPORT
from formcheck.worker import export as exporting
from formcheck.worker.supervisor import Services
from tests.api.conftest import HERE
from tests.api.small_videos import video
from tests.storage.rows import done, file, other_person
from tests.support import data_folder
from tests.support.data_folder import clean
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge
from tests.support.reports import mixed

SQUATS = {"day": "2026-11-02", "exercise": "squat", "reps": 8, "load_kg": 20, "effort": 7}
SURE = {"confirm": "erase everything"}


def saved(folder: Path) -> bytes:
    from formcheck.analysis.pose import PoseSequence

    frames = film(glute_bridge(reps=1), camera("side"))
    path = folder / "poses.npz"
    save(
        path,
        Saved(PoseSequence.of(frames), mixed().source, ModelSize.LITE, "glute_bridge", False, ()),
    )
    data = path.read_bytes()
    path.unlink()
    return data


def fill(client: TestClient, services: Services, person: str, folder: Path) -> Analysis:
    """One judged set with a video and files, one that waits, and something of all else."""
    waits = client.post("/api/analyses", content=video(), params={"name": "monday.mp4"}).json()
    with services.store.writing() as s:
        clip = s.get_one(Analysis, waits["id"]).video_id
    row = done(
        services.store,
        person,
        title="My bridge",
        requested="glute_bridge",
        video_id=clip,
        model="full",
    )
    file(services.store, services.files, row, "poses.npz", saved(folder))
    file(services.store, services.files, row, "report.json", b"{}")
    file(services.store, services.files, row, "report.html", b"<p>report</p>")
    file(services.store, services.files, row, "rep2-knee_cave.jpg", b"picture")
    done(services.store, person, title="deleted", deleted_at=now())
    client.put("/api/checkins/2026-11-02", json={"back": 3, "sitting": 6.5})
    client.post("/api/entries", json=SQUATS)
    client.put("/api/timeline", json={"lasted": "months", "severity": "strong", "nerve": True})
    client.put("/api/programme", json={"phase": 2})
    client.patch(f"/api/analyses/{row.id}", json={"band": "green"})
    plan = {"exercise": "squat", "days": [1], "reps": [5, 5], "sets": [3, 4], "load_kg": 24}
    client.put("/api/programme/plan", json=plan)
    return row


def exported(client: TestClient) -> bytes:
    answer = client.get("/api/me/export", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert "content-encoding" not in answer.headers
    return answer.content


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A library with something of everything, which no test changes."""
    folder = tmp_path_factory.mktemp("source")
    made = data_folder.services(folder / "data")
    fill(client_of(made), made, made.store.only_person(), folder)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def export(source: Services) -> bytes:
    return exported(client_of(source))


def client_of(services: Services) -> TestClient:
    return TestClient(create_app(services.settings, services), base_url=HERE)


def test_an_export_holds_everything_and_says_what_it_is(export: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(export)) as z:
        assert z.testzip() is None
        names = z.namelist()
        about = [json.loads(z.read(n)) for n in names if n.endswith("analysis.json")]
        mine = next(a for a in about if a["title"] == "My bridge")
        folder = f"analyses/{mine['id']}"
        assert {n for n in names if n.startswith(folder)} == {
            f"{folder}/{n}"
            for n in (
                *("analysis.json", "poses.npz", "video.mp4", "rep2-knee_cave.jpg"),
                *FROM_REPORT,  # most of which were not made yet
            )
        }
        assert sorted(a["title"] for a in about) == ["My bridge", "monday"]
        assert z.read(f"{folder}/video.mp4") == video()
        assert json.loads(z.read(f"{folder}/report.json")) == json.loads(
            json.dumps(to_json(mixed()))
        )
        assert b"poses.npz" in z.read("README.txt")
        assert json.loads(z.read("checkins.json"))[0]["back"] == 3
        start = json.loads(z.read("start.json"))
        assert (start["lasted"], start["severity"], start["nerve"]) == ("months", "strong", True)
        plan = json.loads(z.read("programme.json"))["plan"][0]
        assert (plan["days"], plan["load_kg"]) == ([1], 24)
        entry = json.loads(z.read("entries.json"))[0]
        assert (entry["load_kg"], entry["band"], entry["effort"]) == (20, None, 7)
        assert mine["band"] == "green"


def test_an_export_may_be_broken_off_anywhere(source: Services, export: bytes) -> None:
    pieces = exporting.export(source, source.store.only_person())
    count = len(list(pieces))
    assert count > 8
    for after in range(1, count + 1):
        begun = exporting.export(source, source.store.only_person())
        for _ in range(after):
            next(begun)
        begun.close()  # type: ignore[attr-defined]


def test_erasing_leaves_nothing(
    client: TestClient, services: Services, person: str, tmp_path: Path
) -> None:
    fill(client, services, person, tmp_path)
    somebody = other_person(services.store)
    theirs = done(services.store, somebody, title="Somebody else's")
    page = file(services.store, services.files, theirs, "report.html", b"<p>report</p>")
    upload = client.post("/api/uploads", json={"name": "b.mp4", "bytes": 100}).json()["id"]
    client.patch(f"/api/uploads/{upload}", params={"offset": 0}, content=b"x" * 40)
    for not_sure in ({}, {"confirm": "yes"}):
        assert client.request("DELETE", "/api/me", json=not_sure).status_code == 422
    told = client.request("DELETE", "/api/me", json=SURE)
    assert told.json() == {"analyses": 3}
    assert clean(services.settings.data_dir) == [page.sha256]
    with services.store.reading() as s:
        for table in Base.metadata.sorted_tables:
            if table.name == Person.__tablename__:
                assert [r.id for r in s.execute(table.select())] == [somebody]
            elif "owner" in table.columns:
                assert {r.owner for r in s.execute(table.select())} <= {somebody}
    written = b"".join(p.read_bytes() for p in services.settings.data_dir.glob("formcheck.db*"))
    assert b"My bridge" not in written
    assert b"Somebody else" in written


def test_after_erasing_one_can_begin_anew(client: TestClient) -> None:
    client.put("/api/programme", json={"phase": 3})
    client.request("DELETE", "/api/me", json=SURE)
    assert client.get("/api/analyses").json()["total"] == 0
    assert client.get("/api/programme").json()["phase"]["number"] == 1


def test_an_export_holds_the_review(client: TestClient, services: Services, person: str) -> None:
    ident = done(services.store, person, title="My bridge").id
    with services.store.writing() as s:
        results.store_report(s, s.get_one(Analysis, ident), mixed())
    path = f"/api/analyses/{ident}/review"
    drawing = {"width": 10.0, "height": 10.0, "strokes": [[[1.0, 2.0], [3.0, 4.0]]]}
    rejected = {"decision": "rejected", "reason": "no"}
    assert client.put(f"{path}/decisions/2/knee_cave", json=rejected).is_success
    client.post(f"{path}/added", json={"time": 2.0, "cue": "height", "text": "low"})
    voice = {"audio": base64.b64encode(b"OggS and more").decode(), "seconds": 2}
    said = {"time": 1.0, "until": 2.0, "text": "here", "drawing": drawing, "voice": voice}
    told = client.post(f"{path}/comments", json=said).json()
    at = f"{path}/comments/{told['comments'][0]['id']}/answers"
    client.post(at, json={"text": "yes"})
    with zipfile.ZipFile(io.BytesIO(exported(client))) as z:
        review = json.loads(z.read(f"analyses/{ident}/review.json"))
        (heard,) = (n for n in z.namelist() if n.startswith(f"analyses/{ident}/voice-"))
        assert z.read(heard) == b"OggS and more"
    (decision,), (added,), (comment,) = review["decisions"], review["added"], review["comments"]
    assert (decision["cue"], decision["decision"], decision["own"]) == (
        "knee_cave",
        "rejected",
        True,
    )
    assert (decision["verdict"], decision["formcheck"]) == ("fault", mixed().formcheck)
    assert (added["cue"], added["text"]) == ("height", "low")
    assert (comment["text"], comment["drawing"]) == ("here", drawing)
    assert heard.endswith(f"voice-{comment['id']}.ogg")
    assert [a["text"] for a in comment["answers"]] == ["yes"]


def test_a_set_nobody_reviewed_has_no_review_in_the_export(export: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(export)) as z:
        assert not [n for n in z.namelist() if n.endswith("review.json")]


def test_an_export_is_not_read_back_in(client: TestClient, export: bytes) -> None:
    assert client.post("/api/me/import", content=export[:1000]).status_code == 404
