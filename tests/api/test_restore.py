"""A backup brought back over the API: where nothing is kept yet, checked before, refused else."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from formcheck.api import create_app
from formcheck.storage import accounts, backup, postgres_queue
from formcheck.storage.account_models import Account, SignIn
from formcheck.storage.database import now
from formcheck.storage.inspection import defects
from formcheck.storage.models import Analysis, FileRow, Video
from formcheck.storage.result_names import FILES, FRAMES, FROM_REPORT, describe
from formcheck.worker.intake import keep_live
from formcheck.worker.supervisor import Services
from tests.api.team import Member, member
from tests.storage.rows import add, done, file, video
from tests.support import data_folder, s3_server
from tests.support.data_folder import store_bytes
from tests.support.postgres import drop_database, new_database
from tests.support.sample_sets import analysed


def written(services: Services) -> bytes:
    out = io.BytesIO()
    backup.write(services.store.engine, services.files, out, lambda *_: None)
    return out.getvalue()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[bytes]:
    """The backup of one person's two sets."""
    old = data_folder.services(tmp_path / "old")
    person = old.store.only_person()
    row = done(old.store, person, title="squat day")
    file(old.store, old.files, row, "rep1-depth.jpg", b"picture")
    done(old.store, person, title="bridge day")
    yield written(old)
    old.close()


@pytest.fixture
def team_data(tmp_path: Path) -> Iterator[bytes]:
    """The backup of a team: a coach, a client and a set."""
    old = data_folder.services(tmp_path / "old team", team=True)
    with old.store.writing() as s:
        for role in ("coach", "client"):
            login = f"old {role}"
            client = accounts.add_account(s, name=role, login=login, password="not one", role=role)
    done(old.store, client.owner)
    yield written(old)
    old.close()


def test_the_sets_are_there_again(client: TestClient, services: Services, data: bytes) -> None:
    assert client.get("/api/analyses").json()["total"] == 0
    assert client.get("/api/restore").status_code == 204
    told = client.post("/api/restore", content=data)
    assert told.json() == {"sets": 2, "files": 1, "missing": 0, "join": None}
    listed = client.get("/api/analyses").json()["analyses"]
    assert {a["title"] for a in listed} == {"squat day", "bridge day"}
    first = next(a for a in listed if a["title"] == "squat day")
    picture = client.get(f"/api/analyses/{first['id']}/files/rep1-depth.jpg")
    assert (picture.content, picture.headers["content-type"]) == (b"picture", "image/jpeg")
    assert list((services.settings.data_dir / "incoming").iterdir()) == []


def test_where_there_is_something_it_is_refused_before_it_is_sent(
    client: TestClient, services: Services, person: str, data: bytes
) -> None:
    mine = add(services.store, person).id
    for answer in (client.get("/api/restore"), client.post("/api/restore", content=data)):
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_empty")
    assert [a["id"] for a in client.get("/api/analyses").json()["analyses"]] == [mine]


@pytest.mark.parametrize("harm", ["nothing of ours", "cut off", "changed"])
def test_what_is_no_whole_backup_changes_nothing(
    client: TestClient, services: Services, data: bytes, harm: str
) -> None:
    given = {
        "nothing of ours": b"x" * 4096,
        "cut off": data[: len(data) // 2],
        "changed": data.replace(b'"squat day"', b'"squat day '),
    }[harm]
    answer = client.post("/api/restore", content=given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_backup")
    assert client.get("/api/analyses").json()["total"] == 0
    assert data_folder.clean(services.settings.data_dir) == []
    assert client.post("/api/restore", content=data).json()["sets"] == 2  # as at the first try


def test_a_teams_backup_is_not_opened_to_whoever_is_at_the_computer(
    client: TestClient, team_data: bytes
) -> None:
    answer = client.post("/api/restore", content=team_data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "team_backup")
    assert client.get("/api/analyses").json()["total"] == 0


def test_there_is_room_for_it_or_it_is_refused(
    client: TestClient, services: Services, data: bytes
) -> None:
    services.settings.reserve_bytes = 10**18
    answer = client.post("/api/restore", content=data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (507, "disk_full")


# --- what a stranger wrote into it ---------------------------------------------------------------

EVIL = b"<!doctype html><script>evil()</script>,=evil()"
BOMB = gzip.compress(bytes(100 * 1024**2))
"""A few bytes that become 100 MB."""


@pytest.fixture
def crafted(tmp_path: Path) -> Iterator[bytes]:
    """A backup whose report, tables, times and video are not those that formcheck made."""
    old = data_folder.services(tmp_path / "crafted")
    person = old.store.only_person()
    set_id = keep_live(old, person, analysed(), "Crafted")
    film = video(old.store, person, store_bytes(old.files, EVIL * 2))
    with old.store.writing() as s:
        row = s.get_one(Analysis, set_id)
        row.video_id = film
    for name in (*FROM_REPORT, "evil.js", "../../evil.html", "x" * 100):
        file(old.store, old.files, row, name, EVIL + name.encode())
    file(old.store, old.files, row, FRAMES, BOMB)
    with old.store.writing() as s:
        s.execute(update(FileRow).values(media_type="text/html", listed=True))
        s.execute(update(Video).values(media_type="text/html"))
    yield written(old)
    old.close()


def test_every_report_and_table_of_a_backup_is_made_here(
    client: TestClient, services: Services, crafted: bytes
) -> None:
    assert client.post("/api/restore", content=crafted).json()["sets"] == 1
    (one,) = client.get("/api/analyses").json()["analyses"]
    told = client.get(f"/api/analyses/{one['id']}").json()
    listed = {f["name"]: f["url"] for f in told["files"]}
    wanted = {name for name in FROM_REPORT if describe(name).listed} | {"poses.npz"}
    assert wanted <= set(listed) <= set(FILES)
    for name in FROM_REPORT:
        answer = client.get(f"/api/analyses/{one['id']}/files/{name}")
        assert answer.status_code == 200, name
        assert answer.headers["content-type"] == describe(name).media_type
        assert b"evil" not in answer.content
    page = client.get(listed["report.html"]).text
    assert analysed().report.title in page
    reps = client.get(listed["reps.csv"]).text.splitlines()
    assert {line.split(",")[0] for line in reps[1:]} == {"1", "2", "3"}
    with zipfile.ZipFile(io.BytesIO(client.get("/api/me/export").content)) as export:
        made = [n for n in export.namelist() if not n.endswith(("/video.mp4", ".json.gz"))]
        assert not [n for n in made if ".." in n or b"evil" in export.read(n)]
        assert f"analyses/{one['id']}/report.html" in made
    kept = {services.files.read(sha256) for sha256 in services.files.every()}
    assert sum(b"evil" in content for content in kept) == 1  # the video


def test_nothing_of_a_backup_is_shown_as_a_page_of_ours(client: TestClient, crafted: bytes) -> None:
    client.post("/api/restore", content=crafted)
    (one,) = client.get("/api/analyses").json()["analyses"]
    base = f"/api/analyses/{one['id']}"
    for name in ("evil.js", "..%2F..%2Fevil.html", "x" * 100):
        assert client.get(f"{base}/files/{name}").status_code == 404
    sent = client.get(f"{base}/video")
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["x-content-type-options"] == "nosniff"
    plain = {"Accept-Encoding": "identity"}
    assert client.get(f"{base}/frames", headers=plain).status_code == 404
    assert client.get(f"{base}/files/{FRAMES}").headers["content-type"] == "application/gzip"


# --- on many machines -----------------------------------------------------------------------------


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Services on PostgreSQL and a bucket, which leave the work to other machines."""
    url = new_database(ready=True)
    for name, value in s3_server.environment(s3_server.shared()).items():
        monkeypatch.setenv(name, value)
    bucket = s3_server.new_bucket(s3_server.shared())
    yield data_folder.services(
        tmp_path / "many", database_url=url, files_url=bucket, work_here=False
    )
    drop_database(url)


def test_a_server_on_postgresql_and_a_bucket_brings_it_back_while_it_runs(
    shared: Services, tmp_path: Path
) -> None:
    old = data_folder.services(tmp_path / "old")
    person = old.store.only_person()
    live = keep_live(old, person, analysed(), "Bridge")
    film = video(old.store, person, store_bytes(old.files, b"film"))
    waiting = add(old.store, person, video_id=film)
    data = written(old)
    old.close()
    with TestClient(create_app(shared.settings, shared), base_url="http://localhost") as client:
        told = client.post("/api/restore", content=data)
        assert told.json() == {"sets": 2, "files": 2, "missing": 0, "join": None}
        page = client.get(f"/api/analyses/{live}/files/report.html")
        assert analysed().report.title in page.text
        assert client.get(f"/api/analyses/{waiting.id}/video").content == b"film"
        assert client.post("/api/restore", content=data).json()["error"]["code"] == "not_empty"
        assert client.get(f"/api/analyses/{waiting.id}").json()["state"] == "queued"
        postgres_queue.repair_jobs(shared.store)  # as a worker does every ten seconds
        assert postgres_queue.waiting(shared.store) == 1
        assert list(defects(shared.store.engine, shared.files, thorough=True)) == []


# --- in a team ------------------------------------------------------------------------------------


def test_the_first_coach_brings_a_team_back(
    team: Services, coach: Member, team_data: bytes
) -> None:
    told = coach.browser.post("/api/restore", content=team_data).json()
    assert (told["sets"], told["join"]) == (1, None)
    with team.store.reading() as s:
        assert set(s.scalars(select(Account.login))) == {"old coach", "old client"}
    assert coach.browser.get("/api/analyses").status_code == 401  # they sign in as they used to


def test_the_backup_of_one_person_becomes_the_first_coachs(
    app: FastAPI, team: Services, coach: Member, data: bytes
) -> None:
    link = coach.browser.post("/api/restore", content=data).json()["join"]
    asked = {"name": "Clara", "login": "clara", "password": "four random words here"}
    joined = coach.browser.post(f"/api{link}", json=asked)
    assert joined.status_code in (200, 201), joined.text
    assert coach.browser.get("/api/analyses").json()["total"] == 2


def test_only_a_coach_who_just_proved_it_and_is_alone(
    team: Services, coach: Member, app: FastAPI, team_data: bytes
) -> None:
    with team.store.writing() as s:
        s.scalars(select(SignIn)).one().created = now() - timedelta(minutes=6)
    answer = coach.browser.post("/api/restore", content=team_data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "proof_needed")
    ben = member(app, team, "ben", "client")
    answer = ben.browser.post("/api/restore", content=team_data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "coaches_only")
    with team.store.writing() as s:
        s.scalars(select(SignIn).where(SignIn.owner == coach.id)).one().created = now()
    answer = coach.browser.post("/api/restore", content=team_data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_empty")
    with team.store.reading() as s:
        assert s.scalar(select(func.count()).select_from(Analysis)) == 0
