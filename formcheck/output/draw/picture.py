"""Pictures to keep: cropped to the person, drawn on, made small."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.report import Finding, Side
from formcheck.output.draw.evidence import draw_evidence
from formcheck.output.draw.skeleton import HEAD
from formcheck.output.draw.strokes import Image, drawable

BODY = [*range(L.LEFT_SHOULDER, L.LEFT_WRIST + 2), *range(L.LEFT_HIP, L.RIGHT_FOOT_INDEX + 1)]

ASPECT = 16 / 10
WIDEST, NARROWEST, MOST_ENLARGED = 800, 480, 2.0
"""Width of an evidence picture, pixels, and how far a small one may be enlarged."""


def crop(image: Image, frame: PoseFrame, about: Sequence[int] = ()) -> tuple[Image, PoseFrame]:
    """Return the part of a picture with the person in it, and the frame moved with it.

    All of it is picture, nothing is padded: where the person is too tall for the format, the
    part holds the landmarks `about`.
    """
    rows, columns = image.shape[:2]
    largest = min(columns, rows * ASPECT)
    seen = frame.image[[*BODY, *HEAD]]
    seen = seen[np.isfinite(seen).all(-1)]
    middle, width = np.array([columns, rows]) / 2, largest
    if len(seen):
        low, high = seen.min(0), seen.max(0)
        middle = (low + high) / 2
        width = 1.25 * max(high[0] - low[0], (high[1] - low[1]) * ASPECT)
        asked = frame.image[list(about)]
        if width > 1.25 * largest and drawable(*asked) and len(asked):
            middle = (asked.min(0) + asked.max(0)) / 2
    width = min(max(width, NARROWEST / MOST_ENLARGED), largest)
    w, h = int(width), int(width / ASPECT)
    x = int(np.clip(middle[0] - w / 2, 0, columns - w))
    y = int(np.clip(middle[1] - h / 2, 0, rows - h))
    scale = min(max(NARROWEST / w, 1.0), MOST_ENLARGED) if w < NARROWEST else min(WIDEST / w, 1.0)
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    size = (round(w * scale), round(h * scale))
    part = cv2.resize(image[y : y + h, x : x + w], size, interpolation=how)
    moved = (frame.image - [x, y]) * (np.array(size) / [w, h])
    return np.asarray(part, np.uint8), replace(frame, image=moved)


def evidence_picture(
    image: Image, frame: PoseFrame, finding: Finding, side: Side | None = None
) -> Image:
    """Return a readable picture of a finding: cropped to the person, then drawn on."""
    about = finding.evidence.landmarks if finding.evidence else ()
    return draw_evidence(*crop(image, frame, about), finding, side)


def jpeg(image: Image, quality: int = 85) -> bytes:
    """Return the picture as JPEG."""
    flags = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    done, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), flags)
    if not done:
        raise ValueError(f"picture: expected uint8 RGB, got {image.dtype} {image.shape}")
    return bytes(data)
