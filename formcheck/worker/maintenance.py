"""What has to be looked after now and then, by the server or by any worker."""

import time
from datetime import timedelta

from formcheck.storage import Files, Store, garbage_collection, queue, retention

RECLAIM = 5.0
"""Seconds between two looks for sets whose worker died."""

STRAYS = 3600.0
"""Seconds between two looks for content that no row names."""

YOUNG = timedelta(hours=1)
"""Content that lies there for less than this may still be about to be named."""


class Maintenance:
    """Looks after a database and a file store.

    Args:
        store, files: which.
    """

    def __init__(self, store: Store, files: Files) -> None:
        self.store, self.files = store, files
        self._reclaimed = self._strays = time.monotonic()

    def reclaim(self) -> int:
        """Have sets begun again whose worker died; return how many. It looks seldom."""
        if time.monotonic() - self._reclaimed < RECLAIM:
            return 0
        self._reclaimed = time.monotonic()
        with self.store.reading() as s:
            if not queue.expired(s):
                return 0
        with self.store.writing() as s:
            return queue.reclaim(s)

    def sweep(self) -> None:
        """Remove for good what was deleted, and, less often, content that nobody names."""
        garbage_collection.purge(self.store, self.files)
        retention.remove_old_videos(self.store, self.files)
        if time.monotonic() - self._strays > STRAYS:
            self._strays = time.monotonic()
            retention.forget_what_ran_out(self.store)
            garbage_collection.remove_unnamed(self.store, self.files, self.files.every(YOUNG))
