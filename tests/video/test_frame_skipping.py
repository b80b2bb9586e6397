"""Frames nobody wants and nothing builds on are not decoded, and nothing else changes."""

from pathlib import Path

import numpy as np
import pytest

from formcheck.settings import Settings
from formcheck.video import Frame, Reader
from formcheck.video.decoder import Decoder
from formcheck.video.frame_skipping import FrameSkipper
from tests.support.video_files import Image, make

LIMITS = Settings()
QUIET = "log-level=none"
CODED = {
    "bidirectional.mp4": ("libx264", {"preset": "fast"}),
    "without-pyramid.mp4": ("libx264", {"preset": "fast", "x264-params": "b-pyramid=none"}),
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
    "no-index.ts": ("libx264", {"preset": "fast"}),
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


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What was said of each packet."""
    said: list[bool] = []
    passes = FrameSkipper.passes

    def noted(self: FrameSkipper, *args: object) -> bool:
        said.append(passes(self, *args))  # type: ignore[arg-type]
        return said[-1]

    monkeypatch.setattr(FrameSkipper, "passes", noted)
    return said


@pytest.mark.parametrize("rate", [7.3, 12.0, 25.0])
@pytest.mark.parametrize("name", [*CODED, *ALL])
def test_what_is_passed_over_is_not_missed(
    tmp_path: Path, passed: list[bool], monkeypatch: pytest.MonkeyPatch, name: str, rate: float
) -> None:
    codec, options = (CODED | ALL)[name]
    path = make(tmp_path / name, moving(120), fps=60, codec=codec, options=options)
    quick, told = read(path, rate)
    share = sum(passed) / 120
    assert share > 0.25 if name in CODED else share == 0
    monkeypatch.setattr(FrameSkipper, "passes", lambda *_: False)
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


def test_all_are_decoded_where_all_are_asked_for(tmp_path: Path, passed: list[bool]) -> None:
    path = make(tmp_path / "a.mp4", 30, fps=60, codec="libx264", options={"preset": "fast"})
    with Reader(path, LIMITS) as reader:
        assert [f.index for f in reader] == list(range(30))
    assert passed == []


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\0\0\0", b"\0\0\0\x09\x01", b"\xff\xff\xff\xff\x01\x02", b"\0\0\0\2\x01"],
    ids=["empty", "no length", "too long", "far too long", "cut"],
)
@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_what_is_no_packet_is_left_to_the_decoder(tmp_path: Path, codec: str, data: bytes) -> None:
    options = {"x265-params": QUIET} if codec == "libx265" else {}
    path = make(tmp_path / "a.mp4", moving(10), codec=codec, options=options)
    decoder = Decoder(path, LIMITS)
    try:
        needless = FrameSkipper(decoder.stream, lambda time: 0)
        assert not needless.unused(memoryview(data))
    finally:
        decoder.close()
