"""A fake webcam: a sample set as a motion JPEG, which chromium plays as a camera, over and over."""

from pathlib import Path

import av
import cv2
import numpy as np

from tests.samples import SAMPLES

RATE = 30
"""Frames a second at which chromium plays a motion JPEG."""


def flags(video: Path) -> tuple[str, ...]:
    """What makes chromium play `video` as its only camera, allowed without asking."""
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
        "--autoplay-policy=no-user-gesture-required",
    )


def webcam(
    path: Path, sample: str, *, before: float = 8.0, after: float = 6.0,
    size: tuple[int, int] = (640, 360),
) -> Path:  # fmt: skip
    """Write a sample set as a webcam shows it: its first picture held `before` seconds, the set,
    its last picture held `after` seconds."""
    jpegs: list[bytes] = []
    shown = 0
    with av.open(str(SAMPLES / f"{sample}.mp4")) as file:
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
