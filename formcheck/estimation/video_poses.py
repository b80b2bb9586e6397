"""The poses of a whole video, found by several landmarkers at once.

One thread decodes; the video is cut into stretches of one length, each followed by a landmarker
of its own that starts `WARM_UP` seconds early, so that its tracker has settled where the stretch
begins. The cuts depend on the video alone, so the poses are the same whatever the number of
workers. About a stretch of pictures for each worker is in memory.

Every stretch but the first is looked at before it is followed: a picture a second with the
smallest model. Where nobody is there or nobody moves, `IDLE_RATE` poses a second are enough.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from math import ceil, floor
from pathlib import Path

import cv2

from formcheck.analysis.pose import PoseSequence
from formcheck.estimation.landmarker import Estimator
from formcheck.estimation.markers import Choice, Spots
from formcheck.estimation.motion_gate import Look, idle
from formcheck.estimation.segments import IDLE_RATE, Part, Progress, Segment, SegmentRunner
from formcheck.settings import Settings
from formcheck.video import Clip, Frame, Reader

__all__ = [
    "IDLE_RATE",
    "LONGEST",
    "STRETCH",
    "WARM_UP",
    "Estimated",
    "Found",
    "Progress",
    "estimate",
    "idle",
    "stretch_length",
]

Found = Callable[[PoseSequence, bool], None]

STRETCH = 6.0
"""Seconds of video a landmarker follows without a break."""

LONGEST = 8.0
"""The same for clips of more than four stretches; to make a landmarker and to warm it up takes as
long as twelve poses, so that fewer stretches are quicker."""

WARM_UP = 0.6
"""Seconds it starts early."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_MORE = 0.1  # seconds by which a header may fall short: no stretch for a frame or two

BIG = 4 * 1024 * 1024
"""Bytes from which on memory is given back at once; a picture that is followed has 1.5 million."""

KEPT = 64 * 1024 * 1024
"""Most bytes of freed memory that are kept at the end of a heap."""


@dataclass(frozen=True, slots=True)
class Estimated:
    """The poses of a clip, what might be stickers beside each, and what reading it was like."""

    clip: Clip
    poses: PoseSequence
    frames: int
    damaged: int
    cut_short: bool
    last_time: float
    inferences: int
    spots: tuple[Spots, ...] = ()


def stretch_length(promised: float) -> float:
    """Return how long the stretches of a clip are, seconds.

    Those of a longer clip are alike and a multiple of four, so that as many cores are busy to the
    end. `promised`: seconds by the header; of a clip that breaks that promise only the last
    stretch is shorter, or there are more.
    """
    if promised <= 4 * STRETCH:
        return STRETCH
    promised += _MORE
    return promised / (4 * ceil(promised / (4 * LONGEST)))


def _keep_memory() -> None:
    """Have freed memory taken again instead of given back, where the C library is glibc.

    What the model and the decoder need for one picture comes and goes with every picture: given
    back and got again, empty, it took a tenth of the time. Larger things are still given back.
    Left to itself, glibc would have both limits rise with what it sees.
    """
    with suppress(OSError, AttributeError):
        tune = ctypes.CDLL(None).mallopt
        tune(_M_MMAP_THRESHOLD, BIG)
        tune(_M_TRIM_THRESHOLD, KEPT)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Have OpenCV work in the threads that call it: every core has enough to do."""
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
    *,
    glance: Look | None = None,
    progress: Progress | None = None,
    stickers: Choice | None = None,
    found: Found | None = None,
) -> Estimated:
    """Find the poses of a video.

    Args:
        path: the video.
        settings: limits, pose rate, picture size, and how many stretches are followed at once.
        new_estimator: makes one landmarker; called once a stretch, in its own thread.
        glance: looks at single pictures first, from any thread; None to follow everything.
        progress: told the seconds of video that are done, from any thread.
        stickers: what they will be placed by, where that is known; None to look at all pictures.
        found: told the poses of one stretch after the other, and whether more are followed.

    Raises:
        InvalidVideoError: it cannot be read; see `formcheck.video`.
    """
    with Reader(path, settings, rate=settings.pose_rate, long_side=settings.pose_side) as reader:
        _keep_memory()
        long_side = max(reader.clip.width, reader.clip.height)
        scale = long_side / min(long_side, settings.pose_side)
        run = SegmentRunner(
            new_estimator,
            settings.workers,
            _pictures(reader.clip, settings),
            scale,
            progress=progress,
            glance=glance,
            stickers=stickers,
        )
        with _one_thread_each(), run.pool:
            try:
                _feed(reader, run)
                parts = _collected(run.results, settings.workers, found)
            except BaseException:
                run.stop.set()
                raise
        return Estimated(
            reader.clip,
            PoseSequence.joined([poses for poses, _ in parts]),
            reader.frames_read,
            reader.damaged,
            reader.cut_short,
            reader.last_time,
            run.inferences,
            tuple(spots for _, seen in parts for spots in seen),
        )


def _collected(results: Sequence[Future[Part]], workers: int, found: Found | None) -> list[Part]:
    """Wait for all stretches; tell of what there is once a core has nothing else to do."""
    waiting = set(results)
    while waiting and len(waiting) >= workers:
        waiting = wait(waiting, return_when=FIRST_COMPLETED).not_done
    parts = [result.result() for result in takewhile(Future.done, results)]
    if found is not None and parts:
        found(PoseSequence.joined([p for p, _ in parts]), len(parts) < len(results))
    rest = [result.result() for result in results[len(parts) :]]
    if found is not None and rest:
        found(PoseSequence.joined([p for p, _ in rest]), False)
    return parts + rest


def _pictures(clip: Clip, settings: Settings) -> int:
    """Return how many pictures may wait: a stretch for each worker."""
    return ceil(settings.workers * LONGEST * min(settings.pose_rate, clip.fps or 30, 60))


def _feed(reader: Reader, run: SegmentRunner) -> None:
    """Hand each picture to the stretch it belongs to, after those it warms up on."""
    length = stretch_length(reader.clip.duration)
    current: Segment | None = None
    number = -1
    last: deque[Frame] = deque()
    try:
        for frame in reader:
            here = floor(frame.time / length)
            # A gap in the video may leap over whole stretches; only the newest is needed.
            if here > number:
                if current is not None:
                    current.end()
                # not beyond its first picture, as the product may be by a rounding
                begin = min(here * length, frame.time)
                current = run.open(begin, [f for f in last if f.time >= begin - WARM_UP])
                number = here
            if current is None or not run.hand(current, frame):
                return
            last.append(frame)
            while last[0].time < frame.time - WARM_UP:
                last.popleft()
    finally:
        if current is not None:
            current.end()
