"""A crowd: many uploads at once, slow clients, live sets, a long queue."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.server_process import STAND_IN, UNREACHED, Server
from tests.trial import aftermath, slow_clients
from tests.trial.response_times import LONGEST, Prober
from tests.trial.results import Result
from tests.trial.senders import TAKEN, Sent, another, digest, one_repetition
from tests.trial.stand_in import finishing

WELL = 1.0
"""Seconds within which /healthz must be answered, whatever goes on."""

LISTED = 3.0
"""Seconds within which a list must be answered while the machine is as busy as it can be."""

UPLOADS, SLOW, LIVE, QUEUE = 200, 450, 100, 2_000
"""How many at once."""

LATER = {429, 503}
"""Answers that ask to come again later."""

PATIENCE = 900.0
"""Seconds until which a sender comes again."""


pytestmark = pytest.mark.trial("load")

CheckAll = Callable[[Iterator[Result]], None]


def test_slow_clients_hold_up_nobody(folder: Path, whole: bool, check_all: CheckAll) -> None:
    check_all(slowly(folder, SLOW, 30.0) if whole else slowly(folder, 4, 2.0, quick=False))


@pytest.mark.whole
def test_many_live_sets_are_counted_each_as_if_it_were_alone(
    folder: Path, check_all: CheckAll
) -> None:
    check_all(live(folder, LIVE))


@pytest.mark.whole
def test_many_uploads_at_once_are_all_taken(folder: Path, check_all: CheckAll) -> None:
    check_all(uploads(folder, UPLOADS))


@pytest.mark.whole
def test_a_long_queue_is_worked_through_once(folder: Path, check_all: CheckAll) -> None:
    check_all(queue(folder, QUEUE))


def _quick(prober: Prober, what: str, limit: float) -> Result:
    ok = prober.slowest < limit and not prober.failed
    seen = f"slowest of {len(prober.times)} {prober.slowest:.2f} s, {prober.failed} not answered"
    return Result(what, ok, seen, {"seconds": prober.slowest} if limit == WELL else {})


def _until_taken(server: Server, number: int, out: list[Sent], wrong: list[str]) -> None:
    """Send one file, as often as it is asked for."""
    data, end = another(one_repetition(), number), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            status, headers, _ = answer = server.answer(
                "POST", f"/api/analyses?name=set+{number}.mp4", data, timeout=PATIENCE
            )
        except UNREACHED as error:
            wrong.append(f"set {number}: {type(error).__name__}: {error}")
            return
        if status in TAKEN:
            out.append(Sent(json.loads(answer[2])["id"], digest(data)))
            return
        if status not in LATER:
            wrong.append(f"set {number}: answered {status}")
            return
        time.sleep(min(float(headers.get("Retry-After", 1)), 30))
    wrong.append(f"set {number}: never taken")


def uploads(folder: Path, count: int) -> Iterator[Result]:
    """Send many files at once: all are taken, and the server answers others meanwhile."""
    server = Server(folder / "data", program=STAND_IN, TRIAL_ANALYSER=finishing(0.0))
    with server:
        one_repetition()
        taken: list[Sent] = []
        wrong: list[str] = []
        begun = time.monotonic()
        with Prober(server) as health, Prober(server, "/api/analyses") as lists:
            senders = [
                threading.Thread(target=_until_taken, args=(server, n, taken, wrong))
                for n in range(count)
            ]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
        took = time.monotonic() - begun
        yield Result(f"{count} uploads at once", not wrong, "; ".join(wrong[:3]) or f"{took:.0f} s")
        yield _quick(health, "meanwhile /healthz", WELL)
        yield _quick(lists, "meanwhile the list", LISTED)
        wrong = list(aftermath.amiss(server, taken))
        yield Result("all whole, each judged once", not wrong, "; ".join(wrong[:3]))
    wrong = list(aftermath.left(server))
    yield Result("many uploads: no orphan", not wrong, "; ".join(wrong[:3]))


def slowly(folder: Path, count: int, seconds: float, *, quick: bool = True) -> Iterator[Result]:
    """Keep slow clients: others do not notice; `quick`: nor wait, where the machine is ours."""
    with Server(folder / "data") as server:
        with Prober(server) as health, Prober(server, "/api/analyses") as lists:
            suffered = slow_clients.clients(server, count, seconds)
        well, listed = (WELL, LISTED) if quick else (LONGEST, LONGEST)
        yield _quick(health, f"{count} slow clients: /healthz", well)
        yield _quick(lists, f"{count} slow clients: the list", listed)
        gone = aftermath.well(server)
        said = f"{suffered} kept for {seconds} s, the others cut off"
        yield Result("slow clients: the server is well", gone, said)
        left = list((server.data / "incoming").iterdir())
        yield Result("slow clients: nothing is left of theirs", not left, str(left[:3] or ""))


def live(folder: Path, count: int) -> Iterator[Result]:
    """Play live sets: each is counted as if it were alone."""
    import uvloop

    from tests.benchmarks.live import players

    seconds = 20.0
    with Server(folder / "data") as server:
        url = f"ws://127.0.0.1:{server.port}/api/live"
        _, _, (alone,) = uvloop.run(players(url, 1, seconds))
        with Prober(server) as health:
            times, dropped, reps = uvloop.run(players(url, count, seconds))
        said = f"{min(reps)}-{max(reps)} repetitions, alone {alone}"
        yield Result(f"{count} live sets, each counted", min(reps) == max(reps) == alone, said)
        times.sort()
        late = times[int(0.99 * len(times))]
        said = f"p99 {1000 * late:.0f} ms, {dropped} of {len(times) + dropped} frames not sent"
        yield Result("live: answered in time", late < WELL, said)
        yield _quick(health, "live: /healthz", WELL)


def _queued(server: Server, count: int) -> None:
    """Queue a set many times: all of the same video, the server stopped meanwhile."""
    from formcheck.storage import open_store, sets
    from formcheck.storage.models import Analysis, Video

    store = open_store(server.data, server.environment.get("FORMCHECK_DATABASE_URL"))
    with store.writing() as s:
        video = s.query(Video).one()
        for number in range(count):
            title = f"queued {number}"
            row = Analysis(owner=video.owner, origin="upload", title=title, model="lite")
            sets.add(s, row, video)
    store.close()


def queue(folder: Path, count: int) -> Iterator[Result]:
    """Work through a long queue: each set is done once, and lists stay quick."""
    server = Server(folder / "data", program=STAND_IN, TRIAL_ANALYSER=finishing(0.0))
    with server:
        server.ask("POST", "/api/analyses", one_repetition(), name="first.mp4")
        aftermath.settled(server)
    _queued(server, count)
    with server:
        begun = time.monotonic()
        with Prober(server) as health, Prober(server, "/api/analyses") as lists:
            rows = aftermath.settled(server, within=60 + count)
        took = time.monotonic() - begun
        done = [r for r in rows if r["state"] == "done" and r["tries"] == 1]
        said = f"{len(done)} done at the first try in {took:.0f} s"
        yield Result(f"a queue of {count:,}", len(done) == len(rows) == count + 1, said)
        yield _quick(health, "the queue: /healthz", WELL)
        yield _quick(lists, "the queue: the list", LISTED)
    wrong = list(aftermath.left(server))
    yield Result("the queue: no orphan", not wrong, "; ".join(wrong[:3]))
