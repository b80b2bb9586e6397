"""Hip thrust: shoulder blades on a bench, hips pressed up until the body is level."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import near_joints
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
    NOT_VISIBLE,
    Cue,
    Exercise,
    Placement,
    ProgrammePlace,
    Recognition,
    RepFrames,
    RepRule,
    Within,
)
from formcheck.analysis.figures import Figure, on_both_sides
from formcheck.analysis.kinematics import (
    Signal,
    hip_height,
    joint,
    point,
)
from formcheck.analysis.measurements import Sides, steady
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Prescription
from formcheck.analysis.shared_cues.bridges import HIPS_HIGH, PAST_STRAIGHT, near_hip
from formcheck.analysis.shared_cues.knees import KNEES_CAVE
from formcheck.analysis.timing import HOLD, LOWERING
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth, RepMotion, TrueValue
from formcheck.analysis.visibility import side
from formcheck.analysis.working_side import both_sides
from formcheck.model_size import by_size

ACROSS = "Put the camera at knee height, three steps to your side, looking across your hips."

LEVEL = "press up until shoulders, hips and knees are level"
PLATE = "Loose tops; a plate that hides the hip."

HIP_BIAS = 7.5
"""Degrees by which the shoulder-hip-knee angle reads too open (rendered hip thrusts from the side:
2 to 13)."""

RAISED, RAISED_BAND = 0.55, 0.4
"""Shank lengths by which the shoulders are above the ankles, between the floor and a bench; the
band in which they may be on either."""


def _shank(p: PoseSequence, rep: Sides) -> Array:
    """The shank against the vertical; positive with the foot beyond the knee."""
    knee, ankle = point(p, rep.near, "knee"), point(p, rep.near, "ankle")
    away = np.sign((knee - point(p, rep.near, "shoulder"))[..., 0])
    out: Array = np.degrees(np.arctan2((ankle - knee)[..., 0] * away, (ankle - knee)[..., 1]))
    return out


def _over_the_knees(d: Direction) -> float:
    """From beyond the feet or three-quarter, so that both knees and both feet are seen apart."""
    return 1.0 if d.front >= 0.4 and d.off_side >= 36 else NOT_VISIBLE


def _true_shank(m: RepMotion) -> TrueValue:
    angle = m.angle(f"shank_from_vertical_{m.near}")
    return TrueValue(float(np.median(np.abs(angle[m.top]))), "shank", unsigned=True)


def _similarity(rep: RepFrames) -> float:
    """The shoulders lie higher than the knees would be if they lay on the floor."""
    shoulders = rep.rest.image[:, [L.LEFT_SHOULDER, L.RIGHT_SHOULDER], 1].mean(1)
    ankles = rep.rest.image[:, [L.LEFT_ANKLE, L.RIGHT_ANKLE], 1].max(1)
    shank = np.linalg.norm(
        rep.rest.image[:, joint(rep.near, "knee")] - rep.rest.image[:, joint(rep.near, "ankle")],
        axis=-1,
    )
    up = float(np.nanmedian((ankles - shoulders) / shank))
    return float(np.clip(0.5 + (up - RAISED) / RAISED_BAND, 0, 1))


START = Figure(
    description="shoulder blades on a bench, hips low, feet flat",
    joints=on_both_sides(
        hip=(0, 0.1, 0.2),
        knee=(-0.33, 0.12, 0.47),
        ankle=(-0.42, 0.14, 0.08),
        toe=(-0.6, 0.17, 0.05),
        shoulder=(0.34, 0.17, 0.48),
        elbow=(0.1, 0.28, 0.4),
        wrist=(0.0, 0.2, 0.3),
    ),
    head=(0.52, 0, 0.66),
    face=(-0.5, 0, 0.86),
    aim=0.35,
    props=(
        ((0.36, -0.35, 0.42), (0.36, 0.35, 0.42)),
        ((0.75, -0.35, 0.42), (0.75, 0.35, 0.42)),
        ((0.36, -0.35, 0.42), (0.75, -0.35, 0.42)),
        ((0.36, 0.35, 0.42), (0.75, 0.35, 0.42)),
        ((0.36, 0.35, 0.42), (0.36, 0.35, 0.0)),
        ((0.75, 0.35, 0.42), (0.75, 0.35, 0.0)),
    ),
)

EXERCISE = Exercise(
    id="hip_thrust",
    title="Hip thrust",
    start_text="Shoulder blades on a bench, feet flat, hips low, a weight or band across the hips.",
    steps_text="Press up until shoulders, hips and knees are level and the shins upright, hold, "
    "and lower slowly.",
    wear="Close-fitting clothes; a plate may hide the hip: hold it with the far hand.",
    figure=START,
    turning_point=START.with_joints(
        "hips level with the knees",
        on_both_sides(
            hip=(-0.02, 0.1, 0.46),
            knee=(-0.42, 0.12, 0.49),
            shoulder=(0.42, 0.17, 0.5),
            elbow=(0.14, 0.28, 0.47),
            wrist=(0.0, 0.2, 0.55),
        ),
        head=(0.64, 0, 0.6),
    ),
    rep=RepRule(
        signal=Signal("hip_height", "Hip height", "m", hip_height),
        thresholds=Thresholds(still=0.03, reach=0.1, smallest=0.06),
        posture=("supine", "upright"),
        side=both_sides,
    ),
    prescription=Prescription(reps=(8, 12), sets=(3, 3), hold=(1.0, 3.0), sides="both"),
    programme=ProgrammePlace(phase=2, position=1),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("hips_up", 0.3, 1.6),
            Within("shoulders", None, 0.5),
            Within("moving_foot", None, 0.3),
            Within("moving_knee", None, 0.7),
            Within("hips_over_feet", 0.65, 1.7),
            Within("trunk_down", None, 77.0),
            Within("trunk_tilt", 60.0, 120.0),
        ),
        source="Real and rendered hip thrusts: hips up 0.33 to 0.79, shoulders 0.19 to 0.37, knees "
        "0.33 to 0.57, feet 0 to 0.08, hips 0.78 to 1.5 above the feet, trunk 31 to 73 deg at the "
        "start (82 to 111 with the shoulders on the floor), 74 to 104 deg from the vertical at the "
        "top (squats 0 to 22).",
    ),
    similarity=_similarity,
    placements=(
        Placement(
            name="side",
            azimuth=90,
            height=0.6,
            distance=2.4,
            text="On a chair or low table (about 0.6 m high), three steps away, straight across "
            "your hips.",
            shows=("hyperextension", "height", "shin_upright", "hold", "lowering"),
        ),
        Placement(
            name="three-quarter from the foot end, raised",
            azimuth=120,
            height=1.5,
            distance=2.4,
            text="At chest height (about 1.5 m), three steps away, half-way between your side and "
            "your feet, tilted down at your hips.",
            shows=("knee_cave", "hold"),
        ),
    ),
    cues=(
        replace(
            PAST_STRAIGHT,
            measure=near_hip(HIP_BIAS),
            error=by_size(heavy=3.2, full=3.8, lite=6.0),
            camera_move=ACROSS,
            fix_high="Stop when shoulders, hips and knees are level, ribs down.",
            spoken_high="Stop when level",
            rule=LEVEL,
            known_confounders=PLATE,
        ),
        replace(KNEES_CAVE, visibility=_over_the_knees, rank=2),
        replace(
            HIPS_HIGH,
            measure=near_hip(HIP_BIAS),
            source="Ours, from 'until shoulders, hips and knees are level'.",
            error=by_size(heavy=4.0, full=4.5, lite=6.5),
            camera_move=ACROSS,
            fix_low="Press your hips a little higher, until your trunk is level.",
            spoken_low="Press your hips higher",
            rule=LEVEL,
            known_confounders=PLATE,
        ),
        Cue(
            id="shin_upright",
            title="Shins upright",
            unit="deg",
            phase="top",
            measure=steady(_shank),
            low=-20.0,
            high=20.0,
            source="Ours: with the feet too near the quadriceps work, too far the hamstrings.",
            error=by_size(heavy=2.0, full=2.4, lite=3.0),
            visibility=side(),
            camera_move=ACROSS,
            fix_low="Move your feet a little away from the bench.",
            fix_high="Move your feet a little closer to the bench.",
            spoken_low="Feet further away",
            spoken_high="Feet closer to you",
            rule="the shins upright at the top",
            method="The shin of the side towards the camera against the picture's vertical at the "
            "top.",
            known_confounders="A camera that is not level; wide trousers.",
            rank=4,
            draw="line",
            landmarks=near_joints("knee", "ankle"),
            truth=CueTruth(
                faults=("feet_far", "feet_near"), value=_true_shank, view=true_views.across
            ),
        ),
        replace(
            HOLD,
            low=1.0,
            high=3.0,
            error=by_size(heavy=0.15, full=0.2, lite=0.25),
            rank=5,
            rule="hold 1-3 s at the top",
        ),
        replace(
            LOWERING,
            low=1.5,
            rank=6,
            visibility=side(),
            camera_move=ACROSS,
        ),
    ),
)
