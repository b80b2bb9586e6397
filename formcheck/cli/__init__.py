"""The command line. Everything heavy is imported where it is used: `--help` answers at once."""

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


def main() -> None:
    """Run the command line; the console script."""
    app()
