"""`evaluate`: how accurate the reports are."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, model_size, progress_bar, read_settings
from formcheck.errors import FormcheckError, OutputError
from formcheck.model_size import ModelSize

if TYPE_CHECKING:
    from formcheck.analysis.exercise import Exercise
    from formcheck.evaluation import Evaluation, PoseStore, ReviewedSet
    from formcheck.settings import Settings


@app.command()
def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Videos with their truths or a table of labels; or a data folder, with what "
            "people said of its findings.",
        ),
    ],
    model: Annotated[
        list[str] | None,
        typer.Option(metavar="lite|full|heavy|all", help="Pose model; may be given again."),
    ] = None,
    poses: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder to keep poses in; the next run is quick."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write it: .md Markdown, .json JSON, else text."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    exercise: Annotated[
        str | None, typer.Option(metavar="ID", help="Only sets of this exercise.")
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CUE=VALUE",
            help="Try another limit and show what it changes: CUE=VALUE, CUE=LOW:HIGH, or "
            "EXERCISE/CUE=...; may be given again.",
        ),
    ] = None,
) -> None:
    """Judge videos with known ground truth; report how often and by how much the reports are wrong.

    Beside each video of DIR lies its truth: a set-truth-1 .json (with its .npz), or a row for
    each repetition in a .csv with the columns video, exercise, side, rep, start, top_start,
    top_end, end, faults (seconds; cue ids between semicolons).

    A folder with a labels.json holds clips of real people, as videos or poses files: the result is
    how many were recognised and counted, and how many other movements were taken for an exercise.

    In a data folder the findings that people accepted, rejected or added are the ground truth; its
    sets are judged again from their poses. Findings that nobody reviewed are not counted.

    Exit code 0 when at least one set was evaluated.
    """
    try:
        with read_settings() as settings:
            options = _Options(
                sizes=_sizes(model, settings),
                poses=poses,
                out=out,
                exercise=exercise,
                limits=limit or [],
                settings=settings,
                as_json=as_json,
            )
            evaluated = _evaluate(folder, options)
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        fail("Stopped. With --poses, the poses found so far are kept.")
        raise typer.Exit(130) from None
    raise typer.Exit(0 if evaluated else 1)


def _sizes(named: list[str] | None, settings: "Settings") -> list[ModelSize]:
    names = list(dict.fromkeys(named or [settings.model]))
    if "all" in names:
        names = list(reversed(ModelSize))
    return [size for name in names if (size := model_size(name)) is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """The options of the command.

    Attributes:
        poses: folder to keep poses in.
        out: file for the result, beside the terminal.
        limits: other limits to try, as written on the command line.
    """

    sizes: list[ModelSize]
    poses: Path | None
    out: Path | None
    exercise: str | None
    limits: list[str]
    settings: "Settings"
    as_json: bool

    def wants(self, exercise: str | None) -> bool:
        """Return whether sets of an exercise are evaluated."""
        return self.exercise in (None, exercise)

    def deliver(self, render: Callable[[str], str]) -> None:
        """Print the result, and write it to a file if wanted.

        Args:
            render: returns the result as "json", "markdown" or "text".
        """
        typer.echo(render("json" if self.as_json else "text"), nl=False)
        if self.out is not None:
            kind = {".json": "json", ".md": "markdown"}.get(self.out.suffix.lower(), "text")
            _write(self.out, render(kind))


def _evaluate(folder: Path, options: _Options) -> bool:
    """Evaluate the sets of a folder; return whether there were any."""
    from formcheck.evaluation import PoseStore, changed, evaluate, find, holds_labels, read_limit
    from formcheck.exercises import catalogue, get

    if options.exercise is not None:
        get(options.exercise)
    known = catalogue()
    trial, names = changed(known, [read_limit(text) for text in options.limits])
    variants = [known, trial] if options.limits else [known]
    if holds_reviews(folder):
        return _evaluate_reviewed(folder, options, variants, names)
    store = PoseStore(options.poses, options.settings)
    if holds_labels(folder):
        return _evaluate_real_people(folder, options, store)
    truths, bad = find(folder)
    truths = [t for t in truths if options.wants(t.exercise)]
    with _progress() as progress:
        found = evaluate(truths, options.sizes, variants, store, progress=progress)
    skipped = [*bad, *found.skipped]
    if not found.outcomes[0]:
        return _nothing(folder, skipped)
    options.deliver(lambda kind: _render(found, skipped, names, kind))
    return True


def _nothing(folder: Path, skipped: Sequence[str] = ()) -> bool:
    """Print that nothing could be evaluated, and why; return False."""
    for sentence in skipped:
        fail(sentence)
    fail(f"Nothing could be evaluated in {folder}.")
    return False


def _evaluate_real_people(folder: Path, options: _Options, store: "PoseStore") -> bool:
    """Judge labelled clips of real people; print how many were recognised and counted."""
    from formcheck.evaluation import evaluate_clips, read_labels, real_json, real_tables

    labels = [x for x in read_labels(folder) if options.wants(x.exercise)]
    with _progress() as progress:
        clips, skipped = evaluate_clips(folder, labels, options.sizes, store, progress=progress)
    if not clips:
        return _nothing(folder, skipped)
    for sentence in skipped:
        fail(sentence)

    def render(kind: str) -> str:
        if kind == "json":
            return json.dumps(real_json(clips, skipped), allow_nan=False) + "\n"
        parts = [t.markdown() if kind == "markdown" else t.text() for t in real_tables(clips)]
        return "\n\n".join(parts) + "\n" + (_made() if kind == "markdown" else "")

    options.deliver(render)
    return True


def _evaluate_reviewed(
    folder: Path, options: _Options, variants: "list[dict[str, Exercise]]", names: list[str]
) -> bool:
    """Judge reviewed sets again; print how often reviewers agree with the findings."""
    from formcheck.evaluation import decisions_table, evaluate_reviewed

    wanted = [s for s in reviewed(folder) if options.wants(s.report.exercise)]
    found = evaluate_reviewed(wanted, variants)
    if not found.outcomes[0]:
        return _nothing(folder)
    table = decisions_table(wanted)

    def render(kind: str) -> str:
        head = {"json": "", "markdown": f"{table.markdown()}\n\n"}.get(kind, f"{table.text()}\n\n")
        return head + _render(found, list(found.skipped), names, kind)

    options.deliver(render)
    return True


def _render(found: "Evaluation", skipped: list[str], names: list[str], kind: str) -> str:
    from formcheck.evaluation import effect, full, to_json

    before, after = found.outcomes[0], found.outcomes[-1]
    if kind == "json":
        tree = to_json(before, skipped)
        if names:
            tree = {"before": tree, "after": to_json(after, skipped), "changed": names}
        return json.dumps(tree, allow_nan=False) + "\n"
    markdown = kind == "markdown"
    if names:
        return effect(before, after, names, markdown=markdown)
    return full(before, skipped, markdown=markdown) + (_made() if markdown else "")


def _made() -> str:
    """Return when and by which command the table was made."""
    from datetime import datetime

    from formcheck.version import __version__

    day = datetime.now().astimezone().date().isoformat()
    command = " ".join(["formcheck", *sys.argv[1:]])
    return f"\nMade on {day} by `{command}`, formcheck {__version__}.\n"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"The table could not be written to {path} ({error.strerror}): choose another file "
            "with --out."
        ) from error


@contextmanager
def _progress() -> Iterator[Callable[[float, str], None]]:
    with progress_bar() as bar:
        task = bar.add_task("Evaluating", total=1.0)
        yield lambda share, name: bar.update(task, completed=share, description=name)


# --- a data folder with reviewed findings ---------------------------------------------------------


DATABASE = "formcheck.db"


def holds_reviews(path: Path) -> bool:
    """Whether a path is a data folder rather than videos with ground truth."""
    return (path / DATABASE).is_file()


def reviewed(folder: Path) -> "list[ReviewedSet]":
    """Return the reviewed sets of a data folder.

    Raises:
        FormcheckError: no finding in it has been reviewed.
    """
    from sqlalchemy import select

    from formcheck.evaluation import ReviewedSet
    from formcheck.storage import Files, open_store, results, sets
    from formcheck.storage.models import Analysis
    from formcheck.storage.result_names import POSES
    from formcheck.storage.review_models import Added, Decision
    from formcheck.training.review_labels import COACH, OWNER, Decided, Missed

    out = []
    store, files = open_store(folder), Files(folder / "files")
    try:
        with store.reading() as s:
            ids = {*s.scalars(select(Decision.analysis_id)), *s.scalars(select(Added.analysis_id))}
            rows = select(Analysis).where(Analysis.id.in_(ids), Analysis.deleted_at.is_(None))
            for row in s.scalars(rows.order_by(Analysis.created)):
                report = results.read_report(s, row.owner, row.id)
                file = sets.file_of(s, row.owner, row.id, POSES)
                if report is None or file is None:
                    continue
                made = s.scalars(select(Decision).where(Decision.analysis_id == row.id))
                decided = tuple(
                    Decided(
                        d.rep,
                        d.cue,
                        d.start,
                        d.end,
                        d.verdict,
                        d.decision == "accepted",
                        OWNER if d.by == d.owner else COACH,
                        d.formcheck,
                        d.objection,
                    )
                    for d in made.all()
                )
                added = s.scalars(select(Added).where(Added.analysis_id == row.id)).all()
                missed = tuple(Missed(a.cue, a.time, a.rep) for a in added if a.cue)
                with files.on_disk(file.sha256) as poses:
                    out.append(
                        ReviewedSet(
                            name=row.title,
                            report=report,
                            decided=decided,
                            missed=missed,
                            poses=poses,
                        )
                    )
    finally:
        store.close()
    if not out:
        raise FormcheckError(
            f"No finding in {folder} has been reviewed yet. Accept or reject findings on the "
            "result page first."
        )
    return out
