"""Makes the files of a result, as bytes: those the page shows and those for download.

`storage.result_names` has their names.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recording.picture_turn import upright
from formcheck.analysis.recording.stillness import as_judged, evenly_timed
from formcheck.analysis.report import Report
from formcheck.errors import InvalidVideoError
from formcheck.estimation.pipeline import Analysis
from formcheck.estimation.pose_io import save
from formcheck.languages import Language
from formcheck.output.curves import curves
from formcheck.output.draw import draw_pose, jpeg, rep_at
from formcheck.output.evidence import Pictures, pose_at, scaled
from formcheck.output.html import report_html
from formcheck.output.opensim import mot, trc
from formcheck.output.overlay import curves_json, poses_json
from formcheck.output.pdf import report_pdf
from formcheck.output.writer import documents
from formcheck.settings import Settings
from formcheck.storage.result_names import DRAWN, HTML, PDF, POSES
from formcheck.video import Reader

THUMBNAIL_SIDE = 640
"""Longest side of the thumbnail, pixels."""


def from_report(
    report: Report, poses: PoseSequence, shots: Pictures
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file of `FROM_REPORT`.

    Args:
        report: of the set.
        poses: as they were found, not smoothed.
        shots: the pictures of faults.
    """
    smooth = as_judged(poses)
    for name, text in documents(report, smooth, shots).items():
        yield name, text.encode()
    yield PDF, report_pdf(report, curves(report, smooth), shots)
    turned = upright(evenly_timed(poses), report.source)
    yield "poses.trc", trc(turned).encode()
    yield "motion.mot", mot(turned).encode()
    yield DRAWN["poses"], gzipped_json(poses_json(poses, report))
    yield DRAWN["curves"], gzipped_json(curves_json(report, poses))


def in_language(
    report: Report, poses: PoseSequence, shots: Pictures, language: Language
) -> dict[str, bytes]:
    """Return the files of `IN_LANGUAGES` in a language; the arguments as in `from_report`."""
    drawn = curves(report, as_judged(poses))
    return {
        HTML: report_html(report, drawn, shots, language).encode(),
        PDF: report_pdf(report, drawn, shots, language),
    }


def poses_bytes(analysis: Analysis, folder: Path) -> bytes:
    """Return the poses file, which is written in `folder` first."""
    path = folder / POSES
    save(path, analysis.saved)
    data = path.read_bytes()
    path.unlink()
    return data


def gzipped_json(content: dict[str, Any]) -> bytes:
    """Return gzipped JSON; equal content gives equal bytes."""
    plain = json.dumps(content, allow_nan=False, separators=(",", ":")).encode()
    return gzip.compress(plain, 6, mtime=0)


def thumbnail_time(report: Report) -> float:
    """Return the time of the thumbnail, seconds: the fault to fix first, else a top."""
    if report.primary_fault is not None:
        return report.primary_fault.time
    if report.reps:
        middle = report.reps[len(report.reps) // 2]
        return (middle.top_start + middle.top_end) / 2
    return report.source.duration / 2


def thumbnail(analysis: Analysis, settings: Settings) -> bytes | None:
    """Return a JPEG picture with the skeleton drawn on it, or None without a video."""
    if analysis.path is None:
        return None
    time = thumbnail_time(analysis.report)
    rep = rep_at(analysis.report.reps, time)
    try:
        with Reader(analysis.path, settings, times=[time], long_side=THUMBNAIL_SIDE) as reader:
            side = max(reader.clip.width, reader.clip.height)
            pose = scaled(pose_at(as_judged(analysis.poses), time), min(THUMBNAIL_SIDE / side, 1.0))
            for frame in reader:
                return jpeg(draw_pose(frame.image, pose.image, rep.side if rep else None), 80)
    except InvalidVideoError:
        return None
    return None
