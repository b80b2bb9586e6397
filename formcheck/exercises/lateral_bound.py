"""Lateral bound: from one leg jump sideways to the other, land softly and stay."""

from dataclasses import replace

import numpy as np

from formcheck.analysis.camera_view import Pose, body_axes
from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.cue_landmarks import joint_pairs, working_joints
from formcheck.analysis.exercise import (
    ABOVE_FLOOR,
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
from formcheck.analysis.figures import STANDING
from formcheck.analysis.kinematics import (
    Signal,
    joint,
    lift,
    loose_knee_error,
    middle,
    pixels_per_metre,
    trunk_lean,
)
from formcheck.analysis.measurements import sustained
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Prescription, Side
from formcheck.analysis.smoothing import jitter
from formcheck.analysis.standing import SIDES, flexion_in_front, leg_length, one_frontal_knee_angle
from formcheck.analysis.standing_cues import IN_FRONT, TRUNK_SIDEWAYS
from formcheck.analysis.truth import true_views
from formcheck.analysis.truth.ground_truth import CueTruth, Motion, RepMotion, TrueRep, TrueValue
from formcheck.analysis.visibility import anywhere, facing
from formcheck.model_size import by_size

CONTACT = 0.05
"""Metres that the ankle is above its place when the toes leave or touch the floor (rendered
bounds: 0.05 to 0.06)."""

PLAIN = 0.05
"""Metres above `CONTACT` in which take-off and landing are timed: higher up, only the jump's height
would tell on them."""

SOFTENS = 0.6
"""Seconds after contact within which the hips sink furthest (rendered bounds: 0.18 to 0.6)."""

DEEPEST = 0.12
"""Seconds about that moment in which the knee is read."""

TIPTOE = 0.06
"""Leg lengths by which the hips are higher at contact, on the toes, than standing on that leg
afterwards (rendered bounds: 0.055 to 0.075)."""

FOOT_DOWN = 0.04
"""Metres of height between the ankles below which the other foot is about to touch the floor."""

KNEE_GAIN = 0.83
"""What the model shows of a bent knee's angle from in front: it draws knees nearer to straight
(rendered bounds with the knee 38 degrees out to 36 in, six bodies: 0.76 to 0.95)."""

ASIDE = 0.155
"""How far the knee of a landing seems to lie further out, as a share of how far it is bent: each
landing is aside of the camera, on the leg's own side (0.13 to 0.18 from straight in front)."""

OFF_MIDDLE, OFF_SHARE, TURNS = 2.5, 0.5, 1.4
"""Degrees, standard deviation, by which the camera may stand off the middle between both landings
without its being noticed; the share of the azimuth found that may be true; and degrees by which
a knee bent by 57 then moves for each of them, one in, the other out (4 degrees beside: 6)."""

ONE_LEG = 0.06
"""Metres of height between the ankles from which somebody stands on one leg (0.12 to 0.2)."""

PLAINLY = 0.12
"""Metres of height between the ankles beyond which more says nothing: the free foot drifts."""

LAST_PART = 1 / 3
"""Share of a bound, at its end, in which the landing leg is read."""

FLIGHT = 0.04
"""Metres that both feet must leave the floor by: less is a step, or the model's own wobble."""

SIDEWAYS, SIDEWAYS_BAND = 0.7, 0.3
"""Cosine of the way in the picture with the hip line, between a run across the picture (below
0.4) and a bound aside (above 0.9); the band in which it may be either."""


def _on_one_leg(pose: Pose) -> Array:
    """How far the ankles are from one height, metres, the opposite: 0 half-way in a bound."""
    out: Array = -np.minimum(np.abs(lift(pose, "ankle")), PLAINLY)
    return out


def _lower_foot(poses: PoseSequence) -> Array:
    """The lower ankle's place down the picture, pixels."""
    out: Array = np.maximum(poses.image[:, L.LEFT_ANKLE, 1], poses.image[:, L.RIGHT_ANKLE, 1])
    return out


def _flight(poses: PoseSequence, rest: PoseSequence, _: Side) -> Array:
    """How far both feet are off the floor, beyond `CONTACT` and up to `PLAIN`, [F] metres."""
    foot, x = _lower_foot(poses), middle(poses.image, "hip")[:, 0]
    before = float(np.nanmedian(_lower_foot(rest)))
    late = len(foot) // 2
    after = float(np.nanpercentile(foot[late:], 90))
    begin, end = float(np.nanmedian(middle(rest.image, "hip")[:, 0])), float(x[-1])
    # A camera that is not straight in front sees the floor rise along the way.
    way = np.clip((x - begin) / (end - begin), 0, 1) if abs(end - begin) > 1 else np.zeros(len(x))
    floor = before + way * (after - before)
    up = (floor - foot) / np.nanmedian(pixels_per_metre(rest))
    out: Array = np.clip(up - CONTACT, 0.0, PLAIN)
    return out


def _landed(poses: PoseSequence) -> Bools:
    out: Bools = np.abs(lift(poses, "ankle")) >= FOOT_DOWN
    return out


def _landing_leg(rep: PoseSequence, _: PoseSequence) -> Side:
    """The foot that is lower in the last part."""
    late = rep.part(rep.time >= rep.time[-1] - LAST_PART * (rep.time[-1] - rep.time[0]))
    return "right" if float(np.nanmedian(lift(late, "ankle"))) > 0 else "left"


def _leg_length(rep: RepFrames) -> float:
    """The landing leg, metres: thigh and shank of the world landmarks."""
    w = rep.poses.world
    hip, knee, ankle = (w[:, joint(rep.working, part)] for part in ("hip", "knee", "ankle"))
    lengths = np.linalg.norm(hip - knee, axis=-1) + np.linalg.norm(knee - ankle, axis=-1)
    return float(np.nanmedian(lengths))


def _hips(rep: RepFrames) -> tuple[Array, Array]:
    """Time and height of the hips in the picture, metres, where they are seen."""
    height = -middle(rep.poses.image, "hip")[:, 1] / np.nanmedian(pixels_per_metre(rep.poses))
    good = np.isfinite(height)
    return rep.poses.time[good], height[good]


def _deepest(rep: RepFrames) -> float | None:
    """When the hips are lowest after contact, seconds; None where the landing is not seen."""
    time, height = _hips(rep)
    inside = (time >= rep.top_start) & (time <= rep.top_start + SOFTENS)
    if inside.sum() < 3:
        return None
    return float(time[inside][int(np.argmin(height[inside]))])


def _sink(rep: RepFrames) -> Reading | None:
    """Against the height after a stay, which is surer than the height at one moment of contact."""
    deepest = _deepest(rep)
    if deepest is None:
        return None
    time, height = _hips(rep)
    low = float(np.interp(deepest, time, height))
    size = _leg_length(rep)
    noise = jitter(height) / size
    if rep.hold >= STAY:
        settled = float(np.percentile(height[time >= deepest], 85))
        return Reading((settled - low) / size + TIPTOE, deepest, noise)
    contact = float(np.interp(rep.top_start, time, height))
    return Reading((contact - low) / size, deepest, noise, factor=4.0)


def _knee(rep: RepFrames) -> Reading | None:
    deepest = _deepest(rep)
    if deepest is None:
        return None
    near = rep.poses.part(np.abs(rep.poses.time - deepest) <= DEEPEST)
    angle, bent = one_frontal_knee_angle(near, rep.working), _bent(rep, near)
    good = np.isfinite(angle) & np.isfinite(bent)
    if not good.any():
        return None
    flexed = float(np.median(bent[good]))
    off = max(OFF_MIDDLE, OFF_SHARE * abs(rep.azimuth))
    turned = TURNS * flexed * float(np.sin(np.radians(min(off, 90.0))))
    trembling = jitter(angle[good]) / KNEE_GAIN
    noise = float(np.linalg.norm([trembling, turned, loose_knee_error(rep.poses)]))
    value = float(np.median(angle[good])) / KNEE_GAIN + ASIDE * flexed
    return Reading(value, deepest, noise)


def _bent(rep: RepFrames, near: PoseSequence) -> Array:
    """How far the landing knee is bent in the frames `near`, degrees, as its length tells it."""
    legs = leg_length(rep.poses, rep.working)
    return flexion_in_front(near, rep.working, float(np.nanpercentile(legs, 95)))


def _lean(rep: RepFrames) -> Reading | None:
    time = rep.poses.time
    part = rep.poses.part((time >= rep.top_start) & (time <= rep.top_start + SOFTENS))
    lean = trunk_lean(part)
    good = np.isfinite(lean)
    if good.sum() < 3:
        return None
    value, at = sustained(part.time[good], lean[good], 0.2)
    return Reading(value, at, jitter(lean[good]))


def _stay(rep: RepFrames) -> Reading | None:
    """Seconds on the landing leg; unknown where the recording ends before it is enough."""
    if not rep.timed or (rep.cut == "end" and rep.hold < STAY):
        return None
    return Reading(rep.hold, (rep.top_start + rep.top_end) / 2, rep.longest_gap / 4)


def _width(rep: RepFrames) -> Reading | None:
    """From the foot that took off to the one that landed, across the picture, in leg lengths."""
    if not len(rep.rest):
        return None
    off: Side = "left" if rep.working == "right" else "right"
    before = rep.rest.image[:, joint("left" if off == "left" else "right", "ankle"), 0]
    time = rep.poses.time
    landed = rep.poses.part((time >= rep.top_start) & (time <= rep.top_start + SOFTENS))
    if not len(landed):
        return None
    after = landed.image[:, joint(rep.working, "ankle"), 0]
    scale = float(np.nanmedian(pixels_per_metre(rep.poses))) * _leg_length(rep)
    value = abs(float(np.nanmedian(after) - np.nanmedian(before))) / scale
    return Reading(value, rep.top_start, jitter(after) / scale)


STAY = 1.0
"""Seconds to stay on the leg after a landing."""


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
    airborne = float(np.nanmax(_flight(rep.poses, rep.rest, rep.side))) >= FLIGHT
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
        signal=Signal("between_legs", "From one leg to the other", "m", _on_one_leg),
        thresholds=Thresholds(still=0.03, reach=0.04, smallest=0.03, shortest=0.1, longest=2.0),
        posture=("upright",),
        side=_landing_leg,
        timing=_flight,
        landed=_landed,
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
            measure=_knee,
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
            measure=_sink,
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
            measure=_stay,
            low=STAY,
            source="Ours.",
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
            measure=_lean,
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
            measure=_width,
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
