"""Plane geometry on arrays: every function works on the trailing axes; NaN in, NaN out."""

import numpy as np

from formcheck.analysis.pose import TRUNK_POINTS, Array


def unit(v: Array) -> Array:
    """Return `v` [..., n] divided by its length; NaN where the length is zero."""
    size = np.sqrt(np.add.reduce(v * v, axis=-1, keepdims=True))  # norm() takes twice as long
    out: Array = v / np.where(size > 0, size, np.nan)
    return out


def angle(a: Array, vertex: Array, b: Array) -> Array:
    """Return the angle a-vertex-b [...] in degrees, 0..180, in any number of dimensions."""
    u, v = unit(a - vertex), unit(b - vertex)
    # Kahan's form: exact near 0 and 180, where arccos is not.
    out: Array = 2 * np.degrees(
        np.arctan2(np.linalg.norm(u - v, axis=-1), np.linalg.norm(u + v, axis=-1))
    )
    return out


def cross(u: Array, v: Array) -> Array:
    """Return the z of the cross product of plane vectors [..., 2]."""
    out: Array = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    return out


def turn(a: Array, vertex: Array, b: Array) -> Array:
    """Return the turn from vertex->a to vertex->b [...] in degrees, -180..180.

    Positive is clockwise on the screen (x right, y down).
    """
    u, v = a - vertex, b - vertex
    out: Array = np.degrees(np.arctan2(cross(u, v), (u * v).sum(-1)))
    return out


def tilt(a: Array, b: Array) -> Array:
    """Return the tilt of the line a-b [..., 2] against the picture's horizontal.

    Degrees, -90..90; positive when the line's right end is the lower one.
    """
    d = b - a
    d = np.where(d[..., :1] < 0, -d, d)
    out: Array = np.degrees(np.arctan2(d[..., 1], d[..., 0]))
    return out


def wrapped(degrees: Array) -> Array:
    """Return degrees brought into -180..180."""
    out: Array = (np.asarray(degrees) + 180) % 360 - 180
    return out


REACH = 0.6
"""How far from the chord the outline is looked for, in chord lengths: a deep chest in profile
is about half as deep as the trunk is long (shoulder to hip)."""


def trunk_profile(mask: Array, shoulder: Array, hip: Array, front: Array) -> Array:
    """Read the trunk's outline off a segmentation mask.

    From `TRUNK_POINTS` places evenly along the chord from mid-shoulder to mid-hip, walk along
    the chord's normal to where the mask falls through one half, on each side; divide by the
    chord's length. Sub-pixel: bilinear samples half a pixel apart, the crossing interpolated.

    Args:
        mask: [H, W] in 0..1, the person's share of each pixel.
        shoulder, hip: [2] pixels, mid-shoulder and mid-hip.
        front: [2] the way out of the chest in the picture; only its side of the chord counts.

    Returns:
        [2, K] distances in chord lengths, dorsal (back) then ventral (front). NaN where no edge
        was met: outside the mask, beyond `REACH`, or at the picture's border.
    """
    out = np.full((2, TRUNK_POINTS), np.nan)
    chord = hip - shoulder
    length = float(np.hypot(*chord))
    if not np.isfinite(length) or length < 20:
        return out
    along = chord / length
    normal = np.array([along[1], -along[0]])
    dorsal = -1.0 if float(normal @ front) > 0 else 1.0
    base = shoulder + np.linspace(0, 1, TRUNK_POINTS)[:, None] * chord
    for row, sign in enumerate((dorsal, -dorsal)):
        out[row] = _to_the_edge(mask, base, sign * normal, REACH * length) / length
    return out


def _to_the_edge(mask: Array, base: Array, way: Array, reach: float) -> Array:
    """Return how far the mask's edge is from points `base` [K, 2] along `way` [2], pixels [K].

    NaN for a point outside the mask, and where no edge is met within `reach` or the picture.
    """
    out = np.full(len(base), np.nan)
    steps = np.arange(0.0, reach, 0.5)
    near = len(steps) // 3 + 1  # as far as the edge is, nearly always
    value = _bilinear(mask, base[:, None, :] + steps[None, :near, None] * way)
    if not (value < 0.5).any(axis=1).all():
        at = base[:, None, :] + steps[None, near:, None] * way
        value = np.concatenate([value, _bilinear(mask, at)], axis=1)
    below = value < 0.5
    first = below.argmax(axis=1)
    for k in np.flatnonzero((value[:, 0] >= 0.5) & below.any(axis=1)):
        j = first[k]
        high, low = value[k, j - 1], value[k, j]
        if high >= 0.5:  # else the picture's border came first
            out[k] = steps[j - 1] + 0.5 * (high - 0.5) / (high - low)
    return out


KNEE_WIDTH = 0.36
"""Width of a leg's outline at the knee, shank lengths, up to which it is the leg's own."""

KNEE_REACH = 0.6
"""Shank lengths on either side of a knee in which the outline's edge is looked for."""

ALONG = 0.7
"""Length of the shorter of thigh and shank in the picture, as a share of the longer one, below
which it points at the camera: the outline at the knee is wider than the leg there."""

STRAIGHT = 0.9
"""Cosine of half the angle that the leg bends by in the picture, at least: 50 degrees."""


def knee_doubt(mask: Array, hip: Array, knee: Array, ankle: Array) -> float:
    """Return how far off a knee point may be across the leg, in shank lengths.

    A knee lies in the middle of its leg's outline. In loose trousers the outline is wider than a
    leg, and the model's point need not be in its middle: it may be off by as much as it lies
    beside the middle, or as the cloth leaves room on either side.

    Args:
        mask: [H, W] in 0..1, the person's share of each pixel.
        hip, knee, ankle: [2] pixels.

    Returns:
        NaN where no edge was met, as where the other leg lies behind it, and where the knee is
        bent towards the camera or across the picture.
    """
    thigh, shank = (float(np.hypot(*d)) for d in (knee - hip, ankle - knee))
    size = max(thigh, shank)
    if not min(thigh, shank) >= max(ALONG * size, 1.0):
        return np.nan
    along = ((knee - hip) / thigh + (ankle - knee) / shank) / 2
    length = float(np.hypot(*along))
    if length < STRAIGHT:
        return np.nan
    normal = np.array([along[1], -along[0]]) / length
    sides = [
        float(_to_the_edge(mask, knee[None], sign * normal, KNEE_REACH * size)[0]) / size
        for sign in (1.0, -1.0)
    ]
    beside = abs(sides[0] - sides[1]) / 2
    room = (sides[0] + sides[1] - KNEE_WIDTH) / 2
    return max(beside, room)


def _bilinear(picture: Array, at: Array) -> Array:
    """Sample `picture` [H, W] at `at` [..., 2] (x, y); NaN outside."""
    h, w = picture.shape
    x, y = at[..., 0], at[..., 1]
    ok = (x >= 0) & (y >= 0) & (x <= w - 1) & (y <= h - 1)
    x, y = np.where(ok, x, 0), np.where(ok, y, 0)
    x0 = np.minimum(x.astype(int), w - 2)
    y0 = np.minimum(y.astype(int), h - 2)
    fx, fy = x - x0, y - y0
    flat, i = picture.ravel(), y0 * w + x0  # half the time of pairs of indices
    top = flat[i] * (1 - fx) + flat[i + 1] * fx
    bottom = flat[i + w] * (1 - fx) + flat[i + w + 1] * fx
    out: Array = np.where(ok, top * (1 - fy) + bottom * fy, np.nan)
    return out
