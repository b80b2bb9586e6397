"""The worker slots of one process, and the sets that are being worked on in them."""

import logging
import os
import socket
import threading
import time
from collections.abc import Sequence

from formcheck.settings import Settings
from formcheck.storage import Files, Store, queue
from formcheck.storage.database import new_id
from formcheck.worker.data_folder import WorkDir
from formcheck.worker.job import Job, Lease
from formcheck.worker.process import ANALYSER

log = logging.getLogger(__name__)


class WorkerSlots:
    """A fixed number of slots, each for one set at a time.

    Args:
        settings: `workers` is the number of slots.
        store, files: database and file store.
        command: program of the analyser; tests give another one.

    Attributes:
        work_dir: the folder of this process; to be set before a set is claimed.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        files: Files,
        command: Sequence[str] = ANALYSER,
    ) -> None:
        self.settings, self.store, self.files = settings, store, files
        self.work_dir: WorkDir | None = None
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{new_id()[:6]}"
        self.stop = threading.Event()
        self._command = command
        self._lock = threading.Lock()
        self._working: dict[str, Job] = {}

    @property
    def busy(self) -> int:
        """Number of sets being worked on in this process."""
        with self._lock:
            return len(self._working)

    def claim(self) -> Job | None:
        """Take the next set (SQLite); None if none waits or no slot is free."""
        if self.busy >= self.settings.workers or self.stop.is_set():
            return None
        with self.store.reading() as s:
            waiting, _ = queue.counts(s)
        if not waiting:
            return None
        with self.store.writing() as s:
            row = queue.claim(s, self.name)
        return None if row is None else self._job(row.id, waiting)

    def begin(self, set_id: str) -> Job | None:
        """Take the set of a job (PostgreSQL); None if it no longer waits."""
        with self.store.writing() as s:
            waiting, _ = queue.counts(s)
            row = queue.begin(s, set_id, self.name)
        return None if row is None else self._job(set_id, waiting)

    def _job(self, set_id: str, waiting: int) -> Job:
        """Return the job of a claimed set; the more sets wait, the fewer cores it gets."""
        assert self.work_dir is not None
        places = self.settings.workers
        cores = max(1, places // min(self.busy + waiting, places))
        lease = Lease(set_id, self.name, self.work_dir.folder / set_id, cores)
        work = Job(self.store, self.files, self.settings, lease, self.stop, self._command)
        with self._lock:
            self._working[set_id] = work
        return work

    def do(self, work: Job) -> None:
        """Work on a claimed set until it is settled; never raises."""
        begun = time.monotonic()
        try:
            work.run()
            took = round(time.monotonic() - begun, 1)
            fields = {"set": work.lease.set_id, "outcome": work.outcome, "seconds": took}
            log.info("set", extra={"fields": fields})
        except Exception:
            log.exception("a set could not be settled; it is begun again when its lease runs out")
        finally:
            with self._lock:
                self._working.pop(work.lease.set_id, None)

    def stop_work(self, set_id: str) -> None:
        """Stop the work on a set if it is done here; its row says why."""
        with self._lock:
            found = self._working.get(set_id)
        if found is not None:
            found.cancel.set()
