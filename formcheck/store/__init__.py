"""What is kept: rows in one database, content in one file store.

Only this package speaks SQL. Every row has an owner, and every read goes through `visible_to`.
"""

from sqlalchemy.exc import DataError as Unkept
from sqlalchemy.exc import IntegrityError as Contradiction
from sqlalchemy.exc import OperationalError as DatabaseFailure

from formcheck.store import review_tables, team_tables, turns
from formcheck.store.files import Files, Kept
from formcheck.store.opening import Store, open_store

__all__ = [
    "Contradiction",
    "DatabaseFailure",
    "Files",
    "Kept",
    "Store",
    "Unkept",
    "open_store",
    "review_tables",
    "team_tables",  # named here, all tables are known as soon as one is
    "turns",
]
