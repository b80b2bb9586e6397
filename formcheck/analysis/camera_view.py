"""Where the camera stands, seen from the body.

The world landmarks keep the camera's own axes, so the way to the camera is (0, 0, -1) in them.
In the body's axes - head (hip to shoulder), left (right to left side) and front (out of the chest)
- that direction has three components, and every cue declares in them where it can be judged.
Measured on the 55 rendered sets: median error 8 degrees with the heavy model, 9 full, 13 lite;
low end-on views, where the model sees nothing usable, show as a wild spread.
"""

from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypedDict

import numpy as np

from formcheck.analysis.geometry import unit
from formcheck.analysis.pose import Array, Bools
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import OneSide, View, english_page

Posture = Literal["supine", "prone", "upright", "left up", "right up"]
POSTURES: tuple[Posture, ...] = ("supine", "prone", "upright", "left up", "right up")


class Pose(Protocol):
    """A `PoseFrame` or a `PoseSequence`: the same names with or without a leading axis."""

    @property
    def image(self) -> Array:
        """[..., 33, 2] pixels."""

    @property
    def world(self) -> Array:
        """[..., 33, 3] metres."""

    @property
    def trunk(self) -> Array:
        """[..., 2, K] trunk profile."""

    @property
    def markers(self) -> Array:
        """[..., 2, 2] pixels of the dots on the hip bones."""


def body_axes(world: Array) -> Array:
    """Return the body's axes in the camera's, [..., 3 (head, left, front), 3 (x, y, z)]."""
    left_hip, right_hip = world[..., L.LEFT_HIP, :], world[..., L.RIGHT_HIP, :]
    left_shoulder, right_shoulder = world[..., L.LEFT_SHOULDER, :], world[..., L.RIGHT_SHOULDER, :]
    ways = np.empty((*world.shape[:-2], 3, 3))
    ways[..., 0, :] = left_shoulder + right_shoulder - left_hip - right_hip
    ways[..., 1, :] = left_hip - right_hip
    ways[..., 2, :] = left_shoulder - right_shoulder
    ways = unit(ways)
    head, left = ways[..., 0, :], ways[..., 1, :] + ways[..., 2, :]
    left = unit(left - (left * head).sum(-1, keepdims=True) * head)
    out = np.empty((*world.shape[:-2], 3, 3))
    out[..., 0, :], out[..., 1, :] = head, left
    for k in range(3):  # np.cross(left, head), in a fifth of its time on one frame
        i, j = (k + 1) % 3, (k + 2) % 3
        out[..., 2, k] = left[..., i] * head[..., j] - left[..., j] * head[..., i]
    return out


def to_camera(world: Array) -> Array:
    """Return the way to the camera in the body's axes, [..., 3]: head, left, front."""
    out: Array = -body_axes(world)[..., :, 2]
    return out


TAKEN, TAKEN_BESIDE = 0.5, 0.25
"""Cosine with up from which a posture is taken, and by how much another may fit better: a camera
that looks down steeply tips the picture's up towards the body's front or head."""

KEPT = -0.1
"""The same down to which it is kept: hips lifted towards a high camera look almost upright."""


def posture_scores(world: Array) -> Array:
    """Return how far each of `POSTURES` holds, [..., 5] in -1..1 (the cosine with up).

    Up is the picture's up: good for a camera that looks down by less than about 45 degrees.
    """
    up = -body_axes(world)[..., :, 1]
    head, left, front = up[..., 0], up[..., 1], up[..., 2]
    out: Array = np.stack([front, -front, head, left, -left], axis=-1)
    return out


def is_posture(world: Array, wanted: Posture) -> Bools:
    """Return where the body is in the `wanted` posture, [...] of bool; False where unseen."""
    return takes_posture(posture_scores(world), wanted)


def takes_posture(scores: Array, wanted: Posture) -> Bools:
    """Return where `posture_scores` [..., 5] say that a posture is taken, [...] of bool."""
    here = scores[..., POSTURES.index(wanted)]
    with np.errstate(invalid="ignore"):
        out: Bools = (here >= TAKEN) & (here >= scores.max(-1) - TAKEN_BESIDE)
    return out


def keeps_posture(scores: Array, wanted: Posture) -> Bools:
    """Return where `posture_scores` [..., 5] say that a posture taken before is not clearly left.

    Within a repetition the trunk turns, so that less is asked for than to take it.
    """
    with np.errstate(invalid="ignore"):
        out: Bools = scores[..., POSTURES.index(wanted)] >= KEPT
    return out


STEADY = 0.15
"""Spread above which a direction is unreliable: 0.01 to 0.13 in usable views of the rendered sets
(all models), 0.15 to 1.3 in low end-on ones."""


END_ON, RAISED = 0.82, 25.0
"""Cosine of the camera's axis with the body's long axis (35 degrees) from which a lying or kneeling
body is seen end-on, and the degrees of elevation from which its joints do not hide each other:
measured on rendered sets, where no end-on view below 0.8 m is usable."""

HIGH, FROM_ABOVE = 22.0, 60.0
"""Degrees of elevation from which a view is called raised, and from above."""

SIDE_ON, ALONG = 25.0, 65.0
"""Degrees off a side view up to which it is called so, and from which it is the end's."""


@dataclass(frozen=True, slots=True)
class Direction:
    """The way to the camera over the still moments of a set.

    Attributes:
        head, left, front: its components, a unit vector.
        spread: root mean square distance of the frames from it; see `STEADY`.
        frames: how many frames it was taken from.
        posture: the posture the body was in.
    """

    head: float
    left: float
    front: float
    spread: float
    frames: int
    posture: Posture

    def mirrored(self) -> "Direction":
        """Return the way to the camera from the person whom a mirror shows."""
        turned: dict[Posture, Posture] = {"left up": "right up", "right up": "left up"}
        return replace(self, left=-self.left, posture=turned.get(self.posture, self.posture))

    @property
    def upward(self) -> float:
        """How far the camera is above the body, as a sine."""
        signs = {"supine": self.front, "prone": -self.front, "upright": self.head}
        return signs.get(self.posture, self.left if self.posture == "left up" else -self.left)

    @property
    def elevation(self) -> float:
        """Degrees above the body's horizon."""
        return float(np.degrees(np.arcsin(np.clip(self.upward, -1, 1))))

    @property
    def azimuth(self) -> float:
        """Degrees round the body, -180..180.

        Standing: 0 in front, 90 on the person's left. Lying on the back or on hands and knees:
        0 beyond the head, 180 beyond the feet, 90 on the left. On the side: 0 beyond the head,
        90 in front.
        """
        if self.posture == "upright":
            return float(np.degrees(np.arctan2(self.left, self.front)))
        if self.posture in ("left up", "right up"):
            return float(np.degrees(np.arctan2(self.front, self.head)))
        return float(np.degrees(np.arctan2(self.left, self.head)))

    @property
    def off_side(self) -> float:
        """Degrees between the camera's axis and the hip-to-hip line: 0 in a pure side view."""
        return float(np.degrees(np.arccos(np.clip(abs(self.left), 0, 1))))

    @property
    def steady(self) -> bool:
        """Whether the frames agree; poses of a body seen end-on from low do not."""
        return self.frames > 0 and self.spread < STEADY

    @property
    def low_end_on(self) -> bool:
        """Whether a lying or kneeling body is seen along itself from too low.

        There the head or the hips are hidden, and the model returns landmarks that are wrong
        (see `END_ON`).
        """
        along = abs(self.head)
        return self.posture != "upright" and along > END_ON and self.elevation < RAISED


def direction(world: Array, among: tuple[Posture, ...] = POSTURES) -> Direction | None:
    """Return the camera's place over frames `world` [F, 33, 3], or None if nobody was seen.

    The posture is the one of `among` that holds best.
    """
    way = to_camera(world)
    seen = np.isfinite(way).all(-1)
    if not seen.any():
        return None
    middle = np.median(way[seen], axis=0)
    size = float(np.linalg.norm(middle))
    mean = middle / size if size > 0 else middle
    spread = float(np.sqrt(((way[seen] - mean) ** 2).sum(-1).mean()))
    held = np.nanmean(posture_scores(world[seen]), axis=0)
    return Direction(
        float(mean[0]),
        float(mean[1]),
        float(mean[2]),
        spread,
        int(seen.sum()),
        max(among, key=lambda p: float(held[POSTURES.index(p)])),
    )


OUTLIER = 0.5
"""Distance of a frame's direction from the median (about 30 degrees) beyond which it is an
outlier."""

FEW_OUTLIERS = 0.2
"""Largest share of outliers that are left out; with more of them the view is unsteady."""


def steady_direction(world: Array, among: tuple[Posture, ...] = POSTURES) -> Direction | None:
    """Return the direction as `direction` does, leaving out a few outliers."""
    way = to_camera(world)
    seen = np.isfinite(way).all(-1)
    if not seen.any():
        return None
    off = np.linalg.norm(way[seen] - np.median(way[seen], axis=0), axis=-1) > OUTLIER
    kept = world[seen][~off] if off.mean() <= FEW_OUTLIERS else world[seen]
    return direction(kept, among)


def view_name(d: Direction) -> str:
    """Return the view's name as people say it."""
    side = "left" if d.left > 0 else "right"
    high = " from above" if d.elevation > FROM_ABOVE else ", raised" if d.elevation > HIGH else ""
    lying = {0: "head end", 180: "foot end"}
    standing = {0: "front", 180: "rear"}
    on_side = {0: "head end", 90: "front", 180: "foot end", -90: "back"}
    a = d.azimuth
    if d.posture in ("left up", "right up"):
        nearest = min(on_side, key=lambda k: abs((a - k + 180) % 360 - 180))
        return on_side[nearest] + high
    ends = standing if d.posture == "upright" else lying
    off = abs(abs(a) - 90)
    if off <= SIDE_ON:
        return f"{side} side{high}"
    end = ends[0] if abs(a) < 90 else ends[180]
    if off >= ALONG:
        return end + high
    return f"three-quarter from the {end}, {side}{high}"


class Place(TypedDict):
    """What a `View` says of the camera's place but for its spreads and its elevation."""

    azimuth: float
    near: OneSide
    name: str
    text: str


def place_of(d: Direction) -> Place:
    """Return where the camera stands, in degrees and in words."""
    name = view_name(d)
    return {
        "azimuth": round(d.azimuth, 1),
        "near": "left" if d.left >= 0 else "right",
        "name": name,
        "text": english_page.camera_at(name, max(d.elevation, 0)),
    }


def to_view(d: Direction, way: Array) -> View:
    """Return `d` as a report's `View`; `way` [F, 3] are the directions of single frames."""
    way = way[np.isfinite(way).all(-1)]
    rows = [Direction(float(h), float(s), float(f), 0.0, 1, d.posture) for h, s, f in way]
    azimuth = np.array([(r.azimuth - d.azimuth + 180) % 360 - 180 for r in rows])
    elevation = np.array([r.elevation - d.elevation for r in rows])
    spreads = [
        float(np.diff(np.percentile(x, [10, 90]))[0] / 2) if len(rows) else 0.0
        for x in (azimuth, elevation)
    ]
    return View(
        **place_of(d),
        azimuth_spread=round(spreads[0], 1),
        elevation=round(d.elevation, 1),
        elevation_spread=round(spreads[1], 1),
    )
