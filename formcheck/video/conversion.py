"""Conversion of decoded frames to upright 8-bit RGB with square pixels, scaled down on request.

To scale down, each plane of a frame is resized first, then one matrix turns the three into RGB.
For 1080p to 960 pixels that takes 0.5 ms; swscale, which does both at once, takes 2.5 ms.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

Image = NDArray[np.uint8]

_BITS = {
    **dict.fromkeys(("yuv420p", "yuv422p", "yuv444p", "yuvj420p", "yuvj422p", "yuvj444p"), 8),
    **dict.fromkeys(("yuv420p10le", "yuv422p10le", "yuv444p10le"), 10),
}
"""Pixel formats of three planes (luma and two chroma), and the bits of each value."""

_WEIGHTS = {1: (0.2126, 0.0722), 4: (0.30, 0.11), 7: (0.212, 0.087), 9: (0.2627, 0.0593)}
"""Weights of red and blue in luma by colour matrix number (ITU-T H.273, table 4): BT.709, FCC,
SMPTE 240M, BT.2020; BT.601 for any other."""

_HD_LINES = 720
"""Lines from which an untagged picture is taken for BT.709 instead of BT.601, as players do."""

_MAX_ASPECT = 8.0
"""Width / height of one pixel, or its inverse, beyond which the tag is taken for an error."""

_JPEG = 2  # full colour range, 0-255

_MATRICES = {1, 4, 5, 6, 7, 9}  # the colour matrices that swscale knows
_PQ = 16  # transfer function of HDR10 (ITU-T H.273, table 3)


def square_size(width: int, height: int, aspect: float) -> tuple[int, int]:
    """Return (width, height) with square pixels; neither side shrinks.

    Args:
        width, height: stored size, pixels.
        aspect: width / height of one stored pixel; 0 if unknown.
    """
    if not 1 / _MAX_ASPECT <= aspect <= _MAX_ASPECT:
        aspect = 1.0
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
        """Clockwise rotation that is applied: 0, 90, 180 or 270 degrees."""
        if self.transpose:
            return 90 if self.mirror_x else 270
        return 180 if self.mirror_y else 0

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the upright width and height."""
        return (height, width) if self.transpose else (width, height)

    def __call__(self, image: Image) -> Image:
        """Return an upright copy of a picture [H, W, 3]."""
        if self.transpose:
            image = np.asarray(cv2.transpose(image), np.uint8)
        if self.mirror_x or self.mirror_y:
            way = -1 if self.mirror_x and self.mirror_y else int(self.mirror_x)
            image = np.asarray(cv2.flip(image, way), np.uint8)
        return np.ascontiguousarray(image)


def _pq_table() -> Image:
    """Return the display value [256] of each 8-bit PQ value; shown as it is, PQ looks grey.

    The constants are those of SMPTE ST 2084; white at 203 cd/m2 is that of ITU-R BT.2408.
    """
    code = (np.arange(256) / 255) ** (1 / 78.84375)
    nits = 1e4 * (np.maximum(code - 0.8359375, 0) / (18.8515625 - 18.6875 * code)) ** (1 / 0.1593)
    light = nits / 203
    peak = 1000 / 203  # most HDR10 is graded for 1000 cd/m2
    light = light * (1 + light / peak**2) / (1 + light)  # Reinhard tone mapping
    return np.asarray(np.clip(light, 0, 1) ** (1 / 2.2) * 255 + 0.5, np.uint8)


class Converter:
    """Turns decoded frames into upright RGB of one size.

    PQ (HDR10) is mapped to the range of a display; HLG is made to be shown as it is.

    Args:
        size: width and height with square pixels, before rotation.
        turn: how to make a picture upright.
        long_side: longest side of the result, pixels; None keeps the size.
    """

    def __init__(self, size: tuple[int, int], turn: Turn, long_side: int | None) -> None:
        shrink = min(1.0, (long_side or math.inf) / max(size))
        self._width, self._height = (max(1, round(n * shrink)) for n in size)
        self._shrunk = shrink < 1  # then averaging is the most accurate and the fastest
        self._turn = turn
        self._reformatter = VideoReformatter()  # kept, because setting up swscale is slow
        self._pq: Image | None = None

    def __call__(self, frame: VideoFrame) -> Image:
        """Return [H, W, 3]; raises av.FFmpegError or ValueError for what cannot be converted."""
        matrix = None
        if frame.colorspace not in _MATRICES:
            # missing or invalid: chosen by size, as players do
            matrix = Colorspace.ITU709 if min(frame.width, frame.height) >= _HD_LINES else None
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


# --- straight from the planes ---------------------------------------------------------------------


def halved(
    picture: NDArray[Any], width: int, height: int, rest: int = cv2.INTER_LINEAR
) -> NDArray[Any]:
    """Return a picture [H, W] or [H, W, 3] scaled down so that every pixel counts.

    It is averaged over 2 x 2 pixels while it is at least twice as large, then interpolated
    linearly: an exact area average takes five times as long and looks the same. `rest`:
    INTER_AREA averages there too, where a movement by less than a pixel is to be measured.
    """
    while picture.shape[1] >= 2 * width and picture.shape[0] >= 2 * height:
        h, w = picture.shape[0] // 2, picture.shape[1] // 2
        even = picture[: 2 * h, : 2 * w]
        picture = np.asarray(cv2.resize(even, (w, h), interpolation=cv2.INTER_AREA))
    if picture.shape[:2] == (height, width):
        return picture
    return np.asarray(cv2.resize(picture, (width, height), interpolation=rest))


def rgb(frame: VideoFrame, width: int, height: int, matrix: int) -> Image | None:
    """Return [height, width, 3], or None for a pixel format not in `_BITS`.

    `matrix`: number of the frame's colour matrix (ITU-T H.273).
    """
    bits = _BITS.get(frame.format.name)
    if bits is None:
        return None
    parts = []
    for plane in frame.planes:
        if plane.line_size < plane.width * (1 + (bits > 8)):
            return None  # stored bottom-up
        values: Any = plane  # a buffer; PyAV's types do not declare it
        rows = np.frombuffer(values, np.uint8 if bits == 8 else np.dtype("<u2"))
        part = halved(rows.reshape(plane.height, -1)[:, : plane.width], width, height)
        parts.append(part if bits == 8 else cv2.convertScaleAbs(part, alpha=0.5 ** (bits - 8)))
    full = frame.color_range == _JPEG or frame.format.name.startswith("yuvj")
    return np.asarray(cv2.transform(cv2.merge(parts), _to_rgb(matrix, full)), np.uint8)


@cache
def _to_rgb(matrix: int, full: bool) -> NDArray[np.float32]:
    """Return the matrix [3, 4] that turns (Y, U, V, 1) into RGB."""
    red, blue = _WEIGHTS.get(matrix, (0.299, 0.114))
    green = 1 - red - blue
    rows = np.array(
        [
            [1, 0, 2 * (1 - red)],
            [1, -2 * blue * (1 - blue) / green, -2 * red * (1 - red) / green],
            [1, 2 * (1 - blue), 0],
        ]
    )
    rows *= 1.0 if full else np.array([255 / 219, 255 / 224, 255 / 224])
    zero = rows @ [0 if full else 16, 128, 128]
    return np.hstack([rows, -zero[:, None]]).astype(np.float32)
