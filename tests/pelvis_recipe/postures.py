"""Random poses in which trunk, knees and arms do not give away how the pelvis is tilted.

Lengths are metres, angles degrees; `rig` and poses are the generator's.
"""

from typing import Any

import numpy as np

from tests.pelvis_recipe.people import Random

LARGEST = 16.0
"""Degrees of pelvic drop that are drawn, either way: half as much again as anybody's fault."""

ROLLED = (-12.0, 32.0)
"""Degrees of roll towards the working side on hands and knees."""

MOSTLY_LEVEL = 0.2
"""Share of the poses whose pelvis is level within a degree."""

LEANS = 9.0
"""Standard deviation, degrees, of the trunk's lean to a side, whatever the pelvis does."""


def standing(rig: Any, r: Random) -> Any:
    """Return somebody who stands, half squats, steps or lunges, trunk anyhow over the pelvis."""
    from synth.exercises import R_STAND
    from synth.rig import Pose, rx, ry, rz

    leg = rig.len["L"]
    drop = r.normal(0, 1) if r.random() < MOSTLY_LEVEL else r.uniform(-LARGEST, LARGEST)
    knee = r.uniform(4, 60) if r.random() < 0.7 else r.uniform(2, 12)
    shank, apart = 17 * knee / 48 + r.normal(0, 3), r.uniform(0.05, 0.24)
    below, above = np.radians(shank), np.radians(knee - shank)
    height = rig.ankle_h - 0.085 * abs(np.sin(np.radians(drop))) - 0.12 * max(0, apart - 0.12)
    height += (leg["shank"] * np.cos(below) + leg["thigh"] * np.cos(above)) * 0.985
    forward = leg["shank"] * np.sin(below) - leg["thigh"] * np.sin(above)
    lean = 22 * knee / 48 + r.normal(0, 6)
    aside, swings, mode = r.normal(0, 0.03), "", r.random()
    if mode < 0.6:
        swings = str(r.choice(["L", "R"]))
        aside += (-1 if swings == "L" else 1) * r.uniform(0, 0.8) * apart
    yaw = r.normal(0, 8)
    pose = Pose(rig)
    pose.set_pelvis(R_STAND @ rz(yaw) @ rx(lean) @ ry(drop), (forward, aside, height))
    pose.set_spine(
        ext=r.normal(0, 7),
        lat=-drop - r.normal(0, LEANS),
        rot=-yaw * r.uniform(0, 1.2) + r.normal(0, 4),
        thor_ext=2,
    )
    pose.set_head(flex=-lean * r.uniform(0.2, 0.8))
    split = r.normal(0, 0.2) if mode > 0.85 else 0.0
    for side, out in (("L", 1), ("R", -1)):
        if side == swings:
            _free_leg(pose, side, r, apart)
        else:
            foot = (r.normal(0, 0.03) + out * split, out * apart, rig.ankle_h)
            pose.leg_ik(side, foot, (1, 0, 0), swivel=r.normal(-4, 9))
            pose.set_foot(side, rz(out * 6) @ R_STAND)
    _arms(pose, r)
    pose.fk(full=True)
    return pose


def _free_leg(pose: Any, side: str, r: Random, apart: float) -> None:
    from synth.exercises import R_STAND
    from synth.rig import rz

    out = 1 if side == "L" else -1
    where = r.random()
    if where < 0.4:  # a step
        x, y, z = r.uniform(-0.25, 0.05), apart * r.uniform(0.3, 1.8), r.uniform(0.02, 0.28)
    elif where < 0.65:  # on a box, or the knee raised
        x, y, z = r.uniform(0.1, 0.35), apart, r.uniform(0.15, 0.45)
    elif where < 0.85:  # behind
        x, y, z = -r.uniform(0.25, 0.8), apart, r.uniform(0.0, 0.12)
    else:  # out to the side
        x, y, z = 0.0, r.uniform(0.25, 0.6), r.uniform(0.0, 0.35)
    pose.leg_ik(side, (x, out * y, pose.r.ankle_h + z), (1, 0, 0.3), swivel=r.normal(-4, 9))
    pose.set_foot(side, rz(out * 6) @ R_STAND)


def _arms(pose: Any, r: Random) -> None:
    """Hands clasped before the chest, hanging, or on the hips."""
    from synth.exercises import R_STAND

    how = r.random()
    chest = pose.D[pose._i("spine01")]
    for side, out in (("L", 1), ("R", -1)):
        jitter, arm = r.normal(0, 0.02, 3), pose.r.len[side]
        if how < 0.35:
            wrist = pose.midsh() + chest @ np.array([out * 0.055, -0.24, -0.10])
            pole, hand, palm = (0.9, 0.1, -0.8), (-0.75, -0.3, 0.6), (-0.5, 0.7, 0.1)
            frames = R_STAND, chest, chest
        elif how < 0.75:
            down = 0.93 * (arm["uarm"] + arm["farm"])
            aside = R_STAND @ np.array([out * r.uniform(0.02, 0.25), r.uniform(-0.25, 0.05), 0])
            wrist = pose.joint("shoulder", side) + aside - np.array([0, 0, down])
            pole, hand, palm = (0.3, 1.0, 0), (0, 0, -1), (-1, 0, 0)
            frames = R_STAND, np.eye(3), R_STAND
        else:
            hip = np.array([out * 0.20, 0.015, r.uniform(0.08, 0.16)])
            wrist = pose.midhip() + pose.Rp @ hip
            pole, hand, palm = (1.0, 0.55, -0.1), (-0.45, -0.8, -0.35), (-0.8, 0.3, -0.3)
            frames = pose.Rp, pose.Rp, pose.Rp
        outwards = [np.array(v) * [out, 1, 1] for v in (pole, hand, palm)]
        turned = [frame @ v for frame, v in zip(frames, outwards, strict=True)]
        pose.arm_ik(side, wrist + jitter, turned[0], hand_dir=turned[1], palm=turned[2])


class AllFours:
    """Somebody on hands and knees who lifts a leg sideways or backwards, rolled or not."""

    def __init__(self, rig: Any) -> None:
        from synth import exercises

        names = ("fire_hydrant", "donkey_kick")
        self._moves = [exercises.make(rig, exercises.Spec(exercise=n, side="L")) for n in names]

    def __call__(self, r: Random) -> Any:
        """Return a pose."""
        move = self._moves[int(r.integers(2))]
        move.S, move.O, move.sg = ("L", "R", 1.0) if r.random() < 0.5 else ("R", "L", -1.0)
        lifted = r.uniform(0, 1.1) if r.random() < 0.75 else 0.0
        roll = r.uniform(*ROLLED) if lifted else r.uniform(-15, 15)
        if r.random() < MOSTLY_LEVEL:
            roll = r.normal(0, 1.5)
        faults = {
            "pelvis_rotation": float(roll),
            "trunk_lean": float(r.normal(0, 5)) if r.random() < 0.5 else 0.0,
            "back_arch": 0.0 if move.hydrant else float(r.normal(0, 8)),
            "knee_angle_open": float(r.normal(0, 20)),
        }
        repetition = {"faults": faults, "index": 1}
        pose = move.pose(lifted, faults, r.normal(0, 1, 24), 0.0, repetition)
        pose.fk(full=True)
        return pose


class Bridge:
    """Somebody on their back with the hips lifted, mostly on one leg, rolled or not."""

    def __init__(self, rig: Any) -> None:
        from synth import exercises

        spec = exercises.Spec(exercise="single_leg_glute_bridge", side="L")
        self._move = exercises.make(rig, spec)

    def __call__(self, r: Random) -> Any:
        """Return a pose."""
        move = self._move
        move.single = bool(r.random() < 0.8)
        move.S, move.O = ("L", "R") if r.random() < 0.5 else ("R", "L")
        lifted = r.uniform(0.2, 1.1) if r.random() < 0.8 else 0.0
        roll = r.normal(0, 1) if r.random() < MOSTLY_LEVEL else r.uniform(-LARGEST, LARGEST)
        noise = r.normal(0, 1, 24)
        pitch = move.phi0 + lifted * r.uniform(25, 45)
        pose = move.trunk(pitch, r.normal(0, 6), roll if lifted else roll / 5, noise)
        move._legs(pose, r.normal(0, 6), noise, lifted)
        if move.single and r.random() < 0.5:  # the free leg anywhere
            pose.leg_fk(move.O, r.uniform(0, 100), abd=r.normal(2, 5), knee=r.uniform(0, 110))
            pose.foot_rel(move.O, plantar=12)
        for side, out in (("L", -1), ("R", 1)):
            arm, shoulder = pose.r.len[side], pose.joint("shoulder", side)
            reach = -(arm["uarm"] + arm["farm"]) * r.uniform(0.6, 0.88)
            wrist = np.array([reach, out * (abs(shoulder[1]) + r.uniform(0, 0.25)), 0.06])
            hand = (-1, -out * 0.05, 0)
            pose.arm_ik(side, wrist, (0.1, out * 0.8, 0.5), hand_dir=hand, palm=(0, 0, -1))
        pose.fk(full=True)
        return pose


ROLLS = (-10.0, 35.0)
"""Degrees by which the upper hip is rolled backwards, lying on one side."""


class Clamshell:
    """Somebody on one side who opens the upper knee, the pelvis rolled or not."""

    def __init__(self, rig: Any) -> None:
        from synth import exercises

        specs = [exercises.Spec(exercise="clamshell", side=s) for s in "LR"]
        self._moves = [exercises.make(rig, spec) for spec in specs]

    def __call__(self, r: Random) -> Any:
        """Return a pose."""
        move = self._moves[int(r.integers(2))]
        opened = r.uniform(0, 1.1) if r.random() < 0.75 else 0.0
        roll = r.normal(0, 1.5) if r.random() < MOSTLY_LEVEL else r.uniform(*ROLLS)
        noise = r.normal(0, 1, 24)
        noise[0] = r.normal(0, 15)  # the trunk turns by 0.3 of it, whatever the pelvis does
        pose = move.pose(opened, {"hips_rock_back": float(roll)}, noise, 0.0, {"index": 1})
        if r.random() < 0.4:  # the upper hand on the hip
            out = 1 if move.S == "L" else -1
            hip = np.array([out * 0.19, r.uniform(-0.06, 0.04), r.uniform(0.0, 0.14)])
            pole, hand, palm = (1.0, 0.5, -0.1), (-0.4, -0.3, -0.8), (-0.9, 0.2, -0.2)
            outwards = [pose.Rp @ (np.array(v) * [out, 1, 1]) for v in (pole, hand, palm)]
            wrist = pose.midhip() + pose.Rp @ hip
            pose.arm_ik(move.S, wrist, outwards[0], hand_dir=outwards[1], palm=outwards[2])
        pose.fk(full=True)
        return pose


def poser(posture: str, rig: Any) -> Any:
    """Return what draws poses of one person in a posture from random numbers."""
    if posture == "standing":
        return lambda r: standing(rig, r)
    return {"all_fours": AllFours, "bridge": Bridge, "clamshell": Clamshell}[posture](rig)
