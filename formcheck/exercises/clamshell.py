"""Clamshell: on the side, feet together, the top knee opened against the band, hips still."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import joint_pairs
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
    Cue,
    Exercise,
    MarkerMeasure,
    ProgrammePlace,
    Reading,
    Recognition,
    RepFrames,
    RepRule,
    Within,
)
from formcheck.analysis.figures import ON_SIDE
from formcheck.analysis.geometry import wrapped
from formcheck.analysis.kinematics import Signal, ankles_apart, joint, knees_apart
from formcheck.analysis.measurements import Sides, worst
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.report import Prescription
from formcheck.analysis.shared_cues.side_lying import (
    FRONT,
    IN_FRONT,
    ROLLING,
    SIDE_HOLD,
    SIDE_LOWERING,
    roll,
)
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import before_side_lying, markers_end_on
from formcheck.analysis.working_side import further_knee, working_joint_moved
from formcheck.model_size import ModelSize, by_size

ROLL_BIAS: dict[ModelSize, float] = by_size(heavy=10.5, full=14.0, lite=20.0)
"""Degrees by which the model rolls a still pelvis and still shoulders back as the knee opens:
mean of both lines over rendered clamshells (heavy 10 to 12, full 12 to 17, lite 19 to 26)."""

STACKED = 0.2
"""Ankle centres of feet that lie one on the other are this far apart, in shank lengths."""


ANKLES_PART = 1.2
"""Ankle over knee opening from which on it is no clamshell: in a straight leg lift the ankles part
more than the knees."""


def _roll(rep: RepFrames) -> Reading | None:
    """How far hips and shoulders roll back at the top, less what the knee alone makes of it."""
    found = roll(rep)
    return found and replace(found, value=found.value - ROLL_BIAS[rep.model])


def _dots_turned(rep: RepFrames) -> Reading | None:
    """How far the line between the stickers turns in the picture, either way."""

    def line(p: PoseSequence) -> Array:
        d = p.markers[..., 1, :] - p.markers[..., 0, :]
        out: Array = 2 * np.degrees(np.arctan2(d[..., 1], d[..., 0]))  # no ends: modulo 180
        return out

    top, start = line(rep.during("top")), line(rep.rest)
    if not np.isfinite(top).any() or not np.isfinite(start).any():
        return None
    first = start[np.isfinite(start)][0]
    home = first + float(np.nanmedian(wrapped(start - first)))
    turned = abs(float(np.nanmedian(wrapped(top - home)))) / 2
    return Reading(turned, (rep.top_start + rep.top_end) / 2)


def _feet(p: PoseSequence, _: Sides) -> Array:
    """Distance between the ankles in shank lengths, less that of feet lying on each other."""
    w = p.world
    shank = [
        np.linalg.norm(w[:, joint(s, "knee")] - w[:, joint(s, "ankle")], axis=-1)
        for s in ("left", "right")
    ]
    out: Array = 2 * ankles_apart(p) / (shank[0] + shank[1]) - STACKED
    return out


def _similarity(rep: RepFrames) -> float:
    """The knees part and the ankles do not; a leg lifted straight parts the ankles more."""
    top = rep.during("top")
    knees = float(np.nanmedian(knees_apart(top)) - np.nanmedian(knees_apart(rep.rest)))
    ankles = float(np.nanmedian(ankles_apart(top)) - np.nanmedian(ankles_apart(rep.rest)))
    return float(np.clip(ANKLES_PART - ankles / max(knees, 0.01), 0, 1))


EXERCISE = Exercise(
    id="clamshell",
    title="Clamshell",
    start_text="On your side, propped on the forearm, hips and knees bent, feet together one on "
    "the other, band above the knees (beginners: none), top hand on the outer glute.",
    steps_text="Open the top knee against the band with the feet kept together, hold, and lower "
    "slowly. One side, then the other.",
    wear="Shorts or close-fitting trousers; bare feet or tight socks.",
    figure=ON_SIDE,
    turning_point=ON_SIDE.with_joints("the top knee open", {"left knee": (-0.32, 0.14, 0.52)}),
    phases={
        "lift": "as the knee opens",
        "top": "with the knee open",
        "lower": "as the knee closes",
    },
    rep=RepRule(
        signal=Signal("knees_apart", "Distance between the knees", "m", knees_apart),
        thresholds=Thresholds(still=0.04, reach=0.08, smallest=0.05),
        posture=("left up", "right up"),
        side=further_knee(knees_apart),
        timing=working_joint_moved("knee"),
    ),
    prescription=Prescription(
        reps=(10, 15),
        sets=(2, 3),
        hold=(2.0, 3.0),
        sides="one side, then the other",
        side_order="in_turn",
    ),
    programme=ProgrammePlace(phase=1, position=3),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("moving_knee", 0.15, 1.3),
            Within("moving_foot", None, 0.4),
            Within("hips", None, 0.35),
            Within("shoulders", None, 0.35),
        ),
        source="Real and rendered clamshells: knee 0.24 to 0.67, feet 0.02 to 0.11, hips 0.02 to "
        "0.25; in a side-lying leg lift the foot goes 0.8 to 1.5.",
    ),
    similarity=_similarity,
    placements=(replace(FRONT, distance=1.8, shows=("feet_together", "hold", "lowering")),),
    cues=(
        replace(
            ROLLING,
            measure=_roll,
            error=by_size(heavy=8.0, full=12.0, lite=15.0),
            camera_move="Put the camera in front of your belly: there very large rolls show. Two "
            "bright stickers on the hip bones and a camera at 1.5 m beyond your feet show small "
            "ones.",
            fix_high="Keep your hips stacked: open the knee only as far as they stay still.",
            spoken_high="Keep your hips stacked",
            rule="open the top knee with the hips still",
            method="The roll of the hip line and the shoulder line about the body's long axis, at "
            "the top against the start. From in front that is depth, which one camera hardly "
            "sees: of a true roll of 20 deg about 4 arrive. Only stickers make it sure.",
            known_confounders="The opening knee itself, which the model takes for a rolling "
            "pelvis.",
            markers=MarkerMeasure(measure=_dots_turned, visibility=markers_end_on),
            truth=CueTruth(
                faults=("hips_rock_back", "pelvis_rotation", "trunk_lean"),
                value=true_values.pelvic_roll,
                view=true_views.front_of_side_lying,
            ),
        ),
        Cue(
            id="feet_together",
            title="Feet together",
            unit="shank lengths",
            phase="whole",
            measure=worst(_feet, 0.3),
            high=0.25,
            source="Ours: a gap of a quarter of the shank (about 10 cm) beyond feet that lie one "
            "on the other.",
            error=by_size(heavy=0.05, full=0.06, lite=0.09),
            visibility=before_side_lying(),
            camera_move=IN_FRONT,
            fix_high="Keep your feet together, one on the other.",
            spoken_high="Keep feet together",
            rule="with the feet kept together",
            method="The distance between the ankles in the picture over the length of the shank, "
            "kept for 0.3 s.",
            known_confounders="Feet hidden behind a mat's edge; wide trousers.",
            rank=2,
            draw="separation",
            landmarks=joint_pairs("ankle", "knee"),
            truth=CueTruth(
                faults=("feet_together",),
                value=true_values.feet_gap,
                view=true_views.front_of_side_lying,
            ),
        ),
        replace(
            SIDE_HOLD,
            rank=3,
            fix_low="Keep the knee open for {limit}.",
            fix_high="Close the knee after {limit}.",
            spoken_high="Close sooner",
        ),
        replace(SIDE_LOWERING, rank=4, fix_low="Take {limit} to close the knee, against the band."),
    ),
)
