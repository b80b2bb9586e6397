"""Mutated video files into the reader: frames or a refusal, and no process dies of one."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.video_files import make

SECONDS = 120.0
SHORT_SECONDS = 4.0
WAIT = 120.0
"""Seconds that the reading process may go on beyond its time."""

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


@pytest.mark.trial("fuzz: video files")
def test_no_mutated_file_ends_in_anything_but_frames_or_a_refusal(
    folder: Path, whole: bool, record_property: Callable[[str, object], None]
) -> None:
    seeds, work = _seeds(folder / "seeds"), folder / "work"
    work.mkdir()
    seconds = SECONDS if whole else SHORT_SECONDS
    command = [
        sys.executable,
        "-m",
        "tests.trial.mutated_files",
        str(work),
        str(seeds),
        str(seconds),
    ]
    try:
        done = subprocess.run(
            [*command, "1"], capture_output=True, text=True, timeout=seconds + WAIT, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"hung on {_kept(work)}")
    assert done.returncode == 0, f"ended on {_kept(work)}:\n{done.stderr[-2000:]}"
    told = [json.loads(line) for line in done.stdout.splitlines()]
    bad = [t["why"] for t in told if "bad" in t]
    assert not bad, f"{_kept(work)}:\n{bad[0]}"
    (end,) = told
    assert end["tried"] > 0
    record_property("files", end["tried"])


def _kept(work: Path) -> str:
    """Keep what went wrong where it can be looked at; return where."""
    kept = Path(tempfile.mkdtemp(prefix="formcheck-fuzz-"))
    for path in work.iterdir():
        shutil.copy(path, kept)
    return str(kept)
