"""A link shows the report of one set without an account: nothing else, to nobody after it ends."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from formcheck.api import create_app
from formcheck.storage import share_links
from formcheck.storage.account_models import AccessLogRow, ShareLink
from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from formcheck.worker.supervisor import Services
from tests.api.team import HERE, Browser, Member, code, consent, member, token
from tests.storage.rows import done, file
from tests.support import data_folder

PAGE = b"<!doctype html><title>Report</title><p>Push the floor away.</p>"


@pytest.fixture
def services(team: Services) -> Services:
    return team


@pytest.fixture
def ben(app: FastAPI, services: Services) -> Member:
    return member(app, services, "ben", "client")


@pytest.fixture
def row(services: Services, ben: Member) -> Analysis:
    made = done(services.store, ben.id)
    file(services.store, services.files, made, "report.html", PAGE)
    file(services.store, services.files, made, "annotated.webm", b"video")
    return made


@pytest.fixture
def stranger(app: FastAPI) -> Browser:
    """Somebody without an account."""
    return Browser(app)


def linked(whose: Member, row: Analysis, **more: Any) -> str:
    """Share a set; return the path of the link."""
    answer = whose.ask("POST", "/api/links", json={"set_id": row.id, **more})
    assert answer.status_code == 201, answer.text
    url = str(answer.json()["url"])
    assert url.startswith(f"{HERE}/shared/")
    return url.removeprefix(HERE)


def test_whoever_has_the_link_sees_the_report(
    ben: Member, row: Analysis, stranger: Browser
) -> None:
    answer = stranger.get(linked(ben, row))
    assert (answer.status_code, answer.content) == (200, PAGE)
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "set-cookie" not in answer.headers


def test_nothing_else_can_be_reached_with_it(ben: Member, row: Analysis, stranger: Browser) -> None:
    link = linked(ben, row)
    stranger.get(link)
    of_set = f"/api/analyses/{row.id}"
    for path in (of_set, f"{of_set}/files/report.html", f"{of_set}/video", "/api/links"):
        assert stranger.get(path).status_code == 401, path
        with_secret = {"Authorization": f"Bearer {link.rpartition('/')[2]}"}
        assert stranger.get(path, headers=with_secret).status_code == 401, path
    for path in (f"{link}/video", f"{link}/annotated.webm", f"{link}x", "/shared/", "/shared/x"):
        answer = stranger.get(path)
        assert answer.status_code == 404, path
        assert PAGE not in answer.content
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert stranger.request(method, link).status_code in (403, 404, 405), method


def test_it_ends_in_time_and_is_then_forgotten(
    services: Services, ben: Member, row: Analysis, stranger: Browser
) -> None:
    link = linked(ben, row, days=1)
    with services.store.writing() as s:
        s.scalars(select(ShareLink)).one().until = now() - timedelta(seconds=1)
    answer = stranger.get(link, headers={"Accept": "text/html"})
    assert (answer.status_code, "<fc-missing>" in answer.text) == (404, True)
    assert ben.ask("GET", "/api/links").json() == {"links": []}
    with services.store.writing() as s:
        share_links.delete_ended(s)
        assert s.scalars(select(ShareLink)).all() == []


def test_it_is_listed_and_withdrawn(ben: Member, row: Analysis, stranger: Browser) -> None:
    link, other = linked(ben, row), linked(ben, row)
    one = ben.ask("GET", "/api/links", params={"set_id": row.id}).json()["links"]
    assert [x["set_id"] for x in one] == [row.id] * 2
    assert link.rpartition("/")[2] not in str(one)
    assert ben.ask("GET", "/api/links", params={"set_id": "x"}).json() == {"links": []}
    for x in one:
        assert ben.ask("DELETE", f"/api/links/{x['id']}").status_code == 204
    assert stranger.get(link).status_code == stranger.get(other).status_code == 404


def test_a_deleted_set_is_not_shown(ben: Member, row: Analysis, stranger: Browser) -> None:
    link = linked(ben, row)
    assert ben.ask("DELETE", f"/api/analyses/{row.id}").is_success
    assert stranger.get(link).status_code == 404
    assert ben.ask("GET", "/api/links").json() == {"links": []}


def test_its_owner_is_told_that_it_was_opened(
    services: Services, ben: Member, row: Analysis, stranger: Browser
) -> None:
    link = linked(ben, row)
    for _ in range(3):
        stranger.get(link)
    with services.store.reading() as s:
        look = s.scalars(select(AccessLogRow)).one()
        assert (look.owner, look.who, look.what, look.set_id) == (ben.id, None, "link", row.id)
    (told,) = ben.ask("GET", "/api/me/access").json()["looks"]
    assert told["what"] == "link"


def test_only_its_owner_shares_a_set(
    app: FastAPI, services: Services, ben: Member, row: Analysis
) -> None:
    coach = member(app, services, "clara", "coach")
    consent(services, ben, coach)
    wanted = {"set_id": row.id}
    assert coach.ask("GET", f"/api/analyses/{row.id}").status_code == 200
    assert code(coach.ask("POST", "/api/links", json=wanted)) == (404, "not_found")
    program = token(app, services, ben, "sets:read", "sets:write")
    assert program.post("/api/links", json=wanted).status_code == 403
    linked(ben, row)
    (one,) = ben.ask("GET", "/api/links").json()["links"]
    assert coach.ask("GET", "/api/links").json() == {"links": []}
    assert coach.ask("DELETE", f"/api/links/{one['id']}").status_code == 404


@pytest.mark.parametrize("days", [0, 31, -1])
def test_it_lasts_a_month_at_most(ben: Member, row: Analysis, days: int) -> None:
    wanted = {"set_id": row.id, "days": days}
    assert ben.ask("POST", "/api/links", json=wanted).status_code == 422


def test_there_are_so_many_at_a_time(
    ben: Member, row: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_links, "MOST_LINKS", 1)
    linked(ben, row)
    assert code(ben.ask("POST", "/api/links", json={"set_id": row.id})) == (409, "too_many")


def test_without_accounts_there_are_no_links(tmp_path: Any) -> None:
    made = data_folder.services(tmp_path / "alone")
    alone = Browser(create_app(made.settings, made))
    assert alone.post("/api/links", json={"set_id": "x"}).status_code == 404
    assert alone.get("/shared/x").status_code == 404
    made.store.close()
