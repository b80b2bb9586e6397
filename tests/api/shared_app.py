"""One application for many tests, each with services of its own: to make one takes longest."""

from functools import cache
from pathlib import Path

from fastapi import FastAPI

from formcheck.api import create_app
from formcheck.api.rates import Rates
from formcheck.worker.supervisor import Services
from tests.support import data_folder


@cache
def _app(team: bool) -> FastAPI:
    return create_app(data_folder.settings(Path("nowhere"), team=team))


def app_for(services: Services) -> FastAPI:
    """Return the application with these services, which remembers nothing of a test before.

    For tests that neither start it nor change it, one at a time.
    """
    app, settings = _app(services.settings.team), services.settings
    app.state.settings, app.state.services = settings, services
    app.state.rates = Rates(settings.uploads_per_hour)
    return app
