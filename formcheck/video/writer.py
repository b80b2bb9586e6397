"""Writes videos that browsers play."""

import contextlib
import os
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.errors import OutputError

_TICKS = {".webm": 1000, ".mp4": 90_000}  # clock ticks a second; WebM has only milliseconds
_OPTIONS = {
    "deadline": "realtime",
    "cpu-used": "8",
    "row-mt": "1",
    "crf": "32",
    "b": "0",  # with "crf": constant quality
    "g": "60",  # frames between key frames at most, so that a page can seek
}

_MAX_THREADS = 4
"""Encoding threads at most: VP9 works on as many columns of a picture at once as it is wide in
steps of 256 pixels, rounded down to a power of two, which is four at 1280."""


class VideoWriter:
    """Writes RGB pictures with their true times as VP9; a context manager.

    VP9 plays in every browser of today. AV1 (SVT-AV1) is faster and smaller, but Apple devices
    without a chip for it do not play it, and the wheel's H.264 encoder is GPL. Measured on
    854 x 480, 25 fps, 2 cores: VP9 with these options 195-255 fps and 18 kB a second of video
    at 42.5 dB; SVT-AV1 preset 10-12 360-380 fps and 8 kB.

    The file appears at `path` only once it is complete. Until then it has a temporary name in the
    same folder, and is removed if anything fails, including the body of the `with`.

    Args:
        path: of the file; its suffix, ".webm" or ".mp4", gives the format.
        width, height: of the pictures, pixels; an odd side grows by one, repeating the edge.
        fps: approximate frames a second; the last frame is shown for 1 / fps seconds.

    Raises OutputError when the file cannot be written, and ValueError for another suffix, a
    picture of another size, or a time that is negative or does not increase.
    """

    def __init__(self, path: Path, width: int, height: int, fps: float = 25.0) -> None:
        suffix = path.suffix.lower()
        if suffix not in _TICKS:
            raise ValueError(f"path: expected .webm or .mp4, got {path.name!r}")
        self.path, self.width, self.height = path, width, height
        self._ticks = _TICKS[suffix]
        self._last = -1
        self._reformatter = VideoReformatter()
        self._temporary = path.absolute().with_name(f".{path.name}.{os.getpid()}.part")
        # The index is moved to the front at the end, so that the file plays while it loads.
        options = {"movflags": "+faststart"} if suffix == ".mp4" else {}
        try:  # with "file:", a name such as "http:x" is not read as an address
            self._output = av.open(
                f"file:{self._temporary}", "w", format=suffix[1:], container_options=options
            )
            self._stream = self._add_stream(fps)
            self._output.start_encoding()
        except (OSError, av.FFmpegError) as error:
            self._discard()
            raise _cannot(path, error) from None

    def _add_stream(self, fps: float) -> VideoStream:
        rate = Fraction(fps).limit_denominator(1001)
        stream = self._output.add_stream("libvpx-vp9", rate, options=_OPTIONS)
        stream.width, stream.height = self.width + self.width % 2, self.height + self.height % 2
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.bit_rate = 0
        context.time_base = Fraction(1, self._ticks)
        context.thread_count = min(_MAX_THREADS, os.cpu_count() or 1)
        context.colorspace, context.color_range = Colorspace.ITU709, ColorRange.MPEG
        context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        return stream

    def write(self, image: NDArray[np.uint8], time: float) -> None:
        """Add an RGB picture [H, W, 3] shown from `time` in seconds."""
        if image.shape != (self.height, self.width, 3):
            expected = (self.height, self.width, 3)
            raise ValueError(f"image: expected shape {expected}, got {image.shape}")
        pts = round(time * self._ticks)
        if pts <= self._last:
            raise ValueError(f"time: expected more than {self._last / self._ticks}, got {time}")
        self._last = pts
        if self.width % 2 or self.height % 2:
            image = np.pad(image, ((0, self.height % 2), (0, self.width % 2), (0, 0)), "edge")
        frame = self._reformatter.reformat(
            VideoFrame.from_ndarray(np.ascontiguousarray(image), "rgb24"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        frame.pts, frame.time_base = pts, Fraction(1, self._ticks)
        self._encode(frame)

    def _encode(self, frame: VideoFrame | None) -> None:
        try:
            self._output.mux(self._stream.encode(frame))
        except (OSError, av.FFmpegError) as error:
            self._discard()
            raise _cannot(self.path, error) from None

    def close(self) -> None:
        """Finish the file and rename it to `path`; raises OutputError."""
        self._encode(None)
        try:
            self._output.close()
            self._temporary.replace(self.path)
        except (OSError, av.FFmpegError) as error:
            self._discard()
            raise _cannot(self.path, error) from None

    def _discard(self) -> None:
        # The file may not be open yet, or the disk may be full.
        with contextlib.suppress(AttributeError, OSError, av.FFmpegError):
            self._output.close()
        with contextlib.suppress(OSError):
            self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self._discard()


def _cannot(path: Path, error: Exception) -> OutputError:
    reason = getattr(error, "strerror", None) or "unknown reason"
    return OutputError(
        f"The video {path.name} could not be written ({reason}); free some space or choose "
        "another folder."
    )
