"""What bridges share, on the floor and on a bench, on both legs and on one: the hips at the top."""

from formcheck.analysis.cue_landmarks import near_joints
from formcheck.analysis.exercise import Cue
from formcheck.analysis.kinematics import hip_angle
from formcheck.analysis.measurements import FromSeries, steady
from formcheck.analysis.truth import true_values, true_views
from formcheck.analysis.truth.ground_truth import CueTruth
from formcheck.analysis.visibility import side
from formcheck.model_size import by_size

ACROSS = "Put the camera level with your hips, looking straight across your body."

FOOT_UP, FOOT_BAND = 0.13, 0.4
"""Height of a foot over the hips, in shank lengths, between both feet on the floor (at most -0.1 on
rendered sets) and one drawn up (0.3 and more); the band in which both are possible."""

HIP_BIAS = 9.5
"""Degrees by which the shoulder-hip-knee angle of somebody who lies reads too open: the model's
hip point sits in front of the joint (rendered bridges: +6 to +14, SD 2.6, heavy model)."""


def near_hip(bias: float) -> FromSeries:
    """Measure the hip of the side towards the camera at the top, freed of the model's bias."""
    return steady(lambda p, rep: hip_angle(p, rep.near), bias=bias)


PAST_STRAIGHT = Cue(
    id="hyperextension",
    title="Hips past straight",
    unit="deg",
    phase="top",
    measure=near_hip(HIP_BIAS),
    high=187.0,
    source="Straight is 180; normal hip extension begins at 10 deg past it (10-20 deg, Norkin and "
    "White), less 3 deg between goniometers (PMC3811733).",
    error=by_size(heavy=2.8, full=3.5, lite=6.0),
    visibility=side(),
    camera_move=ACROSS,
    fix_high="Stop when shoulders, hips and knees make one line.",
    spoken_high="Stop when straight",
    rule="lift the hips until shoulders, hips and knees are in one line",
    method="The shoulder-hip-knee angle of the side towards the camera, median over the top, freed "
    "of the model's known bias.",
    known_confounders="Loose tops; a camera more than 25 deg off the side.",
    rank=1,
    draw="angle",
    landmarks=near_joints("shoulder", "hip", "knee"),
    truth=CueTruth(faults=("hyperextension",), value=true_values.hip_angle, view=true_views.across),
)

HIPS_HIGH = Cue(
    id="height",
    title="Hips high enough",
    unit="deg",
    phase="top",
    measure=near_hip(HIP_BIAS),
    low=165.0,
    source="Ours, from the routine's 'lift until straight'.",
    # Some 3, 3.5 and 6 deg on rendered bridges and, as real people's hip points lie nearer to the
    # joint, half the bias that is taken off too much: straight tops of real people read 160 to 169.
    error=by_size(heavy=5.0, full=5.5, lite=7.3),
    visibility=side(),
    camera_move=ACROSS,
    fix_low="Lift your hips a little higher, into one line.",
    spoken_low="Lift your hips higher",
    rule="lift the hips until shoulders, hips and knees are in one line",
    method="The same angle as for hips past straight.",
    known_confounders="Loose tops; knees opened wide at the top; a camera above the hips.",
    rank=3,
    draw="angle",
    landmarks=near_joints("shoulder", "hip", "knee"),
    truth=CueTruth(
        faults=("not_high_enough",), value=true_values.hip_angle, view=true_views.across
    ),
)
