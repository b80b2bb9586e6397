"""`formcheck doctor` where several machines work together: database, bucket, workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.cli.diagnostics import Result, examine
from formcheck.settings import Settings
from formcheck.storage import open_store
from formcheck.storage.postgres_queue import schema
from formcheck.storage.s3_blobs import open_files
from formcheck.worker.dispatcher import JobDispatcher
from tests.storage.rows import add, done, file
from tests.support import data_folder, s3_server
from tests.support.postgres import drop_database, new_database


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    for name, value in s3_server.environment(s3_server.shared()).items():
        monkeypatch.setenv(name, value)
    url = new_database(ready=True)
    yield data_folder.settings(
        tmp_path,
        database_url=url,
        files_url=s3_server.new_bucket(s3_server.shared()),
        work_here=False,
    )
    drop_database(url)


def lines(settings: Settings, *, verify: bool = False) -> dict[str, Result]:
    return {x.what: x for x in examine(settings, verify=verify)}


def test_all_is_well_and_what_is_lost_is_told(given: Settings, tmp_path: Path) -> None:
    store, files = open_store(tmp_path, given.database_url), open_files(tmp_path, given.files_url)
    row = done(store, store.only_person())
    content = file(store, files, row, "report.html", b"page")
    file(store, files, row, "reps.csv", b"table")
    told = lines(given, verify=True)
    assert told["database"].message == "up to date, one set, 0 videos"
    assert told["files"].state == "ok"
    assert told["files"].message.startswith(str(given.files_url))
    assert (told["workers"].state, "formcheck work" in told["workers"].do) == ("note", True)
    files.remove(content.sha256)
    assert lines(given)["files"].message == "report.html of the set 'A set' is not there"
    store.close()


def test_sets_that_wait_for_nobody_are_a_problem(given: Settings, tmp_path: Path) -> None:
    store = open_store(tmp_path, given.database_url)
    add(store, store.only_person())
    assert lines(given)["workers"].state == "problem"
    JobDispatcher(store).prepare()
    with store.engine.begin() as c:
        c.exec_driver_sql(f"INSERT INTO {schema()}.procrastinate_workers DEFAULT VALUES")
    told = lines(given)["workers"]
    assert (told.state, told.message) == ("ok", "one worker heard of lately, 1 set waiting")
    store.close()


def test_servers_that_do_not_answer(
    given: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = data_folder.settings(tmp_path, database_url="postgresql://x:secret@127.0.0.1:1/d")
    told = lines(gone)["database"]
    assert (told.state, "FORMCHECK_DATABASE_URL" in told.do) == ("problem", True)
    assert "secret" not in told.message
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setattr("formcheck.storage.s3_blobs.PATIENCE_SECONDS", 0.01)
    told = lines(given)["files"]
    assert (told.state, "FORMCHECK_FILES_URL" in told.do) == ("problem", True)
