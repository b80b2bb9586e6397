"""The command line. Everything heavy is imported where it is used: `--help` answers at once."""

from formcheck.cli import checking, evaluating, filming, listing
from formcheck.cli.app import app

__all__ = ["app", "checking", "evaluating", "filming", "listing", "main"]


def main() -> None:
    """Run the command line; the console script."""
    app()
