"""Why a database failed, from the code of its error, on SQLite and PostgreSQL."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from formcheck.storage.database import failure_reason


class PostgresError(Exception):
    """As PostgreSQL's driver has it."""

    def __init__(self, message: str, sqlstate: str | None) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate


def failure(orig: Exception, *, lost: bool = False) -> OperationalError:
    return OperationalError("SELECT 1", {}, orig, connection_invalidated=lost)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, "full"),
        (sqlite3.SQLITE_BUSY, "busy"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "busy"),
        (sqlite3.SQLITE_READONLY, "away"),
        (sqlite3.SQLITE_IOERR_FSYNC, "away"),
        (sqlite3.SQLITE_CANTOPEN, "away"),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_sqlite(code: int, expected: str | None) -> None:
    error = sqlite3.OperationalError("said in some language")
    error.sqlite_errorcode = code
    assert failure_reason(failure(error)) == expected


def test_a_read_only_sqlite_database_is_away(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a.db").execute("CREATE TABLE a (b)").connection.close()
    engine = create_engine(f"sqlite:///file:{tmp_path / 'a.db'}?mode=ro&uri=true")
    with engine.connect() as connection, pytest.raises(OperationalError) as raised:
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")
    engine.dispose()
    assert failure_reason(raised.value) == "away"


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
    assert failure_reason(failure(PostgresError("said in some language", state))) == expected


def test_a_lost_connection_is_away() -> None:
    assert failure_reason(failure(PostgresError("gone", None), lost=True)) == "away"
