"""Which files, containers, codecs and sizes are read at all, and how a refusal is worded.

Files come from strangers, so nothing in one is believed: only what is named here is opened, and
only from the local disk.
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
_STILL_BRANDS = {"heic", "heix", "heim", "heis", "mif1", "avif"}  # pictures in an mp4-like box
_PICTURES = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails

INCOMPLETE = "The video file is incomplete or damaged; copy it again from the camera."
_FORBIDDEN = "The file may not be opened; check that you are allowed to read it."
_OTHER = "This is not a video we can read; choose one in MP4, MOV, MKV, WebM, AVI or MPEG format."


FIRST_CAMERAS = date(2000, 1, 1)
"""A filming day before this is a clock that was never set: phones begin at 1970 or 1904."""

SPEED = "formcheck: plays at "
"""Description in a copy of a file that plays slower or faster than it was filmed."""

CUT_SHORT = "formcheck: the file ended before its header said"
"""Comment in a copy of a file that ended too early: the copy's own header no longer shows it."""


def is_cut_short(promised: float, covered: float) -> bool:
    """Whether a file ended clearly before its header says.

    Args:
        promised: seconds by the header; covered: seconds that its packets cover.
    """
    return promised - covered > 0.5 + 0.02 * promised


def _check_file(path: Path, settings: Settings) -> bytes:
    """Return the first bytes of a file that may be opened."""
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
    """Whether the first bytes are a video's, so that failing to open it means damage."""
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
        # Playlists, pictures and scripts open other files or the network: never those.
        "format_whitelist": ",".join(CONTAINERS),
        "protocol_whitelist": "file",
        # Opening decodes already. Room for padding; the exact limit is checked per frame.
        "max_pixels": str(2 * settings.max_pixels + 1_000_000),
    }
    try:  # "file:" keeps a name such as "http:x" or "concat:x" a name; metadata may be any bytes
        return av.open(f"file:{path.absolute()}", options=options, metadata_errors="replace")
    except av.FFmpegError as error:
        if isinstance(error, PermissionError):
            raise InvalidVideoError(_FORBIDDEN, "cannot_open") from None
        if _looks_like_video(head) and not isinstance(error, av.ArgumentError):
            raise InvalidVideoError(INCOMPLETE, "unreadable") from None
        raise InvalidVideoError(_OTHER, "not_a_video") from None


def tags(container: InputContainer) -> dict[str, str]:
    """Return what the camera wrote about a file and its picture."""
    return {**video_stream(container).metadata, **container.metadata}


def filmed_at(container: InputContainer) -> str | None:
    """Return when a file was filmed, ISO 8601 by the camera's clock; None where it does not say."""
    told = tags(container)
    for name in ("com.apple.quicktime.creationdate", "creation_time", "date", "DATE"):
        try:
            found = datetime.fromisoformat(told.get(name, "").strip())
        except ValueError:
            continue
        if FIRST_CAMERAS <= found.date() <= datetime.now(UTC).date() + timedelta(days=1):
            return found.isoformat(timespec="seconds")
    return None


def playback_speed(container: InputContainer) -> float:
    """Return how fast a file plays against how fast it was filmed: 0.25 is slow motion.

    Android phones write the rate they filmed with; where a file was written anew, `SPEED` is kept.
    """
    told = tags(container)
    rate = float(video_stream(container).average_rate or 0)
    with suppress(ValueError):
        if told.get("description", "").startswith(SPEED):
            return float(told["description"].removeprefix(SPEED))
        filmed = float(told.get("com.android.capture.fps", "0"))
        if filmed > 0 and rate > 0:
            return round(rate / filmed, 3)
    return 1.0


def video_stream(container: InputContainer) -> VideoStream:
    """Return the first stream that is a moving picture in a codec we read."""
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
