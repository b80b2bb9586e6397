"""Segments that their landmarkers read themselves, each from the key frame before it.

No frames wait in memory for another landmarker then, so segments may be long, and the seams few:
each of them takes the start of a model and about six poses. It needs a file that can be read from
anywhere and is not damaged. Any other is read once, from its start (see `video_poses`); so is one
of large pictures: a decoder of 4K takes 250 MB of memory, one of 1080p 60 MB.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from math import floor
from typing import NamedTuple

from formcheck.estimation.motion_gate import Shown
from formcheck.estimation.segment_cuts import cut_near, even_shares, furthest_shift
from formcheck.estimation.warm_up import WARM_UP, warm_up
from formcheck.settings import Settings
from formcheck.video import Clip, Frame, Reader
from formcheck.video.decoder import LARGE

LEAD = 10.0
"""Seconds of video decoded in vain, at most, to begin at a key frame: encoders set one at least
every 250 frames by default."""


class DamagedError(Exception):
    """A file is damaged, so that reading it in parts may not give what reading it in order does."""


class Counted(NamedTuple):
    """What is known of a video once its frames were read; as `Reader` has them."""

    frames: int
    damaged: int
    cut_short: bool
    last_time: float


class ReadApart:
    """A segment that is read by itself.

    Where it begins depends on the video alone. Both neighbours find it for themselves, unless the
    later one, which comes to it first, can tell.

    Args:
        clip: the video.
        settings: limits, pose rate, image size.
        due: where it begins before it is shifted to a rest, seconds.
        shift: by how much it is, at most, seconds.

    Attributes:
        begin: where it begins; None as long as that is not known.
        after: the next segment; None after the last.
        last_time: as `Reader` has it, once all frames were shown.
    """

    def __init__(self, clip: Clip, settings: Settings, due: float, shift: float) -> None:
        self.begin = None if due > 0 else 0.0
        self.after: ReadApart | None = None
        self.last_time = 0.0
        self._clip, self._settings = clip, settings
        self._first, self._due, self._last = due - shift, due, due + shift

    def shown(self) -> Iterator[Shown]:
        """Yield its frames, after those before it on which a tracker settles.

        Raises:
            DamagedError, InvalidVideoError.
        """
        settings = self._settings
        with Reader(
            self._clip.path,
            settings,
            rate=settings.pose_rate,
            long_side=settings.pose_side,
            begin=reading_begins(self._first, settings.pose_rate),
        ) as reader:
            for frame, own in self._placed(reader):
                yield Shown(frame, frame.time, own)
            if reader.damaged or (self.after is None and reader.cut_short):
                raise DamagedError
            self.last_time = reader.last_time

    def _placed(self, frames: Iterator[Frame]) -> Iterator[tuple[Frame, bool]]:
        """Yield frames, each with whether it belongs to the segment."""
        if self.begin is None:
            near = _through(frames, self._last)
            self.begin = begin = self._cut(near)
            for frame in warm_up(near, begin):
                yield frame, False
            frames = chain(_released(deque(f for f in near if f.time >= begin)), frames)
            del near
        for frame in frames if self.after is None else self._before(self.after, frames):
            yield frame, True

    def _cut(self, near: Sequence[Frame]) -> float:
        return cut_near(self._due, near, self._last - self._due)

    @staticmethod
    def _before(after: "ReadApart", frames: Iterator[Frame]) -> Iterator[Frame]:
        """Yield frames up to where the next segment begins."""
        seen: list[Frame] = []
        for frame in frames:
            if frame.time >= after._first:
                frames = chain([frame], frames)
                break
            yield frame
            seen = [frame]
        end = after.begin
        if end is None:
            near = _through(frames, after._last)
            end = after._cut([*seen, *near])
            frames = _released(deque(near))
            del near
        for frame in frames:
            if frame.time >= end:
                return
            yield frame


def reading_begins(first: float, rate: float) -> float:
    """Return the second from which a segment that begins at second `first` or later is read."""
    return max(0.0, floor((first - WARM_UP) * rate) / rate)


def segments_read_apart(reader: Reader, settings: Settings) -> list[ReadApart]:
    """Return the segments of a video whose landmarkers can read them by themselves; else none."""
    clip = reader.clip
    shares = even_shares(clip.duration)
    shift = furthest_shift(shares[1]) if shares else 0.0
    first = [reading_begins(due - shift, settings.pose_rate) for due in shares[1:]]
    large = clip.width * clip.height >= LARGE
    if large or not clip.frames or not first or max(reader.leads(first)) > LEAD:
        return []
    out = [ReadApart(clip, settings, due, shift) for due in shares]
    for one, after in pairwise(out):
        one.after = after
    return out


def counted(segments: Sequence[ReadApart], clip: Clip) -> Counted:
    """Return what is known of a video whose segments were read."""
    return Counted(clip.frames, 0, False, max(s.last_time for s in segments))


def _through(frames: Iterable[Frame], time: float) -> list[Frame]:
    """Return the next frames before second `time`, and the first one after it."""
    out = []
    for frame in frames:
        out.append(frame)
        if frame.time >= time:
            break
    return out


def _released(held: deque[Frame]) -> Iterator[Frame]:
    """Yield held frames and let go of them."""
    while held:
        yield held.popleft()
