"""Joining by a link: the first coach, clients, a second coach."""

from datetime import timedelta

from fastapi import FastAPI

from formcheck.api.rates import TAKEN_LOGINS
from formcheck.storage import accounts
from formcheck.storage.account_models import Invitation
from formcheck.storage.database import now
from formcheck.worker.supervisor import Services
from tests.api.team import (
    Browser,
    Member,
    code,
    invited,
    join,
    member,
)
from tests.storage.rows import done

SURE = {"confirm": "erase everything"}


def test_the_first_coach_takes_over_what_personal_mode_had(app: FastAPI, team: Services) -> None:
    person = team.store.only_person()
    row = done(team.store, person, title="Before the team")
    browser = Browser(app)
    state = browser.get("/api/state").json()
    assert (state["mode"], state["me"], state["set_up"]) == ("team", None, True)
    old, secret = accounts.invite_first_coach(team.store), accounts.invite_first_coach(team.store)
    assert old is not None
    assert secret is not None
    assert code(browser.get(f"/api/join/{old}")) == (404, "used_invitation")
    assert browser.get(f"/api/join/{secret}").json() == {"by": None, "role": "coach", "name": ""}
    me = join(browser, secret, name="Clara", login="Clara").json()
    assert me == {"id": person, "name": "Clara", "login": "clara", "role": "coach"}
    assert browser.get("/api/me").json() == me
    assert [a["id"] for a in browser.get("/api/analyses").json()["analyses"]] == [row.id]
    state = browser.get("/api/state").json()
    assert (state["me"], state["set_up"]) == (me, False)
    assert accounts.invite_first_coach(team.store) is None
    assert code(join(Browser(app), secret)) == (404, "used_invitation")


def test_without_a_coach_there_is_a_link_again(
    app: FastAPI, team: Services, ben: Member, coach: Member
) -> None:
    row = done(team.store, ben.id)
    assert accounts.invite_first_coach(team.store) is None
    assert coach.ask("DELETE", "/api/me", json=SURE).is_success
    old, secret = accounts.invite_first_coach(team.store), accounts.invite_first_coach(team.store)
    assert old is not None
    assert secret is not None
    assert code(join(Browser(app), old)) == (404, "used_invitation")
    browser = Browser(app)
    assert browser.get(f"/api/join/{secret}").json()["by"] is None
    me = join(browser, secret, name="Olga", login="olga").json()
    assert (me["role"], me["id"] == ben.id) == ("coach", False)
    assert browser.get("/api/analyses").json()["total"] == 0  # what a client has stays theirs
    assert ben.ask("GET", f"/api/analyses/{row.id}").status_code == 200


def test_a_client_joins_by_link_once(app: FastAPI, coach: Member) -> None:
    url = invited(coach)
    listed = coach.ask("GET", "/api/invitations").json()["invitations"]
    assert [(i["name"], i["role"]) for i in listed] == [("Ben", "client")]
    assert url.rpartition("/")[2] not in coach.ask("GET", "/api/invitations").text
    browser = Browser(app)
    path = f"/api/join/{url.rpartition('/')[2]}"
    assert browser.get(path).json() == {"by": "Clara", "role": "client", "name": "Ben"}
    for wrong, why in (
        ({"password": "short"}, "weak_password"),
        ({"password": "ben@example.org"}, "weak_password"),
        ({"name": " \u200b"}, "no_name"),
        ({"login": "a b"}, "bad_login"),
        ({"login": "CLARA"}, "login_taken"),
    ):
        assert code(join(browser, url, **wrong))[1] == why
    answer = join(browser, url)
    assert answer.json()["role"] == "client"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert code(join(Browser(app), url, login="other")) == (404, "used_invitation")
    assert [c["name"] for c in coach.ask("GET", "/api/clients").json()["clients"]] == ["Ben"]
    assert coach.ask("GET", "/api/invitations").json()["invitations"] == []


def test_an_invitation_tells_little_of_who_has_a_login(
    app: FastAPI, team: Services, coach: Member
) -> None:
    taken = [member(app, team, f"member{n}", "client") for n in range(TAKEN_LOGINS + 1)]
    url = invited(coach)
    for n in range(TAKEN_LOGINS):
        assert code(join(Browser(app), url, login=f"member{n}")) == (409, "login_taken")
    unused, last = (join(Browser(app), url, login=x) for x in ("free", f"member{len(taken) - 1}"))
    assert code(unused) == code(last) == (429, "too_often")


def test_a_used_invitation_does_not_tell_which_logins_exist(app: FastAPI, coach: Member) -> None:
    url = invited(coach)
    assert join(Browser(app), url).status_code == 200
    taken, free = (join(Browser(app), url, login=x) for x in ("clara", "nobody"))
    assert (taken.status_code, taken.text) == (free.status_code, free.text)


def test_without_consent_a_coach_sees_nothing(app: FastAPI, coach: Member) -> None:
    browser = Browser(app)
    me = join(browser, invited(coach), consent=False).json()
    assert coach.ask("GET", "/api/clients").json() == {"clients": []}
    (one,) = browser.get("/api/consents").json()["consents"]
    assert one["coach"]["id"] == coach.id
    assert one["withdrawn"] is not None
    assert browser.post(f"/api/consents/{coach.id}").status_code == 204
    assert [c["id"] for c in coach.ask("GET", "/api/clients").json()["clients"]] == [me["id"]]


def test_an_invitation_runs_out_and_is_taken_back(
    app: FastAPI, team: Services, coach: Member, ben: Member
) -> None:
    url = invited(coach)
    with team.store.writing() as s:
        s.query(Invitation).update({"until": now() - timedelta(seconds=1)})
    assert code(join(Browser(app), url)) == (404, "used_invitation")
    url = invited(coach)
    (one,) = coach.ask("GET", "/api/invitations").json()["invitations"]
    other = member(app, team, "olga", "coach")
    assert code(other.ask("DELETE", f"/api/invitations/{one['id']}")) == (404, "not_found")
    assert coach.ask("DELETE", f"/api/invitations/{one['id']}").status_code == 204
    assert code(join(Browser(app), url)) == (404, "used_invitation")
    refused = ben.ask("POST", "/api/invitations", json={"name": "X", "role": "coach"})
    assert code(refused) == (403, "coaches_only")


def test_a_client_adds_a_second_coach(app: FastAPI, team: Services, ben: Member) -> None:
    olga = member(app, team, "olga", "coach")
    url = invited(olga)
    assert code(join(ben.browser, url, consent=False)) == (422, "no_consent")
    assert join(ben.browser, url).json()["id"] == ben.id
    assert [c["id"] for c in olga.ask("GET", "/api/clients").json()["clients"]] == [ben.id]
    assert code(join(ben.browser, invited(olga, "coach"))) == (409, "signed_in")
