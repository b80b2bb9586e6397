"""Storage: rows in one database, and file content in one file store.

Only this package uses SQL. Every row has an owner, and every read goes through `visible_to`.
"""

from sqlalchemy.exc import DataError as Unkept
from sqlalchemy.exc import IntegrityError as Contradiction
from sqlalchemy.exc import OperationalError as DatabaseFailure

from formcheck.storage import account_models, review_models
from formcheck.storage.blobs import Files, Kept
from formcheck.storage.database import Store, open_store

__all__ = [
    "Contradiction",
    "DatabaseFailure",
    "Files",
    "Kept",
    "Store",
    "Unkept",
    "account_models",  # imported so that all tables are registered
    "open_store",
    "review_models",
]
