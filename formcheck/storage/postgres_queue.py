"""Analyses as jobs of Procrastinate, on PostgreSQL.

A job is a row too, so it is deferred or cancelled in the transaction that changes the row of its
set: `attach` listens to what a session writes. After every commit, a waiting set has exactly one
job to do, a set being worked on has the job that its worker took, and all others have none. If
something else wrote the row (an older version, a backup) or a worker died, `repair_jobs` restores
this. SQLite has its own small queue in `queue`.

Lock and queueing lock of a job are the id of its set: it is queued once, and worked on once.

**Order.** Procrastinate takes the highest priority first, and of equal ones the oldest. A priority
is fixed when the job is deferred; it is minus the number of a round. A person's set comes one round
after their last one that waits, and one round after the round being served, whichever is later
(start-time fair queueing: Goyal, Vin and Cheng, SIGCOMM 1996). So each person has one set in a
round, and one more that is judged from its poses, which is quick and so does not wait for videos.

- What this guarantees: whoever sends one set waits for at most two sets of each other person, and
  two more from poses, however many they have sent; those already begun, which are begun again where
  a worker died, come on top. No set waits for ever: a round gets no new sets once it is served.
- What it does not: rounds count sets, not minutes, so that long videos get more time than short
  ones. A place that falls free goes to the next in line even if all the others work for them.

A set whose work broke off, or was given back, keeps its round. It is a new job, though, not a
retry: Procrastinate would write that in a transaction of its own, and a worker thought dead that
comes back would finish, under the same number, the job of its successor. So tries are counted in
the row too, where a stop by the machine's owner is none.

Work under way is not aborted through the job but through its row, which is looked at more often
than twice a second: a deleted set may be restored before its worker stops, and goes on then, while
an abort cannot be taken back.

The jobs lie in a schema of their own, named for Procrastinate's version: a newer one makes its own,
nothing has to be migrated, and what waits gets its jobs there.
"""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from formcheck.storage import queue
from formcheck.storage.database import Store
from formcheck.storage.models import Analysis

if TYPE_CHECKING:
    from procrastinate import App

SETS = "sets"
"""Name of the queue of analyses."""

ANALYSE = "formcheck.analyse"
"""Name of the task that analyses a set."""

HEARTBEAT_EXPIRES = 20.0
"""Seconds without a heartbeat after which a worker is taken for dead."""

SCHEMAS = "formcheck_queue_"
"""Prefix of the names of the schemas."""

_FIND = text(
    """
    SELECT set_config('search_path', :schema || ', ' || current_setting('search_path'), true)
    WHERE strpos(current_setting('search_path'), :schema) = 0
    """
)
"""Procrastinate's functions name its tables without their schema."""

_LIVE = text(
    "SELECT status::text, id, priority FROM procrastinate_jobs "
    "WHERE lock = :set_id AND status IN ('todo', 'doing')"
)

_ROUND = text(
    """
    SELECT coalesce(greatest(
        (SELECT max(-j.priority) FROM procrastinate_jobs j JOIN analyses a ON a.id = j.lock
            WHERE j.status = 'todo' AND a.owner = :owner AND a.from_poses = :from_poses
                AND a.id <> :set_id),
        (SELECT min(-priority) FROM procrastinate_jobs
            WHERE status = 'todo' AND queue_name = :sets),
        (SELECT max(-priority) FROM procrastinate_jobs
            WHERE status = 'doing' AND queue_name = :sets)
    ) + 1, 0)
    """
)

_OF_DEAD_WORKERS = text(
    """
    SELECT j.id, j.lock FROM procrastinate_jobs j
        LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
        LEFT JOIN analyses a ON a.id = j.lock
    WHERE j.status = 'doing'
        AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => :silent))
        AND NOT coalesce(a.state = 'running' AND a.lease_until >= clock_timestamp(), false)
    ORDER BY j.id
    """
)
"""Jobs without a heartbeat of their worker and with an expired lease: after the database was
unavailable, a worker may renew its lease before it sends a heartbeat."""

_WITHOUT_JOB = text(
    """
    SELECT a.id FROM analyses a
    WHERE a.state = 'queued' AND a.deleted_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM procrastinate_jobs j
            WHERE j.lock = a.id AND j.status IN ('todo', 'doing'))
        OR a.state = 'running' AND a.lease_until < clock_timestamp() AND NOT EXISTS (
            SELECT 1 FROM procrastinate_jobs j WHERE j.lock = a.id AND j.status = 'doing')
    ORDER BY a.queued, a.id
    """
)


def schema() -> str:
    """Return the name of the schema of the jobs."""
    from procrastinate import __version__

    return SCHEMAS + "".join(c if c.isalnum() else "_" for c in __version__)


def attach(store: Store) -> None:
    """Make jobs follow what this process writes to `store` from now on.

    Args:
        store: on PostgreSQL, with the schema of the jobs.
    """
    store.after_flush(_follow_changes)


def _follow_changes(s: Session) -> None:
    for row in (*s.new, *s.dirty):
        if isinstance(row, Analysis):
            columns = inspect(row).attrs
            changed = (columns.state, columns.deleted_at)
            if row in s.new or any(column.history.has_changes() for column in changed):
                follow(s, row)


def follow(s: Session, row: Analysis) -> None:
    """Defer or cancel the job of a set to match its row.

    Args:
        s: a writing session, in whose transaction the job is written.
        row: the set.
    """
    from procrastinate.exceptions import AlreadyEnqueued

    c = connection(s)
    raw = c.connection.driver_connection
    live = {j.status: j for j in c.execute(_LIVE, {"set_id": row.id})}
    waits = row.state == "queued" and row.deleted_at is None
    if waits and "todo" not in live:
        priority = live["doing"].priority if "doing" in live else -_round(s, row)
        job = _app().configure_task(
            ANALYSE,
            queue=SETS,
            lock=row.id,
            queueing_lock=row.id,
            priority=priority,
            connection=raw,
        )
        try:
            with c.begin_nested():
                job.defer(set_id=row.id)
        except AlreadyEnqueued:  # its worker has just put it back
            pass
    elif not waits and "todo" in live:
        _app().job_manager.cancel_job_by_id(live["todo"].id, delete_job=True, connection=raw)


def connection(s: Session) -> Connection:
    """Return a session's connection, with the schema of the jobs until its transaction ends."""
    found = s.connection()
    found.execute(_FIND, {"schema": schema()})
    return found


def _round(s: Session, row: Analysis) -> int:
    """Return the round of a set, as described in the module docstring."""
    values = {"set_id": row.id, "owner": row.owner, "from_poses": row.from_poses, "sets": SETS}
    return int(s.connection().execute(_ROUND, values).scalar_one())


@cache
def _app() -> "App":
    """Return the Procrastinate app that writes jobs over given connections."""
    from procrastinate import App, SyncPsycopgConnector

    return App(connector=SyncPsycopgConnector())


def repair_jobs(store: Store) -> int:
    """Queue again the sets of dead workers, and give jobs to waiting sets without one.

    Returns
    -------
        Number of jobs and sets that were wrong.
    """
    with store.reading() as s:
        if not any(_find_orphans(s)):
            return 0
    with store.writing() as s:
        dead, without = _find_orphans(s)
        for job_id, set_id in dead:
            _repair(s, set_id)
            end = text("SELECT procrastinate_finish_job_v1(:id, 'failed', true)")
            s.connection().execute(end, {"id": job_id})
        for set_id in without:
            _repair(s, set_id)
    return len(dead) + len(without)


def _find_orphans(s: Session) -> tuple[list[tuple[int, str | None]], list[str]]:
    """Return the jobs (number and set) of dead workers, and the waiting sets without job."""
    c = connection(s)
    dead = [(j.id, j.lock) for j in c.execute(_OF_DEAD_WORKERS, {"silent": HEARTBEAT_EXPIRES})]
    return dead, list(c.execute(_WITHOUT_JOB).scalars())


def _repair(s: Session, set_id: str | None) -> None:
    row = s.get(Analysis, set_id) if set_id is not None else None
    if row is None:
        return
    if row.state == "running":
        queue.begin_again(row)
        s.flush()
    else:
        follow(s, row)


def waiting(store: Store) -> int:
    """Return the number of jobs that no worker has taken."""
    query = text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND lock <> ''")
    with store.reading() as s:
        return int(connection(s).execute(query).scalar_one())
