"""The skeleton: thin, the near side strong, the far side faint."""

import numpy as np

from formcheck.analysis.pose import Array
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Side
from formcheck.output.draw.strokes import BONE, Image, Ink, arc, drawable, thin

LEFT_BONES = (
    (L.LEFT_SHOULDER, L.LEFT_ELBOW),
    (L.LEFT_ELBOW, L.LEFT_WRIST),
    (L.LEFT_SHOULDER, L.LEFT_HIP),
    (L.LEFT_HIP, L.LEFT_KNEE),
    (L.LEFT_KNEE, L.LEFT_ANKLE),
    (L.LEFT_ANKLE, L.LEFT_HEEL),
    (L.LEFT_HEEL, L.LEFT_FOOT_INDEX),
    (L.LEFT_FOOT_INDEX, L.LEFT_ANKLE),
)
RIGHT_BONES = tuple((a + 1, b + 1) for a, b in LEFT_BONES)
ACROSS = ((L.LEFT_SHOULDER, L.RIGHT_SHOULDER), (L.LEFT_HIP, L.RIGHT_HIP))
HEAD = (L.LEFT_EAR, L.RIGHT_EAR, L.NOSE)


def draw_pose(
    image: Image, points: Array, side: Side | None = None, strength: float = 1.0
) -> Image:
    """Return the picture with a thin skeleton: `side` strong, the other side faint."""
    out = image.copy()
    w = thin(image)
    near = {"left": LEFT_BONES, "right": RIGHT_BONES}.get(side or "", LEFT_BONES + RIGHT_BONES)
    far = {"left": RIGHT_BONES, "right": LEFT_BONES}.get(side or "", ())
    for bones, wide, alpha in ((far, w, 0.4), (ACROSS, w, 0.4 if far else 0.8), (near, 1.6 * w, 1)):
        ink = Ink(out)
        for bone in bones:
            ink.line(points[list(bone)], wide)
        if bones is near:
            _head(ink, points, w)
            for j in sorted({j for bone in bones for j in bone}):
                if drawable(points[j]):
                    ink.line(arc(points[j], 0, 360, 1.3 * w), 1.3 * w)
        ink.paint(BONE, alpha * strength)
    return out


def _head(ink: Ink, points: Array, w: float) -> None:
    seen = [points[j] for j in HEAD if drawable(points[j])]
    trunk = points[L.LEFT_SHOULDER] - points[L.LEFT_HIP]
    if seen and drawable(trunk):
        ink.line(arc(np.mean(seen, axis=0), 0, 360, 0.17 * float(np.hypot(*trunk))), w)


def between(a: Array, b: Array) -> Array:
    """Return nine points evenly from a to b, [9, ..., 2]."""
    return np.asarray(np.linspace(a, b, 9))


def along_bones(points: Array) -> Array:
    """Return points all along the skeleton that were seen, [N, 2]."""
    bones = np.array(LEFT_BONES + RIGHT_BONES + ACROSS)
    every = between(points[bones[:, 0]], points[bones[:, 1]]).reshape(-1, 2)
    return np.asarray(every[np.isfinite(every).all(-1)])
