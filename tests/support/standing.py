"""Motions of the stick figure that stands: squats, bows, lunges. See `body`."""

import numpy as np

from formcheck.analysis.pose import Array
from tests.support.body import (
    FLOOR,
    LEG,
    Body,
    Camera,
    Each,
    Motion,
    X,
    Y,
    Z,
    course,
    each,
    figure,
    sagittal,
)

ACROSS = Camera(90, 0.9, 3.8)
FACING = Camera(0, 0.9, 3.8)


def over_feet(shank: float, thigh: float) -> Array:
    """Return the mid-hip over feet at the origin; degrees from the vertical."""
    s, t = np.radians(shank), np.radians(thigh)
    x = LEG * (np.sin(s) - np.sin(t))
    return np.array([x, 0.0, FLOOR + LEG * (np.cos(s) + np.cos(t))])


def squat(
    reps: int = 3,
    above: Each[float] = 2.0,
    shank: float = 32.0,
    trunk: Each[float] = 40.0,
    cave: Each[float] = 0.0,
    shift: Each[float] = 0.0,
    heels: Each[float] = 0.0,
    arch: Each[float] = 0.0,
) -> Motion:
    """Squat until the thighs are `above` level by so many degrees.

    `trunk` is the lean at the bottom, `shift` metres to the left, `heels` metres off the floor.
    """
    way = course(reps, 1.6, 0.4, 1.3, 1.0)

    def at(time: float) -> Body:
        s, i = way.at(time)
        up = s * each(heels, i)
        hip = over_feet(s * shank, s * (90 - each(above, i))) + s * each(shift, i) * Y + up * Z
        pitch = np.arcsin(min(up / 0.23, 1.0))
        toe = np.array([np.cos(pitch), 0.0, -np.sin(pitch)])
        sole = np.array([-np.sin(pitch), 0.0, -np.cos(pitch)])
        ankles = (0.13 * Y + (FLOOR + up) * Z, -0.13 * Y + (FLOOR + up) * Z)
        points = figure(
            hip,
            sagittal(90 - s * each(trunk, i)),
            Y,
            ankles=ankles,
            pole=X,
            cave=s * each(cave, i),
            toes=(toe, toe),
            soles=(sole, sole),
        )
        return Body(points, s * each(arch, i))

    return Motion("upright", way.seconds, at, way.reps)


def deadlift(
    reps: int = 3,
    trunk: Each[float] = 72.0,
    thigh: Each[float] = 22.0,
    shank: Each[float] = 2.0,
    hips_first: Each[float] = 0.0,
    lean_back: Each[float] = 0.0,
    arch: Each[float] = 0.0,
) -> Motion:
    """Bow until the trunk leans by `trunk` degrees, arms hanging.

    `hips_first` tips it on by so many degrees as the hips rise; `lean_back` leans it back as far at
    the end.
    """
    way = course(reps, 1.8, 0.4, 1.6, 1.2)

    def at(time: float) -> Body:
        s, i = way.at(time)
        r = way.reps[i]
        back = np.clip((time - r.top_end) / (r.end - r.top_end), 0, 1)
        lean = s * each(trunk, i)
        if 0 < back < 1:
            lean += each(hips_first, i) * float(np.sin(np.pi * min(back / 0.6, 1.0)))
        last = np.clip((time - (r.end - 0.7)) / 0.7, 0, 1) * (
            1 - np.clip((time - r.end) / 0.8, 0, 1)
        )
        lean -= each(lean_back, i) * float(last)
        hip = over_feet(s * each(shank, i), s * each(thigh, i))
        head = sagittal(90 - lean)
        neck = hip + 0.46 * head
        hands = (neck + 0.17 * Y - 0.55 * Z, neck - 0.17 * Y - 0.55 * Z)
        ankles = (0.1 * Y + FLOOR * Z, -0.1 * Y + FLOOR * Z)
        return Body(figure(hip, head, Y, ankles=ankles, pole=X, hands=hands), s * each(arch, i))

    return Motion("upright", way.seconds, at, way.reps)
