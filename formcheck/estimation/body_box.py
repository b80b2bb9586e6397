"""The box of a body in a picture."""

import numpy as np

from formcheck.analysis.pose import Array
from formcheck.analysis.recording.skeleton_checks import BODY

MARGIN = 0.15
"""Share of a body's longer side by which its surroundings reach beyond its points: hair, clothes,
and a movement of a few frames."""


def body_box(image: Array) -> Array:
    """Return left, top, right and bottom of a body's main joints [33, 2], pixels [4]."""
    points = image[list(BODY)]
    return np.concatenate([points.min(0), points.max(0)])


def overlap(a: Array, b: Array) -> float:
    """Return the intersection over union of two boxes [4]; 1 if neither has an area."""
    shared = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None).prod()
    union = (a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - shared
    return float(shared / union) if union > 0 else 1.0


def surroundings(body: Array, width: int, height: int) -> list[int]:
    """Return left, top, right and bottom of a body's surroundings in a picture, whole pixels."""
    first, last = body.min(0), body.max(0)
    margin = MARGIN * (last - first).max()
    grown = np.concatenate([first - margin, last + margin])
    out: list[int] = np.clip(grown, 0, [width, height, width, height]).astype(int).tolist()
    return out
