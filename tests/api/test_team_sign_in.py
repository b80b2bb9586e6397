"""Signing in and out, here and elsewhere; guessing has an end; changes say where they are from."""

import time
from datetime import timedelta

import pytest
from fastapi import FastAPI

from formcheck.api import create_app
from formcheck.api.deps import PROOF_LASTS
from formcheck.api.rates import LOGIN_WINDOW
from formcheck.storage import accounts
from formcheck.storage.account_models import SignIn
from formcheck.storage.database import now
from formcheck.worker.supervisor import Services
from tests.api.team import (
    PASSWORD,
    Browser,
    Member,
    code,
    join,
    sign_in,
    token,
    with_password,
)

SURE = {"confirm": "erase everything"}


def test_signing_in_and_out(app: FastAPI, team: Services, ben: Member) -> None:
    with_password(team, ben)
    browser = Browser(app)
    assert code(browser.get("/api/analyses")) == (401, "signed_out")
    assert sign_in(browser, " BEN ").json()["id"] == ben.id
    assert browser.get("/api/analyses").status_code == 200
    secret = browser.cookies["formcheck"]
    (this,) = [x for x in browser.get("/api/sessions").json()["sessions"] if x["this"]]
    assert browser.delete("/api/session").status_code == 204
    assert "formcheck" not in browser.cookies
    browser.cookies.set("formcheck", secret)  # replayed, it is worth nothing
    assert code(browser.get("/api/analyses")) == (401, "signed_out")
    assert code(ben.ask("DELETE", f"/api/sessions/{this['id']}")) == (404, "not_found")
    with team.store.reading() as s:
        kept_of_it = {v for row in s.query(SignIn) for v in vars(row).values()}
    assert secret not in kept_of_it


def test_signing_in_again_ends_what_was_before(app: FastAPI, team: Services, ben: Member) -> None:
    with_password(team, ben)
    before = ben.browser.cookies["formcheck"]
    ben.browser.cookies.clear()
    ben.browser.cookies.set("formcheck", before, domain="localhost.local")
    assert sign_in(ben.browser).status_code == 200
    old = Browser(app)
    old.cookies.set("formcheck", before)
    assert old.get("/api/me").status_code == 401
    assert ben.ask("GET", "/api/me").status_code == 200


def test_signing_out_elsewhere_and_everywhere(app: FastAPI, team: Services, ben: Member) -> None:
    with_password(team, ben)
    phone, tablet = Browser(app), Browser(app)
    sign_in(phone)
    sign_in(tablet)
    listed = phone.get("/api/sessions").json()["sessions"]
    assert len(listed) == 3
    for one in tablet.get("/api/sessions").json()["sessions"]:
        if one["this"]:
            assert ben.ask("DELETE", f"/api/sessions/{one['id']}").status_code == 204
    assert tablet.get("/api/me").status_code == 401
    assert phone.get("/api/me").status_code == 200
    assert phone.delete("/api/sessions").status_code == 204
    assert ben.ask("GET", "/api/me").status_code == 401
    assert phone.get("/api/me").status_code == 401


def test_guessing_the_old_password_has_an_end_too(team: Services, ben: Member) -> None:
    with_password(team, ben)
    asked = {"old": "guess", "new": "another good one"}
    for _ in range(5):
        assert code(ben.ask("PUT", "/api/me/password", json=asked)) == (403, "wrong_password")
    asked["old"] = PASSWORD
    assert code(ben.ask("PUT", "/api/me/password", json=asked)) == (429, "too_often")


def test_a_sign_in_runs_out(team: Services, ben: Member) -> None:
    with team.store.writing() as s:
        s.query(SignIn).update({"seen": now() - timedelta(days=31)})
    assert code(ben.ask("GET", "/api/me")) == (401, "signed_out")


def test_changing_the_password_signs_out_the_others(
    app: FastAPI, team: Services, ben: Member
) -> None:
    with_password(team, ben)
    phone = Browser(app)
    sign_in(phone)
    asked = {"old": "wrong", "new": "another good one"}
    assert code(ben.ask("PUT", "/api/me/password", json=asked)) == (403, "wrong_password")
    asked = {"old": PASSWORD, "new": "Ben"}
    assert code(ben.ask("PUT", "/api/me/password", json=asked)) == (422, "weak_password")
    asked["new"] = "another good one"
    assert ben.ask("PUT", "/api/me/password", json=asked).status_code == 204
    assert ben.ask("GET", "/api/me").status_code == 200
    assert phone.get("/api/me").status_code == 401
    assert code(sign_in(phone)) == (401, "wrong_login")
    assert sign_in(phone, password="another good one").status_code == 200


def test_changing_the_password_revokes_the_tokens(
    app: FastAPI, team: Services, ben: Member
) -> None:
    with_password(team, ben)
    program = token(app, team, ben, "sets:read")
    assert program.get("/api/analyses").status_code == 200
    changed = {"old": PASSWORD, "new": "another good one"}
    assert ben.ask("PUT", "/api/me/password", json=changed).status_code == 204
    assert code(program.get("/api/analyses")) == (401, "bad_token")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/api/me", SURE),
        ("GET", "/api/me/export", None),
        ("GET", "/api/session/proof", None),
        ("POST", "/api/tokens", {"name": "program", "scopes": ["sets:read"]}),
        ("POST", "/api/passkeys/begin", None),
    ],
)
def test_what_cannot_be_undone_needs_a_fresh_proof(
    team: Services, ben: Member, method: str, path: str, body: object
) -> None:
    with_password(team, ben)
    with team.store.writing() as s:
        s.query(SignIn).update({"created": now() - PROOF_LASTS - timedelta(seconds=1)})
    assert code(ben.ask(method, path, json=body)) == (403, "proof_needed")
    assert ben.ask("GET", "/api/me").status_code == 200
    ben.browser.cookies.clear()
    assert sign_in(ben.browser).status_code == 200
    assert ben.ask(method, path, json=body).is_success


def test_guessing_somebodys_password_elsewhere_does_not_lock_them_out(
    app: FastAPI, team: Services, ben: Member
) -> None:
    with_password(team, ben)
    guesser = Browser(app, client=("192.0.2.7", 50000))
    for _ in range(5):
        assert code(sign_in(guesser, password="guess")) == (401, "wrong_login")
    assert code(sign_in(guesser)) == (429, "too_often")
    assert sign_in(Browser(app)).status_code == 200


def test_an_ipv6_network_counts_as_one_address(app: FastAPI, team: Services, ben: Member) -> None:
    with_password(team, ben)
    for n in range(5):
        guesser = Browser(app, client=(f"2001:db8::{n}", 50000))
        assert code(sign_in(guesser, password="guess")) == (401, "wrong_login")
    assert code(sign_in(Browser(app, client=("2001:db8::ffff", 50000)))) == (429, "too_often")


def test_guessing_has_an_end(
    app: FastAPI, team: Services, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_password(team, ben)
    browser = Browser(app)
    for _ in range(4):
        assert code(sign_in(browser, password="guess")) == (401, "wrong_login")
    assert sign_in(browser).status_code == 200  # right, the others are forgotten
    for _ in range(5):
        assert code(sign_in(browser, password="guess")) == (401, "wrong_login")
    answer = sign_in(browser)
    assert code(answer) == (429, "too_often")
    assert 0 < int(answer.headers["retry-after"]) <= LOGIN_WINDOW
    for n in range(11):
        assert code(sign_in(browser, f"nobody{n}")) == (401, "wrong_login")
    assert code(sign_in(browser, "nobody else")) == (429, "too_often")
    later = time.time() + LOGIN_WINDOW + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert sign_in(browser).status_code == 200


def test_a_change_by_cookie_says_where_it_is_from(app: FastAPI, ben: Member) -> None:
    answer = ben.browser.request("PUT", "/api/me", json={"name": "B"}, headers={"Origin": ""})
    assert code(answer) == (403, "other_origin")
    del ben.browser.headers["Origin"]
    assert code(ben.ask("PUT", "/api/me", json={"name": "B"})) == (403, "other_origin")
    assert ben.ask("GET", "/api/me").json()["name"] == "Ben"
    evil = {"Origin": "http://evil.example"}
    answer = ben.browser.put("/api/me", json={"name": "B"}, headers=evil)
    assert code(answer) == (403, "other_origin")


def test_behind_https_the_cookie_stays_there(team: Services) -> None:
    team.settings.secure_cookies = True
    app = create_app(team.settings, team)
    secret = accounts.invite_first_coach(team.store)
    assert secret is not None
    browser = Browser(app)
    browser.headers["Origin"] = "https://localhost"
    assert "secure" in join(browser, secret).headers["set-cookie"].lower()
