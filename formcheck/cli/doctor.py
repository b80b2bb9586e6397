"""Is everything in order: `doctor`."""

from typing import Annotated

import typer

from formcheck.cli.app import app, fail, read_settings
from formcheck.errors import FormcheckError


@app.command()
def doctor(
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help="Read every stored file and compare it with what was stored."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")] = False,
) -> None:
    """Look at models, data folder, database, files and sandbox, and say what to do.

    Nothing is changed. Exit code 1 when something is broken.
    """
    import json
    from dataclasses import asdict

    from formcheck.cli.diagnostics import examine

    lines = []
    try:
        with read_settings() as settings:
            for line in examine(settings, verify=verify):
                lines.append(line)
                if not as_json:
                    typer.echo(f"{line.state:<8} {line.what}: {line.message}")
                    if line.do:
                        typer.echo(f"{'':<9}{line.do}")
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    broken = any(line.state == "problem" for line in lines)
    if as_json:
        told = {"ok": not broken, "lines": [asdict(line) for line in lines]}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    if broken:
        raise typer.Exit(1)
