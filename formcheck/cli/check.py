"""`check` a video, `judge` saved poses."""

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
        typer.Option(metavar="ID", help="See 'formcheck exercises'; recognised when left out."),
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
        typer.Option("--mirrored", help="A selfie camera's picture: put left and right right."),
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for the results.")] = None,
    no_video: Annotated[
        bool, typer.Option("--no-video", help="Leave the annotated video out.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the report as JSON instead of words.")
    ] = False,
) -> None:
    """Check videos and say what to fix first; with --out also write a report with pictures.

    Without --out the results go to formcheck_results/<file name>; a video of several sets gets a
    folder for each of them in there. Exit code 0 when every video was judged, 1 when one was not.
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
        fail("Stopped; what was finished is kept.")
        raise typer.Exit(130) from None
    if failed:
        raise typer.Exit(1)


def _choice(text: str) -> "Choice":
    """Return what --stickers asks for; raises FormcheckError."""
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
            "--stickers takes auto, none, or five numbers: the second at which both stickers are "
            "seen, and the pixels of each, such as 1.5,410,300,470,302.",
            "bad_stickers",
        ) from None
    return Tap(time, (x1, y1), (x2, y2))


def _folders(videos: list[Path], out: Path | None) -> list[Path]:
    """One video goes straight into `out`, several into a folder each, under their own names."""
    if out is not None and len(videos) == 1:
        return [out]
    base = out or Path("formcheck_results")
    names: list[str] = []
    for v in videos:
        # The file name whole, so that a.mp4 and a.mov do not meet; a number where they still do.
        own = v.name if v.name not in ("", ".", "..") else "video"
        name, number = own, 2
        while name in names:
            name, number = f"{own} ({number})", number + 1
        names.append(name)
    return [base / n for n in names]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked of every video."""

    exercise: str | None
    model: ModelSize | None
    settings: "Settings"
    stickers: "Choice"
    mirrored: bool
    video_too: bool
    as_json: bool


def _check_all(videos: Iterable[tuple[Path, Path]], wanted: _Wanted) -> int:
    """Check each video into its folder; say so, and return how many were not judged.

    While one is written the next is watched, so that no core waits. Stopping in between lets
    what was judged be written first.
    """
    from formcheck.output.evidence import Shots

    failed = 0
    with progress_bar() as bar, ThreadPoolExecutor(1, "write") as writer:
        writing: Future[bool] | None = None
        for video, folder in videos:
            shots = Shots(video, wanted.settings)
            analyses = _watch(video, wanted, bar, shots)
            if writing is not None:  # at most one waits, so memory stays flat
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
    """Judge every set of one video; say so and return none when it cannot be."""
    from formcheck.estimation.pipeline import analyse_sets
    from formcheck.video import probe

    task = bar.add_task(f"Watching {video.name}", total=None)
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
    """Write and print the result of every set of a video; return whether all were judged."""
    from formcheck.output.writer import deliver_sets

    source = analyses[0].report.source
    task = bar.add_task(f"Writing about {source.name}", total=source.duration or None)
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
    """Print one result; return whether anything was judged."""
    from formcheck.analysis.report_json import to_json
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
            f"No repetition of {report.title.lower()} could be counted in {report.source.name}: "
            "hold the start position for a moment before the first one, and see 'formcheck "
            "exercises' for where to put the camera."
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
            help="A selfie camera's picture, or not; as the poses say when left out.",
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
