"""Tickets for workers on other machines, handed out through Procrastinate, on PostgreSQL.

A ticket says only that some set waits: whoever takes it claims the set whose turn it is, in the
same way and from the same rows as the server itself. So a ticket that is lost, left over or taken
twice does no harm; rows are the truth, and lost tickets are replaced from them.

Procrastinate wakes the workers, bounds how much each does at once, hears their heartbeats, gives
the tickets of dead ones back and runs what is periodic on one of them. Which set comes next it does
not decide, for two reasons. Its priority is a number fixed when a job is deferred, and whose turn
it is depends on who was served since: with any fixed number one person's hundred sets either delay
another's single one or wait for ever behind others' new ones. And a set is queued, cancelled,
deleted, restored and settled in the transaction that changes its row, which SQLite needs in any
case; a job in tables of its own would be a second truth to reconcile with the first.

They lie in a schema of their own, named for Procrastinate's version: a newer one makes its own,
and nothing has to be migrated.
"""

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from formcheck.errors import FormcheckError
from formcheck.storage import Store, inspection, queue

if TYPE_CHECKING:
    from procrastinate import PsycopgConnector

log = logging.getLogger(__name__)

SETS, TIDY = "sets", "tidy"
"""The queues: of sets, and of looking after everything."""

TAKE, LOOK_AFTER = "formcheck.take", "formcheck.look_after"
"""The tasks on them."""

SILENT = 20.0
"""Seconds without a heartbeat after which a worker is taken for dead."""

MOST = 200
"""Tickets that are handed out at once; there are never many more workers."""

_LOCK = 0x7469636B


def is_installed() -> bool:
    """Whether what hands out tickets is installed."""
    return all(find_spec(name) is not None for name in ("procrastinate", "psycopg"))


def schema() -> str:
    """Return the name of the schema that the tickets lie in."""
    from procrastinate import __version__

    return "formcheck_tickets_" + "".join(c if c.isalnum() else "_" for c in __version__)


class JobDispatcher:
    """The tickets of one database.

    Args:
        store: whose sets they are for.
    """

    def __init__(self, store: Store) -> None:
        from procrastinate import App, SyncPsycopgConnector

        address = make_url(store.engine.url).set(drivername="postgresql")
        self.store = store
        self.url = address.render_as_string(hide_password=False)
        self._options = {"options": f"-c search_path={schema()}"}
        self._app = App(
            connector=SyncPsycopgConnector(
                conninfo=self.url, kwargs=self._options, min_size=0, max_size=4, timeout=5
            )
        )
        self._open = False

    def prepare(self) -> None:
        """Make the schema where it is not there.

        Raises:
            FormcheckError: the database does not allow it.
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
                f"The database does not take tickets ({str(error).strip().splitlines()[0]}): its "
                "user needs the right to create a schema in it.",
                "bad_database",
            ) from None
        if not self._open:
            self._app.open()
            self._open = True

    def close(self) -> None:
        """Close every connection."""
        if self._open:
            self._app.close()
            self._open = False

    def connector(self) -> "PsycopgConnector":
        """Return a connection for a worker."""
        from procrastinate import PsycopgConnector

        return PsycopgConnector(
            conninfo=self.url, kwargs=self._options, min_size=1, max_size=8, timeout=10
        )

    def hand_out(self, tickets: int = 1) -> None:
        """Hand out tickets; that fails, they are handed out later by a worker."""
        if tickets < 1:
            return
        task = self._app.configure_task(TAKE, queue=SETS)
        try:
            task.batch_defer(*({} for _ in range(min(tickets, MOST))))
        except Exception as error:
            log.warning("no ticket was handed out: %s", type(error).__name__)

    def top_up(self) -> int:
        """Hand out tickets that are missing; return how many."""
        with self.store.reading() as s:
            waiting, _ = queue.counts(s)
        missing = waiting - self.waiting() if waiting else 0
        self.hand_out(missing)
        return max(0, missing)

    def waiting(self) -> int:
        """Return how many tickets nobody has taken yet."""
        return sum(int(q["todo"]) for q in self._app.job_manager.list_queues(queue=SETS))

    def workers(self) -> int:
        """Return how many workers were heard of lately."""
        return inspection.workers(self.store.engine, SILENT)
