"""What is read off a jump from one leg to the other: flight, landing, and the knee that lands.

Series are [F] of a `PoseSequence` as in `kinematics`; measures give a `Reading` of a repetition.
"""

import numpy as np

from formcheck.analysis.camera_view import Pose
from formcheck.analysis.frontal_knees import loose_knee_error
from formcheck.analysis.kinematics import joint, lift, middle, other, pixels_per_metre, trunk_lean
from formcheck.analysis.measurements import sustained
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.rep_frames import Reading, RepFrames
from formcheck.analysis.report import Side
from formcheck.analysis.smoothing import jitter
from formcheck.analysis.standing import flexion_in_front, leg_length, one_frontal_knee_angle

STAY = 1.0
"""Seconds to stay on the leg after a landing."""

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

OFF_MIDDLE, OFF_SHARE, TURNS = 2.7, 0.25, 1.2
"""Degrees, standard deviation, by which `_off_middle` is wrong, and the share of it that may be;
and degrees by which a knee bent by 57 moves for each that the camera stands off the middle between
both landings, one in, the other out (nine rendered bounds, 0 to 18 degrees off: 0.8 to 1.5)."""

MOST_OFF = 30.0
"""Degrees off the middle from which on nothing more is put right."""

CAMERA_HIGH, BOUND_FAR = 0.25, 0.27
"""Height of a camera at hip height over its distance, and how far two landings are apart over that
distance (rendered bounds: 0.17 to 0.36, 0.25 to 0.3)."""

PLAINLY = 0.12
"""Metres of height between the ankles beyond which more says nothing: the free foot drifts."""

LAST_PART = 1 / 3
"""Share of a bound, at its end, in which the landing leg is read."""


def on_one_leg(pose: Pose) -> Array:
    """Return the opposite of the height between the ankles, metres: 0 half-way in a bound."""
    out: Array = -np.minimum(np.abs(lift(pose, "ankle")), PLAINLY)
    return out


def _lower_foot(poses: PoseSequence) -> Array:
    """The lower ankle's place down the picture, pixels."""
    out: Array = np.maximum(poses.image[:, L.LEFT_ANKLE, 1], poses.image[:, L.RIGHT_ANKLE, 1])
    return out


def flight(poses: PoseSequence, rest: PoseSequence, _: Side) -> Array:
    """Return how far both feet are off the floor beyond `CONTACT`, up to `PLAIN`, [F] metres."""
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


def landed(poses: PoseSequence) -> Bools:
    """Return where the other foot is off the floor, [F]: somebody stands on the one that landed."""
    out: Bools = np.abs(lift(poses, "ankle")) >= FOOT_DOWN
    return out


def landing_leg(rep: PoseSequence, _: PoseSequence) -> Side:
    """Return the foot that is lower in the last part."""
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


def sink_after_landing(rep: RepFrames) -> Reading | None:
    """Measure how far the hips sink after contact, in leg lengths.

    Against the height after a stay, which is surer than the height at one moment of contact.
    """
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


def landing_knee(rep: RepFrames) -> Reading | None:
    """Measure how far the landing knee caves in where the hips are lowest, degrees."""
    deepest = _deepest(rep)
    if deepest is None:
        return None
    near = rep.poses.part(np.abs(rep.poses.time - deepest) <= DEEPEST)
    angle, bent = one_frontal_knee_angle(near, rep.working), _bent(rep, near)
    good = np.isfinite(angle) & np.isfinite(bent)
    if not good.any():
        return None
    flexed = float(np.median(bent[good]))
    off = _off_middle(rep)
    wrong = float(np.hypot(OFF_MIDDLE, OFF_SHARE * off))
    turned, unsure = (TURNS * flexed * float(np.sin(np.radians(x))) for x in (off, wrong))
    trembling = jitter(angle[good]) / KNEE_GAIN
    noise = float(np.linalg.norm([trembling, unsure, loose_knee_error(rep.poses)]))
    value = float(np.median(angle[good])) / KNEE_GAIN + ASIDE * flexed
    value -= turned if rep.working == "left" else -turned
    return Reading(value, deepest, noise)


def _off_middle(rep: RepFrames) -> float:
    """Return how far the camera stands off the middle between both landings, degrees to the left.

    The mean of three signs of it that err independently: the azimuth found before the jump, the
    floor's rise in the picture from one foot to the other, and how much larger the body is on the
    nearer side. A camera that is not level only misleads the second one. Without a stay after the
    landing there is only the first, which is then believed by a third.
    """
    after = rep.poses.part(rep.poses.time >= rep.top_start + SOFTENS)
    found = np.array([rep.azimuth, 0.0, 0.0])
    if rep.hold >= STAY and len(after) and len(rep.rest):
        stood = _foot_and_head(rep.rest, joint(other(rep.working), "ankle"))
        stands = _foot_and_head(after, joint(rep.working, "ankle"))
        left, right = (stands, stood) if rep.working == "left" else (stood, stands)
        (across, down), size = left[0] - right[0], left[1] / right[1]
        found[1] = np.degrees(np.arctan(down / (CAMERA_HIGH * across)))
        found[2] = np.degrees(np.arcsin(np.clip((size - 1) / BOUND_FAR, -1, 1)))
    return float(np.clip(np.nan_to_num(found).mean(), -MOST_OFF, MOST_OFF))


def _foot_and_head(poses: PoseSequence, ankle: int) -> tuple[Array, float]:
    """Return where a foot stands in the picture, [2] pixels, and how far the head is above it."""
    foot = np.nanmedian(poses.image[:, ankle], axis=0)
    return foot, float(foot[1] - np.nanmedian(poses.image[:, L.NOSE, 1]))


def _bent(rep: RepFrames, near: PoseSequence) -> Array:
    """How far the landing knee is bent in the frames `near`, degrees, as its length tells it."""
    legs = leg_length(rep.poses, rep.working)
    return flexion_in_front(near, rep.working, float(np.nanpercentile(legs, 95)))


def landing_lean(rep: RepFrames) -> Reading | None:
    """Measure how far the trunk leans sideways after a landing, kept for 0.2 s, degrees."""
    time = rep.poses.time
    part = rep.poses.part((time >= rep.top_start) & (time <= rep.top_start + SOFTENS))
    lean = trunk_lean(part)
    good = np.isfinite(lean)
    if good.sum() < 3:
        return None
    value, at = sustained(part.time[good], lean[good], 0.2)
    return Reading(value, at, jitter(lean[good]))


def stay(rep: RepFrames) -> Reading | None:
    """Measure the seconds on the landing leg; unknown where the recording ends too early."""
    if not rep.timed or (rep.cut == "end" and rep.hold < STAY):
        return None
    return Reading(rep.hold, (rep.top_start + rep.top_end) / 2, rep.longest_gap / 4)


def width_of_bound(rep: RepFrames) -> Reading | None:
    """Measure the way from the foot that took off to the one that landed, in leg lengths."""
    if not len(rep.rest):
        return None
    before = rep.rest.image[:, joint(other(rep.working), "ankle"), 0]
    time = rep.poses.time
    landed = rep.poses.part((time >= rep.top_start) & (time <= rep.top_start + SOFTENS))
    if not len(landed):
        return None
    after = landed.image[:, joint(rep.working, "ankle"), 0]
    scale = float(np.nanmedian(pixels_per_metre(rep.poses))) * _leg_length(rep)
    value = abs(float(np.nanmedian(after) - np.nanmedian(before))) / scale
    return Reading(value, rep.top_start, jitter(after) / scale)
