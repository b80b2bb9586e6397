"""The command line.

Each command imports what it needs when it runs, so that `--help` answers at once.
"""

import gc

from formcheck.cli import admin, check, evaluate, film, serve
from formcheck.cli.app import app

__all__ = ["admin", "app", "check", "evaluate", "film", "main", "serve"]


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
