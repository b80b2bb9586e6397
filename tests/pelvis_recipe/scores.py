"""How well tilts were read: single pictures, and the change within a clip."""

from dataclasses import dataclass

import numpy as np

from formcheck.analysis.pose import Array, Bools

LEAST_SPREAD = 2.0
"""Degrees of spread of the truth below which a gain means nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    """How tilts that were read agree with the truth, degrees.

    Attributes:
        gain: slope of the reading over the truth; NaN where the truth hardly changes.
        bias, spread: mean and standard deviation of the error.
        correlation: of reading and truth.
        within: share of the true values within two predicted spreads.
    """

    count: int
    gain: float
    bias: float
    spread: float
    correlation: float
    within: float

    def __str__(self) -> str:
        return (
            f"n={self.count} gain={self.gain:.2f} bias={self.bias:+.1f} SD={self.spread:.1f} "
            f"r={self.correlation:.2f} within two spreads={self.within:.0%}"
        )


def score(truth: Array, read: Array) -> Score:
    """Score readings [N, 2] (tilt and spread) against true tilts [N]."""
    error = read[:, 0] - truth
    varies = len(truth) > 2 and float(truth.std()) > LEAST_SPREAD
    return Score(
        len(truth),
        float(np.polyfit(truth, read[:, 0], 1)[0]) if varies else np.nan,
        float(error.mean()),
        float(error.std()),
        float(np.corrcoef(truth, read[:, 0])[0, 1]) if varies else np.nan,
        float((np.abs(error) <= 2 * read[:, 1]).mean()),
    )


def changes(values: Array, resting: Bools) -> Array:
    """Return how far values [N] of one clip are from those at rest: most errors are an offset."""
    out: Array = values - np.median(values[resting] if resting.any() else values)
    return out


def calibrated(truth: Array, read: Array, share: float = 0.95) -> float:
    """Return the factor by which predicted spreads must grow to hold that share within two."""
    ratio = np.abs(read[:, 0] - truth) / (2 * read[:, 1])
    return float(np.quantile(ratio, share))
