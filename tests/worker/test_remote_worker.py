"""Workers on PostgreSQL: two of them share the work, and one that is killed leaves none undone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from formcheck.analysis.report.json_format import to_json
from formcheck.errors import FormcheckError
from formcheck.model_size import ModelSize
from formcheck.storage import Store, postgres_queue, queue, sets
from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from formcheck.storage.postgres_queue import schema
from formcheck.worker.intake import UploadedFile, accept
from formcheck.worker.supervisor import Services, Supervisor, Worker, open_services
from tests.api.small_videos import video
from tests.support import data_folder, s3_server
from tests.support.postgres import drop_database, new_database
from tests.support.reports import mixed

LONGEST = 120.0
"""Seconds that any wait may take on a busy machine."""

WORKS = data_folder.reporting(to_json(mixed()))
HELD = 'while not os.path.exists(os.path.join(task["folder"], "go")): time.sleep(0.02)\n'
"""Works no further until the test lets it: see `let_go`."""

FOREVER = 'tell("progress", stage="analysing", share=0.2); wait()'

RUN = """
import sys
from formcheck.worker.supervisor import Worker, open_services
from formcheck.settings import Settings
from tests.support import data_folder
services = open_services(Settings())
try:
    Worker(services, [sys.executable, "-c", data_folder.PRELUDE + sys.argv[1]]).run(
        lambda: print("ready", flush=True))
finally:
    services.close()
"""
"""A worker as `formcheck work` starts it, but for what analyses."""


@pytest.fixture
def url() -> Iterator[str]:
    made = new_database(ready=True)
    yield made
    drop_database(made)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in s3_server.environment(s3_server.shared()).items():
        monkeypatch.setenv(name, value)
    return s3_server.new_bucket(s3_server.shared())


@pytest.fixture
def server(tmp_path: Path, url: str, bucket: str) -> Iterator[Services]:
    """A server that leaves the work to others."""
    folder = tmp_path / "server"
    settings = data_folder.settings(folder, database_url=url, files_url=bucket, work_here=False)
    services = open_services(settings)
    services.start()
    yield services
    services.stop()


@pytest.fixture
def worker(tmp_path: Path, url: str, bucket: str) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts workers, each as if on a machine of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(analyser: str, at_once: int = 1) -> subprocess.Popen[str]:
        env = {
            **os.environ,
            "FORMCHECK_DATABASE_URL": url,
            "FORMCHECK_FILES_URL": bucket,
            "FORMCHECK_DATA_DIR": str(tmp_path / f"machine{len(started)}"),
            "FORMCHECK_WORKERS": str(at_once),
            "FORMCHECK_MODEL": "lite",
        }
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, analyser], env=env, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline()  # it says when it has begun
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def send(services: Services, owner: str, number: int) -> str:
    arrived = services.settings.data_dir / "incoming" / f"sent{number}"
    arrived.write_bytes(video(number))
    return accept(services, owner, UploadedFile(arrived, "set.mp4", None, ModelSize.LITE)).set_id


def rows(store: Store) -> dict[str, Analysis]:
    with store.reading() as s:
        return {r.id: r for r in s.query(Analysis)}


def until(store: Store, right: Callable[[dict[str, Analysis]], Any]) -> dict[str, Analysis]:
    end = time.monotonic() + LONGEST
    while not right(found := rows(store)):
        assert time.monotonic() < end, [
            (r.state, r.tries, r.error_message, r.log) for r in found.values()
        ]
        time.sleep(0.05)
    return found


def let_go(data: Path) -> None:
    """Let the held work of a data folder go on."""
    for folder in (data / "work").glob("*/*/"):
        (folder / "go").touch()


def twenty_seconds_later(store: Store) -> None:
    """Make all heartbeats too old; `test_many_machines` waits instead."""
    with store.writing() as s:
        for row in s.query(Analysis):
            row.lease_until = now() - timedelta(seconds=1)
        s.execute(
            text(f"UPDATE {schema()}.procrastinate_workers SET last_heartbeat = :then"),
            {"then": now() - timedelta(seconds=postgres_queue.HEARTBEAT_EXPIRES + 1)},
        )


def all_done(found: dict[str, Analysis]) -> bool:
    return all(r.state == "done" for r in found.values())


def test_the_set_of_a_killed_worker_is_finished_by_the_other(
    server: Services, worker: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    person = server.store.only_person()
    dying = worker(FOREVER, at_once=2)
    ids = [send(server, person, n) for n in range(2)]
    until(server.store, lambda f: all(r.state == "running" and r.progress for r in f.values()))
    dying.kill()
    dying.wait()
    twenty_seconds_later(server.store)
    worker(WORKS)
    found = until(server.store, all_done)
    assert set(found) == set(ids)
    assert {(r.tries, r.good, r.worker) for r in found.values()} == {(2, 2, None)}
    with server.store.reading() as s:
        assert queue.counts(s) == (0, 0)


def test_two_share_the_work_and_everybody_gets_a_turn(
    server: Services, worker: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    from tests.storage.rows import other_person

    person, other = server.store.only_person(), other_person(server.store)
    for n in range(6):
        send(server, person, n)
    last = send(server, other, 6)
    for _ in range(2):
        worker(HELD + WORKS)
    begun: list[str] = []

    def over(found: dict[str, Analysis]) -> bool:
        running = [i for i, r in found.items() if r.state == "running"]
        waiting = any(r.state == "queued" for r in found.values())
        if len(running) == 2 or not waiting:  # both work: nothing else begins until they end
            begun.extend(i for i in running if i not in begun)
            for machine in tmp_path.glob("machine*"):
                let_go(machine)
        return all_done(found)

    found = until(server.store, over)
    assert begun.index(last) < 4  # of seven, though it came last
    assert {r.tries for r in found.values()} == {1}


def test_stopped_it_gives_its_set_back_at_once(
    server: Services, worker: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    first = worker(FOREVER)
    set_id = send(server, server.store.only_person(), 0)
    until(server.store, lambda f: f[set_id].state == "running")
    first.send_signal(signal.SIGTERM)
    out, _ = first.communicate(timeout=LONGEST)
    assert first.returncode == 0, out
    found = rows(server.store)[set_id]
    assert (found.state, found.tries) == ("queued", 0)
    assert not list((tmp_path / "machine0").rglob("*.mp4"))
    worker(WORKS)
    assert until(server.store, all_done)[set_id].tries == 1


@pytest.mark.parametrize("change", ["cancel", "delete"])
def test_cancelled_elsewhere_it_stops(
    server: Services, worker: Callable[..., subprocess.Popen[str]], change: str
) -> None:
    worker(FOREVER)
    set_id = send(server, server.store.only_person(), 0)
    until(server.store, lambda f: f[set_id].state == "running")
    with server.store.writing() as s:
        getattr(sets, change)(s.get_one(Analysis, set_id))
    found = until(server.store, lambda f: f[set_id].state != "running")[set_id]
    assert found.state == ("cancelled" if change == "cancel" else "queued")


def test_a_worker_that_was_taken_for_dead_and_comes_back_leaves_the_set_to_the_other(
    server: Services, worker: Callable[..., subprocess.Popen[str]]
) -> None:
    frozen = worker(FOREVER)
    first = send(server, server.store.only_person(), 0)
    until(server.store, lambda f: f[first].progress)
    frozen.send_signal(signal.SIGSTOP)
    twenty_seconds_later(server.store)
    other = worker(WORKS)
    until(server.store, all_done)
    other.send_signal(signal.SIGTERM)
    other.communicate(timeout=LONGEST)
    frozen.send_signal(signal.SIGCONT)
    second = send(server, server.store.only_person(), 1)
    found = until(server.store, lambda f: f[second].state == "running")
    assert (found[first].state, found[first].tries, found[first].good) == ("done", 2, 2)


def test_work_that_breaks_off_three_times_is_given_up_with_the_reason(
    server: Services, worker: Callable[..., subprocess.Popen[str]]
) -> None:
    set_id = send(server, server.store.only_person(), 0)
    worker("raise SystemExit('it cannot be')")
    found = until(server.store, lambda f: f[set_id].state not in ("queued", "running"))[set_id]
    assert (found.state, found.error_message, found.tries) == ("failed", queue.BROKE_OFF_MESSAGE, 3)
    assert postgres_queue.waiting(server.store) == 0


def test_sets_that_wait_without_a_job_get_one_when_a_worker_or_a_server_starts(
    server: Services, worker: Callable[..., subprocess.Popen[str]]
) -> None:
    person = server.store.only_person()
    ids = [send(server, person, n) for n in range(3)]
    with server.store.writing() as s:  # as the version before left it
        postgres_queue.connection(s).execute(text("DELETE FROM procrastinate_jobs"))
        begun = s.get_one(Analysis, ids[0])
        begun.state, begun.worker, begun.tries = "running", "a server that is gone", 1
        begun.lease_until = now() - timedelta(seconds=1)
    assert postgres_queue.waiting(server.store) == 0
    worker(WORKS)
    found = until(server.store, all_done)
    assert [found[i].tries for i in ids] == [2, 1, 1]


def test_without_postgresql_it_says_what_is_missing(tmp_path: Path) -> None:
    services = open_services(data_folder.settings(tmp_path / "data"))
    with pytest.raises(FormcheckError, match="FORMCHECK_DATABASE_URL"):
        Worker(services)
    services.close()


def test_a_database_that_restarts_costs_no_work(tmp_path: Path) -> None:
    from tests.support import postgres

    found = postgres.binaries()
    if found is None:
        pytest.skip("no PostgreSQL here: install Debian's postgresql")
    mine = postgres.Postgres(found)
    services = None
    try:
        mine.start()
        url = mine.url.render_as_string(hide_password=False)
        slow = f'tell("progress", stage="analysing", share=0.2)\n{HELD}{WORKS}'
        made = open_services(data_folder.settings(tmp_path / "data", database_url=url))
        command = [sys.executable, "-c", data_folder.PRELUDE + slow]
        supervisor = Supervisor(made.settings, made.store, made.files, command)
        services = Services(made.settings, made.store, made.files, supervisor)
        services.start()
        send(services, services.store.only_person(), 0)
        until(services.store, lambda f: all(r.progress for r in f.values()))
        mine.stop()  # as a crash
        mine.start()
        let_go(tmp_path / "data")
        [done] = until(services.store, all_done).values()
        assert done.tries == 1
    finally:
        if services is not None:
            services.stop()
        mine.remove()
