"""`doctor`: check the installation."""

from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, read_settings
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.settings import Settings


@app.command()
def doctor(
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help="Read every stored file and compare it with what was stored."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    restore_lost: Annotated[
        bool, typer.Option("--restore-lost", help="First put lost files back.")
    ] = False,
    set_aside: Annotated[
        bool,
        typer.Option("--set-aside", help="First set aside files that belong to no set."),
    ] = False,
    adopt: Annotated[
        bool,
        typer.Option(
            "--adopt", help="First declare that this database and these files belong together."
        ),
    ] = False,
) -> None:
    """Check models, data folder, database, files and sandbox, and say what to do.

    Nothing is changed unless an option asks for it. Exit code 1 when something is broken.
    """
    import json
    from dataclasses import asdict

    from formcheck.cli.diagnostics import examine

    lines = []
    try:
        with read_settings() as settings:
            if restore_lost or set_aside or adopt:
                done = _mend(settings, restore_lost=restore_lost, set_aside=set_aside, adopt=adopt)
                typer.echo(done, err=as_json)
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


def _mend(settings: "Settings", *, restore_lost: bool, set_aside: bool, adopt: bool) -> str:
    """Make the requested repair; return what was done.

    Raises:
        FormcheckError: database or file store cannot be used.
    """
    from formcheck.storage import installation, maintenance, open_store
    from formcheck.storage.s3_blobs import open_files

    store = open_store(settings.data_dir, settings.database_url)
    done = []
    try:
        files = open_files(settings.data_dir, settings.files_url)
        if adopt:
            installation.adopt(store, files)
            done.append("Database and files now belong together.")
        if restore_lost:
            done.append(f"Lost files put back: {maintenance.bring_back_lost(files)}.")
        if set_aside:
            found, _ = maintenance.strays(store, files)
            done.append(f"Files set aside: {maintenance.set_aside(store, files, found)}.")
    finally:
        store.close()
    return " ".join(done)
