"""Everything taken along, brought back and erased; hostile exports refused."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from formcheck.analysis.report import to_json
from formcheck.api import create_app
from formcheck.estimation.pose_io import Saved, save
from formcheck.storage import sets
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, Base, Person
from formcheck.worker import export as exporting
from formcheck.worker.import_export import own_id
from formcheck.worker.services import Services
from tests import kept
from tests.api.conftest import HERE
from tests.api.videos import video
from tests.body import camera, film, glute_bridge
from tests.kept import clean
from tests.reports import mixed
from tests.storage.rows import add, done, file, other_person

SURE = {"confirm": "erase everything"}


def saved(folder: Path) -> bytes:
    from formcheck.analysis.pose import PoseSequence

    frames = film(glute_bridge(reps=1), camera("side"))
    path = folder / "poses.npz"
    save(
        path,
        Saved(PoseSequence.of(frames), mixed().source, "lite", "glute_bridge", False, ()),
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
        asked="glute_bridge",
        video_id=clip,
        model="full",
    )
    file(services.store, services.files, row, "poses.npz", saved(folder))
    file(services.store, services.files, row, "report.json", b"{}")
    file(services.store, services.files, row, "report.html", b"<p>report</p>")
    file(services.store, services.files, row, "rep2-knee_cave.jpg", b"picture")
    done(services.store, person, title="deleted", deleted_at=now())
    client.put("/api/checkins/2026-11-02", json={"back": 3, "sitting": 6.5})
    client.post("/api/entries", json={"day": "2026-11-02", "exercise": "squat", "reps": 8})
    client.put("/api/programme", json={"phase": 2})
    plan = {"exercise": "squat", "days": [1], "reps": [5, 5], "sets": [3, 4]}
    client.put("/api/programme/plan", json=plan)
    return row


def exported(client: TestClient) -> bytes:
    answer = client.get("/api/me/export", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert "content-encoding" not in answer.headers
    return answer.content


def brought(client: TestClient, data: bytes) -> Any:
    return client.post("/api/me/import", content=data)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A library with something of everything, which no test changes."""
    folder = tmp_path_factory.mktemp("source")
    made = kept.services(folder / "data")
    fill(client_of(made), made, made.store.only_person(), folder)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def export(source: Services) -> bytes:
    return exported(client_of(source))


@pytest.fixture
def empty(tmp_path: Path) -> Any:
    """Another, empty library."""
    made = kept.services(tmp_path / "other")
    yield made
    made.store.close()


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
                "analysis.json",
                "report.json",
                "report.html",
                "poses.npz",
                "video.mp4",
                "rep2-knee_cave.jpg",
            )
        }
        assert sorted(a["title"] for a in about) == ["My bridge", "monday"]
        assert z.read(f"{folder}/video.mp4") == video()
        assert json.loads(z.read(f"{folder}/report.json")) == json.loads(
            json.dumps(to_json(mixed()))
        )
        assert b"poses.npz" in z.read("README.txt")
        assert json.loads(z.read("checkins.json"))[0]["back"] == 3
        assert json.loads(z.read("programme.json"))["plan"][0]["days"] == [1]


def test_it_comes_back_as_it_was(source: Services, export: bytes, empty: Services) -> None:
    client, there = client_of(source), client_of(empty)
    left_by_others = with_file(export, "__MACOSX/._café.txt", b"x")  # passed over
    answer = brought(there, left_by_others)
    assert answer.json() == {"analyses": 2, "checkins": 1, "entries": 1, "known": 0}
    for path in ("/api/analyses", "/api/programme?day=2026-11-02", "/api/checkins"):
        assert there.get(path).json() == client.get(path).json()
    (ident,) = (
        a["id"] for a in there.get("/api/analyses").json()["analyses"] if a["title"] == "My bridge"
    )
    detail, before = (c.get(f"/api/analyses/{ident}").json() for c in (there, client))
    assert detail["report"] == before["report"]
    assert [f["name"] for f in detail["files"]] == ["report.html", "report.json", "poses.npz"]
    picture = f"/api/analyses/{ident}/files/rep2-knee_cave.jpg"
    assert there.get(picture).content == b"picture"
    assert there.get(f"/api/analyses/{ident}/video").content == video()
    poses = there.get(f"/api/analyses/{ident}/files/poses.npz").content
    assert poses == client.get(f"/api/analyses/{ident}/files/poses.npz").content
    assert "import" not in " ".join(clean(empty.settings.data_dir))


def test_an_export_may_be_broken_off_anywhere(source: Services, export: bytes) -> None:
    pieces = exporting.export(source, source.store.only_person())
    count = len(list(pieces))
    assert count > 8
    for after in range(1, count + 1):
        begun = exporting.export(source, source.store.only_person())
        for _ in range(after):
            next(begun)
        begun.close()  # type: ignore[attr-defined]


def test_the_same_export_twice_adds_nothing(source: Services, export: bytes) -> None:
    client, files = client_of(source), clean(source.settings.data_dir)
    known = {"analyses": 0, "checkins": 0, "entries": 0, "known": 4}
    assert brought(client, export).json() == known
    assert brought(client, export).json() == known
    assert clean(source.settings.data_dir) == files


def test_anothers_ids_are_not_taken(source: Services, export: bytes, empty: Services) -> None:
    somebody = other_person(empty.store)
    (ident, *_) = (a["id"] for a in client_of(source).get("/api/analyses").json()["analyses"])
    add(empty.store, somebody, id=ident)
    there = client_of(empty)
    assert brought(there, export).json()["analyses"] == 2
    assert brought(there, export).json()["analyses"] == 0
    with empty.store.reading() as s:
        mine = own_id(s, empty.store.only_person(), ident, Analysis)
        assert mine != ident
        assert sets.one(s, empty.store.only_person(), mine) is not None
        assert sets.one(s, somebody, mine) is None


def altered(export: bytes, **changes: bytes | None) -> bytes:
    """Return an export with other content in the files whose name ends so."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(export)) as a, zipfile.ZipFile(out, "w") as b:
        for info in a.infolist():
            data: bytes | None = a.read(info)
            for end, change in changes.items():
                if info.filename.rpartition("/")[2].partition(".")[0] == end:
                    data = change
            if data is not None:
                b.writestr(info.filename, data)
    return out.getvalue()


def with_file(export: bytes, info: zipfile.ZipInfo | str, data: bytes) -> bytes:
    out = io.BytesIO(export)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as z:
        z.writestr(info, data)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("analyses/link")
    info.external_attr = 0o120777 << 16
    return info


def huge_poses() -> bytes:
    out = io.BytesIO()
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": "<f8", "fortran_order": False, "shape": (10**9, 10**6)}
    )
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("about.npy", head.getvalue())
    return out.getvalue()


def report_with(**changes: Any) -> bytes:
    return json.dumps({**json.loads(json.dumps(to_json(mixed()))), **changes}).encode()


def about_set(export: bytes) -> bytes:
    """The words about a set under another id."""
    with zipfile.ZipFile(io.BytesIO(export)) as z:
        name = next(n for n in z.namelist() if n.endswith("analysis.json"))
        return json.dumps({**json.loads(z.read(name)), "id": "f" * 16}).encode()


HOSTILE: dict[str, Any] = {
    "no zip": lambda _: b"not a zip at all",
    "nothing": lambda _: b"",
    "cut short": lambda e: e[: len(e) // 2],
    "out of it": lambda e: with_file(e, "../../evil.txt", b"x"),
    "from the root": lambda e: with_file(e, "/etc/evil", b"x"),
    "a link": lambda e: with_file(e, link(), b"/etc/passwd"),
    "a bomb": lambda e: with_file(e, "bomb.json", b"\0" * (200 * 1024**2)),
    "another format": lambda e: altered(e, formcheck=b'{"format": "x"}'),
    "missing parts": lambda e: altered(e, checkins=None),
    "odd check-ins": lambda e: altered(e, checkins=b'[{"day": "2026-11-02", "back": 99}]'),
    "a deep list": lambda e: altered(e, entries=b"[" * 100_000),
    "another id": lambda e: altered(e, analysis=about_set(e)),
    "no video": lambda e: altered(e, video=b"not a video"),
    "no poses": lambda e: altered(e, poses=b"PK\x03\x04 nothing"),
    "pickled poses": lambda e: altered(e, poses=b"cos\nsystem\n(S'true'\ntR."),
    "huge poses": lambda e: altered(e, poses=huge_poses()),
    "no report": lambda e: altered(e, report=b"[]"),
    "a report that lies": lambda e: altered(e, report=report_with(good=10**30)),
    "a report without numbers": lambda e: altered(
        e, report=report_with().replace(b"172.4", b"NaN")
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_export_is_refused_and_leaves_nothing(
    export: bytes, empty: Services, kind: str, tmp_path: Path
) -> None:
    before = {p for p in tmp_path.rglob("*") if "other" not in p.parts}
    answer = brought(client_of(empty), HOSTILE[kind](export))
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["code"] in ("bad_export", "not_a_video", "unreadable")
    with empty.store.reading() as s:
        there = {
            t.name: s.execute(t.select()).all()
            for t in Base.metadata.sorted_tables
            if t.name != Person.__tablename__
        }
    assert {name for name, rows in there.items() if rows} == set()
    assert clean(empty.settings.data_dir) == []
    assert {p for p in tmp_path.rglob("*") if "other" not in p.parts} >= before


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
            else:
                assert {r.owner for r in s.execute(table.select())} <= {somebody}
    written = b"".join(p.read_bytes() for p in services.settings.data_dir.glob("formcheck.db*"))
    assert b"My bridge" not in written
    assert b"Somebody else" in written


def test_after_erasing_one_can_begin_anew(export: bytes, empty: Services) -> None:
    client = client_of(empty)
    client.put("/api/programme", json={"phase": 3})
    client.request("DELETE", "/api/me", json=SURE)
    assert client.get("/api/analyses").json()["total"] == 0
    assert client.get("/api/programme").json()["phase"]["number"] == 1
    assert brought(client, export).json()["analyses"] == 2
    assert client.get("/api/programme").json()["phase"]["number"] == 2
