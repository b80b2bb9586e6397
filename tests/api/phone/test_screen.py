"""The computer finds poses in the pictures of a phone that is too slow to."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import Headers
from starlette.testclient import WebSocketTestSession
from starlette.types import Receive, Scope, Send

from formcheck.api.phone.gate import PhoneGate
from formcheck.api.phone.pairing import PhonePairing
from formcheck.api.routes.pages import web_folder
from formcheck.live.protocol import LARGEST_PICTURE, PICTURE, pack
from formcheck.worker.supervisor import Services
from tests.api.phone.test_gate import LIVE, PHONE
from tests.api.shared_app import app_for
from tests.support.filming import camera, film
from tests.support.motions import still

HERE = "http://localhost:8765"
SCREEN = "ws://localhost:8765/api/phone/screen"
PICTURED = bytes([PICTURE]) + bytes(15) + b"a JPEG"


Sockets = tuple[WebSocketTestSession, WebSocketTestSession]


@pytest.fixture
def sockets(services: Services) -> Iterator[Sockets]:
    """A phone that is setting up, and the computer that follows it, on one event loop."""
    app, pairing = app_for(services), PhonePairing()
    gate = PhoneGate(app, pairing, PHONE, HERE, web_folder())

    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for part in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{part}.complete"})
            return
        of_phone = Headers(scope=scope).get("host", "none") in PHONE
        await (gate if of_phone else app)(scope, receive, send)

    with TestClient(both, base_url=PHONE, follow_redirects=False) as client:
        client.post("/pair", data={"code": pairing.new_code(3600)}, headers={"Origin": PHONE})
        with (
            client.websocket_connect(SCREEN, headers={"Origin": HERE}) as screen,
            client.websocket_connect(LIVE, headers={"Origin": PHONE}) as live,
        ):
            assert screen.receive_json()["help"] is False
            live.send_json({"exercise": "glute_bridge", "model": "lite"})
            assert live.receive_json()["phase"] == "setup"
            assert screen.receive_json()["exercise"] == "glute_bridge"
            yield live, screen


def test_poses_that_the_computer_finds_are_answered_to_the_phone(sockets: Sockets) -> None:
    live, screen = sockets
    live.send_json({"help": True})
    assert live.receive_json()["phase"] == "setup"
    assert screen.receive_json()["help"] is True
    screen.send_json({"helps": True})
    while "helped" not in (told := live.receive_json()):
        pass
    assert told == {"helped": True}
    live.send_bytes(PICTURED)
    while isinstance(picture := screen.receive().get("bytes"), type(None)):
        pass
    assert picture == PICTURED
    [pose] = film(still("supine", 0.1), camera("side"), 10.0)[:1]
    screen.send_bytes(pack(pose, 7))
    answer = live.receive_json()
    assert (answer["seq"], answer["phase"]) == (7, "setup")
    assert answer["checks"]


def test_a_phone_without_help_hears_that_there_is_none(sockets: Sockets) -> None:
    live, screen = sockets
    live.send_json({"help": True})
    live.receive_json()
    screen.send_json({"helps": True})
    assert live.receive_json() == {"helped": True}
    screen.close()
    assert live.receive_json() == {"helped": False}
    live.send_bytes(PICTURED)  # nobody looks at it
    live.send_json({"force": True})
    assert live.receive_json()["phase"] == "setup"


def test_what_nobody_asked_for_changes_nothing(sockets: Sockets) -> None:
    live, screen = sockets
    screen.send_json({"helps": True})
    [pose] = film(still("supine", 0.1), camera("side"), 10.0)[:1]
    screen.send_bytes(pack(pose, 7))
    live.send_json({"force": True})
    answer = live.receive_json()
    assert (answer["phase"], answer.get("seq")) == ("setup", -1)


@pytest.mark.parametrize("sent", [b"x" * 100, b""])
def test_a_screen_that_sends_nonsense_is_closed(sockets: Sockets, sent: bytes) -> None:
    _, screen = sockets
    screen.send_bytes(sent)
    assert screen.receive() == {"type": "websocket.close", "code": 1007, "reason": "not understood"}


def test_the_size_of_a_picture_is_bounded(sockets: Sockets) -> None:
    live, _ = sockets
    live.send_bytes(bytes([PICTURE]) + bytes(LARGEST_PICTURE))
    assert live.receive_json()["error"]["code"] == "too_large"


def test_only_a_paired_phone_may_send_pictures(client: TestClient) -> None:
    with client.websocket_connect("/api/live", headers={"Host": "localhost"}) as live:
        live.send_json({"exercise": "glute_bridge", "model": "lite"})
        live.receive_json()
        live.send_bytes(PICTURED)
        assert live.receive_json()["error"]["code"] == "bad_frame"
