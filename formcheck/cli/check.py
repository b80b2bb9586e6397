"""`check` videos; `judge` saved poses."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, language, model_size, progress_bar, read_settings, say
from formcheck.errors import FormcheckError
from formcheck.model_size import ModelSize

if TYPE_CHECKING:
    from rich.progress import Progress

    from formcheck.estimation.markers import Choice
    from formcheck.estimation.pipeline import Analysis
    from formcheck.settings import Settings


@app.command()
def check(
    videos: Annotated[
        list[Path], typer.Argument(metavar="VIDEO...", help="Videos, each of one or more sets.")
    ],
    exercise: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Exercise id, see 'formcheck exercises'. Default: recognised."
        ),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="lite|full|heavy", help="Pose model; heavy by default.")
    ] = None,
    stickers: Annotated[
        str,
        typer.Option(
            metavar="auto|none|T,X,Y,X,Y",
            help="Bright dots on the hip bones: looked for, not looked for, or both shown, by the "
            "second and the pixels of each.",
        ),
    ] = "auto",
    mirrored: Annotated[
        bool,
        typer.Option("--mirrored", help="The video is mirrored, as from a selfie camera."),
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for the results.")] = None,
    no_video: Annotated[
        bool, typer.Option("--no-video", help="Do not write the annotated video.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the report as JSON instead of words.")
    ] = False,
) -> None:
    """Check videos, say what to fix first and write a report with pictures.

    Without --out the results go to formcheck_results/<file name>; a video of several sets gets a
    folder for each set in there. Exit code 0 when every video was judged, 1 when one was not.
    """
    try:
        size = model_size(model)
        dots = _choice(stickers)
        with read_settings() as settings:
            folders = _folders(videos, out)
            wanted = _Wanted(exercise, size, settings, dots, mirrored, not no_video, as_json)
            with progress_bar() as bar:
                failed = _Batch(wanted, bar).run(zip(videos, folders, strict=True))
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        fail("Stopped. Finished results are kept.")
        raise typer.Exit(130) from None
    if failed:
        raise typer.Exit(1)


def _choice(text: str) -> "Choice":
    """Parse --stickers.

    Raises:
        FormcheckError: it is none of the accepted forms.
    """
    from formcheck.estimation.markers import Tap

    if text == "none":
        return "none"
    if text == "auto":
        return "auto"
    try:
        time, *points = (float(part) for part in text.split(","))
        x1, y1, x2, y2 = points
    except ValueError:
        raise FormcheckError(
            "--stickers takes auto, none, or five numbers: a second at which both stickers are "
            "visible, then x and y of each in pixels, such as 1.5,410,300,470,302.",
            "bad_stickers",
        ) from None
    return Tap(time, (x1, y1), (x2, y2))


def _folders(videos: list[Path], out: Path | None) -> list[Path]:
    """Return a result folder for each video: `out` itself for one, subfolders of it for several."""
    if out is not None and len(videos) == 1:
        return [out]
    base = out or Path("formcheck_results")
    names: list[str] = []
    for v in videos:
        # The suffix stays in the name so that a.mp4 and a.mov differ; equal names get a number.
        own = v.name if v.name not in ("", ".", "..") else "video"
        name, number = own, 2
        while name in names:
            name, number = f"{own} ({number})", number + 1
        names.append(name)
    return [base / n for n in names]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The options that apply to every video."""

    exercise: str | None
    model: ModelSize | None
    settings: "Settings"
    stickers: "Choice"
    mirrored: bool
    video_too: bool
    as_json: bool


AT_ONCE = 2
"""Videos that are worked on at the same time. While one is read in, or judged and written, poses
are found in the other, so that no core is idle before the last."""


class _StoppedError(Exception):
    """The user has stopped the command."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What became of one video.

    Attributes:
        analyses: of its sets, with the page of each; none where it failed, and then the error.
    """

    video: Path
    analyses: "Sequence[Analysis]" = ()
    pages: Sequence[Path | None] = ()
    error: FormcheckError | None = None

    def show(self, as_json: bool) -> bool:
        """Print it; return whether every set has repetitions."""
        if self.error is not None:
            message = str(self.error)
            named = self.video.name and self.video.name in message
            fail(message if named else f"{self.video.name}: {say(message)}")
            return False
        pairs = zip(self.analyses, self.pages, strict=True)
        judged = [_say(analysis, as_json, page) for analysis, page in pairs]
        return all(judged)


class _Batch:
    """Checks videos, `AT_ONCE` at the same time; their pose models share the cores."""

    def __init__(self, wanted: _Wanted, bar: "Progress") -> None:
        self._wanted, self._bar = wanted, bar
        self._stop = threading.Event()
        self._cores = ThreadPoolExecutor(wanted.settings.workers, "pose")

    def run(self, videos: Iterable[tuple[Path, Path]]) -> int:
        """Check each video, write its result, and return how many could not be judged.

        Results are printed in the order of the videos. When interrupted, one that is being written
        is finished first.
        """
        with self._cores, ThreadPoolExecutor(AT_ONCE, "video") as pool:
            checks = [pool.submit(self._check, video, folder) for video, folder in videos]
            try:
                return sum(not one.result().show(self._wanted.as_json) for one in checks)
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _check(self, video: Path, folder: Path) -> _Checked:
        try:
            return self._written(video, folder)
        except FormcheckError as error:
            return _Checked(video, error=error)

    def _written(self, video: Path, folder: Path) -> _Checked:
        from formcheck.estimation.pipeline import analyse_sets
        from formcheck.output.evidence import Shots
        from formcheck.output.writer import deliver_sets
        from formcheck.video import probe

        wanted = self._wanted
        shots = Shots(video, wanted.settings)
        total = probe(video, wanted.settings).duration or None
        with self._progress_line(f"Analysing {video.name}", total) as show:

            def progress(done: float) -> None:
                if self._stop.is_set():
                    raise _StoppedError
                show(done)

            analyses = analyse_sets(
                video,
                wanted.exercise,
                model=wanted.model,
                settings=wanted.settings,
                stickers=wanted.stickers,
                mirrored=wanted.mirrored,
                progress=progress,
                early=shots.early,
                pool=self._cores,
            )
        total = analyses[0].report.source.duration or None
        with self._progress_line(f"Writing the report on {video.name}", total) as show:
            pages = deliver_sets(
                analyses,
                folder,
                wanted.settings,
                video=wanted.video_too,
                shots=shots,
                progress=show,
            )
        return _Checked(video, analyses, pages)

    @contextmanager
    def _progress_line(self, text: str, total: float | None) -> Iterator[Callable[[float], None]]:
        """Show a line in the progress bar; yield what to call with the seconds done."""
        task = self._bar.add_task(text, total=total)
        try:
            yield lambda done: self._bar.update(task, completed=done)
        finally:
            self._bar.remove_task(task)


def _say(analysis: "Analysis", as_json: bool, page: Path | None) -> bool:
    """Print one result; return whether it has any repetition."""
    from formcheck.analysis.report.json_format import to_json
    from formcheck.output import summary

    report = analysis.report
    if as_json:
        typer.echo(json.dumps(to_json(report), allow_nan=False))
    else:
        if report.source.name:
            typer.echo(report.source.name)
        for line in summary.lines(report, language()):
            typer.echo(line)
        if page is not None:
            typer.echo(f"\n{say('Report')}: {page}\n")
    if not report.reps:
        fail(
            f"No repetition of {report.title.lower()} could be counted in {report.source.name}. "
            "Hold the start position for a moment before the first one. 'formcheck exercises' says "
            "where to put the camera."
        )
        return False
    return True


@app.command("judge")
def judge_saved(
    poses: Annotated[Path, typer.Argument(metavar="POSES.npz", help="The poses.npz of a result.")],
    exercise: Annotated[
        str | None, typer.Option(metavar="ID", help="Judge it as another exercise.")
    ] = None,
    mirrored: Annotated[
        bool | None,
        typer.Option(
            "--mirrored/--not-mirrored",
            help="Whether the video is mirrored. Default: as saved with the poses.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for report.json and reps.csv.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the report as JSON instead of words.")
    ] = False,
) -> None:
    """Judge saved poses again, without the video: the same result in under a second."""
    from formcheck.estimation.pipeline import judge_sets
    from formcheck.estimation.pose_io import load

    try:
        saved = load(poses)
        if mirrored is not None:
            saved = replace(saved, source=replace(saved.source, mirrored=mirrored))
        analyses = judge_sets(saved, exercise=exercise)
        pages: list[Path | None] = [None] * len(analyses)
        if out is not None:
            from formcheck.output.writer import deliver_sets

            with read_settings() as settings:
                pages = [*deliver_sets(analyses, out, settings, video=False)]
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    judged = [_say(a, as_json, page) for a, page in zip(analyses, pages, strict=True)]
    if not all(judged):
        raise typer.Exit(1)
