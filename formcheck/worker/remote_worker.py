"""A worker on any machine: takes tickets, and for each works on the set whose turn it is."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Sequence
from typing import Any

from formcheck.errors import FormcheckError
from formcheck.worker import dispatcher
from formcheck.worker.data_folder import WorkDir
from formcheck.worker.maintenance import Maintenance
from formcheck.worker.process import ANALYSER
from formcheck.worker.services import Services
from formcheck.worker.supervisor import WorkerSlots

log = logging.getLogger(__name__)

HEARTBEAT = 5.0
"""Seconds between two signs of life."""

AGAIN = 5.0
"""Seconds before a database that went away is tried again."""

TIDY_AT = "* * * * * */10"
"""When everything is looked after, by one of the workers: each ten seconds (the sixth field)."""


class Worker:
    """Works until it is stopped.

    Args:
        services: opened, not started: no supervisor works here.
        command: what analyses; another one in tests.

    Raises:
        FormcheckError: the database is not PostgreSQL, or what hands out tickets is missing.
    """

    def __init__(self, services: Services, command: Sequence[str] = ANALYSER) -> None:
        if services.store.engine.dialect.name != "postgresql":
            raise FormcheckError(
                "Workers need PostgreSQL: name the database that 'formcheck serve' uses with "
                "FORMCHECK_DATABASE_URL.",
                "no_postgresql",
            )
        if not dispatcher.is_installed():
            raise FormcheckError(
                "Workers need more packages: type pip install 'formcheck[machines]'.", "no_machines"
            )
        self.services = services
        self.dispatcher = dispatcher.JobDispatcher(services.store)
        self.slots = WorkerSlots(services.settings, services.store, services.files, command)
        self._maintenance = Maintenance(services.store, services.files)

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Work until SIGTERM or SIGINT; what is worked on then goes back to the queue.

        Args:
            ready: called when it has begun.
        """
        place = self.slots.work_dir = WorkDir(self.services.settings.data_dir)
        try:
            self.dispatcher.prepare()
            self.dispatcher.top_up()
            asyncio.run(self._run(ready))
            self.dispatcher.top_up()  # for what went back
        finally:
            self.dispatcher.close()
            place.leave()

    # --- what tickets are for ----------------------------------------------------------------

    def take(self) -> None:
        """Work on the set whose turn it is; nothing where none waits."""
        work = self.slots.claim()
        if work is not None:
            self.slots.do(work)

    def look_after(self) -> None:
        """Take up what dead workers left, replace lost tickets, remove what was deleted."""
        self._maintenance.reclaim()
        self.dispatcher.top_up()
        self._maintenance.sweep()

    # --- the loop -----------------------------------------------------------------------------

    async def _run(self, ready: Callable[[], None]) -> None:
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()

        def stop() -> None:
            if stopping.is_set():  # asked twice: wait for nobody
                signal.raise_signal(signal.SIGKILL)
            stopping.set()
            self.slots.stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
        ready()
        stopped = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            work = asyncio.create_task(self._work())
            await asyncio.wait({stopped, work}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                try:
                    await work
                except Exception as error:
                    log.warning("the database does not answer (%s)", type(error).__name__)
            if not stopping.is_set():
                await asyncio.wait({stopped}, timeout=AGAIN)

    async def _work(self) -> None:
        """Take tickets until cancelled, or until the database goes away."""
        app = self._app()
        async with app.open_async():
            running = [
                asyncio.create_task(app.run_worker_async(queues=[queue], concurrency=n, **_HOW))
                for queue, n in (
                    (dispatcher.SETS, self.services.settings.workers),
                    (dispatcher.TIDY, 1),
                )
            ]
            try:
                await asyncio.gather(*running)
            finally:
                for one in running:
                    one.cancel()
                await asyncio.gather(*running, return_exceptions=True)

    def _app(self) -> Any:
        from procrastinate import App

        app = App(connector=self.dispatcher.connector())

        @app.task(name=dispatcher.TAKE, queue=dispatcher.SETS)
        def take() -> None:
            self.take()

        @app.periodic(cron=TIDY_AT)
        @app.task(name=dispatcher.LOOK_AFTER, queue=dispatcher.TIDY)
        async def look_after(timestamp: int) -> None:
            for stalled in await app.job_manager.get_stalled_jobs(
                seconds_since_heartbeat=dispatcher.SILENT
            ):
                await app.job_manager.retry_job(stalled)
            await asyncio.to_thread(self.look_after)

        return app


_HOW: dict[str, Any] = {
    "install_signal_handlers": False,
    "delete_jobs": "always",
    "name": "formcheck",
    "update_heartbeat_interval": HEARTBEAT,
    "stalled_worker_timeout": dispatcher.SILENT,
}
