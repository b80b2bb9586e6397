"""Glute bridge: on the back, knees bent, hips up into one line, band above the knees."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.counting.rep_counter import Thresholds
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
from formcheck.analysis.figures import ON_BACK
from formcheck.analysis.kinematics import (
    Signal,
    foot_over_hips,
    hip_angle,
    hip_height,
    hips_over_shoulders_without_feet,
    joint,
    knee_angle,
    line_tilt,
    separation_ratio,
    width,
)
from formcheck.analysis.measurements import Sides, steady, worst
from formcheck.analysis.pelvis import markers_lying
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Prescription, Side
from formcheck.analysis.timing import HOLD
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import raised_end, side
from formcheck.model_size import ModelSize, by_size

HIP_BIAS = 9.5
"""Degrees by which the shoulder-hip-knee angle of somebody who lies reads too open: the model's
hip point sits in front of the joint (rendered bridges: +6 to +14, SD 2.6, heavy model)."""

HEIGHT_ERROR: dict[ModelSize, float] = by_size(heavy=5.0, full=5.5, lite=7.3)
"""Degrees by which the height may read too low, one standard deviation: that of rendered bridges
(2.8, 3.5, 6.0) and, as real people's hip points lie nearer to the joint, half the bias that is
taken off too much. Straight tops of real people read 160 to 169 after it."""


FOOT_UP, FOOT_BAND = 0.13, 0.4
"""Height of a foot over the hips, in shank lengths, between both feet on the floor (at most -0.1 on
rendered sets) and one drawn up (0.3 and more); the band in which both are possible."""

NEARER = 1.45
"""How much wider the feet look than the shoulders from high beyond the feet, which are nearer."""


KNEES_OVER_FEET = 1.0
"""Knee separation over ankle separation of knees that are over the feet (rendered bridges from
where it shows: 0.79 to 1.02)."""


def _both(_: PoseSequence, __: PoseSequence) -> Side:
    return "both"


def _hip(p: PoseSequence, rep: Sides) -> Array:
    return hip_angle(p, rep.near)


def _hip_marks(rep: RepFrames) -> tuple[int, ...]:
    return tuple(joint(rep.near, part) for part in ("shoulder", "hip", "knee"))


def _knee_marks(rep: RepFrames) -> tuple[int, ...]:
    return tuple(joint(rep.near, part) for part in ("hip", "knee", "ankle"))


def _hips_up(d: Direction) -> float:
    """From the raised ends only: within 57 degrees of the long axis, 30 degrees up or more.

    Even there the hip points follow a tilted pelvis only about half-way.
    """
    return 1.0 if abs(d.head) > 0.55 and d.elevation >= 30 else NOT_VISIBLE


def _similarity(rep: RepFrames) -> float:
    """Both feet stay down: no foot is higher over the hips than the other needs."""
    over = float(np.nanmedian(foot_over_hips(rep.during("top"))))
    return float(np.clip(0.5 - (over - FOOT_UP) / FOOT_BAND, 0, 1))


ACROSS = "Put the camera level with your hips, looking straight across your body."

EXERCISE = Exercise(
    id="glute_bridge",
    title="Glute bridge",
    start_text="On your back, knees bent, feet flat and shoulder-width apart, loop band just "
    "above the knees.",
    steps_text="Press the knees out into the band, lift the hips until shoulders, hips and knees "
    "are in one line, hold, and lower. Breathe out on the way up, in on the way down.",
    wear="Close-fitting clothes; keep the arms off the mat's camera side or across the chest.",
    figure=ON_BACK,
    rep=RepRule(
        signal=Signal("hip_height", "Hip height", "m", hip_height),
        thresholds=Thresholds(still=0.03, reach=0.07, smallest=0.03),
        posture=("supine",),
        side=_both,
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
            Within("trunk_down", 80.0, None),
        ),
        source="Real and rendered bridges: hips up 0.13 to 0.75, shoulders 0.01 to 0.26, knees "
        "0.04 to 0.45, feet 0 to 0.10; trunk 86 to 104 deg, against 60 to 86 on a bench, where the "
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
        Cue(
            id="knee_cave",
            title="Knees caving in",
            unit="of the start",
            phase="top",
            measure=worst(
                lambda p, _: separation_ratio(p),
                0.3,
                "top",
                ratio=True,
                lowest=True,
                most_start=KNEES_OVER_FEET,
            ),
            low=0.8,
            source="Ours: a fifth of the start's knee-to-ankle separation lost, where knees that "
            "start outside the feet count as over them: coming back over the feet is no caving in. "
            "Knee:ankle "
            "separation ratio follows 3-D knee abduction better than a projected angle "
            "(r2 .35 against .145, drop jump).",
            error=by_size(heavy=0.065, full=0.2, lite=0.23),
            visibility=raised_end,
            camera_move="Put the camera at chest height, half-way between your side and your feet.",
            fix_low="Press your knees out against the band.",
            spoken_low="Press your knees out",
            rule="press the knees out into the band",
            method="The distance between the knees along the line between the ankles, over the "
            "distance between the ankles; at the top against the start, kept for 0.3 s.",
            known_confounders="Feet that move during the repetition; a low camera.",
            rank=2,
            draw="separation",
            landmarks=lambda _: (L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
            truth=CueTruth(
                faults=("knee_cave",),
                value=true_values.knee_separation,
                view=true_views.over_the_knees,
            ),
        ),
        Cue(
            id="hyperextension",
            title="Hips past straight",
            unit="deg",
            phase="top",
            measure=steady(_hip, bias=HIP_BIAS),
            high=187.0,
            source="Straight is 180; normal hip extension begins at 10 deg past it (10-20 deg, "
            "Norkin and White), less 3 deg between goniometers (PMC3811733).",
            error=by_size(heavy=2.8, full=3.5, lite=6.0),
            visibility=side(),
            camera_move=ACROSS,
            fix_high="Stop when shoulders, hips and knees make one line.",
            spoken_high="Stop when straight",
            rule="lift the hips until shoulders, hips and knees are in one line",
            method="The shoulder-hip-knee angle of the side towards the camera, median over the "
            "top, freed of the model's known bias.",
            known_confounders="Loose tops; a camera more than 25 deg off the side.",
            rank=1,
            draw="angle",
            landmarks=_hip_marks,
            truth=CueTruth(
                faults=("hyperextension",), value=true_values.hip_angle, view=true_views.across
            ),
        ),
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
            landmarks=lambda _: (L.LEFT_HIP, L.RIGHT_HIP, L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
            truth=CueTruth(
                faults=("uneven_pelvis", "pelvic_drop"),
                value=true_values.hip_line_change,
                view=true_views.hip_line,
            ),
        ),
        Cue(
            id="height",
            title="Hips high enough",
            unit="deg",
            phase="top",
            measure=steady(_hip, bias=HIP_BIAS),
            low=165.0,
            source="Ours, from the routine's 'lift until straight'.",
            error=HEIGHT_ERROR,
            visibility=side(),
            camera_move=ACROSS,
            fix_low="Lift your hips a little higher, into one line.",
            spoken_low="Lift your hips higher",
            rule="lift the hips until shoulders, hips and knees are in one line",
            method="The same angle as for hips past straight.",
            known_confounders="Loose tops; knees opened wide at the top; a camera above the hips.",
            rank=4,
            draw="angle",
            landmarks=_hip_marks,
            truth=CueTruth(
                faults=("not_high_enough",), value=true_values.hip_angle, view=true_views.across
            ),
        ),
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
            landmarks=lambda _: (
                L.LEFT_ANKLE,
                L.RIGHT_ANKLE,
                L.LEFT_SHOULDER,
                L.RIGHT_SHOULDER,
            ),
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
            landmarks=_knee_marks,
            truth=CueTruth(value=true_values.near_knee_angle, view=true_views.across),
        ),
    ),
)
