"""Why the database did not answer, where that is nobody's mistake."""

from typing import Literal

from sqlalchemy.exc import DBAPIError

Trouble = Literal["full", "busy", "away"]

_FULL = ("disk is full", "no space left")
_BUSY = ("database is locked", "database table is locked")
_AWAY = ("readonly database", "disk i/o error", "unable to open database file")

_FULL_STATES = {"53100"}
_BUSY_STATES = {"55P03", "53300", "40001", "40P01", "57014"}
_AWAY_CLASSES = {"08", "57", "58"}
"""PostgreSQL's: https://www.postgresql.org/docs/current/errcodes-appendix.html."""


def trouble(error: DBAPIError) -> Trouble | None:
    """Say why: its disk is full, somebody else holds it, or it cannot be reached or written.

    None: none of these, so it is a mistake of ours.
    """
    said, state = str(error.orig).lower(), str(getattr(error.orig, "sqlstate", None) or "")
    if state in _FULL_STATES or any(x in said for x in _FULL):
        return "full"
    if state in _BUSY_STATES or any(x in said for x in _BUSY):
        return "busy"
    if error.connection_invalidated or state[:2] in _AWAY_CLASSES or any(x in said for x in _AWAY):
        return "away"
    if not state and type(error.orig).__module__.startswith("psycopg"):
        return "away"  # it never got as far as an answer
    return None
