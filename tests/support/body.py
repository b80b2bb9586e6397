"""A stick figure whose motions are described in words, filmed by a camera placed in words.

    film(glute_bridge(reps=3, hold=6, top=190), camera("side"), fps=15) -> list[PoseFrame]

Room: metres, z up. Who stands faces +x; who lies or kneels on all fours has the head at +x.
Every amount of a motion may be one number, or a tuple with one for each repetition. Angles in
degrees, times in seconds. `Motion.reps` says when each repetition really was.

`film(..., as_model_sees=True)` (the default) adds what BlazePose is known to add on rendered
sets, because the exercises take it off: hips of a lying person read 9.5 deg too open and the
knees 2, hips of a standing one lie 0.89 as far apart and the knee reads 5 deg too straight.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypeAlias, TypeVar

import numpy as np

from formcheck.analysis.pose import MIRROR, TRUNK_POINTS, Array, N, PoseFrame
from formcheck.analysis.pose import Landmark as L

T = TypeVar("T", float, str)
Each: TypeAlias = T | tuple[T, ...]
Posture = Literal["supine", "prone", "upright"]

TRUNK, LEG, HIPS, SHOULDERS = 0.46, 0.405, 0.20, 0.32
"""Lengths: mid-shoulder to mid-hip, thigh and shank alike, joint to joint."""

WIDTH, HEIGHT, FOCAL = 854.0, 480.0, 803.0

X, Y, Z = np.eye(3)
PLACE = np.linspace(0, 1, TRUNK_POINTS)


@dataclass(frozen=True)
class TrueRep:
    """When a repetition really was."""

    start: float
    top_start: float
    top_end: float
    end: float
    side: str = "both"


@dataclass(frozen=True)
class Body:
    """The figure at one instant: points [33, 3] in the room, and how much the back arches."""

    points: Array
    arch: float = 0.0


@dataclass(frozen=True)
class Motion:
    """A figure over time. `arch`: depth in % of the trunk, as `signals.hollow` has it."""

    posture: Posture
    seconds: float
    at: Callable[[float], Body]
    reps: tuple[TrueRep, ...] = ()


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


def smooth(x: float) -> float:
    """Return the minimum-jerk way from 0 to 1."""
    x = min(max(x, 0.0), 1.0)
    return x**3 * (10 - 15 * x + 6 * x * x)


def each(amount: Each[T], i: int) -> T:
    """Return the amount for repetition `i`."""
    return amount[i % len(amount)] if isinstance(amount, tuple) else amount


def _unit(v: Array) -> Array:
    out: Array = v / np.linalg.norm(v)
    return out


def sagittal(degrees: float) -> Array:
    """Return the direction in the x-z plane, from +x towards +z."""
    a = np.radians(degrees)
    return np.array([np.cos(a), 0.0, np.sin(a)])


def bent_knee(hip: Array, ankle: Array, pole: Array, inwards: Array, cave: float = 0.0) -> Array:
    """Return the knee between hip and ankle, bent towards `pole`, turned `cave` deg inwards."""
    u = _unit(ankle - hip)
    half = min(float(np.linalg.norm(ankle - hip)), 2 * LEG) / 2
    p = _unit(pole - (pole @ u) * u)
    q = np.cross(u, p)
    q = q if q @ inwards > 0 else -q
    c = np.radians(cave)
    out: Array = hip + half * u + np.sqrt(LEG**2 - half**2) * (np.cos(c) * p + np.sin(c) * q)
    return out


def figure(
    hip: Array,
    head: Array,
    left: Array,
    *,
    ankles: tuple[Array, Array] | None = None,
    knees: tuple[Array, Array] | None = None,
    pole: Array = X,
    cave: float = 0.0,
    tilt: float = 0.0,
    toes: tuple[Array, Array] = (X, X),
    soles: tuple[Array, Array] = (-Z, -Z),
    hands: tuple[Array, Array] | None = None,
) -> Array:
    """Return all landmarks [33, 3] in the room from the mid-hip and the body's axes.

    `tilt` turns the hip line about the trunk, left hip away from the belly.
    """
    front = np.cross(left, head)
    across = np.cos(np.radians(tilt)) * left - np.sin(np.radians(tilt)) * front
    p = np.zeros((N, 3))
    neck = hip + TRUNK * head
    for side, sign, i in (("LEFT", 1.0, 0), ("RIGHT", -1.0, 1)):
        at = {m.name: m for m in L}
        joint = hip + sign * HIPS / 2 * across
        ankle = ankles[i] if ankles else joint - 0.8 * head
        knee = knees[i] if knees else bent_knee(joint, ankle, pole, -sign * left, cave)
        shoulder = neck + sign * SHOULDERS / 2 * left
        wrist = hands[i] if hands else hip + 0.1 * head + sign * 0.33 * left
        elbow = (shoulder + wrist) / 2 + 0.02 * sign * left
        p[at[f"{side}_HIP"]], p[at[f"{side}_KNEE"]], p[at[f"{side}_ANKLE"]] = joint, knee, ankle
        p[at[f"{side}_HEEL"]] = ankle - 0.034 * toes[i] + 0.04 * soles[i]
        p[at[f"{side}_FOOT_INDEX"]] = ankle + 0.193 * toes[i] + 0.056 * soles[i]
        p[at[f"{side}_SHOULDER"]], p[at[f"{side}_ELBOW"]] = shoulder, elbow
        on = _unit(wrist - elbow + 1e-9)
        p[at[f"{side}_WRIST"]] = wrist
        for name, far in (("PINKY", 0.07), ("INDEX", 0.08), ("THUMB", 0.04)):
            p[at[f"{side}_{name}"]] = wrist + far * on
        p[at[f"{side}_EAR"]] = neck + 0.2 * head + sign * 0.07 * left
        for name, out in (("EYE_INNER", 0.02), ("EYE", 0.03), ("EYE_OUTER", 0.04)):
            p[at[f"{side}_{name}"]] = neck + 0.23 * head + 0.09 * front + sign * out * left
        p[at[f"MOUTH_{side}"]] = neck + 0.16 * head + 0.1 * front + sign * 0.02 * left
    p[L.NOSE] = neck + 0.2 * head + 0.12 * front
    return p


@dataclass(frozen=True)
class LiveSession:
    """How far the figure is on its way, 0..1, for repetitions one after another."""

    reps: tuple[TrueRep, ...]
    seconds: float

    def at(self, time: float) -> tuple[float, int]:
        """Return how far, and in which repetition (the next one while at rest)."""
        for i, r in enumerate(self.reps):
            if time < r.end:
                up = smooth((time - r.start) / (r.top_start - r.start))
                return up * (1 - smooth((time - r.top_end) / (r.end - r.top_end))), i
        return 0.0, len(self.reps) - 1


def course(
    reps: int,
    lift: Each[float],
    hold: Each[float],
    lower: Each[float],
    rest: float,
    side: Each[str] = "both",
) -> LiveSession:
    """Lay out repetitions in time, with a start position held before and after."""
    time, out = max(rest, 1.2), []
    for i in range(reps):
        top = time + each(lift, i)
        down = top + each(hold, i)
        out.append(TrueRep(time, top, down, down + each(lower, i), each(side, i)))
        time = out[-1].end + rest
    return LiveSession(tuple(out), time + 0.2)


FLOOR = 0.08
"""Height of the ankles."""


@cache
def _bridge_top(top: float, ankle: float) -> float:
    """Return the trunk's slope at which the hip angle is `top`."""
    low, high = 0.0, 75.0
    for _ in range(40):
        slope = (low + high) / 2
        hip = 0.1 * Z + TRUNK * sagittal(180 - slope)
        knee = bent_knee(hip, ankle * X + FLOOR * Z, Z, Y)
        way = knee - hip
        opening = (np.degrees(np.arctan2(way[2], way[0])) + slope) % 360
        low, high = (slope, high) if opening < top else (low, slope)
    return low


def supine(
    slope: float = 0.0, feet: float = 1.0, knee: float = 90.0, cave: float = 0.0, tilt: float = 0.0
) -> Array:
    """Return the figure on its back, hips lifted until the trunk slopes by `slope`."""
    hip = 0.1 * Z + TRUNK * sagittal(180 - slope)
    out = feet * SHOULDERS / 2
    # Where the ankles must be for that knee angle at a straight top.
    ankle = -np.sqrt(
        (TRUNK + LEG) ** 2 + LEG**2 - 2 * (TRUNK + LEG) * LEG * np.cos(np.radians(knee))
    )
    feet_at = (ankle * X + FLOOR * Z - out * Y, ankle * X + FLOOR * Z + out * Y)
    hands = (np.array([-0.41, -0.33, 0.06]), np.array([-0.41, 0.33, 0.06]))
    return figure(
        hip,
        sagittal(-slope),
        -Y,
        ankles=feet_at,
        pole=Z,
        cave=cave,
        tilt=tilt,
        toes=(-X, -X),
        hands=hands,
    )


def glute_bridge(
    reps: int = 3,
    lift: Each[float] = 1.2,
    hold: Each[float] = 6.0,
    lower: Each[float] = 1.3,
    rest: float = 1.2,
    top: Each[float] = 176.0,
    knee: float = 90.0,
    feet: float = 1.0,
    knees_cave: Each[float] = 0.0,
    tilt: Each[float] = 0.0,
) -> Motion:
    """Lift the hips until shoulder-hip-knee is `top`; feet in shoulder widths."""
    way = course(reps, lift, hold, lower, rest)
    legs = LEG**2 + (TRUNK + LEG) ** 2
    ankle = -float(np.sqrt(legs - 2 * LEG * (TRUNK + LEG) * np.cos(np.radians(knee))))

    def at(time: float) -> Body:
        s, i = way.at(time)
        slope = s * _bridge_top(each(top, i), ankle)
        return Body(supine(slope, feet, knee, s * each(knees_cave, i), s * each(tilt, i)))

    return Motion("supine", way.seconds, at, way.reps)


ON_ALL_FOURS = float(np.degrees(np.arctan2(0.07, 0.45)))
"""Slope of the trunk on hands and knees."""


def prone(
    hip_angles: tuple[float, float], knee_angles: tuple[float, float], tilt: float = 0.0
) -> Array:
    """Return the figure on hands and knees, each thigh (left, right) against the trunk."""
    hip, head = 0.45 * Z, sagittal(ON_ALL_FOURS)
    knees, ankles, toes, soles = [], [], [], []
    across = np.cos(np.radians(tilt)) * Y - np.sin(np.radians(tilt)) * np.cross(Y, head)
    for sign, thigh, knee in zip((1, -1), hip_angles, knee_angles, strict=True):
        slope = ON_ALL_FOURS - thigh
        knees.append(hip + sign * HIPS / 2 * across + LEG * sagittal(slope))
        ankles.append(knees[-1] + LEG * sagittal(slope + 180 + knee))
        toes.append(sagittal(slope + 270 + knee))
        soles.append(sagittal(slope + 180 + knee))
    hands = (np.array([0.48, 0.17, 0.06]), np.array([0.48, -0.17, 0.06]))
    return figure(
        hip,
        head,
        Y,
        knees=(knees[0], knees[1]),
        ankles=(ankles[0], ankles[1]),
        tilt=tilt,
        toes=(toes[0], toes[1]),
        soles=(soles[0], soles[1]),
        hands=hands,
    )


def donkey_kick(
    side: Each[str] = "left",
    reps: int = 3,
    lift: Each[float] = 1.2,
    hold: Each[float] = 3.0,
    lower: Each[float] = 2.2,
    rest: float = 1.2,
    top: Each[float] = 182.0,
    knee: Each[float] = 90.0,
    arch: Each[float] = 0.0,
    tilt: Each[float] = 0.0,
) -> Motion:
    """Press one foot up until shoulder-hip-knee is `top`; `arch` in % of the trunk's length."""
    way = course(reps, lift, hold, lower, rest, side)
    start = 90.0 + ON_ALL_FOURS

    def at(time: float) -> Body:
        s, i = way.at(time)
        thigh = start + s * (each(top, i) - start)
        bend = 90 + s * (each(knee, i) - 90)
        left = each(side, i) == "left"
        thighs = (thigh, start) if left else (start, thigh)
        bends = (bend, 90.0) if left else (90.0, bend)
        return Body(prone(thighs, bends, s * each(tilt, i)), s * each(arch, i))

    return Motion("prone", way.seconds, at, way.reps)


def upright(
    left_y: float = 0.13,
    right_y: float = -0.13,
    knee: float = 128.0,
    *,
    lifted: float = 0.0,
    which: str = "left",
    cave: float = 0.0,
    lean: float = 0.0,
    shank: float = 18.0,
    hands: tuple[Array, Array] | None = None,
) -> Array:
    """Return the standing figure with its feet at these places, knees bent to `knee`."""
    thigh = 180 - knee - shank
    forward = LEG * (np.sin(np.radians(shank)) - np.sin(np.radians(thigh)))
    tall = LEG * (np.cos(np.radians(shank)) + np.cos(np.radians(thigh)))
    middle = (left_y + right_y) / 2
    aside = abs(left_y - right_y) / 2 - HIPS / 2
    hip = np.array([forward, middle, FLOOR + np.sqrt(tall**2 - aside**2)])
    pitch = 0.4 * max(thigh, 0)
    a, b = np.radians(pitch), np.radians(lean)
    head = np.array([np.sin(a) * np.cos(b), np.sin(b), np.cos(a) * np.cos(b)])
    left = _unit(Y - (Y @ head) * head)
    up = (lifted * (which == "left") + FLOOR) * Z, (lifted * (which == "right") + FLOOR) * Z
    feet = (left_y * Y + up[0], right_y * Y + up[1])
    p = figure(hip, head, left, ankles=feet, cave=cave, hands=hands)
    flat = figure(hip, head, Y, ankles=feet, cave=cave, hands=hands)  # the pelvis stays level
    legs = [m for m in L if any(x in m.name for x in ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT"))]
    p[legs] = flat[legs]
    return p


def lateral_band_walk(
    steps: int = 3,
    lead: Each[str] = "left",
    out: Each[float] = 0.8,
    back: Each[float] = 0.8,
    rest: float = 0.7,
    step: float = 0.28,
    feet: float = 1.35,
    feet_end: Each[float] | None = None,
    knees_cave: Each[float] = 0.0,
    lean: Each[float] = 0.0,
    knee: float = 128.0,
    standing_up: Each[float] = 0.0,
    shank: float = 18.0,
) -> Motion:
    """Step sideways, lead foot first; feet apart in hip widths, `feet_end` where they stop.

    `standing_up` straightens the knees by so much in mid-step; `shank` is its lean forward.
    """
    way = course(steps, out, 0.2, back, rest, lead)
    width = [feet * HIPS]
    place = [0.0]  # of the middle between the feet
    for i in range(steps):
        width.append(HIPS * each(feet if feet_end is None else feet_end, i))
        sign = 1 if each(lead, i) == "left" else -1
        place.append(place[i] + sign * (width[i] / 2 + step - width[i + 1] / 2))

    def at(time: float) -> Body:
        s, i = way.at(time)
        r = way.reps[i]
        sign = 1 if each(lead, i) == "left" else -1
        first = smooth((time - r.start) / (r.top_start - r.start))
        second = smooth((time - r.top_end) / (r.end - r.top_end))
        # The leading foot makes its step from where it stood; the trailing one follows it.
        front = place[i] + sign * width[i] / 2 + sign * step * first
        end = place[i + 1] - sign * width[i + 1] / 2
        behind = place[i] - sign * width[i] / 2
        behind += (end - behind) * second
        moving = first if first < 1 else second
        which = each(lead, i) if first < 1 else ("right" if each(lead, i) == "left" else "left")
        lefty, righty = (front, behind) if sign > 0 else (behind, front)
        return Body(
            upright(
                lefty,
                righty,
                knee + s * each(standing_up, i),
                which=which,
                lifted=0.04 * 4 * moving * (1 - moving),
                cave=s * each(knees_cave, i),
                lean=sign * s * each(lean, i),
                shank=shank,
            )
        )

    return Motion("upright", way.seconds, at, way.reps)


def still(posture: Posture, seconds: float = 8.0) -> Motion:
    """Stay in a start position: on the back, on hands and knees, in the half squat."""
    rest = 90.0 + ON_ALL_FOURS
    p = {
        "supine": supine(),
        "prone": prone((rest, rest), (90.0, 90.0)),
        "upright": upright(knee=172.0, shank=5.0),
    }[posture]
    return Motion(posture, seconds, lambda _: Body(p))


def getting_down(seconds: float = 4.0, *, up: bool = False) -> Motion:
    """From standing over sitting to lying on the back, a second's pause at either end."""
    ankle = -0.957
    keys = np.array(  # hip x, hip z, slope of the trunk (90 = upright, facing the feet)
        [[ankle, 0.87, 90.0], [-0.62, 0.42, 118.0], [-0.46, 0.12, 95.0], [-0.46, 0.10, 0.0]]
    )

    def at(time: float) -> Body:
        s = min(max((time - 1) / seconds, 0.0), 1.0)
        s = 3 * (1 - s if up else s)
        i = min(int(s), 2)
        x, z, slope = keys[i] + smooth(s - i) * (keys[i + 1] - keys[i])
        feet = (np.array([ankle, -0.13, FLOOR]), np.array([ankle, 0.13, FLOOR]))
        pole = -X + 0.8 * Z
        return Body(
            figure(np.array([x, 0, z]), sagittal(slope), -Y, ankles=feet, pole=pole, toes=(-X, -X))
        )

    return Motion("upright" if up else "supine", seconds + 2.0, at)


def drinking(sips: int = 3) -> Motion:
    """Stand, the right hand to the mouth and back."""
    way = course(sips, 1.0, 1.5, 1.0, 1.5)

    def at(time: float) -> Body:
        s, _ = way.at(time)
        rest = np.array([0.05, -0.3, 0.9])
        mouth = np.array([0.14, -0.06, 1.5])
        hands = (np.array([0.05, 0.3, 0.9]), rest + s * (mouth - rest))
        return Body(upright(knee=172.0 - 3 * s, shank=5.0, lean=2 * s, hands=hands))

    return Motion("upright", way.seconds, at)


def walking_past(seconds: float = 6.0, speed: float = 1.0) -> Motion:
    """Walk straight ahead through the picture."""

    def at(time: float) -> Body:
        swing = np.sin(2 * np.pi * 0.9 * time)
        hip = np.array([speed * (time - seconds / 2), 0.0, 0.86])
        feet = tuple(
            np.array([hip[0] + sign * 0.28 * swing, sign * 0.09, FLOOR + 0.05 * abs(swing)])
            for sign in (1, -1)
        )
        return Body(figure(hip, _unit(Z + 0.05 * X), Y, ankles=(feet[0], feet[1])))

    return Motion("upright", seconds, at)


def _seen(p: Array, posture: Posture) -> Array:
    """Move the hips and shoulders [33, 3] to where BlazePose puts them."""
    p = p.copy()
    hips, shoulders = [L.LEFT_HIP, L.RIGHT_HIP], [L.LEFT_SHOULDER, L.RIGHT_SHOULDER]
    head = _unit(p[shoulders].mean(0) - p[hips].mean(0))
    front = np.cross(_unit(p[L.LEFT_HIP] - p[L.RIGHT_HIP]), head)
    if posture == "supine":
        p[hips] += 0.0145 * front  # opens the knee by 2 deg, the hip by 3.9
        p[shoulders] -= TRUNK * np.tan(np.radians(5.6)) * front
    elif posture == "upright":
        middle = p[hips].mean(0)
        p[hips] = middle + 0.89 * (p[hips] - middle)
        for hip, knee in ((L.LEFT_HIP, L.LEFT_KNEE), (L.RIGHT_HIP, L.RIGHT_KNEE)):
            thigh = p[hip] - p[knee]
            p[hip] += (
                np.tan(np.radians(5.0)) * LEG * _unit(X - (X @ thigh) / (thigh @ thigh) * thigh)
            )
    return p


def back(arch: float) -> Array:
    """Return a trunk profile [2, K] with an arch of so many % of the trunk's length."""
    dorsal = 0.25 + 0.02 * np.sin(np.pi * PLACE)
    dorsal = dorsal - 0.006 * arch * ((PLACE >= 0.45) & (PLACE <= 0.75))
    dorsal = dorsal + 0.008 * arch * (PLACE >= 0.85)
    return np.stack([dorsal, 0.22 + 0.03 * np.sin(np.pi * PLACE)])


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
    z = _unit(middle - eye)
    x = _unit(np.cross(z, Z))
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
