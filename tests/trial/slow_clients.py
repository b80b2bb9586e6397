"""Clients that send or read a byte a second: many at once, while others are answered in time."""

import asyncio
import contextlib
import itertools
import subprocess
import sys
from collections.abc import Iterator

from tests.support.server_process import Server

BYTE_EVERY = 1.0
"""Seconds."""

HEADER = "GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nX-Slow: "
BODY = (
    "POST /api/analyses?name=slow.mp4 HTTP/1.1\r\nHost: localhost:{port}\r\n"
    "Content-Length: 1000000\r\n\r\n"
)
READER = "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
LARGE = "/vendor/tasks-vision-0.10.35/vision_wasm_module_internal.wasm"


async def _dribble(port: int, begin: str, seconds: float) -> None:
    """Say how a request begins, then a byte a second."""
    _, out = await asyncio.open_connection("127.0.0.1", port)
    try:
        out.write(begin.encode())
        for _ in range(int(seconds / BYTE_EVERY)):
            out.write(b"x")
            await out.drain()
            await asyncio.sleep(BYTE_EVERY)
    finally:
        out.close()


async def _sip(port: int, begin: str, seconds: float) -> None:
    """Ask for something large and read a byte a second."""
    come, out = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    try:
        out.write(begin.encode())
        for _ in range(int(seconds / BYTE_EVERY)):
            if not await come.read(1):
                return
            await asyncio.sleep(BYTE_EVERY)
    finally:
        out.close()


def _kinds(port: int) -> Iterator[tuple[bool, str]]:
    every = [(True, HEADER), (True, BODY), (False, READER)]
    return ((send, text.format(port=port, path=LARGE)) for send, text in itertools.cycle(every))


async def _all(port: int, count: int, seconds: float) -> int:
    async def one(send: bool, begin: str) -> bool:
        with contextlib.suppress(OSError):  # cut off: that is the server's right
            await (_dribble if send else _sip)(port, begin, seconds)
            return True
        return False

    kinds = itertools.islice(_kinds(port), count)
    return sum(await asyncio.gather(*(one(*kind) for kind in kinds)))


def clients(server: Server, count: int, seconds: float) -> int:
    """Keep `count` slow clients for a while; return how many were suffered to the end.

    They live in a process of their own, so that whoever measures is not held up by them.
    """
    command = [
        sys.executable,
        "-m",
        "tests.trial.slow_clients",
        str(server.port),
        str(count),
        str(seconds),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 120)
    if done.returncode != 0:
        raise RuntimeError(f"the slow clients broke: {done.stderr[-500:]}")
    return int(done.stdout)


if __name__ == "__main__":
    print(asyncio.run(_all(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))))
