"""A second reader of the crops, without torch: histograms of gradients and kernel ridge regression.

python -m tests.pelvis_recipe.gradients /tmp/pelvis --posture clamshell
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

from formcheck.analysis.pose import Array
from tests.pelvis_recipe.crops import MARGIN, POSTURES, STORED, Crops, load
from tests.pelvis_recipe.reading import PIXELS, Picture, mirrored_points
from tests.pelvis_recipe.scores import score

WAYS, CELLS = 9, 8
"""Directions of a histogram, and histograms on a side of the crop."""

TOLD = 3.0
"""Weight of the points beside the histograms; 0 leaves them out."""

OFF = 0.03
"""Standard deviation, sides of the crop, by which points are off: those found are not the true
ones, from which alone a roll can be told."""

REACH, RIDGE = 0.5, 0.03
"""The kernel's width in the median squared distance, and the ridge."""


def histograms(picture: Picture) -> Array:
    """Return the directions of the edges in each cell of a crop, [CELLS * CELLS * WAYS]."""
    smooth = cv2.GaussianBlur(picture, (0, 0), 1).astype(np.float32)
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    strongest = np.hypot(across, down).argmax(2)[..., None]
    x, y = (np.take_along_axis(v, strongest, 2)[..., 0] for v in (across, down))
    way = np.arctan2(y, x) % np.pi / np.pi * WAYS
    low, share, size = np.floor(way).astype(int) % WAYS, way % 1, np.hypot(x, y)
    edges = np.zeros((PIXELS, PIXELS, WAYS))
    rows, columns = np.indices((PIXELS, PIXELS))
    edges[rows, columns, low] += size * (1 - share)
    edges[rows, columns, (low + 1) % WAYS] += size * share
    wide = PIXELS // CELLS
    cells = edges.reshape(CELLS, wide, CELLS, wide, WAYS).sum((1, 3))
    around = np.sqrt(cv2.blur((cells**2).sum(2), (3, 3)) * 9 + 1e-3)
    return np.asarray((cells / around[..., None]).reshape(-1), float)


def _described(data: Crops, mirrored: bool, r: np.random.Generator) -> Array:
    """Return what a crop is compared by, [N, features]; of its mirror, if `mirrored`."""
    edge = round(STORED * (1 - 1 / MARGIN) / 2)
    told = data.points + r.normal(0, OFF, data.points.shape)
    seen = []
    for crop in data.crops[:, edge:-edge, edge:-edge]:
        small = cv2.resize(crop, (PIXELS, PIXELS), interpolation=cv2.INTER_AREA)
        seen.append(histograms(np.asarray(small[:, ::-1] if mirrored else small, np.uint8)))
    told = mirrored_points(told, data.stacked) if mirrored else told
    return np.concatenate([np.array(seen), TOLD * told], axis=1)


def _apart(a: Array, b: Array) -> Array:
    """Return squared distances [len(a), len(b)]."""
    out: Array = np.maximum((a**2).sum(1)[:, None] + (b**2).sum(1) - 2 * a @ b.T, 0)
    return out


def read(train: Crops, test: Crops) -> Array:
    """Return the angles of the crops to test on, degrees [N]; a mirrored crop reads as it must."""
    sign = 1 if train.stacked else -1
    known, seen = (
        [_described(d, m, np.random.default_rng(seed)) for m in (False, True)]
        for seed, d in enumerate((train, test))
    )
    width = REACH * float(np.median(_apart(known[0], known[0])))

    def kernel(from_these: Array) -> Array:
        one, other = (np.exp(-_apart(from_these, v) / width) for v in known)
        return np.asarray(one + sign * other, float)

    middle = float(train.tilts.mean()) if train.stacked else 0.0
    ridge = kernel(known[0]) + RIDGE * np.eye(len(train.tilts))
    weights = np.linalg.solve(ridge, train.tilts - middle)
    return np.asarray(kernel(seen[0]) @ weights + middle, float)


def main() -> None:
    """Print how well the crops that `tests.pelvis_recipe` rendered are read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posture", choices=POSTURES, default="clamshell")
    given = parser.parse_args()
    train, test = (load(given.folder, given.posture, split) for split in ("train", "test"))
    angles = read(train, test)
    print(score(test.tilts, np.stack([angles, np.full(len(angles), np.nan)], axis=1)))


if __name__ == "__main__":
    main()
