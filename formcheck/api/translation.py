"""Answers of the API in the language of whoever asks: what the server says, not what people wrote.

Routes answer in English. For another language the sentences in their JSON are looked up, those of a
live set too. What people wrote themselves is left alone: it is nothing that formcheck says, and
where it may stand beside such (notes, comments, names) it is not even looked at.
"""

import gzip
import json
import re
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.api.language import language_of
from formcheck.languages import DEFAULT, Language
from formcheck.languages.spanish import SPANISH
from formcheck.languages.translation import Translator

TRANSLATORS: dict[Language, Translator] = {"es": SPANISH}

THEIR_OWN = re.compile(
    r"/api/(me|tokens|consents|clients|invitations|join|passkeys|sessions?|news|links|webhooks)\b.*"
    r"|/api/desk/(notes|replies)\b.*"
    r"|/api/analyses/[^/]+/(review|poses|frames|files)\b.*"
)
"""Answers that hold people's own words, or numbers alone: only their refusals are translated."""

OWN_KEYS = frozenset({"note", "band", "progression", "login", "log", "tags", "place"})
"""Keys of what people wrote or programs read, wherever they stand."""

CODE = re.compile(r"[a-z0-9_.:/-]+")
"""What a program may read: one word in small letters."""

WORDS = frozenset({"text", "title", "message", "speak"})
"""Keys under which such a word is read by people all the same."""

DISPLAY, CODES_OF_DISPLAY = "display", frozenset({"verdict", "cue", "shown_by"})
"""What a report shows is words, but for these keys."""


class TranslationMiddleware:
    """Translates what the API answers, where it is asked for in another language than English."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its answer translated."""
        path = scope.get("path", "")
        if scope["type"] not in ("http", "websocket") or not path.startswith("/api/"):
            await self.app(scope, receive, send)
            return
        language = language_of(HTTPConnection(scope))
        if language == DEFAULT:
            await self.app(scope, receive, send)
            return
        translator = TRANSLATORS[language]
        if scope["type"] == "websocket":
            await self.app(scope, receive, _live(send, translator))
        else:
            answer = _Answer(send, translator, refusals_only=bool(THEIR_OWN.fullmatch(path)))
            await self.app(scope, receive, answer.take)


def _live(send: Send, translator: Translator) -> Send:
    async def translated(message: Message) -> None:
        if message.get("text"):
            message = {**message, "text": _json(message["text"], translator).decode()}
        await send(message)

    return translated


class _Answer:
    """One answer: held back until all of it is there, if it is JSON to be translated."""

    def __init__(self, send: Send, translator: Translator, *, refusals_only: bool) -> None:
        self._send = send
        self._translator = translator
        self._refusals_only = refusals_only
        self._start: Message | None = None
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        """Take the next message of the application."""
        if message["type"] == "http.response.start" and self._concerns(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)
        else:
            await self._send(message)

    def _concerns(self, start: Message) -> bool:
        kind = Headers(raw=start["headers"]).get("content-type", "")
        refused = start["status"] >= 400
        return kind.startswith("application/json") and (refused or not self._refusals_only)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        body = bytes(self._body)
        if headers.get("content-encoding") == "gzip":  # a file that is kept so
            body = gzip.decompress(body)
            del headers["content-encoding"]
        if body:
            body = _json(body, self._translator)
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Accept-Language, Cookie")
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _json(text: str | bytes, translator: Translator) -> bytes:
    said = translated(json.loads(text), translator)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def translated(value: Any, translator: Translator, key: str = "", *, shown: bool = False) -> Any:
    """Return JSON with its sentences translated; keys, codes and numbers are as they were.

    Args:
        value: the JSON, as Python has it.
        translator: of the language.
        key: under which the value stands.
        shown: whether it is of what a report shows.
    """
    if isinstance(value, dict):
        # The page names a camera place by its English name.
        own = OWN_KEYS | {"name"} if "drawing" in value else OWN_KEYS
        return {
            k: v if k in own else translated(v, translator, k, shown=shown or k == DISPLAY)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [translated(v, translator, key, shown=shown) for v in value]
    if not isinstance(value, str):
        return value
    read = key not in CODES_OF_DISPLAY if shown else key in WORDS
    return value if CODE.fullmatch(value) and not read else translator.say(value)
