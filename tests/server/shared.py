"""One application for many tests, each with services of its own: to make one takes longest."""

from functools import cache
from pathlib import Path
from time import monotonic

from fastapi import FastAPI

from formcheck.jobs.services import Services
from formcheck.server import create_app
from formcheck.server.patience import Patience
from formcheck.server.rates import Rates
from tests import kept


@cache
def _app(team: bool) -> FastAPI:
    return create_app(kept.settings(Path("nowhere"), team=team))


def app_for(services: Services) -> FastAPI:
    """Return the application with these services, which remembers nothing of a test before.

    For tests that neither start it nor change it, one at a time.
    """
    app, settings = _app(services.settings.team), services.settings
    app.state.settings, app.state.services = settings, services
    app.state.rates, app.state.patience = Rates(settings.uploads_per_hour, monotonic), Patience()
    return app
