"""What a page draws over a video and below it: poses and curves as JSON-safe values.

Both take the poses as they were saved and smooth them as the session did, so that what is drawn
is what was judged. Times are seconds on the video's own clock, `None` is the only "missing".
"""

import numpy as np

from formcheck.analysis.camera_view import body_axes
from formcheck.analysis.pose import TRUNK_POINTS, Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording.stillness import as_judged
from formcheck.analysis.report import Report
from formcheck.analysis.report.formatting import allowed, decimals, short_unit, suffix
from formcheck.analysis.report.json_format import Json
from formcheck.output.curves import Curve, curves, describe


def poses_json(poses: PoseSequence, report: Report) -> Json:
    """Return the skeleton and the trunk's outline in the pixels of the upright picture.

    Returns:
        width, height: of the picture. times: [F].
        image: [F] of [x0, y0 .. x32, y32], or None where nobody was seen.
        trunk: [F] of [back, belly], each [x0, y0 .. x23, y23] along the shoulder-hip chord with
            None where the outline was not found, or None where all of it is missing.
    """
    still = as_judged(poses)
    outline = trunk_outline(still)
    return {
        "width": report.source.width,
        "height": report.source.height,
        "times": _plain(still.time, 4),
        "image": [_points(p) for p in still.image],
        "trunk": [_outline(o) for o in outline],
    }


def trunk_outline(poses: PoseSequence) -> Array:
    """Return the trunk's outline as points of the picture, [F, 2 (back, belly), K, 2] pixels."""
    shoulder = poses.image[:, [L.LEFT_SHOULDER, L.RIGHT_SHOULDER]].mean(axis=1)
    hip = poses.image[:, [L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=1)
    chord = hip - shoulder
    normal = np.stack([chord[:, 1], -chord[:, 0]], axis=-1)
    front = body_axes(poses.world)[:, 2, :2]
    forward = ((normal * front).sum(-1) > 0)[:, None]
    back = np.where(forward, -normal, normal)
    along = np.linspace(0, 1, TRUNK_POINTS)[:, None]
    base = shoulder[:, None] + along * chord[:, None]
    out = poses.trunk[..., None] * back[:, None, None] * np.array([1.0, -1.0])[:, None, None]
    points: Array = base[:, None] + out
    return points


def curves_json(report: Report, poses: PoseSequence) -> Json:
    """Return every curve, in the order of `curves.curves`."""
    drawn = curves(report, as_judged(poses), every=True)
    return {"curves": [_curve(c) for c in drawn if c.drawable]}


def _curve(c: Curve) -> Json:
    return {
        "title": c.title,
        "description": describe(c),
        "unit": c.unit,
        "decimals": decimals(c.unit),
        "suffix": suffix(c.unit),
        "short_suffix": suffix(short_unit(c.unit)),
        "limits": [
            {"value": limit, "text": allowed(low, high, c.unit)}
            for limit, low, high in ((c.low, c.low, None), (c.high, None, c.high))
            if limit is not None
        ],
        "cue": c.cue,
        "top": c.top,
        "time": _plain(c.time, 4),
        "values": _plain(c.values, 4),
        "low": c.low,
        "high": c.high,
        "margin": c.margin,
        "bands": [
            {
                "number": b.number,
                "verdict": b.verdict,
                "start": b.start,
                "top_start": b.top_start,
                "top_end": b.top_end,
                "end": b.end,
                "judged": list(b.judged),
            }
            for b in c.bands
        ],
        "marks": [{"time": m.time, "value": m.value, "label": m.label} for m in c.marks],
    }


def _plain(values: Array, decimals: int) -> list[float | None]:
    """Return numbers rounded, None for NaN."""
    return [v if np.isfinite(v) else None for v in np.round(values, decimals).ravel().tolist()]


def _points(points: Array) -> list[float | None] | None:
    """Return [N, 2] points in a row, to a tenth of a pixel; None where there are none."""
    return _plain(points, 1) if np.isfinite(points).any() else None


def _outline(sides: Array) -> list[list[float | None]] | None:
    return [_plain(s, 1) for s in sides] if np.isfinite(sides).any() else None
