"""Whether somebody else does the exercise: the body followed stands still, and something moves.

A trainer who watches is nearer, upright and easier to find than who lies on the mat. If the body
that was followed keeps still for the whole recording while another part of the picture moves again
and again, the person is looked for there.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.recording.skeleton_checks import BODY
from formcheck.estimation.body_box import surroundings

STANDS = 0.08
"""Share of a body's longer side, about 13 cm, that none of its main joints moves in nine tenths of
the frames when it keeps still: who watches shifts their weight; the knee of a clamshell and the
hips of a bridge rise by 0.15 of it."""

AGAIN, LEAST_BLOCKS = 0.05, 4
"""Share of the frames in which a block of the picture changes, and how many such blocks lie beside
each other, where somebody moves."""

REACH, ROWS = 1.0, 0.15
"""Share of the moving part's longer side that stays uncovered round it, for the rest of the body,
and above and below it before the body that keeps still, at whose feet the mover may lie."""


def keeps_still(poses: PoseSequence) -> bool:
    """Whether a body was seen in most frames and hardly moved."""
    seen = poses.image[np.isfinite(poses.image[:, 0, 0])]
    if len(seen) < max(len(poses) / 2, 2):
        return False
    low, high = np.percentile(seen[:, list(BODY)], [5, 95], axis=0)
    body = np.median(seen, axis=0)
    return bool(np.hypot(*(high - low).T).max() < STANDS * np.ptp(body, axis=0).max())


def moving_place(poses: PoseSequence, activity: Array, size: tuple[int, int]) -> Array | None:
    """Return where something moves beside a body that keeps still, in pixels [4], or None.

    Args:
        poses: those of the whole recording. activity: the share of the frames in which each block
        of the picture changes, [rows, columns]; see `PictureWatch`. size: width and height of the
        picture that the poses' pixels are of.
    """
    if not keeps_still(poses) or not activity.size:
        return None
    block = np.array(size[::-1]) / activity.shape  # height and width
    body = np.median(poses.image[np.isfinite(poses.image[:, 0, 0])], axis=0)
    centres = (np.indices(activity.shape) + 0.5) * block[:, None, None]
    inside = [
        (at >= body[:, axis].min()) & (at <= body[:, axis].max())
        for at, axis in zip(centres, (1, 0), strict=True)
    ]
    active = (activity >= AGAIN) & ~(inside[0] & inside[1])
    count, _, stats, _ = cv2.connectedComponentsWithStats(active.astype(np.uint8))
    if count < 2:
        return None
    x, y, w, h, area = stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())].tolist()
    box = np.array([x, y, x + w, y + h]) * np.tile(block[::-1], 2)
    return box if area >= LEAST_BLOCKS else None


def uncovered_there(
    image: NDArray[np.uint8], place: Array, poses: PoseSequence
) -> NDArray[np.uint8]:
    """Return a picture in which only `place` [4] and what lies round it is to be seen.

    The body in `poses`, which keeps still, is covered too. All in the picture's own pixels.
    """
    height, width = image.shape[:2]
    plain = np.empty_like(image)
    plain[:] = image[::8, ::8].reshape(-1, 3).mean(0).astype(np.uint8)
    out = plain.copy()
    left, top, right, low = _grown(place, REACH, width, height)
    out[top:low, left:right] = image[top:low, left:right]
    body = np.median(poses.image[np.isfinite(poses.image[:, 0, 0])], axis=0)
    x0, y0, x1, y1 = surroundings(body, width, height)
    out[y0:y1, x0:x1] = plain[y0:y1, x0:x1]
    _, first, _, last = _grown(place, ROWS, width, height)
    out[first:last, left:right] = image[first:last, left:right]
    return out


def _grown(box: Array, share: float, width: int, height: int) -> list[int]:
    margin = share * float((box[2:] - box[:2]).max())
    grown = box + margin * np.array([-1, -1, 1, 1])
    out: list[int] = np.clip(grown, 0, [width, height, width, height]).astype(int).tolist()
    return out
