"""The poses of a whole video, found by several landmarkers at once.

One thread decodes; the video is cut into stretches of fixed length, each followed by a
landmarker of its own that starts `WARM_UP` seconds early, so that its tracker has settled where
the stretch begins. The cuts depend on the video's clock alone, so the poses are the same whatever
the number of workers. At most `workers` + 1 stretches of pictures are in memory.

Every stretch but the first is looked at before it is followed: a picture a second with the
smallest model. Where nobody is there or nobody moves, `IDLE_RATE` poses a second are enough.
"""

import ctypes
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.estimator import Estimator
from formcheck.pose import Array, PoseFrame, PoseSequence
from formcheck.pose import Landmark as L
from formcheck.settings import Settings
from formcheck.signals import middle
from formcheck.stickers import Spots, spots
from formcheck.video import Clip, Frame, Reader

STRETCH = 6.0
"""Seconds of video a landmarker follows without a break."""

WARM_UP = 0.6
"""Seconds it starts early."""

IDLE_RATE = 3.0
"""Poses a second while nobody moves."""

LOOK = 1.0
"""Seconds between the pictures of a look."""

STILL = 0.08
"""Trunk lengths (about 4 cm) that no main joint moves by in a stretch without movement; the
least lift that counts as a repetition is 7 cm."""

_M_MMAP_THRESHOLD, BIG = -3, 256 * 1024

Progress = Callable[[float], None]
Look = Callable[[NDArray[np.uint8]], Array | None]

MAIN = [
    *(L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP),
    *(L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
]


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


def _give_pictures_back() -> None:
    """Have memory from `BIG` bytes on given back at once, where the C library is glibc.

    Left to itself it raises that limit and keeps what pictures took, a heap for each thread: ten
    minutes of video then take half as much again as one.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, BIG)


class _Stretch:
    """A queue of pictures for one landmarker; None ends it."""

    def __init__(self, begin: float) -> None:
        self.begin = begin
        self.frames: queue.Queue[Frame | None] = queue.Queue()


class _Run:
    """What the landmarkers of one video share."""

    def __init__(
        self,
        new_estimator: Callable[[], Estimator],
        workers: int,
        scale: float,
        progress: Progress | None,
        glance: Look | None,
    ) -> None:
        self.stop = threading.Event()
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="pose")
        self.results: list[Future[list[tuple[PoseFrame, Spots]]]] = []
        self._new_estimator = new_estimator
        self._room = threading.Semaphore(workers + 1)  # one more is being filled
        self._scale = scale
        self._progress = progress
        self._glance = glance
        self.inferences = 0
        self._done = 0.0
        self._lock = threading.Lock()

    def open(self, begin: float) -> _Stretch | None:
        """Begin a stretch as soon as there is room for its pictures; None when stopped."""
        while not self._room.acquire(timeout=0.2):
            if self.stop.is_set():
                return None
        stretch = _Stretch(begin)
        future = self.pool.submit(self._follow, stretch)
        future.add_done_callback(lambda _: self._room.release())
        self.results.append(future)
        return stretch

    def _follow(self, stretch: _Stretch) -> list[tuple[PoseFrame, Spots]]:
        out: list[tuple[PoseFrame, Spots]] = []
        before, count = stretch.begin, 0
        try:
            estimator = self._new_estimator()
            try:
                for frame in self._worth_it(stretch):
                    pose = estimator.estimate(frame.image, frame.time, self._scale)
                    count += 1
                    if frame.time >= stretch.begin:
                        out.append((pose, spots(frame.image, pose, self._scale)))
                        self._tell(frame.time - before)
                        before = frame.time
            finally:
                estimator.close()
                self._counted(count)
        except BaseException:
            self.stop.set()
            raise
        return out

    def _worth_it(self, stretch: _Stretch) -> Iterator[Frame]:
        """Yield the frames of a stretch, only a few of them where nobody moves."""
        frames = iter(stretch.frames.get, None)
        if self._glance is None or stretch.begin == 0:
            yield from self._until_stopped(frames)
            return
        held = list(self._until_stopped(frames))
        yield from thinned(held, IDLE_RATE) if self._nothing_happens(held) else held

    def _nothing_happens(self, held: list[Frame]) -> bool:
        """Look at a picture a second, until it is clear that somebody moves."""
        assert self._glance is not None
        seen: list[Array | None] = []
        for frame in thinned(held, 1 / LOOK):
            seen.append(self._glance(frame.image))
            if moves(seen):
                break
        self._counted(len(seen))
        return idle(seen)

    def _until_stopped(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        for frame in frames:
            if self.stop.is_set():
                return
            yield frame

    def _counted(self, inferences: int) -> None:
        with self._lock:
            self.inferences += inferences

    def _tell(self, seconds: float) -> None:
        if self._progress is not None:
            with self._lock:
                self._done += seconds
                self._progress(self._done)


def estimate(
    path: Path,
    settings: Settings,
    new_estimator: Callable[[], Estimator],
    *,
    glance: Look | None = None,
    progress: Progress | None = None,
) -> Estimated:
    """Find the poses of a video.

    Args:
        path: the video.
        settings: limits, pose rate, picture size, and how many stretches are followed at once.
        new_estimator: makes one landmarker; called once a stretch, in its own thread.
        glance: looks at single pictures first, from any thread; None to follow everything.
        progress: told the seconds of video that are done, from any thread.

    Raises:
        BadVideo: it cannot be read; see `formcheck.video`.
    """
    _give_pictures_back()
    with Reader(path, settings, rate=settings.pose_rate, long_side=settings.pose_side) as reader:
        long_side = max(reader.clip.width, reader.clip.height)
        scale = long_side / min(long_side, settings.pose_side)
        run = _Run(new_estimator, settings.workers, scale, progress, glance)
        with run.pool:
            try:
                _feed(reader, run)
            except BaseException:
                run.stop.set()
                raise
            found = [p for result in run.results for p in result.result()]
        return Estimated(
            reader.clip,
            PoseSequence.of(pose for pose, _ in found),
            reader.frames_read,
            reader.damaged,
            reader.cut_short,
            reader.last_time,
            run.inferences,
            tuple(seen for _, seen in found),
        )


def thinned(frames: list[Frame], rate: float) -> list[Frame]:
    """Return about `rate` frames a second: those at which floor(time * rate) moves on."""
    out: list[Frame] = []
    for frame in frames:
        if not out or floor(frame.time * rate + 1e-6) > floor(out[-1].time * rate + 1e-6):
            out.append(frame)
    return out


def idle(looks: list[Array | None]) -> bool:
    """Whether nobody is there in any look, or the same body stays where it is in all."""
    if all(x is None for x in looks):
        return True
    return len(looks) >= 3 and not moves(looks)


def moves(looks: list[Array | None]) -> bool:
    """Whether somebody comes, goes or moves between the looks; more looks cannot undo it."""
    seen = np.array([x for x in looks if x is not None])
    if len(seen) in (0, len(looks)) and len(seen) < 2:
        return False
    if len(seen) < len(looks):
        return True
    trunk = np.linalg.norm(middle(seen, "shoulder") - middle(seen, "hip"), axis=-1)
    moved = np.ptp(seen[:, MAIN], axis=0)
    return bool(np.hypot(*moved.T).max() >= STILL * np.median(trunk))


def _feed(reader: Reader, run: _Run) -> None:
    """Hand each picture to the stretches it belongs to: its own, and the next one's warm-up."""
    current: list[_Stretch] = []
    try:
        for frame, starts in _with_starts(reader):
            for begin in starts:
                stretch = run.open(begin)
                if stretch is None:
                    return
                current.append(stretch)
            while len(current) > 1 and frame.time >= current[1].begin:
                current.pop(0).frames.put(None)
            for stretch in current:
                stretch.frames.put(frame)
            if run.stop.is_set():
                return
    finally:
        for stretch in current:
            stretch.frames.put(None)


def _with_starts(reader: Reader) -> Iterator[tuple[Frame, list[float]]]:
    """Yield each frame with the beginnings of the stretches that start with it."""
    begun = -1
    for frame in reader:
        upto = max(floor((frame.time + WARM_UP) / STRETCH), 0)
        # A gap in the video may leap over whole stretches; only the newest is needed.
        starts = [upto * STRETCH] if upto > begun else []
        begun = max(begun, upto)
        yield frame, starts
