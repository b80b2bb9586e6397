"""The application: everything it needs is handed to it, nothing is global."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from formcheck.server import (
    analyses,
    compare,
    failures,
    guide,
    limits,
    live,
    me,
    media,
    pages,
    programme,
    progress,
    sample,
    state,
    uploads,
)
from formcheck.server.bodies import Bounded
from formcheck.server.guard import Guard
from formcheck.server.headers import Compressed, Protected
from formcheck.server.services import Services, open_services
from formcheck.settings import Settings
from formcheck.version import __version__

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig

ABOUT = "Check exercise form from video: sets, reports and files. Not a medical device."

NOTHING_TOLD: "TelemetryConfig" = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "auto_configure": False,
}
"""Nothing is measured for, or sent to, anybody, whatever the environment says."""


def create_app(settings: Settings, services: Services | None = None) -> FastAPI:
    """Return the web application.

    Args:
        settings: limits, and where everything is kept.
        services: what to work with; opened when the application starts where not given.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if app.state.services is None:
            app.state.services = await run_in_threadpool(open_services, settings)
        given: Services = app.state.services
        await run_in_threadpool(given.start)
        try:
            yield
        finally:
            await run_in_threadpool(given.stop)

    app = FastAPI(
        title="formcheck", version=__version__, description=ABOUT, docs_url=None, redoc_url=None,
        lifespan=lifespan, telemetry=NOTHING_TOLD,
    )  # fmt: skip
    app.state.settings, app.state.services = settings, services
    locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
    app.state.upload_locks = locks
    failures.install(app)
    parts = (
        analyses, media, uploads, sample, guide, programme, progress, compare, limits, me, live,
        state,
    )  # fmt: skip
    for part in parts:
        app.include_router(part.router)
    pages.install(app, settings.models_dir)
    app.add_middleware(Compressed)
    app.add_middleware(Bounded)
    app.add_middleware(Guard, host=settings.host)
    app.add_middleware(Protected)
    return app
