"""A backup brought back over the API: where nothing is kept yet, checked before, refused else."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from formcheck.storage import accounts, backup
from formcheck.storage.account_models import Account, SignIn
from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from formcheck.worker.supervisor import Services
from tests.api.team import Member, member
from tests.storage.rows import add, done, file
from tests.support import data_folder


def written(services: Services) -> bytes:
    out = io.BytesIO()
    backup.write(services.store.engine, services.files, out, lambda *_: None)
    return out.getvalue()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[bytes]:
    """The backup of one person's two sets."""
    old = data_folder.services(tmp_path / "old")
    person = old.store.only_person()
    file(old.store, old.files, done(old.store, person, title="squat day"), "reps.csv", b"rep")
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
    assert client.get(f"/api/analyses/{first['id']}/files/reps.csv").content == b"rep"
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
