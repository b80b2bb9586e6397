"""Many machines: PostgreSQL, an S3 server and two workers, each killed in the middle of it all.

PostgreSQL and the S3 server are real: started here (see `tests.support.postgres` and
`tests.support.s3_server`), or named in the environment.
"""

import contextlib
import importlib.util
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import postgres, s3_server
from tests.support.processes import working
from tests.support.server_process import STAND_IN, START, Server
from tests.trial import aftermath, injection, senders
from tests.trial.results import Result
from tests.trial.senders import Sender, Sent, another, digest, one_repetition
from tests.trial.stand_in import finishing, held
from tests.trial.team import Team
from tests.trial.test_crashes import settled

LONGEST = 180.0
"""Seconds that anything may take, on a busy machine."""

FILES = 8
MOMENTS = 9
PAUSE = 0.3
"""Seconds at the most that the stand-in pauses before each of its ten words."""


pytestmark = [pytest.mark.trial("several machines"), pytest.mark.whole]


def test_machines_that_die_lose_nothing(
    folder: Path, check_all: Callable[[Iterator[Result]], None]
) -> None:
    if why := missing():
        pytest.skip(why)
    check_all(several_machines(folder))


class Worker:
    """A `formcheck work`, with a data folder of its own, as if on another machine."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.data = folder / "data"
        self._log = folder / "work.log"
        self._environment = {**environment, "FORMCHECK_DATA_DIR": str(self.data)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it says that it works."""
        self.data.mkdir(parents=True, exist_ok=True)
        begun = self._log.stat().st_size if self._log.exists() else 0
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *STAND_IN, "work", "--at-once", "1"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + START
        while b"formcheck works" not in self._log.read_bytes()[begun:]:
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"a worker did not start:\n{self.log()[-2000:]}")
            time.sleep(0.05)

    def log(self) -> str:
        """Return all that it wrote."""
        return self._log.read_text("utf-8", "replace")

    @property
    def busy(self) -> bool:
        """Whether it works on a set."""
        return bool(working(self.data))

    def end(self, how: int) -> None:
        """End it by a signal."""
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None


class Machines:
    """One server that leaves the work to two workers; a context manager."""

    def __init__(self, folder: Path, pause: float) -> None:
        found = postgres.binaries()
        own = postgres.ENV not in os.environ and found is not None
        self.postgres = postgres.Postgres(found) if own and found is not None else None
        if self.postgres is not None:
            self.postgres.start()
        where = self.postgres.url if self.postgres else postgres.shared()
        assert where is not None
        endpoint = s3_server.shared()
        os.environ.update(s3_server.environment(endpoint))  # the doctor looks there too
        asked = {
            "FORMCHECK_DATABASE_URL": where.render_as_string(hide_password=False),
            "FORMCHECK_FILES_URL": s3_server.new_bucket(endpoint),
            "FORMCHECK_WORK_HERE": "false",
            "FORMCHECK_UPLOADS_PER_HOUR": "100000",
            "TRIAL_ANALYSER": held(finishing(pause)),
        }
        self.server = Server(folder / "server" / "data", program=STAND_IN, **asked)
        self._stopped = threading.Event()
        self._letting_go = threading.Thread(target=self._let_go, name="let go", daemon=True)
        self.workers = [Worker(folder / f"w{n}", self.server.environment) for n in range(2)]

    def __enter__(self) -> "Machines":
        self.server.start()
        for worker in self.workers:
            worker.start()
        return self

    def let_go(self) -> None:
        """Let held work go on, now and from now on."""
        if not self._letting_go.is_alive():
            self._letting_go.start()

    def _let_go(self) -> None:
        while not self._stopped.wait(0.05):
            for worker in self.workers:
                for folder in (worker.data / "work").glob("*/*/"):
                    with contextlib.suppress(FileNotFoundError):
                        (folder / "go").touch()

    def stop(self) -> None:
        """Stop server and workers as Ctrl-C does."""
        self._stopped.set()
        self.server.stop()
        for worker in self.workers:
            worker.end(signal.SIGINT)

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self.postgres is not None:
            self.postgres.remove()


def missing() -> str:
    """Return what there is not, to try this here; empty where all is there."""
    if postgres.ENV not in os.environ and postgres.binaries() is None:
        return "no PostgreSQL: install Debian's postgresql, or name one"
    if s3_server.ENV not in os.environ and importlib.util.find_spec("moto") is None:
        return "no S3 server: install moto[server,s3], or name one"
    return ""


def _send(server: Server, first: int, count: int) -> list[Sent]:
    taken = []
    for number in range(first, first + count):
        data = another(one_repetition(), number)
        _, told = server.ask("POST", "/api/analyses", data, name=f"set {number}.mp4")
        taken.append(Sent(told["id"], digest(data)))
    return taken


def one_dies(machines: Machines) -> Iterator[Result]:
    """Kill one of two workers while both work: the other finishes what it had."""
    taken = _send(machines.server, 0, FILES)
    end = time.monotonic() + LONGEST
    while not all(w.busy for w in machines.workers) and time.monotonic() < end:
        time.sleep(0.02)
    both = all(w.busy for w in machines.workers)
    yield Result("two workers share the work", both, "" if both else "only one had some")
    machines.workers[0].end(signal.SIGKILL)
    machines.let_go()
    died = time.monotonic()
    wrong = list(aftermath.amiss(machines.server, taken))
    took = time.monotonic() - died
    tries = max(row["tries"] for row in aftermath.every(machines.server))
    yield Result(
        "a worker killed, the other finishes its set",
        not wrong and tries == 2,
        "; ".join(wrong[:3]) or f"{took:.0f} s, {tries} tries",
        {"seconds": took},
    )
    machines.workers[0].start()


def moments(machines: Machines) -> Iterator[Result]:
    """Kill server, workers and the database at random moments while files are sent."""
    rng, server = random.Random(3), machines.server
    before = len(aftermath.every(server))
    sender = Sender(server, senders.videos(100))
    sender.start()
    for number in range(MOMENTS):
        moment = rng.uniform(0.2, 3.0)
        time.sleep(moment)
        what = ("a worker", "the server", "the database")[number % 3]
        if what == "the server":
            server.kill()
            server.start()
        elif what == "a worker":
            worker = rng.choice(machines.workers)
            worker.end(signal.SIGKILL)
            worker.start()
        elif machines.postgres is not None:
            machines.postgres.stop()
            time.sleep(0.5)
            machines.postgres.start()
        end = time.monotonic() + LONGEST
        while not aftermath.well(server) and time.monotonic() < end:
            time.sleep(0.2)
        well = aftermath.well(server)
        yield Result(f"{number + 1}: {what} after {moment:.2f} s", well, "" if well else "not well")
    sender.finish()
    yield Result("every file was taken in the end", not sender.failed, str(sender.failed or ""))
    known = [Sent(row["id"], "") for row in aftermath.every(server)][:before]
    known = [Sent(x.set_id, _hash(server, x.set_id)) for x in known]
    yield from settled(server, [*known, *sender.taken])


def _hash(server: Server, set_id: str) -> str:
    return digest(server.answer("GET", f"/api/analyses/{set_id}/video")[2])


def names(folder: Path, machines: Machines) -> Iterator[Result]:
    """Try odd names and searches on PostgreSQL too, which takes fewer characters."""
    environment = {
        **{k: v for k, v in machines.server.environment.items() if k.startswith("FORMCHECK_")},
        "TRIAL_ANALYSER": finishing(0.0),
    }
    del environment["FORMCHECK_DATA_DIR"]
    with Team(folder / "team" / "data", program=STAND_IN, **environment) as team:
        for way in (injection.names, injection.paths, injection.scripts):
            for result in way(team):
                yield Result(f"PostgreSQL: {result.case}", result.passed, result.seen)


def several_machines(folder: Path) -> Iterator[Result]:
    """Let several machines work, and end them in the middle of it."""
    with Machines(folder, PAUSE) as machines:
        yield from one_dies(machines)
        yield from moments(machines)
        yield from names(folder, machines)
        machines.stop()
        wrong = list(aftermath.left(machines.server))
        for worker in machines.workers:
            wrong += [f"{p} works on" for p in working(worker.data)]
            stray = [str(p) for p in (worker.data / "work").rglob("*") if p.is_file()]
            wrong += [f"left by a worker: {p}" for p in stray]
        yield Result("several machines: no orphan", not wrong, "; ".join(wrong[:3]))
