"""The computer as the phone's second screen: it shows what the phone films, and may end it."""

import asyncio
import json
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

MOST_BEHIND = 30
"""Messages that a screen may be behind, 2-3 s of a set; older ones are dropped, never queued."""

ASKED = ("force", "start", "end")
"""What the computer may ask of the phone's page, which then does it."""


class PhoneScreens:
    """The screens that follow what one phone films.

    Messages are JSON, `{"exercise": id, "answer": ...}` as the phone got it, and frames as the
    phone sent them (`formcheck.live.protocol`).
    """

    def __init__(self) -> None:
        self._phone: WebSocket | None = None
        self._exercise = ""
        self._answer: dict[str, Any] | None = None
        self._screens: set[asyncio.Queue[str | bytes]] = set()

    def begin(self, phone: WebSocket, exercise: str, answer: dict[str, Any]) -> None:
        """Show what the phone films from now on."""
        self._phone, self._exercise = phone, exercise
        self.show(phone, answer)

    def show(self, phone: WebSocket, answer: dict[str, Any], frame: bytes | None = None) -> None:
        """Show an answer that the phone got, and the frame that it is about."""
        if phone is not self._phone:
            return
        self._answer = answer
        for screen in self._screens:
            if frame is not None:
                _put(screen, frame)
            _put(screen, self._message())

    def end(self, phone: WebSocket) -> None:
        """The phone films no longer."""
        if phone is self._phone:
            self._phone = self._answer = None
            self._exercise = ""
            for screen in self._screens:
                _put(screen, self._message())

    async def follow(self, socket: WebSocket) -> None:
        """Serve one screen until it goes."""
        await socket.accept()
        queue: asyncio.Queue[str | bytes] = asyncio.Queue(MOST_BEHIND)
        queue.put_nowait(self._message())
        self._screens.add(queue)
        sending = asyncio.create_task(_send(socket, queue))
        try:
            while True:
                await self._ask(await socket.receive_text())
        except (WebSocketDisconnect, KeyError, ValueError):
            if socket.client_state is WebSocketState.CONNECTED:
                await socket.close(1007, "not understood")
        finally:
            self._screens.discard(queue)
            sending.cancel()

    async def _ask(self, text: str) -> None:
        """Hand on what the computer asks for; raises ValueError, KeyError."""
        asked = json.loads(text)
        if not isinstance(asked, dict) or asked["ask"] not in ASKED:
            raise ValueError("unknown")
        phone = self._phone
        if phone is not None and phone.application_state is WebSocketState.CONNECTED:
            await phone.send_text(json.dumps({"ask": asked["ask"]}))

    def _message(self) -> str:
        return json.dumps({"exercise": self._exercise, "answer": self._answer})


def _put(screen: "asyncio.Queue[str | bytes]", message: str | bytes) -> None:
    if screen.full():
        screen.get_nowait()
    screen.put_nowait(message)


async def _send(socket: WebSocket, queue: "asyncio.Queue[str | bytes]") -> None:
    while True:
        message = await queue.get()
        if isinstance(message, str):
            await socket.send_text(message)
        else:
            await socket.send_bytes(message)
