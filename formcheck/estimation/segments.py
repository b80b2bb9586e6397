"""Stretches of a video, each followed by a landmarker of its own."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.estimation.landmarker import Estimator
from formcheck.estimation.markers import Choice, Crop, Spots, about_hips, noticed
from formcheck.estimation.motion_gate import Look, worth_following
from formcheck.video import Frame

IDLE_RATE = 3.0
"""Poses a second while nobody moves."""

Progress = Callable[[float], None]
Part = tuple[PoseSequence, list[Spots]]


class Segment:
    """Pictures for one landmarker.

    Attributes:
        begin: seconds; what comes before it is to warm up on.
        frames: a queue; None ends it.
    """

    def __init__(self, begin: float, warm_up: list[Frame]) -> None:
        self.begin = begin
        self.warm_up = warm_up
        self.frames: queue.Queue[Frame | None] = queue.Queue()

    def end(self) -> None:
        """Tell that no more pictures come."""
        self.frames.put(None)


class SegmentRunner:
    """What the landmarkers of one video share.

    Args:
        new_estimator: makes one landmarker.
        workers: how many stretches are followed at once.
        pictures: how many may wait to be followed.
        scale: how much larger the video is than the pictures.
        progress: told the seconds of video that are done.
        glance: looks at single pictures, None to follow everything.
        stickers: the choice for `stickers.noticed`.
    """

    def __init__(
        self,
        new_estimator: Callable[[], Estimator],
        workers: int,
        pictures: int,
        scale: float,
        *,
        progress: Progress | None,
        glance: Look | None,
        stickers: Choice | None,
    ) -> None:
        self.stop = threading.Event()
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="pose")
        self.results: list[Future[Part]] = []
        self.inferences = 0
        self._new_estimator = new_estimator
        self._room = threading.Semaphore(pictures)
        self._scale = scale
        self._progress = progress
        self._glance = glance
        self._stickers = stickers
        self._done = 0.0
        self._lock = threading.Lock()

    def open(self, begin: float, warm_up: list[Frame]) -> Segment:
        """Begin a stretch; it is followed as soon as a worker is free."""
        stretch = Segment(begin, warm_up)
        self.results.append(self.pool.submit(self._follow, stretch))
        return stretch

    def hand(self, stretch: Segment, frame: Frame) -> bool:
        """Give a stretch its next picture as soon as there is room; False when stopped."""
        while not self._room.acquire(timeout=0.2):
            if self.stop.is_set():
                return False
        stretch.frames.put(frame)
        return not self.stop.is_set()

    def _follow(self, stretch: Segment) -> Part:
        poses: list[PoseFrame] = []
        crops: list[Crop | None] = []
        before = stretch.begin
        try:
            estimator = self._new_estimator()
            try:
                for frame in self._worth_it(stretch):
                    pose = estimator.estimate(frame.image, frame.time, self._scale)
                    self._counted()
                    if frame.time >= stretch.begin:
                        poses.append(pose)
                        crops.append(about_hips(frame.image, pose, self._scale))
                        self._tell(frame.time - before)
                        before = frame.time
            finally:
                estimator.close()
            found = PoseSequence.of(poses)
            return found, noticed(crops, found, self._stickers)
        except BaseException:
            self.stop.set()
            raise

    def _worth_it(self, stretch: Segment) -> Iterator[Frame]:
        """Yield the frames of a stretch, only a few of them where nobody moves."""
        if self._glance is None or stretch.begin == 0:
            return self._frames(stretch)
        return worth_following(self._frames(stretch), self._glance, IDLE_RATE, self._counted)

    def _frames(self, stretch: Segment) -> Iterator[Frame]:
        """Yield the pictures of a stretch until its end, or until everything is stopped."""
        stretch.warm_up.reverse()
        while stretch.warm_up and not self.stop.is_set():
            yield stretch.warm_up.pop()
        for frame in iter(stretch.frames.get, None):
            self._room.release()
            if self.stop.is_set():
                return
            yield frame

    def _counted(self) -> None:
        with self._lock:
            self.inferences += 1

    def _tell(self, seconds: float) -> None:
        if self._progress is not None:
            with self._lock:
                self._done += seconds
                self._progress(self._done)
