"""The checks of `formcheck doctor`: is everything that formcheck needs present and intact?

Each check yields a line and, if needed, what to do. Checks change nothing: they create no folder
and migrate no database.
"""

from collections.abc import Callable, Iterator

from formcheck.cli.diagnostics import machine, stored
from formcheck.cli.diagnostics.result import Result
from formcheck.settings import Settings

__all__ = ["Result", "examine"]


def examine(settings: Settings, *, verify: bool = False) -> Iterator[Result]:
    """Run all checks, yielding their results one by one.

    Args:
        settings: which models, data folder and database.
        verify: read every stored file and compare it with its hash.
    """
    checks: list[Callable[[], Iterator[Result]]] = [
        machine.program,
        lambda: machine.pose_models(settings),
        lambda: machine.confinement(settings),
        lambda: machine.data_folder(settings),
        lambda: stored.database_and_files(settings, verify=verify),
    ]
    for check in checks:
        yield from check()
