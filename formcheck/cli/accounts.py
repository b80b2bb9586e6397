"""`password`: reset a forgotten password. formcheck sends no mail, so it is done on the server."""

from typing import Annotated

import typer

from formcheck.cli.app import app, fail, read_settings
from formcheck.errors import FormcheckError


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
        name = _set(login, new)
    except FormcheckError as error:
        fail(str(error))
        raise typer.Exit(1) from None
    typer.echo(f"Password changed. {name} can sign in with it now.")


def _set(login: str, new: str) -> str:
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
