"""Periodic maintenance of the database and the file store, by the server or any worker."""

import time
from datetime import timedelta

from formcheck.storage import Files, Store, maintenance, postgres_queue, queue

RECLAIM = 5.0
"""Seconds between two checks for sets whose worker died."""

STRAYS = 3600.0
"""Seconds between two sweeps of the whole file store."""

YOUNG = timedelta(hours=1)
"""Younger content is left alone by a sweep: a row may be about to name it."""


class Maintenance:
    """Maintains a database and a file store.

    Args:
        store: the database.
        files: the file store.
    """

    def __init__(self, store: Store, files: Files) -> None:
        self.store, self.files = store, files
        self._reclaimed = self._strays = time.monotonic()

    def reclaim(self) -> int:
        """Requeue the sets whose worker died; return how many. Checks every `RECLAIM` seconds."""
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
        """Remove deleted data for good; every `STRAYS` seconds, sweep the whole file store."""
        maintenance.purge(self.store, self.files)
        maintenance.remove_old_videos(self.store, self.files)
        maintenance.note_sweep(self.store)
        if time.monotonic() - self._strays > STRAYS:
            self._strays = time.monotonic()
            maintenance.sweep(self.store, self.files, YOUNG)
