"""Writing a result into a folder: report.json, report.html, reps.csv, poses.npz, annotated video.

Pictures come from a second pass over only the frames that are needed. Every file is written to a
temporary name first, so that a full disk leaves no half-written report behind.
"""

import csv
import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.analyse import Analysis
from formcheck.errors import BadVideo, CannotWrite
from formcheck.export.html import report_html
from formcheck.export.tracing import curves
from formcheck.pose import Array, PoseFrame, PoseSequence
from formcheck.poses_file import save
from formcheck.render import draw_live, evidence_picture, jpeg, rep_at
from formcheck.report import Finding, Rep, Report, to_json
from formcheck.settings import Settings
from formcheck.smoothing import smoothed
from formcheck.video import Reader, VideoWriter

PICTURE_SIDE = 1280
"""Longer side, pixels, at which evidence is decoded; annotated video at most 960."""

VIDEO_SIDE = 960
VIDEO_RATE = 30.0

DRAWN_AT_ONCE = 2
"""Evidence pictures drawn while the next is read."""

Pictures = dict[tuple[int, str], bytes]


def deliver(
    analysis: Analysis,
    folder: Path,
    settings: Settings,
    *,
    video: bool = True,
    progress: Callable[[float], None] | None = None,
) -> list[Path]:
    """Write everything about one analysis into `folder`; return the files written.

    Args:
        analysis: what to write.
        folder: made if it is not there.
        settings: limits for reading the video again.
        video: write the annotated video too.
        progress: told the seconds of video annotated so far.

    Raises:
        CannotWrite: a file could not be written.
    """
    report = analysis.report
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    shots = pictures(analysis, settings) if analysis.path else {}
    poses = smoothed(analysis.poses)
    files = documents(report, poses, shots)
    written = []
    for name, text in files.items():
        written.append(folder / name)
        _write(folder / name, text.encode())
    save(folder / "poses.npz", analysis.saved)
    written.append(folder / "poses.npz")
    if video and analysis.path is not None:
        annotate(analysis, poses, folder / "annotated.webm", settings, progress)
        written.append(folder / "annotated.webm")
    return written


def documents(report: Report, poses: PoseSequence, shots: Pictures) -> dict[str, str]:
    """Return the text of each file of a result that is text, by its name; `poses` smoothed."""
    return {
        "report.json": json.dumps(to_json(report), indent=1, allow_nan=False) + "\n",
        "reps.csv": reps_csv(report),
        "report.html": report_html(report, curves(report, poses), shots),
    }


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            f"{path} could not be written ({error.strerror}): free some space or choose another "
            "folder with --out."
        ) from error


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.part")
    with _told(path):
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


COLUMNS = (
    *("rep", "side", "start", "top_start", "top_end", "end", "hold", "rep_verdict"),
    *("cue", "verdict", "reason", "value", "margin", "low", "high", "unit", "phase", "say"),
)


def reps_csv(report: Report) -> str:
    """Return one row a finding; times in seconds."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for r in report.reps:
        head = (r.number, r.side, r.start, r.top_start, r.top_end, r.end, r.hold, r.verdict)
        for f in r.findings:
            rows.writerow(
                (*head, f.cue, f.verdict, f.reason or "", _cell(f.value), _cell(f.margin),
                 _cell(f.low), _cell(f.high), f.unit, f.phase, f.say)
            )  # fmt: skip
    return out.getvalue()


def _cell(value: float | None) -> Any:
    return "" if value is None else value


def pictures(analysis: Analysis, settings: Settings) -> Pictures:
    """Return a picture (JPEG) for each fault, and for the clearest moment of each repetition."""
    wanted = {
        (r.number, f.cue): (r, f)
        for r in analysis.report.reps
        for f in r.findings
        if f.verdict == "fault" and f.evidence is not None
    }
    if not wanted or analysis.path is None:
        return {}
    poses = smoothed(analysis.poses)
    at = {key: pose_at(poses, _time(f)) for key, (_, f) in wanted.items()}
    times = sorted({_time(f) for _, f in wanted.values()})
    out: Pictures = {}
    begun: set[tuple[int, str]] = set()
    drawing: deque[tuple[tuple[int, str], Future[bytes]]] = deque()
    try:
        with (
            ThreadPoolExecutor(DRAWN_AT_ONCE, "draw") as pool,
            Reader(analysis.path, settings, times=times, long_side=PICTURE_SIDE) as reader,
        ):
            scale = _scale(reader.clip.width, reader.clip.height, PICTURE_SIDE)
            step = 1 / (reader.clip.fps or 25.0)
            for frame in reader:
                near = min(times, key=lambda t: abs(t - frame.time))
                for key, (rep, finding) in wanted.items():
                    # One frame may be the nearest to several moments.
                    here = near == _time(finding) or abs(frame.time - _time(finding)) < step / 2
                    if key in begun or not here:
                        continue
                    begun.add(key)
                    pose = scaled(at[key], scale)
                    drawing.append((key, pool.submit(_drawn, frame.image, pose, finding, rep)))
                    if len(drawing) > 2 * DRAWN_AT_ONCE:  # so that few pictures are in memory
                        first, one = drawing.popleft()
                        out[first] = one.result()
    except BadVideo:
        pass  # the file went away since it was judged: the numbers stand without pictures
    return out | {key: one.result() for key, one in drawing}


def _drawn(image: NDArray[np.uint8], pose: PoseFrame, finding: Finding, rep: Rep) -> bytes:
    return jpeg(evidence_picture(image, pose, finding, rep.side))


def _time(finding: Any) -> float:
    return float(finding.evidence.time)


def _scale(width: int, height: int, long_side: int) -> float:
    return min(long_side / max(width, height), 1.0)


def pose_at(poses: PoseSequence, time: float) -> PoseFrame:
    """Return the pose at `time`, between the two nearest frames; nobody where it is not near."""
    if not len(poses):
        return PoseFrame.nobody(time)
    j = int(np.searchsorted(poses.time, time))
    i, j = max(j - 1, 0), min(j, len(poses) - 1)
    a, b = poses[i], poses[j]
    gap = b.time - a.time
    share = 0.0 if gap <= 0 else float(np.clip((time - a.time) / gap, 0, 1))
    if gap > 0.5:  # nothing is known of what lies in between
        return a if abs(time - a.time) < 0.1 else PoseFrame.nobody(time)

    def mix(x: Array, y: Array) -> Array:
        out: Array = x * (1 - share) + y * share
        return np.where(np.isfinite(out), out, x if share < 0.5 else y)

    return PoseFrame(
        time,
        mix(a.image, b.image),
        mix(a.world, b.world),
        a.confidence,
        mix(a.trunk, b.trunk),
        mix(a.stickers, b.stickers),
    )


def scaled(pose: PoseFrame, scale: float) -> PoseFrame:
    """Return the pose in the pixels of a picture `scale` times as large."""
    return replace(pose, image=pose.image * scale, stickers=pose.stickers * scale)


def annotate(
    analysis: Analysis,
    poses: PoseSequence,
    path: Path,
    settings: Settings,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write the annotated video: skeleton, repetition, hold and faults, true timestamps."""
    assert analysis.path is not None
    reps = analysis.report.reps
    with ExitStack() as stack:
        reader = stack.enter_context(
            Reader(analysis.path, settings, rate=VIDEO_RATE, long_side=VIDEO_SIDE)
        )
        scale = _scale(reader.clip.width, reader.clip.height, VIDEO_SIDE)
        writer: VideoWriter | None = None
        for frame in reader:
            if writer is None:
                h, w = frame.image.shape[:2]
                fps = min(reader.clip.fps or 25.0, VIDEO_RATE)
                writer = stack.enter_context(VideoWriter(path, w, h, fps=fps))
            pose = scaled(pose_at(poses, frame.time), scale)
            rep = rep_at(reps, frame.time)
            writer.write(draw_live(frame.image, pose, rep, rep.side if rep else None), frame.time)
            if progress is not None:
                progress(frame.time)
