"""Track two stickers of known appearance, frame by frame."""

from collections.abc import Sequence

import numpy as np

from formcheck.analysis.pose import Array, PoseSequence
from formcheck.estimation.markers.blobs import LAB, ROUND, SIZE, Spots
from formcheck.estimation.markers.colours import alike, apart
from formcheck.estimation.markers.detection import Frames, Look, pairs_in

LOST = 0.6
"""Seconds without a sticker after which the search starts afresh."""

GATE = 0.035
"""Metres by which a sticker may be off its expected place, including the jitter of the hip
landmarks."""

SPEED = 0.5
"""Metres a second that it may move relative to the hip landmarks; a lifted pelvis turns under
them."""

AFRESH = 0.13
"""Metres by which it may be off its usual place when the previous frames do not show it."""

FAINTER = 0.35
"""Share of the stickers' contrast below which a blob is none of them."""

UNLIKE = 1.15
"""Likeness of colour (see `colours.alike`) beyond which it is none of them."""

SMALLEST, LARGEST = 0.3, 2.2
"""Its size against theirs, at least and at most: a sticker that turns away grows narrow."""

GAP_SPREAD, WIDEST = 0.25, 1.6
"""The pair's distance against its usual one: standard deviation of its logarithm, and the most."""

CLEARLY = 0.5
"""Cost by which the best choice must be better than the next: squares of standard deviations."""


def follow(spots: Sequence[Spots], poses: PoseSequence, look: Look) -> Array:
    """Return the left and the right sticker [F, 2, 2] in pixels, NaN where not seen.

    In each frame the best-fitting pair of blobs is chosen: similar in colour, and close to the
    previous position moved along with the hips. A single blob is taken for the sticker it
    continues; if two fit about equally well, neither is.
    """
    frames = Frames.of(poses)
    out = np.full((len(poses), 2, 2), np.nan)
    last = np.full((2, 2), np.nan)  # metres from mid-hip
    seen_at = np.full(2, -np.inf)
    for f in range(len(poses)):
        blobs = spots[f].blobs
        if not np.isfinite(frames.scale[f]):
            continue
        time = frames.time[f]
        fresh = time - seen_at > LOST
        expected = np.where(fresh[:, None], look.place, last)
        gate = np.where(fresh, AFRESH, np.minimum(GATE + SPEED * (time - seen_at), AFRESH))
        chosen = _choose(blobs, frames, f, look, expected, gate)
        for side, k in enumerate(chosen):
            if k is not None:
                out[f, side] = blobs[k, :2]
                last[side] = (blobs[k, :2] - frames.hip[f]) / frames.scale[f]
                seen_at[side] = time
    return out


def _choose(
    blobs: Array, frames: Frames, f: int, look: Look, expected: Array, gate: Array
) -> tuple[int | None, int | None]:
    """Return the rows of the left and the right sticker, None where not seen."""
    if not len(blobs):
        return None, None
    at = (blobs[:, :2] - frames.hip[f]) / frames.scale[f]
    far = np.linalg.norm(at[:, None] - expected[None], axis=-1) / gate  # [n, 2]
    unlike = alike(blobs[:, None, LAB], look.colours[None])
    plain = apart(blobs[:, LAB], blobs[:, ROUND]) < FAINTER * look.contrast
    size = blobs[:, SIZE] / look.size
    cost = far**2 + unlike**2
    cost[
        (far > 1) | (unlike > UNLIKE) | (plain | (size > LARGEST) | (size < SMALLEST))[:, None]
    ] = np.inf
    pairs = pairs_in(blobs, frames.hip[f], frames.scale[f], frames.left[f], frames.seen[f])
    if len(pairs):
        gap = np.linalg.norm(at[pairs[:, 0]] - at[pairs[:, 1]], axis=-1) / look.apart
        total = cost[pairs[:, 0], 0] + cost[pairs[:, 1], 1] + np.log(gap) ** 2 / GAP_SPREAD**2
        order = np.argsort(total, kind="stable")
        first = pairs[order[0]]
        if np.isfinite(total[order[0]]) and gap[order[0]] < WIDEST:
            rival = total[order[1]] if len(order) > 1 else np.inf
            if rival - total[order[0]] > CLEARLY:
                return int(first[0]), int(first[1])
            return None, None
    return _alone(cost)


def _alone(cost: Array) -> tuple[int | None, int | None]:
    """Return the one visible sticker if it is clear which of the two it is."""
    if not np.isfinite(cost).any():
        return None, None
    k, side = np.unravel_index(int(np.argmin(cost)), cost.shape)
    rest = cost.copy()
    rest[k, side] = np.inf
    if np.min(rest) - cost[k, side] < CLEARLY:
        return None, None
    return (int(k), None) if side == 0 else (None, int(k))
