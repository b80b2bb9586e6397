"""Creates the web application; all it needs is passed in, nothing is global."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from anyio import CapacityLimiter
from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from formcheck.api import errors
from formcheck.api.auth import COOKIE, Challenges, require_sign_in
from formcheck.api.middleware import (
    BodySizeLimitMiddleware,
    CompressionMiddleware,
    HostOriginMiddleware,
    SecurityHeadersMiddleware,
)
from formcheck.api.phone.door import PhoneDoor
from formcheck.api.rates import Rates
from formcheck.api.routes import (
    account,
    comments,
    compare,
    desk,
    exercises,
    limits,
    live,
    media,
    pages,
    people,
    phone,
    plan_templates,
    programme,
    progress,
    restore,
    review,
    review_queue,
    server,
    sets,
    share_links,
    sign_in,
    timeline,
    uploads,
    webhooks,
)
from formcheck.api.routes.server import StateCollector, instrument, read_metrics
from formcheck.api.translation import TranslationMiddleware
from formcheck.settings import Settings
from formcheck.version import __version__
from formcheck.worker.supervisor import Services, open_services

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig

ABOUT = "Check exercise form from video: sets, reports and files. Not a medical device."

NO_TELEMETRY: "TelemetryConfig" = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "auto_configure": False,
}
"""FastAPI's telemetry stays off, whatever the environment says."""


def create_app(settings: Settings, services: Services | None = None) -> FastAPI:
    """Return the web application.

    Args:
        settings: limits, and where data is stored.
        services: database, file store and supervisor; opened at the start if not given.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if app.state.services is None:
            app.state.services = await run_in_threadpool(open_services, settings)
        given: Services = app.state.services
        app.state.metrics.register(StateCollector(given, lambda: live.under_way(app)))
        await run_in_threadpool(given.start)
        try:
            yield
        finally:
            await app.state.phone_door.close()
            await run_in_threadpool(given.stop)

    app = FastAPI(
        title="formcheck",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        telemetry=NO_TELEMETRY,
        dependencies=[Depends(require_sign_in)],
    )
    app.state.settings, app.state.services = settings, services
    locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
    app.state.upload_locks = locks
    app.state.restoring = asyncio.Lock()
    app.state.rendering_locks = WeakValueDictionary()
    app.state.intake_slots = CapacityLimiter(max(2, settings.workers))
    app.state.challenges = Challenges()
    app.state.phone_door = PhoneDoor(settings)
    app.state.rates = Rates(settings.uploads_per_hour)
    errors.install(app)
    parts = (
        sets,
        review,
        comments,
        review_queue,
        desk,
        media,
        uploads,
        exercises,
        programme,
        plan_templates,
        timeline,
        progress,
        compare,
        limits,
        account,
        sign_in,
        restore,
        people,
        share_links,
        webhooks,
        live,
        phone,
        server,
    )
    for part in parts:
        app.include_router(part.router)
    app.add_route("/metrics", read_metrics, include_in_schema=False)
    pages.install(app, settings.models_dir)
    app.add_middleware(TranslationMiddleware)
    app.add_middleware(CompressionMiddleware)
    app.add_middleware(BodySizeLimitMiddleware)
    names = [n.strip() for n in settings.names.split(",") if n.strip()]
    app.add_middleware(
        HostOriginMiddleware,
        host=settings.host,
        names=names,
        cookie=COOKIE,
        https=settings.secure_cookies,
    )
    app.add_middleware(SecurityHeadersMiddleware)
    app.state.metrics = instrument(app)
    return app
