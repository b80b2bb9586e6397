"""Fire hydrant: on hands and knees, one knee lifted out to the side, pelvis and trunk still."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import to_camera
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import joint_pairs
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
    KNEELS,
    Cue,
    Exercise,
    Placement,
    ProgrammePlace,
    Reading,
    Recognition,
    RepFrames,
    RepRule,
    SetTruth,
    Within,
)
from formcheck.analysis.figures import ALL_FOURS
from formcheck.analysis.kinematics import (
    Signal,
    foot_over_hips,
    joint,
    knee_aside,
    moved,
    other,
    sink,
)
from formcheck.analysis.measurements import steady
from formcheck.analysis.pelvis import MARKERS_BEHIND
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.report import Prescription, Side
from formcheck.analysis.shared_cues import kneeling
from formcheck.analysis.shared_cues.kneeling import KNEE_AT_90, thigh_way, working_knee
from formcheck.analysis.timing import HOLD, LOWERING
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import behind_raised
from formcheck.analysis.working_side import further_knee
from formcheck.model_size import ModelSize, by_size

BEHIND = (
    "Put the camera behind your feet at head height of somebody sitting on a table (1.6 m), "
    "looking down along your back."
)

HIP_BIAS = 7.0
"""Degrees by which the hip line of a still pelvis tilts towards the lifted thigh (rendered
hydrants from behind, 1.2 to 1.6 m: heavy 4 to 11, full 4 to 9, lite 5 to 7)."""

HIP_SHARE = 0.6
"""Share of a true turn of the pelvis that the hip points show beyond it (0.3 to 0.7)."""

SHOULDER_ERROR: dict[ModelSize, float] = by_size(heavy=2.5, full=3.0, lite=4.0)
"""Standard deviation of the shoulder line's change, degrees, in the same view."""


SHOULDER_LIMIT = 10.0
"""Degrees of the shoulder line's change beyond which it is judged instead of the hip line's."""

KICK_SHARE = 3.0
"""How much a foot above the hips, in shank lengths, speaks against this exercise: it is a kick."""


def _timing(rep: PoseSequence, rest: PoseSequence, working: Side) -> Array:
    """How far knee and foot are from where they rested: each is lost now and then, seldom both.

    From the side the knee comes towards the camera, so that depth counts there, and only there.
    """
    aside = abs(float(np.nanmedian(to_camera(rest.world)[:, 1])))
    total = np.zeros(len(rep))
    for part in ("knee", "ankle"):
        at = joint("left" if working == "left" else "right", part)
        depth = rep.world[:, at, 2] - np.median(rest.world[:, at, 2])
        total = total + np.hypot(moved(rep, rest, at), aside * depth)
    return total


def _turned(part: str) -> Callable[[RepFrames], Reading | None]:
    return steady(lambda p, rep: sink(p, other(rep.working), part), change=True)


def _stable(rep: RepFrames) -> Reading | None:
    """The turn of the pelvis towards the lifted knee; the shoulders' where they clearly tilt."""
    hips, shoulders = _turned("hip")(rep), _turned("shoulder")(rep)
    if hips is None or shoulders is None:
        return None
    if abs(shoulders.value) > SHOULDER_LIMIT + 2 * SHOULDER_ERROR[rep.model]:
        return replace(shoulders, error=SHOULDER_ERROR[rep.model])
    value = (hips.value - HIP_BIAS) / HIP_SHARE
    return replace(hips, value=value, noise=hips.noise / HIP_SHARE)


def _similarity(rep: RepFrames) -> float:
    """The thigh goes out to the side, not back along the body."""
    thigh = thigh_way(rep)
    kicked = max(float(np.nanpercentile(foot_over_hips(rep.poses), 90)), 0)
    return float(np.clip(0.6 + thigh.out - thigh.back - KICK_SHARE * kicked, 0, 1))


EXERCISE = Exercise(
    id="fire_hydrant",
    title="Fire hydrant",
    start_text="On hands and knees: hands under the shoulders, knees under the hips, feet flexed.",
    steps_text="Lift one knee out to the side with the knee kept at 90 degrees, hold, lower "
    "slowly. One side, then the other.",
    wear="A close-fitting top and shorts or leggings.",
    figure=ALL_FOURS,
    turning_point=ALL_FOURS.with_joints(
        "one knee out to the side",
        {
            "left knee": (0.0, 0.49, 0.36),
            "left ankle": (-0.41, 0.55, 0.42),
            "left toe": (-0.49, 0.56, 0.38),
        },
    ),
    figure_azimuth=200,
    rep=RepRule(
        signal=Signal("knee_aside", "Knee out to the side", "m", knee_aside),
        thresholds=Thresholds(still=0.06, reach=0.12),
        posture=("prone",),
        side=further_knee(knee_aside),
        timing=_timing,
    ),
    prescription=Prescription(
        reps=(10, 15),
        sets=(2, 3),
        hold=(2.0, 3.0),
        sides="one side, then the other",
        side_order="in_turn",
    ),
    programme=ProgrammePlace(phase=1, position=5),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("moving_knee", 0.3, 1.6),
            Within("other_knee", None, 0.4),
            Within("other_foot", None, 0.5),
            Within("hips", None, 0.35),
            Within("shoulders", None, 0.35),
            Within("hips_over_feet", 0.2, 2.1),
            Within("hands", None, 0.45),
            KNEELS,
        ),
        source="Real and rendered hydrants: knee 0.59 to 1.19, the other one 0.01 to 0.35, hips "
        "0.03 to 0.29, shoulders 0.02 to 0.25; hips 0.8 to 2.0 above the feet (most from raised "
        "behind). The knee on the floor is bent by 70 to 110 deg, in planks 155 to 170.",
    ),
    similarity=_similarity,
    truth=SetTruth(view=true_views.landmarks_usable_aside),
    placements=(
        Placement(
            name="behind, raised",
            azimuth=180,
            height=1.6,
            distance=2.5,
            text="At head height of somebody sitting on a table (1.6 m), two big steps behind "
            "your feet, tilted down.",
            shows=("pelvis_stable", "hold", "lowering"),
        ),
        kneeling.SIDE,
    ),
    cues=(
        Cue(
            id="pelvis_stable",
            title="Pelvis and trunk still",
            unit="deg",
            phase="top",
            measure=_stable,
            low=-10.0,
            high=10.0,
            source="Ours: no degree threshold for this exercise was found in the literature.",
            error=by_size(heavy=5.5, full=5.5, lite=10.0),
            visibility=behind_raised,
            camera_move=BEHIND + " Two bright stickers on the back dimples show small turns.",
            fix_low="Keep both hips facing the floor.",
            fix_high="Lift the knee only as far as your hips stay facing the floor.",
            spoken_low="Hips face the floor",
            spoken_high="Hips face the floor",
            rule="lift one knee out to the side, trunk still",
            method="The tilt of the hip line and of the shoulder line at the top against the "
            "start. The lifted thigh alone tilts the hip points by about 7 deg, and they show "
            "about 0.6 of a true turn: both are put right. Without stickers turns of about 20 deg "
            "and more are called.",
            known_confounders="The lifted thigh; a camera below table height.",
            markers=MARKERS_BEHIND,
            rank=1,
            draw="line",
            landmarks=joint_pairs("hip", "shoulder"),
            truth=CueTruth(
                faults=("pelvis_rotation", "trunk_lean", "uneven_pelvis"),
                value=true_values.free_side_sinks,
                view=true_views.end_on,
            ),
        ),
        replace(
            KNEE_AT_90,
            measure=working_knee(bias=-4.0),
            error=5.0,
            method="The hip-knee-ankle angle of the working leg in the picture at the top. The "
            "lifted thigh points towards the camera, so that an open knee looks less open than "
            "it is: the margin is wide.",
            rank=2,
            truth=replace(KNEE_AT_90.truth, view=true_views.oblique),
        ),
        replace(
            HOLD,
            low=2.0,
            high=3.0,
            error=by_size(heavy=0.2, full=0.2, lite=0.25),
            rank=3,
            rule="hold 2-3 s",
            fix_low="Keep the knee up for {limit}.",
            fix_high="Lower the knee after {limit}.",
        ),
        replace(
            LOWERING,
            low=1.5,
            error=by_size(heavy=0.18, full=0.22, lite=0.29),
            rank=4,
        ),
    ),
)
