"""Judged sets for the browser tests: judged once a test run by a real server, then copied."""

import fcntl
import json
import shutil
import tempfile
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

from tests.samples import BRIDGE, SAMPLES
from tests.web.browser import Server
from tests.web.sets import FREE, WALK, Json, finished, upload
from tests.web.team import PASSWORD, first_link, team_server

CLEAN = SAMPLES / "glute_bridge__clean__side__anna_L.mp4"
JUDGED = ((CLEAN, "clean bridge.mp4"), (BRIDGE, "my bridge.mp4"), (WALK, "walk.mp4"))
"""The sets that were judged and what they are called, oldest first."""

MIRA, ANNA = ("Mira Coach", "mira"), ("Anna", "anna")
"""Name and login of the coach of a team, and of her client, whose sets these are."""


class Shelf:
    """Data folders to begin with, each made once a test run, whichever process asks first."""

    def __init__(self, root: Path) -> None:
        """`root`: a folder that all processes of the test run have in common."""
        self._root = root

    def judged(self, data: Path) -> None:
        """Make `data` a library in which the sets are judged."""
        _copy(self._once("judged", _judge), data)

    def team(self, data: Path) -> None:
        """Make `data` that of a team: Mira, and Anna who lets her see, with the judged sets."""
        _copy(self._once("team", self._gather), data)

    def _once(self, name: str, make: Callable[[Path], None]) -> Path:
        place = self._root / f"shelf-{name}"
        with place.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                making = Path(tempfile.mkdtemp(dir=self._root))
                make(making)
                making.rename(place)
        return place

    def _gather(self, data: Path) -> None:
        library = data.with_name(f"{data.name}-library")
        self.judged(library)
        taken = _exported(library)
        team = team_server(data)
        team.start()
        try:
            coach, client = _Caller(team), _Caller(team)
            coach.join(first_link(team), *MIRA)
            made = coach.ask("POST", "/invitations", {"name": ANNA[0], "role": "client"})
            client.join(made["url"], *ANNA)
            client.ask("POST", "/me/import", taken)
        finally:
            team.stop()


def _copy(shelved: Path, data: Path) -> None:
    ignore = shutil.ignore_patterns("serve.log", "serving.lock")
    shutil.copytree(shelved, data, ignore=ignore, dirs_exist_ok=True)


def _judge(data: Path) -> None:
    server = Server(data)
    server.start()
    try:
        finished(server, *(upload(server, video, name, FREE) for video, name in JUDGED))
    finally:
        server.stop()


def _exported(data: Path) -> bytes:
    server = Server(data)
    server.start()
    try:
        with urlopen(f"{server.url}/api/me/export", timeout=60) as answer:
            return bytes(answer.read())
    finally:
        server.stop()


class _Caller:
    """Somebody of a team who asks the API, as their page does."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(self, method: str, path: str, body: Json | bytes) -> Json:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = "octet-stream" if isinstance(body, bytes) else "json"
        headers = {"Origin": self._server.url, "Content-Type": f"application/{kind}"}
        request = Request(f"{self._server.url}/api{path}", data, headers, method=method)
        with self._opener.open(request, timeout=60) as answer:
            told: Any = json.loads(answer.read() or b"{}")
            return dict(told)

    def join(self, link: str, name: str, login: str) -> None:
        told = {"name": name, "login": login, "password": PASSWORD, "consent": True}
        self.ask("POST", f"/join/{link.rpartition('/')[2]}", told)
