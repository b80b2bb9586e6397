"""Figures for Prometheus at /metrics: for this machine alone, or for whoever has the token."""

import hmac
import ipaddress
import shutil
import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from formcheck.api.errors import error_response, not_found
from formcheck.storage import queue
from formcheck.version import __version__
from formcheck.worker.services import Services

BOUNDS = (0.005, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0)
"""Seconds by which requests are sorted."""


class Figures:
    """The figures of one application; routes are told by their pattern, never by address."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        info = Gauge("formcheck_info", "The version.", ["version"], registry=self.registry)
        info.labels(__version__).set(1)
        self.requests = Counter(
            "formcheck_requests",
            "Requests answered.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "formcheck_request_seconds",
            "Time until an answer was complete.",
            ["route"],
            buckets=BOUNDS,
            registry=self.registry,
        )
        self.received = Counter(
            "formcheck_received_bytes", "Bytes of requests received.", registry=self.registry
        )
        self.under_way = Gauge(
            "formcheck_under_way",
            "Requests and live sessions under way.",
            ["kind"],
            registry=self.registry,
        )

    def watch(self, services: Services) -> None:
        """Add what is read from the database when somebody asks."""
        self.registry.register(_Kept(services))


class _Kept(Collector):
    """What the database and the disk say."""

    def __init__(self, services: Services) -> None:
        self._services = services

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
        tickets = services.supervisor.tickets
        if tickets is not None:
            yield GaugeMetricFamily(
                "formcheck_workers",
                "Workers elsewhere that were heard of lately.",
                tickets.workers(),
            )


async def metrics(request: Request) -> Response:
    """Return all figures; as if there were nothing, to whoever may not see them."""
    services: Services = request.app.state.services
    if not _may_see(request, services.settings.metrics_token):
        gone = not_found()
        return error_response(gone.status, gone.code, gone.message)
    text = await run_in_threadpool(generate_latest, request.app.state.figures.registry)
    return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_see(request: Request, token: str | None) -> bool:
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


def seconds() -> float:
    """Return a clock that never goes back."""
    return time.perf_counter()
