"""The whole application: one shape of failure, complete OpenAPI, headers on everything."""

import errno
import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from formcheck.api import create_app
from formcheck.api.middleware import HEADERS
from formcheck.api.routes.pages import web_folder
from formcheck.exercises import catalogue
from formcheck.storage import OperationalError
from formcheck.version import __version__
from tests.api.conftest import HERE
from tests.support import data_folder


def test_it_is_well(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"ok": True, "version": __version__}


def test_it_says_how_it_is(client: TestClient) -> None:
    told = client.get("/api/state").json()
    assert told["mode"] == "personal"
    assert told["limits"] == {"max_bytes": 2 * 1024**3, "max_seconds": 1200.0}
    assert told["free_bytes"] > 0


def test_every_exercise_is_told_with_drawings_that_are_there(client: TestClient) -> None:
    told = client.get("/api/exercises").json()["exercises"]
    assert {e["id"] for e in told} == set(catalogue())
    assert [e["id"] for e in told][:3] == ["glute_bridge", "single_leg_glute_bridge", "clamshell"]
    for e in told:
        assert e["steps"]
        assert {"id", "title", "message", "limit_text"} <= set(e["cues"][0])
        for place in e["places"]:
            assert client.get(place["drawing"]).headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("PUT", "/api/analyses", 405, "method_not_allowed"),
        ("GET", "/api/analyses?limit=many", 422, "invalid"),
        ("POST", "/api/uploads", 422, "invalid"),
        ("GET", "/api/uploads/none", 404, "not_found"),
        ("GET", "/api/analyses/none/video", 404, "not_found"),
        ("GET", "/js/none.js", 404, "not_found"),
    ],
)
def test_whatever_goes_wrong_has_one_shape(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]["code"] == code
    assert len(answer.json()["error"]["message"]) > 10


def test_our_own_fault_has_that_shape_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("formcheck.storage.set_lists.page", broken)
    calm = TestClient(client.app, base_url=HERE, raise_server_exceptions=False)
    answer = calm.get("/api/analyses")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "unexpected")
    assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/", "/docs", "/api/state", "/nothing", "/vendor/lit-3.3.3.js"])
def test_everything_stays_on_our_origin(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    for name, value in HEADERS.items():
        assert headers[name] == value


def test_only_what_has_its_version_in_its_name_is_kept_for_ever(client: TestClient) -> None:
    assert "immutable" in client.get("/vendor/lit-3.3.3.js").headers["cache-control"]
    assert client.get("/vendor/none.js").headers["cache-control"] == "no-cache"
    assert client.get("/css/base.css").headers["cache-control"] == "no-cache"


def test_the_drawings_of_the_exercises_are_sent_once(client: TestClient) -> None:
    answer = client.get("/img/figures.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    again = client.get("/img/figures.svg", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_icons_of_the_installed_app_are_as_large_as_they_say(client: TestClient) -> None:
    drawn = [
        icon
        for icon in client.get("/manifest.webmanifest").json()["icons"]
        if icon["type"] == "image/png"
    ]
    assert {icon["purpose"] for icon in drawn} == {"any", "maskable"}
    for icon in drawn:
        picture = client.get(icon["src"]).content
        assert picture.startswith(b"\x89PNG")
        wide, high = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
        assert f"{wide}x{high}" == icon["sizes"]


def test_every_page_is_there(client: TestClient) -> None:
    for path in ("/", "/record", "/library", "/exercises", "/review/0123", "/docs"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith("text/html"), path


def test_openapi_is_complete(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    for path, routes in api["paths"].items():
        for method, route in routes.items():
            assert route["summary"], path
            assert route["tags"], path
            good = next(v for k, v in route["responses"].items() if k.startswith("2"))
            content = (
                "/files/{name}",
                "/video",
                "/frames",
                "/poses",
                "/curves",
                "/export",
                "/sets.csv",
                "/voice",
            )
            free = path.endswith(content)
            if not free and method != "delete" and "204" not in route["responses"]:
                assert good["content"]["application/json"]["schema"], path
    assert "requestBody" in api["paths"]["/api/uploads/{upload_id}"]["patch"]


def test_the_docs_ask_nobody_else() -> None:
    for name in ("js/pages/docs/page.js", "js/words/docs.js", "css/docs.css"):
        text = (web_folder() / name).read_text("utf-8")
        assert "http:" not in text.replace("http://localhost", "")
        assert "https:" not in text


def test_it_opens_and_closes_its_own_services(tmp_path: Path) -> None:
    app = create_app(data_folder.settings(tmp_path / "new"))
    with TestClient(app, base_url=HERE) as client:
        assert client.get("/api/analyses").json()["total"] == 0
    assert (tmp_path / "new" / "formcheck.db").is_file()


def sqlite_failure(code: int) -> OperationalError:
    error = sqlite3.OperationalError("said in some language")
    error.sqlite_errorcode = code
    return OperationalError("", {}, error)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507, "disk_full"),
        (PermissionError(errno.EACCES, "Permission denied"), 503, "cannot_write"),
        (OSError(errno.EROFS, "Read-only file system"), 503, "cannot_write"),
        (sqlite_failure(sqlite3.SQLITE_BUSY), 503, "busy"),
        (sqlite_failure(sqlite3.SQLITE_IOERR), 503, "cannot_write"),
        (sqlite_failure(sqlite3.SQLITE_ERROR), 500, "unexpected"),
        (OSError(errno.EBADF, "Bad file descriptor"), 500, "unexpected"),
    ],
)
def test_trouble_with_the_machine_is_told_as_such(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("formcheck.storage.set_lists.page", broken)
    calm = TestClient(client.app, base_url=HERE, raise_server_exceptions=False)
    answer = calm.get("/api/analyses")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert ("retry-after" in answer.headers) == (code == "busy")
