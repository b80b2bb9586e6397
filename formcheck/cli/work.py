"""`work`: analyse waiting sets on any machine."""

from typing import Annotated

import typer

from formcheck.cli.app import app, fail, read_settings
from formcheck.errors import FormcheckError


@app.command()
def work(
    at_once: Annotated[
        int | None,
        typer.Option(
            "--at-once",
            metavar="N",
            min=1,
            max=64,
            help="Sets analysed at the same time. Default: one per core.",
        ),
    ] = None,
) -> None:
    """Analyse waiting sets for a server on this or another machine; Ctrl-C stops it.

    Set FORMCHECK_DATABASE_URL (PostgreSQL) and FORMCHECK_FILES_URL as on the server.
    """
    from formcheck import logs
    from formcheck.worker import sandbox
    from formcheck.worker.data_folder import keep_private
    from formcheck.worker.remote_worker import Worker
    from formcheck.worker.services import open_services

    try:
        with read_settings() as settings:
            logs.begin(settings.log)
            keep_private()
            sandbox.hide_process()
            sandbox.require(weak=settings.weak_sandbox)
            if at_once is not None:
                settings = settings.model_copy(update={"workers": at_once})
            services = open_services(settings)
            try:
                worker = Worker(services)
                if settings.files_url is None:
                    typer.echo(
                        f"Files are read from {services.files.where}: the server must keep them "
                        "in the same folder. FORMCHECK_FILES_URL names a store for all machines.",
                        err=True,
                    )
                worker.run(lambda: typer.echo("formcheck works (Ctrl-C stops it)"))
            finally:
                services.close()
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    typer.echo("Stopped.")
