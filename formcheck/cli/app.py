"""The Typer application and what its commands share."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.errors import FormcheckError
from formcheck.languages import DEFAULT, Language, known
from formcheck.languages.saying import say_in
from formcheck.model_size import ModelSize
from formcheck.version import __version__

if TYPE_CHECKING:
    from rich.progress import Progress

    from formcheck.settings import Settings

_language: ContextVar[Language] = ContextVar("language", default=DEFAULT)
"""As it was chosen on the command line or by FORMCHECK_LANGUAGE."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Check exercise form from video. Nothing leaves this machine. Not a medical device.",
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    language: Annotated[
        str,
        typer.Option(
            envvar="FORMCHECK_LANGUAGE",
            metavar="en|es",
            help="Language of what is said, and of the report to read.",
        ),
    ] = DEFAULT,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    chosen = known(language)
    if chosen is None:
        raise typer.BadParameter(f"There is no language {language!r}: choose en or es.")
    _language.set(chosen)


def language() -> Language:
    """Return the language that people are spoken to in by this command."""
    return _language.get()


def say(text: str) -> str:
    """Return a sentence in the language of this command."""
    return say_in(language())(text)


def fail(text: str) -> None:
    """Print an error message on stderr, in one line."""
    typer.echo(f"formcheck: {say(text)}", err=True)


def model_size(model: str | None) -> ModelSize | None:
    """Return the model size of that name, None for None.

    Raises:
        InvalidModelError: there is no such size.
    """
    if model is None:
        return None
    try:
        return ModelSize(model)
    except ValueError:
        from formcheck.errors import InvalidModelError

        raise InvalidModelError(
            f"There is no model called {model!r}. Choose lite, full or heavy.", "unknown_model"
        ) from None


@contextmanager
def read_settings() -> "Iterator[Settings]":
    """Yield the settings from the environment.

    Raises:
        FormcheckError: a setting is not valid; the message names it.
    """
    from pydantic import ValidationError

    from formcheck.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "FORMCHECK_" + str(first["loc"][0]).upper()
        raise FormcheckError(f"The setting {name} is not valid: {first['msg']}.") from None
    yield settings.model_copy(update={"language": language()})


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """Yield a progress bar on stderr; nothing is drawn unless stderr is a terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        yield bar
