"""Who may ask: only pages of our own, under a name of this machine.

Personal mode has no login, so another site open in the same browser must not reach it. A name
that is made to point here (DNS rebinding) is refused by its Host header, another site's request
by its Origin header; both hold for WebSockets too.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from formcheck.api.errors import error_response

SAFE = {"GET", "HEAD", "OPTIONS"}
EVERYWHERE = {"0.0.0.0", "::", ""}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def name_of(host: str) -> str:
    """Return the name in a Host header, without port and brackets; empty when it is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def allowed_names(host: str) -> frozenset[str]:
    """Return the names that requests may be sent to, when serving on `host`."""
    if host not in EVERYWHERE:
        return LOCAL | {host.lower()}
    own = socket.gethostname().lower()
    return LOCAL | {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"}


class HostOriginMiddleware:
    """Refuses requests under another name, and those that another site's page sends.

    Args:
        app: what is guarded.
        host: the address served on; where it is every address, bare addresses are names too.
        names: further names that requests may be sent to.
        cookie: of a sign-in: a change that a browser asks for by it has to say where it is from.
    """

    def __init__(
        self, app: ASGIApp, host: str, names: Iterable[str] = (), cookie: str | None = None
    ) -> None:
        self.app = app
        self._names = allowed_names(host) | {name.lower() for name in names}
        self._cookie = cookie
        self._addresses = host in EVERYWHERE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._known(name_of(host)):
            await self._refuse(
                scope,
                receive,
                send,
                421,
                "wrong_host",
                "formcheck does not answer under this name: use localhost, or the --host given.",
            )
            return
        origin = headers.get("origin")
        unsafe = scope["type"] == "websocket" or scope["method"] not in SAFE
        if unsafe and not self._ours(origin, host, headers):
            await self._refuse(
                scope,
                receive,
                send,
                403,
                "other_origin",
                "Another site may not use formcheck: open formcheck's own page.",
            )
            return
        await self.app(scope, receive, send)

    def _ours(self, origin: str | None, host: str, headers: Headers) -> bool:
        """Whether a change is asked for by a page of ours, or by no page at all."""
        if origin is None:
            signed_in = self._cookie is not None and f"{self._cookie}=" in headers.get("cookie", "")
            return not signed_in
        try:
            return urlsplit(origin).netloc.lower() == host.lower()
        except ValueError:
            return False

    def _known(self, name: str) -> bool:
        return name in self._names or (self._addresses and _is_address(name))

    async def _refuse(
        self, scope: Scope, receive: Receive, send: Send, status: int, code: str, message: str
    ) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": code})
            return
        await error_response(status, code, message)(scope, receive, send)
