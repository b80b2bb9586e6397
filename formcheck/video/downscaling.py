"""Smaller pictures in RGB straight from a decoded frame's planes.

Each plane is brought to the size wanted, then one matrix turns the three into RGB. For 1080p to
960 pixels that takes a fifth of the time that swscale takes for both at once (0.5 against 2.5 ms).
"""

from functools import cache
from typing import Any

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

Image = NDArray[np.uint8]

_BITS = {
    **dict.fromkeys(("yuv420p", "yuv422p", "yuv444p", "yuvj420p", "yuvj422p", "yuvj444p"), 8),
    **dict.fromkeys(("yuv420p10le", "yuv422p10le", "yuv444p10le"), 10),
}
"""Three planes of brightness and colour, and how many bits each value has."""

_WEIGHTS = {1: (0.2126, 0.0722), 4: (0.30, 0.11), 7: (0.212, 0.087), 9: (0.2627, 0.0593)}
"""Share of red and of blue in brightness, by colour matrix; BT.601 for any other."""

_JPEG = 2  # the colour range that uses every value


def halved(picture: NDArray[Any], width: int, height: int) -> NDArray[Any]:
    """Return a picture [H, W] or [H, W, 3] at another size, each pixel of it counting if smaller.

    Means of 2 x 2 as long as it is twice as large, then between the nearest: a mean over parts of
    pixels takes five times as long and looks the same.
    """
    while picture.shape[1] >= 2 * width and picture.shape[0] >= 2 * height:
        h, w = picture.shape[0] // 2, picture.shape[1] // 2
        even = picture[: 2 * h, : 2 * w]
        picture = np.asarray(cv2.resize(even, (w, h), interpolation=cv2.INTER_AREA))
    if picture.shape[:2] == (height, width):
        return picture
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_LINEAR))


def rgb(frame: VideoFrame, width: int, height: int, matrix: int) -> Image | None:
    """Return [height, width, 3], or None where the frame's planes are not of a plain kind.

    `matrix`: the number of the colour matrix its values were made with.
    """
    bits = _BITS.get(frame.format.name)
    if bits is None:
        return None
    parts = []
    for plane in frame.planes:
        if plane.line_size < plane.width * (1 + (bits > 8)):
            return None  # upside down
        values: Any = plane  # a buffer, which PyAV's types do not say
        rows = np.frombuffer(values, np.uint8 if bits == 8 else np.dtype("<u2"))
        part = halved(rows.reshape(plane.height, -1)[:, : plane.width], width, height)
        parts.append(part if bits == 8 else cv2.convertScaleAbs(part, alpha=0.5 ** (bits - 8)))
    full = frame.color_range == _JPEG or frame.format.name.startswith("yuvj")
    return np.asarray(cv2.transform(cv2.merge(parts), _to_rgb(matrix, full)), np.uint8)


@cache
def _to_rgb(matrix: int, full: bool) -> NDArray[np.float32]:
    """Return what turns (Y, U, V, 1) into RGB, [3, 4]."""
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
