"""Where a video is cut into segments: at a rest near an even share of it.

At a cut one landmarker ends and the next one begins; their poses of one body differ by a few
pixels, which would show in a movement that goes across. The cuts depend on the video alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.video import Frame

SHORTEST = 4.0
"""Seconds below which a video is one segment: another landmarker takes as long as twelve poses."""

UNKNOWN = 6.0
"""Seconds of a segment where the header gives no duration."""

LONGEST = 8.0
"""Seconds of a segment at most, without the shift to a rest: its frames wait in memory."""

SHIFT = 1.5
"""Seconds by which a cut may lie before or after an even share. At most a quarter of the shortest
segment."""

LONGEST_READ_APART = 30.0
"""The same where each landmarker reads its own segment, so that no frames wait: a seam takes as
long as ten poses."""

ASIDE = 0.25
"""Seconds before and after a cut in which little must move."""

JUST_BEFORE = 0.4
"""Seconds before those frames in which the last one is still compared with the first of them."""

SMALL = 64
"""Pixels: longer side of the pictures in which movement is looked for."""

_MORE = 0.1  # seconds by which a header may fall short: no segment for a frame or two


def segment_length(promised: float) -> float:
    """Return the length of the segments of a video, seconds, before they are shifted to rests.

    Up to twice `LONGEST` there are two segments; a longer video has a multiple of four, so that
    two or four cores finish together. `promised` is the duration in the file header, seconds; if
    it is wrong, only the last segment is shorter, or there are more of them.
    """
    if promised <= 0:
        return UNKNOWN
    promised += _MORE
    if promised <= SHORTEST:
        return SHORTEST
    if promised <= 2 * LONGEST:
        return promised / 2
    return promised / _fours(promised, LONGEST)


def even_shares(promised: float) -> list[float]:
    """Return where segments that are read apart begin, seconds, before they are shifted to rests.

    There are none where `promised`, the duration in the file header, is not long enough for four.
    """
    if promised + _MORE <= 2 * LONGEST:
        return []
    count = _fours(promised + _MORE, LONGEST_READ_APART)
    return [i * (promised + _MORE) / count for i in range(count)]


def furthest_shift(length: float) -> float:
    """Return by how much a cut may lie beside an even share of `length` seconds."""
    return min(SHIFT, length / 4)


def _fours(promised: float, longest: float) -> int:
    """Return a multiple of four, of segments no longer than `longest` seconds."""
    return 4 * ceil(promised / (4 * longest))


def _small(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the green of a picture [H, W, 3], `SMALL` pixels long."""
    shrink = SMALL / max(image.shape[:2])
    size = [max(1, round(side * shrink)) for side in image.shape[1::-1]]
    green = np.ascontiguousarray(image[::2, ::2, 1])
    return cv2.resize(green, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _changes(frames: Iterable[Frame]) -> NDArray[np.float64]:
    """Return how much each picture differs from the one before, grey levels; the first one 0."""
    out: list[float] = []
    before: NDArray[np.float32] | None = None
    for frame in frames:
        small = _small(frame.image)
        out.append(0.0 if before is None else float(np.abs(small - before).mean()))
        before = small
    return np.array(out)


def cut_at_rests(frames: Iterable[Frame], length: float) -> Iterator[tuple[Frame, bool]]:
    """Yield the frames of a video, each with whether a segment begins with it.

    Frames near an even share of the video are held until the quietest moment among them is known.

    Args:
        frames: in order of time.
        length: seconds, see `segment_length`.
    """
    shift = furthest_shift(length)
    share: float | None = None  # where the next cut is due, seconds
    held: list[Frame] = []
    last: Frame | None = None  # the one before those held
    for frame in frames:
        if share is not None and held and frame.time >= share + shift:
            yield from _released(held, _quietest(held, last, share))
            share += length
        begins = share is None or frame.time >= share + shift
        if share is None or begins:
            share = (round(frame.time / length) + 1) * length
        if begins or frame.time < share - shift:
            last = frame
            yield frame, begins
        else:
            held.append(frame)
    yield from _released(held, None)


def cut_near(share: float, frames: Sequence[Frame], shift: float) -> float:
    """Return where the segment that is due at second `share` begins: at the quietest frame near it.

    Args:
        share: seconds.
        frames: those of the video within `shift` of it; others do not matter, except that the one
            before them tells of a change.
        shift: seconds.
    """
    held = [f for f in frames if share - shift <= f.time < share + shift]
    if not held:
        return share
    before = [f for f in frames if 0 < held[0].time - f.time <= JUST_BEFORE]
    return held[_quietest(held, before[-1] if before else None, share)].time


def _released(held: list[Frame], first: int | None) -> Iterator[tuple[Frame, bool]]:
    """Yield held frames and let go of them; a segment begins with the one numbered `first`."""
    for i in range(len(held)):
        yield held.pop(0), i == first


def _quietest(held: list[Frame], last: Frame | None, share: float) -> int:
    """Return the held frame round which least moves, of several the one nearest to `share`.

    `last` is the frame before those held.
    """
    time = np.array([frame.time for frame in held])
    change = _changes([*([last] if last else []), *held])[-len(held) :]
    worst = [change[np.abs(time - t) <= ASIDE].max() for t in time]
    return min(range(len(held)), key=lambda i: (round(worst[i], 1), abs(time[i] - share)))
