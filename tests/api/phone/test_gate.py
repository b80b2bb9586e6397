"""At the phone's address only pairing can be reached, and once paired only recording."""

import re

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from formcheck.api import create_app
from formcheck.api.phone.gate import COOKIE, PhoneGate
from formcheck.api.phone.pairing import PhonePairing
from formcheck.api.routes.pages import web_folder
from formcheck.settings import Settings
from formcheck.worker.supervisor import Services
from tests.api.shared_app import app_for
from tests.storage.rows import done

PHONE = "https://192.168.1.5:8766"
LIVE = "wss://192.168.1.5:8766/api/live"
OTHER = [
    ("GET", "/api/analyses"),
    ("GET", "/api/programme"),
    ("GET", "/api/exercises/../analyses"),
    ("GET", "/js/../api/analyses"),
    ("GET", "/js/%2e%2e/api/analyses"),
    ("GET", "/api/account/export"),
    ("GET", "/api/phone"),
    ("POST", "/api/phone"),
    ("DELETE", "/api/phone"),
    ("POST", "/api/analyses"),
    ("DELETE", "/api/analyses/1"),
    ("PUT", "/api/limits"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("GET", "/healthz"),
    ("GET", "/library"),
    ("GET", "/review/1"),
    ("GET", "/"),
]


@pytest.fixture
def pairing() -> PhonePairing:
    return PhonePairing()


@pytest.fixture
def phone(services: Services, pairing: PhonePairing) -> TestClient:
    gate = PhoneGate(app_for(services), pairing, PHONE, "http://localhost:8765", web_folder())
    return TestClient(gate, base_url=PHONE, follow_redirects=False)


def pair(phone: TestClient, code: str) -> int:
    answer = phone.post("/pair", data={"code": code}, headers={"Origin": PHONE})
    return answer.status_code


@pytest.fixture
def paired(phone: TestClient, pairing: PhonePairing) -> TestClient:
    assert pair(phone, pairing.new_code(3600)) == 303
    return phone


def test_the_page_of_a_scanned_code_has_it_filled_in(phone: TestClient) -> None:
    answer = phone.get("/pair/ABCD2345")
    assert answer.status_code == 200
    assert 'value="ABCD2345"' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert 'value=""' in phone.get("/pair/%22%3E%3Cscript%3E").text


def test_opening_the_address_pairs_nobody(phone: TestClient, pairing: PhonePairing) -> None:
    code = pairing.new_code(3600)
    phone.get(f"/pair/{code}")
    assert pairing.state == "waiting"


def test_an_unpaired_phone_gets_the_pairing_page_and_nothing_else(phone: TestClient) -> None:
    for method, path in [*OTHER, ("GET", "/record"), ("GET", "/js/lib/scale.js")]:
        answer = phone.request(method, path, headers={"Origin": PHONE})
        if answer.status_code != 200:
            assert answer.status_code == 401, path
            assert answer.json()["error"]["code"] == "not_paired"
        else:
            assert "<h1>Use this phone as the camera</h1>" in answer.text
            assert not path.startswith("/api/")


def test_a_paired_phone_reaches_only_recording(paired: TestClient) -> None:
    for method, path in OTHER:
        answer = paired.request(method, path, headers={"Origin": PHONE})
        if answer.status_code == 303:
            assert answer.headers["location"] == "/record"
        else:
            assert answer.status_code == 403, path
            assert answer.json()["error"]["code"] == "phone_records_only"


def test_of_every_route_a_phone_reaches_only_those_of_recording(
    phone: TestClient, pairing: PhonePairing
) -> None:
    """Also of routes that are added later."""
    schema = create_app(Settings()).openapi()
    routes = [(m.upper(), p) for p, methods in schema["paths"].items() for m in methods]
    assert len(routes) > 80

    def reached() -> set[str]:
        out = set()
        for method, path in routes:
            real = re.sub(r"\{[^}]*\}", "none", path)
            answer = phone.request(method, real, headers={"Origin": PHONE}, json={})
            gate = answer.status_code == 303 or "Use this phone as the camera" in answer.text
            closed = {"not_paired", "phone_records_only"}
            if not gate and answer.json().get("error", {}).get("code") not in closed:
                out.add(f"{method} {path}")
        return out

    assert reached() == set()
    assert pair(phone, pairing.new_code(3600)) == 303
    assert reached() == {
        "GET /api/state",
        "GET /api/exercises",
        "POST /api/uploads",
        "GET /api/uploads/{upload_id}",
        "PATCH /api/uploads/{upload_id}",
        "DELETE /api/uploads/{upload_id}",
        "POST /api/uploads/{upload_id}/end",
        "PATCH /api/analyses/{set_id}/load",
    }


def test_a_paired_phone_notes_the_load_of_its_set_and_reads_nothing_of_it(
    paired: TestClient, services: Services, person: str
) -> None:
    row = done(services.store, person)
    noted = {"load_kg": 20.0, "band": None, "effort": 7}
    path, headers = f"/api/analyses/{row.id}", {"Origin": PHONE}
    assert paired.patch(f"{path}/load", json=noted, headers=headers).json() == noted
    kept = paired.patch(f"{path}/load", json={"effort": 8}, headers=headers).json()
    assert kept == {**noted, "effort": 8}
    assert paired.get(path).status_code == 403
    assert paired.patch(path, json=noted, headers=headers).status_code == 403
    assert paired.patch("/api/analyses/none/load", json=noted, headers=headers).status_code == 404


def test_a_paired_phone_has_all_that_recording_needs(paired: TestClient) -> None:
    page = paired.get("/record")
    assert 'data-device="phone"' in page.text
    assert "bare" in page.text
    bundles = re.findall(r'"(/bundles/[^"]+)"', page.text)
    assert len(bundles) == 2
    for path in (
        *bundles,
        "/js/pose/worker.js",
        "/vendor/lit-3.3.3.js",
        "/api/state",
        "/api/exercises",
    ):
        assert paired.get(path).status_code == 200, path
    upload = paired.post(
        "/api/uploads", json={"name": "a.webm", "bytes": 10}, headers={"Origin": PHONE}
    )
    assert upload.status_code == 201, upload.text
    assert paired.get(f"/api/uploads/{upload.json()['id']}").status_code == 200
    with paired.websocket_connect(LIVE, headers={"Origin": PHONE}) as live:
        live.send_json({"exercise": "glute_bridge", "model": "lite"})
        assert live.receive_json()["phase"] == "setup"


def test_a_live_set_needs_the_pairing(phone: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        phone.websocket_connect(LIVE, headers={"Origin": PHONE}),
    ):
        pass
    assert closed.value.reason == "not_paired"


def test_once_ended_the_phone_is_out(paired: TestClient, pairing: PhonePairing) -> None:
    pairing.end()
    assert paired.get("/api/exercises").status_code == 401
    assert "<h1>Use this phone as the camera</h1>" in paired.get("/record").text


def test_another_host_or_origin_is_refused(paired: TestClient) -> None:
    for headers in (
        {"Host": "localhost:8765", "Origin": PHONE},
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://192.168.1.5:8766"},
        {"Origin": "null"},
    ):
        answer = paired.get("/api/exercises", headers=headers)
        assert answer.status_code == 403, headers
        assert answer.json()["error"]["code"] == "other_origin"


def test_a_change_must_say_where_it_is_from(phone: TestClient, pairing: PhonePairing) -> None:
    code = pairing.new_code(3600)
    assert phone.post("/pair", data={"code": code}).status_code == 403
    assert pairing.state == "waiting"


def test_a_wrong_code_is_answered_with_what_to_do(phone: TestClient, pairing: PhonePairing) -> None:
    pairing.new_code(3600)
    answer = phone.post("/pair", data={"code": "WRONG"}, headers={"Origin": PHONE})
    assert answer.status_code == 403
    assert "Show a new one on the computer" in answer.text
    assert COOKIE not in answer.headers.get("set-cookie", "")
