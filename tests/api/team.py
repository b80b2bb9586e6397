"""A team for tests: coaches and clients with accounts, each in a browser of their own."""

from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from formcheck.storage import accounts, credentials, permissions
from formcheck.storage.account_models import Role
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Person
from formcheck.worker.supervisor import Services

HERE = "http://localhost"
PASSWORD = "correct horse battery"


class Browser(TestClient):
    """A browser with a cookie of its own, which says where its requests come from."""

    def __init__(self, app: FastAPI, client: tuple[str, int] = ("testclient", 50000)) -> None:
        super().__init__(app, base_url=HERE, headers={"Origin": HERE}, client=client)


@dataclass
class Member:
    """Somebody of the team, signed in."""

    id: str
    browser: Browser

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """Ask for something as them."""
        return self.browser.request(method, path, **more)


def member(app: FastAPI, services: Services, login: str, role: Role) -> Member:
    """Add somebody with an account, and sign them in."""
    with services.store.writing() as s:
        person = Person(id=new_id(), name=login.capitalize(), created=now())
        s.add(person)
        s.flush()
        accounts.add_account(
            s, name=person.name, login=login, password="not one", role=role, person=person.id
        )
        _, secret = credentials.add_sign_in(s, person.id, "Test")
    browser = Browser(app)
    browser.cookies.set("formcheck", secret)
    return Member(person.id, browser)


def consent(services: Services, client: Member, coach: Member) -> None:
    """Let a coach see a client's sets."""
    with services.store.writing() as s:
        permissions.give_consent(s, client.id, coach.id)


def token(app: FastAPI, services: Services, whose: Member, *scopes: str) -> Browser:
    """Return a program that comes by a token."""
    with services.store.writing() as s:
        _, secret = credentials.add_token(s, whose.id, "program", set(scopes), None)
    found = Browser(app)
    found.headers["Authorization"] = f"Bearer {secret}"
    return found


def with_password(services: Services, whose: Member) -> None:
    """Give somebody the password of tests."""
    with services.store.writing() as s:
        accounts.change_password(s, whose.id, credentials.hash_password(PASSWORD))


def code(answer: Any) -> tuple[int, str]:
    """Return status and code of a failure."""
    return answer.status_code, answer.json()["error"]["code"]


def invited(coach: Member, role: str = "client") -> str:
    """Have a coach invite somebody; return the link."""
    answer = coach.ask("POST", "/api/invitations", json={"name": "Ben", "role": role})
    assert answer.status_code == 201
    url: str = answer.json()["url"]
    assert url.startswith(f"{HERE}/join/")
    return url


def join(browser: Browser, url: str, **more: Any) -> Any:
    """Join by a link, as Ben unless told otherwise."""
    told = {"name": "Ben", "login": "ben@example.org", "password": PASSWORD, "consent": True}
    return browser.post(f"/api/join/{url.rpartition('/')[2]}", json={**told, **more})


def sign_in(browser: Browser, login: str = "ben", password: str = PASSWORD) -> Any:
    """Sign in with a password."""
    return browser.post("/api/session", json={"login": login, "password": password})
