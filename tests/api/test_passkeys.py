"""Passkeys: added, used, forgotten; what a device did not sign for us is refused."""

import time
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from formcheck.api.auth import CHALLENGE_LASTS
from formcheck.storage.account_models import SignIn
from formcheck.storage.models import Base
from formcheck.worker.supervisor import Services
from tests.api.authenticator import Device
from tests.api.team import HERE, Browser, Member, member


def begun(who: Member) -> Any:
    return who.ask("POST", "/api/passkeys/begin").json()


def added(who: Member, device: Device, options: Any = None) -> Any:
    credential = device.create(options or begun(who))
    told = {"name": "My phone", "credential": credential}
    return who.ask("POST", "/api/passkeys", json=told)


def sign_in(app: FastAPI, device: Device, options: Any = None) -> Any:
    browser = Browser(app)
    options = options or browser.post("/api/session/passkey/begin").json()
    return browser.post("/api/session/passkey", json={"credential": device.get(options)})


def test_a_passkey_signs_in_whose_it_is(app: FastAPI, ben: Member) -> None:
    options = begun(ben)
    assert options["rp"] == {"id": "localhost", "name": "formcheck"}
    assert options["authenticatorSelection"]["userVerification"] == "required"
    device = Device(HERE)
    made = added(ben, device, options)
    assert made.status_code == 201
    assert begun(ben)["excludeCredentials"][0]["type"] == "public-key"
    answer = sign_in(app, device)
    assert answer.json()["id"] == ben.id
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert sign_in(app, device).status_code == 200
    (one,) = ben.ask("GET", "/api/passkeys").json()["passkeys"]
    assert one["name"] == "My phone"
    assert one["used"] is not None
    assert ben.ask("DELETE", f"/api/passkeys/{one['id']}").status_code == 204
    assert sign_in(app, device).status_code == 401


def test_what_begins_a_sign_in_is_the_same_for_everybody(app: FastAPI, ben: Member) -> None:
    added(ben, Device(HERE))
    one, two = (Browser(app).post("/api/session/passkey/begin").json() for _ in range(2))
    assert one.pop("challenge") != two.pop("challenge")
    assert one == two
    assert not one.get("allowCredentials")


def test_nobody_can_use_up_the_challenges(app: FastAPI, team: Services, ben: Member) -> None:
    device = Device(HERE)
    added(ben, device)

    def rows() -> int:
        with team.store.reading() as s:
            return sum(len(s.execute(t.select()).all()) for t in Base.metadata.sorted_tables)

    before = rows()
    for _ in range(100):
        Browser(app).post("/api/session/passkey/begin")
    assert rows() == before
    assert sign_in(app, device).status_code == 200


def test_what_was_not_signed_for_us_now_is_refused(
    app: FastAPI, team: Services, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device(HERE)
    added(ben, device)
    mia = member(app, team, "mia", "client")

    used = Browser(app).post("/api/session/passkey/begin").json()
    assert sign_in(app, device, used).status_code == 200
    assert sign_in(app, device, used).status_code == 401  # once
    late = Browser(app).post("/api/session/passkey/begin").json()
    with monkeypatch.context() as patch:
        then = time.time() + CHALLENGE_LASTS + 1
        patch.setattr(time, "time", lambda: then)
        assert sign_in(app, device, late).status_code == 401
    assert sign_in(app, device, late).status_code == 200
    for_adding = {**begun(ben), "rpId": "localhost"}
    assert sign_in(app, device, for_adding).status_code == 401
    assert added(mia, Device(HERE), begun(ben)).status_code == 401
    assert added(ben, Device("http://evil.example")).status_code == 401
    assert added(ben, Device(HERE, verified=False)).status_code == 401
    for wrong in (
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:9999"},
        {"verified": False},
        {"key": Device(HERE).key},
        {"count": 0},
    ):
        other = Device(**{**vars(device), **wrong})
        assert sign_in(app, other).status_code == 401, wrong
    assert added(mia, device).status_code == 409  # it is Ben's already
    assert sign_in(app, device).json()["id"] == ben.id
    with team.store.reading() as s:
        assert {row.owner for row in s.query(SignIn)} == {ben.id, mia.id}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=8), x, max_size=4),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "id",
        "rawId",
        "type",
        "response",
        "clientDataJSON",
        "attestationObject",
        "authenticatorData",
        "signature",
        "userHandle",
    ]
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(key=KEYS, value=JSON)
def test_nonsense_is_refused(app: FastAPI, ben: Member, key: str, value: Any) -> None:
    assume((key, value) != ("userHandle", None))  # WebAuthn allows none: signs in rightly
    device = Device(HERE)
    browser = Browser(app)
    told = {
        "/api/passkeys": device.create(begun(ben)),
        "/api/session/passkey": device.get(browser.post("/api/session/passkey/begin").json()),
    }
    for path, credential in told.items():
        part = credential if key in credential else credential["response"]
        part[key] = value
        answer = ben.ask("POST", path, json={"name": "x", "credential": credential})
        assert answer.status_code in (201, 401, 422), answer.text
