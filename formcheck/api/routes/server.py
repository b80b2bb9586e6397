"""How the server is: /healthz, /api/state, and figures for Prometheus at /metrics.

The figures are for this machine alone, or for whoever has the token.
"""

import hmac
import ipaddress
import logging
import shutil
from collections.abc import Callable, Iterator
from typing import Literal

from fastapi import APIRouter, FastAPI, Request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from prometheus_fastapi_instrumentator import Instrumentator
from prometheus_fastapi_instrumentator import metrics as request_metrics
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from formcheck.api.auth import maybe_principal
from formcheck.api.deps import ServicesDep
from formcheck.api.errors import HTTP_ERRORS, error_response
from formcheck.api.routes.sets import sample_path
from formcheck.api.routes.sign_in import Me, me_out
from formcheck.storage import accounts, queue
from formcheck.version import __version__
from formcheck.worker.supervisor import Services

router = APIRouter(tags=["server"])


class Health(BaseModel):
    """The server answers."""

    ok: Literal[True] = True
    version: str = __version__


class Limits(BaseModel):
    """The largest file and the longest video that are taken."""

    max_bytes: int
    max_seconds: float


class Waiting(BaseModel):
    """How many sets wait, and how many are worked on."""

    waiting: int
    running: int


class State(BaseModel):
    """What a page needs to know at the start; free_bytes: how much may still be uploaded;
    sample: whether there is a sample set to add; me: who is signed in, in team mode; set_up:
    nobody has an account yet, so that the first coach is to join by the link that was printed."""

    version: str
    mode: Literal["personal", "team"]
    me: Me | None
    set_up: bool
    limits: Limits
    free_bytes: int
    queue: Waiting
    sample: bool


@router.get("/healthz", summary="Whether the server answers")
async def health() -> Health:
    """Return at once, whatever else goes on."""
    return Health()


@router.get("/api/state", summary="Limits, free space and the queue")
def state(services: ServicesDep, request: Request) -> State:
    """Return the server's limits, free space and queue, and who is signed in."""
    settings = services.settings
    principal = maybe_principal(request)
    free = shutil.disk_usage(settings.data_dir).free - settings.reserve_bytes
    with services.store.reading() as s:
        waiting, running = queue.counts(s)
        set_up = settings.team and not accounts.count_accounts(s)
    return State(
        version=__version__,
        mode="team" if settings.team else "personal",
        me=None if principal is None or principal.role is None else me_out(principal),
        set_up=set_up,
        limits=Limits(max_bytes=settings.max_bytes, max_seconds=settings.max_seconds),
        free_bytes=max(0, free),
        queue=Waiting(waiting=waiting, running=running),
        sample=sample_path() is not None,
    )


# --- figures for Prometheus --------------------------------------------------------------------

log = logging.getLogger("formcheck.requests")

BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0)
"""Upper bounds of the histogram of request durations, seconds."""


def instrument(app: FastAPI) -> CollectorRegistry:
    """Count the requests of an application, by route and never by address; return the registry.

    Every request is also one line of the log.
    """
    registry = CollectorRegistry()
    Gauge("formcheck_info", "The version.", ["version"], registry=registry).labels(__version__)
    instrumentator = Instrumentator(should_group_status_codes=False, registry=registry)
    for measure in (request_metrics.requests, request_metrics.request_size):
        instrumentator.add(measure(registry=registry, metric_namespace="formcheck"))
    latency = request_metrics.latency(
        buckets=BUCKETS,
        should_include_method=False,
        should_include_status=False,
        registry=registry,
        metric_namespace="formcheck",
    )
    instrumentator.add(latency).add(_log_request).instrument(app)
    return registry


def _log_request(info: request_metrics.Info) -> None:
    fields = {
        "method": info.method,
        "route": info.modified_handler,
        "status": int(info.modified_status),
        "ms": round(info.modified_duration * 1000, 1),
    }
    log.info("request", extra={"fields": fields})


class StateCollector(Collector):
    """What the database, the disk and the live sets say at the moment somebody asks."""

    def __init__(self, services: Services, live_sets: Callable[[], int]) -> None:
        self._services, self._live_sets = services, live_sets

    def describe(self) -> list[Metric]:
        """Return nothing: it is not asked for before anybody wants to know."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield the figures of this moment."""
        services = self._services
        with services.store.reading() as s:
            states, waited = queue.states(s), queue.waited(s)
        sets = GaugeMetricFamily("formcheck_sets", "Sets by state.", labels=["state"])
        for state in ("queued", "running", "done", "failed", "cancelled"):
            sets.add_metric([state], states.get(state, 0))
        yield sets
        yield GaugeMetricFamily(
            "formcheck_queue_wait_seconds", "How long the first of the queue has waited.", waited
        )
        free = shutil.disk_usage(services.settings.data_dir).free
        yield GaugeMetricFamily("formcheck_free_bytes", "Room left in the data folder.", free)
        yield GaugeMetricFamily("formcheck_live_sets", "Live sets under way.", self._live_sets())
        jobs = services.supervisor.dispatcher
        if jobs is not None:
            yield GaugeMetricFamily(
                "formcheck_workers",
                "Workers heard of lately, a server that works among them.",
                jobs.workers(),
            )


async def read_metrics(request: Request) -> Response:
    """Return the metrics; 404 for whoever may not see them."""
    services: Services = request.app.state.services
    if not _may_see_metrics(request, services.settings.metrics_token):
        return error_response(404, *HTTP_ERRORS[404])
    text = await run_in_threadpool(generate_latest, request.app.state.metrics)
    return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_see_metrics(request: Request, token: str | None) -> bool:
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    passed_on = {"forwarded", "x-forwarded-for", "x-real-ip", "via"} & set(request.headers.keys())
    if request.client is None or passed_on:  # through a proxy everybody looks local
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
