"""Segments of a video, each processed by its own landmarker."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, PoseFrame, PoseSequence
from formcheck.estimation.clothes import colours
from formcheck.estimation.landmarker import Estimator
from formcheck.estimation.markers import Choice, Crop, about_hips, sample_spots
from formcheck.estimation.memory import give_back_memory
from formcheck.estimation.motion_gate import MotionGate, Shown
from formcheck.estimation.picture_watch import PictureWatch
from formcheck.estimation.same_person import Part, covered
from formcheck.settings import Settings
from formcheck.video import Frame

SETTLING = 0.6
"""Seconds in which a tracker settles on a body."""

JUST_BEFORE = 0.001
"""Seconds before a frame at which a tracker is told that nobody is there."""

Progress = Callable[[float], None]
Found = Callable[[PoseSequence, bool], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimationOptions:
    """What is asked of one estimation, beside the settings.

    Attributes:
        stickers: how stickers will be placed, if known; None: every frame is sampled for them.
        progress: called with the seconds of video done so far, from any thread.
        found: called with the poses of each segment in order, and whether more will follow.
        pool: runs the landmarkers of several videos that share the cores; None: one of its own.
    """

    stickers: Choice | None = None
    progress: Progress | None = None
    found: Found | None = None
    pool: ThreadPoolExecutor | None = None


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
        settings: segments processed at the same time, and whether every frame gets a pose.
        options: stickers, progress and thread pool.
        pictures: frames that may wait in memory.
        scale: size of the video relative to the decoded frames.
    """

    def __init__(
        self,
        new_estimator: Callable[[], Estimator],
        settings: Settings,
        options: EstimationOptions,
        *,
        pictures: int,
        scale: float,
    ) -> None:
        self.stop = threading.Event()
        self.pool = options.pool or ThreadPoolExecutor(settings.workers, thread_name_prefix="pose")
        self._own_pool = options.pool is None
        self.results: list[Future[Part]] = []
        self.inferences = 0
        self._new_estimator = new_estimator
        self._room = threading.Semaphore(pictures)
        self._scale = scale
        self._progress = options.progress
        self._every_frame = settings.every_frame
        self._stickers = options.stickers
        self._done = 0.0
        self._lock = threading.Lock()

    def close(self) -> None:
        """Wait until no landmarker runs."""
        if self._own_pool:
            self.pool.shutdown()
        else:
            wait(self.results)

    def open(self, begin: float, warm_up: list[Frame]) -> Segment:
        """Begin a segment; it is processed as soon as a worker is free."""
        segment = Segment(begin, warm_up)
        self.submit(Shown(f, f.time, f.time >= begin) for f in self._frames(segment))
        return segment

    def submit(self, shown: Iterator[Shown]) -> None:
        """Have a segment's frames processed as soon as a worker is free."""
        self.results.append(self.pool.submit(self._estimate, shown))

    def hand(self, segment: Segment, frame: Frame) -> bool:
        """Queue the next frame of a segment, waiting for room; return False when stopped."""
        while not self._room.acquire(timeout=0.2):
            if self.stop.is_set():
                return False
        segment.frames.put(frame)
        return not self.stop.is_set()

    def _estimate(self, shown: Iterator[Shown]) -> Part:
        before: float | None = None

        def told(one: Shown) -> None:
            nonlocal before
            if one.own:
                self._tell(one.frame.time - (one.frame.time if before is None else before))
                before = one.frame.time

        if self.stop.is_set():
            return Part(PoseSequence.of([]))
        try:
            with closing(self._new_estimator()) as estimator:
                going = takewhile(lambda _: not self.stop.is_set(), shown)
                return self._followed(estimator, going, told)
        except BaseException:
            self.stop.set()
            raise
        finally:
            give_back_memory()

    def follow_again(
        self, frames: Sequence[Frame], begin: float, end: float, near: PoseSequence
    ) -> Part:
        """Follow a segment again, from the place of the body in `near`.

        Args:
            frames: those of the segment, in order of time, with `near`'s last frames before
            `begin`, or, to follow it backwards, with `near`'s first frames from `end` on.
            begin, end: seconds between which the segment's own frames lie.
        """
        ordered = frames[::-1] if frames[-1].time >= end else frames
        seen = near.part(np.isfinite(near.image[:, 0, 0]))

        def shown() -> Iterator[Shown]:
            for frame in ordered:
                own = begin <= frame.time < end
                if not own:
                    body = seen.image[int(np.argmin(np.abs(seen.time - frame.time)))]
                    frame = replace(frame, image=covered(frame.image, body / self._scale))
                yield Shown(frame, abs(frame.time - ordered[0].time), own)

        with closing(self._new_estimator()) as estimator:
            return self._followed(estimator, shown(), lambda _: None)

    def follow_from(
        self, frames: Sequence[Frame], show: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
    ) -> Part:
        """Follow a segment again, from what `show` leaves of its first frames.

        Those are played backwards first, so that the tracker has settled when the segment begins.
        """
        first = [f for f in frames if f.time - frames[0].time <= SETTLING][::-1]

        def shown() -> Iterator[Shown]:
            for frame in first:
                covered_frame = replace(frame, image=show(frame.image))
                yield Shown(covered_frame, first[0].time - frame.time, False)
            later = first[0].time + 2 * SETTLING
            for frame in frames:
                yield Shown(frame, frame.time + later, True)

        with closing(self._new_estimator()) as estimator:
            part = self._followed(estimator, shown(), lambda _: None)
        return Part(part.poses, part.spots, worn=part.worn)

    def _followed(
        self, estimator: Estimator, shown: Iterator["Shown"], told: Callable[[Shown], None]
    ) -> Part:
        """Return what an estimator finds in successive pictures; `told` of each of them."""
        own: list[tuple[PoseFrame, Crop | None, Array]] = []
        shared: list[PoseFrame] = []
        watch = PictureWatch()
        gate = MotionGate(self._scale)
        pose: PoseFrame | None = None
        own_before = False

        def find(one: Shown) -> PoseFrame:
            found = estimator.estimate(one.frame.image, one.stamp, self._scale)
            self._counted()
            gate.found(one, found)
            found = replace(found, time=one.frame.time)
            if one.own:
                image = one.frame.image
                worn = colours(image, found.image / self._scale)
                own.append((found, about_hips(image, found, self._scale), worn))
            else:
                shared.append(found)
            return found

        for one, last in marked_last(shown):
            cut = watch.is_another(one.frame) and one.own == own_before
            own_before = one.own  # frames that are not its own may be covered
            for due in gate.due(one, always=self._every_frame or last or cut):
                if cut and due is one:
                    forget_body(estimator, one, self._scale)
                    self._counted()
                pose = find(due)
            assert pose is not None  # the first frame is always due
            watch.see(one.frame, pose, self._scale)
            told(one)
        own.sort(key=lambda one: one[0].time)
        poses = PoseSequence.of(found for found, _, _ in own)
        spots = sample_spots([crop for _, crop, _ in own], poses, self._stickers)
        worn = np.array([c for _, _, c in own]).reshape(-1, 2, 3)
        beside = PoseSequence.of(sorted(shared, key=lambda pose: pose.time))
        steps = [s for s in watch.steps if len(poses) and s.after >= poses.time[0]]
        return Part(poses, spots, beside, steps, watch.activity, worn)

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


def forget_body(estimator: Estimator, shown: Shown, scale: float) -> None:
    """Make a tracker look for the body anew in `shown`, by an empty picture just before it.

    After a cut it would look on where the body was, and may follow something else there.
    """
    estimator.estimate(np.zeros_like(shown.frame.image), shown.stamp - JUST_BEFORE, scale)


def marked_last(shown: Iterator[Shown]) -> Iterator[tuple[Shown, bool]]:
    """Yield frames, each with whether it is the last before its segment begins or ends.

    Both neighbours then have a pose of the same frame, and no time without one lies between them.
    """
    before: Shown | None = None
    for one in shown:
        if before is not None:
            yield before, before.own != one.own
        before = one
    if before is not None:
        yield before, True
