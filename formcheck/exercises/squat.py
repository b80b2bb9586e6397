"""Squat: standing, sit down and back until the thighs are about level, stand up."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import joint_pairs, near_joints
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
    Cue,
    Exercise,
    ProgrammePlace,
    Recognition,
    RepFrames,
    RepRule,
    Within,
)
from formcheck.analysis.figures import STANDING, on_both_sides
from formcheck.analysis.geometry import unit
from formcheck.analysis.kinematics import Signal
from formcheck.analysis.measurements import steady, sustained
from formcheck.analysis.report import Prescription, english
from formcheck.analysis.shared_cues.knees import KNEES_CAVE, separation_kept
from formcheck.analysis.standing import (
    HINGE,
    HINGE_BAND,
    heel_rise,
    hips_down,
    legs_aside,
    shoulders_over_hips,
    sunk,
    thigh_level,
    thigh_level_error,
    trunk_beyond_shank,
)
from formcheck.analysis.standing_cues import ACROSS, BACK_ROUND, DOWN_AND_UP, FRONT, IN_FRONT, SIDE
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth, RepMotion, TrueValue
from formcheck.analysis.visibility import facing, side
from formcheck.analysis.working_side import both_sides
from formcheck.model_size import by_size

KNEES_OUT = 12.0
"""Degrees by which knees point outwards over toes that are "slightly out"."""

LEAN_BIAS = 3.0
"""Degrees by which the trunk seems to lean further beyond the shank than it does (rendered squats
from the side: 0 to +7)."""


def _true_depth(m: RepMotion) -> TrueValue:
    return TrueValue(float(np.median(m.angle(f"thigh_above_level_{m.near}")[m.top])), "thigh")


def _true_lean(m: RepMotion) -> TrueValue:
    lean = m.angle("trunk_lean_forward") - m.angle(f"shank_tilt_forward_{m.near}")
    return TrueValue(float(np.median(lean[m.top])), "trunk beyond shank")


def _true_heel(m: RepMotion) -> TrueValue:
    heel = m.angle(f"heel_over_toe_feet_{m.near}")
    return TrueValue(float(np.median(heel[m.top]) - np.median(heel[m.start])), "heel height")


def _true_shift(m: RepMotion) -> TrueValue:
    off = m.angle("midhip_left_of_midankle_hips")
    return TrueValue(float(np.median(off[m.top]) - np.median(off[m.start])), "hip shift")


def _true_separation(m: RepMotion) -> TrueValue:
    ankles, knees = m.apart("ankle"), m.apart("knee")
    size = np.linalg.norm(ankles, axis=-1)
    ratio = (knees * unit(ankles)).sum(-1) / size
    lowest = -sustained(m.motion.time[m.whole], -ratio[m.whole], 0.2)[0]
    return TrueValue(lowest / float(np.median(ratio[m.start])), "separation")


def _similarity(rep: RepFrames) -> float:
    """The hips sink nearly as far as the shoulders; in a hinge the shoulders sink much further."""
    return float(np.clip(0.5 + (HINGE - shoulders_over_hips(rep)) / HINGE_BAND, 0, 1))


EXERCISE = Exercise(
    id="squat",
    title="Squat",
    start_text="Standing, feet shoulder-width apart, toes slightly out. A weight at the chest or a "
    "bar is allowed.",
    steps_text="Sit down and back until your thighs are about level with the floor, then stand up.",
    wear="Shorts or close-fitting trousers, so that the knees show.",
    figure=STANDING,
    turning_point=STANDING.with_joints(
        "thighs level",
        on_both_sides(
            hip=(-0.24, 0.1, 0.5),
            knee=(0.17, 0.14, 0.49),
            shoulder=(0.06, 0.18, 0.9),
            elbow=(0.3, 0.22, 0.84),
            wrist=(0.54, 0.18, 0.88),
        ),
        head=(0.14, 0, 1.14),
    ),
    phases=DOWN_AND_UP,
    rep=RepRule(
        signal=Signal("hips_down", "How low the hips are", "m", hips_down),
        thresholds=Thresholds(still=0.06, reach=0.15, smallest=0.12),
        posture=("upright",),
        side=both_sides,
        timing=sunk,
    ),
    prescription=Prescription(reps=(8, 12), sets=(3, 3), hold=None, sides="both"),
    programme=ProgrammePlace(phase=2, position=4),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("hips_up", -1.9, -0.35),
            Within("moving_foot", None, 0.5),
            Within("other_foot", None, 0.2),
            Within("less_bent", 32.0, None),
            Within("hips_bent", 35.0, None),
            Within("feet_split", None, 0.8),
            Within("feet_up", None, 0.16),
            Within("trunk_tilt", None, 70.0),
            Within("hips_over_feet", 1.3, None),
            Within("hands_lowered", None, 0.7),
        ),
        source="Real and rendered squats: hips down 0.4 to 1.25, both feet on their places (0.02 "
        "to 0.46), knees bent by 37 to 100 deg, hips by 54 to 118, trunk 3 to 64 deg from the "
        "vertical. Deadlifts: hips down 0.2 to 0.5 with the trunk at 55 to 85; lunges: one foot "
        "0.9 to 2.1 ahead; jump squats: both feet 0.26 to 0.67 from their places or 0.17 to 2.1 "
        "up; sissy squats: hips bent by 25; ball slams and thrusters: the hands come down from "
        "overhead, by 1.0 to 2.2 against the shoulders, in squats by 0.4 at most.",
    ),
    similarity=_similarity,
    placements=(
        replace(SIDE, shows=("depth", "trunk_lean", "heels_down", "back_round")),
        replace(FRONT, shows=("knee_cave", "shift")),
    ),
    cues=(
        replace(
            KNEES_CAVE,
            phase="whole",
            measure=separation_kept(0.2, "whole"),
            source="Ours: a fifth of the start's knee-to-ankle separation lost for 0.2 s. In good "
            "squats it grows, to 1.1 to 1.9 of the start's; knees that cave in by 20 deg bring it "
            "to 0.45. It follows 3-D knee abduction better than a projected angle (r2 .35 against "
            ".145, drop jump), whose limit is 13 deg (mean + 1 SD, Herrington 2014).",
            error=by_size(heavy=0.07, full=0.09, lite=0.13),
            visibility=facing(),
            camera_move=IN_FRONT,
            fix_low="Press your knees out, over your toes.",
            method="The distance between the knees along the line between the ankles, over the "
            "distance between the ankles, against the start, kept for 0.2 s. Unlike the angle "
            "between thigh and shank it can be read at the bottom too, where the thighs point at "
            "the camera.",
            known_confounders="Feet that move during the repetition; one knee alone counts half.",
            rank=1,
            truth=CueTruth(faults=("knee_cave",), value=_true_separation, view=true_views.front),
        ),
        replace(
            BACK_ROUND,
            title="Low back rounding",
            high=4.0,
            error=by_size(heavy=2.5, full=2.7, lite=3.0),
            source="Ours, as in the deadlift; elbows beside the body hide the outline of some "
            "people in the start position, so that only a very large rounding is told.",
            fix_high="Keep your chest up and sit down only as far as your back stays flat.",
            rule="the back keeps its shape",
            rank=2,
            truth=CueTruth(faults=("back_round",), view=true_views.weakly_across),
        ),
        Cue(
            id="trunk_lean",
            title="Trunk leaning too far",
            unit="deg",
            phase="top",
            measure=steady(lambda p, rep: trunk_beyond_shank(p, rep.near), bias=LEAN_BIAS),
            high=20.0,
            source="Ours: trunk and shank parallel is the usual teaching.",
            error=by_size(heavy=2.8, full=3.2, lite=4.2),
            visibility=side(),
            camera_move=ACROSS,
            fix_high="Keep your chest up as you sit down.",
            spoken_high="Chest up",
            rule="trunk and shins lean alike",
            method="The trunk's lean less the shin's lean at the bottom, in the picture.",
            known_confounders="Long thighs need more lean; a bar low on the back as well.",
            rank=3,
            draw="line",
            landmarks=near_joints("hip", "shoulder", "ankle", "knee"),
            truth=CueTruth(faults=("trunk_lean",), value=_true_lean, view=true_views.across),
        ),
        Cue(
            id="heels_down",
            title="Heels on the floor",
            unit="foot lengths",
            phase="top",
            measure=heel_rise(),
            high=0.15,
            source="Ours: about 3 to 4 cm.",
            error=by_size(heavy=0.03, full=0.05, lite=0.055),
            visibility=side(),
            camera_move=ACROSS,
            fix_high="Keep your heels on the floor: sit back a little more.",
            spoken_high="Heels down",
            rule="heels stay on the floor",
            method="How far the heel rises over the toe at the bottom against the start, in foot "
            "lengths, if the ankle rises with it.",
            why_hidden=lambda _: english.FOOT_HIDDEN,
            known_confounders="Feet that merge with a dark floor; raised heels under a wedge.",
            rank=4,
            draw="line",
            landmarks=near_joints("heel", "foot_index"),
            truth=CueTruth(faults=("heels_up",), value=_true_heel, view=true_views.across),
        ),
        Cue(
            id="shift",
            title="Hips shifting to one side",
            unit="hip widths",
            phase="top",
            measure=steady(lambda p, _: legs_aside(p), change=True),
            low=-0.25,
            high=0.25,
            source="Ours: no number was found in the literature. Hips that go straight down move "
            "by 0.03 at most in rendered squats, those that go 8 cm to one side by 0.5.",
            error=by_size(heavy=0.06, full=0.07, lite=0.09),
            visibility=facing(20, 30),
            camera_move=IN_FRONT,
            fix_low="Keep your weight on both feet: move your hips to the left.",
            fix_high="Keep your weight on both feet: move your hips to the right.",
            spoken_low="Hips to the left",
            spoken_high="Hips to the right",
            rule="weight on both feet",
            method="How far the middle of hips and knees moves sideways over the feet, at the "
            "bottom against the start, in the model's hip widths. Both, because a camera beside "
            "the middle sees hips that go back and knees that go forward move apart.",
            known_confounders="Turning the whole body while going down.",
            rank=5,
            draw="line",
            landmarks=joint_pairs("hip", "ankle"),
            truth=CueTruth(faults=("shift",), value=_true_shift, view=true_views.front),
        ),
        Cue(
            id="depth",
            title="Deep enough",
            unit="deg above level",
            phase="top",
            measure=steady(thigh_level(KNEES_OUT), further=thigh_level_error(KNEES_OUT)),
            high=15.0,
            source="Ours, round 'thighs about level with the floor'; a coach may set another.",
            error=by_size(heavy=2.2, full=2.6, lite=3.2),
            visibility=side(),
            camera_move=ACROSS,
            fix_high="Sit a little deeper, as far as your form holds.",
            spoken_high="A little deeper",
            rule="sit down until the thighs are about level with the floor",
            method="The thigh of the side towards the camera against the horizontal at the bottom, "
            "freed of how a camera at hip height sees a thigh that points a little towards it.",
            known_confounders="A tilted camera; wide trousers.",
            rank=6,
            draw="angle",
            landmarks=near_joints("hip", "knee", "ankle"),
            truth=CueTruth(faults=("not_deep_enough",), value=_true_depth, view=true_views.across),
        ),
    ),
)
