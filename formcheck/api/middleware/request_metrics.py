"""Every request is counted, and told in one line of the log: by its route, without its address."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.api.routes.metrics import Figures, seconds

log = logging.getLogger("formcheck.requests")

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class RequestMetricsMiddleware:
    """Counts and tells.

    Args:
        app: what is observed.
        figures: where it is counted.
    """

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self.app, self.figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "websocket":
            with self._under_way("live"):
                await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 0, seconds()

        async def heard() -> Message:
            message = await receive()
            self.figures.received.inc(len(message.get("body", b"")))
            return message

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        try:
            with self._under_way("request"):
                await self.app(scope, heard, sent)
        finally:
            self._end(scope, status or 500, seconds() - begun)

    @contextmanager
    def _under_way(self, kind: str) -> Iterator[None]:
        gauge = self.figures.under_way.labels(kind)
        gauge.inc()
        try:
            yield
        finally:
            gauge.dec()

    def _end(self, scope: Scope, status: int, took: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", "other")
        self.figures.requests.labels(method, route, str(status)).inc()
        self.figures.seconds.labels(route).observe(took)
        what = {"method": method, "route": route, "status": status, "ms": round(took * 1000, 1)}
        log.info("request", extra={"told": what})
