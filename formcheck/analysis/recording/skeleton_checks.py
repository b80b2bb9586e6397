"""Which frames of a recording have a plausible skeleton.

A pose model always answers. It swaps left and right for some frames, draws both hips on one
point, and invents what lies outside the picture; nothing in its confidence says so. What a body
can do says it: bones keep their length, nobody turns round between two frames, and the whole body
does not turn in the picture as one stiff piece unless the camera was knocked.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.camera_view import POSTURES, posture_scores
from formcheck.analysis.geometry import cross
from formcheck.analysis.pose import MIRROR, Array, Bools, N, PoseSequence
from formcheck.analysis.pose import Landmark as L

CONTINUOUS = 0.5
"""Seconds between two frames beyond which left and right are not compared."""

BODY = (
    *(L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP),
    *(L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
)
LEGS = (L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE)

JUMP = 0.15
"""Metres that the joints of a group move on average between two frames, at least, in a swap: a
kicking leg moves them by 0.1 at 12 frames a second, a swap of the sides by 0.2 to 0.7."""

EXPLAINED = 0.4
"""Share of that jump that is left, at most, once left and right are exchanged (swaps: 0.0-0.1)."""

SWAPPED_SECONDS = 1.5
"""Seconds that a swap lasts at most; who faces the other way for longer has turned round."""

BONES: tuple[tuple[L, L], ...] = (
    (L.LEFT_HIP, L.LEFT_KNEE),
    (L.RIGHT_HIP, L.RIGHT_KNEE),
    (L.LEFT_KNEE, L.LEFT_ANKLE),
    (L.RIGHT_KNEE, L.RIGHT_ANKLE),
    (L.LEFT_HIP, L.RIGHT_HIP),
)
"""Not the trunk: from the foot end of a bridge the model draws it at 0.4 to 1.2 of its length."""


def bone_lengths(poses: PoseSequence) -> Array:
    """Return the lengths of `BONES` over the clip's own median, [F, 5]."""
    w = poses.world
    lengths = np.stack([np.linalg.norm(w[:, a] - w[:, b], axis=-1) for a, b in BONES], axis=1)
    good = np.isfinite(lengths).all(1)
    if not good.any():
        return lengths
    out: Array = lengths / np.median(lengths[good], axis=0)
    return out


LEAST_BONE, MOST_BONE = 0.65, 1.5
"""Share of a bone's own median length between which a skeleton can be: 0.8 to 1.25 in usable
views of rendered and real people (2nd to 98th percentile), 0.3 to 1.7 where it is nonsense."""

ONE_SHORT = 0.5
"""The least of one single bone of somebody upright where all others are possible: of a deep squat
seen from the side the far thigh is drawn at 0.51 to 0.64 behind the near one, which is in its
place. A near leg drawn so short (0.50 to 0.62, thigh and shank in turn) was misplaced."""

NEARER = 0.5
"""Share of the hips' distance by which one hip is nearer to the camera of which the leg is near."""

MOSTLY = 0.5
"""Share of the frames in which somebody is upright who is upright in a recording."""

LEAST_WIDTH = 0.3
"""The same for the distance between the hips, which has no upper end: it is half as wide from the
side as from the front (0.135 and 0.234 m in two takes of one person)."""

BRIDGED = 0.35
"""Seconds between two impossible frames within which those between are not believed either."""


def possible(poses: PoseSequence) -> Bools:
    """Return where the bones have about the length they have in the rest of the clip, [F].

    Frames in which nobody was seen are not possible. Of somebody who is mostly upright
    one bone of a leg that is not the near one may be hidden (see `ONE_SHORT`).
    """
    whole, one_short = _bones_fit(poses)
    scores = posture_scores(poses.world[np.isfinite(poses.world[:, 0, 0])])
    upright = scores[:, POSTURES.index("upright")] >= scores.max(-1, initial=0.0)
    if not len(upright) or upright.mean() < MOSTLY:
        one_short = np.zeros(len(poses), bool)
    return _bridged(whole | one_short, poses.time)


def whole_skeleton(poses: PoseSequence) -> Bools:
    """Return where every single bone has about its length, [F]."""
    return _bridged(_bones_fit(poses)[0], poses.time)


def _bones_fit(poses: PoseSequence) -> tuple[Bools, Bools]:
    """Return where all bones are possible, and where all but one that is short, [F] each."""
    least = [LEAST_BONE] * 4 + [LEAST_WIDTH]
    most = [MOST_BONE] * 4 + [np.inf]
    with np.errstate(invalid="ignore"):
        lengths = bone_lengths(poses)
        fits = (lengths >= least) & (lengths <= most)
        short = (lengths >= ONE_SHORT) & (lengths < least)
        hips = poses.world[:, L.LEFT_HIP] - poses.world[:, L.RIGHT_HIP]
        farther = hips[:, 2] / np.linalg.norm(hips, axis=-1)
    left, right = short[:, [0, 2]].any(1), short[:, [1, 3]].any(1)
    near = (left & (farther <= -NEARER)) | (right & (farther >= NEARER))
    one_short: Bools = (fits.sum(1) == len(BONES) - 1) & (left | right) & ~near
    whole: Bools = np.all(fits, axis=1)
    return whole, one_short


def _bridged(good: Bools, time: Array) -> Bools:
    """Return `good` without what lies between two bad frames that are near each other."""
    good = good.copy()
    for i, j in pairwise(np.flatnonzero(~good)):
        if time[j] - time[i] <= BRIDGED:
            good[i:j] = False
    return good


def unswapped(poses: PoseSequence) -> tuple[PoseSequence, Bools]:
    """Put left and right right again where the model exchanged them for a moment.

    Labels that jump from one frame to the next, where the exchanged ones do not, are a swap: of
    the whole body, or of the legs alone. Of two labellings in one unbroken stretch the one that
    holds for longer is right; the shorter is put right when it lasts `SWAPPED_SECONDS` at most.

    Returns:
        the poses, and where they were changed [F].
    """
    whole = np.arange(N)
    below = np.array([m.value for m in L if m >= L.LEFT_KNEE])
    poses, first = _relabelled(poses, BODY, whole)
    poses, second = _relabelled(poses, LEGS, below)
    return poses, first | second


def _relabelled(
    poses: PoseSequence, watched: tuple[L, ...], exchanged: NDArray[np.int_]
) -> tuple[PoseSequence, Bools]:
    """Exchange left and right of the landmarks `exchanged` where those `watched` jump."""
    wrong = _swaps(poses, watched)
    if not wrong.any():
        return poses, wrong
    image, world = poses.image.copy(), poses.world.copy()
    confidence, markers = poses.confidence.copy(), poses.markers.copy()
    rows = np.flatnonzero(wrong)[:, None]
    other = MIRROR[exchanged]
    image[rows, exchanged] = poses.image[rows, other]
    world[rows, exchanged] = poses.world[rows, other]
    confidence[rows, exchanged] = poses.confidence[rows, other]
    knees = np.where(wrong[:, None], poses.knees[:, ::-1], poses.knees)
    changed = {"image": image, "world": world, "confidence": confidence, "markers": markers}
    return replace(poses, **changed, knees=knees), wrong


def _swaps(poses: PoseSequence, watched: tuple[L, ...]) -> Bools:
    """Return the frames whose labels are exchanged against the longer part of their stretch."""
    wrong = np.zeros(len(poses), bool)
    seen = np.flatnonzero(np.isfinite(poses.world[:, BODY]).all((1, 2)))
    if len(seen) < 2:
        return wrong
    at = list(watched)
    here = poses.world[seen][:, at]
    there = poses.world[seen][:, MIRROR[at]]
    plain = np.linalg.norm(here[1:] - here[:-1], axis=-1).mean(-1)
    crossed = np.linalg.norm(there[1:] - here[:-1], axis=-1).mean(-1)
    swap = (plain >= JUMP) & (crossed <= EXPLAINED * plain)
    broken = (np.diff(poses.time[seen]) > CONTINUOUS) | ((plain >= 2 * JUMP) & ~swap)
    for stretch in np.split(np.arange(len(seen)), np.flatnonzero(broken) + 1):
        label = np.concatenate([[False], np.cumsum(swap[stretch[:-1]]) % 2 == 1])
        if label.mean() > 0.5:
            label = ~label
        for run in np.split(stretch, np.flatnonzero(np.diff(label)) + 1):
            first, last = poses.time[seen[run[0]]], poses.time[seen[run[-1]]]
            if label[run[0] - stretch[0]] and last - first <= SWAPPED_SECONDS:
                wrong[seen[run]] = True
    return wrong


KNOCK = 6.0
"""Degrees that the whole body turns in the picture, at least, when the camera is knocked."""

MOST_KNOCK = 45.0
"""Degrees beyond which it is no knock: the person turned round, or the recording was joined."""

KNOCK_SECONDS = 0.8
"""Seconds within which the camera comes to rest again."""

SLOWNESS = 10.0
"""Degrees a second by which a knock must still be growing to be taken for longer."""

STIFF = 0.25
"""How far the joints are off a stiff turn, at most, as a share of the turn itself: a tipped
recording of a bridge 0.18; people who lie or kneel 0.3 and more for any turn above 4.5 degrees.
Somebody who stands may sway stiffly by 20 degrees, so only lying and kneeling people tell."""


@dataclass(frozen=True, slots=True)
class Knock:
    """A moment at which the picture turned: between `start` and `end`, by `degrees`."""

    start: float
    end: float
    degrees: float


def steadied(poses: PoseSequence) -> tuple[PoseSequence, tuple[Knock, ...]]:
    """Turn the picture back after each knock of the camera, so that up stays up.

    Returns:
        the poses with what follows a knock turned and moved back, and the knocks.
    """
    knocks = _knocks(poses)
    if not knocks:
        return poses, ()
    image, world = poses.image.copy(), poses.world.copy()
    body = list(BODY)
    for start, end, _ in knocks:
        a, b = image[start, body], image[end, body]
        turn = float(_stiff_turns(a[None], b[None])[0][0])
        c, s = np.cos(turn), np.sin(turn)
        matrix = np.array([[c, -s], [s, c]])  # turns row vectors back
        image[end:] = (image[end:] - b.mean(0)) @ matrix + a.mean(0)
        world[end:, :, :2] = world[end:, :, :2] @ matrix
    told = tuple(Knock(float(poses.time[i]), float(poses.time[j]), d) for i, j, d in knocks)
    return replace(poses, image=image, world=world), told


def _knocks(poses: PoseSequence) -> list[tuple[int, int, float]]:
    """Return the frames between which the camera was knocked, and by how many degrees."""
    points = poses.image[:, list(BODY)]
    with np.errstate(invalid="ignore"):
        lying = posture_scores(poses.world)
        low = lying[:, POSTURES.index("upright")] < lying.max(-1)
    found: list[tuple[float, int, int, float]] = []
    for lag in range(1, len(poses)):
        away = poses.time[lag:] - poses.time[:-lag]
        if away.min() > KNOCK_SECONDS:
            break
        turn, off = _stiff_turns(points[:-lag], points[lag:])
        size = np.abs(turn)
        with np.errstate(invalid="ignore"):
            hit = (np.degrees(size) >= KNOCK) & (np.degrees(size) <= MOST_KNOCK)
            hit &= (off <= STIFF * size) & (away <= KNOCK_SECONDS) & low[:-lag] & low[lag:]
        for i in np.flatnonzero(hit).tolist():
            degrees = float(np.degrees(turn[i]))
            found.append((SLOWNESS * float(away[i]) - abs(degrees), i, i + lag, degrees))
    out: list[tuple[int, int, float]] = []
    for _, i, j, degrees in sorted(found):
        if all(j <= a or i >= b for a, b, _ in out):
            out.append((i, j, degrees))
    return sorted(out)


def _stiff_turns(a: Array, b: Array) -> tuple[Array, Array]:
    """Return the turns that bring points `a` [F, P, 2] onto `b`, and what is left of it.

    Radians [F], clockwise on the screen, and the root mean square distance that is left [F], in
    the points' own spread.
    """
    x, y = a - a.mean(1, keepdims=True), b - b.mean(1, keepdims=True)
    turn = np.arctan2(cross(x, y).sum(-1), (x * y).sum((-1, -2)))
    c, s = np.cos(turn)[:, None], np.sin(turn)[:, None]
    turned = np.stack([c * x[..., 0] - s * x[..., 1], s * x[..., 0] + c * x[..., 1]], -1)
    off = np.sqrt(((turned - y) ** 2).sum((-1, -2)) / np.maximum((x**2).sum((-1, -2)), 1e-12))
    return turn, off


EDGE = 0.01
"""Share of the picture's width and height beyond its edge from which a point is not seen."""

PARTS: dict[str, tuple[L, ...]] = {
    "feet": tuple(m for m in L if m >= L.LEFT_ANKLE),
    "knees": (L.LEFT_KNEE, L.RIGHT_KNEE),
    "hips": (L.LEFT_HIP, L.RIGHT_HIP),
    "shoulders": (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
}


def outside(poses: PoseSequence, size: tuple[int, int]) -> Bools:
    """Return which landmarks lie outside a picture of that width and height, [F, 33].

    The model puts what it cannot see somewhere beyond the edge: such points are invented.
    """
    beyond = EDGE * np.array(size, float)
    with np.errstate(invalid="ignore"):
        beyond_edge = (poses.image < -beyond) | (poses.image > np.array(size) + beyond)
        out: Bools = np.any(beyond_edge, axis=-1)
    return out


def missing_parts(out: Bools, share: float) -> tuple[str, ...]:
    """Return the parts of the body that are out of the picture in more than `share` of frames."""
    if not len(out):
        return ()
    return tuple(name for name, at in PARTS.items() if out[:, list(at)].any(1).mean() > share)


def unseen_points(out: Bools) -> Bools:
    """Return which landmarks cannot be measured, [F, 33], from those outside the picture.

    Of a foot that is partly outside the model guesses the ankle as well.
    """
    unseen = out.copy()
    for side in ("LEFT", "RIGHT"):
        foot = [L[f"{side}_{part}"] for part in ("ANKLE", "HEEL", "FOOT_INDEX")]
        unseen[:, foot] |= out[:, foot].any(1, keepdims=True)
    return unseen


def only_with_legs(poses: PoseSequence, size: tuple[int, int]) -> PoseSequence:
    """Return poses with nobody in frames in which both hips or both knees are outside the picture.

    Of somebody filmed from the waist up the model guesses the legs: what they seem to do tells
    nothing. `size`: the picture's width and height; 0 where not known.
    """
    if not min(size):
        return poses
    out = outside(poses, size)
    pairs = ((L.LEFT_HIP, L.RIGHT_HIP), (L.LEFT_KNEE, L.RIGHT_KNEE))
    cut = np.any([out[:, list(pair)].all(-1) for pair in pairs], axis=0)
    image, world = poses.image.copy(), poses.world.copy()
    image[cut], world[cut] = np.nan, np.nan
    return replace(poses, image=image, world=world)
