"""Damaged files: frames or a refusal, never anything else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.errors import InvalidVideoError
from formcheck.settings import Settings
from formcheck.video import Reader
from tests.support.video_files import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    corners,
    counted,
    cut,
    flip,
    make,
    sound,
)
from tests.video.reading import SETTINGS, numbers, quarters, read, refusal, times


@pytest.mark.parametrize(
    ("name", "encoder"),
    [("a.avi", "mpeg4"), ("a.mp4", "libx264"), ("a.webm", "libsvtav1"), ("a.ts", "mpeg2video")],
)
def test_flipped_bytes(
    tmp_path: Path, quiet: None, monkeypatch: Any, name: str, encoder: str
) -> None:
    monkeypatch.setenv("SVT_LOG", "0")
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 60, (120, 160, 3), dtype=np.uint8)
    pictures = [counted(i) // 2 + np.roll(noise, i, 1) for i in range(60)]
    base = 25 if "mpeg" in encoder else 10_000
    path = make(tmp_path / name, pictures, codec=encoder, options={"g": "12"}, base=base)
    frames, reader = read(flip(path, 0.3, 0.6, 12))
    assert reader.damaged > 0
    assert 40 <= len(frames) < 60
    assert np.all(np.diff(times(frames)) > 0)
    assert times(frames)[-1] == pytest.approx(59 / 25, abs=0.01)


@pytest.mark.parametrize("seed", range(8))
def test_any_damage_ends_in_frames_or_a_refusal(tmp_path: Path, quiet: None, seed: int) -> None:
    name, encoder = [
        ("a.mp4", "mpeg4"),
        ("a.mkv", "mpeg4"),
        ("a.avi", "mjpeg"),
        ("a.ts", "mpeg2video"),
    ][seed % 4]
    pixels = "yuvj420p" if encoder == "mjpeg" else "yuv420p"
    path = flip(make(tmp_path / name, 20, codec=encoder, pixels=pixels, base=25), 0, 1, 60, seed)
    try:
        frames, _ = read(path)
    except InvalidVideoError:
        return
    assert np.all(np.diff(times(frames)) > 0)


def test_cut_in_half(tmp_path: Path, quiet: None) -> None:
    cases: list[tuple[str, dict[str, str]]] = [
        ("a.mp4", {"movflags": "+faststart"}),
        ("a.mkv", {}),
        ("a.avi", {}),
    ]
    for name, container in cases:
        path = make(tmp_path / name, 100, container=container, base=25)
        assert read(path)[1].cut_short is False
        frames, reader = read(cut(path))
        assert reader.cut_short, name
        assert reader.clip.duration == pytest.approx(4, abs=0.1)
        assert 30 < len(frames) < 70
        assert numbers(frames)[:30] == list(range(30))


def test_cut_before_its_index(tmp_path: Path, quiet: None) -> None:
    assert refusal(cut(make(tmp_path / "a.mp4", 50))) == "unreadable"


def test_sound_that_goes_on_longer_is_no_cut(tmp_path: Path) -> None:
    for name in ("a.mkv", "a.mp4"):
        path = make(tmp_path / name, 25, also=lambda output: sound(output, 5))
        frames, reader = read(path)
        assert (len(frames), reader.cut_short, reader.damaged) == (25, False, 0)


def test_no_frame_can_be_decoded(tmp_path: Path, quiet: None) -> None:
    path = make(tmp_path / "a.mp4", 10, container={"movflags": "+faststart"})
    data = bytearray(path.read_bytes())
    begin = data.index(b"mdat") + 4
    data[begin:] = bytes(len(data) - begin)
    path.write_bytes(data)
    assert refusal(path) == "unreadable"


def test_a_decoder_that_cannot_start(tmp_path: Path, quiet: None) -> None:
    """It answers with an error for ever, at the end too."""
    options = {"x265-params": "log-level=none"}
    path = make(tmp_path / "a.mp4", 10, codec="libx265", options=options)
    data = bytearray(path.read_bytes())
    data[data.index(b"hvcC") + 29] ^= 0xFF  # the length of a parameter set
    path.write_bytes(data)
    assert refusal(path) == "unreadable"


def test_a_stream_that_appears_late(tmp_path: Path) -> None:
    """PyAV may then raise IndexError after the last packet."""
    with Reader(make(tmp_path / "a.ts", 20, codec="mpeg2video", base=25), SETTINGS) as reader:
        decoder = reader._decoder
        packets = decoder._packets

        def failing() -> Iterator[Any]:
            yield from (packet for packet in packets if packet.size)
            raise IndexError

        decoder._packets = failing()
        assert numbers(list(reader)) == list(range(20))
        assert (reader.damaged, reader.cut_short) == (0, False)


def join(a: Path, b: Path, to: Path) -> Path:
    to.write_bytes(a.read_bytes() + b.read_bytes())
    return to


def test_size_may_change_but_not_the_shape(tmp_path: Path) -> None:
    def part(name: str, size: tuple[int, int]) -> Path:
        pictures = [corners(*size)] * 40
        return make(tmp_path / name, pictures, codec="mpeg2video", base=25)

    first, larger, other = (
        part("a.ts", (160, 120)),
        part("b.ts", (320, 240)),
        part("c.ts", (320, 128)),
    )
    frames, reader = read(join(first, larger, tmp_path / "d.ts"))
    assert len(frames) >= 78
    assert {frame.image.shape for frame in frames} == {(120, 160, 3)}
    assert quarters(frames[-1].image) == [RED, GREEN, BLUE, WHITE]
    assert np.all(np.diff(times(frames)) > 0)
    frames, reader = read(join(first, other, tmp_path / "e.ts"))
    assert 39 <= len(frames) <= 40
    assert reader.damaged >= 39
    with (
        pytest.raises(InvalidVideoError) as caught,
        Reader(tmp_path / "d.ts", Settings(max_side=200)) as reader,
    ):
        list(reader)
    assert caught.value.code == "too_large_picture"
