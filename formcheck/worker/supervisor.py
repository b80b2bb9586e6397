"""Starts the waiting work in the server, one set for each worker slot, and cleans up after it.

Two servers may share a database but not a data folder: see `data_folder`. On SQLite the supervisor
takes sets from the queue itself. On PostgreSQL Procrastinate distributes them, here as to every
`formcheck work`; if the setting `work_here` is off, the supervisor only does maintenance.
"""

import asyncio
import logging
import shutil
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from formcheck.settings import Settings
from formcheck.storage import DatabaseFailure, Files, Store, maintenance, queue
from formcheck.storage.blobs import forget_holds
from formcheck.worker.data_folder import WorkDir
from formcheck.worker.dispatcher import JobDispatcher
from formcheck.worker.job import Job
from formcheck.worker.job_loop import JobLoop
from formcheck.worker.maintenance import Maintenance
from formcheck.worker.process import ANALYSER
from formcheck.worker.slots import WorkerSlots

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two polls of the queue, in case `wake` was not called."""

SWEEP = 60.0
"""Seconds between two sweeps."""

INCOMING = "incoming"
"""Folder in the data folder for uploads in progress."""


class Supervisor:
    """The thread that hands out work.

    Args:
        settings, store, files: settings, database and file store.
        command: program of the analyser; tests give another one.

    Raises:
        FormcheckError: on PostgreSQL, Procrastinate is not installed.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        files: Files,
        command: Sequence[str] = ANALYSER,
    ) -> None:
        self.settings, self.store, self.files = settings, store, files
        self._alone = store.engine.dialect.name == "sqlite"  # no other server shares the database
        self.dispatcher = None if self._alone else JobDispatcher(store)
        self._work_dir: WorkDir | None = None
        self.slots = WorkerSlots(settings, store, files, command)
        self._maintenance = Maintenance(store, files)
        self._jobs: JobLoop | None = None
        self._wake = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._thread: threading.Thread | None = None

    # --- from the server --------------------------------------------------------------------

    def start(self) -> None:
        """Requeue the sets that an earlier server left, and start."""
        self._work_dir = self.slots.work_dir = WorkDir(self.settings.data_dir)
        self._clear_incoming()
        if self.dispatcher is not None:
            self.dispatcher.prepare()
        else:
            with self.store.writing() as s:
                queue.reclaim(s, all_of_them=True)
        self._sweep()
        if self._alone:
            forget_holds(self.store)
            maintenance.sweep_strays(self.store, self.files)
        if self.dispatcher is not None and self.settings.work_here:
            self._jobs = JobLoop(self.dispatcher, self.slots, self._maintenance)
            thread = threading.Thread(target=asyncio.run, args=(self._jobs.run(),), name="jobs")
            self._threads.add(thread)
            thread.start()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._thread.start()

    def _clear_incoming(self) -> None:
        """Remove uploads of an earlier server that cannot be resumed."""
        with self.store.reading() as s:
            going_on = maintenance.unfinished_uploads(s)
        for path in (self.settings.data_dir / INCOMING).iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in going_on:
                path.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop all work; the sets go back to the queue, and the try does not count."""
        self.slots.stop.set()
        if self._jobs is not None:
            self._jobs.stop()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        for thread in list(self._threads):
            thread.join()
        if self._work_dir is not None:
            self._work_dir.leave()

    def wake(self) -> None:
        """Report that a set waits (on PostgreSQL its job does so)."""
        self._wake.set()

    def stop_work(self, set_id: str) -> None:
        """Stop the work on one set, whose row says why."""
        self.slots.stop_work(set_id)

    # --- the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        swept = time.monotonic()
        while not self.slots.stop.is_set():
            self._wake.wait(LOOK)
            self._wake.clear()
            try:
                while self._alone and self.settings.work_here and self._begin():
                    pass
                self._maintenance.reclaim()
                if time.monotonic() - swept > SWEEP:
                    swept = time.monotonic()
                    self._sweep()
            except Exception:  # e.g. a full disk or a locked database: tried again at the next poll
                log.exception("the queue could not be looked at; tried again")

    def _begin(self) -> bool:
        """Start work on one set; False if none waits or no slot is free."""
        work = self.slots.claim()
        if work is None:
            return False
        thread = threading.Thread(target=self._do, args=(work,), name=f"set {work.lease.set_id}")
        self._threads.add(thread)
        thread.start()
        return True

    def _do(self, work: Job) -> None:
        try:
            self.slots.do(work)
        finally:
            self._threads.discard(threading.current_thread())
            self._wake.set()

    def _sweep(self) -> None:
        self._maintenance.sweep()
        with suppress(DatabaseFailure), self.store.writing() as s:
            gone = maintenance.old_uploads(s)
            for upload in gone:
                (self.settings.data_dir / INCOMING / upload).unlink(missing_ok=True)
