"""Figures and log lines: true, of everything, of nobody; for those only who may see them."""

import json
import logging
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from formcheck import logs
from formcheck.api import create_app
from formcheck.api.errors import ApiError
from formcheck.api.rates import UPLOAD_WINDOW, Rates
from formcheck.api.routes.server import StateCollector
from formcheck.worker.supervisor import Services
from tests.api.conftest import HERE
from tests.api.small_videos import video
from tests.storage.rows import add, done
from tests.support import data_folder


def asking(services: Services, address: str = "127.0.0.1", **changes: object) -> TestClient:
    settings = services.settings.model_copy(update=changes)
    given = Services(settings, services.store, services.files, services.supervisor)
    app = create_app(settings, given)
    app.state.metrics.register(StateCollector(given, lambda: 0))  # as when it starts
    return TestClient(app, base_url=HERE, client=(address, 50000))


def test_what_there_is_is_counted(services: Services) -> None:
    person = services.store.only_person()
    for _ in range(3):
        add(services.store, person)
    done(services.store, person)
    client = asking(services)
    client.get(f"/api/analyses/{'0' * 16}")
    client.get("/no/such/page")
    text = client.get("/metrics").text
    assert 'formcheck_sets{state="queued"} 3.0' in text
    assert 'formcheck_sets{state="done"} 1.0' in text
    route = 'handler="/api/analyses/{set_id}",method="GET",status="404"'
    assert f"formcheck_http_requests_total{{{route}}} 1.0" in text
    assert 'handler="none",method="GET",status="404"' in text
    assert "no/such" not in text
    assert "formcheck_free_bytes" in text
    assert float(text.split("\nformcheck_queue_wait_seconds ")[1].split()[0]) >= 0


@pytest.mark.parametrize(
    ("address", "headers", "token", "status"),
    [
        ("127.0.0.1", {}, None, 200),
        ("::1", {}, None, 200),
        ("192.0.2.7", {}, None, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, None, 404),
        ("127.0.0.1", {}, "secret", 404),
        ("127.0.0.1", {"Authorization": "Bearer wrong"}, "secret", 404),
        ("192.0.2.7", {"Authorization": "Bearer secret"}, "secret", 200),
    ],
)
def test_who_may_see_them(
    services: Services, address: str, headers: dict[str, str], token: str | None, status: int
) -> None:
    client = asking(services, address, metrics_token=token)
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == status
    if status == 404:
        assert answer.json()["error"]["code"] == "not_found"


def test_the_log_tells_no_names(services: Services, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client = asking(services)
    sent = client.post("/api/analyses?name=my+private+name.mp4", content=video()).json()
    client.get(f"/api/analyses/{sent['id']}")
    client.get("/api/analyses?q=private")
    ours = [logs.Json().format(r) for r in caplog.records if r.name.startswith("formcheck")]
    assert len(ours) == 3
    told = json.loads(ours[1])
    assert (told["route"], told["status"], told["method"]) == ("/api/analyses/{set_id}", 200, "GET")
    assert not [line for line in ours if "private" in line or sent["id"] in line]


def test_an_error_is_told_by_kind_and_place_only() -> None:
    try:
        int("something private")
    except ValueError as error:
        record = logging.LogRecord(
            "formcheck", logging.ERROR, __file__, 1, "it failed", (), (ValueError, error, None)
        )
    told = json.loads(logs.Json().format(record))
    assert (told["error"], told["event"], told["level"]) == ("ValueError", "it failed", "error")
    assert any("test_metrics.py" in place for place in told["at"])
    both = json.dumps(told) + logs.Plain().format(record)
    assert "private" not in both
    assert "ValueError" in both


def test_too_many_files_within_an_hour_are_refused(services: Services) -> None:
    client = asking(services, uploads_per_hour=2)
    first = client.post("/api/uploads", json={"name": "a.mp4", "bytes": 10})
    second = client.post("/api/analyses?name=b.mp4", content=video())
    assert (first.status_code, second.status_code) == (201, 201)
    for refused in (
        client.post("/api/uploads", json={"name": "c.mp4", "bytes": 10}),
        client.post("/api/analyses?name=c.mp4", content=video(1)),
    ):
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_often")
        assert 0 < int(refused.headers["Retry-After"]) <= 3600


def test_old_files_do_not_count_and_nobody_pays_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, uploads = time.time(), Rates(2).uploads
    for who in ("a", "a", "b"):
        uploads.count(who)
    with pytest.raises(ApiError):
        uploads.count("a")
    monkeypatch.setattr(time, "time", lambda: begun + UPLOAD_WINDOW + 1)
    uploads.count("a")


def test_a_reader_of_videos_gets_no_passwords(tmp_path: Path) -> None:
    from formcheck.settings import SECRET, Settings

    told = json.loads(
        data_folder.settings(tmp_path, metrics_token="x").model_dump_json(exclude=SECRET)
    )
    assert not SECRET & set(told)
    assert {"database_url", "metrics_token"} <= SECRET <= set(Settings.model_fields)
