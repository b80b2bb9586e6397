"""Analysers that go wrong, a database that is held, a disk that is full or may not be written."""

import json
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from formcheck.storage.blobs import MARK
from tests.support.server_process import STAND_IN, Server
from tests.trial import aftermath
from tests.trial.results import Result
from tests.trial.senders import TAKEN, Sent, another, digest, one_repetition
from tests.trial.small_disk import Cramped, possible
from tests.trial.stand_in import ending, finishing

LONGEST = 300.0
"""Seconds that one set may take."""

LIMITS = {"cpu": 3, "memory": 800_000_000, "file_bytes": 4_000_000}
WALL, LONG_WALL = 4, 120
"""Seconds that an analyser may take: the longer where it is to end by something else."""

DEATHS = [
    ("hangs", "wait()", "too_slow", 1),
    ("works without end", "while True: pass", "too_slow", 1),
    ("eats memory", "x = []\nwhile True: x.append(bytearray(10_000_000))", "too_heavy", 1),
    ("fills the disk", "file('a.bin', bytes(8_000_000)); tell('done')", "broke_off", 3),
    ("is killed", "os.kill(os.getpid(), 9)", "broke_off", 3),
    ("ends by a bad address", "import ctypes; ctypes.string_at(0)", "broke_off", 3),
    ("aborts", "os.abort()", "broke_off", 3),
    ("ends without a word", "os._exit(0)", "broke_off", 3),
    ("talks nonsense", "print('x' * 1_000_000); print('[1]'); os._exit(1)", "broke_off", 3),
    (
        "starts a hundred others",
        "import subprocess\nfor _ in range(100): subprocess.Popen("
        "[sys.executable, '-c', 'import time; time.sleep(99)'])\nos._exit(1)",
        "broke_off",
        3,
    ),
]
"""What the analyser does, its source, with which code the set is given up, after how many tries."""

SHORT = ("eats memory",)
"""What the short part tries too."""

FREE = (0, 4096, 20_000, 60_000, 90_000, 120_000, 160_000, 200_000, 250_000, 320_000, 500_000)
"""Bytes that the disk has left: each lets one more write succeed."""

SORRY = {507, 503}
"""Said on purpose: the disk is full, the database is held."""


pytestmark = pytest.mark.trial("crashes: accidents")

CheckAll = Callable[[Iterator[Result]], None]


@pytest.mark.parametrize(
    ("what", "code", "expected", "tries"),
    [
        pytest.param(*death, id=death[0], marks=[] if death[0] in SHORT else [pytest.mark.whole])
        for death in DEATHS
    ],
)
def test_an_analyser_that_goes_wrong_leaves_a_reason_and_no_process(
    folder: Path, what: str, code: str, expected: str, tries: int
) -> None:
    data = folder / "data"
    wall = WALL if expected == "too_slow" else LONG_WALL
    limits = json.dumps({**LIMITS, "wall": wall})
    with Server(data, program=STAND_IN, TRIAL_ANALYSER=ending(code), TRIAL_LIMITS=limits) as server:
        _, told = put(server, 0)
        ended = until(server, told["id"], lambda t: t["state"] not in ("queued", "running"))
        assert (ended["state"], (ended["error"] or {}).get("code")) == ("failed", expected)
        assert ended["tries"] == tries
        assert aftermath.until_none_works(data)
        assert aftermath.well(server)
    assert list(aftermath.left(server)) == []


@pytest.mark.whole
def test_a_full_disk_loses_nothing(folder: Path, check_all: CheckAll) -> None:
    if not possible():
        pytest.skip("this machine lets us mount no disk of our own")
    check_all(full(folder))


@pytest.mark.whole
def test_cancelled_and_deleted_work_ends_at_once(folder: Path, check_all: CheckAll) -> None:
    check_all(stopped(folder))


@pytest.mark.whole
def test_a_held_database_is_waited_for_or_told_of(folder: Path, check_all: CheckAll) -> None:
    check_all(held(folder))


@pytest.mark.whole
def test_folders_that_may_not_be_written_are_told_of(folder: Path, check_all: CheckAll) -> None:
    check_all(read_only(folder))


def put(server: Server, number: int) -> tuple[int, dict[str, Any]]:
    """Send a file in one request."""
    data = another(one_repetition(), number)
    return server.ask("POST", "/api/analyses", data, name=f"set {number}.mp4")


def state_of(server: Server, set_id: str) -> dict[str, Any]:
    """Return a set."""
    return server.ask("GET", f"/api/analyses/{set_id}")[1]


def until(server: Server, set_id: str, right: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Wait until a set is as it should be; return it in any case."""
    end = time.monotonic() + LONGEST
    while True:
        told = state_of(server, set_id)
        if right(told) or time.monotonic() > end:
            return told
        time.sleep(0.05)


def stopped(folder: Path) -> Iterator[Result]:
    """Cancel and delete work that goes on: it ends at once, and deleted nothing of it is left."""
    server = Server(folder / "data", program=STAND_IN, TRIAL_ANALYSER=ending("wait()"))
    with server:
        for number, what in enumerate(("cancelled", "deleted")):
            _, told = put(server, number)
            until(server, told["id"], lambda t: t["progress"] == 0.2)
            begun = time.monotonic()
            if what == "cancelled":
                server.ask("POST", f"/api/analyses/{told['id']}/cancel")
            else:
                server.ask("DELETE", f"/api/analyses/{told['id']}")
            ended = aftermath.until_none_works(server.data)
            took = time.monotonic() - begun
            seen, measures = f"{took:.2f} s", {"seconds": took}
            yield Result(f"{what}, work ends", ended, seen, measures)
        server.ask("DELETE", "/api/me", {"confirm": "erase everything"})
        files = [p for p in (server.data / "files").rglob("*") if p.is_file() and p.name != MARK]
        yield Result("erased, no file is left", not files, str(files[:3] or ""))
    yield from _left(server, "cancelled and deleted")


def _left(server: Server, what: str) -> Iterator[Result]:
    wrong = list(aftermath.left(server))
    yield Result(f"{what}: no orphan", not wrong, "; ".join(wrong[:3]))


def held(folder: Path) -> Iterator[Result]:
    """Hold the database for longer than anybody waits: reading goes on, writing says it is busy."""
    server = Server(folder / "data", program=STAND_IN, TRIAL_ANALYSER=finishing(0.05))
    with server:
        taken = [_sent(server, 0)]
        other = sqlite3.connect(server.data / "formcheck.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield _answers(server, "the database is held: reading", "GET", "/api/analyses", {200})
            wanted = {503}
            yield _answers(
                server,
                "the database is held: a check-in",
                "PUT",
                "/api/checkins/2026-01-01",
                wanted,
                {"back": 1},
            )
            status, told = put(server, 1)
            yield Result("the database is held: a file", status in wanted, _said(status, told))
        finally:
            other.execute("ROLLBACK")
            other.close()
        taken += [_sent(server, 1), _sent(server, 2)]
        wrong = list(aftermath.amiss(server, taken))
        yield Result("let go, all goes on", not wrong, "; ".join(wrong[:3]))
    yield from _left(server, "the database was held")


def _said(status: int, told: dict[str, Any]) -> str:
    return f"{status} {told.get('error', {}).get('code', '')}"


def _answers(
    server: Server, case: str, method: str, path: str, wanted: set[int], body: Any = None
) -> Result:
    status, told = server.ask(method, path, body)
    return Result(case, status in wanted, _said(status, told))


def _sent(server: Server, number: int) -> Sent:
    """Send a file that must be taken."""
    status, told = put(server, number)
    if status not in TAKEN:
        raise RuntimeError(f"a file was not taken: {_said(status, told)}")
    return Sent(told["id"], digest(another(one_repetition(), number)))


def full(folder: Path) -> Iterator[Result]:
    """Fill the disk more and less while files come and are worked on; then free it."""
    server = Cramped(folder / "data", 12_000_000, program=STAND_IN, TRIAL_ANALYSER=finishing(0.05))
    with server:
        taken: dict[str, Sent] = {}
        server.ask("GET", "/api/analyses")  # makes the one person
        for number, free in enumerate(FREE):
            server.leave(free)
            wrong = []
            for body, method, path in (
                ({"back": 3}, "PUT", "/api/checkins/2026-01-01"),
                ({"name": "b.mp4", "bytes": 50_000}, "POST", "/api/uploads"),
                (
                    {"day": "2026-01-01", "exercise": "plank", "reps": 1, "sets": 1},
                    "POST",
                    "/api/entries",
                ),
            ):
                status, told = server.ask(method, path, body)
                if status >= 500 and status not in SORRY:
                    wrong.append(f"{method} {path}: {_said(status, told)}")
            status, told = put(server, number)
            if status in TAKEN:
                digested = digest(another(one_repetition(), number))
                taken[told["id"]] = Sent(told["id"], digested)
            elif status not in SORRY:
                wrong.append(f"a file: {_said(status, told)}")
            time.sleep(1.0)  # so long it works in what room there is
            if not aftermath.well(server):
                wrong.append("the server is not well")
            said = "; ".join(wrong) or ("taken" if status in TAKEN else "refused")
            yield Result(f"{free:,} bytes left on the disk", not wrong, said)
        server.empty()
        failed = [r for r in aftermath.settled(server) if r["error"]]  # also after its report
        other = [r["error"] for r in failed if r["error"]["code"] not in ("disk_full", "broke_off")]
        aftermath.again(server, failed)
        wrong = [str(x) for x in other] + list(aftermath.amiss(server, taken.values()))
        yield Result(
            f"freed, the {len(taken)} files taken are whole and judged",
            not wrong,
            "; ".join(wrong[:3]),
        )
        stray = [p for p in (server.disk / "work").rglob("*") if p.is_file()]
        yield Result("nothing is left of work", not stray, str(stray[:3] or ""))


@contextmanager
def _unwritable(*paths: Path) -> Iterator[None]:
    modes = [stat.S_IMODE(p.stat().st_mode) for p in paths]
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)


def read_only(folder: Path) -> Iterator[Result]:
    """Take away the right to write, from a server that runs and from one that starts."""
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:  # root may write all the same, unless it gives that up
        before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")
    server = Server(
        folder / "data", program=STAND_IN, before=before, TRIAL_ANALYSER=finishing(0.05)
    )
    with server:
        taken = [_sent(server, 0)]
        aftermath.settled(server)
        with _unwritable(server.data / "files", *(server.data / "files").iterdir()):
            status, told = put(server, 1)
            fine = 400 <= status < 500 or status in SORRY
            yield Result("a folder of files that may not be written", fine, _said(status, told))
        with _unwritable(server.data / "incoming"):
            status, told = put(server, 2)
            fine = 400 <= status < 500 or status in SORRY
            yield Result("an incoming folder that may not be written", fine, _said(status, told))
        taken += [_sent(server, 1), _sent(server, 2)]
        wrong = list(aftermath.amiss(server, taken))
        yield Result("allowed again, all goes on", not wrong, "; ".join(wrong[:3]))
    yield from _left(server, "not writable")
    for what in ("formcheck.db", "."):
        with _unwritable(server.data / what):
            yield _refuses(server, f"starting where {what} may not be written")


def _refuses(server: Server, case: str) -> Result:
    """See that a server does not start, and says why in a sentence."""
    before = len(server.log())
    try:
        server.start()
    except RuntimeError:
        said = server.log()[before:].strip()
        return Result(case, "Traceback" not in said and bool(said), said[:200])
    server.stop()
    return Result(case, False, "it starts all the same")
