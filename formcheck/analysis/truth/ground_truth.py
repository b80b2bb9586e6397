"""The ground truth of a set, and the part of it that a cue is compared with.

Rendered sets know the body's motion to the millimetre; labels made by hand know repetitions and
faults. An exercise declares beside each cue which truth belongs to it (`CueTruth`); the true
values are in `true_values`, what a true camera can see in `true_views`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.analysis.camera_view import POSTURES, Direction, body_axes
from formcheck.analysis.geometry import unit
from formcheck.analysis.pose import Array, Bools, N
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Side

REST = 1.0
"""Seconds before a repetition that count as its start position, as in a session."""

TrueVisibility = Literal["shows", "weak", "cannot"]
"""`shows`: a cue must be judged from there. `weak`: it may be. `cannot`: any verdict but unsure
is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueRep:
    """One true repetition.

    Attributes:
        number: 1, 2, 3...
        side: the working, lifted or leading side, None where it is not known.
        start, top_start, top_end, end: seconds; the top None where nobody wrote it down.
        faults: cue id to the size planted (degrees; None = not known); None: nobody looked.
        complete: every cue not in `faults` is known to be clean. A planted fault has side
            effects (an arched back lifts the thigh past the trunk), so there it is not.
        clean: where people decided on single cues only, those that they found clean. All others
            are unknown then, and the times are those of the report, not true ones.
    """

    number: int
    side: Side | None
    start: float
    end: float
    top_start: float | None = None
    top_end: float | None = None
    faults: Mapping[str, float | None] | None = None
    complete: bool = False
    clean: frozenset[str] | None = None

    @property
    def duration(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start

    @property
    def hold(self) -> float | None:
        """Seconds at the top."""
        if self.top_start is None or self.top_end is None:
            return None
        return self.top_end - self.top_start

    @property
    def lowering(self) -> float | None:
        """Seconds from the top to the end."""
        return None if self.top_end is None else self.end - self.top_end


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Motion:
    """The body's true motion and the camera, metres, world z up, floor at 0.

    Attributes:
        time: [F] seconds.
        rep: [F] number of the repetition, 0 between them.
        points: name to [F, 3].
        angles: name to [F] degrees, NaN where undefined.
        eye: [3] the camera's place.
    """

    time: Array
    rep: Array
    points: Mapping[str, Array]
    angles: Mapping[str, Array]
    eye: Array

    def between(self, start: float, end: float) -> Bools:
        """Return the frames between two times, [F]; at least the three nearest to the middle."""
        inside: Bools = (self.time >= start) & (self.time <= end)
        if inside.sum() < 3:
            near = np.argsort(np.abs(self.time - (start + end) / 2), kind="stable")[:3]
            inside = np.zeros(len(self.time), bool)
            inside[near] = True
        return inside

    def rest(self, rep: TrueRep) -> Bools:
        """Return the frames of the start position just before a repetition, [F]."""
        before = (self.rep == 0) & (self.time <= rep.start) & (self.time >= rep.start - REST)
        return before if before.any() else self.between(rep.start, rep.start)


@dataclass(frozen=True, slots=True)
class TrueCamera:
    """The true direction to the camera from the body, and its height over the floor (metres)."""

    way: Direction
    height: float

    @property
    def off_end(self) -> float:
        """Degrees round the body away from its long axis: 0 straight at the head or the feet."""
        a = abs(self.way.azimuth)
        return min(a, 180 - a)

    @property
    def near(self) -> Literal["left", "right"]:
        """The side of the body towards the camera."""
        return "left" if self.way.left >= 0 else "right"

    @property
    def group(self) -> str:
        """The view in one word, by the angle between the camera's axis and the hip line."""
        off = self.way.off_side
        return "side" if off <= 30 else "three-quarter" if off <= 60 else "front or end"


def true_camera(motion: Motion) -> TrueCamera:
    """Return where the camera stands, seen from the body in the start position.

    It is worked out from the true camera: nothing of it is what formcheck believes of its view.
    """
    still = motion.rep == 0
    still = still if still.any() else np.ones(len(still), bool)
    frames = int(still.sum())
    body = np.full((frames, N, 3), np.nan)
    for name in ("left_shoulder", "right_shoulder", "left_hip", "right_hip"):
        body[:, L[name.upper()]] = motion.points[name][still]
    axes = body_axes(body)
    hips = (body[:, L.LEFT_HIP] + body[:, L.RIGHT_HIP]) / 2
    chest = (body[:, L.LEFT_SHOULDER] + body[:, L.RIGHT_SHOULDER]) / 2
    way = unit(motion.eye - (hips + chest) / 2)
    head, left, front = unit(np.median((axes @ way[:, :, None])[..., 0], axis=0))
    up = np.median(axes[..., 2], axis=0)
    held = np.array([up[2], -up[2], up[0], up[1], -up[1]])
    posture = POSTURES[int(held.argmax())]
    place = Direction(float(head), float(left), float(front), 0.0, frames, posture)
    return TrueCamera(place, float(motion.eye[2]))


@dataclass(frozen=True, slots=True, eq=False)
class RepMotion:
    """The true motion of one repetition, as `true_values` reads it.

    Attributes:
        near: the side that is truly towards the camera.
        unit: the unit in which the cue was measured.
    """

    motion: Motion
    rep: TrueRep
    near: str
    unit: str

    @property
    def working(self) -> str:
        """The working side, or the near one where both work."""
        return self.near if self.rep.side in (None, "both") else str(self.rep.side)

    @property
    def whole(self) -> Bools:
        """The frames of the repetition, [F]."""
        return self.motion.between(self.rep.start, self.rep.end)

    @property
    def top(self) -> Bools:
        """The frames of the top, [F]; KeyError where nobody knows when it was."""
        if self.rep.top_start is None or self.rep.top_end is None:
            raise KeyError("top")
        return self.motion.between(self.rep.top_start, self.rep.top_end)

    @property
    def start(self) -> Bools:
        """The frames of the start position, [F]."""
        return self.motion.rest(self.rep)

    def point(self, name: str) -> Array:
        """Return a point's places, [F, 3]."""
        return self.motion.points[name]

    def angle(self, name: str) -> Array:
        """Return an angle, [F] degrees."""
        return self.motion.angles[name]

    def apart(self, part: str) -> Array:
        """Return the vector from the right to the left one of a pair of points, [F, 3]."""
        return self.point(f"left_{part}") - self.point(f"right_{part}")


@dataclass(frozen=True, slots=True)
class TrueValue:
    """A true value, what it is ("knee angle"), and whether only its size is compared."""

    value: float
    quantity: str
    unsigned: bool = False


def weakly(_: TrueCamera) -> TrueVisibility:
    """Return `weak` for any camera: the default where no true view is declared."""
    return "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueTruth:
    """What the verdicts on a cue are compared with.

    Attributes:
        faults: names of the planted faults that this cue is to find.
        value: reads the true value of what the cue measures; None where the truth has no such
            quantity (the outline of the back, for one).
        seconds: reads the true time that a cue of time judges: then its verdict is right or
            wrong by that alone.
        view: what a true camera shows of it.
        marker_view: the same where markers are worn, if they change it.
    """

    faults: tuple[str, ...] = ()
    value: Callable[[RepMotion], TrueValue | None] | None = None
    seconds: Callable[[TrueRep], float | None] | None = None
    view: Callable[[TrueCamera], TrueVisibility] = weakly
    marker_view: Callable[[TrueCamera], TrueVisibility] | None = None

    def true_value(
        self, motion: Motion | None, rep: TrueRep, near: str, unit: str
    ) -> TrueValue | None:
        """Return the true value in a repetition, or None where the truth does not have it.

        Args:
            motion: the true motion, if known.
            rep: the true repetition.
            near: the side that is truly towards the camera.
            unit: the unit in which the cue was measured.
        """
        if self.seconds is not None:
            seconds = self.seconds(rep)
            return None if seconds is None else TrueValue(seconds, "time")
        if self.value is None or motion is None:
            return None
        try:
            found = self.value(RepMotion(motion, rep, near, unit))
        except KeyError:
            return None
        return found if found is not None and np.isfinite(found.value) else None
