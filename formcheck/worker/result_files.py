"""Makes the files of a result, as bytes: those the page shows and those for download."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recording.picture_turn import upright
from formcheck.analysis.report import Report
from formcheck.analysis.smoothing import smoothed
from formcheck.errors import InvalidVideoError
from formcheck.estimation.pipeline import Analysis
from formcheck.estimation.pose_io import save
from formcheck.output.draw import draw_pose, jpeg, rep_at
from formcheck.output.evidence import Pictures, pose_at, scaled
from formcheck.output.opensim import mot, trc
from formcheck.output.overlay import curves_json, poses_json
from formcheck.output.writer import documents
from formcheck.settings import Settings
from formcheck.video import Reader
from formcheck.worker.result_names import DRAWN, POSES

THUMBNAIL_SIDE = 640
"""Longest side of the thumbnail, pixels."""


def texts(analysis: Analysis, shots: Pictures) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of the report, data files and pictures of faults."""
    poses = smoothed(analysis.poses)
    for name, text in documents(analysis.report, poses, shots).items():
        yield name, text.encode()
    turned = upright(analysis.poses, analysis.report.source)
    yield "poses.trc", trc(turned).encode()
    yield "motion.mot", mot(turned).encode()
    for (number, cue), picture in shots.items():
        yield f"rep{number}-{cue}.jpg", picture


def poses_bytes(analysis: Analysis, folder: Path) -> bytes:
    """Return the poses file, which is written in `folder` first."""
    path = folder / POSES
    save(path, analysis.saved)
    data = path.read_bytes()
    path.unlink()
    return data


def packed(content: dict[str, Any]) -> bytes:
    """Return gzipped JSON; equal content gives equal bytes."""
    plain = json.dumps(content, allow_nan=False, separators=(",", ":")).encode()
    return gzip.compress(plain, 6, mtime=0)


def drawn(poses: PoseSequence, report: Report) -> dict[str, bytes]:
    """Return the files, by name, of the skeleton and the curves that the page draws."""
    return {
        DRAWN["poses"]: packed(poses_json(poses, report)),
        DRAWN["curves"]: packed(curves_json(report, poses)),
    }


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
            pose = scaled(pose_at(smoothed(analysis.poses), time), min(THUMBNAIL_SIDE / side, 1.0))
            for frame in reader:
                return jpeg(draw_pose(frame.image, pose.image, rep.side if rep else None), 80)
    except InvalidVideoError:
        return None
    return None
