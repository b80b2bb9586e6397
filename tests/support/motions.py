"""Motions of the stick figure: exercises, and what people do besides."""

from functools import cache

import numpy as np

from tests.support.body import (
    FLOOR,
    HIPS,
    LEG,
    ON_ALL_FOURS,
    TRUNK,
    Body,
    Each,
    Motion,
    Posture,
    X,
    Y,
    Z,
    bent_knee,
    course,
    each,
    figure,
    prone,
    sagittal,
    smooth,
    supine,
    unit,
    upright,
)


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
        return Body(figure(hip, unit(Z + 0.05 * X), Y, ankles=(feet[0], feet[1])))

    return Motion("upright", seconds, at)
