"""Storage: rows in one database, and file content in one file store.

Only this package uses SQL. Every row has an owner, and every read goes through `visible_to`.
"""

from sqlalchemy.exc import DataError as DataError
from sqlalchemy.exc import IntegrityError as IntegrityError
from sqlalchemy.exc import OperationalError as OperationalError

from formcheck.storage import account_models, review_models, training_models, webhook_models
from formcheck.storage.blobs import Files, StoredContent
from formcheck.storage.database import Store, open_store

__all__ = [
    "DataError",
    "Files",
    "IntegrityError",
    "OperationalError",
    "Store",
    "StoredContent",
    "account_models",  # imported so that all tables are registered
    "open_store",
    "review_models",
    "training_models",
    "webhook_models",
]
