"""Starts the work that waits, as much at once as there are cores; cleans up behind it.

It lives in the server. Two of them may share a database, not a data folder: see `data_folder`. On
SQLite it takes the sets whose turn it is itself. On PostgreSQL Procrastinate hands them out, here
as to every `formcheck work`; where `work_here` is off, it only looks after everything.
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
"""Seconds between two looks into the queue, where nobody says that there is something in it."""

SWEEP = 60.0
"""Seconds between two sweeps."""

INCOMING = "incoming"
"""Folder, in the data folder, of files that are being sent."""


class Supervisor:
    """The thread that hands out work.

    Args:
        settings, store, files: what to work with.
        command: what analyses; another one in tests.

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
        self._alone = store.engine.dialect.name == "sqlite"  # its folder is ours alone
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
        """Take up what a server before this one left, and begin."""
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
        """Remove what was being sent when the last server was killed, and cannot go on."""
        with self.store.reading() as s:
            going_on = maintenance.unfinished_uploads(s)
        for path in (self.settings.data_dir / INCOMING).iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in going_on:
                path.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop all work; it goes back to the queue, and the try does not count."""
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
        """Say that something waits (on PostgreSQL its job says so)."""
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
            except Exception:  # a full disk or a locked database: tried again at the next look
                log.exception("the queue could not be looked at; tried again")

    def _begin(self) -> bool:
        """Begin one set; False when none waits or all cores are busy."""
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
