"""A video's pictures in a new file, without what else a phone writes beside them.

Phones keep the place, their own model and the sound in a video. The packets of the picture are
copied as they are, so no picture changes; the turn (rotation) stays; metadata, other tracks (some
cameras write the place into one) and, unless it is wanted, the sound are left out.
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
"""Codecs written as MP4, which browsers like; others of that family as MOV."""

_SOUND_IN_MP4 = {"aac", "mp3", "alac", "opus", "ac3", "eac3"}

_TRIES = 3
"""Failures to read on, in a row, after which the file counts as cut short."""

_SAME_TIME = 0.0015
"""Seconds by which a frame may move: Matroska and AVI keep milliseconds, rounded."""


JUST_NOW = timedelta(hours=6)
"""A file filmed this lately counts on the day it arrives. Most phones write UTC, whose day is often
another one than the person's; most sets are sent right after they were filmed."""


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """What became of a file.

    Attributes:
        faithful: whether the new file shows the same pictures at the same times; where it does
            not, there is none.
        filmed_on: the day that the camera wrote into the file, by its own clock; None where it does
            not say, or was `JUST_NOW` by a clock without a time zone of its own.
    """

    faithful: bool
    filmed_on: date | None


def rewrap(path: Path, out: Path, settings: Settings, *, keep_sound: bool = False) -> Rewrapped:
    """Copy a video's pictures into a new file.

    The same file gives the same bytes again, and its copy gives itself.

    Args:
        path: the video.
        out: where to; overwritten.
        settings: limits.
        keep_sound: copy the sound too.

    Raises:
        InvalidVideoError: it is no video that we read.
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
    """Return the day of filming; None for one that only the person's own clock can tell."""
    in_utc = moment.utcoffset() == timedelta(0)
    just_now = in_utc and timedelta(0) <= datetime.now(UTC) - moment <= JUST_NOW
    return None if just_now else moment.date()


@dataclass(frozen=True, slots=True)
class _Times:
    """When the frames of a file are shown: seconds from the first; `origin` is its timestamp."""

    origin: int
    seconds: list[float]
    cut_short: bool


def _packets(container: InputContainer, *streams: Stream) -> "list[Packet[Stream]] | Any":
    """Yield packets that hold something, past what cannot be read; at last None if it gave up."""
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
    """Whether a copy shows the same frames at the same times, the same way up."""
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
