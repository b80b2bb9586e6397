"""A stick figure: its postures, and the course of its repetitions.

    film(glute_bridge(reps=3, hold=6, top=190), camera("side"), fps=15) -> list[PoseFrame]

`motions` moves it, `filming` films it. Room: metres, z up. Who stands faces +x; who lies or kneels
on all fours has the head at +x. Every amount of a motion may be one number, or a tuple with one for
each repetition. Angles in degrees, times in seconds. `Motion.reps` says when each repetition
really was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

import numpy as np

from formcheck.analysis.pose import TRUNK_POINTS, Array, N
from formcheck.analysis.pose import Landmark as L

T = TypeVar("T", float, str)
Each: TypeAlias = T | tuple[T, ...]
Number = Callable[[float], float]
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


def smooth(x: float) -> float:
    """Return the minimum-jerk way from 0 to 1."""
    x = min(max(x, 0.0), 1.0)
    return x**3 * (10 - 15 * x + 6 * x * x)


def each(amount: Each[T], i: int) -> T:
    """Return the amount for repetition `i`."""
    return amount[i % len(amount)] if isinstance(amount, tuple) else amount


def unit(v: Array) -> Array:
    out: Array = v / np.linalg.norm(v)
    return out


def sagittal(degrees: float) -> Array:
    """Return the direction in the x-z plane, from +x towards +z."""
    a = np.radians(degrees)
    return np.array([np.cos(a), 0.0, np.sin(a)])


def bent_knee(hip: Array, ankle: Array, pole: Array, inwards: Array, cave: float = 0.0) -> Array:
    """Return the knee between hip and ankle, bent towards `pole`, turned `cave` deg inwards."""
    u = unit(ankle - hip)
    half = min(float(np.linalg.norm(ankle - hip)), 2 * LEG) / 2
    p = unit(pole - (pole @ u) * u)
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
        on = unit(wrist - elbow + 1e-9)
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
class Course:
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
) -> Course:
    """Lay out repetitions in time, with a start position held before and after."""
    time, out = max(rest, 1.2), []
    for i in range(reps):
        top = time + each(lift, i)
        down = top + each(hold, i)
        out.append(TrueRep(time, top, down, down + each(lower, i), each(side, i)))
        time = out[-1].end + rest
    return Course(tuple(out), time + 0.2)


def rising(way: Course, amplitude: Each[float] = 0.2, base: float = 0.4) -> Number:
    """Return the number of a course over time: `amplitude` above `base` at each top."""

    def number(time: float) -> float:
        share, i = way.at(time)
        return base + share * each(amplitude, i)

    return number


FLOOR = 0.08
"""Height of the ankles."""


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
    left = unit(Y - (Y @ head) * head)
    up = (lifted * (which == "left") + FLOOR) * Z, (lifted * (which == "right") + FLOOR) * Z
    feet = (left_y * Y + up[0], right_y * Y + up[1])
    p = figure(hip, head, left, ankles=feet, cave=cave, hands=hands)
    flat = figure(hip, head, Y, ankles=feet, cave=cave, hands=hands)  # the pelvis stays level
    legs = [m for m in L if any(x in m.name for x in ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT"))]
    p[legs] = flat[legs]
    return p
