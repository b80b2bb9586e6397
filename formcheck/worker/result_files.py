"""The files of a result: their names and media types, and how their content is made.

What draws or reads videos is imported when it is needed: the server only needs the names.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formcheck.errors import InvalidVideoError
from formcheck.settings import Settings

if TYPE_CHECKING:
    from formcheck.analysis.pose import PoseSequence
    from formcheck.analysis.report import Report
    from formcheck.estimation.pipeline import Analysis
    from formcheck.output.evidence import Pictures

FRAMES = "frames.json.gz"
PLAYABLE = "playable.webm"
ANNOTATED = "annotated.webm"
THUMBNAIL = "thumbnail.jpg"
POSES = "poses.npz"
DRAWN = {"poses": "poses.json.gz", "curves": "curves_2.json.gz"}
"""Data that the page draws; stored, because a long set takes seconds.

A new layout gets a new name, so that files of an earlier version are made again.
"""


@dataclass(frozen=True, slots=True)
class ResultFile:
    """Description of a file."""

    title: str
    media_type: str
    listed: bool = True


FILES = {
    "report.html": ResultFile("Report, one page to keep or print", "text/html; charset=utf-8"),
    "report.json": ResultFile("Report for programs (JSON)", "application/json"),
    "reps.csv": ResultFile("Table of repetitions (CSV)", "text/csv; charset=utf-8"),
    POSES: ResultFile("Poses, to judge again (NumPy)", "application/octet-stream"),
    "poses.trc": ResultFile("Markers for OpenSim (.trc)", "text/plain; charset=utf-8"),
    "motion.mot": ResultFile("Joint angles for OpenSim (.mot)", "text/plain; charset=utf-8"),
    ANNOTATED: ResultFile("Video with the skeleton drawn on it", "video/webm"),
    PLAYABLE: ResultFile("Copy that browsers play", "video/webm", listed=False),
    THUMBNAIL: ResultFile("Small picture", "image/jpeg", listed=False),
    FRAMES: ResultFile("Times of the frames", "application/gzip", listed=False),
    DRAWN["poses"]: ResultFile("Skeleton over time", "application/gzip", listed=False),
    DRAWN["curves"]: ResultFile("Signals over time", "application/gzip", listed=False),
}
FROM_VIDEO = (PLAYABLE, FRAMES)
"""Files that depend on the video only, and so stay when the set is judged again."""


def describe(name: str) -> ResultFile:
    """Return the description of the file called `name`."""
    return FILES.get(name, ResultFile("Picture of a fault", "image/jpeg", listed=False))


def file_order(name: str) -> int:
    """Return the sort position of a file among those of a result."""
    return list(FILES).index(name) if name in FILES else len(FILES)


# --- content --------------------------------------------------------------------------------------


THUMBNAIL_SIDE = 640
"""Longest side of the thumbnail, pixels."""


def text_files(analysis: "Analysis", shots: "Pictures") -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of the report, data files and pictures of faults."""
    from formcheck.analysis.recording.picture_turn import upright
    from formcheck.analysis.smoothing import smoothed
    from formcheck.output.opensim import mot, trc
    from formcheck.output.writer import documents

    poses = smoothed(analysis.poses)
    for name, text in documents(analysis.report, poses, shots).items():
        yield name, text.encode()
    turned = upright(analysis.poses, analysis.report.source)
    yield "poses.trc", trc(turned).encode()
    yield "motion.mot", mot(turned).encode()
    for (number, cue), picture in shots.items():
        yield f"rep{number}-{cue}.jpg", picture


def poses_bytes(analysis: "Analysis", folder: Path) -> bytes:
    """Return the poses file, which is written in `folder` first."""
    from formcheck.estimation.pose_io import save

    path = folder / POSES
    save(path, analysis.saved)
    data = path.read_bytes()
    path.unlink()
    return data


def gzipped_json(content: dict[str, Any]) -> bytes:
    """Return gzipped JSON; equal content gives equal bytes."""
    plain = json.dumps(content, allow_nan=False, separators=(",", ":")).encode()
    return gzip.compress(plain, 6, mtime=0)


def overlay_files(poses: "PoseSequence", report: "Report") -> dict[str, bytes]:
    """Return the files, by name, of the skeleton and the curves that the page draws."""
    from formcheck.output.overlay import curves_json, poses_json

    return {
        DRAWN["poses"]: gzipped_json(poses_json(poses, report)),
        DRAWN["curves"]: gzipped_json(curves_json(report, poses)),
    }


def thumbnail_time(report: "Report") -> float:
    """Return the time of the thumbnail, seconds: the fault to fix first, else a top."""
    if report.primary_fault is not None:
        return report.primary_fault.time
    if report.reps:
        middle = report.reps[len(report.reps) // 2]
        return (middle.top_start + middle.top_end) / 2
    return report.source.duration / 2


def thumbnail(analysis: "Analysis", settings: Settings) -> bytes | None:
    """Return a JPEG picture with the skeleton drawn on it, or None without a video."""
    from formcheck.analysis.smoothing import smoothed
    from formcheck.output.draw import draw_pose, jpeg, rep_at
    from formcheck.output.evidence import pose_at, scaled
    from formcheck.video import Reader

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
