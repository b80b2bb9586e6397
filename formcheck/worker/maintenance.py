"""What has to be looked after now and then, by the server or by any worker."""

import time
from datetime import timedelta

from formcheck.storage import Files, Store, maintenance, postgres_queue, queue

RECLAIM = 5.0
"""Seconds between two looks for sets whose worker died."""

STRAYS = 3600.0
"""Seconds between two looks through all of the file store."""

YOUNG = timedelta(hours=1)
"""Content that lies there for less than this is not looked at: it may be about to be named."""


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
        if self.store.engine.dialect.name == "postgresql":
            return postgres_queue.look_after(self.store)
        with self.store.reading() as s:
            if not queue.expired(s):
                return 0
        with self.store.writing() as s:
            return queue.reclaim(s)

    def sweep(self) -> None:
        """Remove for good what was deleted; less often, look through the whole file store."""
        maintenance.purge(self.store, self.files)
        maintenance.remove_old_videos(self.store, self.files)
        maintenance.note_sweep(self.store)
        if time.monotonic() - self._strays > STRAYS:
            self._strays = time.monotonic()
            maintenance.sweep(self.store, self.files, YOUNG)
