"""Connections whose other side is too slow are closed: otherwise a few hundred could hold them all.

By hand, because uvicorn has a deadline only between two requests, and no library of ours closes a
connection from below. Here a request's head, its body and the answer have one too. What arrived of
a file stays: its sender goes on from there.
"""

import asyncio
from collections.abc import Callable

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class DeadlineProtocol(HttpToolsProtocol):
    """HTTP with deadlines.

    Attributes:
        head: seconds within which a whole head has to arrive.
        silence: seconds without a byte of a body that we wait for.
        grace: seconds after which a body has to come at `rate` on average, bytes a second.
        stalled: seconds for which the other side may take nothing of an answer.
    """

    head = 20.0
    silence = 30.0
    grace = 60.0
    rate = 1000.0
    stalled = 120.0

    _due: asyncio.TimerHandle | None = None
    _taken: asyncio.TimerHandle | None = None
    _since = 0.0
    _got = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._within(self.head, self._close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all deadlines."""
        self._within(None)
        self.resume_writing()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Wait for the rest of a head."""
        super().on_message_begin()
        if self._due is None:
            self._within(self.head, self._close)

    def on_headers_complete(self) -> None:
        """Wait for the body."""
        self._since, self._got = self.loop.time(), 0
        self._within(self.silence, self._silent)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take some of the body, and wait for more where it comes quickly enough."""
        super().on_body(body)
        self._got += len(body)
        over = self.loop.time() - self._since
        if over > self.grace and self._got < self.rate * over:
            self._close()
        else:
            self._within(self.silence, self._silent)

    def on_message_complete(self) -> None:
        """Wait for nothing: it is our turn."""
        self._within(None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next head; what is still sent of an answered request does not count."""
        super().on_response_complete()
        self._within(self.head, self._close)

    def pause_writing(self) -> None:
        """Wait for the other side to take some of the answer."""
        super().pause_writing()
        self._taken = self.loop.call_later(self.stalled, self.transport.abort)

    def resume_writing(self) -> None:
        """Wait no longer: some was taken."""
        if self._taken is not None:
            self._taken.cancel()
            self._taken = None
        super().resume_writing()

    def _within(self, seconds: float | None, do: Callable[[], None] | None = None) -> None:
        if self._due is not None:
            self._due.cancel()
        waits = seconds is not None and do is not None
        self._due = self.loop.call_later(seconds, do) if waits else None  # type: ignore[arg-type]

    def _silent(self) -> None:
        if self.flow.read_paused:  # it is us who do not listen
            self._within(self.silence, self._silent)
        else:
            self._close()

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
