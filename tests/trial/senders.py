"""Videos to send, each another file, and senders that go on after a break as the page does."""

import hashlib
import io
import itertools
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av

from tests.support.server_process import UNREACHED, Server
from tests.trial import healthy_clip

LONGEST = 300.0
"""Seconds within which a file must be taken, whatever happens meanwhile."""

TAKEN = (200, 201)
PIECE = 20_000
"""Bytes sent at once, where a file goes in pieces."""


@cache
def one_repetition() -> bytes:
    """Return a small video: one repetition of a sample set, 4 s, 80 kB."""
    with TemporaryDirectory() as folder:
        few = [f.reformat(width=428, height=240) for f in healthy_clip.frames() if f.time < 4.0]
        options = {"qp": "20", "preset": "ultrafast"}
        path = healthy_clip.encode(Path(folder) / "a.mp4", few, size=(428, 240), options=options)
        return path.read_bytes()


ENCODER = b"x264 - core"
"""The encoder's signature in the first coded picture of `one_repetition`."""


def another(data: bytes, number: int) -> bytes:
    """Return the same video as another one: a number in place of the encoder's signature."""
    return data.replace(ENCODER, b"%0*d" % (len(ENCODER), number), 1)


def digest(data: bytes) -> str:
    """Return the SHA-256 of a video's coded pictures, which are kept; empty where it has none."""
    found = hashlib.sha256()
    try:
        with av.open(io.BytesIO(data), "r") as container:
            for packet in container.demux(video=0):
                found.update(bytes(packet))
    except (av.error.FFmpegError, IndexError):
        return ""
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that the server said it has taken."""

    set_id: str
    sha256: str


def _asked(server: Server, *request: Any, **query: Any) -> tuple[int, dict[str, Any]] | None:
    try:
        return server.ask(*request, **query)
    except UNREACHED:
        return None


def at_once(server: Server, name: str, data: bytes) -> str | None:
    """Send a file in one request; return its set, None where it has to be sent again."""
    answer = _asked(server, "POST", "/api/analyses", data, name=name)
    return answer[1]["id"] if answer and answer[0] in TAKEN else None


def in_pieces(server: Server, name: str, data: bytes) -> str | None:
    """Send a file piece by piece, going on where it broke off; return its set, None as above."""
    begun = _asked(server, "POST", "/api/uploads", {"name": name, "bytes": len(data)})
    if begun is None or begun[0] != 201:
        return None
    path, offset = f"/api/uploads/{begun[1]['id']}", 0
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        piece = data[offset : offset + PIECE]
        answer = _asked(server, "PATCH", path, piece, offset=str(offset))
        if answer is None or answer[0] not in (*TAKEN, 409):
            time.sleep(0.1)
            answer = _asked(server, "GET", path)
            if answer is None:
                continue
            if answer[0] == 404:  # begun anew
                return None
        told = answer[1]
        if told.get("analysis"):
            return str(told["analysis"]["id"])
        offset = told.get("offset", offset)
    return None


class Sender(threading.Thread):
    """Sends file after file until it is told to stop, each until it is taken."""

    def __init__(self, server: Server, videos: Iterable[tuple[str, bytes]]) -> None:
        super().__init__(name="sender", daemon=True)
        self._server, self._videos = server, videos
        self._done = threading.Event()
        self.taken: list[Sent] = []
        self.failed: list[str] = []

    def run(self) -> None:
        """Send, every other file in pieces."""
        ways: Iterator[Callable[[Server, str, bytes], str | None]]
        ways = itertools.cycle((at_once, in_pieces))
        for (name, data), way in zip(self._videos, ways, strict=False):
            if self._done.is_set():
                return
            end = time.monotonic() + LONGEST
            while (set_id := way(self._server, name, data)) is None:
                if time.monotonic() > end:
                    self.failed.append(name)
                    break
                time.sleep(0.1)
            else:
                self.taken.append(Sent(set_id, digest(data)))

    def finish(self) -> None:
        """Stop after the file that is being sent, and wait for it."""
        self._done.set()
        self.join(LONGEST)


def videos(first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield names and files without end."""
    for number in itertools.count(first):
        yield f"set {number}.mp4", another(one_repetition(), number)
