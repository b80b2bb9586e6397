"""How fast `formcheck check` is against the usual loop, on the same clip and model.

    make bench                                  (or python -m tests.benchmarks.speed --help)

Alone on the machine. In turns: (a) the usual loop (`stock.py`) on the first frames of a clip, whose
time grows with the number of frames and is told for all of them, (b) `formcheck check --no-video`
on the whole clip. Ratios compare; seconds are of this machine, on this day.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.estimation.model_files import bundle
from formcheck.settings import Settings
from tests.benchmarks.clips import Format, make, make_real_tempo

HD, UHD = (1920, 1080), (3840, 2160)

CLIPS = {
    "real tempo 1080p30": (Format(fps=30, size=HD), 9.0),
    "real tempo 1080p60": (Format(fps=60, size=HD), 16.0),
    "1080p30": (Format(fps=30, size=HD), 4.5),
    "1080p60": (Format(fps=60, size=HD), 8.0),
    "2160p30 HEVC": (Format(fps=30, size=UHD, codec="libx265"), 5.0),
}
"""Clips by name, and how many times faster than the usual loop they are to be. A real tempo is a
set of twelve repetitions with holds and rests; the others move all the time, for `--seconds`."""

STOCK_FRAMES = 300
"""Frames that the usual loop is timed on; all of one clip take it two minutes and more."""

HEAD = (
    *("clip", "usual s", "ours s", "times faster", "asked"),
    *("CPU s", "cores busy", "peak MB", "poses"),
)


@dataclass
class Run:
    """One run of a command: seconds of wall and CPU, peak MB, and what it printed."""

    wall: float
    cpu: float
    peak: float
    out: str


def run(command: list[str]) -> Run:
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
    return Run(wall, cpu, peak, out)


def usual(clip: Path, model: Path, frames: int) -> float:
    """Return the seconds that the usual loop takes for `frames` frames."""
    script = str(Path(__file__).with_name("stock.py"))
    one = run([sys.executable, script, str(clip), str(model), str(STOCK_FRAMES)])
    count, loop = (float(x) for x in one.out.split())
    return one.wall - loop + loop * frames / count


def check(video: Path, model: str) -> Run:
    """Run `formcheck check --no-video`."""
    command = [sys.executable, "-m", "formcheck", "check", str(video), "--no-video", "--json"]
    with tempfile.TemporaryDirectory() as folder:
        return run([*command, "--model", model, "--out", folder])


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", default="heavy", choices=("lite", "full", "heavy"))
    parser.add_argument("--repeats", type=int, default=1, help="of which the medians are told")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clips", nargs="*", default=list(CLIPS), choices=list(CLIPS))
    cache = Path(tempfile.gettempdir()) / "formcheck_bench"
    parser.add_argument("--cache", type=Path, default=cache)
    parser.add_argument("--memory", action="store_true", help="compare 1 and 10 minutes instead")
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    cores = len(os.sched_getaffinity(0))
    print(f"{given.model} model, {cores} cores, medians of {given.repeats}")
    if given.memory:
        memory(given.model, given.cache)
        return
    source: dict[str, Any] = {}
    print("{:19}{:>9}{:>9}{:>14}{:>7}{:>8}{:>12}{:>9}{:>7}".format(*HEAD), flush=True)
    for name in given.clips:
        how, asked = CLIPS[name]
        file = given.cache / f"{name}_{given.seconds:g}.mp4".replace(" ", "_")
        real = name.startswith("real tempo")
        clip = make_real_tempo(file, how) if real else make(file, given.seconds, how)
        ours, loops = [], []
        for _ in range(given.repeats):
            ours.append(check(clip, given.model))
            source = json.loads(ours[0].out)["source"]
            loops.append(usual(clip, bundle(given.model, Settings()), source["frames"]))
        loop = statistics.median(loops)
        wall, cpu, peak = (
            statistics.median(getattr(one, f) for one in ours) for f in ("wall", "cpu", "peak")
        )
        print(
            f"{name:19}{loop:9.1f}{wall:9.1f}{loop / wall:14.2f}{asked:7g}{cpu:8.1f}"
            f"{cpu / wall / cores:12.0%}{peak:9.0f}{source['inferences']:7d}",
            flush=True,
        )


def memory(model: str, cache: Path) -> None:
    """Print the peak memory of a one-minute and of a ten-minute clip."""
    for minutes in (1, 10):
        how = Format(fps=25, size=(854, 480))
        one = check(make(cache / f"minutes_{minutes}.mp4", 60.0 * minutes, how), model)
        print(f"{minutes:2} min: {one.peak:6.0f} MB, {one.wall:6.1f} s")


if __name__ == "__main__":
    main()
