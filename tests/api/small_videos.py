"""Small real videos, a different one for each number."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.video_files import counted, make


@cache
def video(number: int = 0) -> bytes:
    """Return a half-second MP4."""
    with TemporaryDirectory() as folder:
        path = make(Path(folder) / "v.mp4", [counted(number + i) for i in range(12)])
        return path.read_bytes()
