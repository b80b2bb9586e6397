"""Frames of the annotated video."""

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.report import Rep, Side
from formcheck.analysis.report.formatting import plain
from formcheck.output.draw.skeleton import draw_pose
from formcheck.output.draw.strokes import COLOURS, DARK, Image
from formcheck.output.draw.text import put


def rep_at(reps: Sequence[Rep], time: float) -> Rep | None:
    """Return the repetition that is under way at a time."""
    return next((r for r in reps if r.start <= time <= r.end), None)


def draw_live(
    image: Image, frame: PoseFrame, rep: Rep | None, side: Side | None = None, text: str = ""
) -> Image:
    """Return a frame of the annotated video: skeleton, repetition, hold, the fault's name."""
    out = draw_pose(image, frame.image, side)
    size = max(12, round(min(image.shape[:2]) / 22))
    lines = [text] if text else []
    fault = None
    if rep is not None:
        told = f"Rep {rep.number}"
        if frame.time >= rep.top_start:
            told += f" · {plain(min(frame.time, rep.top_end) - rep.top_start, 1)} s"
        lines = [told, *lines]
        faults = (f for f in rep.findings if f.verdict == "fault" and not f.informative)
        fault = next(faults, None)
    step = round(1.4 * size)
    x, y = size // 2, image.shape[0] - size // 2 - step * (len(lines) + (fault is not None))
    for line in lines:
        put(out, line, x, y, size)
        y += step
    if fault is not None:
        _triangle(out, x + 0.2 * size, y + 0.3 * size, 0.8 * size)
        put(out, fault.title, x + size, y, size, colour=COLOURS["fault"])
    return out


def _triangle(image: Image, x: float, y: float, size: float) -> None:
    corners = np.array([[x, y + size], [x + size, y + size], [x + size / 2, y]])
    for colour, grown in ((DARK, 1.3), (COLOURS["fault"], 1.0)):
        middle = corners.mean(axis=0)
        shape = np.rint(16 * (middle + grown * (corners - middle))).astype(np.int32)
        cv2.fillPoly(image, [shape], colour, cv2.LINE_AA, 4)
