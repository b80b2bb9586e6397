"""Deadlift: hinge at the hips with a flat back and soft knees, stand up to a straight line."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import near_joints
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
    Cue,
    Exercise,
    ProgrammePlace,
    Reading,
    Recognition,
    RepFrames,
    RepRule,
    Within,
)
from formcheck.analysis.figures import STANDING, on_both_sides
from formcheck.analysis.kinematics import (
    Signal,
    forward_lean,
    knee_angle,
    knee_angle_3d,
    middle,
)
from formcheck.analysis.report import Prescription
from formcheck.analysis.smoothing import jitter
from formcheck.analysis.standing import (
    HINGE,
    HINGE_BAND,
    bowed,
    opening,
    shoulders_down,
    shoulders_over_hips,
    tipped,
)
from formcheck.analysis.standing_cues import ACROSS, BACK_ROUND, DOWN_AND_UP, SIDE
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth, RepMotion, TrueValue
from formcheck.analysis.visibility import side
from formcheck.analysis.working_side import both_sides
from formcheck.model_size import by_size

HIP_BIAS = 7.0
"""Degrees by which the shoulder-hip-knee angle of somebody who stands reads too open (rendered
deadlifts of twelve people from the side: 1 to 13)."""

MOST_HINGE = 4.0
"""Hip over knee flexion beyond which it is a hinge whatever the knees do: they bend so little that
their error makes the ratio meaningless."""

MOST_NOISE = 0.3
"""Share of a ratio that its error is at most: a ratio that high is a hinge in any case."""

HIP_ERROR, KNEE_ERROR = 2.5, 3.5
"""Degrees by which the gained flexion of the hip and of the knee may be off, standard deviation."""

FEW = 3
"""Frames without which nothing is read."""

NEAR_LOWEST = 0.15
"""Share of the hips' way up and down within which they are at their lowest."""

STOPPED = 0.25
"""Share of the fastest tipping on the way down below which the trunk has stopped tipping."""

STANDING_UP = 1 / 3
"""Share of the way up in which the hips must not rise alone."""

LOCKED = 0.4
"""Seconds at the end of a repetition in which its lockout is read."""

UNEVEN = (35.0, 20.0)
"""Degrees of flexion that one knee may gain more than the other (up to 16 in deadlifts, 43 to 65
in lunges to the side), and the band in which both are possible."""

DEEP = (50.0, 30.0)
"""Degrees of the trunk against the vertical from which a bow is a deadlift's (55 to 85), and the
band in which it may be something else."""


def _hinge(rep: RepFrames) -> Reading | None:
    """Hip flexion gained over knee flexion gained, at the bottom against the start."""
    top = rep.during("top")
    if not len(rep.rest) or not len(top):
        return None
    hips = [float(np.nanmedian(opening(p, rep.near))) for p in (rep.rest, top)]
    knees = [float(np.nanmedian(knee_angle(p, rep.near))) for p in (rep.rest, top)]
    hip, knee = hips[0] - hips[1], max(knees[0] - knees[1], 1.0)
    if not hip > 0:
        return None
    ratio = hip / knee
    at = (rep.top_start + rep.top_end) / 2
    noise = float(np.hypot(HIP_ERROR / hip, KNEE_ERROR / knee))
    return Reading(min(ratio, MOST_HINGE), at, min(ratio, MOST_HINGE) * min(noise, MOST_NOISE))


def _tips_on(rep: RepFrames) -> Reading | None:
    """How much further the trunk tips forward once the hips have left their lowest place.

    Where it has not stopped tipping before they leave it, that belongs to the way down: in a bow
    with hardly bent knees the hips are lowest half-way.
    """
    lean, height = forward_lean(rep.poses), middle(rep.poses.image, "hip")[:, 1]
    good = np.isfinite(lean) & np.isfinite(height)
    if good.sum() < FEW:
        return None
    time, lean, height = rep.poses.time[good], lean[good], height[good]
    low = height >= height.max() - NEAR_LOWEST * np.ptp(height)
    after = time >= time[low][-1]
    worst = int(np.argmax(np.where(after, lean, -np.inf)))
    bottom = float(np.median(lean[low]))
    rate = np.gradient(lean, time)
    first = int(np.argmax(low))
    stops = np.flatnonzero(rate[first:] <= STOPPED * rate[: first + 1].max()) + first
    if first and len(stops):
        bottom = max(bottom, float(lean[stops[0]]))
    further = max(float(lean[worst]) - bottom, 0.0)
    return Reading(further, float(time[worst]), jitter(lean[low]))


def _lockout(rep: RepFrames) -> Reading | None:
    """The straightest hip at the end."""
    last = rep.poses.part(rep.poses.time >= rep.poses.time[-1] - LOCKED)
    angle = opening(last, rep.near)
    if rep.cut or np.isfinite(angle).sum() < FEW:  # its times are not fine enough
        return None
    at = int(np.nanargmax(angle))
    return Reading(float(angle[at]) - HIP_BIAS, float(last.time[at]))


def _true_hinge(m: RepMotion) -> TrueValue:
    hip, knee = (
        float(np.median(a[m.start]) - np.median(a[m.top]))
        for a in (
            m.angle(f"shoulder_hip_knee_signed_{m.near}"),
            m.angle(f"knee_angle_{m.near}"),
        )
    )
    return TrueValue(min(hip / max(knee, 1.0), MOST_HINGE), "hinge")


def _true_tips_on(m: RepMotion) -> TrueValue:
    lean = m.angle("trunk_lean_forward")
    down = float(m.rep.top_end or m.rep.end)
    first = m.motion.between(down, down + STANDING_UP * (m.rep.end - down))
    return TrueValue(float(lean[first].max() - np.median(lean[m.top])), "trunk lean")


def _true_lockout(m: RepMotion) -> TrueValue:
    angle = m.angle(f"shoulder_hip_knee_signed_{m.near}")
    last = m.motion.between(m.rep.end - LOCKED, m.rep.end)
    return TrueValue(float(angle[last].max()), "lockout")


def _similarity(rep: RepFrames) -> float:
    """A deep bow in which the shoulders sink much more than the hips, both knees alike."""
    top = rep.during("top")
    hinge = np.clip(0.5 + (shoulders_over_hips(rep) - HINGE) / HINGE_BAND, 0, 1)
    deep = np.clip(0.5 + (float(np.nanmedian(tipped(top))) - DEEP[0]) / DEEP[1], 0, 1)
    bent = [
        float(np.nanmedian(knee_angle_3d(rep.rest, s)) - np.nanmedian(knee_angle_3d(top, s)))
        for s in ("left", "right")
    ]
    even = np.clip(0.5 + (UNEVEN[0] - abs(bent[0] - bent[1])) / UNEVEN[1], 0, 1)
    return float(min(hinge, deep, even))


EXERCISE = Exercise(
    id="deadlift",
    title="Deadlift",
    start_text="Standing tall with the weight in your hands, feet hip-width, knees soft.",
    steps_text="Push your hips back and bow with a flat back, the weight close to your legs, then "
    "stand up to a straight line.",
    wear="A close-fitting top, so that the back's own outline shows.",
    figure=STANDING,
    turning_point=STANDING.with_joints(
        "bowed at the hips",
        on_both_sides(
            hip=(-0.24, 0.1, 0.82),
            knee=(0.04, 0.11, 0.49),
            shoulder=(0.2, 0.18, 1.02),
            elbow=(0.2, 0.2, 0.74),
            wrist=(0.2, 0.2, 0.5),
        ),
        head=(0.42, 0, 1.14),
    ),
    phases=DOWN_AND_UP,
    rep=RepRule(
        signal=Signal("shoulders_down", "How low the shoulders are", "m", shoulders_down),
        thresholds=Thresholds(still=0.06, reach=0.2, smallest=0.15, from_the_turn=True),
        posture=("upright",),
        passes=("prone",),
        side=both_sides,
        timing=bowed,
    ),
    prescription=Prescription(reps=(8, 12), sets=(3, 3), hold=None, sides="both"),
    programme=ProgrammePlace(phase=2, position=5),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("shoulders", 0.5, None),
            Within("hips_up", -0.65, 0.15),
            Within("hips_bent", 35.0, None),
            Within("trunk_tilt", 30.0, 100.0),
            Within("moving_foot", None, 0.5),
            Within("other_foot", None, 0.3),
            Within("feet_split", None, 0.8),
            Within("feet_up", None, 0.12),
            Within("hips_over_feet", 1.55, None),
            Within("hands_low", 0.7, None),
        ),
        source="Real and rendered deadlifts: shoulders 0.5 to 1.7, hips 0.03 to 0.54 down, hips "
        "bent by 54 to 113 deg, trunk 33 to 85 deg from the vertical, both feet on their places "
        "(0 to 0.26), hands hanging; good mornings hold them at the shoulders; single-leg "
        "deadlifts have one foot 1.4 to 2.7 behind; jumps have both 2.1 up.",
    ),
    similarity=_similarity,
    placements=(replace(SIDE, shows=("back_round", "hinge", "hips_first", "lockout")),),
    cues=(
        replace(BACK_ROUND, rank=1, rule="hinge at the hips with a flat back"),
        Cue(
            id="hips_first",
            title="Hips rising first",
            unit="deg",
            phase="lower",
            measure=_tips_on,
            high=10.0,
            source="Ours: where chest and hips rise together the trunk tips on by 0 in rendered "
            "deadlifts, where the hips rise first by 23.",
            error=by_size(heavy=1.5, full=1.6, lite=3.0),
            visibility=side(),
            camera_move=ACROSS,
            fix_high="Let chest and hips rise together.",
            spoken_high="Chest and hips together",
            rule="stand up to a straight line",
            method="How much further the trunk tips forward in the first third of the way up.",
            known_confounders="A pause at the bottom with a change of grip.",
            rank=2,
            draw="line",
            landmarks=near_joints("hip", "shoulder"),
            truth=CueTruth(faults=("hips_first",), value=_true_tips_on, view=true_views.across),
        ),
        Cue(
            id="lockout",
            title="Standing up to a straight line",
            unit="deg",
            phase="lower",
            measure=_lockout,
            low=168.0,
            high=187.0,
            source="Ours: straight is 180; above it the low back leans back.",
            error=by_size(heavy=3.5, full=3.7, lite=4.2),
            visibility=side(),
            camera_move=ACROSS,
            fix_low="Stand up all the way and squeeze your glutes.",
            fix_high="Stop when you stand straight: do not lean back.",
            spoken_low="Stand up tall",
            spoken_high="Do not lean back",
            rule="stand up to a straight line",
            method="The shoulder-hip-knee angle at the end of the repetition, "
            "freed of the model's known bias.",
            known_confounders="Loose tops; a plate in front of the hip.",
            rank=3,
            draw="angle",
            landmarks=near_joints("shoulder", "hip", "knee"),
            truth=CueTruth(
                faults=("lean_back", "not_locked_out"),
                value=_true_lockout,
                view=true_views.across,
            ),
        ),
        Cue(
            id="hinge",
            title="Hinging, not squatting",
            unit="hip over knee",
            phase="top",
            measure=_hinge,
            low=1.5,
            source="Ours: in a squat both gain about alike.",
            error=by_size(heavy=0.03, full=0.05, lite=0.08),
            visibility=side(),
            camera_move=ACROSS,
            fix_low="Push your hips back and keep your shins upright.",
            spoken_low="Push your hips back",
            rule="hinge at the hips with soft knees",
            method="Hip flexion gained over knee flexion gained, from standing to the bottom.",
            known_confounders="A lift from the floor with small plates needs more knee.",
            rank=4,
            draw="angle",
            landmarks=near_joints("shoulder", "hip", "knee"),
            truth=CueTruth(faults=("squatting",), value=_true_hinge, view=true_views.across),
        ),
    ),
)
