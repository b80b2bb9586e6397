"""What is read, and its times."""

import itertools
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.video import probe
from formcheck.video.timestamps import Clock
from tests.support.video_files import (
    BLUE,
    GREEN,
    RED,
    SIZE,
    WHITE,
    corners,
    counted,
    cut,
    make,
)
from tests.video.reading import SETTINGS, numbers, quarters, read, times

KINDS = [
    ("a.mp4", "mpeg4", "mp4", "mpeg4"),
    ("a.mov", "mjpeg", "mp4", "mjpeg"),
    ("a.3gp", "h263", "mp4", "h263"),
    ("a.mkv", "mpeg4", "matroska", "mpeg4"),
    ("a.webm", "libvpx", "matroska", "vp8"),
    ("a.webm", "libvpx-vp9", "matroska", "vp9"),
    ("a.avi", "mpeg4", "avi", "mpeg4"),
    ("a.ts", "mpeg2video", "mpegts", "mpeg2video"),
    ("a.mpg", "mpeg1video", "mpeg", "mpeg1video"),
    ("a.mp4", "libx264", "mp4", "h264"),
    ("a.mp4", "libsvtav1", "mp4", "av1"),
]


@pytest.mark.parametrize(("name", "encoder", "container", "codec"), KINDS)
def test_containers_and_codecs(
    tmp_path: Path, name: str, encoder: str, container: str, codec: str, monkeypatch: Any
) -> None:
    monkeypatch.setenv("SVT_LOG", "0")
    pixels = {"mjpeg": "yuvj420p"}.get(encoder, "yuv420p")
    base = 25 if "mpeg" in encoder or encoder == "h263" else 10_000
    # H.263's smallest size is 176 x 144 of pixels 12/11 wide
    size, square = ((176, 144), (192, 144)) if encoder == "h263" else (SIZE, SIZE)
    pictures = [counted(i, *size) for i in range(30)]
    path = make(tmp_path / name, pictures, codec=encoder, pixels=pixels, base=base)
    frames, reader = read(path)
    assert numbers(frames) == list(range(30))
    assert times(frames) == pytest.approx([i / 25 for i in range(30)], abs=1e-3)
    assert [frame.index for frame in frames] == list(range(30))
    clip = reader.clip
    assert (clip.path, clip.width, clip.height, clip.rotation) == (path, *square, 0)
    assert (clip.container, clip.codec) == (container, codec)
    assert clip.fps == pytest.approx(25, rel=0.05)
    assert clip.duration == pytest.approx(1.2, abs=0.1)
    assert clip.frames in (0, 30)
    assert (reader.damaged, reader.cut_short, reader.frames_read) == (0, False, 30)
    assert reader.last_time == frames[-1].time
    assert clip == probe(path, SETTINGS)


def test_images_are_contiguous_rgb_of_their_own(tmp_path: Path) -> None:
    frames, _ = read(make(tmp_path / "a.mp4", [corners()] * 3))
    for frame in frames:
        assert frame.image.dtype == np.uint8
        assert frame.image.shape == (120, 160, 3)
        assert frame.image.flags.c_contiguous
        assert frame.image.flags.writeable
        assert quarters(frame.image) == [RED, GREEN, BLUE, WHITE]
    frames[0].image[:] = 0
    assert quarters(frames[1].image) == [RED, GREEN, BLUE, WHITE]


def test_variable_rate_keeps_true_times(tmp_path: Path) -> None:
    stamps = [0, 0.04, 0.05, 0.2, 0.9, 0.933, 2.5]
    for name in ("a.mp4", "a.mkv"):
        frames, reader = read(make(tmp_path / name, 7, times=stamps, codec="ffv1", kind="matroska"))
        assert times(frames) == pytest.approx(stamps, abs=1e-3)
        assert numbers(frames) == list(range(7))
        assert not reader.damaged


def test_gaps_that_avi_fills_with_empty_chunks(tmp_path: Path) -> None:
    stamps = [0, 1 / 25, 2 / 25, 10 / 25, 11 / 25]
    path = make(tmp_path / "a.avi", 5, times=stamps, base=25)
    frames, reader = read(path)
    assert numbers(frames) == list(range(5))
    assert times(frames) == pytest.approx(stamps, abs=1e-3)
    assert reader.damaged == 0


def test_time_begins_at_the_first_frame_shown(tmp_path: Path) -> None:
    late = make(tmp_path / "a.mkv", 5, times=[3 + i / 10 for i in range(5)])
    frames, reader = read(late)
    assert times(frames) == pytest.approx([i / 10 for i in range(5)], abs=1e-3)
    assert numbers(frames) == list(range(5))
    assert not reader.cut_short


def test_a_clock_that_begins_hours_late_makes_no_video_hours_long(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mkv", 100, times=[36_000 + i / 25 for i in range(100)])
    frames, reader = read(path)
    assert (len(frames), reader.cut_short) == (100, False)
    assert reader.clip.duration == pytest.approx(4, abs=0.1)
    assert read(cut(path, 0.6))[1].cut_short


def test_negative_times(tmp_path: Path) -> None:
    """Frames before zero are outside an MP4's edit, so they are not shown."""
    stamps = [-0.2 + i / 10 for i in range(6)]
    frames, reader = read(
        make(tmp_path / "a.mp4", 6, times=stamps, codec="mjpeg", pixels="yuvj420p")
    )
    assert numbers(frames) in ([2, 3, 4, 5], [0, 1, 2, 3, 4, 5])
    assert times(frames) == pytest.approx([i / 10 for i in range(len(frames))], abs=1e-3)
    assert not reader.damaged


def test_repeated_times_are_dropped_and_counted(tmp_path: Path) -> None:
    stamps = [0, 40, 40, 80, 60, 120]
    path = make(tmp_path / "a.mkv", 6, codec="ffv1", restamp=stamps)
    frames, reader = read(path)
    assert numbers(frames) == [0, 1, 3, 5]
    assert times(frames) == pytest.approx([0, 0.04, 0.08, 0.12], abs=1e-3)
    assert (reader.damaged, reader.frames_read) == (2, 6)


def test_a_clock_that_is_reset_goes_on(tmp_path: Path) -> None:
    stamps = [9000 + 40 * i for i in range(5)] + [5000 + 40 * i for i in range(5)]
    frames, reader = read(make(tmp_path / "a.mkv", 10, codec="ffv1", restamp=stamps))
    assert numbers(frames) == list(range(10))
    assert times(frames) == pytest.approx([i / 25 for i in range(10)], abs=1e-3)
    assert reader.damaged == 0


@given(st.lists(st.none() | st.integers(-(10**7), 10**7), max_size=50))
def test_clock_always_increases_from_zero(stamps: list[int | None]) -> None:
    clock = Clock(Fraction(1, 1000), 0.04, 10.0)
    seen = [time for time in map(clock.read, stamps) if time is not None]
    assert all(b > a for a, b in itertools.pairwise(seen))
    assert seen[:1] in ([], [0.0])


def test_clock_fills_in_missing_times_and_survives_a_spike() -> None:
    clock = Clock(Fraction(1, 1000), 0.04, 10.0)
    stamps = [0, 50, None, 150, 900_000, 250, 300, -5000, -4950]
    assert list(map(clock.read, stamps)) == pytest.approx(
        [0, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40]
    )
