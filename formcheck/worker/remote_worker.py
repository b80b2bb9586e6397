"""A worker on any machine, for a server with PostgreSQL."""

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
    """Works until it is stopped.

    Args:
        services: opened, not started: no supervisor works here.
        command: what analyses; another one in tests.

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
        """Work until SIGTERM or SIGINT; what is worked on then goes back to the queue.

        Args:
            ready: called when it has begun.
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
            if self.slots.stop.is_set():  # asked twice: wait for nobody
                signal.raise_signal(signal.SIGKILL)
            jobs.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop)
        await jobs.run(ready)
