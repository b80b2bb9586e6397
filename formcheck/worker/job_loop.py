"""Takes jobs from Procrastinate and works on their sets, in a worker or in the server."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any

from formcheck.storage import postgres_queue
from formcheck.worker.dispatcher import JobDispatcher
from formcheck.worker.maintenance import Maintenance
from formcheck.worker.slots import WorkerSlots

log = logging.getLogger(__name__)

LOOK_AFTER = "formcheck.look_after"
"""Name of the periodic maintenance task."""

TIDY = "tidy"
"""Queue of the maintenance task."""

TIDY_AT = "* * * * * */10"
"""When one of the workers does maintenance: every ten seconds (the sixth field is seconds)."""

HEARTBEAT = 5.0
"""Seconds between two heartbeats; a quarter of `SILENT`, so that a few may be lost."""

POLL = 1.0
"""Seconds between two polls for jobs without a notification, such as those that waited for the lock
of their set."""

RETRY = 1
"""Seconds before a job that could not be started is tried again."""

AGAIN = 5.0
"""Seconds before an unavailable database is tried again."""


class NotBegunError(Exception):
    """A worker that is stopping took a job, which goes back to the queue."""


class JobLoop:
    """Works on jobs until it is stopped.

    Args:
        dispatcher: the queue; `prepare` must have been called.
        slots: works on the sets, as many at a time as it has places.
        maintenance: of the same database.
    """

    def __init__(
        self, dispatcher: JobDispatcher, slots: WorkerSlots, maintenance: Maintenance
    ) -> None:
        self._dispatcher, self._slots, self._maintenance = dispatcher, slots, maintenance
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    async def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Take jobs until stopped; reconnects when the database was unavailable.

        Args:
            ready: called when the first connection stands.
        """
        self._loop = asyncio.get_running_loop()
        ready()
        stopped = asyncio.create_task(self._stopping.wait())
        while not self._slots.stop.is_set():
            work = asyncio.create_task(self._work())
            await asyncio.wait({stopped, work}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                try:
                    await work
                except Exception as error:
                    log.warning("the database does not answer (%s)", type(error).__name__)
            if not self._slots.stop.is_set():
                await asyncio.wait({stopped}, timeout=AGAIN)
        stopped.cancel()

    def stop(self) -> None:
        """Stop, from any thread; the sets being worked on go back to the queue."""
        self._slots.stop.set()
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has already ended
                self._loop.call_soon_threadsafe(self._stopping.set)

    def work_on(self, set_id: str) -> None:
        """Work on the set of a job until it is settled; does nothing if it no longer waits.

        Raises:
            NotBegunError: this worker is stopping.
        """
        if self._slots.stop.is_set():
            raise NotBegunError
        work = self._slots.begin(set_id)
        if work is not None:
            self._slots.do(work)

    def look_after(self) -> None:
        """Requeue the sets of dead workers and remove deleted data."""
        self._maintenance.reclaim()
        self._maintenance.sweep()

    async def _work(self) -> None:
        """Take jobs until cancelled, or until the database becomes unavailable."""
        app = self._app()
        places = self._slots.settings.workers
        async with app.open_async():
            running = [
                asyncio.create_task(
                    app.run_worker_async(queues=[queue], concurrency=n, **_WORKER_OPTIONS)
                )
                for queue, n in ((postgres_queue.SETS, places), (TIDY, 1))
            ]
            try:
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            finally:  # the first cancel waits for running jobs, the second does not
                for one in running:
                    one.cancel()
                ended = await asyncio.gather(*running, return_exceptions=True)
            for error in ended:
                if isinstance(error, Exception):
                    raise error

    def _app(self) -> Any:
        from procrastinate import App, RetryStrategy

        app = App(connector=self._dispatcher.connector())

        @app.task(
            name=postgres_queue.ANALYSE, queue=postgres_queue.SETS, retry=RetryStrategy(wait=RETRY)
        )
        def analyse(set_id: str) -> None:
            self.work_on(set_id)

        @app.periodic(cron=TIDY_AT)
        @app.task(name=LOOK_AFTER, queue=TIDY)
        def look_after(timestamp: int) -> None:
            self.look_after()

        return app


_WORKER_OPTIONS: dict[str, Any] = {
    "install_signal_handlers": False,
    "delete_jobs": "always",
    "name": "formcheck",
    "update_heartbeat_interval": HEARTBEAT,
    "stalled_worker_timeout": postgres_queue.SILENT,
    "fetch_job_polling_interval": POLL,
}
