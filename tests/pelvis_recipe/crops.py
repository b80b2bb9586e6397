"""The crops that are stored to train on: wider than what the network sees."""

import numpy as np

from formcheck.analysis.pose import Array

STORED = 80
"""Pixels on a side of a stored crop: it is wider, so that training can turn, move and scale it."""

MARGIN = 1.25
"""Side of a stored crop over the side of what the network sees."""


def line_tilt(one: Array, other: Array) -> float:
    """Return the tilt of a line in the picture, degrees; positive: its right end is higher."""
    left, right = (one, other) if one[0] < other[0] else (other, one)
    along = right - left
    return float(np.degrees(np.arctan2(-along[1], along[0])))
