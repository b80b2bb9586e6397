"""The poses of a whole video, estimated by several landmarkers in parallel.

The video is cut at rests into segments of about equal length, each processed by its own landmarker,
which starts `WARM_UP` seconds early so that its tracker has settled when the segment begins. The
cuts depend on the video alone, so the poses are the same for any number of workers.

A long video that can be read from anywhere is read by its landmarkers (see `read_apart`). Any other
is decoded by one thread, and about one segment of frames per worker is in memory.

While the body keeps still, few frames get a pose (see `motion_gate`); each segment decides that for
itself, from its own frames.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
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
from formcheck.estimation.picture_watch import picture_breaks
from formcheck.estimation.read_apart import (
    Counted,
    DamagedError,
    counted,
    segments_read_apart,
)
from formcheck.estimation.same_person import Part, another_body, same_person
from formcheck.estimation.segment_cuts import LONGEST, cut_at_rests, segment_length
from formcheck.estimation.segments import EstimationOptions, Found, Segment, SegmentRunner
from formcheck.estimation.warm_up import WARM_UP, warm_up
from formcheck.estimation.who_moves import moving_place, uncovered_there
from formcheck.settings import Settings
from formcheck.video import Clip, Frame, Reader
from formcheck.video.decoder import LARGE

__all__ = [
    "WARM_UP",
    "Estimated",
    "EstimationOptions",
    "estimate",
]

LONGER = 2.0
"""Seconds by which it starts before it where the segment is followed again."""

BEYOND = 0.1
"""Seconds after the last frame at which the last segment ends."""

SLACK = 0.5
"""Seconds of further frames that may wait, so that no worker does."""

FEW = 2
"""Landmarkers that one decoding thread keeps at work; each further one holds frames in memory."""

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
    keep_memory()
    with _one_thread_each():
        try:
            if (found := _read_apart(path, settings, new_estimator, options)) is not None:
                return found
        except DamagedError:
            options = replace(options, found=None)  # it has been told of some of them
        return _read_in_order(path, settings, new_estimator, options)


def _read_apart(
    path: Path,
    settings: Settings,
    new_estimator: Callable[[], Estimator],
    options: EstimationOptions,
) -> Estimated | None:
    """Estimate the poses of a video in segments that are read by themselves, if it has any."""
    with _reader(path, settings) as reader:
        clip = reader.clip
        segments = segments_read_apart(reader, settings)
    if not segments:
        return None
    with _runner(clip, new_estimator, settings, options) as run:
        for segment in segments:
            run.submit(segment.shown())
        parts = _collected(run.results, settings.workers, options.found)
        return _whole(clip, counted(segments, clip), parts, settings, run)


def _read_in_order(
    path: Path,
    settings: Settings,
    new_estimator: Callable[[], Estimator],
    options: EstimationOptions,
) -> Estimated:
    """Estimate the poses of a video that is read once, from its start."""
    with (
        _reader(path, settings) as reader,
        _runner(reader.clip, new_estimator, settings, options) as run,
    ):
        _feed(reader, run)
        parts = _collected(run.results, settings.workers, options.found)
        known = Counted(reader.frames_read, reader.damaged, reader.cut_short, reader.last_time)
        return _whole(reader.clip, known, parts, settings, run)


def _reader(path: Path, settings: Settings) -> Reader:
    rate, side = settings.pose_rate, settings.pose_side
    if settings.workers > FEW:
        return Reader(path, settings, rate=rate, long_side=side)
    return Reader(path, settings, rate=rate, long_side=side, begin=0.0)


@contextmanager
def _runner(
    clip: Clip,
    new_estimator: Callable[[], Estimator],
    settings: Settings,
    options: EstimationOptions,
) -> Iterator[SegmentRunner]:
    """Yield what runs the landmarkers of a video; stop them where anything goes wrong."""
    long_side = max(clip.width, clip.height)
    scale = long_side / min(long_side, settings.pose_side)
    pictures = _pictures(clip, settings)
    run = SegmentRunner(new_estimator, settings, options, pictures=pictures, scale=scale)
    with closing(run):
        try:
            yield run
        except BaseException:
            run.stop.set()
            raise


def _whole(
    clip: Clip, known: Counted, parts: list[Part], settings: Settings, run: SegmentRunner
) -> Estimated:
    """Return what was found in all segments, after those that need it were followed again."""
    again = _FollowAgain(clip, known.last_time, settings, run, parts)
    mover = again.who_moves(parts)
    parts = same_person(mover or parts, again, first=mover is not None)
    return Estimated(
        clip,
        PoseSequence.joined([p.poses for p in parts]),
        *known,
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
        self,
        clip: Clip,
        last_time: float,
        settings: Settings,
        run: SegmentRunner,
        parts: Sequence[Part],
    ) -> None:
        self._path = clip.path
        self._settings = settings
        self._run = run
        self._begins = [float(p.poses.time[0]) if len(p.poses) else inf for p in parts]
        self._last = last_time
        self._size = clip.width, clip.height

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
    """Return how many frames may wait: a segment for each worker but the one that needs none.

    Of large pictures half as many do, since the workers wait for them to be decoded.
    """
    ahead = LONGEST / 2 if clip.width * clip.height >= LARGE else LONGEST
    seconds = (settings.workers - 1) * ahead + SLACK
    return ceil(seconds * min(settings.pose_rate, clip.fps or 30, 60))


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
                current = run.open(frame.time, warm_up(last, frame.time))
            if current is None or not run.hand(current, frame):
                return
            last.append(frame)
            while last[0].time < frame.time - WARM_UP:
                last.popleft()
    finally:
        if current is not None:
            current.end()
