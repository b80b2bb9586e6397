"""A toy exercise that formcheck does not have: arms raised to the side, standing.

`test_one_file.py` drops this very file into a folder of exercises and changes nothing else.
"""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Pose, is_posture
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
    Cue,
    Exercise,
    Placement,
    ProgrammePlace,
    Recognition,
    RepFrames,
    RepRule,
    Within,
)
from formcheck.analysis.figures import STANDING, on_both_sides
from formcheck.analysis.kinematics import Signal, middle
from formcheck.analysis.measurements import Sides, steady
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Prescription, Side
from formcheck.analysis.timing import HOLD
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth, RepMotion, TrueValue
from formcheck.analysis.visibility import facing
from formcheck.model_size import by_size


def _wrists(p: Pose) -> Array:
    """Height of the wrists over the shoulders, metres."""
    wrists = (p.world[..., L.LEFT_WRIST, 1] + p.world[..., L.RIGHT_WRIST, 1]) / 2
    out: Array = middle(p.world, "shoulder")[..., 1] - wrists
    return out


def _both(_: PoseSequence, __: PoseSequence) -> Side:
    return "both"


def _arms(p: PoseSequence, _: Sides) -> Array:
    """Angle of the lower arm against straight down in the picture, degrees."""
    angles = []
    for shoulder, wrist in ((L.LEFT_SHOULDER, L.LEFT_WRIST), (L.RIGHT_SHOULDER, L.RIGHT_WRIST)):
        d = p.image[:, wrist] - p.image[:, shoulder]
        angles.append(np.degrees(np.arctan2(np.abs(d[:, 0]), d[:, 1])))
    out: Array = np.min(angles, axis=0)
    return out


def _true_arms(m: RepMotion) -> TrueValue:
    angles = []
    for side in ("left", "right"):
        d = (m.point(f"{side}_wrist") - m.point(f"{side}_shoulder"))[m.top]
        angles.append(np.degrees(np.arccos(-d[:, 2] / np.linalg.norm(d, axis=-1))))
    return TrueValue(float(np.median(np.min(angles, axis=0))), "arm angle")


def _similarity(rep: RepFrames) -> float:
    return float(is_posture(rep.poses.world, "upright").mean())


EXERCISE = Exercise(
    id="arm_raise",
    title="Arm raise",
    start_text="Standing, arms beside you.",
    steps_text="Lift both arms sideways to shoulder height, hold, and lower.",
    wear="Short sleeves.",
    figure=STANDING.with_joints(
        "standing, arms a little away from the body",
        on_both_sides(elbow=(0, 0.35, 1.15), wrist=(0, 0.45, 0.95)),
    ),
    phases={"top": "with the arms out"},
    rep=RepRule(
        signal=Signal("wrist_height", "Wrists over the shoulders", "m", _wrists),
        thresholds=Thresholds(still=0.08, reach=0.2),
        posture=("upright",),
        side=_both,
    ),
    prescription=Prescription(reps=(8, 12), sets=(2, 3), hold=(1.0, 3.0), sides="both"),
    programme=ProgrammePlace(phase=3, position=9),
    recognition=Recognition(
        facts=(ABOVE_FLOOR, Within("hips", None, 0.2), Within("moving_foot", None, 0.2)),
        source="A toy.",
    ),
    similarity=_similarity,
    placements=(
        Placement(
            name="front",
            azimuth=0,
            height=1.2,
            distance=3.2,
            text="At chest height, three big steps in front of you.",
            shows=("arm_height", "hold"),
        ),
    ),
    cues=(
        Cue(
            id="arm_height",
            title="Arms high enough",
            unit="deg",
            phase="top",
            measure=steady(_arms),
            low=75.0,
            source="A toy.",
            error=by_size(heavy=3.0, full=3.5, lite=4.0),
            visibility=facing(),
            camera_move="Put the camera in front of you.",
            fix_low="Lift your arms to shoulder height.",
            spoken_low="Arms up higher",
            rule="lift both arms to shoulder height",
            method="The lower arm's angle against straight down.",
            known_confounders="A camera that is not level.",
            rank=1,
            draw="line",
            landmarks=lambda _: (L.LEFT_SHOULDER, L.LEFT_WRIST),
            truth=CueTruth(faults=("arms_low",), value=_true_arms, view=true_views.front),
        ),
        replace(HOLD, low=1.0, high=3.0, rank=2, rule="hold 1-3 s"),
    ),
)
