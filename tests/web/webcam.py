"""A fake webcam: a sample set as a motion JPEG, which chromium plays as a camera, over and over."""

from io import BytesIO
from pathlib import Path

import av
import cv2
import numpy as np

RATE = 30
"""Frames a second at which chromium plays a motion JPEG."""

FILE = "--use-file-for-fake-video-capture"


OWN = 15
"""Frames a second of the browser's own picture."""


def flags(video: Path | None = None) -> tuple[str, ...]:
    """What makes chromium play `video` as its only camera, allowed without asking.

    Without a video it is the browser's own picture, of nobody.
    """
    camera = "--use-fake-device-for-media-stream"
    return (
        "--use-fake-ui-for-media-stream",
        *((f"{camera}=fps={OWN}",) if video is None else (camera, f"{FILE}={video}")),
        "--autoplay-policy=no-user-gesture-required",
    )


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
