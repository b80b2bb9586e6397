"""`exercises`: list what can be checked."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app

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
