"""In which pictures of a stretch blobs are looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.analysis.pose import PoseSequence
from formcheck.estimation.markers.blobs import LAB, NONE, Crop, Spots, spots_in
from formcheck.estimation.markers.detection import Frames, pairs_in

EVERY = 4
"""Every which picture is looked at before it is known that there may be stickers."""

PALE = 20.0
"""Mean Lab chroma of a pair below which it cannot become one of `VIVID` stickers."""


@dataclass(frozen=True, slots=True)
class Tap:
    """Where somebody tapped both stickers, in either order.

    Attributes:
        time: seconds; one, two: x and y in pixels of the upright full-size picture.
    """

    time: float
    one: tuple[float, float]
    two: tuple[float, float]


Choice = Literal["auto", "none"] | Tap


def noticed(
    crops: Sequence[Crop | None], poses: PoseSequence, choice: Choice | None = None
) -> list[Spots]:
    """Return the blobs in each picture of a stretch.

    Where stickers are to be found by their colour, every fourth picture is looked at first: if
    none shows a pair that might be some, as in most sets, the rest is left out.

    Args:
        crops: what each shows about the hips.
        poses: the pose in each.
        choice: what `place` will be told; None for all pictures.
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
    """Fill in the blobs of some pictures; return whether one shows a pair of vivid ones."""
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
