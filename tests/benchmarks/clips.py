"""Long clips made from a sample set: what a phone records, without shipping any."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import cycle
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "glute_bridge__clean__side__anna_L.mp4"


def pictures(sample: Path) -> tuple[list[NDArray[np.uint8]], float]:
    """Return a sample's frames (RGB) and its frames a second."""
    with av.open(str(sample)) as file:
        stream = file.streams.video[0]
        fps = float(stream.average_rate or 25)
        frames = [np.array(f.to_ndarray(format="rgb24"), np.uint8) for f in file.decode(stream)]
        return frames, fps


def there_and_back(count: int) -> Iterator[int]:
    """Yield frame numbers that play a set forwards, then backwards, for ever: no jumps."""
    yield from cycle([*range(count), *range(count - 2, 0, -1)])


def make(
    path: Path, seconds: float, fps: int, size: tuple[int, int], codec: str, sample: Path = SAMPLE
) -> Path:
    """Write a clip of that length, rate and size out of a sample, at the sample's own speed."""
    if path.is_file():
        return path
    frames, own = pictures(sample)
    order = there_and_back(len(frames))
    partial = path.with_suffix(".part" + path.suffix)
    with av.open(str(partial), "w", format="mp4") as out:
        options = {"preset": "ultrafast", "crf": "26", "g": str(fps)}
        if codec == "libx265":
            options["x265-params"] = "log-level=none"
        stream = out.add_stream(codec, rate=fps, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, fps)
        shown, picture = -1.0, frames[0]
        for k in range(round(seconds * fps)):
            while shown < k * own / fps:
                bigger = cv2.resize(frames[next(order)], size, interpolation=cv2.INTER_LINEAR)
                picture = np.asarray(bigger, np.uint8)
                shown += 1
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = k, Fraction(1, fps)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    partial.replace(path)
    return path
