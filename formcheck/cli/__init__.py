"""The command line. Everything heavy is imported where it is used: `--help` answers at once."""

import gc

from formcheck.cli import (
    backing,
    checking,
    doctor,
    evaluating,
    filming,
    listing,
    people,
    serving,
    working,
)
from formcheck.cli.app import app

__all__ = [
    "app",
    "backing",
    "checking",
    "doctor",
    "evaluating",
    "filming",
    "listing",
    "main",
    "people",
    "serving",
    "working",
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
