"""Lateral bound: from one leg jump sideways to the other, land softly and stay."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.bounding import (
    SOFTENS,
    STAY,
    flight,
    landed,
    landing_knee,
    landing_lean,
    landing_leg,
    on_one_leg,
    sink_after_landing,
    stay,
    width_of_bound,
)
from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import joint_pairs, working_joints
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
    Cue,
    Exercise,
    Placement,
    ProgrammePlace,
    Recognition,
    RepFrames,
    RepRule,
    SetTruth,
    Within,
)
from formcheck.analysis.figures import STANDING
from formcheck.analysis.kinematics import Signal, lift
from formcheck.analysis.report import Prescription, Side
from formcheck.analysis.standing import SIDES
from formcheck.analysis.standing_cues import IN_FRONT, TRUNK_SIDEWAYS
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth, Motion, RepMotion, TrueRep, TrueValue
from formcheck.analysis.visibility import anywhere, facing
from formcheck.model_size import by_size

ONE_LEG = 0.06
"""Metres of height between the ankles from which somebody stands on one leg (0.12 to 0.2)."""

FLIGHT = 0.04
"""Metres that both feet must leave the floor by: less is a step, or the model's own wobble."""

SIDEWAYS, SIDEWAYS_BAND = 0.7, 0.3
"""Cosine of the way in the picture with the hip line, between a run across the picture (below
0.4) and a bound aside (above 0.9); the band in which it may be either."""


def _contact_frame(m: RepMotion) -> int:
    return int(np.argmin(np.abs(m.motion.time - float(m.rep.top_start or m.rep.start))))


def _after_contact(m: RepMotion) -> tuple[int, int]:
    """The frames of contact and of the lowest hips after it."""
    first = _contact_frame(m)
    last = int(np.searchsorted(m.motion.time, m.motion.time[first] + SOFTENS))
    return first, first + int(np.argmin(m.point("mid_hip")[first:last, 2]))


def _true_sink(m: RepMotion) -> TrueValue:
    # Between two frames the hips fall by 6 cm: contact is not at one of them.
    _, low = _after_contact(m)
    height, touch = m.point("mid_hip")[:, 2], float(m.rep.top_start or m.rep.start)
    contact = float(np.interp(touch, m.motion.time, height))
    hip, knee, ankle = (m.point(f"{m.working}_{part}")[0] for part in ("hip", "knee", "ankle"))
    size = float(np.linalg.norm(hip - knee) + np.linalg.norm(knee - ankle))
    return TrueValue((contact - float(height[low])) / size, "sink")


def _true_knee(m: RepMotion) -> TrueValue:
    _, low = _after_contact(m)
    return TrueValue(float(m.angle(f"fppa_vertical_plane_{m.working}")[low]), "landing knee")


def _true_side(motion: Motion, rep: TrueRep) -> Side:
    """The leg that landed: its ankle is the lower one."""
    landed = motion.between(float(rep.top_start or rep.start), rep.end)
    left, right = (float(np.median(motion.points[f"{s}_ankle"][landed, 2])) for s in SIDES)
    return "left" if left < right else "right"


def _similarity(rep: RepFrames) -> float:
    """It goes aside, off the floor, from one leg to the other."""
    before, after = lift(rep.rest, "ankle"), lift(rep.poses, "ankle")
    late = after[len(after) // 2 :]
    stood, lands = float(np.nanmedian(before)), float(late[int(np.nanargmax(np.abs(late)))])
    legs = stood * lands < 0 and min(abs(stood), abs(lands)) >= ONE_LEG
    airborne = float(np.nanmax(flight(rep.poses, rep.rest, rep.side))) >= FLIGHT
    left = np.median(body_axes(rep.rest.world)[:, 1], axis=0)
    across = abs(float(left[0]))
    aside = np.clip(0.5 + (across - SIDEWAYS) / SIDEWAYS_BAND, 0, 1)
    return float(legs * airborne * aside)


START = STANDING.with_joints(
    "standing on one leg",
    {"right ankle": (-0.22, -0.1, 0.3), "right toe": (-0.2, -0.1, 0.14)},
)

EXERCISE = Exercise(
    id="lateral_bound",
    title="Lateral bound",
    start_text="Standing on one leg, its knee soft, the other foot off the floor.",
    steps_text="Jump sideways to the other leg, land softly with the knee over the foot, and stay "
    "for a second or more before the next jump.",
    wear="Shorts or close-fitting trousers, so that the knees show.",
    figure=START,
    turning_point=START.with_joints(
        "landed on the other leg",
        {
            "left hip": (-0.1, -0.45, 0.75),
            "right hip": (-0.1, -0.65, 0.75),
            "left knee": (0.0, -0.42, 0.38),
            "right knee": (0.18, -0.7, 0.45),
            "left ankle": (-0.3, -0.46, 0.3),
            "right ankle": (0.0, -0.72, 0.08),
            "left toe": (-0.3, -0.48, 0.14),
            "right toe": (0.19, -0.75, 0.04),
            "left shoulder": (0.1, -0.38, 1.2),
            "right shoulder": (0.1, -0.74, 1.2),
            "left elbow": (0.2, -0.3, 0.95),
            "right elbow": (0.2, -0.82, 0.95),
            "left wrist": (0.4, -0.5, 0.98),
            "right wrist": (0.4, -0.65, 0.98),
        },
        head=(0.18, -0.56, 1.42),
    ),
    figure_azimuth=10,
    phases={
        "lift": "in flight",
        "top": "after landing",
        "lower": "before the next jump",
        "whole": "through the whole bound",
    },
    rep=RepRule(
        signal=Signal("between_legs", "From one leg to the other", "m", on_one_leg),
        thresholds=Thresholds(still=0.03, reach=0.04, smallest=0.03, shortest=0.1, longest=2.0),
        posture=("upright",),
        side=landing_leg,
        timing=flight,
        landed=landed,
    ),
    prescription=Prescription(
        reps=(6, 10),
        sets=(2, 3),
        hold=None,
        sides="alternating",
        side_order="either",
    ),
    programme=ProgrammePlace(phase=3, position=3),
    recognition=Recognition(
        facts=(
            ABOVE_FLOOR,
            Within("stepped", 0.8, None),
            Within("feet_up", 0.2, None),
            Within("hips", 0.4, None),
            Within("hips_over_feet", 1.3, None),
            Within("trunk_tilt", None, 50.0),
        ),
        source="Real and rendered bounds: both feet 1.3 to 3.9 further and 0.2 to 0.5 off the "
        "floor, hips 0.7 to 1.2 away at the height of the flight. Band walks and steps: no flight "
        "(0 to 0.1); jumping jacks: feet 0 to 0.1 further; running: along the front, not aside.",
    ),
    similarity=_similarity,
    truth=SetTruth(side=_true_side),
    placements=(
        Placement(
            name="front",
            azimuth=0,
            height=1.0,
            distance=3.8,
            text="At hip height (about 1 m), four to five steps in front of you, so that both "
            "landings stay in the picture.",
            shows=("knee_cave", "soft_landing", "stick", "trunk_sideways", "width"),
        ),
    ),
    cues=(
        Cue(
            id="knee_cave",
            title="Landing knee caving in",
            unit="deg",
            phase="top",
            measure=landing_knee,
            high=20.0,
            source="Ours: above the norm of landings, 13.5 +/- 5.7 deg (Herrington 2014).",
            error=by_size(heavy=2.0, full=2.6, lite=3.4),
            visibility=facing(20, 30),
            camera_move=IN_FRONT,
            fix_high="Land with your knee over your toes.",
            spoken_high="Knee over your toes",
            rule="land with the knee over the foot",
            method="The angle between thigh and shank of the landing leg in the picture where the "
            "hips are lowest after contact. No angle is read in flight.",
            known_confounders="A camera beside the middle between both landings; a body turned "
            "away from the camera; wide trousers.",
            rank=1,
            draw="angle",
            landmarks=working_joints("hip", "knee", "ankle"),
            truth=CueTruth(faults=("knee_cave",), value=_true_knee, view=true_views.front),
        ),
        Cue(
            id="soft_landing",
            title="Soft landing",
            unit="leg lengths",
            phase="top",
            measure=sink_after_landing,
            low=0.085,
            source="Ours: 0.07 of the leg (6 cm) and the margin of 0.015, because a landing on "
            "stiff legs still reads 0.06, the heel coming down; a soft one reads 0.15 to 0.17.",
            error=by_size(heavy=0.007, full=0.01, lite=0.014),
            visibility=facing(30, 40),
            camera_move=IN_FRONT,
            fix_low="Land softly: bend hip and knee as the foot touches.",
            spoken_low="Land softly",
            rule="land softly",
            method="How far the hips sink from contact to their lowest, in leg lengths; contact is "
            "put as far above the later stand on that leg as tiptoes are high.",
            known_confounders="A bound without a stay: contact falls between two pictures.",
            rank=2,
            draw="line",
            landmarks=joint_pairs("hip", "ankle"),
            truth=CueTruth(faults=("stiff",), value=_true_sink, view=true_views.front),
        ),
        Cue(
            id="stick",
            title="Staying on the leg",
            unit="s",
            phase="top",
            measure=stay,
            low=STAY,
            source="Ours: rendered landings that are held read 1.2 to 1.6 s, one that is left at "
            "once 0.7.",
            error=by_size(heavy=0.1, full=0.12, lite=0.14),
            visibility=anywhere,
            camera_move="",
            fix_low="Stay on that leg for {limit} before you jump again.",
            spoken_low="Stay longer",
            rule="land and stay",
            method="Time on the landing leg before the next jump or the other foot's touch.",
            known_confounders="The other foot held close above the floor.",
            rank=4,
            truth=CueTruth(
                faults=("no_stick",), seconds=lambda rep: rep.hold, view=true_views.anywhere
            ),
        ),
        replace(
            TRUNK_SIDEWAYS,
            phase="top",
            measure=landing_lean,
            high=15.0,
            rule="land with the chest over the hips",
            rank=3,
            truth=CueTruth(faults=("trunk_sideways",), view=true_views.front),
        ),
        Cue(
            id="width",
            title="Width of the bound",
            unit="leg lengths",
            phase="whole",
            measure=width_of_bound,
            low=0.5,
            source="Information only; left and right are compared: more than 15 % apart is uneven.",
            error=by_size(heavy=0.06, full=0.07, lite=0.09),
            visibility=facing(25, 35),
            camera_move=IN_FRONT,
            fix_low="Jump a little wider, as far as you land well.",
            spoken_low="A little wider",
            rule="jump sideways to the other leg",
            method="From the foot that took off to the one that landed, across the picture.",
            known_confounders="Bounds that go towards the camera.",
            rank=9,
            informative=True,
            uneven=0.15,
        ),
    ),
)
