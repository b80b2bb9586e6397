"""Which containers, codecs and picture sizes are read, and the message for each that is not.

Files come from strangers and are not trusted: only the formats named here are opened, and only
from the local disk.
"""

import stat
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.errors import InvalidVideoError
from formcheck.settings import Settings

CONTAINERS = {
    "mov,mp4,m4a,3gp,3g2,mj2": "mp4",
    "matroska,webm": "matroska",
    "avi": "avi",
    "mpegts": "mpegts",
    "mpeg": "mpeg",
}
_DECODERS = {
    *("h264", "hevc", "vp8", "vp9", "libdav1d", "av1", "mjpeg", "prores", "dnxhd", "ffv1"),
    *("mpeg4", "msmpeg4", "msmpeg4v2", "h263", "mpeg1video", "mpeg2video", "rawvideo"),
}
_STILL_BRANDS = {"heic", "heix", "heim", "heis", "mif1", "avif"}  # pictures, not videos
_PICTURES = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails

INCOMPLETE = "The video file is incomplete or damaged; copy it again from the camera."
_FORBIDDEN = "The file may not be opened; check that you are allowed to read it."
_OTHER = "This is not a video we can read; choose one in MP4, MOV, MKV, WebM, AVI or MPEG format."


FIRST_CAMERAS = date(2000, 1, 1)
"""Filming days before this are ignored: a clock that was never set says 1970, or 1904 in MP4."""

SPEED = "formcheck: plays at "
"""How the description tag begins in a copy that plays slower or faster than it was filmed."""

CUT_SHORT = "formcheck: the file ended before its header said"
"""Comment tag in a copy of a truncated file: the copy's own header no longer shows it."""

_SHORT_SECONDS, _SHORT_SHARE = 0.5, 0.02
"""Seconds, and share of the duration in the header, that may be missing from a whole file: the
duration is rounded, and may be that of a sound track which ends later. By
reasoning; a truncated file misses more."""

_PADDING_PIXELS = 1_000_000
"""Pixels that a codec may add to a picture to fill its blocks, beyond twice the limit."""


def is_cut_short(promised: float, covered: float) -> bool:
    """Return whether a file ends clearly before its header says.

    Args:
        promised: duration in the header, seconds.
        covered: duration that the packets cover, seconds.
    """
    return promised - covered > _SHORT_SECONDS + _SHORT_SHARE * promised


def decoder_pixel_limit(settings: Settings) -> str:
    """Return FFmpeg's `max_pixels`: coarse, because the exact limit is checked on every frame."""
    return str(2 * settings.max_pixels + _PADDING_PIXELS)


def _check_file(path: Path, settings: Settings) -> bytes:
    """Return the first bytes of a file; raises InvalidVideoError if it may not be opened."""
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise InvalidVideoError("This is a folder; choose a video file in it.", "is_folder")
        if not stat.S_ISREG(info.st_mode):
            raise InvalidVideoError(
                "This is not an ordinary file; choose a video file.", "not_a_video"
            )
        if info.st_size == 0:
            raise InvalidVideoError(
                "The file is empty; copy it again from the camera.", "empty_file"
            )
        if info.st_size > settings.max_bytes:
            size, limit = info.st_size / 1e6, settings.max_bytes / 1e6
            text = f"The file is {size:,.0f} MB, more than the {limit:,.0f} MB allowed"
            raise InvalidVideoError(
                f"{text}; record a shorter clip or at a lower quality.", "too_big"
            )
        with path.open("rb") as file:
            return file.read(512)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise InvalidVideoError("There is no such file; check its name.", "missing_file") from None
    except OSError:
        raise InvalidVideoError(_FORBIDDEN, "cannot_open") from None


def _looks_like_video(head: bytes) -> bool:
    """Return whether a file begins like a video: then failing to open it means damage."""
    return (
        head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
        or head[:4] in (b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba")
        or (head[:4] == b"RIFF" and head[8:12] == b"AVI ")
        or (head[:1] == b"G" and head[188:189] == b"G" and head[376:377] == b"G")
    )


def open_video(path: Path, settings: Settings) -> InputContainer:
    """Open a file in one of the containers we read; raises InvalidVideoError."""
    head = _check_file(path, settings)
    options = {
        # Playlists, pictures and scripts could open other files or the network.
        "format_whitelist": ",".join(CONTAINERS),
        "protocol_whitelist": "file",
        "max_pixels": decoder_pixel_limit(settings),  # opening a file may decode a frame
    }
    try:  # with "file:", a name such as "http:x" is not read as an address
        return av.open(f"file:{path.absolute()}", options=options, metadata_errors="replace")
    except av.FFmpegError as error:
        if isinstance(error, PermissionError):
            raise InvalidVideoError(_FORBIDDEN, "cannot_open") from None
        if _looks_like_video(head) and not isinstance(error, av.ArgumentError):
            raise InvalidVideoError(INCOMPLETE, "unreadable") from None
        raise InvalidVideoError(_OTHER, "not_a_video") from None


def tags(container: InputContainer) -> dict[str, str]:
    """Return the metadata tags of a file and of its picture; the file's take precedence."""
    return {**video_stream(container).metadata, **container.metadata}


def filmed_at(container: InputContainer) -> str | None:
    """Return when a file was filmed, ISO 8601 by the camera's clock; None if not recorded."""
    metadata = tags(container)
    for name in ("com.apple.quicktime.creationdate", "creation_time", "date", "DATE"):
        try:
            found = datetime.fromisoformat(metadata.get(name, "").strip())
        except ValueError:
            continue
        if FIRST_CAMERAS <= found.date() <= datetime.now(UTC).date() + timedelta(days=1):
            return found.isoformat(timespec="seconds")
    return None


def playback_speed(container: InputContainer) -> float:
    """Return the playing speed relative to the filming speed: 0.25 is slow motion, 1.0 normal.

    Android phones write the frame rate they filmed at; our own copies carry the tag `SPEED`.
    """
    metadata = tags(container)
    rate = float(video_stream(container).average_rate or 0)
    with suppress(ValueError):
        if metadata.get("description", "").startswith(SPEED):
            return float(metadata["description"].removeprefix(SPEED))
        filmed = float(metadata.get("com.android.capture.fps", "0"))
        if filmed > 0 and rate > 0:
            return round(rate / filmed, 3)
    return 1.0


def video_stream(container: InputContainer) -> VideoStream:
    """Return the first moving picture in a codec we read; raises InvalidVideoError if none."""
    videos = container.streams.video
    real = [s for s in videos if not s.disposition & _PICTURES]
    if container.metadata.get("major_brand", "").strip() in _STILL_BRANDS:
        real = []
    for stream in real:
        # None: this build of FFmpeg has no decoder for it
        if stream.codec_context is not None and stream.codec_context.name in _DECODERS:
            return stream
    if real:
        text = "The video is compressed in a way we cannot read; save it as MP4 (H.264)."
        raise InvalidVideoError(text, "unreadable")
    if videos:
        text = "This is a picture, not a video; choose the video of the set."
        raise InvalidVideoError(text, "not_a_video")
    if container.streams.audio:
        raise InvalidVideoError(
            "The file holds sound but no picture; choose the video.", "no_video"
        )
    raise InvalidVideoError("The file holds no video; choose another.", "no_video")


def check_picture(width: int, height: int, settings: Settings) -> None:
    """Raise InvalidVideoError for a picture size outside the limits."""
    size = f"The picture is {width} x {height} pixels"
    if max(width, height) > settings.max_side or width * height > settings.max_pixels:
        text = f"{size}, more than we read; record at a lower resolution, such as 1080p."
        raise InvalidVideoError(text, "too_large_picture")
    if min(width, height) < settings.min_side:
        text = f"{size}, too small to see a person in; record at a higher resolution."
        raise InvalidVideoError(text, "too_small_picture")


def check_time(seconds: float, settings: Settings) -> None:
    """Raise InvalidVideoError for a time past the limit."""
    if seconds > settings.max_seconds:
        limit = f"{settings.max_seconds / 60:.3g} minutes"
        text = f"The video is longer than the {limit} allowed; record or cut out one set."
        raise InvalidVideoError(text, "too_long")


def check_count(frames: int, settings: Settings) -> None:
    """Raise InvalidVideoError for more frames than the limit."""
    if frames > settings.max_frames:
        limit = f"{settings.max_frames:,} pictures"
        text = f"The video has more than the {limit} allowed; record or cut out one set."
        raise InvalidVideoError(text, "too_many_frames")
