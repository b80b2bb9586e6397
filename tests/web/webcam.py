"""A fake webcam: a file that chromium plays as a camera, over and over."""

from io import BytesIO
from pathlib import Path

import av
import cv2
import numpy as np

RATE = 30
"""Frames a second at which chromium plays a motion JPEG."""

FILE = "--use-file-for-fake-video-capture"

EMPTY = (320, 180, 15)
"""Width, height and frames a second of the empty room. The camera that chromium draws itself gives
the 1280 x 720 that the page asks for: recording that took most of these tests' processor time."""


def flags(video: Path) -> tuple[str, ...]:
    """What makes chromium play `video` as its only camera, allowed without asking."""
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"{FILE}={video}",
        "--autoplay-policy=no-user-gesture-required",
    )


def empty_room(path: Path) -> Path:
    """Write a second of a grey room with nobody in it, a lamp wandering along its wall."""
    width, height, rate = EMPTY
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420\n".encode())
        for n in range(rate):
            grey = np.full((height, width), 128, np.uint8)
            grey[20:30, 20 * n : 20 * n + 10] = 220
            colour = np.full(width * height // 2, 128, np.uint8)
            out.write(b"FRAME\n" + grey.tobytes() + colour.tobytes())
    return path


def webcam(
    path: Path,
    video: bytes,
    *,
    before: float = 6.5,
    after: float = 1.0,
    size: tuple[int, int] = (640, 360),
) -> Path:
    """Write a set as a webcam shows it: its first picture held `before` seconds, the set, its last
    picture held `after` seconds; then all over again."""
    jpegs: list[bytes] = []
    shown = 0
    with av.open(BytesIO(video), "r") as file:
        for frame in file.decode(video=0):
            small = cv2.resize(frame.to_ndarray(format="bgr24"), size, interpolation=cv2.INTER_AREA)
            data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 88])[1]
            jpeg = np.asarray(data).tobytes()
            if not jpegs:
                jpegs += [jpeg] * round(before * RATE)
            while shown <= float(frame.time or 0.0) * RATE:
                jpegs.append(jpeg)
                shown += 1
    jpegs += [jpegs[-1]] * round(after * RATE)
    path.write_bytes(b"".join(jpegs))
    return path
