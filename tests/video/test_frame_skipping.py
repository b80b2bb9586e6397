"""Frames nobody wants and nothing builds on are not decoded, and nothing else changes."""

from pathlib import Path

import numpy as np
import pytest

from formcheck.settings import Settings
from formcheck.video import Frame, Reader, decoder
from formcheck.video.decoder import Decoder
from formcheck.video.reader import tick
from tests.support.video_files import Image, make

LIMITS = Settings()
QUIET = "log-level=none"
CODED = {
    "bidirectional.mp4": ("libx264", {"preset": "fast"}),
    "without-pyramid.mp4": ("libx264", {"preset": "fast", "x264-params": "b-pyramid=none"}),
    "no-index.ts": ("libx264", {"preset": "fast"}),
    "bidirectional.mkv": ("libx264", {"preset": "fast"}),
    "hevc.mp4": ("libx265", {"preset": "ultrafast", "x265-params": QUIET}),
    "two-layers.mp4": ("libx265", {"preset": "fast", "x265-params": f"{QUIET}:temporal-layers=2"}),
    "three-layers.mkv": (
        "libx265",
        {"preset": "fast", "x265-params": f"{QUIET}:temporal-layers=3"},
    ),
}
ALL = {
    "forwards-only.mp4": ("libx264", {"bf": "0"}),
    "other.mp4": ("mpeg4", {}),
}


def moving(frames: int) -> list[Image]:
    """Noise that slides, so that pictures are predicted from others and differ from them."""
    noise = np.random.default_rng(5).integers(0, 255, (12, 40, 3), np.uint8)
    large = np.kron(noise, np.ones((12, 12, 1), np.uint8))
    return [large[:, 2 * k % 300 : 2 * k % 300 + 160] for k in range(frames)]


def read(path: Path, rate: float) -> tuple[list[Frame], tuple[int, float, int, bool]]:
    with Reader(path, LIMITS, rate=rate) as reader:
        frames = list(reader)
        return frames, (reader.frames_read, reader.last_time, reader.damaged, reader.cut_short)


@pytest.mark.parametrize("rate", [7.3, 12.0, 25.0])
@pytest.mark.parametrize("name", [*CODED, *ALL])
def test_what_is_passed_over_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, rate: float
) -> None:
    codec, options = (CODED | ALL)[name]
    path = make(tmp_path / name, moving(120), fps=60, codec=codec, options=options)
    quick, told = read(path, rate)
    with Reader(path, LIMITS, rate=rate) as reader:
        list(reader)
        left_out = len(reader._decoder._unwanted)
    assert left_out > 30 if name in CODED else left_out == 0
    monkeypatch.setattr(Decoder, "_is_wanted", lambda *_: True)
    every, also = read(path, rate)
    assert told == also
    assert told[0] == 120
    assert [f.time for f in quick] == [f.time for f in every]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(quick, every, strict=True))


def test_the_first_of_each_tick_is_decoded(tmp_path: Path) -> None:
    slow = {"preset": "fast"}
    path = make(tmp_path / "a.mp4", 60, fps=60, codec="libx264", options=slow, base=60)
    frames, _ = read(path, 12)
    assert [round(f.time * 60) for f in frames] == list(range(0, 60, 5))


@pytest.mark.parametrize("name", CODED)
def test_of_a_large_picture_a_frame_that_is_decoded_anyway_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    codec, options = CODED[name]
    path = make(tmp_path / name, moving(120), fps=60, codec=codec, options=options)
    usual, told = read(path, 12.0)
    left_out = []
    for large in (decoder.LARGE, 1):
        monkeypatch.setattr(decoder, "LARGE", large)
        with Reader(path, LIMITS, rate=12.0) as reader:
            list(reader)
            left_out.append(len(reader._decoder._unwanted))
    frames, also = read(path, 12.0)
    assert told == also
    ticks = [tick(12.0, f.time) for f in frames]
    assert ticks == [tick(12.0, f.time) for f in usual], "one of each tick"
    with Reader(path, LIMITS) as reader:
        every = {f.time: f.image for f in reader}
    assert all(np.array_equal(every[f.time], f.image) for f in frames)
    if name.startswith("no-index"):
        assert left_out[1] == left_out[0], "its packets do not tell"
    else:
        assert left_out[1] > left_out[0]


def test_all_are_decoded_where_all_are_asked_for(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 30, fps=60, codec="libx264", options={"preset": "fast"})
    with Reader(path, LIMITS) as reader:
        assert [f.index for f in reader] == list(range(30))
