"""Why a database failed, from its error message or code, on SQLite and PostgreSQL."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from formcheck.storage.database import trouble


class Told(Exception):
    """As PostgreSQL's driver has it."""

    def __init__(self, said: str, state: str | None) -> None:
        super().__init__(said)
        self.sqlstate = state


def failure(orig: Exception, *, lost: bool = False) -> OperationalError:
    return OperationalError("SELECT 1", {}, orig, connection_invalidated=lost)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("database or disk is full", "full"),
        ("database is locked", "busy"),
        ("attempt to write a readonly database", "away"),
        ("disk I/O error", "away"),
        ("unable to open database file", "away"),
        ("no such column: plans.sides", None),
    ],
)
def test_sqlite(said: str, expected: str | None) -> None:
    assert trouble(failure(sqlite3.OperationalError(said))) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("53100", "full"),
        ("55P03", "busy"),
        ("53300", "busy"),
        ("57P01", "away"),
        ("08006", "away"),
        ("42703", None),
    ],
)
def test_postgresql(state: str, expected: str | None) -> None:
    assert trouble(failure(Told("said in some language", state))) == expected


def test_a_lost_connection_is_away() -> None:
    assert trouble(failure(Told("gone", None), lost=True)) == "away"
