"""How far the low back arches, from the outlines of the trunk in a side view."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.analysis.camera_view import Pose
from formcheck.analysis.exercise import Measure
from formcheck.analysis.kinematics import SMOOTH_BACK, hollow, middle
from formcheck.analysis.measurements import FromSeries, steady
from formcheck.analysis.pose import Array
from formcheck.analysis.rep_frames import Reading, RepFrames
from formcheck.model_size import ModelSize

BACK = np.array([2.4, -1.35, 0.2, -0.6, -0.55, 2.3])
BELLY, LENGTH = 3.7, 1.4
"""Degrees of lumbar extension for each % of the trunk's length by which the back's outline rises in
each sixth of the trunk from the shoulders on, the belly comes forward, and the trunk grows longer.

Fitted by ridge regression to 238 rendered stills of 31 people in kickbacks and half-kneeling
stretches, within 26 degrees of the side view, with their heavy poses: see tests/pelvis_recipe. On
people it was not fitted to, gain 0.96, SD 2.5 degrees in one still (the back's outline alone: 3.8
and 9.1), still backs at most 5.2."""

AT_BELLY = slice(12, 18)
"""Places of the trunk's outline, 0.52 to 0.74 of the way from shoulders to hips, at the belly."""


def lumbar_curve(pose: Pose) -> Array:
    """Return the low back's extension, degrees, from an unknown zero: only its change is meant.

    NaN where an arm is in the outline of the back or the belly.
    """
    back, belly = pose.trunk[..., 0, :], pose.trunk[..., 1, AT_BELLY]
    chord = middle(pose.image, "hip") - middle(pose.image, "shoulder")
    sixths = back.reshape(*back.shape[:-1], len(BACK), -1).mean(-1)
    length = np.log(np.linalg.norm(chord, axis=-1))
    out: Array = 100 * (sixths @ BACK + BELLY * belly.mean(-1) + LENGTH * length)
    leaps = [np.abs(np.diff(edge, axis=-1)).max(-1) for edge in (back, belly)]
    return np.where(np.maximum(*leaps) < SMOOTH_BACK, out, np.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arching(FromSeries):
    """The change of `lumbar_curve`; of `hollow`, in its own unit, where the belly is hidden."""

    otherwise: Measure

    def __call__(self, rep: RepFrames) -> Reading | None:
        return FromSeries.__call__(self, rep) or self.otherwise(rep)


def arching(hollower: float, error: dict[ModelSize, float]) -> Measure:
    """Measure how far the low back arches at the top against the start, degrees.

    Args:
        hollower: limit of `hollow`, in % of the trunk's length, where the belly is hidden.
        error: standard deviation of `hollow` there, by model size.
    """
    back = steady(lambda p, _: hollow(p), change=True)

    def by_back(rep: RepFrames) -> Reading | None:
        reading = back(rep)
        if reading is None:
            return None
        unit = "% of trunk length"
        return replace(reading, unit=unit, high=hollower, error=error[rep.model])

    return _Arching(
        series=lambda p, _: lumbar_curve(p), phase="top", change=True, otherwise=by_back
    )
