"""Webhooks are entered, tested and deleted by their owner; a coach's tell of consenting clients."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from standardwebhooks.webhooks import Webhook as Verifier

from formcheck.storage import permissions, webhooks
from formcheck.storage.models import SAMPLE
from formcheck.worker.supervisor import Services
from formcheck.worker.webhook_sender import WebhookSender
from tests.api.conftest import HERE
from tests.api.team import Member, code, consent
from tests.storage.rows import add, done
from tests.support.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


def send(services: Services) -> None:
    sender = WebhookSender(services.settings, services.store)
    while sender.send_next():
        pass


def test_there_is_none_until_one_is_entered(client: TestClient) -> None:
    assert client.get("/api/webhooks").json() == {"webhooks": [], "outside": False}


def test_the_secret_is_shown_once_and_a_test_says_how_it_went(
    client: TestClient, services: Services, receiver: Receiver
) -> None:
    made = client.post("/api/webhooks", json={"url": receiver.url()})
    assert made.status_code == 201
    hook = made.json()
    assert client.post(f"/api/webhooks/{hook['id']}/test").status_code == 204
    [listed] = client.get("/api/webhooks").json()["webhooks"]
    assert [d["outcome"] for d in listed["deliveries"]] == ["waiting"]
    assert hook["secret"] not in json.dumps(listed)
    send(services)
    [got] = receiver.received
    told = Verifier(hook["secret"]).verify(got.body, got.headers)
    assert (told["type"], told["data"]) == ("test", {"link": f"{HERE}/account#data"})
    [listed] = client.get("/api/webhooks").json()["webhooks"]
    [last] = listed["deliveries"]
    assert (last["event"], last["outcome"], last["status"]) == ("test", "delivered", 204)
    assert last["next_try"] is None


def test_a_test_that_fails_is_not_tried_again(
    client: TestClient, services: Services, receiver: Receiver
) -> None:
    receiver.status = 404
    hook = client.post("/api/webhooks", json={"url": receiver.url()}).json()
    client.post(f"/api/webhooks/{hook['id']}/test")
    send(services)
    [listed] = client.get("/api/webhooks").json()["webhooks"]
    [last] = listed["deliveries"]
    assert (last["outcome"], last["status"], last["next_try"]) == ("refused", 404, None)


def test_a_reviewed_set_is_told_of_once(
    client: TestClient, services: Services, person: str, receiver: Receiver
) -> None:
    row = done(services.store, person)
    hook = client.post("/api/webhooks", json={"url": receiver.url()}).json()
    for _ in range(2):
        client.put(f"/api/analyses/{row.id}/review", json={"reviewed": True})
    send(services)
    [got] = receiver.received
    told = Verifier(hook["secret"]).verify(got.body, got.headers)
    assert (told["type"], told["data"]["set"]) == ("set.reviewed", row.id)
    assert told["data"]["reviewed"] is not None


def test_a_deleted_webhook_is_told_nothing(
    client: TestClient, services: Services, person: str, receiver: Receiver
) -> None:
    hook = client.post("/api/webhooks", json={"url": receiver.url()}).json()
    done(services.store, person)
    assert client.delete(f"/api/webhooks/{hook['id']}").status_code == 204
    assert client.delete(f"/api/webhooks/{hook['id']}").status_code == 404
    assert client.post(f"/api/webhooks/{hook['id']}/test").status_code == 404
    send(services)
    assert receiver.received == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://8.8.8.8/hook", "outside"),
        ("http://169.254.169.254/latest", "outside"),
        ("file:///etc/passwd", "bad_address"),
        ("http://[", "bad_address"),
    ],
)
def test_an_address_that_leads_outside_is_refused(
    client: TestClient, url: str, expected: str
) -> None:
    assert code(client.post("/api/webhooks", json={"url": url})) == (422, expected)
    assert client.get("/api/webhooks").json()["webhooks"] == []


def test_there_are_not_too_many(
    client: TestClient, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "MOST", 1)
    assert client.post("/api/webhooks", json={"url": receiver.url()}).status_code == 201
    assert code(client.post("/api/webhooks", json={"url": receiver.url()})) == (409, "too_many")


def test_the_sample_is_not_told_of(
    client: TestClient, services: Services, person: str, receiver: Receiver
) -> None:
    client.post("/api/webhooks", json={"url": receiver.url()})
    row = add(services.store, person, origin=SAMPLE)
    client.put(f"/api/analyses/{row.id}/review", json={"reviewed": True})
    send(services)
    assert receiver.received == []


# --- a team ---------------------------------------------------------------------------------------


def entered(who: Member, url: str) -> Any:
    return who.ask("POST", "/api/webhooks", json={"url": url})


@pytest.fixture
def coachs(app: FastAPI, coach: Member, receiver: Receiver) -> Member:
    """The coach, with a webhook."""
    assert entered(coach, receiver.url()).status_code == 201
    return coach


def looks(ben: Member) -> list[str]:
    return [x["what"] for x in ben.ask("GET", "/api/me/access").json()["looks"]]


def test_clients_have_none(ben: Member, receiver: Receiver) -> None:
    assert code(entered(ben, receiver.url())) == (403, "coaches_only")
    assert code(ben.ask("GET", "/api/webhooks")) == (403, "coaches_only")


def test_a_coach_is_told_of_a_client_who_consents_and_the_client_sees_it(
    team: Services, coachs: Member, ben: Member, receiver: Receiver
) -> None:
    done(team.store, ben.id)
    send(team)
    assert receiver.received == [], "without consent"
    consent(team, ben, coachs)
    row = done(team.store, ben.id)
    send(team)
    [got] = receiver.received
    assert json.loads(got.body)["data"]["set"] == row.id
    assert looks(ben) == ["webhook"]


def test_consent_that_is_withdrawn_before_it_is_sent_counts(
    team: Services, coachs: Member, ben: Member, receiver: Receiver
) -> None:
    consent(team, ben, coachs)
    done(team.store, ben.id)
    with team.store.writing() as s:
        permissions.withdraw_consent(s, ben.id, coachs.id)
    send(team)
    assert receiver.received == []
    assert looks(ben) == []
