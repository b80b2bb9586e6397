"""Which videos browsers play, a playable copy of others, and the times of a video's frames.

Our times begin at 0. A video whose own timestamps begin later gets a copy that begins at 0, so that
the time of the player and the time in the report are the same.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from formcheck.settings import Settings
from formcheck.video import Clip, Reader, VideoWriter
from formcheck.video.containers import open_video, video_stream

COPY_LONG_SIDE, COPY_RATE = 1280, 30.0
"""Longest side, pixels, and frames a second of a copy, at most: what a page shows
of it, and usual cameras film. By reasoning; nothing is measured on the copy."""

START_TOLERANCE = 0.002
"""Seconds: a video that begins this late still counts as beginning at 0 (a rounding error)."""

_EIGHT_BIT = {"yuv420p", "yuvj420p"}
_IN_MP4 = {"h264", "vp9", "av1"}
_IN_WEBM = {"vp8", "vp9", "av1"}

MEDIA_TYPES = {
    "mp4": "video/mp4",
    "matroska": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mpegts": "video/mp2t",
    "mpeg": "video/mpeg",
}


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)


def media_type(path: Path, clip: Clip) -> str:
    """Return a video's media type; all of the MP4 family are called MP4, as browsers expect."""
    if clip.container == "matroska" and b"webm" in _first_bytes(path):
        return "video/webm"
    return MEDIA_TYPES[clip.container]


def _browsers_decode(clip: Clip, pixels: str | None) -> bool:
    codecs = {"mp4": _IN_MP4, "matroska": _IN_WEBM}.get(clip.container, set())
    return clip.codec in codecs and pixels in _EIGHT_BIT


def playable(path: Path, clip: Clip, settings: Settings) -> bool:
    """Return whether browsers can play the video, seek in it, and start it at 0."""
    with open_video(path, settings) as container:
        stream = video_stream(container)
        start = float((stream.start_time or 0) * (stream.time_base or 0))
        whole = (container.start_time or 0) / 1e6
        known = bool(container.duration)
        pixels = stream.codec_context.pix_fmt
    webm = clip.container != "matroska" or (b"webm" in _first_bytes(path) and known)
    return (
        webm
        and _browsers_decode(clip, pixels)
        and abs(start) < START_TOLERANCE
        and abs(whole) < START_TOLERANCE
    )


def make_playable(
    path: Path, out: Path, settings: Settings, progress: Callable[[float], None]
) -> None:
    """Write a WebM that browsers play: the same packets if possible, else re-encoded as VP9.

    Raises:
        InvalidVideoError: the video cannot be read.
        OutputError: the copy cannot be written.
    """
    with Reader(path, settings) as reader:
        clip = reader.clip
    if clip.container == "matroska" and _copy_packets(path, clip, out, settings):
        return
    with Reader(path, settings, rate=COPY_RATE, long_side=COPY_LONG_SIDE) as reader:
        first = next(reader)
        h, w = first.image.shape[:2]
        with VideoWriter(out, w, h, fps=min(clip.fps or 25.0, COPY_RATE)) as writer:
            writer.write(first.image, first.time)
            for frame in reader:
                writer.write(frame.image, frame.time)
                progress(frame.time)


def _copy_packets(path: Path, clip: Clip, out: Path, settings: Settings) -> bool:
    """Copy the packets into a WebM with an index; False if that is not possible."""
    partial = out.with_name(f".{out.name}.part")
    with open_video(path, settings) as container:
        stream = video_stream(container)
        if not _browsers_decode(clip, stream.codec_context.pix_fmt):
            return False
        try:
            with av.open(f"file:{partial}", "w", format="webm") as output:
                copy: Any = output.add_stream_from_template(stream)
                origin: int | None = None
                for packet in container.demux(stream):
                    if packet.pts is None or not packet.size:
                        continue
                    origin = packet.pts if origin is None else origin
                    shift = origin
                    packet.pts -= shift
                    packet.dts = packet.pts if packet.dts is None else packet.dts - shift
                    packet.stream = copy
                    output.mux(packet)
        except (av.FFmpegError, OSError, ValueError):
            partial.unlink(missing_ok=True)
            return False
    partial.replace(out)
    return True


def frame_times(path: Path, settings: Settings) -> list[float]:
    """Return the times of all shown frames, seconds from the first, read from the packets.

    Raises:
        InvalidVideoError: the video cannot be read.
    """
    stamps: set[int] = set()
    with open_video(path, settings) as container:
        stream = video_stream(container)
        base = stream.time_base or Fraction(1, 1000)
        try:
            for packet in container.demux(stream):
                if packet.pts is not None and packet.size and not packet.is_discard:
                    stamps.add(packet.pts)
                    if len(stamps) > settings.max_frames:
                        break
        except av.FFmpegError:
            pass  # the end is damaged: keep the frames before it
    if not stamps:
        return []
    origin = min(stamps)
    return [round(float((stamp - origin) * base), 4) for stamp in sorted(stamps)]
