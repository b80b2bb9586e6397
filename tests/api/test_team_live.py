"""Live sets in team mode: only for who is signed in, and only as long as they are."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from formcheck.api import live_sets
from formcheck.api.routes import live
from formcheck.worker.supervisor import Services
from tests.api.team import HERE, Member, member, token
from tests.api.test_live import LIVE, greeted

ORIGIN = {"origin": HERE}


@pytest.fixture
def served(app: FastAPI) -> Iterator[TestClient]:
    """One event loop for all connections, and nobody signed in."""
    with TestClient(app, base_url=HERE) as client:
        yield client


def cookie(whose: Member) -> dict[str, str]:
    return {"cookie": f"formcheck={whose.browser.cookies['formcheck']}"}


def refused(served: TestClient, headers: dict[str, str]) -> str:
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        served.websocket_connect(LIVE, headers=headers),
    ):
        pass
    return str(closed.value.reason)


def test_the_handshake_is_for_who_is_signed_in(
    app: FastAPI, team: Services, served: TestClient
) -> None:
    ben = member(app, team, "ben", "client")
    assert refused(served, ORIGIN) == "signed_out"
    assert refused(served, {**ORIGIN, "cookie": "formcheck=nonsense"}) == "signed_out"
    assert refused(served, cookie(ben)) == "other_origin"
    assert refused(served, {**cookie(ben), "origin": "http://evil.example"}) == "other_origin"
    program = token(app, team, ben, "sets:read", "sets:write")
    assert refused(served, {"authorization": program.headers["authorization"]}) == "scope"
    with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(ben)}) as socket:
        assert greeted(socket)["phase"] == "setup"


def test_a_set_goes_on_for_nobody_else(app: FastAPI, team: Services, served: TestClient) -> None:
    ben, mia = (member(app, team, name, "client") for name in ("ben", "mia"))
    with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(ben)}) as socket:
        mine = greeted(socket)["token"]
    with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(mia)}) as socket:
        hello = greeted(socket, token=mine)
        assert not hello["resumed"]
        assert hello["token"] != mine
    with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(ben)}) as socket:
        assert greeted(socket, token=mine)["resumed"]


def test_signing_out_ends_the_connection(
    app: FastAPI, team: Services, served: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "SIGN_IN_CHECK", 0.05)
    ben = member(app, team, "ben", "client")
    with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(ben)}) as socket:
        greeted(socket)
        assert ben.ask("DELETE", "/api/sessions").status_code == 204
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert (closed.value.code, closed.value.reason) == (1008, "signed_out")


def test_nobody_takes_all_the_places(app: FastAPI, team: Services, served: TestClient) -> None:
    ben, mia = (member(app, team, name, "client") for name in ("ben", "mia"))
    for _ in range(live_sets.MOST_EACH):
        with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(ben)}) as socket:
            assert greeted(socket)["phase"] == "setup"
    with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(ben)}) as socket:
        assert greeted(socket)["error"]["code"] == "busy"
    with served.websocket_connect(LIVE, headers={**ORIGIN, **cookie(mia)}) as socket:
        assert greeted(socket)["phase"] == "setup"
