"""Small real videos, a different one for each number."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from formcheck.settings import Settings
from formcheck.video.rewrap import rewrap
from tests.support.video_files import counted, make


@cache
def video(number: int = 0) -> bytes:
    """Return a half-second MP4 without metadata, so that it is kept as it is sent."""
    with TemporaryDirectory() as folder:
        path = make(Path(folder) / "v.mp4", [counted(number + i) for i in range(12)])
        copy = Path(folder) / "copy.mp4"
        assert rewrap(path, copy, Settings()).faithful
        return copy.read_bytes()
