"""Whether somebody else is in the picture after a cut, told by the colours of their clothes.

Lengths of the body cannot tell people apart: one person's differ as much from one camera place to
another as those of two people. Clothes can, unless they are alike: their colours are sampled on the
trunk and the thighs in every picture that gets a pose.
"""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording.breaks import Break

LOOKED = 4.0
"""Seconds before and after a cut in which the colours are compared."""

FEWEST = 3
"""Pictures on either side in which a part's colour must be seen."""

NEAREST = 10.0
"""Percentile of the differences between pictures before and after: an arm, a bar or a shadow may
lie before the clothes in most of them, the same clothes are seen in some."""

BY_LIGHT = 0.5
"""Share with which a difference of lightness counts beside one of colour: exposure changes it."""

OTHERS = 25.0
"""Difference (CIELAB) from which the clothes are others. One person's were 1 to 10 apart over a
recording (125 clips of real people; 19 where the hips were out of the picture) and 1 to 12 across
seven cuts; of 6,347 pairs of clips of two people, 61 % are further apart."""

_ACROSS = np.repeat([0.3, 0.5, 0.7], 9)[:, None]
_ALONG = np.tile(np.linspace(0.15, 0.8, 9), 3)[:, None]
_THIGH = np.linspace(0.25, 0.75, 12)[:, None]


def colours(image: NDArray[np.uint8], body: Array) -> Array:
    """Return the colours of the trunk and of the thighs, [2, 3 (CIELAB)]; NaN where not seen.

    Args:
        image: RGB. body: [33, 2], in its pixels.
    """
    if not np.isfinite(body).all():
        return np.full((2, 3), np.nan)
    upper = body[L.LEFT_SHOULDER] + _ACROSS * (body[L.RIGHT_SHOULDER] - body[L.LEFT_SHOULDER])
    lower = body[L.LEFT_HIP] + _ACROSS * (body[L.RIGHT_HIP] - body[L.LEFT_HIP])
    trunk = upper + _ALONG * (lower - upper)
    thighs = [
        body[hip] + _THIGH * (body[knee] - body[hip])
        for hip, knee in ((L.LEFT_HIP, L.LEFT_KNEE), (L.RIGHT_HIP, L.RIGHT_KNEE))
    ]
    return np.stack([_colour(image, points) for points in (trunk, np.vstack(thighs))])


def _colour(image: NDArray[np.uint8], points: Array) -> Array:
    """Return the median colour at points [n, 2]; NaN where half of them are outside."""
    height, width = image.shape[:2]
    x, y = np.round(points).astype(int).T
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    if inside.mean() < 0.5:
        return np.full(3, np.nan)
    pixels = image[y[inside], x[inside]][None].astype(np.float32) / 255
    return np.asarray(np.median(cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)[0], axis=0), float)


def others_clothes(before: Array, after: Array) -> bool:
    """Whether colours [n, 2, 3] before are those of other clothes than colours [m, 2, 3] after."""
    for part in (0, 1):
        a, b = (c[np.isfinite(c[:, part]).all(-1), part] for c in (before, after))
        if min(len(a), len(b)) < FEWEST:
            continue
        apart = (a[:, None] - b) * [BY_LIGHT, 1, 1]
        if np.percentile(np.linalg.norm(apart, axis=-1), NEAREST) >= OTHERS:
            return True
    return False


def new_people(time: Array, worn: Array, cuts: Iterable[Break]) -> list[float]:
    """Return when somebody else is in the picture after a cut, seconds.

    Args:
        time: [F] seconds. worn: [F, 2, 3], see `colours`. cuts: those of the recording.
    """
    known = [c for c in cuts if c.kind == "cut"]
    out = []
    for cut in known:
        first = max([cut.before - LOOKED, *(c.after for c in known if c.after <= cut.before)])
        last = min([cut.after + LOOKED, *(c.before for c in known if c.before >= cut.after)])
        before = worn[(time >= first) & (time <= cut.before)]
        after = worn[(time >= cut.after) & (time <= last)]
        if others_clothes(before, after):
            out.append(cut.after)
    return out
