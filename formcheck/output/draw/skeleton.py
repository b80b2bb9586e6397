"""The skeleton on a picture: thin, the near side strong; with the repetition, on a live frame."""

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.analysis.pose import Array, PoseFrame
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Rep, Side
from formcheck.analysis.report.formatting import plain
from formcheck.output.draw.strokes import BONE, COLOURS, DARK, Image, Ink, arc, drawable, thin
from formcheck.output.draw.text import put

LEFT_BONES = (
    (L.LEFT_SHOULDER, L.LEFT_ELBOW),
    (L.LEFT_ELBOW, L.LEFT_WRIST),
    (L.LEFT_SHOULDER, L.LEFT_HIP),
    (L.LEFT_HIP, L.LEFT_KNEE),
    (L.LEFT_KNEE, L.LEFT_ANKLE),
    (L.LEFT_ANKLE, L.LEFT_HEEL),
    (L.LEFT_HEEL, L.LEFT_FOOT_INDEX),
    (L.LEFT_FOOT_INDEX, L.LEFT_ANKLE),
)
RIGHT_BONES = tuple((a + 1, b + 1) for a, b in LEFT_BONES)
ACROSS = ((L.LEFT_SHOULDER, L.RIGHT_SHOULDER), (L.LEFT_HIP, L.RIGHT_HIP))
HEAD = (L.LEFT_EAR, L.RIGHT_EAR, L.NOSE)


def draw_pose(
    image: Image, points: Array, side: Side | None = None, strength: float = 1.0
) -> Image:
    """Return the picture with a thin skeleton: `side` strong, the other side faint."""
    out = image.copy()
    w = thin(image)
    near = {"left": LEFT_BONES, "right": RIGHT_BONES}.get(side or "", LEFT_BONES + RIGHT_BONES)
    far = {"left": RIGHT_BONES, "right": LEFT_BONES}.get(side or "", ())
    for bones, wide, alpha in ((far, w, 0.4), (ACROSS, w, 0.4 if far else 0.8), (near, 1.6 * w, 1)):
        ink = Ink(out)
        for bone in bones:
            ink.line(points[list(bone)], wide)
        if bones is near:
            _head(ink, points, w)
            for j in sorted({j for bone in bones for j in bone}):
                if drawable(points[j]):
                    ink.line(arc(points[j], 0, 360, 1.3 * w), 1.3 * w)
        ink.paint(BONE, alpha * strength)
    return out


def _head(ink: Ink, points: Array, w: float) -> None:
    seen = [points[j] for j in HEAD if drawable(points[j])]
    trunk = points[L.LEFT_SHOULDER] - points[L.LEFT_HIP]
    if seen and drawable(trunk):
        ink.line(arc(np.mean(seen, axis=0), 0, 360, 0.17 * float(np.hypot(*trunk))), w)


def between(a: Array, b: Array) -> Array:
    """Return nine points evenly from a to b, [9, ..., 2]."""
    return np.asarray(np.linspace(a, b, 9))


def along_bones(points: Array) -> Array:
    """Return points all along the skeleton that were seen, [N, 2]."""
    bones = np.array(LEFT_BONES + RIGHT_BONES + ACROSS)
    every = between(points[bones[:, 0]], points[bones[:, 1]]).reshape(-1, 2)
    return np.asarray(every[np.isfinite(every).all(-1)])


# --- frames of the annotated video -----------------------------------------------------------


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
        count = f"Rep {rep.number}"
        if frame.time >= rep.top_start:
            count += f" · {plain(min(frame.time, rep.top_end) - rep.top_start, 1)} s"
        lines = [count, *lines]
        faults = (f for f in rep.findings if f.verdict == "fault" and not f.informative)
        fault = next(faults, None)
    step = round(1.4 * size)
    x, y = size // 2, image.shape[0] - size // 2 - step * (len(lines) + (fault is not None))
    for line in lines:
        put(out, line, (x, y), size)
        y += step
    if fault is not None:
        _triangle(out, x + 0.2 * size, y + 0.3 * size, 0.8 * size)
        put(out, fault.title, (x + size, y), size, colour=COLOURS["fault"])
    return out


def _triangle(image: Image, x: float, y: float, size: float) -> None:
    corners = np.array([[x, y + size], [x + size, y + size], [x + size / 2, y]])
    for colour, grown in ((DARK, 1.3), (COLOURS["fault"], 1.0)):
        middle = corners.mean(axis=0)
        shape = np.rint(16 * (middle + grown * (corners - middle))).astype(np.int32)
        cv2.fillPoly(image, [shape], colour, cv2.LINE_AA, 4)
