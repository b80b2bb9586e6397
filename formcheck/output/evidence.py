"""Evidence pictures: for each fault the frame that shows it, with what it was judged by."""

from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, PoseFrame, PoseSequence
from formcheck.analysis.recording.stillness import as_judged
from formcheck.analysis.report import Finding, Rep, Side
from formcheck.errors import InvalidVideoError
from formcheck.output.draw import evidence_picture, jpeg
from formcheck.settings import Settings
from formcheck.video import Reader

PICTURE_SIDE = 1280
"""Longer side, pixels, at which evidence is decoded."""

DRAWN_AT_ONCE = 2
"""Evidence pictures drawn in parallel while the next frame is decoded; bounds the memory."""

SETTLED = 1.0
"""Seconds before the newest pose: repetitions that end earlier are final."""

Pictures = dict[tuple[int, str], bytes]


@dataclass(frozen=True, slots=True)
class _Shot:
    """The contents of one picture; equal shots give equal pictures."""

    finding: Finding
    side: Side | None
    pose: PoseFrame

    @property
    def time(self) -> float:
        return _time(self.finding)

    def same(self, other: "_Shot") -> bool:
        return (self.finding, self.side) == (other.finding, other.side) and all(
            np.array_equal(getattr(self.pose, f.name), getattr(other.pose, f.name), equal_nan=True)
            for f in fields(PoseFrame)
        )


class Shots:
    """The evidence pictures of one video; some can be drawn before the whole video is judged.

    Args:
        path: the video.
        settings: limits for reading it again.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path, self._settings = path, settings
        self._drawn: dict[tuple[int, str], tuple[_Shot, bytes]] = {}

    def early(self, reps: Sequence[Rep], poses: PoseSequence) -> None:
        """Draw the pictures of repetitions that are already final.

        Args:
            reps: the repetitions so far.
                poses: the poses estimated so far.
        """
        if len(poses):
            known = poses.time[-1] - SETTLED
            self._draw(_wanted([r for r in reps if r.end < known], poses))

    def all(self, reps: Sequence[Rep], poses: PoseSequence) -> Pictures:
        """Return a picture (JPEG) for each fault, reusing those drawn early.

        Empty if the video has been removed since it was judged; the report is still valid.
        """
        wanted = _wanted(reps, poses)
        self._draw(wanted)
        return {key: self._drawn[key][1] for key in wanted if key in self._drawn}

    def _draw(self, wanted: dict[tuple[int, str], _Shot]) -> None:
        """Draw the pictures that have not been drawn yet."""
        for key, shot in wanted.items():
            if key in self._drawn and not self._drawn[key][0].same(shot):
                del self._drawn[key]
        missing = {key: shot for key, shot in wanted.items() if key not in self._drawn}
        if not missing:
            return
        times = sorted({shot.time for shot in missing.values()})
        drawing: deque[tuple[tuple[int, str], Future[bytes]]] = deque()
        begun: set[tuple[int, str]] = set()
        try:
            with (
                ThreadPoolExecutor(DRAWN_AT_ONCE, "draw") as pool,
                Reader(self._path, self._settings, times=times, long_side=PICTURE_SIDE) as reader,
            ):
                scale = min(PICTURE_SIDE / max(reader.clip.width, reader.clip.height), 1.0)
                step = 1 / (reader.clip.fps or 25.0)
                for frame in reader:
                    near = min(times, key=lambda t: abs(t - frame.time))
                    for key, shot in missing.items():
                        # One frame may be the nearest to several moments.
                        here = near == shot.time or abs(frame.time - shot.time) < step / 2
                        if key in begun or not here:
                            continue
                        begun.add(key)
                        drawing.append((key, pool.submit(_drawn, frame.image, shot, scale)))
                        if len(drawing) > 2 * DRAWN_AT_ONCE:  # bounds the frames in memory
                            self._keep(missing, *drawing.popleft())
        except InvalidVideoError:
            pass  # the file was removed after it was judged
        for each in drawing:
            self._keep(missing, *each)

    def _keep(
        self, shots: dict[tuple[int, str], _Shot], key: tuple[int, str], one: Future[bytes]
    ) -> None:
        self._drawn[key] = shots[key], one.result()


def _wanted(reps: Iterable[Rep], poses: PoseSequence) -> dict[tuple[int, str], _Shot]:
    """Return what to draw for each fault, by its repetition and cue."""
    found = {
        (r.number, f.cue): (r, f)
        for r in reps
        for f in r.findings
        if f.verdict == "fault" and f.evidence is not None
    }
    if not found:
        return {}
    even = as_judged(poses)
    return {key: _Shot(f, r.side, pose_at(even, _time(f))) for key, (r, f) in found.items()}


def pose_at(poses: PoseSequence, time: float) -> PoseFrame:
    """Return the pose at `time`, interpolated between the two nearest frames.

    A frame without a person if no frame is close enough.
    """
    if not len(poses):
        return PoseFrame.nobody(time)
    j = int(np.searchsorted(poses.time, time))
    i, j = max(j - 1, 0), min(j, len(poses) - 1)
    a, b = poses[i], poses[j]
    gap = b.time - a.time
    share = 0.0 if gap <= 0 else float(np.clip((time - a.time) / gap, 0, 1))
    if gap > 0.5:  # nothing is known of what lies in between
        return a if abs(time - a.time) < 0.1 else PoseFrame.nobody(time)

    def mix(x: Array, y: Array) -> Array:
        out: Array = x * (1 - share) + y * share
        return np.where(np.isfinite(out), out, x if share < 0.5 else y)

    return PoseFrame(
        time,
        mix(a.image, b.image),
        mix(a.world, b.world),
        a.confidence,
        mix(a.trunk, b.trunk),
        mix(a.markers, b.markers),
        mix(a.knees, b.knees),
    )


def scaled(pose: PoseFrame, scale: float) -> PoseFrame:
    """Return the pose in the pixels of a picture `scale` times as large."""
    return replace(pose, image=pose.image * scale, markers=pose.markers * scale)


def _drawn(image: NDArray[np.uint8], shot: _Shot, scale: float) -> bytes:
    return jpeg(evidence_picture(image, scaled(shot.pose, scale), shot.finding, shot.side))


def _time(finding: Finding) -> float:
    assert finding.evidence is not None
    return float(finding.evidence.time)
