"""Text on a picture, in the typeface built into OpenCV 5, which has "±" and "°"."""

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np

from formcheck.analysis.pose import Array
from formcheck.output.draw.strokes import BONE, DARK, Colour, Image, Mask, blend


@lru_cache(maxsize=512)
def _text(text: str, size: int, weight: int) -> tuple[Mask, Mask]:
    """Return a line of text and its halo as coverage, in one box."""
    face = cv2.FontFace("sans")
    pad = max(2, size // 5)
    x, _, w, _ = cv2.getTextSize((0, 0), text, (0, 0), face, size, weight)
    cover: Mask = np.zeros((round(1.35 * size) + 2 * pad, w + 2 * pad + 4), np.uint8)
    cv2.putText(cover, text, (pad - x, pad + size), (255,), face, size, weight)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pad + 1 | 1, pad + 1 | 1))
    halo = cv2.GaussianBlur(cv2.dilate(cover, kernel), (pad | 1, pad | 1), 0)
    return cover, np.asarray(halo, np.uint8)


def put(
    image: Image,
    text: str,
    corner: tuple[int, int],
    size: int,
    weight: int = 600,
    colour: Colour = BONE,
) -> None:
    """Set text with its box's top left corner at `corner` (x, y); what lies outside is cut."""
    x, y = corner
    cover, halo = _text(text, size, weight)
    part = image[max(y, 0) : y + cover.shape[0], max(x, 0) : x + cover.shape[1]]
    rows, columns = part.shape[:2]
    blend(part, halo[-min(y, 0) :, -min(x, 0) :][:rows, :columns], DARK, 0.8)
    blend(part, cover[-min(y, 0) :, -min(x, 0) :][:rows, :columns], colour, 1.0)


def place(
    shape: tuple[int, int], size: tuple[int, int], anchor: Array, points: Array
) -> tuple[int, int]:
    """Return the top left corner for a label: inside the picture, beside its joint.

    Args:
        shape: height and width of the picture; size: those of the label.
        anchor: [2] the joint it belongs to; points: [N, 2] what it had better not cover.
    """
    (rows, columns), (h, w) = shape, size
    clear = 0.05 * min(shape)
    best, cheapest = (0, 0), np.inf
    for far in (1.0, 1.8, 2.8, 4.0):
        for turn in np.radians(np.arange(0, 360, 15)):
            out = np.array([np.cos(turn), np.sin(turn)])
            centre = anchor + out * (far * clear + np.abs(out) @ [w / 2, h / 2])
            x = int(np.clip(centre[0] - w / 2, 0, max(columns - w, 0)))
            y = int(np.clip(centre[1] - h / 2, 0, max(rows - h, 0)))
            near = np.clip(points, [x, y], [x + w, y + h]) - points
            covered = int((np.hypot(*near.T) < clear / 3).sum())
            gap = np.clip(anchor, [x, y], [x + w, y + h]) - anchor
            cost = covered + 100 * (np.hypot(*gap) < clear / 2) + 2.0 * far
            if cost < cheapest:
                best, cheapest = (x, y), cost
    return best


def label(image: Image, anchor: Array, lines: Sequence[str], points: Array) -> None:
    """Set lines beside `anchor` [2], clear of `points` [N, 2], in place."""
    size = max(11, round(image.shape[1] / 25))
    while True:
        sizes = [size] + [max(9, round(0.84 * size))] * (len(lines) - 1)
        weights = [650] + [450] * (len(lines) - 1)
        boxes = [_text(*each)[0].shape for each in zip(lines, sizes, weights, strict=True)]
        h = sum(round(0.86 * b[0]) for b in boxes)
        w = max(b[1] for b in boxes)
        if (w <= image.shape[1] and h <= image.shape[0]) or size <= 9:
            break
        size -= 1
    x, y = place(image.shape[:2], (h, w), anchor, points)
    for text, s, weight, box in zip(lines, sizes, weights, boxes, strict=True):
        put(image, text, (x, y), s, weight)
        y += round(0.86 * box[0])
