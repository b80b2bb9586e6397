"""Which frames of a segment are searched for sticker blobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.analysis.pose import PoseSequence
from formcheck.estimation.markers.blobs import LAB, NONE, Crop, Spots, spots_in
from formcheck.estimation.markers.detection import Frames, pairs_in

EVERY = 4
"""Every fourth frame is searched until there is a sign of stickers."""

PALE = 20.0
"""Mean Lab chroma below which a pair cannot reach `VIVID` in the median of the clip."""


@dataclass(frozen=True, slots=True)
class Tap:
    """Where the user tapped both stickers, in either order.

    Attributes:
        time: seconds; one, two: x and y in pixels of the upright full-size picture.
    """

    time: float
    one: tuple[float, float]
    two: tuple[float, float]


Choice = Literal["auto", "none"] | Tap


def sample_spots(
    crops: Sequence[Crop | None], poses: PoseSequence, choice: Choice | None = None
) -> list[Spots]:
    """Return the blobs in each frame of a segment.

    When stickers are to be found by their colour, every fourth frame is searched first. If none of
    them shows a possible pair, as in most sets, the rest are skipped.

    Args:
        crops: the part around the hips of each frame.
        poses: the pose in each frame.
        choice: what `place` will be given; None: search every frame.
    """
    out = [NONE] * len(crops)
    if choice == "none":
        return out
    if choice == "auto":
        first = range(0, len(crops), EVERY)
        if not _look(crops, poses, first, out):
            return out
    _look(crops, poses, [i for i, one in enumerate(out) if one is NONE], out)
    return out


def _look(
    crops: Sequence[Crop | None], poses: PoseSequence, where: Sequence[int], out: list[Spots]
) -> bool:
    """Fill in the blobs of some frames; return whether any shows a vivid pair."""
    frames = Frames.of(poses)
    found = False
    for i in where:
        crop = crops[i]
        if crop is None:
            continue
        out[i] = spots_in(crop)
        blobs = out[i].blobs
        two = blobs[pairs_in(blobs, frames.hip[i], frames.scale[i], frames.left[i], frames.seen[i])]
        colour = two[:, :, LAB].mean(1)
        found |= bool((np.hypot(colour[:, 1], colour[:, 2]) >= PALE).any())
    return found
