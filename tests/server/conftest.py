"""The application without a network, with a real database and real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from formcheck.jobs.services import Services
from formcheck.server import create_app
from tests import kept

HERE = "http://localhost"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Services whose supervisor was not started: what is queued stays so."""
    made = kept.services(tmp_path / "data")
    yield made
    made.store.close()


@pytest.fixture
def client(services: Services) -> TestClient:
    return TestClient(create_app(services.settings, services), base_url=HERE)


@pytest.fixture
def person(services: Services) -> str:
    return services.store.only_person()
