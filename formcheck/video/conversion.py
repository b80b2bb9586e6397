"""Decoded frames as upright 8-bit RGB with square pixels."""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from formcheck.video.downscaling import rgb

Image = NDArray[np.uint8]

_MATRICES = {1, 4, 5, 6, 7, 9}  # the colour matrices that swscale knows
_PQ = 16  # transfer curve of HDR10


def square_size(width: int, height: int, aspect: float) -> tuple[int, int]:
    """Return the size with square pixels, given one pixel's width / height; no side shrinks."""
    if not 1 / 8 <= aspect <= 8:
        aspect = 1.0  # no camera does that, or it is not known
    if aspect > 1:
        return round(width * aspect), height
    return width, round(height / aspect)


@dataclass(frozen=True, slots=True)
class Turn:
    """How to make a stored picture upright: transpose, then mirror."""

    transpose: bool
    mirror_x: bool
    mirror_y: bool

    @classmethod
    def of(cls, frame: VideoFrame) -> "Turn":
        """Read a frame's display matrix, to the nearest quarter turn."""
        try:
            side: Any = frame.side_data
            a, b, _, c, d = np.frombuffer(side["DISPLAYMATRIX"], np.int32)[:5].tolist()
        except (KeyError, ValueError):  # PyAV has no name for some kinds of side data
            quarter = round(-frame.rotation / 90) % 4
            return cls(quarter % 2 == 1, quarter in (1, 2), quarter in (2, 3))
        if abs(b) + abs(c) > abs(a) + abs(d):
            return cls(True, c < 0, b < 0)
        return cls(False, a < 0, d < 0)

    @property
    def degrees(self) -> int:
        """Clockwise: 0, 90, 180 or 270."""
        if self.transpose:
            return 90 if self.mirror_x else 270
        return 180 if self.mirror_y else 0

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the upright width and height."""
        return (height, width) if self.transpose else (width, height)

    def __call__(self, image: Image) -> Image:
        """Return the picture upright, in memory of its own."""
        if self.transpose:
            image = np.asarray(cv2.transpose(image), np.uint8)
        if self.mirror_x or self.mirror_y:
            way = -1 if self.mirror_x and self.mirror_y else int(self.mirror_x)
            image = np.asarray(cv2.flip(image, way), np.uint8)
        return np.ascontiguousarray(image)


def _pq_table() -> Image:
    """Return display codes for 8-bit PQ codes; PQ shown as it is looks grey and flat."""
    code = (np.arange(256) / 255) ** (1 / 78.84375)
    nits = 1e4 * (np.maximum(code - 0.8359375, 0) / (18.8515625 - 18.6875 * code)) ** (1 / 0.1593)
    light = nits / 203  # 203 cd/m2 is white paper
    peak = 1000 / 203
    light = light * (1 + light / peak**2) / (1 + light)  # rolls highlights off up to the peak
    return np.asarray(np.clip(light, 0, 1) ** (1 / 2.2) * 255 + 0.5, np.uint8)


class Converter:
    """Turns decoded frames into upright RGB of one size.

    10-bit PQ (HDR10) is brought back to the range of a display; HLG was made to be shown as it is.

    Args:
        size: stored width and height with square pixels, so before turning.
        turn: how to make it upright.
        long_side: scale down to at most this many pixels.
    """

    def __init__(self, size: tuple[int, int], turn: Turn, long_side: int | None) -> None:
        shrink = min(1.0, (long_side or math.inf) / max(size))
        self._width, self._height = (max(1, round(n * shrink)) for n in size)
        self._shrunk = shrink < 1  # then averaging is both the truest and the quickest
        self._turn = turn
        self._reformatter = VideoReformatter()  # kept: setting up swscale costs more than using it
        self._pq: Image | None = None

    def __call__(self, frame: VideoFrame) -> Image:
        """Return [H, W, 3]; raises av.FFmpegError or ValueError for what cannot be converted."""
        matrix = None
        if frame.colorspace not in _MATRICES:
            # not said, or nonsense: as players do, by size
            matrix = Colorspace.ITU709 if min(frame.width, frame.height) >= 720 else None
            matrix = matrix or Colorspace.ITU601
        number = int(frame.colorspace if matrix is None else matrix)
        image = rgb(frame, self._width, self._height, number) if self._shrunk else None
        if image is None:
            converted = self._reformatter.reformat(
                frame,
                self._width,
                self._height,
                "rgb24",
                src_colorspace=matrix,
                threads=1,
                interpolation=Interpolation.AREA if self._shrunk else None,
            )
            image = np.asarray(converted.to_ndarray(), np.uint8)
        if frame.color_trc == _PQ:
            self._pq = _pq_table() if self._pq is None else self._pq
            image = self._pq[image]
        return self._turn(image)
