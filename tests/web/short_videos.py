"""Sample sets cut short and made small: where a set must be judged afresh, sooner done."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import av

TWO = 7.36
"""Seconds that hold two repetitions of a bridge, and a little rest after each."""


@cache
def short(
    video: Path, seconds: float = TWO, width: int = 428, height: int = 240, begin: float = 0.0
) -> bytes:
    """Return so many seconds of a sample set as another MP4."""
    out = BytesIO()
    with av.open(str(video)) as source, av.open(out, "w", format="mp4") as target:
        stream: Any = target.add_stream(
            "libx264", rate=25, options={"qp": "20", "preset": "ultrafast"}
        )
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = source.streams.video[0].time_base
        for frame in source.decode(video=0):
            time = frame.time or 0.0
            if time < begin:
                continue
            if time >= begin + seconds:
                break
            small = frame.reformat(width=width, height=height)
            small.pict_type = 0  # else it stays the kind of frame it was
            if begin:
                small.pts = round((time - begin) / stream.codec_context.time_base)
            target.mux(stream.encode(small))
        target.mux(stream.encode(None))
    return out.getvalue()
