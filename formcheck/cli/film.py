"""`exercises`: list what can be checked; `film`: how to place the camera."""

import json
from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, language, say
from formcheck.errors import FormcheckError, OutputError

if TYPE_CHECKING:
    from formcheck.analysis.exercise import Exercise


@app.command()
def exercises(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List the exercises that can be checked, and how to film each."""
    from formcheck.exercises import catalogue

    if as_json:
        typer.echo(json.dumps([_exercise_json(e) for e in catalogue().values()]))
        return
    for e in catalogue().values():
        low, high = e.prescription.reps
        hold = e.prescription.hold
        held = f", hold {hold[0]:g}-{hold[1]:g} s" if hold else ""
        sides = f", {e.prescription.sides}" if e.prescription.per_side else ""
        typer.echo(f"{e.id}\n  {e.title}: {low}-{high} reps{sides}{held}.")
        for p in e.placements:
            typer.echo(f"  Film from: {p.name}. {p.text}")
            shown = [e.cue(c).title.lower() for c in p.shows]
            typer.echo(f"    shows: {', '.join(shown)}")
        typer.echo(f"  Wear: {e.wear}\n")


def _exercise_json(e: "Exercise") -> dict[str, object]:
    return {
        "id": e.id,
        "title": e.title,
        "start": e.start_text,
        "steps": e.steps_text,
        "wear": e.wear,
        "reps": e.prescription.reps,
        "sets": e.prescription.sets,
        "hold": e.prescription.hold,
        "sides": e.prescription.sides,
        "cues": [
            {
                "id": c.id,
                "title": c.title,
                "unit": c.unit,
                "low": c.low,
                "high": c.high,
                "source": c.source,
                "rule": c.rule,
                "method": c.method,
                "known_confounders": c.known_confounders,
            }
            for c in e.cues
        ],
        "film": [
            {
                "name": p.name,
                "azimuth": p.azimuth,
                "height": p.height,
                "distance": p.distance,
                "text": p.text,
                "shows": p.shows,
            }
            for p in e.placements
        ],
    }


# --- placing the camera ---------------------------------------------------------------------------


COLUMNS = 96


@app.command()
def film(
    exercise: Annotated[
        str | None, typer.Argument(metavar="[EXERCISE]", help="Exercise id. Default: all.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for a drawing (SVG) of each place.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Say where to put the phone for an exercise, what to wear, and what each place shows."""
    from formcheck.exercises import catalogue, get
    from formcheck.filming import guide

    try:
        chosen = list(catalogue().values()) if exercise is None else [get(exercise)]
        found = [guide.film_json(e) for e in chosen]
        if out is not None:
            for e in chosen:
                _draw(e, out)
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(found[0] if exercise is not None else found))
        return
    for n, one in enumerate(found):
        _say(["", *guide.film_lines(one)] if n else guide.film_lines(one))
    if out is not None:
        typer.echo(f"\n{say('Drawings')}: {out}")


def _draw(exercise: "Exercise", folder: Path) -> None:
    from formcheck.filming.drawing import drawing_in, placement_svg
    from formcheck.filming.geometry import slug
    from formcheck.languages.saying import say_in

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place in exercise.placements:
            path = folder / f"{exercise.id}-{slug(place)}.svg"
            drawing = drawing_in(placement_svg(exercise, place), say_in(language()))
            path.write_text(drawing, "utf-8")
    except OSError as error:
        raise OutputError(
            f"{folder} could not be written ({error.strerror}): free some space or choose another "
            "folder with --out."
        ) from error


@app.command()
def explain(
    cue: Annotated[
        str,
        typer.Argument(metavar="CUE", help="A cue's id, EXERCISE/CUE, or an exercise's id."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Explain a cue: what is measured, how, the limit and its source, what can mislead it."""
    from formcheck.filming import guide

    try:
        found = guide.find(cue)
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    cues = [guide.explain_json(e, c) for e, c in found]
    if as_json:
        typer.echo(json.dumps(cues))
        return
    for n, one in enumerate(cues):
        _say(["", *guide.explain_lines(one)] if n else guide.explain_lines(one))


def _say(lines: Iterable[str]) -> None:
    """Print lines, wrapping long ones with a hanging indent."""
    for line in lines:
        margin = " " * (len(line) - len(line.lstrip()))
        hang = margin + ("  " if margin else "")
        text = wrap(
            say(line.strip()),
            COLUMNS,
            initial_indent=margin,
            subsequent_indent=hang,
            break_on_hyphens=False,
        )
        typer.echo("\n".join(text))
