"""The crops that are stored to train on: wider than what the network sees."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.analysis.pose import Array
from tests.pelvis_recipe.reading import Picture

POSTURES = ("standing", "all_fours", "bridge", "clamshell")
"""Each has a network of its own."""

STACKED = ("clamshell",)
"""Postures on one side, where the angle is how far the upper hip has rolled backwards: it is the
same in a mirrored picture, where a tilt is the opposite."""

STORED = 80
"""Pixels on a side of a stored crop: it is wider, so that training can turn, move and scale it."""

MARGIN = 1.25
"""Side of a stored crop over the side of what the network sees."""


def line_tilt(one: Array, other: Array) -> float:
    """Return the tilt of a line in the picture, degrees; positive: its right end is higher."""
    left, right = (one, other) if one[0] < other[0] else (other, one)
    along = right - left
    return float(np.degrees(np.arctan2(-along[1], along[0])))


@dataclass(frozen=True, slots=True)
class Crops:
    """Stored crops [N, STORED, STORED, 3], their `reading.points` [N, 8], angles [N] in degrees.

    `stacked`: whether the hips lie one on the other (see `STACKED`).
    """

    crops: Picture
    points: Array
    tilts: Array
    stacked: bool = False


def load(folder: Path, posture: str, split: str) -> Crops:
    """Return the crops of a folder that show a posture."""
    files = sorted(folder.glob(f"{posture}_{split}_*.npz"))
    labels = [one for f in files for one in json.loads(f.with_suffix(".json").read_text())]
    return Crops(
        np.concatenate([np.load(f)["crops"] for f in files]),
        np.array([x["points"] for x in labels]),
        np.array([x["level"] for x in labels]),
        posture in STACKED,
    )
