"""The computer as the phone's second screen: it shows what the phone films, and may end it.

A phone that is too slow to find poses asks for help. The computer's page then gets its pictures,
finds the poses, and sends them back: pictures are decoded there, in the browser, and never here.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from formcheck.live.protocol import SIZE

MOST_BEHIND = 30
"""Messages that a screen may be behind, 2-3 s of a set; older ones are dropped, never queued."""

ASKED = ("force", "start", "end")
"""What the computer may ask of the phone's page, which then does it."""


Screen = asyncio.Queue[str | bytes]
"""What one screen has yet to be sent."""

Take = Callable[[bytes], Awaitable[None]]
"""Judges a frame as if the phone had sent it, and answers the phone."""


class PhoneScreens:
    """The screens that follow what one phone films.

    Messages are JSON, `{"exercise": id, "answer": ..., "help": whether poses are to be found}` as
    the phone got it, and frames and pictures as the phone sent them (`formcheck.live.protocol`). A
    screen asks for something by `{"ask": what}`, says by `{"helps": true}` that it can find poses,
    and sends frames.
    """

    def __init__(self) -> None:
        self._phone: WebSocket | None = None
        self._take: Take | None = None
        self._exercise = ""
        self._answer: dict[str, Any] | None = None
        self._screens: set[Screen] = set()
        self._wants_help = False
        self._helper: Screen | None = None

    def begin(self, phone: WebSocket, exercise: str, answer: dict[str, Any], take: Take) -> None:
        """Show what the phone films from now on; `take` is for poses found in its pictures."""
        self._phone, self._exercise, self._take = phone, exercise, take
        self._wants_help, self._helper = False, None
        self.show(phone, answer)

    def ask_for_help(self, phone: WebSocket) -> None:
        """Ask the screens to find poses in the phone's pictures; it is told when one can."""
        if phone is self._phone:
            self._wants_help = True
            self._tell_all()

    def picture(self, phone: WebSocket, picture: bytes) -> None:
        """Hand a picture of the phone to the screen that finds poses."""
        if phone is self._phone and self._helper is not None:
            _put(self._helper, picture)

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
            self._phone = self._answer = self._take = self._helper = None
            self._exercise, self._wants_help = "", False
            self._tell_all()

    async def follow(self, socket: WebSocket) -> None:
        """Serve one screen until it goes."""
        await socket.accept()
        queue: Screen = asyncio.Queue(MOST_BEHIND)
        queue.put_nowait(self._message())
        self._screens.add(queue)
        sending = asyncio.create_task(_send(socket, queue))
        try:
            while True:
                message = await socket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                if message.get("bytes") is not None:
                    await self._found(queue, message["bytes"])
                else:
                    await self._asked(queue, message["text"])
        except (WebSocketDisconnect, KeyError, ValueError):
            if socket.client_state is WebSocketState.CONNECTED:
                await socket.close(1007, "not understood")
        finally:
            self._screens.discard(queue)
            sending.cancel()
            if queue is self._helper:
                self._helper = None
                await self._tell_phone({"helped": False})

    async def _asked(self, screen: Screen, text: str) -> None:
        """Do what a screen asks for; raises ValueError, KeyError."""
        asked = json.loads(text)
        if not isinstance(asked, dict):
            raise ValueError("unknown")
        if asked.get("helps") is True:
            if self._wants_help and self._helper is None:
                self._helper = screen
                await self._tell_phone({"helped": True})
        elif asked["ask"] in ASKED:
            await self._tell_phone({"ask": asked["ask"]})
        else:
            raise ValueError("unknown")

    async def _found(self, screen: Screen, frame: bytes) -> None:
        """Take the poses that a screen has found in a picture; raises ValueError."""
        if len(frame) != SIZE:
            raise ValueError("no frame")
        if screen is self._helper and self._take is not None:
            await self._take(frame)

    async def _tell_phone(self, message: dict[str, Any]) -> None:
        phone = self._phone
        if phone is not None and phone.application_state is WebSocketState.CONNECTED:
            await phone.send_text(json.dumps(message))

    def _tell_all(self) -> None:
        for screen in self._screens:
            _put(screen, self._message())

    def _message(self) -> str:
        told = {"exercise": self._exercise, "answer": self._answer, "help": self._wants_help}
        return json.dumps(told)


def _put(screen: Screen, message: str | bytes) -> None:
    if screen.full():
        screen.get_nowait()
    screen.put_nowait(message)


async def _send(socket: WebSocket, queue: Screen) -> None:
    while True:
        message = await queue.get()
        if isinstance(message, str):
            await socket.send_text(message)
        else:
            await socket.send_bytes(message)
