"""The application: everything it needs is handed to it, nothing is global."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from anyio import CapacityLimiter
from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from formcheck.server import (
    account,
    analyses,
    comments,
    compare,
    consents,
    desk,
    failures,
    guide,
    invitations,
    joining,
    limits,
    live,
    me,
    media,
    pages,
    passkeys,
    programme,
    progress,
    review,
    sample,
    signing,
    state,
    tokens,
    uploads,
)
from formcheck.server.asking import COOKIE, known_to_ask
from formcheck.server.bodies import Bounded
from formcheck.server.guard import Guard
from formcheck.server.headers import Compressed, Protected
from formcheck.server.metrics import Figures, metrics
from formcheck.server.observing import Observed
from formcheck.server.patience import Patience
from formcheck.server.rates import Rates
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
        app.state.figures.watch(given)
        await run_in_threadpool(given.start)
        try:
            yield
        finally:
            await run_in_threadpool(given.stop)

    app = FastAPI(
        title="formcheck", version=__version__, description=ABOUT, docs_url=None, redoc_url=None,
        lifespan=lifespan, telemetry=NOTHING_TOLD, dependencies=[Depends(known_to_ask)],
    )  # fmt: skip
    app.state.settings, app.state.services = settings, services
    locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
    app.state.upload_locks, app.state.patience = locks, Patience()
    app.state.looks = CapacityLimiter(max(2, settings.workers))
    app.state.rates, app.state.figures = Rates(settings.uploads_per_hour, monotonic), Figures()
    failures.install(app)
    parts = (
        analyses, review, comments, desk, media, uploads, sample, guide, programme, progress,
        compare, limits, account, me, signing, passkeys, joining, invitations, consents,
        tokens, live, state,
    )  # fmt: skip
    for part in parts:
        app.include_router(part.router)
    app.include_router(comments.news)
    app.add_route("/metrics", metrics, include_in_schema=False)
    pages.install(app, settings.models_dir)
    app.add_middleware(Compressed)
    app.add_middleware(Bounded)
    names = [n.strip() for n in settings.names.split(",") if n.strip()]
    app.add_middleware(Guard, host=settings.host, names=names, cookie=COOKIE)
    app.add_middleware(Protected)
    app.add_middleware(Observed, figures=app.state.figures)
    return app
