"""What is kept: rows in one database, content in one file store.

Only this package speaks SQL. Every row has an owner, and every read goes through `visible_to`.
"""

from sqlalchemy.exc import IntegrityError as Contradiction
from sqlalchemy.exc import OperationalError as DatabaseFailure

from formcheck.store.files import Files, Kept
from formcheck.store.opening import Store, is_full, open_store

__all__ = ["Contradiction", "DatabaseFailure", "Files", "Kept", "Store", "is_full", "open_store"]
