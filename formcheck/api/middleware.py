"""What every request passes through: which host and origin, how large a body, which headers."""

import ipaddress
import re
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.api.bundles import FOLDER
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

    Personal mode has no login, so another site open in the same browser must not reach it. A name
    made to point here (DNS rebinding) is refused by its Host header, another site's request by its
    Origin header; both hold for WebSockets too.

    starlette's TrustedHostMiddleware knows fixed names only: it cannot let in every bare address of
    a machine that serves on all of them, and it knows no origins.

    Args:
        app: what is guarded.
        host: the address served on; where it is every address, bare addresses are names too.
        names: further names that requests may be sent to.
        cookie: of a sign-in: a change that a browser asks for by it has to say where it is from.
        https: whether browsers come by https through a proxy that does not say so.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        names: Iterable[str] = (),
        cookie: str | None = None,
        *,
        https: bool = False,
    ) -> None:
        self.app = app
        self._names = allowed_names(host) | {name.lower() for name in names}
        self._cookie, self._https = cookie, https
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
        if unsafe and not self._ours(origin, host, scope):
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

    def _ours(self, origin: str | None, host: str, scope: Scope) -> bool:
        """Whether a change is requested by a page of ours, or by no page at all."""
        if origin is None:
            headers = Headers(scope=scope)
            signed_in = self._cookie is not None and f"{self._cookie}=" in headers.get("cookie", "")
            return not signed_in
        secure = self._https or scope["scheme"] in ("https", "wss")
        try:
            sent = urlsplit(origin)
        except ValueError:
            return False
        return (sent.scheme, sent.netloc.lower()) == ("https" if secure else "http", host.lower())

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


LARGEST_BODY = 1024 * 1024
"""Bytes of a request that is not a file."""

FILE_ROUTES = re.compile(r"(POST /api/(analyses|restore)|PATCH /api/uploads/[^/]+)/?")
"""Where files are taken: there the limits are those of `arriving`."""


class BodySizeLimitMiddleware:
    """Refuses what is too large before it is read; what does not say how large it is, too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or FILE_ROUTES.fullmatch(f"{scope['method']} {scope['path']}"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length = headers.get("content-length")
        if length is not None:
            small = length.isascii() and length.isdecimal() and int(length[:20]) <= LARGEST_BODY
            inner = receive
        else:
            messages = await _received(receive) if "transfer-encoding" in headers else []
            small = sum(len(m.get("body", b"")) for m in messages) <= LARGEST_BODY
            inner = _replay(messages, receive)
        if small:
            await self.app(scope, inner, send)
            return
        message = f"A request that is not a file may have {LARGEST_BODY // 1024**2} MB at the most."
        await error_response(413, "too_large", message)(scope, receive, send)


async def _received(receive: Receive) -> list[Message]:
    """Return what is sent, as far as it is not too large."""
    out: list[Message] = []
    size = 0
    while True:
        message = await receive()
        out.append(message)
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body") or size > LARGEST_BODY:
            return out


def _replay(messages: list[Message], receive: Receive) -> Receive:
    """Return a `receive` that first tells what was messages already."""

    async def inner() -> Message:
        return messages.pop(0) if messages else await receive()

    return inner


CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""No request may leave our origin; the pose model's WebAssembly needs `wasm-unsafe-eval`."""

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), browsing-topics=()",
}

LONG_LIVED = "public, max-age=31536000, immutable"
VERSIONED = ("/vendor/", "/models/", FOLDER)
"""What carries its version in its name; everything else is asked for again."""


class SecurityHeadersMiddleware:
    """Sets the headers that an answer does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer gets the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        kept = scope["path"].startswith(VERSIONED)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                lasting = kept and message["status"] in (200, 206, 304)
                headers.setdefault("Cache-Control", LONG_LIVED if lasting else "no-cache")
            await send(message)

        await self.app(scope, receive, with_headers)


class CompressionMiddleware:
    """Compresses JSON, pages and scripts; videos, pictures and models are compressed already."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._gzip = GZipMiddleware(app, minimum_size=1000, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its answer compressed where that helps."""
        path = scope.get("path", "")
        whole = scope["type"] == "http" and not (
            path.startswith(("/models/", "/vendor/tasks-vision", "/img/"))
            or "/files/" in path
            or path.endswith((".woff2", "/video", "/export"))
        )
        await (self._gzip if whole else self._plain)(scope, receive, send)
