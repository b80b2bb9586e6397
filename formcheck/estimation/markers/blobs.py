"""Small blobs of any colour near the hips, frame by frame.

Morphological top-hats of the Lab channels, lighter and darker, keep what is smaller than `WIDEST`
in every direction: edges of clothes, mats, shadows and whole limbs disappear; lines (seams,
waistbands, loop bands) leave long shapes that the shape test rejects. Only a crop around the hips
is processed, scaled down to at most `CROP` pixels a side.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.kinematics import middle, pixels_per_metre
from formcheck.analysis.pose import Array, PoseFrame

CROP = 176
"""Pixels a side: a larger crop is scaled down first; bounds the time per frame."""

REACH = 0.28
"""Metres on either side of mid-hip that are searched; the front hip bones are 0.18 m from it."""

WIDEST = 0.05
"""Metres: a dot is smaller than this; the largest stickers have 0.04."""

FAINT = 9.0
"""Smallest top-hat response of a blob, Lab units."""

MOST = 14
"""Blobs kept per frame, the strongest first."""

TRIED = 20
"""Peaks examined per frame."""

LONGEST = 4.0
"""Largest ratio of long to short axis; a round dot seen from 15 degrees above its plane has 3.9."""

NARROWEST = 0.011
"""Smallest diameter, metres; anything smaller is noise."""

RIM = 0.2
"""The surroundings' colours are ranked by distance from the blob's own, and this quantile of them
is the contrast: a dot on a hem has one colour on one side and a more similar one on the other."""

GRID = 14
"""Squares a side to which the area around the hips is reduced to keep its colours."""

SIZE, LAB, ROUND, COLUMNS = 2, slice(4, 7), slice(7, 10), 10
"""Columns: centre x, y (pixels of the upright full-size frame), diameter (m), ratio of long to
short axis, colour, and surrounding colour (Lab)."""


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """The blobs and colours near the hips in one frame; compact, as every frame of a set has one.

    Attributes:
        small: [n, COLUMNS] the blobs in 32 bits.
        thumb: [m, 3] 8-bit Lab colours of the body and its surroundings.
    """

    small: NDArray[np.float32]
    thumb: NDArray[np.uint8]

    @property
    def blobs(self) -> Array:
        """Return the blobs, [n, COLUMNS]; see the columns above."""
        return self.small.astype(float)

    @property
    def around(self) -> Array:
        """Return the Lab colours of the body and its surroundings, [m, 3]."""
        return _true(self.thumb).astype(float)


NONE = Spots(np.zeros((0, COLUMNS), np.float32), np.zeros((0, 3), np.uint8))


def lab(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return 8-bit RGB [H, W, 3] as Lab: L 0..100, a and b about -100..100."""
    return _true(np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.uint8))


def _true(eight: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return OpenCV's 8-bit Lab in true units."""
    out: NDArray[np.float32] = eight.astype(np.float32)
    out[..., 0] *= 100 / 255
    out[..., 1:] -= 128
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """The part of a frame around the hips.

    Attributes:
        image: [H, W, 3] RGB.
        per_metre: its pixels per metre.
        left, top: its corner in the frame it was cut from, pixels.
        scale: size of the full-size frame relative to that frame.
    """

    image: NDArray[np.uint8]
    per_metre: float
    left: int
    top: int
    scale: float


def about_hips(image: NDArray[np.uint8], pose: PoseFrame, scale: float = 1.0) -> Crop | None:
    """Return the part of an RGB frame [H, W, 3] around the hips, None if too little is in view.

    `pose` is in pixels of the full-size picture, which is `scale` times as large as `image`.
    """
    if not pose.seen:
        return None
    per_metre = float(pixels_per_metre(pose)) / scale
    hip = middle(pose.image, "hip") / scale
    if not (np.isfinite(per_metre) and np.isfinite(hip).all()) or per_metre * WIDEST < 3:
        return None
    h, w = image.shape[:2]
    left, top = np.floor(np.maximum(hip - REACH * per_metre, 0)).astype(int).tolist()
    right, bottom = np.ceil(np.minimum(hip + REACH * per_metre, [w, h])).astype(int).tolist()
    if min(right - left, bottom - top) < 16:
        return None
    return Crop(image[top:bottom, left:right].copy(), per_metre, left, top, scale)


def spots(image: NDArray[np.uint8], pose: PoseFrame, scale: float = 1.0) -> Spots:
    """Return the blobs near the hips in an RGB picture [H, W, 3]; see `about_hips`."""
    crop = about_hips(image, pose, scale)
    return NONE if crop is None else spots_in(crop)


def spots_in(crop: Crop) -> Spots:
    """Return the blobs in a crop around the hips."""
    image = crop.image
    height, width = image.shape[:2]
    shrink = min(1.0, CROP / max(height, width))
    if shrink < 1:
        image = _resized(image, (round(shrink * width), round(shrink * height)))
    eight = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2LAB), np.uint8)
    thumb = _resized(eight, (GRID, GRID))
    found = _blobs(eight, crop.per_metre * shrink)
    # Pixel centres: the middle of pixel 0 is 0.5 from the border, before and after scaling.
    found[:, :2] = (
        (found[:, :2] + 0.5) * [width / eight.shape[1], height / eight.shape[0]]
        + [crop.left, crop.top]
    ) * crop.scale - 0.5
    return Spots(found.astype(np.float32), thumb.reshape(-1, 3))


def _resized(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _blobs(eight: NDArray[np.uint8], per_metre: float) -> Array:
    size = max(5, round(WIDEST * per_metre))
    hat = _hat(eight, size)
    near = np.ones((size // 3 | 1, size // 3 | 1), np.uint8)
    peak = (hat >= cv2.dilate(hat, near)) & (hat >= FAINT)
    ys, xs = np.nonzero(peak)
    order = np.argsort(-hat[ys, xs], kind="stable")
    taken = np.zeros(hat.shape, bool)
    plain = _true(eight)
    plain[..., 0] /= 2
    rows: list[Array] = []
    for k in order[:TRIED]:
        y, x = int(ys[k]), int(xs[k])
        if len(rows) == MOST:
            break
        if not taken[y, x]:
            row = _blob(hat, plain, taken, (x, y), size)
            if row is not None and row[SIZE] >= NARROWEST * per_metre:
                row[SIZE] /= per_metre
                rows.append(row)
    return np.array(rows).reshape(-1, COLUMNS)


def _hat(eight: NDArray[np.uint8], size: int) -> NDArray[np.float32]:
    """Return how far each pixel stands out of what is larger than `size` pixels, [H, W]."""
    kernel = np.ones((size, size), np.uint8)
    high = cv2.morphologyEx(eight, cv2.MORPH_TOPHAT, kernel).astype(np.float32)
    low = cv2.morphologyEx(eight, cv2.MORPH_BLACKHAT, kernel).astype(np.float32)
    colour = (high + low)[..., 1:]
    # Brightness counts half, and only brighter: shadows and folds are not stickers.
    bright = high[..., 0] * (0.5 * 100 / 255)
    total = np.sqrt(colour[..., 0] ** 2 + colour[..., 1] ** 2 + bright**2)
    out: NDArray[np.float32] = cv2.GaussianBlur(total, (3, 3), 0)
    return out


def _blob(
    hat: NDArray[np.float32],
    plain: NDArray[np.float32],
    taken: NDArray[np.bool_],
    at: tuple[int, int],
    size: int,
) -> Array | None:
    """Measure the blob at a peak; return None unless it is small and round.

    `plain` is Lab with halved brightness, in which distances are those of `colours.apart`.
    """
    x, y = at
    x0, y0 = max(x - size, 0), max(y - size, 0)
    px, py = x - x0, y - y0
    part = hat[y0 : y + size + 1, x0 : x + size + 1]
    window = plain[y0 : y + size + 1, x0 : x + size + 1]
    high = float(hat[y, x])
    ring = (part < 0.25 * high).view(np.uint8)
    if cv2.countNonZero(ring) < 8:
        return None
    around = np.array(cv2.mean(window, ring)[:3])
    heart = np.array(cv2.mean(window[max(py - 1, 0) : py + 2, max(px - 1, 0) : px + 2])[:3])
    contrast = float(np.sqrt(((heart - around) ** 2).sum()))
    if contrast < FAINT:
        return None
    # A narrow gap between dot and hem stands out as well, in another colour: both must fit.
    d = window - heart.astype(np.float32)
    far = np.sqrt(np.einsum("ijk,ijk->ij", d, d))
    rim = np.sort(np.concatenate([far[0], far[-1], far[1:-1, 0], far[1:-1, -1]]))
    reach = max(float(rim[int(RIM * len(rim))]), 0.4 * contrast)
    share = np.where(part >= 0.3 * high, 1 - far / (0.65 * reach), 0)
    _, labels = cv2.connectedComponents((share >= 0.2).view(np.uint8), connectivity=4)
    if not labels[py, px]:
        return None
    own = labels == labels[py, px]
    taken[y0 : y + size + 1, x0 : x + size + 1] |= own
    yy, xx = np.nonzero(own)
    h, w = own.shape
    if len(xx) < 4 or yy[0] == 0 or yy[-1] == h - 1 or xx.min() == 0 or xx.max() == w - 1:
        return None
    weight = share[own].astype(float)
    strong = own & (share >= 0.6 * weight.max())
    weight /= weight.sum()
    cx, cy = float(weight @ xx), float(weight @ yy)
    sx, sy = float(weight @ (xx - cx) ** 2), float(weight @ (yy - cy) ** 2)
    tilt = np.hypot((sx - sy) / 2, weight @ ((xx - cx) * (yy - cy)))
    small, large = np.sqrt(np.maximum((sx + sy) / 2 + np.array([-tilt, tilt]), 1 / 16))
    if large > LONGEST * small or len(xx) < 0.7 * 4 * np.pi * small * large:
        return None
    core = np.array(cv2.mean(window, strong.view(np.uint8))[:3])
    diameter = np.sqrt(4 * len(xx) / np.pi)
    return np.array(
        [cx + x0, cy + y0, diameter, large / small, *(core * _WHOLE), *(around * _WHOLE)]
    )


_WHOLE = np.array([2.0, 1.0, 1.0])
