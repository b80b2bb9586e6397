"""Procrastinate, the queue of analyses on PostgreSQL: sets it up and takes jobs from it.

`storage.postgres_queue` writes the jobs, in the transaction that changes the row of a set, and
defines their order. `JobLoop` takes them, in a worker or in the server, and works on their sets.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url

from formcheck.errors import FormcheckError
from formcheck.storage import Store, inspection, postgres_queue
from formcheck.storage.maintenance import Maintenance
from formcheck.storage.postgres_queue import HEARTBEAT_EXPIRES, schema
from formcheck.worker.slots import WorkerSlots

if TYPE_CHECKING:
    from procrastinate import PsycopgConnector

_LOCK = 0x7469636B
"""Key of the advisory lock that is held while the tables are created (any fixed number)."""


def is_installed() -> bool:
    """Whether Procrastinate is installed."""
    return all(find_spec(name) is not None for name in ("procrastinate", "psycopg"))


class JobDispatcher:
    """The jobs of one database.

    Args:
        store: the database of the sets, on PostgreSQL.

    Raises:
        FormcheckError: Procrastinate is not installed.
    """

    def __init__(self, store: Store) -> None:
        if not is_installed():
            raise FormcheckError(
                "PostgreSQL needs more packages: type pip install 'formcheck[machines]'.",
                "no_machines",
            )
        address = make_url(store.engine.url).set(drivername="postgresql")
        self.store = store
        self.url = address.render_as_string(hide_password=False)
        self._attached = False

    def prepare(self) -> None:
        """Create the tables if missing, and give a job to each waiting set without one.

        Raises:
            FormcheckError: `bad_database`, the user may not create the tables.
        """
        import psycopg
        from procrastinate.schema import SchemaManager
        from psycopg import sql

        try:
            with psycopg.connect(self.url) as c:
                c.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                for message in ("CREATE SCHEMA IF NOT EXISTS {}", "SET LOCAL search_path TO {}"):
                    c.execute(sql.SQL(message).format(sql.Identifier(schema())))
                found = c.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
                if found is None or found[0] is None:
                    c.execute(SchemaManager.get_schema())
        except psycopg.Error as error:
            raise FormcheckError(
                f"The database does not take jobs ({str(error).strip().splitlines()[0]}): its "
                "user needs the right to create a schema in it.",
                "bad_database",
            ) from None
        if not self._attached:
            postgres_queue.attach(self.store)
            self._attached = True
        postgres_queue.repair_jobs(self.store)

    def connector(self) -> "PsycopgConnector":
        """Return a connection for a worker."""
        from procrastinate import PsycopgConnector

        options = {"options": f"-c search_path={schema()}"}
        return PsycopgConnector(
            conninfo=self.url, kwargs=options, min_size=1, max_size=8, timeout=10
        )

    def workers(self) -> int:
        """Return how many workers sent a heartbeat in the last `HEARTBEAT_EXPIRES` s."""
        return inspection.count_workers(self.store.engine, HEARTBEAT_EXPIRES)


# --- working on jobs ------------------------------------------------------------------------------


log = logging.getLogger(__name__)

LOOK_AFTER = "formcheck.look_after"
"""Name of the periodic maintenance task."""

MAINTENANCE = "tidy"
"""Queue of the maintenance task."""

MAINTENANCE_CRON = "* * * * * */10"
"""When one of the workers does maintenance: every ten seconds (the sixth field is seconds)."""

HEARTBEAT_SECONDS = 5.0
"""Seconds between two heartbeats; a quarter of `HEARTBEAT_EXPIRES`, so that a few may be lost."""

POLL_SECONDS = 1.0
"""Seconds between two polls for jobs without a notification, such as those that waited for the lock
of their set."""

RETRY_SECONDS = 1
"""Seconds before a job that could not be started is tried again."""

RECONNECT_SECONDS = 5.0
"""Seconds before an unavailable database is tried again."""


class StoppingError(Exception):
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
                await asyncio.wait({stopped}, timeout=RECONNECT_SECONDS)
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
            raise StoppingError
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
                for queue, n in ((postgres_queue.SETS, places), (MAINTENANCE, 1))
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
            name=postgres_queue.ANALYSE,
            queue=postgres_queue.SETS,
            retry=RetryStrategy(wait=RETRY_SECONDS),
        )
        def analyse(set_id: str) -> None:
            self.work_on(set_id)

        @app.periodic(cron=MAINTENANCE_CRON)
        @app.task(name=LOOK_AFTER, queue=MAINTENANCE)
        def look_after(timestamp: int) -> None:
            self.look_after()

        return app


_WORKER_OPTIONS: dict[str, Any] = {
    "install_signal_handlers": False,
    "delete_jobs": "always",
    "name": "formcheck",
    "update_heartbeat_interval": HEARTBEAT_SECONDS,
    "stalled_worker_timeout": postgres_queue.HEARTBEAT_EXPIRES,
    "fetch_job_polling_interval": POLL_SECONDS,
}
