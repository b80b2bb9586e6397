"""The poses of a whole video, estimated by several landmarkers in parallel.

One thread decodes. The video is cut at rests into segments of about equal length, each processed
by its own landmarker, which starts `WARM_UP` seconds early so that its tracker has settled when the
segment begins. The cuts depend on the video alone, so the poses are the same for any number of
workers. About one segment of frames per worker is in memory.

While the body keeps still, few frames get a pose (see `motion_gate`); each segment decides that for
itself, from its own frames.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import takewhile
from math import ceil, inf
from pathlib import Path

import cv2
import numpy as np

from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.recording.breaks import Break
from formcheck.estimation.landmarker import Estimator
from formcheck.estimation.markers import Spots
from formcheck.estimation.memory import keep_memory
from formcheck.estimation.motion_gate import keeps_still
from formcheck.estimation.picture_watch import picture_breaks
from formcheck.estimation.same_person import Part, another_body, same_person
from formcheck.estimation.segment_cuts import LONGEST, cut_at_rests, segment_length
from formcheck.estimation.segments import EstimationOptions, Found, Segment, SegmentRunner
from formcheck.estimation.who_moves import moving_place, uncovered_there
from formcheck.settings import Settings
from formcheck.video import Clip, Frame, Reader

__all__ = [
    "WARM_UP",
    "Estimated",
    "EstimationOptions",
    "estimate",
]

WARM_UP = 0.6
"""Seconds by which a landmarker starts before its segment."""

FEWEST = 3
"""Frames on which a tracker settles on a body that rests."""

LONGER = 2.0
"""Seconds by which it starts before it where the segment is followed again."""

BEYOND = 0.1
"""Seconds after the last frame at which the last segment ends."""

SLACK = 2.5
"""Seconds of further frames that may wait, so that no worker does."""

DEFAULT_OPTIONS = EstimationOptions()

MOSTLY = 0.5
"""Share of the frames in which who moves must be found."""


@dataclass(frozen=True, slots=True)
class Estimated:
    """The poses of a clip, possible stickers in each frame, and facts about reading it.

    Attributes:
        breaks: cuts, zooms and knocks that the background shows.
        worn: the clothes' colours in each frame, [F, 2, 3]; see `clothes.colours`.
    """

    clip: Clip
    poses: PoseSequence
    frames: int
    damaged: int
    cut_short: bool
    last_time: float
    inferences: int
    spots: tuple[Spots, ...] = ()
    breaks: tuple[Break, ...] = ()
    worn: Array = field(default_factory=lambda: np.zeros((0, 2, 3)))


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Have OpenCV use only the calling thread: the workers already occupy every core."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


def estimate(
    path: Path,
    settings: Settings,
    new_estimator: Callable[[], Estimator],
    options: EstimationOptions = DEFAULT_OPTIONS,
) -> Estimated:
    """Estimate the poses of a video.

    Args:
        path: the video.
        settings: limits, pose rate, image size, and segments processed at the same time.
        new_estimator: creates a landmarker; called once per segment, in its thread.
        options: stickers, what is called on the way, and the thread pool.

    Raises:
        InvalidVideoError: it cannot be read; see `formcheck.video`.
    """
    with Reader(path, settings, rate=settings.pose_rate, long_side=settings.pose_side) as reader:
        keep_memory()
        long_side = max(reader.clip.width, reader.clip.height)
        scale = long_side / min(long_side, settings.pose_side)
        run = SegmentRunner(
            new_estimator,
            settings,
            options,
            pictures=_pictures(reader.clip, settings),
            scale=scale,
        )
        with _one_thread_each(), closing(run):
            try:
                _feed(reader, run)
                parts = _collected(run.results, settings.workers, options.found)
                again = _FollowAgain(reader, settings, run, parts)
                mover = again.who_moves(parts)
                parts = same_person(mover or parts, again, first=mover is not None)
            except BaseException:
                run.stop.set()
                raise
        return Estimated(
            reader.clip,
            PoseSequence.joined([p.poses for p in parts]),
            reader.frames_read,
            reader.damaged,
            reader.cut_short,
            reader.last_time,
            run.inferences,
            tuple(spots for p in parts for spots in p.spots),
            tuple(picture_breaks([step for p in parts for step in p.steps])),
            np.concatenate([p.worn for p in parts]) if parts else np.zeros((0, 2, 3)),
        )


def _collected(results: Sequence[Future[Part]], workers: int, found: Found | None) -> list[Part]:
    """Wait for all segments, calling `found` once a core is idle."""
    waiting = set(results)
    while waiting and len(waiting) >= workers:
        waiting = wait(waiting, return_when=FIRST_COMPLETED).not_done
    parts = [result.result() for result in takewhile(Future.done, results)]
    if found is not None and parts:
        found(PoseSequence.joined([p.poses for p in parts]), len(parts) < len(results))
    rest = [result.result() for result in results[len(parts) :]]
    if found is not None and rest:
        found(PoseSequence.joined([p.poses for p in rest]), False)
    return parts + rest


class _FollowAgain:
    """Reads the frames of one segment again and follows the body of its neighbour in them."""

    def __init__(
        self, reader: Reader, settings: Settings, run: SegmentRunner, parts: Sequence[Part]
    ) -> None:
        self._path = reader.clip.path
        self._settings = settings
        self._run = run
        self._begins = [float(p.poses.time[0]) if len(p.poses) else inf for p in parts]
        self._last = reader.last_time
        self._size = reader.clip.width, reader.clip.height

    def __call__(self, segment: int, near: PoseSequence, backwards: bool) -> Part:
        begin, end = self._begins[segment], self._end(segment)
        first, last = (begin, end + LONGER) if backwards else (begin - LONGER, end)
        frames = self._frames(first, last)
        if not frames:
            return Part(PoseSequence.of([]))
        return self._run.follow_again(frames, begin, end, near)

    def who_moves(self, parts: Sequence[Part]) -> list[Part] | None:
        """Follow the first segment again where somebody else moves; None if nobody does."""
        activity = [p.activity for p in parts if p.activity.size]
        if not activity or not len(parts[0].poses):
            return None
        whole = PoseSequence.joined([p.poses for p in parts])
        share = np.sum(activity, axis=0) / max(sum(len(p.steps) for p in parts), 1)
        place = moving_place(whole, share, self._size)
        if place is None:
            return None
        frames = self._frames(self._begins[0], self._end(0))
        if not frames:
            return None
        scale = max(self._size) / max(frames[0].image.shape[:2])
        small = replace(whole, image=whole.image / scale)
        found = self._run.follow_from(
            frames, lambda image: uncovered_there(image, place / scale, small)
        )
        seen = float(np.isfinite(found.poses.image[:, 0, 0]).mean())
        if seen < MOSTLY or not another_body(parts[0].poses, found.poses):
            return None
        return [replace(found, steps=parts[0].steps, activity=parts[0].activity), *parts[1:]]

    def _end(self, segment: int) -> float:
        return min([*self._begins[segment + 1 :], self._last + BEYOND])

    def _frames(self, first: float, last: float) -> list[Frame]:
        rate = self._settings.pose_rate
        times = [i / rate for i in range(ceil(first * rate), ceil(last * rate))]
        with Reader(
            self._path, self._settings, times=times, long_side=self._settings.pose_side
        ) as reader:
            return [f for f in reader if first <= f.time < last]


def _pictures(clip: Clip, settings: Settings) -> int:
    """Return how many frames may wait: a segment for each worker but the one that needs none."""
    seconds = (settings.workers - 1) * LONGEST + SLACK
    return ceil(seconds * min(settings.pose_rate, clip.fps or 30, 60))


def _warm_up(last: Iterable[Frame], begin: float) -> list[Frame]:
    """Return the frames on which a tracker settles before second `begin`: few where nobody moves.

    On three frames a tracker's poses of a body that rests come as near to those of one that has
    followed it for long as on all seven: within 0.5 % of its length, and 0.3 % after a second.
    """
    frames = [f for f in last if f.time >= begin - WARM_UP]
    if len(frames) > FEWEST and keeps_still(frames):
        return [frames[0], frames[len(frames) // 2], frames[-1]]
    return frames


def _feed(reader: Reader, run: SegmentRunner) -> None:
    """Pass each frame to its segment, preceded by the frames to warm up on."""
    length = segment_length(reader.clip.duration)
    current: Segment | None = None
    last: deque[Frame] = deque()
    try:
        for frame, begins in cut_at_rests(reader, length):
            if begins:
                if current is not None:
                    current.end()
                current = run.open(frame.time, _warm_up(last, frame.time))
            if current is None or not run.hand(current, frame):
                return
            last.append(frame)
            while last[0].time < frame.time - WARM_UP:
                last.popleft()
    finally:
        if current is not None:
            current.end()
