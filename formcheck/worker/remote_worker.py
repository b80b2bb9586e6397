"""A worker process on any machine, for a server with PostgreSQL."""

import asyncio
import signal
from collections.abc import Callable, Sequence

from formcheck.errors import FormcheckError
from formcheck.worker.data_folder import WorkDir
from formcheck.worker.dispatcher import JobDispatcher
from formcheck.worker.job_loop import JobLoop
from formcheck.worker.maintenance import Maintenance
from formcheck.worker.process import ANALYSER
from formcheck.worker.services import Services
from formcheck.worker.slots import WorkerSlots


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
