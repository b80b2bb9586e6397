"""Lunge: one foot far in front, lower until the back knee is close to the floor, push back up."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import working_joints
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
from formcheck.analysis.figures import STANDING
from formcheck.analysis.kinematics import (
    Signal,
    forward_lean,
    knee_angle_3d,
    knee_over_toe,
)
from formcheck.analysis.measurements import steady, worst
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.report import Prescription, Side
from formcheck.analysis.standing import (
    hips_down,
    legs_exchanged,
    sunk,
    thigh_level,
    thigh_level_error,
)
from formcheck.analysis.standing_cues import (
    ACROSS,
    DOWN_AND_UP,
    FRONT,
    ONE_KNEE_CAVE,
    SIDE,
    TRUNK_SIDEWAYS,
    TRUNK_UPRIGHT,
)
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth, RepMotion, TrueValue
from formcheck.analysis.visibility import side
from formcheck.model_size import by_size

LEAN_BIAS = -3.8
"""Degrees by which the trunk seems to lean less far forward than it does (rendered lunges from the
side: -3 to -5)."""

HIGH = 1.0
"""Degrees by which the front thigh reads higher than a squat's does (rendered lunges of seven
people from the side: -0.4 to 4.8)."""

ALIKE, ALIKE_BAND = 0.68, 0.2
"""How much the knee that is bent less is bent at the bottom, as a share of the other: 0.75 to 0.99
in lunges, 0.45 to 0.61 while stepping down from a step; the band in which it may be either."""

BESIDE, BESIDE_BAND = -0.02, 0.12
"""Metres by which the feet lie side by side: less, and the back foot crosses behind (a curtsy)."""

NEAR_BOTTOM = 0.75
"""Share of the way down from which the front leg is read."""


def _front(rep: PoseSequence, rest: PoseSequence) -> Side:
    """The foot that is ahead at the bottom."""
    low = hips_down(rep)
    top = rep.part(low >= np.nanmin(low) + NEAR_BOTTOM * (np.nanmax(low) - np.nanmin(low)))
    ahead = np.median(body_axes(rest.world)[:, 2], axis=0)
    apart = top.world[:, L.LEFT_ANKLE] - top.world[:, L.RIGHT_ANKLE]
    left = float(np.nanmedian(apart @ ahead)) > 0
    return "left" if left != legs_exchanged(top, rest) else "right"


def _true_depth(m: RepMotion) -> TrueValue:
    return TrueValue(float(np.median(m.angle(f"thigh_above_level_{m.working}")[m.top])), "thigh")


def _true_lean(m: RepMotion) -> TrueValue:
    return TrueValue(float(np.median(m.angle("trunk_lean_forward")[m.top])), "trunk lean forward")


def _similarity(rep: RepFrames) -> float:
    """Both knees are bent about alike, and the back foot does not cross behind the front one.

    However bent they were before: from a split stance the front knee bends less far.
    """
    top = rep.during("top")
    bent = [180 - float(np.nanmedian(knee_angle_3d(top, s))) for s in ("left", "right")]
    alike = min(bent) / max(*bent, 1.0)
    left = np.median(body_axes(rep.rest.world)[:, 1], axis=0)
    apart = top.world[:, L.LEFT_ANKLE] - top.world[:, L.RIGHT_ANKLE]
    beside = float(np.nanmedian(apart @ left))
    return float(
        np.clip(0.5 + (alike - ALIKE) / ALIKE_BAND, 0, 1)
        * np.clip(0.5 + (beside - BESIDE) / BESIDE_BAND, 0, 1)
    )


EXERCISE = Exercise(
    id="lunge",
    title="Lunge",
    start_text="Standing, or in a split stance with one foot far in front of the other.",
    steps_text="Step forward or back so that one foot is far in front, lower until the back knee "
    "is close above the floor, push back up.",
    wear="Shorts or close-fitting trousers, so that the knees show.",
    figure=STANDING,
    turning_point=STANDING.with_joints(
        "the back knee near the floor",
        {
            "left hip": (0.02, 0.1, 0.5),
            "right hip": (0.02, -0.1, 0.5),
            "left knee": (0.42, 0.11, 0.49),
            "left ankle": (0.4, 0.12, 0.08),
            "left toe": (0.6, 0.14, 0.04),
            "right knee": (-0.1, -0.11, 0.12),
            "right ankle": (-0.48, -0.12, 0.2),
            "right toe": (-0.5, -0.13, 0.04),
            "left shoulder": (0.02, 0.18, 0.98),
            "right shoulder": (0.02, -0.18, 0.98),
            "left elbow": (0.0, 0.25, 0.7),
            "right elbow": (0.0, -0.25, 0.7),
            "left wrist": (0.1, 0.26, 0.46),
            "right wrist": (0.1, -0.26, 0.46),
        },
        head=(0.04, 0, 1.22),
    ),
    phases=DOWN_AND_UP,
    rep=RepRule(
        signal=Signal("hips_down", "How low the hips are", "m", hips_down),
        thresholds=Thresholds(still=0.06, reach=0.13, smallest=0.1),
        posture=("upright",),
        side=_front,
        one_foot_stays=True,
        timing=sunk,
    ),
    prescription=Prescription(
        reps=(6, 10),
        sets=(2, 3),
        hold=None,
        sides="one leg, then the other, or alternating",
        side_order="either",
    ),
    programme=ProgrammePlace(phase=3, position=1),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("hips_up", -1.6, -0.3),
            Within("feet_split", 1.05, None),
            Within("back_foot_up", 0.2, None),
            Within("other_foot", None, 0.2),
            Within("feet_up", None, 0.12),
            Within("less_bent", 18.0, None),
            Within("trunk_tilt", None, 50.0),
            Within("hips_over_feet", 1.3, None),
            Within("feet_step", None, 0.7),
        ),
        source="Real and rendered lunges: hips 0.35 to 1.06 down, one foot 1.1 to 2.1 ahead, the "
        "other on its place (0 to 0.05), knees bent by 23 to 90 deg, trunk 2 to 35 deg from the "
        "vertical. Squats: feet 0 to 0.7 apart; jumping lunges: the other foot 0.35 to 1.1 away or "
        "0.13 to 0.4 up; from in front the back foot is 0.25 to 0.55 higher in the picture, 0.07 "
        "to 0.15 if they step down from a low box; with the back foot on a bench: its toes 0.8 to "
        "1.0 higher.",
    ),
    similarity=_similarity,
    placements=(
        replace(
            SIDE,
            text="At hip height (about 0.9 m), four steps away, straight across your hips, on the "
            "side of the front leg.",
            working_side=True,
            shows=("depth", "trunk_upright", "knees_over_toes"),
        ),
        replace(FRONT, shows=("knee_cave", "trunk_sideways")),
    ),
    cues=(
        replace(ONE_KNEE_CAVE, rank=1),
        replace(TRUNK_SIDEWAYS, rank=2),
        replace(
            TRUNK_UPRIGHT,
            measure=steady(lambda p, _: forward_lean(p), bias=LEAN_BIAS),
            error=by_size(heavy=1.2, full=1.4, lite=1.8),
            rank=3,
            truth=replace(TRUNK_UPRIGHT.truth, value=_true_lean),
        ),
        Cue(
            id="depth",
            title="Deep enough",
            unit="deg above level",
            phase="top",
            measure=steady(thigh_level(), bias=HIGH, far=2.0, further=thigh_level_error()),
            high=25.0,
            source="Ours: the back knee close above the floor brings the front thigh about level.",
            error=by_size(heavy=2.4, full=2.8, lite=3.4),
            visibility=side(),
            camera_move=ACROSS,
            fix_high="Lower a little more, until your back knee is close above the floor.",
            spoken_high="A little lower",
            rule="lower until the back knee is close above the floor",
            method="The front thigh against the horizontal at the bottom, freed of how a camera at "
            "hip height sees a thigh that points a little towards it.",
            known_confounders="The far leg: put the camera on the side of the front leg.",
            rank=4,
            draw="angle",
            landmarks=working_joints("hip", "knee", "ankle"),
            truth=CueTruth(faults=("not_deep_enough",), value=_true_depth, view=true_views.across),
        ),
        Cue(
            id="knees_over_toes",
            title="Knee over the toes",
            unit="foot lengths",
            phase="whole",
            measure=worst(lambda p, rep: knee_over_toe(p, rep.working), 0.2),
            high=0.0,
            source="Information only: a knee ahead of the toes is no injury finding (Fry 2003).",
            error=by_size(heavy=0.15, full=0.18, lite=0.25),
            visibility=side(),
            camera_move=ACROSS,
            fix_high="Take a longer step.",
            spoken_high="Take a longer step",
            rule="one foot far in front",
            method="How far the front knee is ahead of the toes, in foot lengths.",
            known_confounders="The back leg while it is drawn in.",
            rank=9,
            informative=True,
        ),
    ),
)
