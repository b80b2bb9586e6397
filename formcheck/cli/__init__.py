"""The command line. Everything heavy is imported where it is used: `--help` answers at once."""

from formcheck.cli import checking, doctor, evaluating, filming, listing, serving
from formcheck.cli.app import app

__all__ = ["app", "checking", "doctor", "evaluating", "filming", "listing", "main", "serving"]


def main() -> None:
    """Run the command line; the console script."""
    app()
