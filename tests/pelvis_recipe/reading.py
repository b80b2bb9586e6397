"""Reads the tilt of the hip line from a picture of the pelvis, with the network trained here.

The pose model draws standing hips level whatever they do; the picture shows more: outline, creases
and waistband. The crop is placed by shoulders and hips, in training true ones, later those found.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, PoseFrame
from formcheck.analysis.pose import Landmark as L

Picture = NDArray[np.uint8]

PIXELS = 48
"""Pixels on a side of the crop: blurred to 20, the tilt is read nearly as well."""

SIZE, SHOULDERS, HIPS = 1.2, 1.5, 2.3
"""Side of the crop in the largest of: the trunk's length in the picture, this many widths of the
shoulders, this many of the hips."""

SMALLEST = 24.0
"""Pixels on a side below which the crop shows nothing."""

UNIT = 8.0
"""Degrees of the network's first output."""

LEAST_LOG, MOST_LOG = -3.0, 6.0
"""Range of the logarithm of the variance that the network was trained with."""

FLAT = 0.05
"""Added to the spread of a picture's values, so that an even one is not blown up to noise."""


def crop_side(shoulders: Array, hips: Array) -> float:
    """Return the side of the crop, pixels of the picture.

    Args:
        shoulders, hips: left and right, [2, 2] pixels.
    """
    trunk = np.linalg.norm(shoulders.mean(0) - hips.mean(0))
    widths = [np.linalg.norm(pair[0] - pair[1]) for pair in (shoulders, hips)]
    return SIZE * float(max(trunk, SHOULDERS * widths[0], HIPS * widths[1]))


def points(
    hips: Array, shoulders: Array, knees: Array, side: float, stacked: bool = False
) -> Array:
    """Return where shoulders and knees are from the middle of the hips, in sides of the crop.

    Args:
        hips, shoulders, knees: left and right, [2, 2] pixels.
        side: of the crop, pixels.
        stacked: whether the person lies on one side.

    Returns:
        [8]: x and y of the shoulder, then the knee, of the hip on the picture's left, then of the
        other's: so a mirrored picture gives the same numbers in another order, and signs. Lying on
        one side, the upper hip comes first.
    """
    along = 1 if stacked else 0
    order = [0, 1] if hips[0, along] < hips[1, along] else [1, 0]
    out = (np.stack([shoulders[order], knees[order]], axis=1) - hips.mean(0)) / side
    return np.asarray(out.reshape(-1), float)


def mirrored_points(given: Array, stacked: bool = False) -> Array:
    """Return `points` [..., 8] of the mirrored picture."""
    out = given.reshape(*given.shape[:-1], 2, 2, 2) * np.array([-1.0, 1.0])
    out = out if stacked else out[..., ::-1, :, :]
    return np.asarray(out.reshape(given.shape), float)


def pelvis_crop(image: Picture, pose: PoseFrame, scale: float = 1.0) -> Picture | None:
    """Return the crop round somebody's hips, [PIXELS, PIXELS, 3], or None if too little shows.

    `pose` is in pixels of the full-size picture, which is `scale` times as large as `image`.
    """
    if not pose.seen:
        return None
    hips, shoulders, _ = _pairs(pose)
    side = crop_side(shoulders, hips) / scale
    if not np.isfinite(side) or side < SMALLEST:
        return None
    return square(image, hips.mean(0) / scale, side, PIXELS)


def pose_points(pose: PoseFrame) -> Array:
    """Return the `points` of a pose that was found, [8]."""
    hips, shoulders, knees = _pairs(pose)
    return points(hips, shoulders, knees, crop_side(shoulders, hips))


def _pairs(pose: PoseFrame) -> tuple[Array, Array, Array]:
    """Return hips, shoulders and knees, left and right [2, 2] pixels."""
    hips = pose.image[[L.LEFT_HIP, L.RIGHT_HIP]]
    shoulders = pose.image[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]]
    return hips, shoulders, pose.image[[L.LEFT_KNEE, L.RIGHT_KNEE]]


def square(image: Picture, middle: Array, side: float, pixels: int) -> Picture:
    """Return a square part of a picture, made smaller; its edges are repeated beyond it."""
    height, width = image.shape[:2]
    offsets = np.arange(round(side)) - side / 2
    columns, rows = (np.round(middle[k] + offsets).astype(int) for k in (0, 1))
    part = image[np.clip(rows, 0, height - 1)[:, None], np.clip(columns, 0, width - 1)]
    how = cv2.INTER_AREA if side > pixels else cv2.INTER_LINEAR
    out: Picture = np.asarray(cv2.resize(part, (pixels, pixels), interpolation=how), np.uint8)
    return out


def network_input(crops: Picture) -> NDArray[np.float32]:
    """Return crops [n, PIXELS, PIXELS, 3] freed of brightness, colour cast and contrast."""
    x = crops.astype(np.float32).transpose(0, 3, 1, 2) / 255
    spread = x.reshape(len(x), -1).std(1, ddof=1)[:, None, None, None]
    out: NDArray[np.float32] = (x - x.mean((2, 3), keepdims=True)) / (spread + np.float32(FLAT))
    return out


def both_ways(straight: Array, mirrored: Array, stacked: bool = False) -> Array:
    """Return angle and spread, degrees [n, 2], from the network's outputs for crops and mirrors.

    A mirrored picture so reads exactly the opposite tilt; lying on one side, exactly the same roll.
    """
    tilt = UNIT * (straight[:, 0] + (1 if stacked else -1) * mirrored[:, 0]) / 2
    logs = np.clip(np.stack([straight[:, 1], mirrored[:, 1]]), LEAST_LOG, MOST_LOG)
    return np.stack([tilt, np.sqrt(np.exp(logs).mean(0))], axis=1)


class PelvisReader:
    """Reads crops with one network, by OpenCV: half a millisecond each."""

    def __init__(self, path: Path) -> None:
        self._net = cv2.dnn.readNetFromONNX(str(path))

    def read(self, crops: Picture, points: Array) -> Array:
        """Return the tilt in the picture and its standard deviation, degrees [n, 2]."""
        if not len(crops):
            return np.zeros((0, 2))
        out = []
        for x, told in zip(network_input(crops), points, strict=True):
            self._net.setInput(np.stack([x, x[:, :, ::-1]]), "crop")
            both = np.stack([told, mirrored_points(told)]).astype(np.float32)
            self._net.setInput(both, "points")
            out.append(np.asarray(self._net.forward(), float))
        outputs = np.stack(out)
        return both_ways(outputs[:, 0], outputs[:, 1])
