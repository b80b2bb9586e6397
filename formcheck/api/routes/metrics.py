"""Figures for Prometheus at /metrics: for this machine alone, or for whoever has the token."""

import hmac
import ipaddress
import logging
import shutil
from collections.abc import Callable, Iterator

from fastapi import FastAPI
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from prometheus_fastapi_instrumentator import Instrumentator
from prometheus_fastapi_instrumentator import metrics as request_metrics
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from formcheck.api.errors import error_response, not_found
from formcheck.storage import queue
from formcheck.version import __version__
from formcheck.worker.services import Services

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
    log.info("request", extra={"told": fields})


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
    text = await run_in_threadpool(generate_latest, request.app.state.metrics)
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
