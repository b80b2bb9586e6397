"""Starts the work that waits, as much at once as there are cores; cleans up behind it.

It lives in the server. Two of them may share a database, not a data folder: see `data_folder`. On
PostgreSQL it also hands out tickets, so that `formcheck work` on any machine takes part, and where
`work_here` is off it does no more than that.
"""

import logging
import os
import shutil
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from formcheck.errors import FormcheckError
from formcheck.settings import Settings
from formcheck.storage import DatabaseFailure, Files, Store, maintenance, queue
from formcheck.storage.blobs import forget_holds
from formcheck.storage.database import new_id
from formcheck.worker.data_folder import WorkDir
from formcheck.worker.dispatcher import JobDispatcher
from formcheck.worker.job import Job, Lease
from formcheck.worker.maintenance import Maintenance
from formcheck.worker.process import ANALYSER

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks into the queue, where nobody says that there is something in it."""

SWEEP = 60.0
"""Seconds between two sweeps."""

INCOMING = "incoming"
"""Folder, in the data folder, of files that are being sent."""


class WorkerSlots:
    """The places to work at.

    Args:
        settings: `workers` says how many places there are.
        store, files: where from and to.
        command: what analyses; another one in tests.

    Attributes:
        work_dir: the folder of this process; given before anything is claimed.
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
        """How many sets are worked on here."""
        with self._lock:
            return len(self._working)

    def claim(self) -> Job | None:
        """Take the next set; None when none waits or every place is taken."""
        places, busy = self.settings.workers, self.busy
        if busy >= places or self.work_dir is None or self.stop.is_set():
            return None
        with self.store.reading() as s:
            waiting, _ = queue.counts(s)
        if not waiting:
            return None
        with self.store.writing() as s:
            row = queue.claim(s, self.name)
        if row is None:
            return None
        work = Job(
            self.store,
            self.files,
            self.settings,
            Lease(row.id, self.name),
            self.work_dir.folder / row.id,
            workers=max(1, places // min(busy + waiting, places)),
            stop=self.stop,
            command=self._command,
        )
        with self._lock:
            self._working[row.id] = work
        return work

    def do(self, work: Job) -> None:
        """Work on a claimed set until it is settled; never raises."""
        begun = time.monotonic()
        try:
            work.run()
            took = round(time.monotonic() - begun, 1)
            told = {"set": work.lease.set_id, "outcome": work.outcome, "seconds": took}
            log.info("set", extra={"told": told})
        except Exception:
            log.exception("a set could not be settled; it is begun again when its lease runs out")
        finally:
            with self._lock:
                self._working.pop(work.lease.set_id, None)

    def stop_work(self, set_id: str) -> None:
        """Stop the work on one set, whose row says why; elsewhere it stops by itself."""
        with self._lock:
            found = self._working.get(set_id)
        if found is not None:
            found.cancel.set()


class Supervisor:
    """The thread that hands out work.

    Args:
        settings, store, files: what to work with.
        command: what analyses; another one in tests.
        dispatcher: for workers elsewhere, where there may be any.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        files: Files,
        command: Sequence[str] = ANALYSER,
        *,
        dispatcher: JobDispatcher | None = None,
    ) -> None:
        self.settings, self.store, self.files, self.dispatcher = settings, store, files, dispatcher
        self._work_dir: WorkDir | None = None
        self.slots = WorkerSlots(settings, store, files, command)
        self._maintenance = Maintenance(store, files)
        self._wake = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._thread: threading.Thread | None = None

    # --- from the server --------------------------------------------------------------------

    def start(self) -> None:
        """Take up what a server before this one left, and begin."""
        self._work_dir = self.slots.work_dir = WorkDir(self.settings.data_dir)
        self._clear_incoming()
        alone = self.store.engine.dialect.name == "sqlite"  # its folder is ours alone
        with self.store.writing() as s:
            queue.reclaim(s, all_of_them=alone)
        self._sweep()
        if alone:
            forget_holds(self.store)
            maintenance.sweep_strays(self.store, self.files)
        self._prepare_dispatcher()
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

    def _prepare_dispatcher(self) -> None:
        if self.dispatcher is None:
            return
        try:
            self.dispatcher.prepare()
        except FormcheckError as error:
            if not self.settings.work_here:
                raise
            log.warning("no worker elsewhere can take part: %s", error)
            self.dispatcher = None

    def stop(self) -> None:
        """Stop all work; it goes back to the queue, and the try does not count."""
        self.slots.stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        for thread in list(self._threads):
            thread.join()
        if self.dispatcher is not None:
            self.dispatcher.close()
        if self._work_dir is not None:
            self._work_dir.leave()

    def wake(self) -> None:
        """Say that something waits."""
        self._wake.set()
        if self.dispatcher is not None:
            self.dispatcher.hand_out()

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
                while self.settings.work_here and self._begin():
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
