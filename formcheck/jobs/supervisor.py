"""Starts the work that waits, as much at once as there are cores; cleans up behind it.

It lives in the server. Two of them may share a database, not a data folder: see `alone`.
"""

import os
import shutil
import socket
import threading
import time
import traceback
from collections.abc import Sequence
from sys import stderr

from formcheck.jobs.child import ANALYSER
from formcheck.jobs.work import Lease, Work
from formcheck.settings import Settings
from formcheck.store import Files, Store, queue, sweeping
from formcheck.store.opening import new_id

LOOK = 1.0
"""Seconds between two looks into the queue, where nobody says that there is something in it."""

SWEEP = 60.0
"""Seconds between two sweeps."""

INCOMING = "incoming"
"""Folder, in the data folder, of files that are being sent."""


class Supervisor:
    """The thread that hands out work."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        files: Files,
        command: Sequence[str] = ANALYSER,
    ) -> None:
        self._command = command
        self.settings, self.store, self.files = settings, store, files
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{new_id()[:6]}"
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._working: dict[str, tuple[Work, threading.Thread]] = {}
        self._thread: threading.Thread | None = None

    # --- from the server --------------------------------------------------------------------

    def start(self) -> None:
        """Take up what a server before this one left, and begin."""
        shutil.rmtree(self.settings.data_dir / "work", ignore_errors=True)
        with self.store.writing() as s:
            alone = self.store.engine.dialect.name == "sqlite"  # its folder is ours alone
            queue.reclaim(s, all_of_them=alone)
        self._sweep()
        if self.store.engine.dialect.name == "sqlite":
            sweeping.remove_unnamed(self.store, self.files, self.files.every())
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop all work; it goes back to the queue, and the try does not count."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        for _, thread in self._all():
            thread.join()

    def wake(self) -> None:
        """Say that something waits."""
        self._wake.set()

    def stop_work(self, set_id: str) -> None:
        """Stop the work on one set, whose row says why."""
        with self._lock:
            found = self._working.get(set_id)
        if found is not None:
            found[0].cancel.set()

    # --- the thread -------------------------------------------------------------------------

    def _all(self) -> list[tuple[Work, threading.Thread]]:
        with self._lock:
            return list(self._working.values())

    def _run(self) -> None:
        swept = time.monotonic()
        while not self._stop.is_set():
            self._wake.wait(LOOK)
            self._wake.clear()
            try:
                while not self._stop.is_set() and self._begin():
                    pass
                if time.monotonic() - swept > SWEEP:
                    swept = time.monotonic()
                    with self.store.writing() as s:
                        queue.reclaim(s)
                    self._sweep()
            except Exception:  # a full disk or a locked database: tried again at the next look
                traceback.print_exc(file=stderr)

    def _begin(self) -> bool:
        """Begin one set; False when none waits or all cores are busy."""
        cores = self.settings.workers
        busy = len(self._all())
        if busy >= cores:
            return False
        with self.store.reading() as s:
            waiting, _ = queue.counts(s)
        if not waiting:
            return False
        with self.store.writing() as s:
            row = queue.claim(s, self.name)
        if row is None:
            return False
        work = Work(
            self.store, self.files, self.settings, Lease(row.id, self.name),
            workers=max(1, cores // min(busy + waiting, cores)), stop=self._stop,
            command=self._command,
        )  # fmt: skip
        thread = threading.Thread(target=self._do, args=(work,), name=f"set {row.id}")
        with self._lock:
            self._working[row.id] = (work, thread)
        thread.start()
        return True

    def _do(self, work: Work) -> None:
        try:
            work.run()
        except Exception:
            traceback.print_exc(file=stderr)
        finally:
            with self._lock:
                self._working.pop(work.lease.set_id, None)
            self._wake.set()

    def _sweep(self) -> None:
        sweeping.purge(self.store, self.files)
        with self.store.writing() as s:
            gone = sweeping.old_uploads(s)
        for upload in gone:
            (self.settings.data_dir / INCOMING / upload).unlink(missing_ok=True)
