"""How fast `formcheck check` is against the stock loop and against what the machine allows.

    make bench                                  (or python -m tests.benchmarks.speed --help)

In one run, side by side, medians of several: (a) the stock loop (`stock.py`), (b) `formcheck
check --no-video`. Limit: inferences made, times the time of one, over the cores; the time of one
alone on the machine, and of one while each other core makes one too, as cores share their memory.
Ratios compare; seconds are of this machine, on this day.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

from formcheck.estimation.landmarker import Landmarker
from formcheck.estimation.model_files import bundle
from formcheck.settings import Settings
from tests.benchmarks.clips import SAMPLE, Format, make, make_real_tempo, pictures

CLIPS = {
    "real tempo 1080p30": Format(fps=30, size=(1920, 1080)),
    "real tempo 1080p60": Format(fps=60, size=(1920, 1080)),
    "1080p30": Format(fps=30, size=(1920, 1080)),
    "1080p60": Format(fps=60, size=(1920, 1080)),
    "2160p30 HEVC": Format(fps=30, size=(3840, 2160), codec="libx265"),
}
"""Clips by name. A real tempo is a set of twelve repetitions with holds and rests; the others move
all the time, for `--seconds`."""


@dataclass
class Run:
    """One run of a command: seconds of wall and CPU, peak MB, inferences."""

    wall: float
    cpu: float
    peak: float
    inferences: int


def run(command: list[str]) -> tuple[Run, str]:
    """Run a command and measure it, its peak memory as the kernel tells."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    # A child of its own, so that ru_maxrss is this command's and not the largest so far.
    report = (
        "import json,resource,subprocess,sys;"
        "out=subprocess.run(sys.argv[1:],stdout=subprocess.PIPE,check=True,text=True).stdout;"
        "print(json.dumps([resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024,out]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", report, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak, out = json.loads(done.stdout)
    return Run(wall, cpu, peak, 0), out


def one_inference(model: Path, at_once: int = 1, frames: int = 40) -> float:
    """Return the seconds one pose takes, `at_once` of them on as many cores."""
    images, fps = pictures(SAMPLE)
    ready = Barrier(at_once)

    def spent(_: int) -> float:
        landmarker = Landmarker(model)
        for i in range(5):
            landmarker.estimate(images[i], i / fps)
        ready.wait()
        start = time.perf_counter()
        for i in range(5, 5 + frames):
            landmarker.estimate(images[i], i / fps)
        seconds = time.perf_counter() - start
        landmarker.close()
        return seconds / frames

    with ThreadPoolExecutor(at_once) as pool:
        return statistics.mean(pool.map(spent, range(at_once)))


def median(runs: list[Run]) -> Run:
    """Return the median of each figure."""
    wall, cpu, peak = (
        statistics.median(getattr(r, f) for r in runs) for f in ("wall", "cpu", "peak")
    )
    return Run(wall, cpu, peak, runs[0].inferences)


def check(video: Path, model: str, folder: str) -> Run:
    """Run `formcheck check --no-video` and count its inferences."""
    command = [sys.executable, "-m", "formcheck", "check", str(video), "--no-video", "--json"]
    measured, out = run([*command, "--model", model, "--out", folder])
    measured.inferences = json.loads(out)["source"]["inferences"]
    return measured


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="heavy", choices=("lite", "full", "heavy"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clips", nargs="*", default=list(CLIPS), choices=list(CLIPS))
    cache = Path(tempfile.gettempdir()) / "formcheck_bench"
    parser.add_argument("--cache", type=Path, default=cache)
    parser.add_argument("--memory", action="store_true", help="compare 1 and 10 minutes instead")
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    model = bundle(given.model, Settings())
    cores = len(os.sched_getaffinity(0))
    print(f"{given.model} model, {cores} cores, medians of {given.repeats}")
    if given.memory:
        memory(given.model, given.cache)
        return
    head = (
        "clip",
        "way",
        "wall s",
        "CPU s",
        "peak MB",
        "inferences",
        "times faster",
        "of limit",
        "all busy",
    )
    print("{:18} {:10} {:>8} {:>8} {:>8} {:>11} {:>13} {:>9} {:>9}".format(*head))
    for name in given.clips:
        how = CLIPS[name]
        file = given.cache / f"{name}_{given.seconds:g}.mp4".replace(" ", "_")
        real = name.startswith("real tempo")
        clip = make_real_tempo(file, how) if real else make(file, given.seconds, how)
        stock, ours, single, busy = [], [], [], []
        for _ in range(given.repeats):
            single.append(one_inference(model))
            busy.append(one_inference(model, cores))
            script = str(Path(__file__).with_name("stock.py"))
            one, out = run([sys.executable, script, str(clip), str(model)])
            one.inferences = int(out)
            stock.append(one)
            with tempfile.TemporaryDirectory() as folder:
                ours.append(check(clip, given.model, folder))
        a, b = median(stock), median(ours)
        shares = [
            f"{b.inferences * statistics.median(one) / cores / b.wall:.0%}"
            for one in (single, busy)
        ]
        row = "{:18} {:10} {:8.1f} {:8.1f} {:8.0f} {:11d} {:>13} {:>9} {:>9}"
        print(row.format(name, "stock", a.wall, a.cpu, a.peak, a.inferences, "", "", ""))
        faster = f"{a.wall / b.wall:.2f}"
        print(row.format("", "formcheck", b.wall, b.cpu, b.peak, b.inferences, faster, *shares))


def memory(model: str, cache: Path) -> None:
    """Print the peak memory of a one-minute and of a ten-minute clip."""
    for minutes in (1, 10):
        how = Format(fps=25, size=(854, 480))
        clip = make(cache / f"minutes_{minutes}.mp4", 60.0 * minutes, how)
        with tempfile.TemporaryDirectory() as folder:
            one = check(clip, model, folder)
        told = f"{one.peak:6.0f} MB, {one.wall:6.1f} s, {one.inferences} inferences"
        print(f"{minutes:2} min: {told}")


if __name__ == "__main__":
    main()
