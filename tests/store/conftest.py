"""A database and a file store in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.store import Files, Store
from tests.kept import opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    yield store
    store.close()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


@pytest.fixture
def person(store: Store) -> str:
    return store.only_person()
