"""Analyses one set, in its own process: `python -m formcheck.worker.analyser`.

The task is one line on standard input, which then stays open as long as the server lives. Events
(see `task`) go to standard output, the log to standard error.
"""

import errno
import json
import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from formcheck.errors import FormcheckError, InvalidVideoError, OutputError
from formcheck.storage import result_names
from formcheck.worker import process
from formcheck.worker.process import Stage, Task

if TYPE_CHECKING:
    from formcheck.output.evidence import Shots

ANALYSING = 0.8
"""Share of the progress bar, 0..1, for finding poses; the rest is for rendering. A guess: where it
is wrong, the bar changes its pace once and the time left is corrected."""

_PROGRESS_STEP = 0.002
"""Smallest step of progress that is reported, so that there are at most about 500 events."""

_NICE = 5
"""Added to the niceness of the process, so that the server stays responsive."""


class Analyser:
    """Carries out one task and reports its events.

    Args:
        task: what to do.
        out: where events are written.
    """

    def __init__(self, task: Task, out: IO[str]) -> None:
        self.task, self.settings = task, task.limits()
        self.folder = Path(task.folder)
        self._out = out
        self._reported = -1.0
        self._shots: Shots | None = None  # those drawn while poses are found

    def send(self, event: str, **more: Any) -> None:
        """Write one event."""
        self._out.write(json.dumps({"event": event, **more}, allow_nan=False) + "\n")
        self._out.flush()

    def progress(self, stage: Stage, share: float) -> None:
        """Report the progress of a stage; `share` of the whole task, 0..1."""
        share = min(max(share, 0.0), 1.0)
        if share - self._reported >= _PROGRESS_STEP or share == 1.0:
            self._reported = share
            self.send("progress", stage=stage, share=round(share, 4))

    def file(self, name: str, data: bytes | None = None) -> None:
        """Report a file of the result, after writing `data` to it if given."""
        if data is not None:
            (self.folder / name).write_bytes(data)
        self.send("file", name=name)

    def run(self) -> None:
        """Carry out the task; raises FormcheckError."""
        from formcheck.estimation.pipeline import main_set, renamed

        sets = [renamed(a, self.task.name) for a in self._judged()]
        analysis = main_set(sets, self.task.near)
        if not self.task.only_rendering:
            self._report(analysis, [a for a in sets if a is not analysis])
        self._write(analysis)
        self.send("done")

    def _judged(self) -> Any:
        from formcheck.estimation.pipeline import analyse_sets, judge_sets
        from formcheck.estimation.pose_io import load
        from formcheck.output.evidence import Shots

        task = self.task
        video = Path(task.video) if task.video else None
        if task.poses is not None:
            saved = load(Path(task.poses))
            if task.exercise is None and not task.only_rendering:
                saved = replace(saved, exercise=None)  # recognise it again
            saved = replace(saved, source=replace(saved.source, mirrored=task.mirrored))
            return judge_sets(saved, video, task.exercise, limits=task.changed)
        assert video is not None
        total = max(task.seconds, 1.0)
        self._shots = Shots(video, self.settings)
        return analyse_sets(
            video,
            task.exercise,
            model=task.model,
            settings=self.settings,
            progress=lambda s: self.progress("analysing", ANALYSING * s / total),
            limits=task.changed,
            early=self._shots.early,
            mirrored=task.mirrored,
        )

    def _report(self, analysis: Any, others: list[Any]) -> None:
        from formcheck.analysis.report.json_format import to_record
        from formcheck.output.writer import pictures
        from formcheck.worker import result_files

        if self._shots is not None:
            shots = self._shots.all(analysis.report.reps, analysis.poses)
        else:
            shots = pictures(analysis, self.settings)
        for name, data in result_files.from_report(analysis.report, analysis.poses, shots):
            self.file(name, data)
        for (number, cue), picture in shots.items():
            self.file(result_names.picture_name(number, cue), picture)
        # Written before the set's own poses, which use the same temporary name.
        beside = [f"beside{i + 1}.npz" for i in range(len(others))]
        for name, other in zip(beside, others, strict=True):
            self.file(name, result_files.poses_bytes(other, self.folder))
        self.file(result_names.POSES, result_files.poses_bytes(analysis, self.folder))
        small = result_files.thumbnail(analysis, self.settings)
        if small is not None:
            self.file(result_names.THUMBNAIL, small)
        if analysis.path is not None and result_names.FRAMES not in self.task.have:
            from formcheck.worker.playback import frame_times

            times = frame_times(analysis.path, self.settings)
            self.file(result_names.FRAMES, result_files.gzipped_json({"times": times}))
        self.send("report", report=to_record(analysis.report), beside=beside)

    def _write(self, analysis: Any) -> None:
        from formcheck.analysis.recording.stillness import as_judged
        from formcheck.output.writer import annotate
        from formcheck.worker.playback import make_playable

        if analysis.path is None:
            return
        source = analysis.report.source
        total = max(source.duration, 1.0)
        copy = not self.task.playable or source.damaged > 0 or source.cut_short
        copy = copy and result_names.PLAYABLE not in self.task.have
        half = (1 - ANALYSING) / (2 if copy else 1)
        if copy:
            make_playable(
                analysis.path,
                self.folder / result_names.PLAYABLE,
                self.settings,
                lambda s: self.progress("rendering", ANALYSING + half * s / total),
            )
            self.file(result_names.PLAYABLE)
        with suppress(InvalidVideoError):
            annotate(
                analysis,
                as_judged(analysis.poses),
                self.folder / result_names.ANNOTATED,
                self.settings,
                lambda s: self.progress("rendering", 1 - half + half * s / total),
            )
            self.file(result_names.ANNOTATED)


def page_error(error: FormcheckError, task: Task) -> tuple[str, str]:
    """Return the code and message of an error, worded for the page, not the command line."""
    if isinstance(error, OutputError):
        return (
            "disk_full",
            "There was no room to write the result: free some space, then try again.",
        )
    text = {
        "none_of_these": f"{error.what} Choose the exercise and judge it again if it is one.",
        "wrong_exercise": f"{error.what}: choose that exercise and judge it again.",
    }.get(error.code, str(error))
    if task.video:  # it has another name in the sandbox than the person gave it
        text = text.replace(Path(task.video).name, task.name)
    return error.code, text


def main() -> None:
    """Carry out the task on standard input."""
    process.die_with_parent()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # anything that a library prints goes to the log
    task = Task.of(sys.stdin.readline())
    with suppress(OSError):
        os.nice(_NICE)
    process.die_at_end_of(sys.stdin)
    analyser = Analyser(task, out)
    try:
        analyser.run()
    except FormcheckError as error:
        code, message = page_error(error, task)
        analyser.send("failed", code=code, message=message)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        code, message = page_error(OutputError("full"), task)
        analyser.send("failed", code=code, message=message)
    out.close()
    os._exit(0)  # do not wait for the threads of the model


if __name__ == "__main__":
    main()
