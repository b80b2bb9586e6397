"""Sets up Procrastinate, the queue of analyses on PostgreSQL, and connects its workers.

`storage.postgres_queue` writes the jobs, in the transaction that changes the row of a set, and
defines their order; `job_loop` takes them.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from formcheck.errors import FormcheckError
from formcheck.storage import Store, inspection, postgres_queue
from formcheck.storage.postgres_queue import SILENT, schema

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
        postgres_queue.look_after(self.store)

    def connector(self) -> "PsycopgConnector":
        """Return a connection for a worker."""
        from procrastinate import PsycopgConnector

        options = {"options": f"-c search_path={schema()}"}
        return PsycopgConnector(
            conninfo=self.url, kwargs=options, min_size=1, max_size=8, timeout=10
        )

    def workers(self) -> int:
        """Return how many workers sent a heartbeat in the last `SILENT` seconds."""
        return inspection.workers(self.store.engine, SILENT)
