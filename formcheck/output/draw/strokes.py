"""Strokes on a picture: lines, dashes, arcs, with a dark rim that reads on any background."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array
from formcheck.analysis.report import Verdict

Image = NDArray[np.uint8]
Mask = NDArray[np.uint8]
Colour = tuple[int, int, int]

FARTHEST = 30_000
"""Pixels from the corner beyond which nothing is drawn, so that sixteenths of a pixel fit in 32
bits."""

BONE, DARK = (250, 248, 244), (16, 19, 21)
COLOURS: dict[Verdict, Colour] = {
    "ok": (84, 214, 206),
    "fault": (255, 128, 72),
    "unsure": (206, 210, 212),
}


def thin(image: Image) -> float:
    """Return the width of a thin line in this picture."""
    return max(1.0, float(min(image.shape[:2])) / 260)


def blend(image: Image, cover: Mask, colour: Colour, alpha: float) -> None:
    """Paint `colour` where `cover` says, in place."""
    x, y, w, h = cv2.boundingRect(cover)  # few pixels of many: strokes are thin
    cover, image = cover[y : y + h, x : x + w], image[y : y + h, x : x + w]
    at = np.nonzero(cover)
    share = cover[at][:, None] * np.float32(alpha / 255)
    under = image[at].astype(np.float32)
    image[at] = np.rint(under + share * (np.array(colour, np.float32) - under)).astype(np.uint8)


class Ink:
    """Strokes of one colour: gathered first, so that crossing ones do not add up."""

    def __init__(self, image: Image) -> None:
        self.image = image
        self.inner: Mask = np.zeros(image.shape[:2], np.uint8)
        self.outer: Mask = np.zeros(image.shape[:2], np.uint8)

    def line(self, points: Array, width: float, dash: float = 0.0) -> None:
        """Add a line through `points` [N, 2]; a missing one interrupts it."""
        inside = np.abs(points).max(axis=-1) < FARTHEST  # not of a missing one
        runs = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]))).reshape(-1, 2)
        strokes = [points[i:j] for i, j in runs if j - i > 1]
        if dash:
            bones = [(p, q) for run in strokes for p, q in pairwise(run)]
            strokes = [one for p, q in bones for one in _dashes(p, q, max(dash, 9.0))]
        fixed = [np.rint(16 * one).astype(np.int32) for one in strokes]
        for mask, wide in ((self.inner, width), (self.outer, width + 2)):
            cv2.polylines(mask, fixed, False, 255, max(1, round(wide)), cv2.LINE_AA, 4)

    def paint(self, colour: Colour, alpha: float = 1.0) -> None:
        """Put the strokes on the picture, with a dark rim that shows on a light background."""
        blend(self.image, self.outer, DARK, 0.55 * alpha)
        blend(self.image, self.inner, colour, alpha)


def drawable(*points: Array) -> bool:
    """Return whether all points were seen, and near enough for whole numbers to hold them."""
    return all(np.abs(p).max() < FARTHEST for p in points)


def _dashes(a: Array, b: Array, dash: float) -> Array:
    """Return the dashes of a line, [N, 2 ends, 2]."""
    length = float(np.hypot(*(b - a)))
    n = min(max(int(length / dash), 1), 400)
    at = np.linspace(0, 1, n + 1)[:-1, None] + [0, 0.55 / n]
    dashes: Array = a + at[..., None] * (b - a)
    return dashes


def arc(centre: Array, start: float, sweep: float, radius: float) -> Array:
    """Return points [33, 2] along an arc; degrees, clockwise on the screen."""
    turn = np.radians(np.linspace(start, start + sweep, 33))
    return centre + radius * np.stack([np.cos(turn), np.sin(turn)], -1)
