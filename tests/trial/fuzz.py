"""Fuzz: mutated files into the reader, wild landmarks into the core, wild requests."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.support.video_files import make
from tests.trial import landmarks, routes
from tests.trial.results import Kind, Result, Room

PROBE_SECONDS = 120.0
SHORT_SECONDS = 4.0
WAIT = 120.0
"""Seconds that the reading process may go on beyond its time."""

EXAMPLES = 150
"""Wild sets, and wild times, an exercise."""

SEEDS = [
    ("a.mp4", "mpeg4", {}),
    ("b.mp4", "libx264", {"movflags": "+faststart"}),
    ("c.mp4", "libx264", {"movflags": "frag_keyframe+empty_moov"}),
    ("d.mkv", "libx264", {}),
    ("e.webm", "libvpx", {}),
    ("f.avi", "mpeg4", {}),
    ("g.ts", "mpeg2video", {}),
    ("h.mpg", "mpeg1video", {}),
    ("i.mov", "mjpeg", {}),
    ("j.avi", "mjpeg", {}),
]


def _seeds(folder: Path) -> Path:
    folder.mkdir()
    for name, codec, container in SEEDS:
        pixels = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        make(folder / name, 12, codec=codec, pixels=pixels, base=25, container=container)
    return folder


def probe(room: Room) -> Iterator[Result]:
    """Read mutated files for a while; each process that dies is one failure."""
    seeds, seconds = _seeds(room.folder / "seeds"), SHORT_SECONDS if room.short else PROBE_SECONDS
    work = room.folder / "work"
    work.mkdir()
    command = [sys.executable, "-m", "tests.trial.probing", str(work), str(seeds), str(seconds)]
    try:
        done = subprocess.run(
            [*command, "1"], capture_output=True, text=True, timeout=seconds + WAIT, check=False
        )
    except subprocess.TimeoutExpired:
        yield Result("mutated files", False, f"hung on {_kept(work)}")
        return
    told = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0:
        yield Result("mutated files", False, f"ended with {done.returncode} on {_kept(work)}")
    for bad in (t for t in told if "bad" in t):
        last = bad["why"].strip().splitlines()[-1]
        yield Result(Path(bad["bad"]).name, False, f"{last}; {_kept(work)}")
    for end in (t for t in told if "tried" in t):
        yield Result(
            "mutated files",
            True,
            f"{end['tried']} files, slowest {end['slowest']:.1f} s, {end['mb']:.0f} MB",
            float(end["tried"]),
        )


def _kept(work: Path) -> str:
    """Keep what went wrong where it can be looked at; return where."""
    import shutil
    import tempfile

    kept = Path(tempfile.mkdtemp(prefix="formcheck-fuzz-"))
    for path in work.iterdir():
        shutil.copy(path, kept)
    return str(kept)


def core(room: Room) -> Iterator[Result]:
    """Push wild landmarks through every exercise's session."""
    for name in landmarks.names()[:: 3 if room.short else 1]:
        try:
            landmarks.judged(name, examples=8 if room.short else EXAMPLES)
        except Exception as error:
            yield Result(name, False, f"{type(error).__name__}: {str(error)[:300]}")
        else:
            yield Result(name, True)


def every_route(room: Room) -> Iterator[Result]:
    """Ask every route wild things of a running server."""
    if importlib.util.find_spec("schemathesis") is None:
        yield Result("schemathesis", False, "is not installed: run make setup")
        return
    examples = 1 if room.short else 60
    yield from routes.cases(room.folder, examples, finished=not room.short)


def every_route_in_team(room: Room) -> Iterator[Result]:
    """Ask every route wild things in team mode, signed in."""
    if importlib.util.find_spec("schemathesis") is None:
        yield Result("schemathesis", False, "is not installed: run make setup")
        return
    yield from routes.in_team(room.folder, 1 if room.short else 40)


def tried(results: Sequence[Result]) -> str:
    """Say how many files were read."""
    return f"{sum(r.value or 0 for r in results):,.0f} files read, no death, no wrong answer"


PROBE = Kind("fuzz: video files", probe, tried)
CORE = Kind(
    "fuzz: landmarks",
    core,
    lambda results: f"{2 * EXAMPLES * len(results):,} sets, each with a report",
)
ROUTES = Kind("fuzz: routes", every_route, routes.figure)
TEAM_ROUTES = Kind("fuzz: routes, team", every_route_in_team, routes.figure)
