"""kill -9 at random moments: of the server, of whoever analyses, of both, while files are sent."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from formcheck.worker.process import never_begun
from tests.support.processes import working
from tests.support.server_process import FORMCHECK, STAND_IN, Server
from tests.trial import aftermath, senders
from tests.trial.results import Result
from tests.trial.senders import Sender, Sent
from tests.trial.stand_in import finishing

MOMENTS = 20
SHORT_MOMENTS = 3
PAUSE = 0.12
"""Seconds at the most that the stand-in pauses before each of its ten words."""

SEED = 7


pytestmark = pytest.mark.trial("crashes: kill -9")

CheckAll = Callable[[Iterator[Result]], None]


def test_nothing_is_lost_when_a_stand_in_or_the_server_is_killed(
    folder: Path, whole: bool, check_all: CheckAll
) -> None:
    server = Server(folder / "data", program=STAND_IN, TRIAL_ANALYSER=finishing(PAUSE))
    check_all(moments(server, MOMENTS, 2.5) if whole else moments(server, SHORT_MOMENTS, 0.5))


@pytest.mark.whole
def test_nothing_is_lost_when_the_real_analyser_or_the_server_is_killed(
    folder: Path, check_all: CheckAll
) -> None:
    server = Server(folder / "data", program=FORMCHECK, FORMCHECK_WORKERS="1")
    check_all(moments(server, 6, 6.0))


def _end(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def _analyser(server: Server, rng: random.Random, within: float) -> bool:
    """Kill one process of an analyser, as soon as there is one; False when there was none."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found := working(server.data):
            return _end(rng.choice(found))
        time.sleep(0.01)
    return False


def killed(server: Server, number: int, rng: random.Random, longest: float) -> Result:
    """Kill something at a random moment, and see that the server is well or can be started."""
    moment = rng.uniform(0.0, longest)
    what = ("the server", "an analyser", "both")[number % 3]
    time.sleep(moment)
    hit = True
    if what != "the server":
        hit = _analyser(server, rng, 3.0)
    if what != "an analyser":
        server.kill()
        hit = True
        if not aftermath.until_none_works(server.data):
            return Result(f"{number + 1}: {what}", False, "its analysers outlived it")
        left = never_begun(server.data)
        server.start()
        if set(left) & set(never_begun(server.data)):
            return Result(f"{number + 1}: {what}", False, "a sandbox that never began was left")
    case = f"{number + 1}: {what} after {moment:.2f} s"
    if not aftermath.well(server):
        return Result(case, False, "the server is not well")
    return Result(case, True, "" if hit else "there was none to kill")


def moments(server: Server, count: int, longest: float) -> Iterator[Result]:
    """Kill `count` times while files are sent; then see what became of them."""
    rng = random.Random(SEED)
    taken: list[Sent] = []
    with server:
        sender = Sender(server, senders.videos())
        sender.start()
        for number in range(count):
            yield killed(server, number, rng, longest)
        sender.finish()
        taken += sender.taken
        yield Result("every file was taken in the end", not sender.failed, str(sender.failed or ""))
        yield from settled(server, taken)
        yield from deleted(server, taken)
    yield from remains(server)


def settled(server: Server, taken: Sequence[Sent]) -> Iterator[Result]:
    """See that every file taken is there and judged once; what was hit three times, asked again."""
    rows = aftermath.settled(server)
    gave_up = [row for row in rows if (row["error"] or {}).get("code") == "broke_off"]
    early = [row["title"] for row in gave_up if row["tries"] != 3]
    yield Result("given up after three tries only", not early, str(early or ""))
    aftermath.again(server, gave_up)
    wrong = list(aftermath.amiss(server, taken))
    said = f"{len(gave_up)} were hit three times and asked for again" if gave_up else ""
    yield Result(
        f"all {len(taken)} files whole, each judged once" if taken else "files were taken",
        bool(taken) and not wrong,
        "; ".join(wrong[:5]) or said,
        {"files": len(taken)},
    )


def deleted(server: Server, taken: Sequence[Sent]) -> Iterator[Result]:
    """Delete half of the sets and erase the rest with the person: everything goes."""
    for sent in taken[::2]:
        server.ask("DELETE", f"/api/analyses/{sent.set_id}")
    yield Result("half of them deleted", len(aftermath.every(server)) == len(taken[1::2]))


def remains(server: Server) -> Iterator[Result]:
    """See that a stopped server leaves nothing behind."""
    wrong = list(aftermath.left(server))
    yield Result("no orphan: file, row or process", not wrong, "; ".join(wrong[:5]))
    errors = [line for line in server.log().splitlines() if "Traceback" in line]
    yield Result("no error in the log", not errors, f"{len(errors)} are" if errors else "")
