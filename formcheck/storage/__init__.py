"""What is kept: rows in one database, content in one file store.

Only this package speaks SQL. Every row has an owner, and every read goes through `visible_to`.
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
    "account_models",  # named here, all tables are known as soon as one is
    "open_store",
    "review_models",
]
