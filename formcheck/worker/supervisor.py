"""Runs the work: the supervisor in a server, a worker elsewhere, and the services they use.

Two servers may share a database but not a data folder: see `data_folder`. On SQLite the supervisor
takes sets from the queue itself. On PostgreSQL Procrastinate distributes them, here as to every
`formcheck work`; if the setting `work_here` is off, the supervisor only does maintenance.
"""

import asyncio
import logging
import shutil
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from formcheck.errors import FormcheckError, OutputError
from formcheck.settings import Settings
from formcheck.storage import (
    Files,
    OperationalError,
    Store,
    installation,
    maintenance,
    open_store,
    queue,
)
from formcheck.storage.content_holds import forget_holds
from formcheck.storage.maintenance import Maintenance
from formcheck.storage.s3_blobs import open_files
from formcheck.worker.data_folder import WorkDir, make_private
from formcheck.worker.dispatcher import JobDispatcher, JobLoop
from formcheck.worker.job import Job
from formcheck.worker.process import ANALYSER, end_left_behind
from formcheck.worker.slots import WorkerSlots
from formcheck.worker.webhook_sender import WebhookSender

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""Seconds between two polls of the queue, in case `wake` was not called."""

SWEEP_SECONDS = 60.0
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
        self._owns_database = (
            store.engine.dialect.name == "sqlite"
        )  # no other server shares the database
        self.dispatcher = None if self._owns_database else JobDispatcher(store)
        self._work_dir: WorkDir | None = None
        self.slots = WorkerSlots(settings, store, files, command)
        self._maintenance = Maintenance(store, files)
        self._webhooks = WebhookSender(settings, store)
        self._jobs: JobLoop | None = None
        self._wake = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._thread: threading.Thread | None = None

    # --- from the server --------------------------------------------------------------------

    def start(self) -> None:
        """Requeue the sets that an earlier server left, and start."""
        self._work_dir = self.slots.work_dir = WorkDir(self.settings.data_dir)
        end_left_behind(self.settings.data_dir)
        self._clear_incoming()
        if self.dispatcher is not None:
            self.dispatcher.prepare()
        else:
            with self.store.writing() as s:
                queue.reclaim(s, all_of_them=True)
        self._sweep()
        if self._owns_database:
            forget_holds(self.store)
            maintenance.sweep_strays(self.store, self.files)
        if self.dispatcher is not None and self.settings.work_here:
            self._jobs = JobLoop(self.dispatcher, self.slots, self._maintenance)
            thread = threading.Thread(target=asyncio.run, args=(self._jobs.run(),), name="jobs")
            self._threads.add(thread)
            thread.start()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._thread.start()
        self._webhooks.start()

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
        self._webhooks.stop()
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
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()
            try:
                while self._owns_database and self.settings.work_here and self._begin():
                    pass
                self._maintenance.reclaim()
                if time.monotonic() - swept > SWEEP_SECONDS:
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
        with suppress(OperationalError), self.store.writing() as s:
            gone = maintenance.old_uploads(s)
            for upload in gone:
                (self.settings.data_dir / INCOMING / upload).unlink(missing_ok=True)


# --- services -------------------------------------------------------------------------------------


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database, file store and supervisor."""

    settings: Settings
    store: Store
    files: Files
    supervisor: Supervisor

    def start(self) -> None:
        """Start the supervisor."""
        self.supervisor.start()

    def stop(self) -> None:
        """Stop all work and close the database."""
        self.supervisor.stop()
        self.close()

    def close(self) -> None:
        """Close the database of services that were never started."""
        self.store.close()


def open_services(settings: Settings) -> Services:
    """Open the database and file store of the data folder; creates what is missing.

    Raises:
        OutputError: the folder cannot be written.
        FormcheckError: the database cannot be opened; `other_files`, the stored files are not those
            of this database; `no_machines`, PostgreSQL needs packages that are not installed.
    """
    make_private(settings.data_dir)
    try:
        (settings.data_dir / INCOMING).mkdir(exist_ok=True)
        files = open_files(settings.data_dir, settings.files_url)
    except OSError as error:
        raise OutputError(
            f"The data folder {settings.data_dir} cannot be written ({error.strerror}): name "
            "another with FORMCHECK_DATA_DIR."
        ) from error
    store = open_store(settings.data_dir, settings.database_url)
    try:
        installation.check(store, files)
    except OutputError as error:  # nothing is swept while it is unavailable: see `sweep_strays`
        log.warning("the stored files could not be compared with the database: %s", error)
    except FormcheckError:
        store.close()
        raise
    return Services(settings, store, files, Supervisor(settings, store, files))


# --- a worker on any machine ----------------------------------------------------------------------


class Worker:
    """Works on sets until it is stopped.

    Args:
        services: opened but not started, as a worker has no supervisor.
        command: program of the analyser; tests give another one.

    Raises:
        FormcheckError: the database is not PostgreSQL.
    """

    def __init__(self, services: Services, command: Sequence[str] = ANALYSER) -> None:
        if services.store.engine.dialect.name != "postgresql":
            raise FormcheckError(
                "Workers need PostgreSQL: name the database that 'formcheck serve' uses with "
                "FORMCHECK_DATABASE_URL.",
                "no_postgresql",
            )
        self.services = services
        self.dispatcher = JobDispatcher(services.store)
        self.slots = WorkerSlots(services.settings, services.store, services.files, command)
        self._maintenance = Maintenance(services.store, services.files)

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Work until SIGTERM or SIGINT; unfinished sets then go back to the queue.

        Args:
            ready: called when the worker has connected to the queue.
        """
        place = self.slots.work_dir = WorkDir(self.services.settings.data_dir)
        try:
            self.dispatcher.prepare()
            asyncio.run(self._run(ready))
        finally:
            place.leave()

    async def _run(self, ready: Callable[[], None]) -> None:
        jobs = JobLoop(self.dispatcher, self.slots, self._maintenance)

        def stop() -> None:
            if self.slots.stop.is_set():  # the second signal: do not wait
                signal.raise_signal(signal.SIGKILL)
            jobs.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop)
        await jobs.run(ready)
