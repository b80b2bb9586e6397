"""Motions of the stick figure that stands: squats, bows, lunges. See `body`."""

import numpy as np

from formcheck.analysis.pose import Array
from tests.support.body import (
    FLOOR,
    LEG,
    TRUNK,
    Body,
    Each,
    Motion,
    TrueRep,
    X,
    Y,
    Z,
    bent_knee,
    course,
    each,
    figure,
    sagittal,
    smooth,
)
from tests.support.filming import Camera

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


def lunge(
    side: Each[str] = "left",
    reps: int = 3,
    above: Each[float] = 3.0,
    trunk: Each[float] = 4.0,
    lean: Each[float] = 0.0,
) -> Motion:
    """Step back with the other foot until the front thigh is `above` level; `lean` sideways."""
    way = course(reps, 1.6, 0.4, 1.5, 1.0, side)

    def at(time: float) -> Body:
        s, i = way.at(time)
        sign = 1.0 if each(side, i) == "left" else -1.0
        hip = over_feet(6.0 * s, s * (90 - each(above, i)))
        a, b = np.radians(s * each(trunk, i)), np.radians(s * each(lean, i))
        head = np.array([np.sin(a), np.sin(b), 1.0])
        head = head / np.linalg.norm(head)
        step = min(s / 0.7, 1.0)
        front = sign * 0.1 * Y + FLOOR * Z
        back = -sign * 0.1 * Y - 0.8 * step * X + (FLOOR + 0.1 * step) * Z
        ankles = (front, back) if sign > 0 else (back, front)
        down = np.array([np.cos(np.radians(60 * step)), 0.0, -np.sin(np.radians(60 * step))])
        toes = (X, down) if sign > 0 else (down, X)
        return Body(figure(hip, head, Y, ankles=ankles, pole=X, toes=toes))

    return Motion("upright", way.seconds, at, way.reps)


def single_leg_deadlift(
    side: Each[str] = "left",
    reps: int = 3,
    trunk: Each[float] = 74.0,
    knee: Each[float] = 160.0,
    leg: Each[float] = 175.0,
    arch: Each[float] = 0.0,
) -> Motion:
    """Bow on the `side` leg, its knee bent to `knee`, the free thigh at `leg` to the trunk."""
    way = course(reps, 1.8, 0.5, 1.5, 1.2, side)

    def at(time: float) -> Body:
        s, i = way.at(time)
        left = each(side, i) == "left"
        bend = s * (180 - each(knee, i))
        hip = over_feet(0.3 * bend, 0.7 * bend)
        lean = s * each(trunk, i)
        head = sagittal(90 - lean)
        joints = (hip + 0.1 * Y, hip - 0.1 * Y)
        down = 270.0 - s * 0.0
        thigh = down + s * ((90 - lean) - each(leg, i) + 360 - down)
        free = joints[1] if left else joints[0]
        shin = sagittal(thigh - 30 * (1 - s))
        knee_at = free + LEG * sagittal(thigh)
        up = knee_at + LEG * shin
        foot = (0.1 if left else -0.1) * Y + FLOOR * Z
        stance = bent_knee(joints[0] if left else joints[1], foot, X, Y)
        ankles = (foot, up) if left else (up, foot)
        knees = (stance, knee_at) if left else (knee_at, stance)
        hands = (hip + 0.46 * head + 0.17 * Y - 0.5 * Z, hip + 0.46 * head - 0.17 * Y - 0.5 * Z)
        toe = np.array([shin[2], 0.0, -shin[0]]) * -1
        toes = (X, toe) if left else (toe, X)
        points = figure(hip, head, Y, ankles=ankles, knees=knees, hands=hands, toes=toes)
        return Body(points, s * each(arch, i))

    return Motion("upright", way.seconds, at, way.reps)


def hip_thrust(
    reps: int = 3,
    top: Each[float] = 178.0,
    foot: float = 0.0,
    cave: Each[float] = 0.0,
    hold: Each[float] = 2.0,
) -> Motion:
    """Press the hips up from a bench until shoulder-hip-knee is `top`; feet `foot` too far away.

    The head is at +x; shoulders on a bench of 0.42 m.
    """
    way = course(reps, 1.1, hold, 1.7, 1.2)
    bench = 0.47
    ankle = -(TRUNK + LEG) - foot

    def at(time: float) -> Body:
        s, i = way.at(time)
        low, high = -50.0, 60.0
        for _ in range(40):  # the trunk's slope at which the hip angle is as wanted
            slope = (low + high) / 2
            hip = bench * Z + TRUNK * sagittal(180 - slope)
            knee = bent_knee(hip, ankle * X + FLOOR * Z, Z, Y)
            way_on = knee - hip
            opening = (np.degrees(np.arctan2(way_on[2], way_on[0])) + slope) % 360
            low, high = (slope, high) if opening < 100 + s * (each(top, i) - 100) else (low, slope)
        ankles = (ankle * X - 0.13 * Y + FLOOR * Z, ankle * X + 0.13 * Y + FLOOR * Z)
        hands = (hip - 0.2 * Y + 0.1 * Z, hip + 0.2 * Y + 0.1 * Z)
        points = figure(
            hip,
            sagittal(-slope),
            -Y,
            ankles=ankles,
            pole=Z,
            cave=s * each(cave, i),
            toes=(-X, -X),
            hands=hands,
        )
        return Body(points)

    return Motion("supine", way.seconds, at, way.reps)


def step_up(
    side: Each[str] = "left",
    reps: int = 3,
    step: float = 0.3,
    knee: Each[float] = 174.0,
    trunk: Each[float] = 12.0,
    lean: Each[float] = 0.0,
    lower: Each[float] = 2.4,
) -> Motion:
    """Stand up on a step with the `side` foot until its knee is `knee`; `lean` sideways."""
    way = course(reps, 1.5, 0.6, lower, 1.0, side)

    def at(time: float) -> Body:
        s, i = way.at(time)
        sign = 1.0 if each(side, i) == "left" else -1.0
        front = sign * 0.1 * Y + (FLOOR + step) * Z
        over = 0.06 * np.sin(np.pi * s)
        back = -sign * 0.1 * Y - 0.45 * (1 - s) * X + (FLOOR + s * step + over) * Z
        bend = (180 - each(knee, i)) / 2
        low = np.array([-0.35, 0.0, FLOOR + 2 * LEG - 0.02])
        hip = low + s * (over_feet(bend, bend) + step * Z - low)
        a = np.radians(4 + (each(trunk, i) - 4) * np.sin(np.pi * s))
        b = np.radians(each(lean, i) * s)
        head = np.array([np.sin(a), np.sin(b), np.cos(a)])
        ankles = (front, back) if sign > 0 else (back, front)
        return Body(figure(hip, head / np.linalg.norm(head), Y, ankles=ankles, pole=X))

    return Motion("upright", way.seconds, at, way.reps)


def cable_kickback(
    side: Each[str] = "left",
    reps: int = 3,
    back: Each[float] = 25.0,
    swing: Each[float] = 0.0,
    knee: Each[float] = 165.0,
    arch: Each[float] = 0.0,
    hold: Each[float] = 1.5,
    lift: Each[float] = 1.0,
) -> Motion:
    """Take the `side` thigh `back` in the room while the trunk tips on by `swing` degrees."""
    way = course(reps, lift, hold, lift, 1.0, side)

    def at(time: float) -> Body:
        s, i = way.at(time)
        left = each(side, i) == "left"
        hip = over_feet(0.0, 0.0) + 0.02 * Z
        head = sagittal(70 - s * each(swing, i))
        joints = (hip + 0.1 * Y, hip - 0.1 * Y)
        thigh = 275.0 - s * (5 + each(back, i))
        bend = 15 + s * (180 - each(knee, i) - 15)
        shin = sagittal(thigh - bend)
        knee_at = joints[0 if left else 1] + LEG * sagittal(thigh)
        foot = (-0.1 if left else 0.1) * Y + FLOOR * Z
        stance = bent_knee(joints[1 if left else 0], foot, X, Y)
        up = knee_at + LEG * shin
        toe = np.array([-shin[2], 0.0, shin[0]])
        points = figure(
            hip,
            head,
            Y,
            ankles=(up, foot) if left else (foot, up),
            knees=(knee_at, stance) if left else (stance, knee_at),
            toes=(toe, X) if left else (X, toe),
            hands=(hip + 0.5 * X + 0.2 * Y + 0.25 * Z, hip + 0.5 * X - 0.2 * Y + 0.25 * Z),
        )
        return Body(points, s * each(arch, i))

    return Motion("upright", way.seconds, at, way.reps)


def lateral_bounds(
    reps: int = 4,
    sink: Each[float] = 0.13,
    stay: Each[float] = 1.4,
    cave: Each[float] = 0.0,
    lean: Each[float] = 0.0,
    wide: float = 0.8,
    way: Each[float] = 1.0,
) -> Motion:
    """Bound from the right leg to the left and back, `wide` metres, off the floor for 0.32 s.

    After contact the hips sink by `sink` metres; `cave` degrees of the landing knee. With `way` 0
    they go forward instead of sideways.
    """
    flight, high = 0.32, 0.14
    out, time = [], 1.6
    for i in range(reps):
        down = time + flight
        end = down + each(stay, i)
        out.append(TrueRep(time, down, end, end, "left" if i % 2 == 0 else "right"))
        time = end
    last = out[-1].end

    def place(k: int) -> float:
        """Where the foot stands after `k` bounds, along the way."""
        return wide * (k % 2)

    def at(time: float) -> Body:
        done = sum(time >= r.top_start for r in out)
        flies = next((r for r in out if r.start <= time < r.top_start), None)
        i = max(done - 1, 0)
        share = 0.0 if flies is None else (time - flies.start) / flight
        here = place(done) + share * (place(done + 1) - place(done))
        up = 4 * high * share * (1 - share)
        since = time - out[i].top_start if done else 9.0
        low = each(sink, i) * smooth(since / 0.2) * (1 - smooth((since - 0.2) / 0.5))
        toes = 0.05 * (1 - smooth(since / 0.1))
        to_go = next((r.start - time for r in out if r.start >= time), 9.0)
        crouch = 0.12 * smooth((0.3 - to_go) / 0.2) if flies is None else 0.0
        ahead = Y * each(way, 0) + X * (1 - each(way, 0))
        hip = here * ahead + (FLOOR + 2 * LEG - 0.08 + up - low - crouch + toes) * Z
        left = (done + (share > 0.5)) % 2 == 1
        swap = 0.0 if flies is None else min(abs(2 * share - 1), 1.0)
        free = 0.18 * (1.0 if flies is None else swap)
        stance = hip * (X + Y) + (FLOOR + up + toes * (flies is None)) * Z
        other = stance + free * Z - 0.1 * X
        side = 0.05 * Y
        a, b = (stance, other) if left else (other, stance)
        ankles = (a + side, b - side)
        b_lean = np.radians(each(lean, i) * (done > 0))
        head = np.array([0.0, np.sin(b_lean), np.cos(b_lean)])
        bend = each(cave, i) * (done > 0) * (low + crouch > 0.02)
        joints = (hip + 0.1 * Y, hip - 0.1 * Y)
        knees = (
            bent_knee(joints[0], ankles[0], X, -Y, bend if left else 0.0),
            bent_knee(joints[1], ankles[1], X, Y, 0.0 if left else bend),
        )
        return Body(figure(hip, head, Y, ankles=ankles, knees=knees, pole=X))

    return Motion("upright", last + 1.0, at, tuple(out))
