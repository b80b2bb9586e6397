"""Opens one damaged file after another, in a process of its own that may die of one.

`python -m tests.trial.mutated_files FOLDER SEEDS SECONDS SEED` mutates the files in SEEDS and reads
each, frame by frame; the one that is being read lies in FOLDER, so that it is there after a death.
It writes a line of JSON for each that went wrong, and at the end how many it tried.
"""

import json
import resource
import struct
import sys
import time
import traceback
from pathlib import Path

import numpy as np

MEMORY = 3 * 1024**3
WALL = 20.0
"""Seconds that one file may take."""

EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def mutated(data: bytes, rng: np.random.Generator) -> bytes:  # noqa: C901
    """Return a file with something wrong in it: often in its header, now and then everywhere."""
    out = bytearray(data)
    for _ in range(int(rng.integers(1, 5))):
        reach = len(out) if rng.random() < 0.5 else min(len(out), 2048)
        at = int(rng.integers(0, max(reach - 8, 1)))
        match int(rng.integers(8)):
            case 0:
                for place in rng.integers(0, reach, int(rng.integers(1, 300))):
                    out[place] ^= 1 << int(rng.integers(8))
            case 1:
                size = int(rng.integers(1, 400))
                out[at : at + size] = rng.bytes(size)
            case 2:
                del out[at:]
            case 3:
                out[at : at + 4] = struct.pack(">I", int(rng.choice(EXTREMES)))
            case 4:
                out[at : at + 4] = struct.pack("<I", int(rng.choice(EXTREMES)))
            case 5:
                size = int(rng.integers(1, 4000))
                out[at:at] = out[at : at + size]
            case 6:
                del out[at : at + int(rng.integers(1, 400))]
            case _:
                size = int(rng.integers(1, 2000))
                out[at : at + size] = bytes(len(out[at : at + size]))
        if not out:
            return b"\0"
    return bytes(out)


def read(path: Path) -> None:
    """Read a file as an analysis does, and as an upload is looked at."""
    from formcheck.errors import InvalidVideoError
    from formcheck.settings import Settings
    from formcheck.video import Reader

    settings = Settings(max_frames=2000, max_pixels=2_000_000)
    try:
        with Reader(path, settings, rate=15, long_side=320) as reader:
            before = -1.0
            for frame in reader:
                assert frame.time > before, "times go back"
                before = frame.time
                assert max(frame.image.shape[:2]) <= 320, "too large a picture"
    except InvalidVideoError as error:
        if not error.code or not str(error):
            raise AssertionError("a refusal without a word") from error


def main() -> None:
    """Read mutated files until the time is up."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder, seeds, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    rng = np.random.default_rng(int(sys.argv[4]))
    known = [(p.suffix, p.read_bytes()) for p in sorted(seeds.iterdir())]
    end, count, slowest = time.monotonic() + seconds, 0, 0.0
    while time.monotonic() < end:
        suffix, data = known[int(rng.integers(len(known)))]
        path = folder / f"now{suffix}"
        junk = rng.random() < 0.05
        path.write_bytes(rng.bytes(int(rng.integers(1, 60_000))) if junk else mutated(data, rng))
        begun = time.monotonic()
        try:
            read(path)
        except Exception:
            kept = path.rename(folder / f"bad-{count}{suffix}")
            print(json.dumps({"bad": str(kept), "why": traceback.format_exc()}), flush=True)
        took = time.monotonic() - begun
        if took > WALL:
            print(json.dumps({"bad": path.name, "why": f"took {took:.0f} s"}), flush=True)
        slowest, count = max(slowest, took), count + 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tried": count, "slowest": slowest, "mb": peak}), flush=True)


if __name__ == "__main__":
    main()
