"""`check` videos; `judge` saved poses."""

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, model_size, progress_bar, read_settings
from formcheck.errors import FormcheckError
from formcheck.model_size import ModelSize

if TYPE_CHECKING:
    from rich.progress import Progress

    from formcheck.estimation.markers import Choice
    from formcheck.estimation.pipeline import Analysis
    from formcheck.output.evidence import Shots
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
            failed = _check_all(zip(videos, folders, strict=True), wanted)
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


def _check_all(videos: Iterable[tuple[Path, Path]], wanted: _Wanted) -> int:
    """Check each video, write its result, and return how many could not be judged.

    The result of one video is written while the next is analysed, so that all cores are busy. When
    interrupted, the result being written is finished first.
    """
    from formcheck.output.evidence import Shots

    failed = 0
    with progress_bar() as bar, ThreadPoolExecutor(1, "write") as writer:
        writing: Future[bool] | None = None
        for video, folder in videos:
            shots = Shots(video, wanted.settings)
            analyses = _watch(video, wanted, bar, shots)
            if writing is not None:  # at most one result is pending, to bound memory
                failed += not writing.result()
                writing = None
            if not analyses:
                failed += 1
            else:
                writing = writer.submit(_write, analyses, folder, wanted, bar, shots)
        if writing is not None:
            failed += not writing.result()
    return failed


def _watch(video: Path, wanted: _Wanted, bar: "Progress", shots: "Shots") -> "list[Analysis]":
    """Judge every set of one video; on failure print why and return an empty list."""
    from formcheck.estimation.pipeline import analyse_sets
    from formcheck.video import probe

    task = bar.add_task(f"Analysing {video.name}", total=None)
    try:
        bar.update(task, total=probe(video, wanted.settings).duration or None)
        return analyse_sets(
            video,
            wanted.exercise,
            model=wanted.model,
            settings=wanted.settings,
            stickers=wanted.stickers,
            mirrored=wanted.mirrored,
            progress=lambda s: bar.update(task, completed=s),
            early=shots.early,
        )
    except FormcheckError as error:
        _fail(video, error)
        return []
    finally:
        bar.remove_task(task)


def _write(
    analyses: "Sequence[Analysis]",
    folder: Path,
    wanted: _Wanted,
    bar: "Progress",
    shots: "Shots",
) -> bool:
    """Write and print the result of every set of a video; return whether all have repetitions."""
    from formcheck.output.writer import deliver_sets

    source = analyses[0].report.source
    task = bar.add_task(f"Writing the report on {source.name}", total=source.duration or None)
    try:
        pages = deliver_sets(
            analyses,
            folder,
            wanted.settings,
            video=wanted.video_too,
            shots=shots,
            progress=lambda s: bar.update(task, completed=s),
        )
    except FormcheckError as error:
        _fail(Path(source.name), error)
        return False
    finally:
        bar.remove_task(task)
    judged = [_say(a, wanted.as_json, page) for a, page in zip(analyses, pages, strict=True)]
    return all(judged)


def _fail(video: Path, error: FormcheckError) -> None:
    told = str(error)
    fail(told if video.name and video.name in told else f"{video.name}: {told}")


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
        for line in summary.lines(report):
            typer.echo(line)
        if page is not None:
            typer.echo(f"\nReport: {page}\n")
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
