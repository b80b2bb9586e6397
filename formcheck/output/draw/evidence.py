"""A picture of a finding: cropped to the person, with what was measured, its margin and limit."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.geometry import angle, cross, unit
from formcheck.analysis.pose import TRUNK_POINTS, Array, PoseFrame
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Finding, Side
from formcheck.analysis.report.formatting import allowed, measured
from formcheck.output.draw.skeleton import HEAD, along_bones, between, draw_pose
from formcheck.output.draw.strokes import BONE, COLOURS, Image, Ink, arc, drawable, thin
from formcheck.output.draw.text import label


def draw_evidence(
    image: Image, frame: PoseFrame, finding: Finding, side: Side | None = None
) -> Image:
    """Return the picture with what a finding was judged by, its value, margin and limit."""
    out = draw_pose(image, frame.image, side, 0.8)
    drawn = _evidence(out, frame, finding)
    value, asked = measured(finding), allowed(finding.low, finding.high, finding.unit)
    lines = [value, asked] if drawn and value else [finding.title, value]
    busy = along_bones(frame.image)
    if drawn:
        anchor = drawn[0]
        busy = np.concatenate([busy, drawn[1][np.isfinite(drawn[1]).all(-1)]])
    else:
        hips = frame.image[[L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=0)
        anchor = hips if drawable(hips) else np.array(image.shape[1::-1]) / 2
    label(out, anchor, [t for t in lines if t], busy)
    return out


Drawn = tuple[Array, Array]
"""Where the label belongs, [2], and what it must leave free, [N, 2]."""


def _evidence(out: Image, frame: PoseFrame, f: Finding) -> Drawn | None:
    """Draw the evidence in place; None where there is nothing to draw or it was not seen."""
    if f.evidence is None or f.evidence.draw == "moment":
        return None
    if f.evidence.draw == "outline":
        return _outline(out, frame, f)
    p = frame.image[list(f.evidence.landmarks)]
    drawing = {"angle": _angle, "line": _line, "separation": _separation}[f.evidence.draw]
    enough = 3 if f.evidence.draw == "angle" else 4 if f.evidence.draw == "separation" else 2
    if len(p) < enough or not drawable(*p):
        return None
    return drawing(out, p, f)


def _angle(out: Image, p: Array, f: Finding) -> Drawn:
    a, vertex, b = p[:3]
    w = thin(out)
    arm = min(float(np.hypot(*(a - vertex))), float(np.hypot(*(b - vertex))))
    shown = float(angle(a, vertex, b))
    way = 1.0 if float(cross(a - vertex, b - vertex)) >= 0 else -1.0
    # Past straight the value runs on beyond 180 while the picture's angle comes back.
    if f.value is not None and f.value > 180 and abs(360 - shown - f.value) < 25:
        way, shown = -way, 360 - shown
    busy = [between(a, vertex), between(vertex, b)]
    if f.limit is not None and f.value is not None and f.unit in ("deg", "°"):
        end = np.radians(way * (f.limit - f.value))
        c, s = np.cos(end), np.sin(end)
        aim = vertex + np.array([[c, -s], [s, c]]) @ (b - vertex)
        limit = Ink(out)
        limit.line(np.stack([vertex, aim]), w, 5 * w)
        limit.paint(BONE)
        busy.append(between(vertex, aim))
    ink = Ink(out)
    start = float(np.degrees(np.arctan2(*(a - vertex)[::-1])))
    swept = arc(vertex, start, way * shown, 0.32 * arm)
    ink.line(swept, 2 * w)
    ink.line(np.stack([a, vertex, b]), 2 * w)
    ink.paint(COLOURS[f.verdict])
    return vertex, np.concatenate([*busy, swept])


def _line(out: Image, p: Array, f: Finding) -> Drawn:
    w = thin(out)
    a, b = p[:2]
    middle, along = (a + b) / 2, b - a
    if len(p) >= 4:
        reference = p[2:4]
    else:  # against level or plumb, whichever it is nearer to
        axis = np.eye(2)[int(np.abs(along).argmax())]
        reference = middle + np.outer([-0.6, 0.6], axis * float(np.hypot(*along)))
    dashed = Ink(out)
    dashed.line(reference, w, 5 * w)
    dashed.paint(BONE)
    ink = Ink(out)
    ink.line(np.stack([middle - 0.7 * along, middle + 0.7 * along]), 2.2 * w)
    ink.paint(COLOURS[f.verdict])
    ends = middle - 0.7 * along, middle + 0.7 * along
    return middle, np.concatenate([between(*ends), between(*reference)])


def _ticked(ink: Ink, a: Array, b: Array, width: float, dash: float = 0.0) -> None:
    ink.line(np.stack([a, b]), width, dash)
    across = np.array([[0.0, -1.0], [1.0, 0.0]]) @ unit(b - a) * 5 * width
    for end in (a, b):
        ink.line(np.stack([end - across, end + across]), width)


def _separation(out: Image, p: Array, f: Finding) -> Drawn:
    w = thin(out)
    middle = (p[0] + p[1]) / 2
    dashed = Ink(out)
    _ticked(dashed, p[2], p[3], w, 5 * w)
    shares = f.unit not in ("deg", "°")  # an angle says nothing of how wide the limit would be
    if shares and f.limit and f.value and f.value > 0:  # how wide the limit would be, here
        half = (p[1] - p[0]) / 2 * min(f.limit / f.value, 3.0)
        _ticked(dashed, middle - half, middle + half, 1.2 * w, 5 * w)
    dashed.paint(BONE)
    ink = Ink(out)
    _ticked(ink, p[0], p[1], 2.2 * w)
    ink.paint(COLOURS[f.verdict])
    return middle, np.concatenate([between(p[0], p[1]), between(p[2], p[3])])


def _outline(out: Image, frame: PoseFrame, f: Finding) -> Drawn | None:
    w = thin(out)
    shoulder = frame.image[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]].mean(axis=0)
    hip = frame.image[[L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=0)
    front = body_axes(frame.world)[2, :2]
    if not drawable(shoulder, hip, front) or np.hypot(*(hip - shoulder)) == 0:
        return None
    chord = hip - shoulder
    normal = np.array([chord[1], -chord[0]])
    back = -normal if float(normal @ front) > 0 else normal
    base = shoulder + np.linspace(0, 1, TRUNK_POINTS)[:, None] * chord
    dashed, belly, ink = Ink(out), Ink(out), Ink(out)
    dashed.line(np.stack([shoulder, hip]), w, 5 * w)
    dashed.paint(BONE)
    belly.line(base - frame.trunk[1][:, None] * back, w)
    belly.paint(BONE, 0.5)
    edge = base + frame.trunk[0][:, None] * back
    ink.line(edge, 2.4 * w)
    ink.paint(COLOURS[f.verdict])
    middle = edge[TRUNK_POINTS // 2]
    return middle if drawable(middle) else (shoulder + hip) / 2, edge


# --- the picture it is drawn on ---------------------------------------------------------------

BODY = [*range(L.LEFT_SHOULDER, L.LEFT_WRIST + 2), *range(L.LEFT_HIP, L.RIGHT_FOOT_INDEX + 1)]

ASPECT = 16 / 10
WIDEST, NARROWEST, MOST_ENLARGED = 800, 480, 2.0
"""Width of an evidence picture, pixels, and how far a small one may be enlarged."""

ROOM = 1.25
"""Width of the part that is shown, in widths of the body in it."""


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
        width = ROOM * max(high[0] - low[0], (high[1] - low[1]) * ASPECT)
        shown = frame.image[list(about)]
        if width > ROOM * largest and drawable(*shown) and len(shown):
            middle = (shown.min(0) + shown.max(0)) / 2
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
