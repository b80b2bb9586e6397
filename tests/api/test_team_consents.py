"""Who sees whom: consent given and withdrawn, what a coach may change, who looked, erasing."""

from datetime import timedelta
from pathlib import Path

from formcheck.api import create_app
from formcheck.storage.account_models import AccessLogRow
from formcheck.storage.database import now
from formcheck.storage.models import Base
from formcheck.worker.supervisor import Services
from tests.api.team import (
    Browser,
    Member,
    code,
    consent,
    sign_in,
)
from tests.storage.rows import done, file
from tests.support import data_folder

SURE = {"confirm": "erase everything"}


def test_a_coach_sees_a_client_until_the_consent_is_withdrawn(
    team: Services, coach: Member, ben: Member
) -> None:
    row = done(team.store, ben.id, title="Ben's bridge")
    one = f"/api/analyses/{row.id}"
    of = {"of": ben.id}
    unknown = coach.ask("GET", "/api/analyses/0123456789abcdef")
    assert coach.ask("GET", one).content == unknown.content
    assert coach.ask("GET", "/api/analyses", params=of).content == unknown.content
    consent(team, ben, coach)
    told = coach.ask("GET", one).json()
    assert told["owner"] == {"id": ben.id, "name": "Ben"}
    assert coach.ask("GET", "/api/analyses", params=of).json()["total"] == 1
    assert coach.ask("GET", "/api/analyses").json()["total"] == 0
    for page in ("programme", "progress", "checkins", "limits", "timeline"):
        assert coach.ask("GET", f"/api/{page}", params=of).status_code == 200
    assert ben.ask("DELETE", f"/api/consents/{coach.id}").status_code == 204
    assert coach.ask("GET", one).content == unknown.content
    assert coach.ask("GET", "/api/analyses", params=of).content == unknown.content
    assert ben.ask("POST", f"/api/consents/{coach.id}").status_code == 204
    assert coach.ask("GET", one).status_code == 200
    assert coach.ask("DELETE", f"/api/clients/{ben.id}").status_code == 204
    assert coach.ask("GET", one).content == unknown.content
    assert code(coach.ask("DELETE", f"/api/clients/{ben.id}")) == (404, "not_found")
    assert code(ben.ask("POST", "/api/consents/0123456789abcdef")) == (404, "not_found")


def test_a_coach_changes_plan_and_limits_and_nothing_else(
    team: Services, coach: Member, ben: Member
) -> None:
    consent(team, ben, coach)
    row = done(team.store, ben.id)
    one, of = f"/api/analyses/{row.id}", {"of": ben.id}
    changed = {"low": 150.0, "note": "looser after surgery"}
    path = "/api/limits/glute_bridge/height"
    assert coach.ask("PUT", path, json=changed, params=of).status_code == 200
    assert coach.ask("PUT", "/api/programme", json={"phase": 2}, params=of).status_code == 200
    plan = {"exercise": "clamshell", "days": [1], "reps": [5, 5], "sets": [1, 1]}
    assert coach.ask("PUT", "/api/programme/plan", json=plan, params=of).status_code == 200
    assert ben.ask("GET", "/api/programme").json()["phase"]["number"] == 2
    assert coach.ask("GET", "/api/programme").json()["phase"]["number"] == 1
    for method, path, more in (
        ("DELETE", one, {}),
        ("PATCH", one, {"json": {"title": "mine"}}),
        ("PATCH", f"{one}/load", {"json": {"effort": 7}}),
        ("POST", f"{one}/reanalyse", {"json": {}}),
        ("POST", f"{one}/cancel", {}),
        ("POST", f"{one}/restore", {}),
        ("POST", "/api/uploads", {"json": {"name": "a", "bytes": 9, "analysis": row.id}}),
    ):
        answer = coach.ask(method, path, params=of, **more)
        assert code(answer) == (403, "not_yours"), path
        assert answer.json()["error"]["message"] == "Only Ben can do this."
    checkin = {"back": 3}
    assert coach.ask("PUT", "/api/checkins/2026-11-02", json=checkin, params=of).is_success
    assert ben.ask("GET", "/api/checkins").json() == {"checkins": []}  # it was the coach's own


def test_every_look_is_kept_for_the_client(team: Services, coach: Member, ben: Member) -> None:
    consent(team, ben, coach)
    row = done(team.store, ben.id, title="Ben's bridge")
    file(team.store, team.files, row, "annotated.webm", b"drawn")
    file(team.store, team.files, row, "report.html", b"<p>report</p>")
    one, of = f"/api/analyses/{row.id}", {"of": ben.id}
    for path in (one, one, f"{one}/files/report.html", f"{one}/files/annotated.webm"):
        assert coach.ask("GET", path).status_code == 200
    coach.ask("GET", "/api/compare", params={"before": row.id, "after": row.id})
    coach.ask("GET", "/api/progress", params=of)
    coach.ask("GET", "/api/progress", params=of)
    ben.ask("GET", one)  # one's own do not count
    told = ben.ask("GET", "/api/me/access").json()
    assert told["total"] == 3
    title = {"id": row.id, "title": "Ben's bridge"}
    assert [(x["what"], x["set"]) for x in reversed(told["looks"])] == [
        ("set", title),
        ("video", title),
        ("progress", None),
    ]
    assert {x["who"]["id"] for x in told["looks"]} == {coach.id}
    with team.store.writing() as s:
        s.query(AccessLogRow).update({"moment": now() - timedelta(minutes=11)})
    coach.ask("GET", one)
    part = ben.ask("GET", "/api/me/access", params={"limit": 1}).json()
    assert (part["total"], len(part["looks"])) == (4, 1)
    assert coach.ask("GET", "/api/me/access").json()["total"] == 0
    assert coach.ask("DELETE", "/api/me", json=SURE).is_success  # gone, the name stays
    told = ben.ask("GET", "/api/me/access").json()
    assert {(x["who"]["id"], x["who"]["name"]) for x in told["looks"]} == {(None, "Clara")}


def test_erasing_leaves_nothing_of_one_person_and_all_of_others(
    team: Services, coach: Member, ben: Member
) -> None:
    consent(team, ben, coach)
    done(team.store, ben.id)
    theirs = done(team.store, coach.id)
    ben.ask("POST", "/api/tokens", json={"name": "x", "scopes": ["sets:read"]})
    ben.ask("PUT", "/api/me/retention", json={"video_days": 30})
    answer = ben.ask("DELETE", "/api/me", json=SURE)
    assert answer.json() == {"analyses": 1}
    assert ben.ask("GET", "/api/me").status_code == 401
    with team.store.reading() as s:
        for table in Base.metadata.sorted_tables:
            if "owner" in table.columns:
                assert ben.id not in {r.owner for r in s.execute(table.select())}, table.name
    assert coach.ask("GET", "/api/clients").json() == {"clients": []}
    assert coach.ask("GET", f"/api/analyses/{theirs.id}").status_code == 200


def test_personal_mode_knows_no_accounts(tmp_path: Path) -> None:
    services = data_folder.services(tmp_path / "personal")
    browser = Browser(create_app(services.settings, services))
    state = browser.get("/api/state").json()
    assert (state["mode"], state["me"], state["set_up"]) == ("personal", None, False)
    assert code(browser.get("/api/me")) == (409, "personal")
    assert code(sign_in(browser)) == (404, "not_found")
    assert code(browser.get("/api/join/x")) == (404, "not_found")
    assert browser.get("/api/me/access").json() == {"looks": [], "total": 0}
    services.store.close()
