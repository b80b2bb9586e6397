"""What can be reached at the phone's address: pairing, and recording once paired; nothing else."""

import re
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from formcheck.api.errors import error_response
from formcheck.api.language import language_of
from formcheck.api.middleware import SAFE, SecurityHeadersMiddleware
from formcheck.api.page_words import PAGE_WORDS
from formcheck.api.phone.pairing import PhonePairing
from formcheck.api.routes.pages import phone_page
from formcheck.errors import FormcheckError
from formcheck.languages import Language

COOKIE = "__Host-formcheck-phone"
FROM_PHONE = "formcheck.phone"
"""Key in the scope of what comes from the paired phone."""

PUBLIC = re.compile(r"GET /(css/[a-z-]+\.css|vendor/figtree-[\d.]+/[a-z-]+\.woff2|favicon\.svg)")
"""What an unpaired phone gets beside the pairing page: how that page looks."""

RECORDING = re.compile(
    r"GET /((css|js|img|vendor|models|bundles)/[\w./-]+|favicon\.svg|manifest\.webmanifest)"
    r"|GET /api/(state|exercises(/[\w./-]+)?)"
    r"|POST /api/uploads"
    r"|(GET|PATCH|DELETE) /api/uploads/[\w-]+"
    r"|POST /api/uploads/[\w-]+/end"
    r"|PATCH /api/analyses/[\w-]+/load"
    r"|WEBSOCKET /api/live"
)
"""What the Record page asks for: files without anybody's data, exercises, the live set, the
recording's upload and the load of a set that it knows. No set, list or person can be read."""

BODY = 4096
"""Most bytes of the form that brings a code."""


class PhoneGate:
    """The application at the phone's address, in front of formcheck's own.

    A request has to be for this address and, where it changes anything, from a page of it; what the
    paired phone may do is passed on as if it came from this computer.

    Args:
        app: formcheck's application.
        pairing: which phone is paired.
        origin: of this address, "https://192.168.1.5:8766".
        inner_origin: under which `app` knows itself, "http://localhost:8765".
        web: folder of the pages.
    """

    def __init__(
        self, app: ASGIApp, pairing: PhonePairing, origin: str, inner_origin: str, web: Path
    ) -> None:
        self._app = app
        self._pairing = pairing
        self._origin, self._inner_origin = origin, inner_origin
        self._host = urlsplit(origin).netloc
        self._inner_host = urlsplit(inner_origin).netloc
        self._page = Environment(
            loader=FileSystemLoader(web), autoescape=True, undefined=StrictUndefined
        ).get_template("pair.html.j2")
        self._record = phone_page(web)
        self._guarded = SecurityHeadersMiddleware(self._answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of a phone."""
        await self._guarded(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return
        headers = Headers(scope=scope)
        method = scope.get("method", "WEBSOCKET")
        asked = f"{'GET' if method == 'HEAD' else method} {scope['path']}"
        if not self._from_here(headers, method):
            await _refuse(scope, receive, send, 403, "other_origin", "Use the code's own address.")
        elif self._pairing.admits(_cookie(headers)):
            await self._admitted(asked, scope, receive, send)
        elif PUBLIC.fullmatch(asked):
            await self._pass(scope, receive, send)
        elif method == "WEBSOCKET" or scope["path"].startswith("/api/"):
            await _refuse(
                scope,
                receive,
                send,
                401,
                "not_paired",
                "This phone is not paired, or no longer: show a new code on the computer.",
            )
        else:
            await (await self._unpaired(asked, scope, receive))(scope, receive, send)

    def _from_here(self, headers: Headers, method: str) -> bool:
        if headers.get("host", "").lower() != self._host:
            return False
        origin = headers.get("origin")
        return origin == self._origin if origin is not None else method in SAFE

    async def _admitted(self, asked: str, scope: Scope, receive: Receive, send: Send) -> None:
        if asked == "GET /record":
            page = await self._record(Request(scope))
            await page(scope, receive, send)
        elif RECORDING.fullmatch(asked) and ".." not in asked:
            await self._pass(scope, receive, send)
        elif scope["type"] == "http" and not scope["path"].startswith("/api/"):
            await RedirectResponse("/record", 303)(scope, receive, send)
        else:
            message = "Only recording can be reached from the phone; see the rest on the computer."
            await _refuse(scope, receive, send, 403, "phone_records_only", message)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on as one of this computer."""
        kept = [
            (name, value)
            for name, value in scope["headers"]
            if name not in (b"host", b"origin", b"cookie", b"forwarded", b"authorization")
            and not name.startswith(b"x-forwarded-")
        ]
        kept.append((b"host", self._inner_host.encode()))
        if Headers(scope=scope).get("origin") is not None:
            kept.append((b"origin", self._inner_origin.encode()))
        scheme = "ws" if scope["type"] == "websocket" else "http"
        inner = {**scope, "headers": kept, "scheme": scheme, FROM_PHONE: True}
        await self._app(inner, receive, send)

    async def _unpaired(self, asked: str, scope: Scope, receive: Receive) -> Response:
        """Return the pairing page, or pair the phone that brings the code."""
        language = language_of(Request(scope))
        if asked != "POST /pair":
            code = scope["path"].removeprefix("/pair/")
            shown = code if code.isalnum() and len(code) < 20 else ""
            return self._pair_page(language, shown)
        body = b""
        async for part in Request(scope, receive).stream():
            body += part
            if len(body) > BODY:
                return self._pair_page(language, "", "That was too much for a code.")
        given = parse_qs(body.decode("ascii", "replace")).get("code", [""])[0]
        try:
            token = self._pairing.redeem(given)
        except FormcheckError as error:
            return self._pair_page(language, "", str(error))
        answer = RedirectResponse("/record", 303)
        answer.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")
        return answer

    def _pair_page(self, language: Language, code: str, error: str = "") -> HTMLResponse:
        words = PAGE_WORDS[language]
        html = self._page.render(language=language, words=words, code=code, error=error)
        # Without a referrer a browser sends a form's origin as "null".
        return HTMLResponse(html, 403 if error else 200, {"Referrer-Policy": "same-origin"})


def _cookie(headers: Headers) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return None if found is None else found.value


async def _refuse(
    scope: Scope, receive: Receive, send: Send, status: int, code: str, message: str
) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": code})
    else:
        await error_response(status, code, message)(scope, receive, send)
