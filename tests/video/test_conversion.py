"""Pictures upright, with square pixels and 8 bits."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.video import Reader
from tests.support.video_files import BLUE, GREEN, RED, SIZE, WHITE, corners, make
from tests.video.reading import SETTINGS, numbers, quarters, read


@pytest.mark.parametrize(
    ("stored", "rotation", "expected"),
    [
        (0, 0, [RED, GREEN, BLUE, WHITE]),
        (-90, 90, [BLUE, RED, WHITE, GREEN]),  # PyAV counts counter-clockwise
        (180, 180, [WHITE, BLUE, GREEN, RED]),
        (90, 270, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_rotation(tmp_path: Path, stored: int, rotation: int, expected: Any) -> None:
    path = make(
        tmp_path / "a.mp4",
        [corners()] * 3,
        setup=lambda stream: stream.set_display_rotation(stored),
    )
    upright = (160, 120) if rotation % 180 == 0 else (120, 160)
    frames, reader = read(path)
    assert reader.clip.rotation == rotation
    assert (reader.clip.width, reader.clip.height) == upright
    assert all(quarters(frame.image) == expected for frame in frames)
    assert all(frame.image.shape == (*upright[::-1], 3) for frame in frames)
    assert all(frame.image.flags.c_contiguous for frame in frames)
    small, reader = read(path, long_side=80)
    assert max(small[0].image.shape) == 80
    assert quarters(small[0].image) == expected


def test_mirror(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.mp4",
        [corners()] * 3,
        setup=lambda stream: stream.set_display_rotation(0, True),
    )
    frames, reader = read(path)
    assert reader.clip.rotation == 0
    assert quarters(frames[0].image) == [GREEN, RED, WHITE, BLUE]


@pytest.mark.parametrize(
    ("aspect", "turn", "size"),
    [
        (Fraction(2), 0, (320, 120)),
        (Fraction(1, 2), 0, (160, 240)),
        (Fraction(4, 3), 0, (213, 120)),
        (Fraction(2), 90, (120, 320)),
    ],
)
def test_pixels_become_square(
    tmp_path: Path, aspect: Fraction, turn: int, size: tuple[int, int]
) -> None:
    def setup(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = aspect
        stream.set_display_rotation(-turn)

    frames, reader = read(make(tmp_path / "a.mp4", [corners()] * 2, setup=setup))
    assert (reader.clip.width, reader.clip.height) == size
    assert frames[0].image.shape == (*size[::-1], 3)


@pytest.mark.parametrize(
    ("encoder", "pixels", "options"),
    [
        ("libx265", "yuv420p10le", {"x265-params": "log-level=none"}),
        ("libsvtav1", "yuv420p10le", {"preset": "12"}),
        ("libvpx-vp9", "yuv444p", {"deadline": "realtime"}),
        ("libx264", "yuv444p", {}),
        ("ffv1", "yuv422p10le", {}),
        ("ffv1", "bgr0", {}),
        ("mjpeg", "yuvj420p", {}),
    ],
)
def test_pixel_formats(
    tmp_path: Path, monkeypatch: Any, encoder: str, pixels: str, options: Any
) -> None:
    monkeypatch.setenv("SVT_LOG", "0")
    path = make(tmp_path / "a.mkv", [corners()] * 3, codec=encoder, pixels=pixels, options=options)
    frames, _ = read(path)
    assert len(frames) == 3
    assert quarters(frames[2].image) == [RED, GREEN, BLUE, WHITE]


def test_black_and_white_keep_their_range(tmp_path: Path) -> None:
    picture = np.zeros((120, 160, 3), np.uint8)
    picture[:, 80:] = 255
    for encoder, pixels in (("mpeg4", "yuv420p"), ("mjpeg", "yuvj420p"), ("ffv1", "bgr0")):
        frames, _ = read(make(tmp_path / "a.mkv", [picture], codec=encoder, pixels=pixels))
        assert frames[0].image[:, :60].mean() < 4
        assert frames[0].image[:, 100:].mean() > 251


def test_hdr_is_brought_to_the_range_of_a_display(tmp_path: Path) -> None:
    def code(trc: int) -> list[int]:
        def setup(stream: Any) -> None:
            context = stream.codec_context
            context.color_trc, context.colorspace, context.color_primaries = trc, 9, 9

        grey = np.repeat(np.linspace(0, 255, 160).astype(np.uint8), 3).reshape(1, 160, 3)
        path = make(
            tmp_path / "a.mkv",
            [np.repeat(grey, 120, axis=0)],
            codec="ffv1",
            pixels="yuv420p10le",
            setup=setup,
        )
        image = read(path)[0][0].image
        assert np.ptp(image[:, :, :], axis=2).max() < 8  # still grey
        row = image[60, :, 1].astype(int)
        assert (np.diff(row) >= -1).all()
        return [int(row[0]), int(row[93]), int(row[150])]

    pq = code(16)
    assert pq[0] < 4
    assert 150 < pq[1] < 220  # 203 cd/m2, white paper
    assert pq[2] > 240
    hlg = code(18)
    assert hlg == pytest.approx([0, 148, 239], abs=6)  # made to be shown as it is


@pytest.mark.parametrize("size", [(161, 121), (131, 97)])
def test_odd_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make(tmp_path / "a.mkv", [corners(*size)] * 2, codec="ffv1", pixels="yuv444p")
    frames, reader = read(path)
    assert (reader.clip.width, reader.clip.height) == size
    assert frames[0].image.shape == (*size[::-1], 3)
    assert quarters(frames[0].image) == [RED, GREEN, BLUE, WHITE]


def test_long_side_keeps_the_aspect_and_never_enlarges(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 3)
    assert [f.image.shape for f in read(path, long_side=80)[0]] == [(60, 80, 3)] * 3
    assert numbers(read(path, long_side=80)[0]) == [0, 1, 2]
    assert read(path, long_side=1000)[0][0].image.shape == (120, 160, 3)
    with Reader(path, SETTINGS, long_side=80) as reader:
        assert (reader.clip.width, reader.clip.height) == SIZE
