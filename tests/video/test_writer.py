"""Writing video: reads back, and leaves nothing half-written."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.video import VideoWriter
from tests.support.video_files import BLUE, GREEN, RED, SIZE, WHITE, corners, counted
from tests.video.reading import numbers, quarters, read, times


@pytest.mark.parametrize("name", ["a.webm", "a.mp4"])
def test_written_video_reads_back(tmp_path: Path, quiet: None, name: str) -> None:
    stamps = [0, 0.04, 0.08, 0.3, 0.333, 1.5]
    with VideoWriter(tmp_path / name, *SIZE, fps=10) as writer:
        for i, time in enumerate(stamps):
            writer.write(counted(i), time)
        assert not (tmp_path / name).exists()
    assert [p.name for p in tmp_path.iterdir()] == [name]
    frames, reader = read(tmp_path / name)
    assert numbers(frames) == list(range(6))
    assert times(frames) == pytest.approx(stamps, abs=6e-4)
    assert reader.clip.codec == "vp9"
    assert reader.clip.duration == pytest.approx(1.6, abs=0.02)
    assert not reader.cut_short


def test_written_colours_and_odd_sizes(tmp_path: Path) -> None:
    picture = corners(161, 121)
    with VideoWriter(tmp_path / "a.webm", 161, 121) as writer:
        for i in range(3):
            writer.write(picture, i / 25)
    frames, reader = read(tmp_path / "a.webm")
    assert (reader.clip.width, reader.clip.height) == (162, 122)
    assert quarters(frames[2].image) == [RED, GREEN, BLUE, WHITE]
    flat = np.abs(frames[2].image[:121, :161].astype(int) - picture)
    assert np.median(flat) <= 3
    assert np.abs(frames[2].image[:110, 161].astype(int) - picture[:110, 160]).mean() < 20


def test_mp4_plays_while_it_loads(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "a.mp4", *SIZE) as writer:
        writer.write(counted(1), 0)
    data = (tmp_path / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_what_cannot_be_written_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.webm or \.mp4"):
        VideoWriter(tmp_path / "a.avi", *SIZE)
    with VideoWriter(tmp_path / "a.webm", *SIZE) as writer:
        with pytest.raises(ValueError, match="expected shape"):
            writer.write(counted(0, 80, 60), 0)
        with pytest.raises(ValueError, match="time"):
            writer.write(counted(0), -1)
        writer.write(counted(0), 0.5)
        with pytest.raises(ValueError, match="time"):
            writer.write(counted(0), 0.5)


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow past `size` bytes, which fails as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", ["a.webm", "a.mp4"])
@pytest.mark.parametrize("size", [0, 5_000, 60_000])
def test_full_disk(tmp_path: Path, quiet: None, name: str, size: int) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 255, (40, 120, 160, 3), dtype=np.uint8)

    def write() -> None:
        with VideoWriter(tmp_path / name, *SIZE) as writer:
            for i, picture in enumerate(noise):
                writer.write(picture, i / 25)

    with full_disk(size), pytest.raises(OutputError, match="could not be written"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_nowhere_to_write(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        VideoWriter(tmp_path / "no" / "a.webm", *SIZE)


def test_a_failure_inside_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    path.write_bytes(b"old")
    writer = VideoWriter(path, *SIZE)
    with pytest.raises(ValueError, match="shape"), writer:
        writer.write(counted(0, 80, 60), 0)
    assert [p.name for p in tmp_path.iterdir()] == ["a.webm"]
    assert path.read_bytes() == b"old"
