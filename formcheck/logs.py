"""What formcheck writes down while it runs: on standard error, without anything of people.

Requests are logged by their route, never their address: no names, titles, file names, texts or
network addresses. Of an error its kind and place are logged, not its message, which may quote any
of those.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Literal

LogForm = Literal["plain", "json"]

QUIET = ("alembic", "procrastinate", "psycopg", "psycopg.pool", "uvicorn", "uvicorn.error")
"""Of these only what goes wrong is written."""


def place_of(error: BaseException) -> list[str]:
    """Return where an error came about, innermost first, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in reversed(frames)][:12]


def _short(path: str) -> str:
    for mark in ("site-packages/", "lib/python"):
        path = path.rpartition(mark)[2]
    return path[path.rfind("formcheck/") :] if "formcheck/" in path else path


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = {
            "when": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            fields |= {"error": type(error).__name__, "at": place_of(error)}
        return json.dumps(fields, ensure_ascii=False, default=str)


class Plain(logging.Formatter):
    """Words, for whoever looks at the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or several where there is an error."""
        lines = [f"formcheck: {record.getMessage()}"]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            lines += [f"  {type(error).__name__}", *(f"    at {x}" for x in place_of(error))]
        return "\n".join(lines)


def begin(form: LogForm) -> None:
    """Write to standard error from now on: all as JSON, or only what goes wrong in words."""
    target = logging.StreamHandler(sys.stderr)
    target.setFormatter(Json() if form == "json" else Plain())
    logging.basicConfig(
        level=logging.INFO if form == "json" else logging.WARNING, handlers=[target], force=True
    )
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
