"""The application without a network, with a real database and real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from formcheck.worker.supervisor import Services
from tests.api.shared_app import app_for
from tests.api.team import Member, member
from tests.support import data_folder

HERE = "http://localhost"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Services whose supervisor was not started: what is queued stays so."""
    made = data_folder.services(tmp_path / "data")
    yield made
    made.store.close()


@pytest.fixture
def client(services: Services) -> TestClient:
    return TestClient(app_for(services), base_url=HERE)


@pytest.fixture
def person(services: Services) -> str:
    return services.store.only_person()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Services]:
    """Services in team mode."""
    made = data_folder.services(tmp_path / "team", team=True)
    yield made
    made.store.close()


@pytest.fixture
def app(team: Services) -> FastAPI:
    return app_for(team)


@pytest.fixture
def coach(app: FastAPI, team: Services) -> Member:
    return member(app, team, "clara", "coach")


@pytest.fixture
def ben(app: FastAPI, team: Services) -> Member:
    return member(app, team, "ben", "client")
