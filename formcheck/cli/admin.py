"""`password`, `backup`, `restore` and `doctor`: looking after an installation."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.app import app, fail, progress_bar, read_settings
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.settings import Settings
    from formcheck.storage.backup import Written

# --- a forgotten password -------------------------------------------------------------------------


@app.command()
def password(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Login of the account.")],
) -> None:
    """Set a new password for a team member who forgot theirs; you are asked for it twice.

    They are signed out everywhere, and their passkeys and tokens are revoked. formcheck may keep
    running meanwhile.
    """
    new = typer.prompt("New password", hide_input=True, confirmation_prompt=True, err=True)
    try:
        name = _set_password(login, new)
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    typer.echo(f"Password changed. {name} can sign in with it now.")


def _set_password(login: str, new: str) -> str:
    """Set the password of an account; return its owner's name.

    Raises:
        FormcheckError: no account has that login, or the password is too easy to guess.
    """
    from formcheck.storage import accounts, credentials, open_store

    with read_settings() as settings:
        if settings.database_url is None and not (settings.data_dir / "formcheck.db").is_file():
            raise FormcheckError(f"There are no accounts in {settings.data_dir} yet.", "nobody")
        store = open_store(settings.data_dir, settings.database_url)
    try:
        with store.reading() as s:
            account = accounts.by_login(s, login)
        if account is None:
            raise FormcheckError(f"Nobody signs in as {login!r}.", "nobody")
        accounts.check_password(new, login)
        hashed = credentials.hash_password(new)
        with store.writing() as s:
            accounts.change_password(s, account.owner, hashed)
            credentials.end_sign_ins(s, account.owner)
            credentials.revoke_tokens(s, account.owner)
            credentials.delete_passkeys(s, account.owner)
            known = accounts.holder_of(s, account.owner)
        return known.name if known is not None else login
    finally:
        store.close()


# --- backups --------------------------------------------------------------------------------------


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
    typer.echo(f"{_summary(written)} written to {file}, {file.stat().st_size / 1e6:,.1f} MB.")


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
        f"{_summary(written)} restored. To check every stored file, run "
        "'formcheck doctor --verify'."
    )


def _summary(written: "Written") -> str:
    sets, contents = written.rows.get("analyses", 0), written.contents
    lost = f" ({len(written.missing)} missing)" if written.missing else ""
    return (
        f"{sets} {'set' if sets == 1 else 'sets'} and {contents} "
        f"{'file' if contents == 1 else 'files'}{lost}"
    )


# --- checking the installation --------------------------------------------------------------------


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
                done = _repair(
                    settings, restore_lost=restore_lost, set_aside=set_aside, adopt=adopt
                )
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
        result = {"ok": not broken, "lines": [asdict(line) for line in lines]}
        typer.echo(json.dumps(result, indent=2, ensure_ascii=False))
    if broken:
        raise typer.Exit(1)


def _repair(settings: "Settings", *, restore_lost: bool, set_aside: bool, adopt: bool) -> str:
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
