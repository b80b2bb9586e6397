"""Webhooks reach the home network alone, by an address that was checked, signed, and once each."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from formcheck.storage import webhooks
from formcheck.storage.database import now
from formcheck.storage.webhook_models import Delivery
from formcheck.worker.supervisor import Services
from formcheck.worker.webhook_sender import AddressError, WebhookSender, is_home, post, target_of
from tests.storage.rows import done
from tests.support import data_folder
from tests.support.receiver import Receiver

PAGE = "http://localhost:8765"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = data_folder.services(tmp_path / "data")
    yield made
    made.store.close()


@pytest.fixture
def person(services: Services) -> str:
    return services.store.only_person()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


def hook(services: Services, person: str, url: str) -> str:
    """Add a webhook; return its secret."""
    with services.store.writing() as s:
        return webhooks.add(s, person, url, PAGE).secret


def sent(services: Services) -> int:
    """Send all that is due; return how many messages were tried."""
    sender, count = WebhookSender(services.settings, services.store), 0
    while sender.send_next():
        count += 1
    return count


def delivery(services: Services) -> Delivery:
    with services.store.reading() as s:
        return s.scalars(select(Delivery)).one()


def make_due(services: Services) -> None:
    with services.store.writing() as s:
        for row in s.scalars(select(Delivery)):
            row.due = now() - timedelta(seconds=1) if row.due else None


def test_a_judged_set_is_told_of_once_and_signed(
    services: Services, person: str, receiver: Receiver
) -> None:
    secret = hook(services, person, receiver.url())
    row = done(services.store, person)
    assert sent(services) == 1
    assert sent(services) == 0
    [got] = receiver.received
    assert got.path == "/hook?from=formcheck"
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    told = Verifier(secret).verify(got.body, got.headers)
    assert told["type"] == "set.judged"
    assert told["data"] == {
        "set": row.id,
        "person": person,
        "exercise": {"id": row.exercise_id, "title": row.exercise_title},
        "reps": row.total,
        "clean_reps": row.good,
        "faults": told["data"]["faults"],
        "reviewed": None,
        "link": f"{PAGE}/review/{row.id}",
    }
    assert {"cue": row.fault_cue, "title": row.fault_title} in [
        {k: f[k] for k in ("cue", "title")} for f in told["data"]["faults"]
    ]
    assert row.title.encode() not in got.body
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(got.body.replace(b'"reps"', b'"rips"'), got.headers)
    found = delivery(services)
    assert (found.outcome, found.status, found.due, found.tries) == ("delivered", 204, None, 1)


def test_what_is_refused_is_tried_again_ever_later_and_then_given_up(
    services: Services, person: str, receiver: Receiver
) -> None:
    receiver.status = 500
    hook(services, person, receiver.url())
    done(services.store, person)
    waits = []
    for _ in range(len(webhooks.RETRIES)):
        assert sent(services) == 1
        found = delivery(services)
        assert (found.outcome, found.status) == ("refused", 500)
        assert found.due is not None
        waits.append(found.due)
        assert sent(services) == 0, "it is not due yet"
        make_due(services)
    assert waits == sorted(waits)
    assert sent(services) == 1
    assert delivery(services).due is None
    ids = {got.headers["webhook-id"] for got in receiver.received}
    assert len(ids) == 1, "the receiver can tell that it is the same message"


def test_a_receiver_that_comes_back_gets_what_it_missed(
    services: Services, person: str, receiver: Receiver
) -> None:
    receiver.status = 503
    secret = hook(services, person, receiver.url())
    done(services.store, person)
    sent(services)
    receiver.status = 200
    make_due(services)
    assert sent(services) == 1
    last = receiver.received[-1]
    assert Verifier(secret).verify(last.body, last.headers)["type"] == "set.judged"
    assert delivery(services).outcome == "delivered"


def test_a_receiver_that_is_gone_is_asked_no_more(
    services: Services, person: str, receiver: Receiver
) -> None:
    receiver.status = webhooks.GONE
    hook(services, person, receiver.url())
    done(services.store, person)
    assert sent(services) == 1
    assert delivery(services).due is None


def test_a_redirect_is_not_followed(services: Services, person: str, receiver: Receiver) -> None:
    with Receiver() as elsewhere:
        receiver.status, receiver.headers = 307, {"Location": elsewhere.url()}
        hook(services, person, receiver.url())
        done(services.store, person)
        assert sent(services) == 1
        assert elsewhere.received == []
    found = delivery(services)
    assert (found.outcome, found.status) == ("refused", 307)


def test_nobody_there_is_said(services: Services, person: str) -> None:
    with Receiver() as there:
        url = there.url()
    hook(services, person, url)
    done(services.store, person)
    assert sent(services) == 1
    assert (delivery(services).outcome, delivery(services).status) == ("unreachable", None)


def test_a_deleted_set_is_not_told_of(services: Services, person: str, receiver: Receiver) -> None:
    hook(services, person, receiver.url())
    done(services.store, person, deleted_at=now())
    assert sent(services) == 0
    assert receiver.received == []
    with services.store.reading() as s:
        assert s.scalars(select(Delivery)).all() == []


def test_the_thread_of_a_server_sends(services: Services, person: str, receiver: Receiver) -> None:
    secret = hook(services, person, receiver.url())
    services.start()
    try:
        done(services.store, person)
        while delivery(services).outcome == "waiting":
            pass
    finally:
        services.supervisor.stop()
    [got] = receiver.received
    assert Verifier(secret).verify(got.body, got.headers)


def test_a_host_is_resolved_once_and_sent_to_by_that_address(receiver: Receiver) -> None:
    asked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    target = target_of(receiver.url(host="formcheck.test"), outside=False, resolver=changing)
    assert post(target, b"{}", {}) == ("delivered", 204)
    assert asked == ["formcheck.test"]
    assert receiver.received[0].headers["host"] == f"formcheck.test:{receiver.port}"


@pytest.mark.parametrize(
    ("url", "addresses", "outside", "outcome"),
    [
        ("https://example.org/", ["93.184.215.14"], False, "outside"),
        ("http://example.org/", ["93.184.215.14"], True, "needs_https"),
        ("https://metadata.test/", ["169.254.169.254"], True, "outside"),
        ("https://all.test/", ["0.0.0.0"], True, "outside"),
        ("https://many.test/", ["224.0.0.1"], True, "outside"),
        ("http://mapped.test/", ["::ffff:93.184.215.14"], False, "outside"),
        ("http://link.test/", ["fe80::1%eth0"], False, "outside"),
        ("http://both.test/", ["192.168.1.2", "93.184.215.14"], False, "outside"),
        ("http://unknown.test/", [], True, "unknown_host"),
        ("ftp://192.168.1.2/", ["192.168.1.2"], True, "bad_address"),
        ("http://ben:secret@192.168.1.2/", ["192.168.1.2"], True, "bad_address"),
        ("http://192.168.1.2/a b", ["192.168.1.2"], True, "bad_address"),
        ("http://192.168.1.2:99999/", ["192.168.1.2"], True, "bad_address"),
        ("192.168.1.2/hook", ["192.168.1.2"], True, "bad_address"),
    ],
)
def test_addresses_that_are_not_sent_to(
    url: str, addresses: list[str], outside: bool, outcome: str
) -> None:
    with pytest.raises(AddressError) as caught:
        target_of(url, outside=outside, resolver=lambda *_: addresses)
    assert caught.value.outcome == outcome


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("172.31.0.9", True),
        ("192.168.178.20", True),
        ("fd12:3456::7", True),
        ("::ffff:192.168.0.4", True),
        ("172.32.0.1", False),
        ("169.254.1.1", False),
        ("fe80::1", False),
        ("2606:4700::1111", False),
    ],
)
def test_what_the_home_network_is(address: str, home: bool) -> None:
    assert is_home(address) is home


def test_an_outside_host_is_sent_to_where_the_operator_allows_it() -> None:
    def found(*_: Any) -> list[str]:
        return ["93.184.215.14"]

    target = target_of("https://log.example.org/in?a=1", outside=True, resolver=found)
    assert (target.port, target.path, target.addresses) == (443, "/in?a=1", ("93.184.215.14",))


def test_old_deliveries_are_deleted(services: Services, person: str, receiver: Receiver) -> None:
    hook(services, person, receiver.url())
    done(services.store, person)
    with services.store.writing() as s:
        s.scalars(select(Delivery)).one().created = now() - webhooks.KEPT - timedelta(days=1)
    with services.store.writing() as s:
        webhooks.delete_old(s)
        assert s.scalars(select(Delivery)).all() == []


def test_nothing_but_what_is_named_is_told(
    services: Services, person: str, receiver: Receiver
) -> None:
    hook(services, person, receiver.url())
    done(services.store, person)
    sent(services)
    told = json.loads(receiver.received[0].body)
    assert set(told) == {"type", "timestamp", "data"}
    assert set(told["data"]["faults"][0]) == {"cue", "title", "reps"}
