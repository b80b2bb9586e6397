"""The command line. Everything heavy is imported where it is used: `--help` answers at once."""

import gc

from formcheck.cli import accounts, backup, check, doctor, evaluate, exercises, film, serve, work
from formcheck.cli.app import app

__all__ = [
    "accounts",
    "app",
    "backup",
    "check",
    "doctor",
    "evaluate",
    "exercises",
    "film",
    "main",
    "serve",
    "work",
]


SELDOM = 20_000
"""New objects after which garbage is looked for: what imports make stays, and is most of it."""


def main() -> None:
    """Run the command line; the console script."""
    gc.set_threshold(SELDOM)
    try:
        app()
    finally:
        gc.freeze()  # all of it goes now
