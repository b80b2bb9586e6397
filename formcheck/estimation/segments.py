"""Segments of a video, each processed by its own landmarker."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.estimation.landmarker import Estimator
from formcheck.estimation.markers import Choice, Crop, Spots, about_hips, sample_spots
from formcheck.estimation.motion_gate import Detect, thin_idle_frames
from formcheck.video import Frame

IDLE_RATE = 3.0
"""Poses a second while nobody moves: enough to know that somebody is there and at rest."""

Progress = Callable[[float], None]
Part = tuple[PoseSequence, list[Spots]]


class Segment:
    """The frames for one landmarker.

    Attributes:
        begin: seconds; frames before it only warm up the tracker.
        frames: a queue, ended by None.
    """

    def __init__(self, begin: float, warm_up: list[Frame]) -> None:
        self.begin = begin
        self.warm_up = warm_up
        self.frames: queue.Queue[Frame | None] = queue.Queue()

    def end(self) -> None:
        """Signal that there are no more frames."""
        self.frames.put(None)


class SegmentRunner:
    """Runs the landmarkers of one video in a thread pool.

    Args:
        new_estimator: creates a landmarker.
        workers: segments processed at the same time.
        pictures: frames that may wait in memory.
        scale: size of the video relative to the decoded frames.
        progress: called with the seconds of video done so far.
        detect: person detector for single images; None: every frame is processed.
        stickers: the choice passed to `markers.sample_spots`.
    """

    def __init__(
        self,
        new_estimator: Callable[[], Estimator],
        workers: int,
        pictures: int,
        scale: float,
        *,
        progress: Progress | None,
        detect: Detect | None,
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
        self._detect = detect
        self._stickers = stickers
        self._done = 0.0
        self._lock = threading.Lock()

    def open(self, begin: float, warm_up: list[Frame]) -> Segment:
        """Begin a segment; it is processed as soon as a worker is free."""
        segment = Segment(begin, warm_up)
        self.results.append(self.pool.submit(self._estimate, segment))
        return segment

    def hand(self, segment: Segment, frame: Frame) -> bool:
        """Queue the next frame of a segment, waiting for room; return False when stopped."""
        while not self._room.acquire(timeout=0.2):
            if self.stop.is_set():
                return False
        segment.frames.put(frame)
        return not self.stop.is_set()

    def _estimate(self, segment: Segment) -> Part:
        poses: list[PoseFrame] = []
        crops: list[Crop | None] = []
        before = segment.begin
        try:
            estimator = self._new_estimator()
            try:
                for frame in self._thinned(segment):
                    pose = estimator.estimate(frame.image, frame.time, self._scale)
                    self._counted()
                    if frame.time >= segment.begin:
                        poses.append(pose)
                        crops.append(about_hips(frame.image, pose, self._scale))
                        self._tell(frame.time - before)
                        before = frame.time
            finally:
                estimator.close()
            found = PoseSequence.of(poses)
            return found, sample_spots(crops, found, self._stickers)
        except BaseException:
            self.stop.set()
            raise

    def _thinned(self, segment: Segment) -> Iterator[Frame]:
        """Yield the frames of a segment, thinned to `IDLE_RATE` where nobody moves."""
        if self._detect is None or segment.begin == 0:
            return self._frames(segment)
        return thin_idle_frames(self._frames(segment), self._detect, IDLE_RATE, self._counted)

    def _frames(self, segment: Segment) -> Iterator[Frame]:
        """Yield the frames of a segment until its end, or until the run is stopped."""
        segment.warm_up.reverse()
        while segment.warm_up and not self.stop.is_set():
            yield segment.warm_up.pop()
        for frame in iter(segment.frames.get, None):
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
