"""How long people wait: for the first pose, for the report on one clip, and for a batch of clips.

    make bench                                (or python -m tests.benchmarks.waiting --help)

Alone on the machine. The first pose is that of a program just begun; the demo is what `make demo`
does once everything is set up; the report is that on a sample set that is sent to an idle server; a
batch is one clip under many names, through `formcheck check`.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.benchmarks.clips import SAMPLE, Format, make
from tests.trial.senders import another

LONGEST = 600.0
"""Seconds after which an answer is not waited for any longer."""

DEMO = SAMPLE.with_name("glute_bridge__hyperextension18__side__ben_L.mp4")

FIRST_POSE = """
import sys, time
from pathlib import Path
from formcheck.estimation.landmarker import Landmarker
from formcheck.estimation.model_files import bundle
from formcheck.settings import Settings
from formcheck.video import Reader
settings = Settings()
with Reader(Path(sys.argv[1]), settings, rate=12, long_side=settings.pose_side) as reader:
    frame = next(reader)
    landmarker = Landmarker(bundle(sys.argv[2], settings))
    assert landmarker.estimate(frame.image, frame.time).seen
    landmarker.close()
"""


def first_pose(model: str) -> float:
    """Return the seconds from the start of a program to its first pose."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST_POSE, str(SAMPLE), model], check=True)
    return time.perf_counter() - start


def demo(model: str) -> float:
    """Return the seconds of `formcheck check` on a sample set, with the annotated video."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        _check(DEMO, "--model", model, "--out", folder)
        return time.perf_counter() - start


def batch(clip: Path, count: int, model: str, *more: str) -> float:
    """Return the seconds that `formcheck check` takes for `count` clips."""
    with tempfile.TemporaryDirectory() as folder:
        clips = [Path(folder) / f"clip_{i + 1}{clip.suffix}" for i in range(count)]
        for one in clips:
            one.symlink_to(clip.resolve())
        start = time.perf_counter()
        _check(*clips, "--model", model, "--out", f"{folder}/out", *more)
        return time.perf_counter() - start


def _check(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "formcheck", "check", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def server(model: str) -> Iterator[str]:
    """Run a server without any sets; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "FORMCHECK_DATA_DIR": folder, "FORMCHECK_MODEL": model}
        command = [sys.executable, "-m", "formcheck", "serve", "--port", str(port), "--no-browser"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            url = f"http://127.0.0.1:{port}"
            _until(lambda: httpx2.get(f"{url}/healthz").status_code == 200)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def upload_to_report(url: str, number: int) -> float:
    """Return the seconds from sending a sample set to its report.

    `number` makes it a video of its own: one that was judged already is not judged again.
    """
    data = another(SAMPLE.read_bytes(), number)
    start = time.perf_counter()
    sent = httpx2.post(f"{url}/api/analyses?name=set.mp4", content=data, timeout=LONGEST)
    sent.raise_for_status()
    set_id = sent.json()["id"]

    def ready() -> bool:
        told: dict[str, Any] = httpx2.get(f"{url}/api/analyses/{set_id}", timeout=LONGEST).json()
        if told["state"] not in ("queued", "running", "done"):
            raise SystemExit(f"no report: {told['state']}")
        return told["report"] is not None

    _until(ready)
    waited = time.perf_counter() - start
    httpx2.delete(f"{url}/api/analyses/{set_id}", timeout=LONGEST)
    return waited


def _until(ready: Any) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            if ready():
                return
        except httpx2.TransportError:
            pass  # the server is starting
        time.sleep(0.05)
    raise SystemExit("nothing came")


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", default="heavy", choices=("lite", "full", "heavy"))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--clips", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each clip of the batch")
    cache = Path(tempfile.gettempdir()) / "formcheck_bench"
    parser.add_argument("--cache", type=Path, default=cache)
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    cores = len(os.sched_getaffinity(0))
    print(f"{given.model} model, {cores} cores, medians of {given.repeats}")
    _tell("first pose of a program", 1.0, [first_pose(given.model) for _ in range(given.repeats)])
    _tell("make demo, 11 s", 6.0, [demo(given.model) for _ in range(given.repeats)])
    with server(given.model) as url:
        waits = [upload_to_report(url, i) for i in range(given.repeats)]
    _tell("an 11 s set, sent to report", 6.0, waits)
    _tell_batch("11 s, 480p, annotated", 12, batch(SAMPLE, 12, given.model))
    how = Format(fps=30, size=(1920, 1080))
    clip = make(given.cache / f"1080p30_{given.seconds:g}.mp4", given.seconds, how)
    took = batch(clip, given.clips, given.model, "--no-video")
    _tell_batch(f"{given.seconds:g} s, 1080p30", given.clips, took)


def _tell(what: str, asked: float, seconds: list[float]) -> None:
    print(f"{what:29}{statistics.median(seconds):7.2f} s, asked {asked:g} s", flush=True)


def _tell_batch(what: str, count: int, seconds: float) -> None:
    each = 60 * count / seconds
    print(f"{count:2} clips of {what:22}{seconds:5.0f} s, {each:.1f} a minute", flush=True)


if __name__ == "__main__":
    main()
