"""Copies the picture of a video into a new file, without metadata.

Phones record the place, their model and sound with a video. The packets of the picture are copied
unchanged, and the rotation is kept. Metadata, other tracks (some cameras record the place in one)
and, unless requested, the sound are left out.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from formcheck.errors import InvalidVideoError
from formcheck.settings import Settings
from formcheck.video.containers import (
    CONTAINERS,
    CUT_SHORT,
    SPEED,
    filmed_at,
    is_cut_short,
    open_video,
    playback_speed,
    video_stream,
)
from formcheck.video.reader import probe

_IN_MP4 = {"h264", "hevc", "vp9", "av1", "mpeg4"}
"""Codecs that are written as MP4, which browsers play; others of that family as MOV."""

_SOUND_IN_MP4 = {"aac", "mp3", "alac", "opus", "ac3", "eac3"}

_TRIES = 3
"""Read errors in a row after which the file counts as truncated."""

_SAME_TIME = 0.0015
"""Seconds by which a frame's time may change: Matroska and AVI round to milliseconds."""


JUST_NOW = timedelta(hours=6)
"""A set filmed this recently counts for the day it arrives: most phones record UTC, whose date
often differs from the person's, and most sets are sent soon after filming."""


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """The result of copying a file.

    Attributes:
        faithful: whether the new file shows the same pictures at the same times; if not, no file is
            left.
        filmed_on: the day of filming by the camera's clock; None if it is not recorded, or is in
            UTC and less than `JUST_NOW` ago.
    """

    faithful: bool
    filmed_on: date | None


def rewrap(path: Path, out: Path, settings: Settings, *, keep_sound: bool = False) -> Rewrapped:
    """Copy a video's pictures into a new file.

    The same file always gives the same bytes, and copying the copy changes nothing.

    Args:
        path: the video.
        out: path of the copy; overwritten.
        settings: limits.
        keep_sound: copy the sound too.

    Raises:
        InvalidVideoError: the file is not a video that can be read.
    """
    with open_video(path, settings) as container:
        when = filmed_at(container)
        filmed_on = None if when is None else _day(datetime.fromisoformat(when))
        source = _times(container, settings)
    try:
        with open_video(path, settings) as container:
            _copy(container, out, source, keep_sound=keep_sound)
        faithful = _faithful(path, out, source, settings)
    except (av.FFmpegError, OSError, ValueError, InvalidVideoError):
        faithful = False
    if not faithful:
        out.unlink(missing_ok=True)
    return Rewrapped(faithful, filmed_on)


def _day(moment: datetime) -> date | None:
    """Return the day of filming; None if it is recent and in UTC (see `JUST_NOW`)."""
    in_utc = moment.utcoffset() == timedelta(0)
    just_now = in_utc and timedelta(0) <= datetime.now(UTC) - moment <= JUST_NOW
    return None if just_now else moment.date()


@dataclass(frozen=True, slots=True)
class _Times:
    """Times of a file's frames, seconds from the first; `origin` is the first one's timestamp."""

    origin: int
    seconds: list[float]
    cut_short: bool


def _packets(container: InputContainer, *streams: Stream) -> "list[Packet[Stream]] | Any":
    """Yield the packets that are not empty, skipping read errors; None last if it gave up."""
    for _ in range(_TRIES):
        try:
            for packet in container.demux(*streams):
                if packet.size:
                    yield packet
            return
        except av.FFmpegError:
            continue
    yield None


def _times(container: InputContainer, settings: Settings) -> _Times:
    stream = video_stream(container)
    base = stream.time_base or Fraction(1, 1000)
    stamps: set[int] = set()
    end, gave_up = 0, False
    for packet in _packets(container, stream):
        if packet is None:
            gave_up = True
        elif packet.pts is not None:
            end = max(end, packet.pts + (packet.duration or 0))
            if not packet.is_discard:
                stamps.add(packet.pts)
            if len(stamps) > settings.max_frames:
                break
    origin = min(stamps, default=0)
    promised = float((stream.duration or 0) * base)
    short = is_cut_short(promised, float((end - origin) * base))
    short |= gave_up or container.metadata.get("comment") == CUT_SHORT
    return _Times(origin, [float((s - origin) * base) for s in sorted(stamps)], short)


def _format(container: InputContainer, stream: Stream, path: Path) -> str:
    kind = CONTAINERS[container.format.name]
    if kind == "mp4":
        return "mp4" if stream.codec_context.codec.canonical_name in _IN_MP4 else "mov"
    if kind == "matroska":
        with path.open("rb") as file:
            return "webm" if b"webm" in file.read(64) else "matroska"
    return kind


def _copy(container: InputContainer, out: Path, source: _Times, *, keep_sound: bool) -> None:
    stream = video_stream(container)
    kind = _format(container, stream, Path(container.name.removeprefix("file:")))
    streams: list[Any] = [stream]
    sound = [s for s in container.streams.audio if s.codec_context is not None]
    if keep_sound and sound and (kind != "mp4" or sound[0].codec_context.name in _SOUND_IN_MP4):
        streams.append(sound[0])
    options = {"fflags": "+bitexact"}
    if kind in ("mp4", "mov"):
        options["movflags"] = "+faststart"
    with av.open(f"file:{out}", "w", format=kind, options=options) as output:
        assert isinstance(output, OutputContainer)
        if source.cut_short:
            output.metadata["comment"] = CUT_SHORT
        if (speed := playback_speed(container)) != 1:
            output.metadata["description"] = f"{SPEED}{speed:g}"
        copies = {s.index: output.add_stream_from_template(s, opaque=True) for s in streams}
        shift = source.origin * (stream.time_base or Fraction(1, 1000))
        for packet in _packets(container, *streams):
            if packet is None or packet.pts is None:
                continue
            moved = round(shift / packet.time_base)
            packet.pts -= moved
            packet.dts = packet.pts if packet.dts is None else packet.dts - moved
            packet.stream = copies[packet.stream_index]
            output.mux(packet)


def _faithful(path: Path, out: Path, source: _Times, settings: Settings) -> bool:
    """Return whether a copy shows the same frames at the same times with the same rotation."""
    before, after = probe(path, settings), probe(out, settings)
    shape = [(c.width, c.height, c.rotation, c.codec) for c in (before, after)]
    with open_video(out, settings) as container:
        copied = _times(container, settings)
    return (
        shape[0] == shape[1]
        and copied.cut_short == source.cut_short
        and len(copied.seconds) == len(source.seconds)
        and all(
            abs(a - b) < _SAME_TIME for a, b in zip(source.seconds, copied.seconds, strict=True)
        )
    )
