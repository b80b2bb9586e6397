"""A database, of either kind, and a file store in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.storage import Files, Store, open_store
from formcheck.storage.s3_blobs import Bucket
from tests.support import s3_server
from tests.support.data_folder import opened
from tests.support.postgres import drop_database, new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "sqlite":
        store = opened(tmp_path)
        yield store
        store.close()
        return
    url = new_database(ready=True)
    store = open_store(tmp_path, url)
    yield store
    store.close()
    drop_database(url)


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Store]:
    """SQLite, for what it alone can do."""
    store = opened(tmp_path)
    yield store
    store.close()


@pytest.fixture
def local(tmp_path: Path) -> Files:
    """A local folder, for what it alone can do."""
    return Files(tmp_path / "files")


@pytest.fixture(params=["local", "bucket"])
def files(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Files:
    if request.param == "local":
        return Files(tmp_path / "files")
    for name, value in s3_server.environment(s3_server.shared()).items():
        monkeypatch.setenv(name, value)
    return Bucket(s3_server.new_bucket(s3_server.shared()), tmp_path / "fetched")


@pytest.fixture
def person(store: Store) -> str:
    return store.only_person()
