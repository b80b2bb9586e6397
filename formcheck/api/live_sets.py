"""The live sets under way: begun, waiting for a lost connection, ended and kept."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from fastapi import WebSocket

from formcheck.analysis.report.json_format import Json, to_json
from formcheck.analysis.thresholds import Limit, applied
from formcheck.errors import FormcheckError
from formcheck.exercises import get
from formcheck.filming.geometry import camera_places
from formcheck.live.nothing_counted import why_nothing_counted
from formcheck.live.session import LiveSession, SetOptions
from formcheck.model_size import ModelSize
from formcheck.settings import Settings

if TYPE_CHECKING:
    from formcheck.estimation.pipeline import Analysis

log = logging.getLogger(__name__)

CONNECTION_WAIT = 60.0
"""Seconds that a set waits for its lost connection, and its report for being fetched again."""

MOST = 500
"""Sets under way at once, at most: 6 MB for each minute of a set, and 160 MB for the longest."""

MOST_EACH = 10
"""Sets of one person under way at once in team mode, at most: two devices, and attempts that wait
for their connection."""


class Keep(Protocol):
    """Keeps a set that was judged live; returns its id."""

    def __call__(self, owner: str, analysis: "Analysis", title: str, /) -> str:
        """Keep it for its owner."""


@dataclass
class LiveSet:
    """One set under way, and the connection that feeds it."""

    token: str
    owner: str
    session: LiveSession
    socket: WebSocket | None = None
    last_message: float = 0.0
    result: Json | None = None
    ending: asyncio.Lock = field(default_factory=asyncio.Lock)
    lost: asyncio.TimerHandle | None = None


class LiveSets:
    """The sets under way on this server, by token.

    Args:
        settings: for the longest set.
        keep: stores a set that has a repetition; None stores nothing.
    """

    def __init__(self, settings: Settings, keep: Keep | None) -> None:
        self.sets: dict[str, LiveSet] = {}
        self._settings = settings
        self._keep = keep
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(
        self,
        owner: str,
        exercise_id: str,
        model: ModelSize,
        place: str | None,
        limits: Sequence[Limit] = (),
        options: SetOptions | None = None,
    ) -> LiveSet:
        """Begin a set.

        Args:
            owner: the person who does the set.
            exercise_id: the exercise to judge.
            model: size of the pose model that the browser runs.
            place: name of the camera place that was chosen.
            limits: personal limits that replace those of the exercise.
            options: what the person chose for this set.

        Raises:
            FormcheckError: there is no such exercise, or too much is going on.
        """
        exercise, _ = applied(get(exercise_id), limits)
        own = sum(live.owner == owner for live in self.sets.values())
        if self._settings.team and own >= MOST_EACH:
            raise FormcheckError(
                "You have too many sets under way: end one, or try again in a minute.", "busy"
            )
        if len(self.sets) >= MOST:
            raise FormcheckError("Too many sets are under way: try again in a minute.", "busy")
        known = camera_places(exercise, model)
        chosen = [p for p in known if p.name == place] or known
        session = LiveSession(exercise, model, chosen, self._settings.max_seconds, options)
        live = LiveSet(secrets.token_urlsafe(18), owner, session)
        self.sets[live.token] = live
        return live

    def join(self, live: LiveSet, socket: WebSocket) -> WebSocket | None:
        """Let a connection feed a set; return the one it takes over from."""
        before, live.socket = live.socket, socket
        if live.lost is not None:
            live.lost.cancel()
            live.lost = None
        return before

    def leave(self, live: LiveSet, socket: WebSocket) -> None:
        """Let a set wait for its connection to come back."""
        if live.socket is not socket:
            return
        live.socket = None
        live.lost = asyncio.get_running_loop().call_later(CONNECTION_WAIT, self._give_up, live)

    def _give_up(self, live: LiveSet) -> None:
        self.sets.pop(live.token, None)
        task = asyncio.get_running_loop().create_task(self._end_alone(live))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end_alone(self, live: LiveSet) -> None:
        try:
            await self.end(live)
        except Exception:
            log.exception("a live set without its page could not be kept")

    async def end(self, live: LiveSet) -> Json:
        """End a set and keep it; the same answer however often it is asked for."""
        async with live.ending:
            if live.result is None:
                live.result = await asyncio.to_thread(self._finish, live)
            return live.result

    def _finish(self, live: LiveSet) -> Json:
        session = live.session
        report = session.finish()
        out: Json = {"phase": "ended", "report": None, "id": None, "code": "", "message": ""}
        if session.filmed:
            return {**out, "code": "filmed", "message": "The recording is checked now."}
        if report is None:
            return {**out, "message": "The set had not begun, so there is nothing to tell."}
        out["report"] = to_json(report)
        if not report.reps:
            why = why_nothing_counted(report, session.poses(), session.exercise)
            return {**out, "code": why.code, "message": f"No repetition was counted. {why.text}"}
        if self._keep is None:
            return {**out, "message": "The set could not be kept on this server."}
        from formcheck.estimation.pipeline import Analysis  # what reads videos is not needed before

        title = session.exercise.title
        named = replace(report, source=replace(report.source, name=title))
        out["report"] = to_json(named)
        try:
            out["id"] = self._keep(live.owner, Analysis(named, session.poses(), None), title)
        except FormcheckError as error:
            return {**out, "message": str(error)}
        return out
