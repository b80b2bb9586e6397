"""Writing a result into a folder: report.json, report.html, reps.csv, poses.npz, annotated video.

Pictures come from a second pass over only the frames that are needed. Every file is written to a
temporary name first, so that a full disk leaves no half-written report behind.
"""

import csv
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recording.stillness import as_judged
from formcheck.analysis.report import Report, Source
from formcheck.analysis.report.json_format import to_json
from formcheck.errors import OutputError
from formcheck.estimation.pipeline import Analysis
from formcheck.estimation.pose_io import save
from formcheck.languages import DEFAULT, Language
from formcheck.output.curves import curves
from formcheck.output.draw import draw_live, rep_at
from formcheck.output.evidence import Pictures, Shots, pose_at, scaled
from formcheck.output.html import report_html
from formcheck.settings import Settings
from formcheck.video import Frame, Reader, VideoWriter

VIDEO_SIDE = 960
"""Longer side, pixels, of the annotated video."""

VIDEO_RATE = 30.0

DRAWN_AT_ONCE = 2
"""Pictures of the annotated video drawn in parallel while earlier ones are encoded."""

_Drawn = tuple[NDArray[np.uint8], float]
"""A picture and its time, seconds."""

NAMES = ("report.json", "reps.csv", "report.html", "poses.npz", "annotated.webm")
"""Every file of a result."""


def deliver_sets(
    analyses: Sequence[Analysis],
    folder: Path,
    settings: Settings,
    *,
    video: bool = True,
    shots: Shots | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Path]:
    """Write the results of all sets of one video; return the HTML page of each.

    One set is written to `folder`, several to a subfolder each. The result of an earlier run on
    this video is removed; if `folder` holds the result of another video (two phones may use one
    file name), "folder (2)" and so on is used. The other arguments are those of `deliver`.

    Raises:
        OutputError: a file could not be written or removed.
    """
    source = analyses[0].report.source
    folder = _free_folder(folder, source)
    _clear(folder)
    pages = []
    for i, analysis in enumerate(analyses):
        alone = len(analyses) == 1
        own = folder if alone else folder / f"set {i + 1} {analysis.report.exercise}"
        written = deliver(analysis, own, settings, video=video, shots=shots, progress=progress)
        pages.append(next(p for p in written if p.suffix == ".html"))
    return pages


def _free_folder(wanted: Path, source: Source) -> Path:
    folder, number = wanted, 2
    while _holds_another(folder, source):
        folder, number = wanted.with_name(f"{wanted.name} ({number})"), number + 1
    return folder


def _holds_another(folder: Path, source: Source) -> bool:
    """Whether a folder holds the result of another video."""
    for report in (folder / "report.json", *folder.glob("set */report.json")):
        try:
            there = json.loads(report.read_text("utf-8"))["source"]
            if (there["sha256"], there["sha256"] or there["name"]) != (
                source.sha256,
                source.sha256 or source.name,
            ):
                return True
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return False


def _clear(folder: Path) -> None:
    """Remove an earlier result so that no stale file is left beside the new one."""
    with _output_errors(folder):
        for old in (folder, *folder.glob("set *")):
            for name in NAMES:
                (old / name).unlink(missing_ok=True)
            if old != folder and old.is_dir() and not any(old.iterdir()):
                old.rmdir()


def deliver(
    analysis: Analysis,
    folder: Path,
    settings: Settings,
    *,
    video: bool = True,
    shots: Shots | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Path]:
    """Write everything about one analysis into `folder`; return the files written.

    Args:
        analysis: what to write.
        folder: made if it is not there.
        settings: limits for reading the video again.
        video: write the annotated video too.
        shots: the evidence pictures of this video, if some were drawn early.
        progress: called with the seconds of video annotated so far.

    Raises:
        OutputError: a file could not be written.
    """
    report = analysis.report
    with _output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    drawn = shots.all(report.reps, analysis.poses) if shots else pictures(analysis, settings)
    poses = as_judged(analysis.poses)
    files = documents(report, poses, drawn, settings.language)
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


def documents(
    report: Report, poses: PoseSequence, shots: Pictures, language: Language = DEFAULT
) -> dict[str, str]:
    """Return the text of each file of a result that is text, by its name; `poses` smoothed.

    The page to read is in `language`; what programs read is always in English.
    """
    return {
        "report.json": json.dumps(to_json(report), indent=1, allow_nan=False) + "\n",
        "reps.csv": reps_csv(report),
        "report.html": report_html(report, curves(report, poses), shots, language),
    }


@contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path} could not be written ({error.strerror}): free some space or choose another "
            "folder with --out."
        ) from error


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.part")
    with _output_errors(path):
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
    *("cue", "verdict", "reason", "value", "margin", "low", "high", "unit", "phase", "message"),
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
                (
                    *head,
                    f.cue,
                    f.verdict,
                    f.reason or "",
                    _cell(f.value),
                    _cell(f.margin),
                    _cell(f.low),
                    _cell(f.high),
                    f.unit,
                    f.phase,
                    f.message,
                )
            )
    return out.getvalue()


def _cell(value: float | None) -> Any:
    return "" if value is None else value


def pictures(analysis: Analysis, settings: Settings) -> Pictures:
    """Return a picture (JPEG) for each fault."""
    if analysis.path is None:
        return {}
    return Shots(analysis.path, settings).all(analysis.report.reps, analysis.poses)


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
        pool = stack.enter_context(ThreadPoolExecutor(DRAWN_AT_ONCE, "draw"))
        scale = min(VIDEO_SIDE / max(reader.clip.width, reader.clip.height), 1.0)

        def drawn(frame: Frame) -> _Drawn:
            pose = scaled(pose_at(poses, frame.time), scale)
            rep = rep_at(reps, frame.time)
            return draw_live(frame.image, pose, rep, rep.side if rep else None), frame.time

        writer: VideoWriter | None = None
        for image, time in _ahead(pool, drawn, reader):
            if writer is None:
                h, w = image.shape[:2]
                fps = min(reader.clip.fps or 25.0, VIDEO_RATE)
                writer = stack.enter_context(VideoWriter(path, w, h, fps=fps))
            writer.write(image, time)
            if progress is not None:
                progress(time)


def _ahead(
    pool: Executor, draw: Callable[[Frame], _Drawn], frames: Iterable[Frame]
) -> Iterator[_Drawn]:
    """Yield what is drawn on each frame, in order; a few are drawn ahead of time."""
    made: deque[Future[_Drawn]] = deque()
    for frame in frames:
        made.append(pool.submit(draw, frame))
        if len(made) > 2 * DRAWN_AT_ONCE:
            yield made.popleft().result()
    while made:
        yield made.popleft().result()
