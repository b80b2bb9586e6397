"""`backup` writes everything into one file; `restore` reads it back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, progress_bar, read_settings
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.storage.backup import Written

FILE = Annotated[Path, typer.Argument(metavar="FILE", help="A tar file.")]


@app.command()
def backup(file: FILE) -> None:
    """Write the database, videos and files into one tar file; formcheck may keep running.

    It holds videos of people: keep it where nobody else can read it.
    """
    from formcheck.storage import backup as backups
    from formcheck.storage.database import opened_engine
    from formcheck.storage.s3_blobs import open_files

    partial = file.with_name(f".{file.name}.part")
    try:
        with read_settings() as settings, progress_bar() as bar:
            if not settings.database_url and not (settings.data_dir / "formcheck.db").is_file():
                raise FormcheckError(
                    f"There is nothing to back up in {settings.data_dir} yet.", "nothing"
                )
            if file.exists():
                raise FormcheckError(
                    f"{file} already exists. Choose another file name.", "file_there"
                )
            task = bar.add_task("Backing up", total=None)
            # Private from the first byte on.
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                with (
                    open(handle, "wb") as out,
                    opened_engine(settings.data_dir, settings.database_url) as engine,
                ):
                    written = backups.write(
                        engine,
                        open_files(settings.data_dir, settings.files_url),
                        out,
                        lambda done, of: bar.update(task, completed=done, total=of),
                    )
                    out.flush()
                    os.fsync(out.fileno())
                partial.replace(file)
            finally:
                partial.unlink(missing_ok=True)
    except OSError as error:
        fail(f"{file} could not be written ({error.strerror}). Choose another place.")
        raise typer.Exit(1) from None
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    typer.echo(f"{_told(written)} written to {file}, {file.stat().st_size / 1e6:,.1f} MB.")


@app.command()
def restore(file: FILE) -> None:
    """Check a backup, then read it into an empty data folder, or empty database and file store.

    The target may be of another kind than the source, which is how sets move from SQLite to
    PostgreSQL, or from a folder to a bucket.
    """
    from formcheck.storage import restore
    from formcheck.storage.database import opened_engine
    from formcheck.storage.s3_blobs import open_files
    from formcheck.worker.data_folder import keep_private, only_one

    keep_private()
    try:
        with (
            read_settings() as settings,
            only_one(settings.data_dir, ""),
            progress_bar() as bar,
            opened_engine(settings.data_dir, settings.database_url) as engine,
        ):
            task = bar.add_task("Checking, then restoring", total=None)
            written = restore.restore(
                engine,
                open_files(settings.data_dir, settings.files_url),
                file,
                settings.data_dir,
                lambda done, of: bar.update(task, completed=done, total=of),
            )
    except OSError as error:
        fail(f"{file} could not be read ({error.strerror}).")
        raise typer.Exit(1) from None
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    typer.echo(
        f"{_told(written)} restored. To check every stored file, run 'formcheck doctor --verify'."
    )


def _told(written: "Written") -> str:
    sets, contents = written.rows.get("analyses", 0), written.contents
    lost = f" ({len(written.missing)} missing)" if written.missing else ""
    return (
        f"{sets} {'set' if sets == 1 else 'sets'} and {contents} "
        f"{'file' if contents == 1 else 'files'}{lost}"
    )
