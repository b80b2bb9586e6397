"""Live feedback over one WebSocket, /api/live.

    page    {"exercise": id, "model": "lite", "place": name or null, "token": of a lost connection,
             "mirrored": whether the camera gives a mirrored picture, "film": whether the set is
             only filmed, not counted, "countdown": seconds before it}
    server  {"token", "resumed", "last": number of the newest frame taken, "exercise", "phase", ...}
    page    a frame (`formcheck.live.protocol`), at most two unanswered: {"force": true} goes on
            with the camera as it is, {"start": true} counts down at once,
            {"mirrored": true, "film": false, "countdown": 3} say the same as in the first message,
            {"end": true} ends the set
    phone   {"help": true}: it finds too few poses; after {"helped": true} it sends pictures
            instead, in which the computer's page finds them, until {"helped": false}
    server  one answer a frame: {"seq", "phase", "checks", "reps", "cue", ...}; at the end
            {"phase": "ended", "report", "id", "message"};
            {"error": {"code", "message"}} and it closes

A lost connection loses the frames in between and nothing else: the set waits `CONNECTION_WAIT`
seconds for its token, and is then ended and kept as if the person had said so. Origin and Host are
checked by `HostOriginMiddleware`, who it is by `auth`, both before a connection is taken. Frames
are judged here, on the event loop's own thread: 0.15 ms each.
"""

import asyncio
import json
import logging
from dataclasses import replace
from functools import partial

from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketState

from formcheck.analysis.report.json_format import Json
from formcheck.analysis.thresholds import Limit
from formcheck.api.auth import still_signed_in
from formcheck.api.deps import person_of, services_of
from formcheck.api.live_sets import LiveSet, LiveSets
from formcheck.api.phone.gate import FROM_PHONE
from formcheck.api.phone.screen import PhoneScreens
from formcheck.errors import FormcheckError
from formcheck.live.protocol import LARGEST_PICTURE, PICTURE, SIZE
from formcheck.live.session import LiveSession, SetOptions
from formcheck.model_size import ModelSize
from formcheck.storage import training
from formcheck.worker.intake import keep_live

router = APIRouter()
log = logging.getLogger(__name__)

HELLO_TIMEOUT = 10.0
"""Seconds within which a connection must send its first message."""

SIGN_IN_CHECK = 30.0
"""Seconds between two checks that the person is still signed in."""

IDLE_TIMEOUT = 600.0
"""Seconds without a message after which a connection is closed."""

LARGEST_MESSAGE = 2 * SIZE
"""Most bytes of one message: twice a frame of poses."""

_PICTURE = bytes([PICTURE])

_json_text = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class Options(BaseModel):
    """What the person says about a set, at first or later; what is not named stays as it is."""

    model_config = ConfigDict(extra="ignore")

    mirrored: bool | None = None
    film: bool | None = None
    countdown: float | None = Field(default=None, ge=1, le=30)

    def changing(self, options: SetOptions) -> SetOptions:
        """Return `options` with what is named here."""
        named = {name: getattr(self, name) for name in Options.model_fields}
        return replace(options, **{k: v for k, v in named.items() if v is not None})


class Hello(Options):
    """The first message of a page."""

    exercise: str
    model: ModelSize = ModelSize.LITE
    place: str | None = None
    token: str | None = None


@router.websocket("/api/live")
async def follow_set(socket: WebSocket) -> None:
    """Follow one set; see the module."""
    await socket.accept()
    sets = _sets(socket)
    try:
        live, resumed = await _greeted(socket, sets)
    except FormcheckError as error:
        await _refuse(socket, error.code, str(error))
        return
    if live is None:
        return
    before = sets.join(live, socket)
    if before is not None and before.application_state is WebSocketState.CONNECTED:
        await before.close(4001, "another connection has taken over")
    idle = asyncio.create_task(_watch(live, socket))
    screens = _screens(socket)
    try:
        session = live.session
        state = live.result or session.state()
        await _send(
            socket,
            {
                "token": live.token,
                "resumed": resumed,
                "exercise": session.exercise.id,
                "last": session.last,
                **state,
            },
        )
        if screens is not None:
            take = partial(_judge, socket, sets, live, screens)
            screens.begin(socket, session.exercise.id, state, take)
        await _follow(socket, sets, live, screens)
    except WebSocketDisconnect:
        pass  # gone while being answered: it may come back
    finally:
        idle.cancel()
        sets.leave(live, socket)
        if screens is not None:
            screens.end(socket)


async def _greeted(socket: WebSocket, sets: LiveSets) -> tuple[LiveSet | None, bool]:
    """Return the set a new connection is for, and whether it had begun before."""
    try:
        message = await asyncio.wait_for(socket.receive(), HELLO_TIMEOUT)
    except TimeoutError:
        raise FormcheckError("Nothing was said for too long.", "silent") from None
    if message["type"] == "websocket.disconnect":
        return None, False
    text = message.get("text")
    if text is None or len(text) > LARGEST_MESSAGE:
        raise FormcheckError("Say the exercise first: see the API's description.", "no_hello")
    try:
        hello = Hello.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"]) or "hello"
        raise FormcheckError(f"{place}: {first['msg'].lower()}", "no_hello") from None
    owner = await run_in_threadpool(person_of, socket)
    known = sets.sets.get(hello.token) if hello.token else None
    if known is not None and (known.owner, known.session.exercise.id) == (owner, hello.exercise):
        return known, True
    own = await run_in_threadpool(_limits, socket, owner)
    return (
        sets.begin(
            owner, hello.exercise, hello.model, hello.place, own, hello.changing(SetOptions())
        ),
        False,
    )


def _limits(socket: WebSocket, owner: str) -> tuple[Limit, ...]:
    with services_of(socket).store.reading() as s:
        return training.limits_of(s, owner)


async def _follow(
    socket: WebSocket, sets: LiveSets, live: LiveSet, screens: PhoneScreens | None
) -> None:
    """Answer what comes until the connection ends or another one takes over."""
    loop = asyncio.get_running_loop()
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect" or live.socket is not socket:
            return
        live.last_message = loop.time()
        data, text = message.get("bytes"), message.get("text")
        pictured = screens if data is not None and data[:1] == _PICTURE else None
        most = LARGEST_MESSAGE if pictured is None else LARGEST_PICTURE
        if len(data or text or "") > most:
            await _refuse(socket, "too_large", "A message is too large.", 1009)
            return
        if pictured is not None and data is not None:
            pictured.picture(socket, data)
            continue
        try:
            await _judge(socket, sets, live, screens, text or "" if data is None else data)
        except ValueError as error:
            await _refuse(socket, "bad_frame", f"This is no frame: {error}.", 1007)
            return


async def _judge(
    socket: WebSocket,
    sets: LiveSets,
    live: LiveSet,
    screens: PhoneScreens | None,
    data: bytes | str,
) -> None:
    """Take a frame, or what the person asks for, and answer it; raises ValueError."""
    session = live.session
    frame = None
    if isinstance(data, bytes):
        frame = data
        answer = session.take(frame)
    else:
        requested = _request(data)
        answer = _act(session, requested)
        if screens is not None and requested.get("help"):
            screens.ask_for_help(socket)
    if session.phase == "ended":
        try:
            answer = {**answer, **await sets.end(live)}
        except Exception:
            log.exception("a live set could not be finished")
            await _refuse(socket, "unexpected", "The set could not be kept.", 1011)
            return
        frame = None
    await _send(socket, answer)
    if screens is not None:
        screens.show(socket, answer, frame)


def _request(text: str) -> Json:
    """Return what a page asks for; raises ValueError where it is not understood."""
    requested = json.loads(text)
    if not isinstance(requested, dict):
        raise ValueError("expected an object")
    return requested


def _act(session: LiveSession, requested: Json) -> Json:
    """Do what the person asks for, and return what to show; raises ValueError."""
    session.change(Options.model_validate(requested).changing(session.options))
    if requested.get("force"):
        session.accept()
    elif requested.get("start"):
        session.start()
    elif requested.get("end"):
        session.end()
    return session.state()


async def _send(socket: WebSocket, answer: Json) -> None:
    await socket.send_text(_json_text(answer))


async def _refuse(socket: WebSocket, code: str, message: str, status: int = 1008) -> None:
    await _send(socket, {"error": {"code": code, "message": message}})
    await socket.close(status, code)


async def _watch(live: LiveSet, socket: WebSocket) -> None:
    """Close a connection that says nothing for too long, or whose person has signed out."""
    loop = asyncio.get_running_loop()
    live.last_message = loop.time()
    while live.socket is socket:
        await asyncio.sleep(
            min(max(live.last_message + IDLE_TIMEOUT - loop.time(), 1.0), SIGN_IN_CHECK)
        )
        if not await run_in_threadpool(still_signed_in, socket):
            await socket.close(1008, "signed_out")
            return
        if loop.time() - live.last_message >= IDLE_TIMEOUT:
            await socket.close(1001, "silent for too long")
            return


def _screens(socket: WebSocket) -> PhoneScreens | None:
    """Return the screens that show what the paired phone films; None for another camera."""
    if not socket.scope.get(FROM_PHONE):
        return None
    screens: PhoneScreens = socket.app.state.phone_door.screens
    return screens


def _sets(socket: WebSocket) -> LiveSets:
    """Return this application's sets."""
    state = socket.app.state
    if not hasattr(state, "live"):
        services = services_of(socket)
        state.live = LiveSets(services.settings, partial(keep_live, services))
    found: LiveSets = state.live
    return found


def under_way(app: FastAPI) -> int:
    """Return how many live sets are under way."""
    return len(app.state.live.sets) if hasattr(app.state, "live") else 0
