"""The decoded frames of a video file, in order, each with its time.

Limits are checked on the header, before anything is decoded, and again on every frame, because
headers may be wrong. A packet or frame that fails to decode is skipped and counted.

Frames that are not needed are decoded only where others are predicted from them: libav skips the
rest (`skip_frame`). On the sample sets at 12 frames a second this gives the same pictures as
decoding every frame, in 10.1 s of processor time for 12 sets. Of a large picture, which takes as
long to decode as a pose to find, such a frame is taken instead of one decoded for its own sake.
"""

import contextlib
import math
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame

from formcheck.errors import InvalidVideoError
from formcheck.settings import Settings
from formcheck.video.containers import (
    CONTAINERS,
    CUT_SHORT,
    INCOMPLETE,
    check_count,
    check_picture,
    check_time,
    decoder_pixel_limit,
    filmed_at,
    is_cut_short,
    open_video,
    playback_speed,
    video_stream,
)
from formcheck.video.references import reference_test
from formcheck.video.timestamps import Clock

_TRIES = 3
"""Failures in a row after which reading stops."""

_LEAP = 1.0
"""Seconds of video that a seek must pass over to be worth its cost."""

_MAX_FPS = 1000.0
"""A rate from here on is the tick of a millisecond clock, not frames a second."""

_USUAL_FPS = 30.0
"""Frames a second assumed for the first step where the header gives no rate."""

_SAME_SHAPE = 0.02
"""Largest difference of two aspect ratios, as a natural logarithm (2 %), that counts as the same
shape: sizes are rounded to whole blocks of pixels."""

_MAX_THREADS = 4
"""Decoding threads at most: each one holds a frame in memory."""


LARGE = 5_000_000
"""Pixels from which a frame that must be decoded anyway does for its tick: 4K has 8 million, 1080p
2 million."""


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """One decoded frame: its number, and its time in seconds from the first."""

    index: int
    time: float
    frame: VideoFrame


class Decoder:
    """Decodes one video stream, one frame at a time.

    Args:
        path: the file.
        settings: limits.
        threads: that decode; None: as many as there are cores.

    Attributes:
        stream: the stream.
        container: short name of the file's format.
        promised: duration in the header, seconds; 0.0 if unknown.
        fps: frames a second on average, 0.0 if unknown.
        tick: maps seconds to a number; of the frames with the same number only the first is
            needed, or, of a large picture, one. None to decode every frame.
        damaged, cut_short, frames_read, last_time: as `Reader` has them.

    Raises InvalidVideoError when made, and from `next` when a frame breaks a limit.
    """

    def __init__(self, path: Path, settings: Settings, threads: int | None = None) -> None:
        self.damaged, self.last_time, self.cut_short = 0, 0.0, False
        self._threads = threads or min(_MAX_THREADS, os.cpu_count() or 1)
        self.tick: Callable[[float], int] | None = None
        self._first: dict[int, int] = {}  # earliest timestamp of each tick so far
        self._anyway: set[int] = set()  # ticks with a frame that must be decoded anyway
        self._unwanted: set[int] = set()  # timestamps of packets that may have been skipped
        self._decoded = 0
        self._settings = settings
        self._queue: deque[VideoFrame] = deque()
        self._coded = (0, 0)
        self._index = -1
        self._input = open_video(path, settings)
        try:
            self.stream = video_stream(self._input)
            self.container = CONTAINERS[self._input.format.name]
            self.filmed_at = filmed_at(self._input)
            self.speed = playback_speed(self._input)
            self.cut_short = self._input.metadata.get("comment") == CUT_SHORT
            # Other formats have no index, or timestamps that may restart.
            self._leaps = self.container == "mp4"
            self._prepare()
            self._pending = self._decode()
            if self._pending is None:
                raise InvalidVideoError(INCOMPLETE, "unreadable")
        except BaseException:
            self.close()
            raise

    @property
    def first(self) -> Decoded:
        """The frame that `next` begins with, before it is called. It is large: do not keep it."""
        assert self._pending is not None
        return self._pending

    def close(self) -> None:
        """Close the file."""
        self._queue.clear()
        self._input.close()

    def _prepare(self) -> None:
        """Check the header and set up decoding."""
        stream, settings = self.stream, self._settings
        context = stream.codec_context
        base = stream.time_base or Fraction(1, 1000)
        self._sources: list[Stream] = [stream]
        if stream.duration:
            self.promised = float(stream.duration * base)
        else:  # only that of the file is known; the sound may end later
            self.promised = max(0, self._input.duration or 0) / 1e6
            self._sources = list(self._input.streams)
        # Matroska counts its duration from 0 even if the first packet comes hours later.
        self._late = max(0, self._input.start_time or 0) / 1e6
        if self.container != "matroska" or self._late >= self.promised:
            self._late = 0.0
        self.promised -= self._late
        rate = float(stream.average_rate or 0)
        self.fps = rate if 0 < rate < _MAX_FPS else 0.0
        if self.container == "avi" and self.fps:  # FFmpeg shortens the duration of a cut AVI
            self.promised = max(self.promised, stream.frames / self.fps)
        check_time(self.promised, settings)
        check_count(stream.frames, settings)
        if context.width and context.height:
            check_picture(context.width, context.height, settings)
        self._clock = Clock(base, 1 / (self.fps or _USUAL_FPS), self.promised or math.inf)
        large = context.width * context.height >= LARGE
        codec = context.codec.canonical_name
        self._is_reference = reference_test(codec, context.extradata) if large else None
        context.options = {"max_pixels": decoder_pixel_limit(settings)}
        context.thread_type = "AUTO"
        context.thread_count = self._threads
        self._begin, self._end = math.inf, -math.inf
        self._packets = self._input.demux(*self._sources)

    @property
    def frames_read(self) -> int:
        """Frames decoded or passed over so far."""
        return self._decoded + len(self._unwanted)

    @property
    def step(self) -> float:
        """Seconds between the last frames."""
        return self._clock.step

    def next(self) -> Decoded | None:
        """Return the next frame that can be shown, or None at the end."""
        if self._pending:
            shown, self._pending = self._pending, None
            return shown
        return self._decode()

    def key_before(self, time: float) -> float | None:
        """Return when the last key frame before `time` is due, seconds; None where none is known.

        None too where the file cannot be read from there.
        """
        index = self.stream.index_entries
        i = index.search_timestamp(self._clock.ticks(time))
        return self._clock.seconds(index[i].timestamp) if self._leaps and i >= 0 else None

    def leap(self, time: float) -> bool:
        """Seek to the last key frame before `time`, seconds, if that is safe and saves work.

        Returns whether frames were passed over; frames after `time` never are.
        """
        index = self.stream.index_entries
        stamp = self._clock.ticks(time)
        i = index.search_timestamp(stamp)  # approximate: the index is in decoding order
        here = self._clock.last
        if not self._leaps or i < 0 or self._clock.seconds(index[i].timestamp) < here + _LEAP:
            return False
        self._leaps = self._seek(stamp)
        if not self._leaps:
            return False
        self._pending = self._decode()
        # A key frame decoded just before the time may be shown just after it.
        late = max(0, self._clock.ticks(0.0) - index[0].timestamp)
        if late and self._pending is not None and self._pending.time > time:
            self._seek(stamp - late)
            self._pending = self._decode()
            if self._pending is not None and self._pending.time <= here:
                self._go_on(here)
                return False
        if self._pending is not None and here < self._pending.time <= time:
            return True
        # The index is wrong: read again from the start up to here, and seek no more.
        self._leaps = False
        self._seek(index[0].timestamp)
        self.damaged, self._decoded, self._index = 0, 0, -1
        self._unwanted.clear()
        self._go_on(here)
        return False

    def _go_on(self, time: float) -> None:
        """Decode up to the first frame after `time`, seconds."""
        while (shown := self._decode()) and shown.time <= time:
            pass
        self._pending = shown

    def _seek(self, stamp: int) -> bool:
        try:
            self._input.seek(stamp, stream=self.stream)
        except av.FFmpegError:
            return False  # the position has not changed
        self._queue.clear()
        self._clock.restart()
        self._packets = self._input.demux(*self._sources)
        return True

    def _decode(self) -> Decoded | None:
        """Return the next frame that can be shown, or None at the end."""
        while True:
            while not self._queue:
                if not self._fill():
                    return None
            frame = self._queue.popleft()
            self._decoded += 1
            self._unwanted.discard(frame.pts or 0)
            check_count(self.frames_read, self._settings)
            time = None
            if not frame.is_corrupt and self._fits(frame):
                time = self._clock.read(frame.dts if frame.pts is None else frame.pts)
            if time is None:
                self.damaged += 1
                continue
            check_time(time, self._settings)
            self.last_time = max(time, self.last_time)
            self._index += 1
            return Decoded(self._index, time, frame)

    def _fits(self, frame: VideoFrame) -> bool:
        """Return whether a frame has the first one's shape; raises InvalidVideoError."""
        width, height = self._coded
        if (frame.width, frame.height) == self._coded:
            return True
        check_picture(frame.width, frame.height, self._settings)
        if not width:
            self._coded = frame.width, frame.height
            return True
        return abs(math.log(frame.width * height / (frame.height * width))) < _SAME_SHAPE

    def _fill(self) -> bool:
        """Decode one more packet; False when there is nothing left to decode."""
        packet = self._packet()
        if packet is None:
            return self._drain()
        if packet.stream_index == self.stream.index:
            wanted = self._is_wanted(packet)
            self.stream.codec_context.skip_frame = "DEFAULT" if wanted else "NONREF"
            try:
                self._queue.extend(self.stream.decode(packet))
            except av.FFmpegError:
                self.damaged += 1
        return True

    def _is_wanted(self, packet: "Packet[Stream]") -> bool:
        """Return whether a packet's frame is needed itself; call it for every packet, in order."""
        if self.tick is None or packet.pts is None or packet.is_discard or self._clock.moved:
            return True
        time = self._clock.seconds(packet.pts)
        number = self.tick(time)
        first = self._first.get(number)
        if self._is_reference is not None and self._is_reference(bytes(packet)):
            self._anyway.add(number)
        elif number in self._anyway:
            return self._passed_over(packet.pts, time)
        if first is None or packet.pts <= first:
            self._first[number] = packet.pts
            return True
        return self._passed_over(packet.pts, time)

    def _passed_over(self, stamp: int, time: float) -> bool:
        """Count a packet whose frame is not needed itself; return False."""
        self._unwanted.add(stamp)
        check_count(self.frames_read, self._settings)
        check_time(time, self._settings)
        self.last_time = max(time, self.last_time)
        return False

    def _drain(self) -> bool:
        """Take the frames that the decoder still holds; False when there are none."""
        for _ in range(_TRIES):  # a decoder that could not start fails every time
            try:
                self._queue.extend(self.stream.decode(None))
                break
            except av.error.EOFError:
                break
            except av.FFmpegError:
                self.damaged += 1
        return bool(self._queue)

    def _packet(self) -> "Packet[Stream] | None":
        """Return the next packet that is not empty, or None at the end."""
        for _ in range(_TRIES):
            try:
                # MPEG may hold a stream that its header does not name.
                with contextlib.suppress(IndexError):
                    for packet in self._packets:
                        # To the decoder an empty packet means the end.
                        if packet.size:
                            self._note(packet)
                            return packet
                covered = max(self._end - self._begin, self._end - self._late)
                self.cut_short |= is_cut_short(self.promised, covered)
                return None
            except av.FFmpegError:
                self.damaged += 1
                self._packets = self._input.demux(*self._sources)
        self.cut_short = True
        return None

    def _note(self, packet: "Packet[Stream]") -> None:
        """Record the time that the packets cover, to know whether the file is truncated."""
        stamp = packet.dts if packet.pts is None else packet.pts
        if stamp is not None:
            self._begin = min(self._begin, float(stamp * packet.time_base))
            end = float((stamp + (packet.duration or 0)) * packet.time_base)
            self._end = max(self._end, end)
