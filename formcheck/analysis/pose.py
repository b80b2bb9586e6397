"""The output of a pose estimator: one person's landmarks and trunk outline over time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from math import isfinite

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

TRUNK_POINTS = 24
"""Places along the shoulder-hip chord at which the outline is read."""


class Landmark(IntEnum):
    """Row of each BlazePose landmark in a pose array."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


N = len(Landmark)

MIRROR = np.array(
    [
        Landmark[m.name.replace("LEFT", "\0").replace("RIGHT", "LEFT").replace("\0", "RIGHT")].value
        for m in Landmark
    ]
)
"""`points[..., MIRROR, :]` swaps left and right."""


def _check(name: str, value: Array, shape: tuple[int, ...]) -> None:
    if value.shape != shape:
        raise ValueError(f"{name}: expected shape {shape}, got {value.shape}")


def _no_markers() -> Array:
    return np.full((2, 2), np.nan)


def _no_knees() -> Array:
    return np.full(2, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class PoseFrame:
    """One person at one instant; NaN where nothing was seen.

    Attributes:
        time: seconds on the source's own clock, strictly increasing in a stream.
        image: [33, 2] pixels of the upright picture, x right, y down.
        world: [33, 3] metres, hip-centred, x right, y down, z away from the camera.
            For the view and for counting repetitions only: too coarse for angles.
        confidence: [33] in 0..1 from the model; it does not reveal hidden points.
        trunk: [2, K] trunk profile, dorsal and ventral: distance from the shoulder-hip
            chord to the body's outline, in chord lengths; see `geometry.trunk_profile`.
        markers: [2, 2] pixels of the bright dots on the left and the right hip bone.
        knees: [2] how far off the left and the right knee point may be, judged by the leg's
            outline, in shank lengths; see `geometry.knee_doubt`.
    """

    time: float
    image: Array
    world: Array
    confidence: Array
    trunk: Array
    markers: Array = field(default_factory=_no_markers)
    knees: Array = field(default_factory=_no_knees)

    def __post_init__(self) -> None:
        _check("markers", self.markers, (2, 2))
        _check("knees", self.knees, (2,))
        _check("image", self.image, (N, 2))
        _check("world", self.world, (N, 3))
        _check("confidence", self.confidence, (N,))
        _check("trunk", self.trunk, (2, TRUNK_POINTS))

    @classmethod
    def nobody(cls, time: float) -> "PoseFrame":
        """Return a frame in which no person was found."""
        nan = np.nan
        return cls(
            time,
            np.full((N, 2), nan),
            np.full((N, 3), nan),
            np.zeros(N),
            np.full((2, TRUNK_POINTS), nan),
        )

    @property
    def seen(self) -> bool:
        """Whether a person was found."""
        return isfinite(self.image.item(2 * Landmark.LEFT_HIP))


@dataclass(frozen=True, slots=True, eq=False)
class PoseSequence:
    """`PoseFrame`s by column: time [F], image [F, 33, 2], world [F, 33, 3], and so on."""

    time: Array
    image: Array
    world: Array
    confidence: Array
    trunk: Array
    markers: Array = field(default_factory=lambda: np.zeros((0, 2, 2)))
    knees: Array = field(default_factory=lambda: np.zeros((0, 2)))

    def __post_init__(self) -> None:
        f = len(self.time)
        if not len(self.markers) and f:
            object.__setattr__(self, "markers", np.full((f, 2, 2), np.nan))
        if not len(self.knees) and f:
            object.__setattr__(self, "knees", np.full((f, 2), np.nan))
        _check("markers", self.markers, (f, 2, 2))
        _check("knees", self.knees, (f, 2))
        _check("time", self.time, (f,))
        _check("image", self.image, (f, N, 2))
        _check("world", self.world, (f, N, 3))
        _check("confidence", self.confidence, (f, N))
        _check("trunk", self.trunk, (f, 2, TRUNK_POINTS))
        if f > 1 and not (np.diff(self.time) > 0).all():
            raise ValueError("time: expected strictly increasing seconds")

    def __len__(self) -> int:
        return len(self.time)

    def __iter__(self) -> Iterator[PoseFrame]:
        for i in range(len(self)):
            yield self[i]

    def __getitem__(self, i: int) -> PoseFrame:
        return PoseFrame(
            float(self.time[i]),
            self.image[i],
            self.world[i],
            self.confidence[i],
            self.trunk[i],
            self.markers[i],
            self.knees[i],
        )

    @classmethod
    def joined(cls, parts: Sequence["PoseSequence"]) -> "PoseSequence":
        """Return sequences that follow on each other as one."""
        if not parts:
            return cls.of([])
        return cls(
            np.concatenate([p.time for p in parts]),
            np.concatenate([p.image for p in parts]),
            np.concatenate([p.world for p in parts]),
            np.concatenate([p.confidence for p in parts]),
            np.concatenate([p.trunk for p in parts]),
            np.concatenate([p.markers for p in parts]),
            np.concatenate([p.knees for p in parts]),
        )

    def part(self, keep: slice | NDArray[np.bool_]) -> "PoseSequence":
        """Return the frames that `keep` (a slice or a mask [F]) selects."""
        return PoseSequence(
            self.time[keep],
            self.image[keep],
            self.world[keep],
            self.confidence[keep],
            self.trunk[keep],
            self.markers[keep],
            self.knees[keep],
        )

    @classmethod
    def of(cls, frames: Iterable[PoseFrame]) -> "PoseSequence":
        """Stack frames in the order given."""
        f = list(frames)
        if len(f) == 1:  # live: a fifth of the time, and the same numbers
            (x,) = f
            parts = (x.image, x.world, x.confidence, x.trunk, x.markers, x.knees)
            return cls(np.array([x.time], float), *(np.asarray(p, float)[None] for p in parts))
        return cls(
            np.array([x.time for x in f], float),
            np.array([x.image for x in f], float).reshape(-1, N, 2),
            np.array([x.world for x in f], float).reshape(-1, N, 3),
            np.array([x.confidence for x in f], float).reshape(-1, N),
            np.array([x.trunk for x in f], float).reshape(-1, 2, TRUNK_POINTS),
            np.array([x.markers for x in f], float).reshape(-1, 2, 2),
            np.array([x.knees for x in f], float).reshape(-1, 2),
        )
