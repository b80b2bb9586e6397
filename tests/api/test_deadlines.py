"""Who is too slow is let go of, however it is slow; who is not, is not."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
import uvicorn

from formcheck.api.deadlines import DeadlineProtocol

LONGEST = 30.0


class Quick(DeadlineProtocol):
    """Deadlines that a test can wait for."""

    head, silence, grace, rate, stalled = 1.0, 1.0, 1.0, 1000.0, 1.0
    let_go: ClassVar[list[tuple[str, int] | None]] = []

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the test of it."""
        super().connection_lost(exc)
        self.let_go.append(self.client)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the bytes it got; a large answer to /large."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await receive()
        await send({"type": "websocket.send", "text": "still there"})
        return
    if scope["type"] != "http":
        return
    got = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        got += len(message["body"])
        if scope["path"] == "/early" or not message["more_body"]:
            break
        if scope["path"] == "/busy":
            await asyncio.sleep(0.2)  # slower than the sender
    body = b"x" * 200_000_000 if scope["path"] == "/large" else str(got).encode()
    length = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    yield from serving(Quick)


@pytest.fixture(scope="module")
def usual_port() -> Iterator[int]:
    """A server with the usual deadlines, for clients that a busy machine may hold up."""
    yield from serving(DeadlineProtocol)


def serving(protocol: type[DeadlineProtocol]) -> Iterator[int]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    config = uvicorn.Config(app, http=protocol, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=LONGEST)


def closed(c: socket.socket, sending: bytes = b"") -> bool:
    """Whether the server closes within the longest, though bytes are sent now and then."""
    end = time.monotonic() + LONGEST
    c.settimeout(0.1)
    while time.monotonic() < end:
        try:
            if sending:
                c.sendall(sending)
            if c.recv(65536) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


HEAD = b"POST %b HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b""),  # connects and says nothing
        (b"GET / HT", b""),  # half a line
        (b"GET / HTTP/1.1\r\n", b"X: y\r\n"),  # a head without an end
        (HEAD % (b"/", 1000), b""),  # a body that does not come
        (HEAD % (b"/", 1_000_000), b"x"),  # a body, byte by byte
        (HEAD % (b"/early", 1_000_000), b"x"),  # a body nobody waits for any more
    ],
)
def test_the_slow_are_let_go(port: int, first: bytes, then: bytes) -> None:
    with connected(port) as c:
        c.sendall(first)
        assert closed(c, then)


def test_who_does_not_take_the_answer_is_let_go(port: int) -> None:
    with connected(port) as c:
        c.sendall(HEAD % (b"/large", 0))
        end = time.monotonic() + LONGEST
        while c.getsockname() not in Quick.let_go:
            assert time.monotonic() < end
            time.sleep(0.05)
        got = 0
        try:
            while piece := c.recv(1 << 20):
                got += len(piece)
        except ConnectionResetError:
            pass
        assert got < 100_000_000


def test_a_busy_server_does_not_blame_the_sender(port: int) -> None:
    body = b"x" * 2_000_000
    with connected(port) as c:
        c.sendall(HEAD % (b"/busy", len(body)))
        c.sendall(body)
        assert c.recv(1000).endswith(b"2000000")


def test_several_requests_on_one_connection(usual_port: int) -> None:
    with connected(usual_port) as c:
        for n in (3, 50_000, 0):
            c.sendall(HEAD % (b"/", n) + b"x" * n)
            assert c.recv(1000).endswith(b"\r\n\r\n%d" % n)


def test_a_live_session_may_be_silent(port: int) -> None:
    from websockets.sync.client import connect

    with connect(f"ws://127.0.0.1:{port}/") as live:
        with pytest.raises(TimeoutError):
            live.recv(timeout=2.5)  # well beyond every deadline
        live.send("hello")
        assert live.recv(timeout=LONGEST) == "still there"
