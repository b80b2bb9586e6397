"""Films a stick figure from a place in words: the poses that an estimator would give of it.

`film(..., as_model_sees=True)` (the default) adds what BlazePose is known to add on rendered
sets, because the exercises take it off: hips of a lying person read 9.5 deg too open and the
knees 2, hips of a standing one lie 0.89 as far apart and the knee reads 5 deg too straight.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.pose import MIRROR, Array, N, PoseFrame
from formcheck.analysis.pose import Landmark as L
from tests.support.body import FOCAL, HEIGHT, LEG, PLACE, TRUNK, WIDTH, Motion, Posture, X, Z, unit


@dataclass(frozen=True)
class Camera:
    """Degrees round the body as in `report.View`; height over the floor and distance in metres."""

    azimuth: float
    height: float
    distance: float


CAMERAS = {
    "side": Camera(90, 0.6, 2.0),
    "other side": Camera(-90, 0.6, 2.0),
    "three-quarter": Camera(120, 1.5, 2.0),
    "foot end, high": Camera(180, 2.2, 2.3),
    "foot end, low": Camera(180, 0.6, 2.3),
    "head end, high": Camera(30, 1.8, 1.8),
    "front": Camera(0, 0.9, 3.2),
    "behind": Camera(180, 0.9, 3.2),
    "walked towards": Camera(90, 0.9, 3.7),
}


def camera(where: str, **changes: float) -> Camera:
    """Place the camera: one of `CAMERAS`, or a little different from it."""
    return replace(CAMERAS[where], **changes)


def _seen(p: Array, posture: Posture) -> Array:
    """Move the hips and shoulders [33, 3] to where BlazePose puts them."""
    p = p.copy()
    hips, shoulders = [L.LEFT_HIP, L.RIGHT_HIP], [L.LEFT_SHOULDER, L.RIGHT_SHOULDER]
    head = unit(p[shoulders].mean(0) - p[hips].mean(0))
    front = np.cross(unit(p[L.LEFT_HIP] - p[L.RIGHT_HIP]), head)
    if posture == "supine":
        p[hips] += 0.0145 * front  # opens the knee by 2 deg, the hip by 3.9
        p[shoulders] -= TRUNK * np.tan(np.radians(5.6)) * front
    elif posture == "upright":
        middle = p[hips].mean(0)
        p[hips] = middle + 0.89 * (p[hips] - middle)
        for hip, knee in ((L.LEFT_HIP, L.LEFT_KNEE), (L.RIGHT_HIP, L.RIGHT_KNEE)):
            thigh = p[hip] - p[knee]
            p[hip] += (
                np.tan(np.radians(5.0)) * LEG * unit(X - (X @ thigh) / (thigh @ thigh) * thigh)
            )
    return p


def back(arch: float) -> Array:
    """Return a trunk profile [2, K] with an arch of so many % of the trunk's length.

    The low back sinks, the buttock tips up, and the belly comes forward.
    """
    dorsal = 0.25 + 0.02 * np.sin(np.pi * PLACE)
    sinking = np.exp(-(((PLACE - 0.58) / 0.18) ** 2))
    tipping = 0.3 * np.clip((PLACE - 0.7) / 0.2, 0, 1)
    dorsal = dorsal + 0.011 * arch * (tipping - sinking)
    ventral = 0.22 + 0.03 * np.sin(np.pi * PLACE)
    return np.stack([dorsal, ventral + 0.0124 * arch * ((PLACE >= 0.5) & (PLACE <= 0.76))])


def film(
    motion: Motion,
    where: Camera,
    fps: float = 15.0,
    *,
    as_model_sees: bool = True,
    noise: float = 0.0,
    seed: int = 0,
    start: float = 0.0,
) -> list[PoseFrame]:
    """Film a motion: the poses that an estimator would give, `noise` in pixels."""
    times = np.arange(0, motion.seconds, 1 / fps)
    bodies = [motion.at(float(t)) for t in times]
    every = np.stack([b.points for b in bodies])
    # Whoever lies on the back has the left side at -y.
    around = np.radians(where.azimuth * (-1 if motion.posture == "supine" else 1))
    middle = (every.min((0, 1)) + every.max((0, 1))) / 2
    away = np.array([np.cos(around), np.sin(around), 0.0])
    eye = np.array([middle[0], middle[1], 0.0]) + where.distance * away + where.height * Z
    z = unit(middle - eye)
    x = unit(np.cross(z, Z))
    turned = np.stack([x, np.cross(z, x), z])
    rng = np.random.default_rng(seed)
    out = []
    for time, body in zip(times, bodies, strict=True):
        p = _seen(body.points, motion.posture) if as_model_sees else body.points
        seen = (p - eye) @ turned.T
        image = FOCAL * seen[:, :2] / seen[:, 2:] + [WIDTH / 2, HEIGHT / 2]
        world = seen - seen[[L.LEFT_HIP, L.RIGHT_HIP]].mean(0)
        image = image + noise * rng.standard_normal(image.shape)
        world = world + noise * rng.standard_normal(world.shape) / 400
        out.append(PoseFrame(start + float(time), image, world, np.ones(N), back(body.arch)))
    return out


def mirrored(frames: Sequence[PoseFrame]) -> list[PoseFrame]:
    """Return what a camera behind a mirror would have seen of a person with sides exchanged."""
    flip = np.array([-1.0, 1.0])
    return [
        replace(
            f,
            image=f.image[MIRROR] * flip + [WIDTH, 0.0],
            world=f.world[MIRROR] * np.array([-1.0, 1.0, 1.0]),
        )
        for f in frames
    ]


def hidden(
    frames: Sequence[PoseFrame], *landmarks: int, begin: float = -np.inf, end: float = np.inf
) -> list[PoseFrame]:
    """Return the frames with some landmarks missing in part of them."""
    out = []
    for f in frames:
        if begin <= f.time <= end:
            image, world = f.image.copy(), f.world.copy()
            image[list(landmarks)], world[list(landmarks)] = np.nan, np.nan
            f = replace(f, image=image, world=world)
        out.append(f)
    return out


def joined(*parts: Sequence[PoseFrame], pause: float = 1 / 15) -> list[PoseFrame]:
    """Play films one after the other."""
    out: list[PoseFrame] = []
    for part in parts:
        shift = out[-1].time + pause - part[0].time if out else 0.0
        out += [replace(f, time=f.time + shift) for f in part]
    return out
