"""The healthy clip that odd files are made of: two repetitions of a sample set, as decoded."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.support.sample_sets import BRIDGE

SECONDS = 7.36
"""Two whole repetitions and a little rest after each."""

FPS = 25
SIZE = 854, 480
BASE = 90_000

Image = NDArray[np.uint8]


@cache
def frames() -> tuple[av.VideoFrame, ...]:
    """Return the decoded frames, 25 a second, yuv420p."""
    with av.open(str(BRIDGE)) as source:
        every = source.decode(video=0)
        return tuple(f for f in every if f.time is not None and f.time < SECONDS)


def pictures() -> list[Image]:
    """Return the frames as RGB [H, W, 3]."""
    return [np.asarray(f.to_ndarray(format="rgb24"), np.uint8) for f in frames()]


def times() -> list[float]:
    """Return the time of each frame, seconds."""
    return [i / FPS for i in range(len(frames()))]


def encode(
    path: Path,
    images: Iterable[Image | av.VideoFrame] | None = None,
    *,
    stamps: Sequence[float] | None = None,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    base: int = BASE,
    kind: str | None = None,
    options: dict[str, str] | None = None,
    container: dict[str, str] | None = None,
    setup: Callable[[Any], None] = lambda stream: None,
    before: Callable[[Any], Callable[[], None]] | None = None,
    restamp: Callable[[Any, int], None] = lambda packet, number: None,
) -> Path:
    """Encode pictures (the healthy clip's own by default), without loss where the codec can.

    Args:
        path: where to.
        images, stamps: pictures, and their times in seconds.
        codec, pixels, size, fps, base, kind, options, container: as the muxer wants them.
        setup: may change the stream.
        before: adds other streams ahead of the video's packets; returns what writes them.
        restamp: may change the packet with this number.
    """
    fine = {"libx264": {"qp": "0", "preset": "ultrafast"}}
    chosen = list(frames() if images is None else images)
    at = [i / fps for i in range(len(chosen))] if stamps is None else list(stamps)
    with av.open(str(path), "w", format=kind, container_options=container or {}) as output:
        stream: Any = output.add_stream(
            codec, rate=fps, options={**fine.get(codec, {}), **(options or {})}
        )
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        stream.bit_rate = 12_000_000
        stream.codec_context.time_base = Fraction(1, base)
        setup(stream)
        write_others = before(output) if before else None
        count = 0
        for picture, time in zip([*chosen, None], [*at, 0.0], strict=True):
            frame = None if picture is None else _frame(picture, round(time * base), base)
            for packet in stream.encode(frame):
                restamp(packet, count)
                count += 1
                output.mux(packet)
        if write_others is not None:
            write_others()
    return path


def _frame(picture: Image | av.VideoFrame, stamp: int, base: int) -> av.VideoFrame:
    if isinstance(picture, av.VideoFrame):
        frame = picture.reformat(format=picture.format.name)
        frame.pict_type = 0  # else it stays the kind of frame it was in the sample
    else:
        frame = av.VideoFrame.from_ndarray(picture, "rgb24")
    frame.pts, frame.time_base = stamp, Fraction(1, base)
    return frame


def twin(folder: Path) -> Path:
    """Write the healthy clip."""
    return encode(folder / "healthy.mp4")
