"""Smaller pictures straight from planes."""

import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from formcheck.video.conversion import Converter, Turn, halved, rgb

UPRIGHT = Turn(False, False, False)


def scene(width: int, height: int) -> NDArray[np.uint8]:
    """A picture without sharp edges, so that how it is made smaller makes no difference."""
    rough = np.random.default_rng(1).integers(0, 255, (9, 16, 3), np.uint8)
    smooth = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(smooth, np.uint8)


@pytest.mark.parametrize("matrix", [1, 5, 9])
@pytest.mark.parametrize(
    "pixels", ["yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuv420p10le", "nv12", "gbrp"]
)
@pytest.mark.parametrize("size", [(640, 360), (960, 540), (1281, 721)])
def test_colours_are_true(pixels: str, matrix: int, size: tuple[int, int]) -> None:
    picture = scene(*size)
    frame = VideoFrame.from_ndarray(picture, "rgb24").reformat(format=pixels, dst_colorspace=matrix)
    frame.colorspace = matrix
    width, height = 320, round(320 * size[1] / size[0])
    found = Converter(size, UPRIGHT, 320)(frame)
    assert found.shape == (height, width, 3)
    wanted = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    off = np.abs(found.astype(int) - wanted)
    assert off.mean() < 4
    if frame.format.name.startswith("yuv"):
        assert off.mean() < 2


def test_padded_rows_are_left_out() -> None:
    frame = VideoFrame.from_ndarray(scene(650, 360), "rgb24").reformat(format="yuv420p")
    assert frame.planes[0].line_size > 650
    found = rgb(frame, 325, 180, 5)
    assert found is not None
    wanted = cv2.resize(scene(650, 360), (325, 180), interpolation=cv2.INTER_AREA)
    assert np.abs(found.astype(int) - wanted).mean() < 2


def test_other_kinds_of_frames_are_left_to_swscale() -> None:
    frame = VideoFrame.from_ndarray(scene(640, 360), "rgb24")
    assert rgb(frame, 320, 180, 1) is None


def test_each_pixel_counts_when_halved() -> None:
    fine = np.zeros((64, 64), np.uint8)
    fine[::2, ::2] = 200
    assert (halved(fine, 16, 16) == 50).all()
    assert halved(fine, 16, 16).shape == (16, 16)
    assert halved(fine[:63, :63], 20, 20).shape == (20, 20)
    assert halved(fine, 64, 64) is fine
