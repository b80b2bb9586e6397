"""The command line.

Each command imports what it needs when it runs, so that `--help` answers at once.
"""

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


GC_THRESHOLD = 20_000
"""Net new objects between garbage collections (CPython's default: 700 to 2,000). Most objects of a
short command come from imports and live until it ends, so collecting often finds nothing."""


def main() -> None:
    """Run the command line; the console script."""
    gc.set_threshold(GC_THRESHOLD)
    try:
        app()
    finally:
        gc.freeze()  # the process ends: skip the final collection
