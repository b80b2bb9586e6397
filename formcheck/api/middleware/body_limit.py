"""How much may be sent: files go where files are taken, everything else is small."""

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.api.errors import error_response

LARGEST = 1024 * 1024
"""Bytes of a request that is not a file."""

FILES = re.compile(r"(POST /api/analyses|PATCH /api/uploads/[^/]+)/?")
"""Where files are taken: there the limits are those of `arriving`."""


class BodySizeLimitMiddleware:
    """Refuses what is too large before it is read; what does not say how large it is, too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or FILES.fullmatch(f"{scope['method']} {scope['path']}"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length = headers.get("content-length")
        if length is not None:
            small = length.isascii() and length.isdecimal() and int(length[:20]) <= LARGEST
            inner = receive
        else:
            heard = await _heard(receive) if "transfer-encoding" in headers else []
            small = sum(len(m.get("body", b"")) for m in heard) <= LARGEST
            inner = _again(heard, receive)
        if small:
            await self.app(scope, inner, send)
            return
        message = f"A request that is not a file may have {LARGEST // 1024**2} MB at the most."
        await error_response(413, "too_large", message)(scope, receive, send)


async def _heard(receive: Receive) -> list[Message]:
    """Return what is sent, as far as it is not too large."""
    out: list[Message] = []
    size = 0
    while True:
        message = await receive()
        out.append(message)
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body") or size > LARGEST:
            return out


def _again(heard: list[Message], receive: Receive) -> Receive:
    """Return a `receive` that first tells what was heard already."""

    async def inner() -> Message:
        return heard.pop(0) if heard else await receive()

    return inner
