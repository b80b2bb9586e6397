"""Simple figures of a person in each start position, in metres, for the drawings.

Axes as the camera's azimuth is told: `ahead` is azimuth 0 (in front of a standing person, beyond
the head of one who lies or kneels on all fours), `beside` is azimuth 90 (the left side; the front
of one who lies on the side), then height. The hips are over the origin.
"""

from dataclasses import dataclass

from formcheck.analysis.camera_view import Posture
from formcheck.analysis.exercise import Exercise

Point = tuple[float, float, float]

BONES = (
    ("hip", "knee", 0.075),
    ("knee", "ankle", 0.058),
    ("ankle", "toe", 0.045),
    ("shoulder", "elbow", 0.045),
    ("elbow", "wrist", 0.038),
)
"""Limbs of each side: from, to, half their thickness."""

HEAD = 0.115
NOSE = 0.06


@dataclass(frozen=True, slots=True)
class Figure:
    """A person drawn with a few lines.

    Attributes:
        told: the position in words. aim: height the camera looks at.
        joints: by name, "left knee". head, face: its middle, and the way the face looks.
        props: lines that are not body: a stick.
        mat: ahead and beside from..to of the mat, or None.
    """

    told: str
    joints: dict[str, Point]
    head: Point
    face: Point
    aim: float
    props: tuple[tuple[Point, Point], ...] = ()
    mat: tuple[float, float, float, float] | None = None


def _even(**joints: Point) -> dict[str, Point]:
    """Give both sides the same joints, mirrored."""
    out = {}
    for name, (a, b, z) in joints.items():
        out[f"left {name}"] = (a, b, z)
        out[f"right {name}"] = (a, -b, z)
    return out


_BACK = _even(
    hip=(0, 0.1, 0.11),
    knee=(-0.27, 0.12, 0.45),
    ankle=(-0.43, 0.14, 0.08),
    toe=(-0.61, 0.17, 0.05),
    shoulder=(0.48, 0.17, 0.1),
    elbow=(0.22, 0.31, 0.05),
    wrist=(-0.03, 0.33, 0.04),
)

ON_BACK = Figure(
    "on the back with the knees bent",
    _BACK,
    (0.72, 0, 0.12),
    (0, 0, 1),
    0.25,
    mat=(-0.8, 0.98, -0.42, 0.42),
)

ONE_KNEE_UP = Figure(
    "on the back, one foot on the floor and one knee drawn up",
    {
        **_BACK,
        "right knee": (0.16, -0.12, 0.49),
        "right ankle": (-0.18, -0.13, 0.71),
        "right toe": (-0.19, -0.14, 0.88),
    },
    ON_BACK.head,
    ON_BACK.face,
    0.25,
    mat=ON_BACK.mat,
)

ALL_FOURS = Figure(
    "on hands and knees",
    _even(
        hip=(0, 0.1, 0.5),
        knee=(0, 0.11, 0.08),
        ankle=(-0.42, 0.11, 0.08),
        toe=(-0.49, 0.11, 0.04),
        shoulder=(0.5, 0.17, 0.54),
        elbow=(0.52, 0.25, 0.29),
        wrist=(0.62, 0.24, 0.04),
    ),
    (0.75, 0, 0.57),
    (0.35, 0, -0.94),
    0.35,
    mat=(-0.7, 0.98, -0.42, 0.42),
)

ON_SIDE = Figure(
    "on the side, propped on the forearm, hips and knees bent",
    {
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
    (0.6, 0.02, 0.55),
    (-0.1, 0.97, 0),
    0.25,
    mat=(-0.85, 0.85, -0.35, 0.55),
)

HALF_SQUAT = Figure(
    "standing in a half squat",
    _even(
        hip=(-0.12, 0.1, 0.77),
        knee=(0.18, 0.14, 0.47),
        ankle=(0, 0.14, 0.08),
        toe=(0.19, 0.17, 0.04),
        shoulder=(0.1, 0.18, 1.21),
        elbow=(0.2, 0.25, 0.97),
        wrist=(0.4, 0.06, 1.02),
    ),
    (0.2, 0, 1.44),
    (0.97, 0, -0.1),
    0.75,
)

STANDING = Figure(
    "standing",
    _even(
        hip=(0, 0.1, 0.9),
        knee=(0.02, 0.11, 0.49),
        ankle=(0, 0.12, 0.08),
        toe=(0.19, 0.15, 0.04),
        shoulder=(0, 0.18, 1.38),
        elbow=(-0.02, 0.25, 1.1),
        wrist=(0.06, 0.26, 0.85),
    ),
    (0.02, 0, 1.62),
    (1, 0, 0),
    0.85,
)

HALF_KNEELING = Figure(
    "half-kneeling, one knee on the floor",
    {
        "left hip": (0, 0.1, 0.52),
        "right hip": (0, -0.1, 0.52),
        "left knee": (-0.02, 0.1, 0.09),
        "right knee": (0.42, -0.11, 0.49),
        "left ankle": (-0.43, 0.1, 0.08),
        "right ankle": (0.42, -0.12, 0.08),
        "left toe": (-0.51, 0.1, 0.04),
        "right toe": (0.61, -0.13, 0.04),
        "left shoulder": (0, 0.18, 1.0),
        "right shoulder": (0, -0.18, 1.0),
        "left elbow": (0.22, 0.22, 0.81),
        "right elbow": (0.22, -0.22, 0.81),
        "left wrist": (0.46, 0.05, 0.87),
        "right wrist": (0.46, -0.04, 0.8),
    },
    (0.02, 0, 1.24),
    (1, 0, 0),
    0.6,
    props=(((0.5, 0, 0.02), (0.5, 0, 1.0)),),
    mat=(-0.7, 0.75, -0.4, 0.4),
)


def figure(exercise: Exercise) -> Figure:
    """Return the figure of an exercise's start position.

    The rule's posture tells how the body lies; the start position's own words tell the rest.
    """
    words = exercise.start_text.lower()
    lying: Posture = exercise.rep.posture[0]
    if lying == "supine":
        return ONE_KNEE_UP if "single" in exercise.id or "one knee" in words else ON_BACK
    if lying == "prone":
        return ALL_FOURS
    if lying == "upright":
        if "kneel" in words:
            return HALF_KNEELING
        return HALF_SQUAT if "squat" in words else STANDING
    return ON_SIDE if lying == "left up" else _other_way_up(ON_SIDE)


def _other_way_up(lying: Figure) -> Figure:
    swapped = {
        ("right" if name.startswith("left") else "left") + name[name.index(" ") :]: at
        for name, at in lying.joints.items()
    }
    return Figure(lying.told, swapped, lying.head, lying.face, lying.aim, mat=lying.mat)
