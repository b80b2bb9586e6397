"""Reads the frames of a video file: all of them, at a rate, or nearest to given times."""

import math
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from numpy.typing import NDArray

from formcheck.settings import Settings
from formcheck.video.containers import check_picture
from formcheck.video.conversion import Converter, Turn, square_size
from formcheck.video.decoder import Decoded, Decoder


@dataclass(frozen=True, slots=True)
class Clip:
    """Properties of a video, from its header and its first frame.

    Attributes:
        path: the file.
        width: pixels, upright: after rotation and with square pixels.
        height: pixels, likewise.
        rotation: clockwise rotation that was applied: 0, 90, 180 or 270 degrees.
        fps: frames a second on average, 0.0 if unknown.
        duration: seconds, from the header; 0.0 if unknown.
        frames: number of frames, from the header; 0 if unknown.
        codec: such as "h264".
        container: "mp4" (and its family), "matroska" (WebM too), "avi", "mpegts" or "mpeg".
        filmed_at: when it was filmed, ISO 8601; None if the file does not record it.
        speed: playing speed relative to filming speed, from the file's tags.
    """

    path: Path
    width: int
    height: int
    rotation: int
    fps: float
    duration: float
    frames: int
    codec: str
    container: str
    filmed_at: str | None = None
    speed: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: upright RGB [H, W, 3], `time` in seconds from the first shown frame.

    `index` counts the frames shown so far in this reading, taken or not; with `times` or `rate`
    some may be passed over, and then it is only unique and increasing.
    """

    index: int
    time: float
    image: NDArray[np.uint8]


def probe(path: Path, settings: Settings) -> Clip:
    """Return the properties of a video, decoding one frame; raises InvalidVideoError."""
    with Reader(path, settings) as reader:
        return reader.clip


def _clip(path: Path, decoder: Decoder, turn: Turn, size: tuple[int, int]) -> Clip:
    stream = decoder.stream
    return Clip(
        path=path,
        width=size[0],
        height=size[1],
        rotation=turn.degrees,
        fps=decoder.fps,
        duration=decoder.promised,
        frames=stream.frames,
        codec=stream.codec_context.codec.canonical_name,
        container=decoder.container,
        filmed_at=decoder.filmed_at,
        speed=decoder.speed,
    )


_ROUNDING = 1e-6
"""Samples: so that a time a rounding error short of a sample counts as that sample."""


def tick(rate: float, time: float) -> int:
    """Return the number of the sample that `time` (seconds) falls into, at `rate` samples a second.

    The reader takes one frame for each number.
    """
    return math.floor(time * rate + _ROUNDING)


class Reader:
    """The frames of a video in order: a context manager and an iterator of `Frame`.

    Frames that are not requested are decoded only where others are predicted from them, and never
    converted. Only a few are in memory at a time, however long the video is.

    Args:
        path: the file.
        settings: limits.
        rate: take about this many frames a second: the first of each `tick`.
        times: take only the frames nearest to these times in seconds, each once. A time before
            the first or after the last frame matches it within half a frame.
        long_side: longest side of the pictures, pixels; None keeps the size.
        begin: with `rate`, seconds before which frames are left out, and not decoded where that can
            be helped. Others then read the rest at the same time, so that one thread decodes.

    Attributes:
        clip: the properties of the video.
        damaged: number of packets or frames so far that could not be used.
        cut_short: whether the file ends clearly before its header says, or reading had to stop;
            known once all frames were read.
        frames_read: number of frames decoded or passed over so far.
        last_time: time of the last of them, seconds.

    Raises InvalidVideoError when opened, and while iterating when a frame breaks a limit. The
    picture's size and rotation are those of the first frame: a later one of another size is scaled
    to it, one of another shape is left out and counted in `damaged`.
    """

    def __init__(
        self,
        path: Path,
        settings: Settings,
        *,
        rate: float | None = None,
        times: Collection[float] | None = None,
        long_side: int | None = None,
        begin: float | None = None,
    ) -> None:
        self._unconverted = 0
        self._decoder = Decoder(path, settings, None if begin is None else 1)
        try:
            first = self._decoder.first.frame
            aspect = float(self._decoder.stream.sample_aspect_ratio or 0)
            square = square_size(first.width, first.height, aspect)
            turn = Turn.of(first)
            self.clip = _clip(path, self._decoder, turn, turn.size(*square))
            check_picture(self.clip.width, self.clip.height, settings)
        except BaseException:
            self.close()
            raise
        self._convert = Converter(square, turn, long_side)
        if times is None:
            chosen = self._at_rate(rate, begin or 0.0)
        else:
            chosen = self._nearest(deque(sorted(times)))
        self._frames = self._converted(chosen)

    @property
    def damaged(self) -> int:
        """Number of packets or frames so far that could not be used."""
        return self._decoder.damaged + self._unconverted

    @property
    def cut_short(self) -> bool:
        """Whether the file ends clearly before its header says; known once all was read."""
        return self._decoder.cut_short

    @property
    def frames_read(self) -> int:
        """Number of frames decoded or passed over so far, taken or not."""
        return self._decoder.frames_read

    @property
    def last_time(self) -> float:
        """Time of the last frame decoded or passed over, seconds."""
        return self._decoder.last_time

    def leads(self, times: Sequence[float]) -> list[float]:
        """Return how many seconds lie between each time and the key frame before it.

        Infinite where reading cannot begin there.
        """
        keys = [self._decoder.key_before(time) for time in times]
        return [math.inf if k is None else t - k for t, k in zip(times, keys, strict=True)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._decoder.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        return next(self._frames)

    def _converted(self, chosen: Iterator[Decoded]) -> Iterator[Frame]:
        for shown in chosen:
            try:
                image = self._convert(shown.frame)
            except (av.FFmpegError, ValueError):
                self._unconverted += 1
                continue
            yield Frame(shown.index, shown.time, image)

    def _at_rate(self, rate: float | None, begin: float) -> Iterator[Decoded]:
        if rate is None:
            while shown := self._decoder.next():
                yield shown
            return
        taken = None
        number = partial(tick, rate)
        self._decoder.tick = number
        if begin > 0:
            self._decoder.leap(begin)
        while shown := self._decoder.next():
            if shown.time >= begin and number(shown.time) != taken:
                taken = number(shown.time)
                yield shown

    def _nearest(self, wanted: deque[float]) -> Iterator[Decoded]:
        before: Decoded | None = None
        fresh = True  # `before` was not taken yet
        while wanted and (shown := self._decoder.next()):
            take_before = take_now = False
            while wanted and wanted[0] <= shown.time:
                time = wanted.popleft()
                if before is None:
                    take_now |= shown.time - time <= self._decoder.step / 2
                elif time - before.time < shown.time - time:
                    take_before = True
                else:
                    take_now = True
            if before and take_before and fresh:
                yield before
            if take_now:
                yield shown
            before, fresh = shown, not take_now
            if wanted and self._decoder.leap(wanted[0]):
                before = None
        if wanted and before and fresh and wanted[0] - before.time <= self._decoder.step / 2:
            yield before
