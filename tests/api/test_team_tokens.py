"""Keys for programs, and taking everything along."""

import io
import json
import zipfile
from datetime import timedelta

from fastapi import FastAPI

from formcheck.storage.account_models import Token
from formcheck.storage.database import now
from formcheck.worker.supervisor import Services
from tests.api.small_videos import video
from tests.api.team import (
    Browser,
    Member,
    code,
    consent,
    token,
)
from tests.storage.rows import done

SURE = {"confirm": "erase everything"}


def test_a_token_does_what_its_scopes_say(
    app: FastAPI, team: Services, coach: Member, ben: Member
) -> None:
    consent(team, ben, coach)
    row = done(team.store, ben.id)
    own = done(team.store, coach.id)
    reads = token(app, team, coach, "sets:read")
    assert reads.get(f"/api/analyses/{own.id}").status_code == 200
    assert code(reads.get(f"/api/analyses/{row.id}")) == (404, "not_found")
    assert code(reads.get("/api/analyses", params={"of": ben.id})) == (404, "not_found")
    assert code(reads.get("/api/clients")) == (403, "scope")
    assert code(reads.delete(f"/api/analyses/{own.id}")) == (403, "scope")
    assert reads.get("/api/me").json()["id"] == coach.id
    for path in ("/api/me/export", "/api/tokens", "/api/sessions", "/api/consents", "/api/new"):
        assert code(reads.get(path)) == (403, "scope") if path != "/api/new" else True
    sees = token(app, team, coach, "sets:read", "clients:read")
    assert sees.get(f"/api/analyses/{row.id}").status_code == 200
    assert sees.get("/api/clients").status_code == 200
    writes = token(app, team, ben, "sets:write")
    assert writes.post("/api/analyses", content=video()).status_code == 201
    assert code(writes.get("/api/analyses")) == (403, "scope")
    assert writes.delete(f"/api/analyses/{row.id}").status_code == 200


def test_a_token_is_told_once_runs_out_and_is_revoked(
    app: FastAPI, team: Services, ben: Member
) -> None:
    asked = {"name": "watch", "scopes": ["sets:read"], "days": 3}
    made = ben.ask("POST", "/api/tokens", json=asked).json()
    secret = made["secret"]
    assert secret.startswith("fc_")
    assert secret not in ben.ask("GET", "/api/tokens").text
    program = Browser(app)
    program.headers["Authorization"] = f"Bearer {secret}"
    assert program.get("/api/analyses").status_code == 200
    (listed,) = ben.ask("GET", "/api/tokens").json()["tokens"]
    assert listed["used"] is not None
    with team.store.writing() as s:
        s.query(Token).update({"until": now() - timedelta(seconds=1)})
    assert code(program.get("/api/analyses")) == (401, "bad_token")
    made = ben.ask("POST", "/api/tokens", json={**asked, "days": None}).json()
    program.headers["Authorization"] = f"Bearer {made['secret']}"
    assert program.get("/api/analyses").status_code == 200
    assert ben.ask("DELETE", f"/api/tokens/{made['id']}").status_code == 204
    assert code(program.get("/api/analyses")) == (401, "bad_token")


def test_a_cookie_does_not_help_a_token(ben: Member) -> None:
    ben.browser.headers["Authorization"] = "Bearer fc_nonsense"
    assert code(ben.ask("GET", "/api/analyses")) == (401, "bad_token")


def test_an_export_tells_of_coaches_and_looks_and_of_nobody_elses_sets(
    team: Services, coach: Member, ben: Member
) -> None:
    consent(team, ben, coach)
    row = done(team.store, ben.id, title="Ben's bridge")
    coach.ask("GET", f"/api/analyses/{row.id}")
    with zipfile.ZipFile(io.BytesIO(ben.ask("GET", "/api/me/export").content)) as z:
        told = json.loads(z.read("account.json"))
        assert f"analyses/{row.id}/report.json" in z.namelist()
    assert (told["login"], told["role"]) == ("ben", "client")
    assert [c["name"] for c in told["coaches"]] == ["Clara"]
    assert [(x["who"], x["what"], x["set"]) for x in told["looks"]] == [("Clara", "set", row.id)]
    with zipfile.ZipFile(io.BytesIO(coach.ask("GET", "/api/me/export").content)) as z:
        assert not [n for n in z.namelist() if n.startswith("analyses/")]
        assert "Ben" not in "".join(z.read(n).decode() for n in z.namelist())


def test_retention_is_each_ones_own(team: Services, coach: Member, ben: Member) -> None:
    consent(team, ben, coach)
    path = "/api/me/retention"
    assert ben.ask("GET", path).json() == {"video_days": None}
    assert ben.ask("PUT", path, json={"video_days": 30}).json() == {"video_days": 30}
    assert ben.ask("PUT", path, json={"video_days": 0}).status_code == 422
    assert coach.ask("GET", path, params={"of": ben.id}).json() == {"video_days": None}
    assert ben.ask("GET", path).json() == {"video_days": 30}
