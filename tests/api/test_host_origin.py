"""Another site in the same browser, or under a name that points here, does not reach formcheck."""

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from formcheck.api.middleware import HostOriginMiddleware, name_of


async def page(_: object) -> PlainTextResponse:
    return PlainTextResponse("here")


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("here")
    await websocket.close()


def guarded(host: str = "127.0.0.1", base: str = "http://localhost:8765") -> TestClient:
    routes = [Route("/", page, methods=["GET", "POST"]), WebSocketRoute("/ws", socket)]
    return TestClient(HostOriginMiddleware(Starlette(routes=routes), host), base_url=base)


@pytest.mark.parametrize(
    ("host", "asked", "status"),
    [
        ("127.0.0.1", "localhost:8765", 200),
        ("127.0.0.1", "LOCALHOST", 200),
        ("127.0.0.1", "127.0.0.1:8765", 200),
        ("127.0.0.1", "[::1]:8765", 200),
        ("127.0.0.1", "evil.example", 421),
        ("127.0.0.1", "localhost.evil.example", 421),
        ("127.0.0.1", "192.168.0.5", 421),
        ("127.0.0.1", "[::1", 421),
        ("gym.lan", "gym.lan:80", 200),
        ("0.0.0.0", "192.168.0.5:8765", 200),
        ("0.0.0.0", "evil.example", 421),
    ],
)
def test_only_our_own_names(host: str, asked: str, status: int) -> None:
    answer = guarded(host).get("/", headers={"Host": asked})
    assert answer.status_code == status
    if status == 421:
        assert answer.json()["error"]["code"] == "wrong_host"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://localhost:8765", 200),
        ("http://localhost:9999", 403),
        ("https://localhost:8765", 403),
        ("https://evil.example", 403),
        ("null", 403),
    ],
)
def test_only_our_own_pages_change_anything(origin: str | None, status: int) -> None:
    headers = {} if origin is None else {"Origin": origin}
    assert guarded().post("/", headers=headers).status_code == status
    assert guarded().get("/", headers=headers).status_code == 200


@pytest.mark.parametrize(("https", "base"), [(True, "http"), (False, "https")])
def test_behind_https_only_its_https_pages_are_ours(https: bool, base: str) -> None:
    inner = Starlette(routes=[Route("/", page, methods=["POST"])])
    client = TestClient(
        HostOriginMiddleware(inner, "gym.lan", https=https), base_url=f"{base}://gym.lan"
    )
    assert client.post("/", headers={"Origin": "https://gym.lan"}).status_code == 200
    assert client.post("/", headers={"Origin": "http://gym.lan"}).status_code == 403


def test_websockets_are_guarded_too() -> None:
    here = {"Host": "localhost:8765", "Origin": "http://localhost:8765"}
    with guarded().websocket_connect("/ws", headers=here) as open_:
        assert open_.receive_text() == "here"
    for wrong in ({**here, "Origin": "http://evil.example"}, {**here, "Host": "evil.example"}):
        with pytest.raises(WebSocketDisconnect), guarded().websocket_connect("/ws", headers=wrong):
            pass


@pytest.mark.parametrize(
    ("host", "name"),
    [("localhost:1", "localhost"), ("[::1]:1", "::1"), ("A.b.", "a.b"), ("", ""), ("[", "")],
)
def test_the_name_in_a_host_header(host: str, name: str) -> None:
    assert name_of(host) == name
