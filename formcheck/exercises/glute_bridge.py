"""Glute bridge: on the back, knees bent, hips up into one line, band above the knees."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import joint_pairs, near_joints
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
from formcheck.analysis.figures import ON_BACK, on_both_sides
from formcheck.analysis.kinematics import (
    Signal,
    foot_over_hips,
    hip_height,
    hips_over_shoulders_without_feet,
    knee_angle,
    line_tilt,
    width,
)
from formcheck.analysis.measurements import steady
from formcheck.analysis.pelvis import markers_lying
from formcheck.analysis.report import Prescription
from formcheck.analysis.shared_cues.bridges import (
    ACROSS,
    FOOT_BAND,
    FOOT_UP,
    HIPS_HIGH,
    PAST_STRAIGHT,
)
from formcheck.analysis.shared_cues.knees import KNEES_CAVE
from formcheck.analysis.timing import HOLD
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import side
from formcheck.analysis.working_side import both_sides
from formcheck.model_size import by_size

NEARER = 1.45
"""How much wider the feet look than the shoulders from high beyond the feet, which are nearer."""


def _hips_up(d: Direction) -> float:
    """From the raised ends only: within 57 degrees of the long axis, 30 degrees up or more.

    Even there the hip points follow a tilted pelvis only about half-way.
    """
    return 1.0 if abs(d.head) > 0.55 and d.elevation >= 30 else NOT_VISIBLE


def _similarity(rep: RepFrames) -> float:
    """Both feet stay down: no foot is higher over the hips than the other needs."""
    over = float(np.nanmedian(foot_over_hips(rep.during("top"))))
    return float(np.clip(0.5 - (over - FOOT_UP) / FOOT_BAND, 0, 1))


EXERCISE = Exercise(
    id="glute_bridge",
    title="Glute bridge",
    start_text="On your back, knees bent, feet flat and shoulder-width apart, loop band just "
    "above the knees.",
    steps_text="Press the knees out into the band, lift the hips until shoulders, hips and knees "
    "are in one line, hold, and lower. Breathe out on the way up, in on the way down.",
    wear="Close-fitting clothes; keep the arms off the mat's camera side or across the chest.",
    figure=ON_BACK,
    turning_point=ON_BACK.with_joints(
        "hips up", on_both_sides(hip=(0.05, 0.1, 0.31), knee=(-0.36, 0.12, 0.48))
    ),
    rep=RepRule(
        signal=Signal("hip_height", "Hip height", "m", hip_height),
        thresholds=Thresholds(still=0.03, reach=0.07, smallest=0.03),
        posture=("supine",),
        side=both_sides,
        without_feet=Signal(
            "hip_height", "Hips above the shoulders", "m", hips_over_shoulders_without_feet
        ),
    ),
    prescription=Prescription(reps=(10, 15), sets=(2, 3), hold=(5.0, 10.0), sides="both"),
    programme=ProgrammePlace(phase=1, position=1),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("hips_up", 0.1, 1.5),
            Within("shoulders", None, 0.28),
            Within("hips_over_feet", -0.3, None),
            Within("moving_knee", None, 0.6),
            Within("moving_foot", None, 0.3),
            Within("trunk_down", 77.0, None),
        ),
        source="Real and rendered bridges: hips up 0.13 to 0.75, shoulders 0.01 to 0.26, knees "
        "0.04 to 0.45, feet 0 to 0.10; trunk 82 to 111 deg, against 31 to 73 on a bench, where the "
        "shoulders go 0.17 to 0.37.",
    ),
    similarity=_similarity,
    placements=(
        Placement(
            name="side",
            azimuth=90,
            height=0.6,
            distance=1.8,
            text="On a chair or low table (about 0.6 m high), two steps away, straight across "
            "your hips.",
            shows=("hyperextension", "height", "knee_bend", "hold"),
        ),
        Placement(
            name="three-quarter from the foot end, raised",
            azimuth=120,
            height=1.5,
            distance=2.0,
            text="At chest height (about 1.5 m), two steps away, half-way between your side and "
            "your feet, tilted down at your hips.",
            shows=("knee_cave", "hold"),
        ),
        Placement(
            name="foot end, high",
            azimuth=180,
            height=2.2,
            distance=2.3,
            text="Above head height (2.2 m), beyond your feet, tilted down. Lower than that the "
            "knees hide everything.",
            shows=("knee_cave", "feet_width", "hold"),
        ),
    ),
    cues=(
        replace(
            KNEES_CAVE,
            fix_low="Press your knees out against the band.",
            rule="press the knees out into the band",
            rank=2,
        ),
        PAST_STRAIGHT,
        Cue(
            id="pelvic_drop",
            title="Pelvis level",
            unit="deg",
            phase="top",
            measure=steady(lambda p, _: line_tilt(p, "hip"), change=True),
            low=-6.6,
            high=6.6,
            source="MDC95 of pelvic tilt in the single-leg bridge, 6.59 deg (SciELO rbfis v16n4).",
            error=by_size(heavy=4.5, full=7.0, lite=9.0),
            visibility=_hips_up,
            camera_move="Put the camera beyond your head or feet at 1.5 m or more, 30 degrees to "
            "the side; small changes need bright stickers on the hip bones.",
            fix_low="Lift both hips together.",
            fix_high="Lift both hips together.",
            spoken_low="Lift both hips together",
            spoken_high="Lift both hips together",
            rule="shoulders, hips and knees in one line: both hips rise together",
            method="The line through both hip points at the top against the start.",
            known_confounders="The model draws hips level: only large tilts show without stickers.",
            markers=markers_lying(),
            rank=3,
            draw="line",
            landmarks=joint_pairs("hip", "shoulder"),
            truth=CueTruth(
                faults=("uneven_pelvis", "pelvic_drop"),
                value=true_values.hip_line_change,
                view=true_views.hip_line,
            ),
        ),
        replace(HIPS_HIGH, rank=4),
        replace(
            HOLD,
            low=5.0,
            high=10.0,
            error=by_size(heavy=0.2, full=0.25, lite=0.3),
            rank=6,
            rule="hold 5-10 s at the top",
        ),
        Cue(
            id="feet_width",
            title="Feet shoulder-width",
            unit="shoulder widths",
            phase="start",
            measure=steady(
                lambda p, _: width(p, "ankle") / width(p, "shoulder"), "start", scale=NEARER
            ),
            low=0.7,
            high=1.5,
            source="Ours, round the routine's 'shoulder-width apart'.",
            error=by_size(heavy=0.2, full=0.2, lite=0.25),
            visibility=lambda d: 1.0 if d.head < -0.5 and d.elevation >= 33 else NOT_VISIBLE,
            camera_move="Put the camera high beyond your feet.",
            fix_low="Set your feet as wide as your shoulders.",
            fix_high="Bring your feet in to shoulder width.",
            spoken_low="Set feet wider",
            spoken_high="Bring feet closer",
            rule="feet flat and shoulder-width apart",
            method="Distance between the ankles over the distance between the shoulders, in the "
            "start position.",
            known_confounders="Feet nearer to the camera than the shoulders look wider.",
            rank=7,
            draw="separation",
            landmarks=joint_pairs("ankle", "shoulder"),
            truth=CueTruth(value=true_values.feet_width, view=true_views.feet),
        ),
        Cue(
            id="knee_bend",
            title="Knee bend",
            unit="deg",
            phase="top",
            measure=steady(lambda p, rep: knee_angle(p, rep.near), bias=2.0),
            low=70.0,
            high=115.0,
            source="Ours, round 90: gluteus works more and hamstrings less as the knee bends to "
            "90 (Ho 2020).",
            error=by_size(heavy=2.0, full=2.5, lite=3.2),
            visibility=side(),
            camera_move=ACROSS,
            fix_low="Move your feet a little away from you.",
            fix_high="Bring your feet a little closer to you.",
            spoken_low="Feet further away",
            spoken_high="Feet closer to you",
            rule="knees bent, feet flat",
            method="The hip-knee-ankle angle of the side towards the camera, at the top.",
            known_confounders="Wide trousers.",
            rank=5,
            draw="angle",
            landmarks=near_joints("hip", "knee", "ankle"),
            truth=CueTruth(value=true_values.near_knee_angle, view=true_views.across),
        ),
    ),
)
