"""Headers on every answer: everything stays on our origin, and what may be kept is said."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), browsing-topics=()",
}

LASTING = "public, max-age=31536000, immutable"
VERSIONED = ("/vendor/", "/models/")
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
                headers.setdefault("Cache-Control", LASTING if lasting else "no-cache")
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
            or path.endswith(("/video", "/export"))
        )
        await (self._gzip if whole else self._plain)(scope, receive, send)
