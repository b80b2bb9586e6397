"""Simple figures of a person in a start position, in metres, for the drawings of where to film.

Axes are those in which a camera's azimuth is given: `ahead` is azimuth 0 (in front of a standing
person, beyond the head of one who lies or kneels on all fours), `beside` is azimuth 90 (the left
side; the front of one who lies on the side), then height. The hips are over the origin.

An exercise declares one of these, or one of its own: `ON_BACK.with_joints(...)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import dist

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A person drawn with a few lines.

    Attributes:
        description: the position in words: "on the back with the knees bent".
        joints: by name, "left knee".
        head: the middle of the head.
        face: the direction in which the face looks.
        aim: the height that the camera looks at.
        props: lines that are not the body: a stick, a bench.
        mat: ahead and beside from..to of the mat, or None.
    """

    description: str
    joints: Mapping[str, Point]
    head: Point
    face: Point
    aim: float
    props: tuple[tuple[Point, Point], ...] = ()
    mat: tuple[float, float, float, float] | None = None

    def with_joints(
        self, description: str, joints: Mapping[str, Point], head: Point | None = None
    ) -> "Figure":
        """Return this figure with some joints elsewhere, and its head where one is given."""
        return replace(
            self,
            description=description,
            joints={**self.joints, **joints},
            head=self.head if head is None else head,
        )


def on_both_sides(**joints: Point) -> dict[str, Point]:
    """Give both sides the same joints, mirrored."""
    out = {}
    for name, (a, b, z) in joints.items():
        out[f"left {name}"] = (a, b, z)
        out[f"right {name}"] = (a, -b, z)
    return out


ON_BACK = Figure(
    description="on the back with the knees bent",
    joints=on_both_sides(
        hip=(0, 0.1, 0.11),
        knee=(-0.27, 0.12, 0.45),
        ankle=(-0.43, 0.14, 0.08),
        toe=(-0.61, 0.17, 0.05),
        shoulder=(0.48, 0.17, 0.1),
        elbow=(0.22, 0.31, 0.05),
        wrist=(-0.03, 0.33, 0.04),
    ),
    head=(0.72, 0, 0.12),
    face=(0, 0, 1),
    aim=0.25,
    mat=(-0.8, 0.98, -0.42, 0.42),
)

ALL_FOURS = Figure(
    description="on hands and knees",
    joints=on_both_sides(
        hip=(0, 0.1, 0.5),
        knee=(0, 0.11, 0.08),
        ankle=(-0.42, 0.11, 0.08),
        toe=(-0.49, 0.11, 0.04),
        shoulder=(0.5, 0.17, 0.54),
        elbow=(0.52, 0.25, 0.29),
        wrist=(0.62, 0.24, 0.04),
    ),
    head=(0.75, 0, 0.57),
    face=(0.35, 0, -0.94),
    aim=0.35,
    mat=(-0.7, 0.98, -0.42, 0.42),
)

ON_SIDE = Figure(
    description="on the side, propped on the forearm, hips and knees bent",
    joints={
        "left hip": (0, 0, 0.28),
        "right hip": (0, 0, 0.11),
        "left knee": (-0.3, 0.3, 0.22),
        "right knee": (-0.3, 0.31, 0.08),
        "left ankle": (-0.6, 0.02, 0.17),
        "right ankle": (-0.61, 0.02, 0.06),
        "left toe": (-0.72, 0.14, 0.17),
        "right toe": (-0.73, 0.14, 0.05),
        "left shoulder": (0.36, 0, 0.5),
        "right shoulder": (0.47, 0.02, 0.24),
        "left elbow": (0.2, -0.14, 0.52),
        "right elbow": (0.46, 0.1, 0.04),
        "left wrist": (0.02, 0.02, 0.38),
        "right wrist": (0.42, 0.36, 0.04),
    },
    head=(0.6, 0.02, 0.55),
    face=(-0.1, 0.97, 0),
    aim=0.25,
    mat=(-0.85, 0.85, -0.35, 0.55),
)

HALF_SQUAT = Figure(
    description="standing in a half squat",
    joints=on_both_sides(
        hip=(-0.12, 0.1, 0.77),
        knee=(0.18, 0.14, 0.47),
        ankle=(0, 0.14, 0.08),
        toe=(0.19, 0.17, 0.04),
        shoulder=(0.1, 0.18, 1.21),
        elbow=(0.2, 0.25, 0.97),
        wrist=(0.4, 0.06, 1.02),
    ),
    head=(0.2, 0, 1.44),
    face=(0.97, 0, -0.1),
    aim=0.75,
)

STANDING = Figure(
    description="standing",
    joints=on_both_sides(
        hip=(0, 0.1, 0.9),
        knee=(0.02, 0.11, 0.49),
        ankle=(0, 0.12, 0.08),
        toe=(0.19, 0.15, 0.04),
        shoulder=(0, 0.18, 1.38),
        elbow=(-0.02, 0.25, 1.1),
        wrist=(0.06, 0.26, 0.85),
    ),
    head=(0.02, 0, 1.62),
    face=(1, 0, 0),
    aim=0.85,
)


# --- between two figures --------------------------------------------------------------------------

_PARTS = (
    *(("hip", "knee"), ("knee", "ankle"), ("ankle", "toe")),
    *(("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "shoulder")),
)
RIGID = (
    *((f"{side} {a}", f"{side} {b}") for side in ("left", "right") for a, b in _PARTS),
    *((f"left {name}", f"right {name}") for name in ("hip", "shoulder")),
    *((f"{side} shoulder", "head") for side in ("left", "right")),
)
"""Pairs of places that stay as far from each other while a person moves."""

STAYS = 0.02
"""Metres: what moves by less from one figure to the other stays where it is."""

ROUNDS = 60
"""Rounds in which lengths are put right; after them none is off by a centimetre."""


def halfway(start: Figure, turned: Figure) -> Figure:
    """Return a figure halfway between two, its limbs as long as theirs.

    The middle between two places of a limb that turns lies too near the joint it turns about. Each
    pair of `RIGID` is moved apart again, in turn, and what does not move at all stays (Jakobsen,
    Advanced character physics, 2001).
    """
    ends = ({**start.joints, "head": start.head}, {**turned.joints, "head": turned.head})
    places = {name: _between(ends[0][name], ends[1][name], 0.5) for name in ends[0]}
    fixed = {name for name in places if dist(ends[0][name], ends[1][name]) < STAYS}
    for _ in range(ROUNDS):
        for a, b in RIGID:
            free = (a not in fixed) + (b not in fixed)
            now = dist(places[a], places[b])
            wanted = sum(dist(end[a], end[b]) for end in ends) / 2
            if not free or not now:
                continue
            share = (now - wanted) / now / free
            middle_a, middle_b = places[a], places[b]
            if a not in fixed:
                places[a] = _between(middle_a, middle_b, share)
            if b not in fixed:
                places[b] = _between(middle_b, middle_a, share)
    head = places.pop("head")
    props = start.props
    if len(start.props) == len(turned.props):
        pairs = zip(start.props, turned.props, strict=True)
        props = tuple((_between(a, c, 0.5), _between(b, d, 0.5)) for (a, b), (c, d) in pairs)
    return replace(start, joints=places, head=head, props=props)


def _between(a: Point, b: Point, share: float) -> Point:
    """Return the place that is a share of the way from `a` to `b`."""
    x, y, z = (p + share * (q - p) for p, q in zip(a, b, strict=True))
    return (x, y, z)
