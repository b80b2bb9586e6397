"""Takes jobs from Procrastinate and works on their sets, in a worker and in the server alike."""

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
"""The task of looking after everything."""

TIDY = "tidy"
"""Its queue."""

TIDY_AT = "* * * * * */10"
"""When everything is looked after, by one of the workers: each ten seconds (the sixth field)."""

HEARTBEAT = 5.0
"""Seconds between two signs of life."""

POLL = 1.0
"""Seconds between two looks for jobs that nothing was heard of, such as those that wait for the
lock of their set."""

RETRY = 1
"""Seconds before a job is tried again that could not be begun."""

AGAIN = 5.0
"""Seconds before a database that went away is tried again."""


class NotBegunError(Exception):
    """A job was taken by a worker that stops; another one shall have it."""


class JobLoop:
    """Works until it is stopped.

    Args:
        dispatcher: prepared.
        slots: where sets are worked on; as many at once as its settings say.
        maintenance: of the same database.
    """

    def __init__(
        self, dispatcher: JobDispatcher, slots: WorkerSlots, maintenance: Maintenance
    ) -> None:
        self._dispatcher, self._slots, self._maintenance = dispatcher, slots, maintenance
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    async def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Take jobs until stopped, also after the database was away.

        Args:
            ready: called when it has begun.
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
        """Stop, from any thread; what is worked on goes back to the queue."""
        self._slots.stop.set()
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # it has ended already
                self._loop.call_soon_threadsafe(self._stopping.set)

    def work_on(self, set_id: str) -> None:
        """Work on the set of a job until it is settled; nothing where it does not wait any more.

        Raises:
            NotBegunError: this worker stops.
        """
        if self._slots.stop.is_set():
            raise NotBegunError
        work = self._slots.begin(set_id)
        if work is not None:
            self._slots.do(work)

    def look_after(self) -> None:
        """Take up what dead workers left, remove what was deleted."""
        self._maintenance.reclaim()
        self._maintenance.sweep()

    async def _work(self) -> None:
        """Take jobs until cancelled, or until the database goes away."""
        app = self._app()
        places = self._slots.settings.workers
        async with app.open_async():
            running = [
                asyncio.create_task(app.run_worker_async(queues=[queue], concurrency=n, **_HOW))
                for queue, n in ((postgres_queue.SETS, places), (TIDY, 1))
            ]
            try:
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            finally:  # cancelled once, each ends its jobs first; cancelled twice, it leaves them
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


_HOW: dict[str, Any] = {
    "install_signal_handlers": False,
    "delete_jobs": "always",
    "name": "formcheck",
    "update_heartbeat_interval": HEARTBEAT,
    "stalled_worker_timeout": postgres_queue.SILENT,
    "fetch_job_polling_interval": POLL,
}
