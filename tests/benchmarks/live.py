"""How quickly live sets are answered: many players of landmarks against one server.

    python -m tests.benchmarks.live --sets 100 --seconds 20

The server is a process of its own, so are the players; each plays a stick figure's poses at 15
frames a second, at most two unanswered, and times every answer. Figures are of this machine.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import uvloop
from websockets.asyncio.client import connect

from formcheck.live.protocol import pack
from tests.support.filming import camera, film, joined
from tests.support.motions import glute_bridge, still

RATE = 15.0
NUMBERS = re.compile(r'"(seq|reps)":(\d+)')


def frames(seconds: float, turn: int) -> list[bytes]:
    """Return a set as it is sent: the start held, then bridges; each player a little different."""
    where = camera("side")
    bridges = glute_bridge(max(int(seconds / 6), 1), hold=2.0)
    poses = joined(
        film(still("supine", 7.0), where, RATE, noise=0.5, seed=turn),
        film(bridges, where, RATE, noise=0.5, seed=turn),
    )
    return [pack(f, i) for i, f in enumerate(poses)][: round(seconds * RATE)]


async def play(url: str, sent: list[bytes], late: float, out: list[float]) -> tuple[int, int]:
    """Play one set; return its frames dropped and the repetitions it counted."""
    await asyncio.sleep(late)
    dropped, reps = 0, 0
    asked: dict[int, float] = {}
    async with connect(url, compression=None, proxy=None, open_timeout=60) as ws:
        await ws.send(json.dumps({"exercise": "glute_bridge", "model": "lite"}))
        await ws.recv()

        async def answers() -> None:
            nonlocal reps
            async for text in ws:
                told = dict(NUMBERS.findall(str(text)))  # the players share the machine: cheaply
                out.append(time.perf_counter() - asked.pop(int(told["seq"])))
                reps = int(told.get("reps", reps))

        reading = asyncio.create_task(answers())
        begin = time.perf_counter()
        for seq, data in enumerate(sent):
            await asyncio.sleep(max(begin + seq / RATE - time.perf_counter(), 0))
            if len(asked) >= 2:
                dropped += 1
                continue
            asked[seq] = time.perf_counter()
            await ws.send(data)
        await asyncio.sleep(0.5)
        reading.cancel()
    return dropped, reps


async def players(url: str, many: int, seconds: float) -> tuple[list[float], int, list[int]]:
    """Play `many` sets at once, each begun a little after the one before: nobody moves in step."""
    out: list[float] = []
    kinds = [frames(seconds, i) for i in range(4)]
    played = await asyncio.gather(*(play(url, kinds[i % 4], 0.043 * i, out) for i in range(many)))
    return out, sum(d for d, _ in played), [r for _, r in played]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def at(sorted_times: list[float], share: float) -> float:
    """Return a percentile in milliseconds."""
    return 1000 * sorted_times[min(int(share * len(sorted_times)), len(sorted_times) - 1)]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="How quickly live sets are answered.")
    parser.add_argument("--sets", type=int, nargs="+", default=[1, 100])
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = {**os.environ, "FORMCHECK_DATA_DIR": folder}
        server = subprocess.Popen(
            [sys.executable, "-m", "formcheck", "serve", "--port", str(port), "--no-browser"],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait(f"http://127.0.0.1:{port}/healthz")
            for many in asked.sets:
                run(port, many, asked.seconds, server.pid)
        finally:
            server.terminate()
            server.wait(20)


def run(port: int, many: int, seconds: float, pid: int) -> None:
    """Play `many` sets and print what the answers took."""
    before = cpu(pid)
    url = f"ws://127.0.0.1:{port}/api/live"
    times, dropped, reps = uvloop.run(players(url, many, seconds))
    spent = cpu(pid) - before
    times.sort()
    print(
        f"{many} sets, {len(times)} frames: p50 {at(times, 0.5):.1f} ms, p95 {at(times, 0.95):.1f} "
        f"ms, p99 {at(times, 0.99):.1f} ms, longest {1000 * times[-1]:.0f} ms; {dropped} not sent; "
        f"{statistics.mean(reps):.1f} reps a set; server {1000 * spent / len(times):.2f} ms CPU a "
        f"frame on one of {multiprocessing.cpu_count()} cores"
    )


def cpu(pid: int) -> float:
    """Return the seconds of CPU a process has used."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait(url: str) -> None:
    """Wait until the server answers."""
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
