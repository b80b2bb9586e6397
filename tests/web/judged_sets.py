"""Judged sets for the browser tests: judged once a test run by a real server, then copied."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from formcheck.storage import accounts, credentials, open_store, permissions
from tests.support.sample_sets import BRIDGE, SAMPLES
from tests.web.browser import Server
from tests.web.made_up_sets import FREE, WALK, finished, upload
from tests.web.team import PASSWORD

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
        """Give the library of personal mode to a client, and let a coach see it."""
        self.judged(data)
        store = open_store(data)
        try:
            with store.writing() as s:
                password = credentials.hash_password(PASSWORD)
                client = accounts.add_account(
                    s,
                    name=ANNA[0],
                    login=ANNA[1],
                    password=password,
                    role="client",
                    person=accounts.person_without_account(s),
                )
                coach = accounts.add_account(
                    s, name=MIRA[0], login=MIRA[1], password=password, role="coach"
                )
                permissions.give_consent(s, client.owner, coach.owner)
        finally:
            store.close()


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
