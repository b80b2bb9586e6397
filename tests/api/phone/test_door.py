"""The phone's address over real TLS: opened when asked for, closed with the pairing."""

import hashlib
import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from formcheck.api import create_app
from formcheck.api.phone.door import PhoneDoor
from tests.api.team import Member
from tests.support import data_folder
from tests.web.browser import until

HERE = "http://localhost"


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    """The computer's page; the phone's address is another one of this machine."""
    services = data_folder.services(tmp_path / "data", phone_address="127.0.0.1")
    return TestClient(create_app(services.settings, services), base_url=HERE)


def refused(address: str) -> bool:
    """Whether nothing listens there."""
    at = urlsplit(address)
    with socket.socket() as tried:
        return tried.connect_ex((at.hostname, at.port)) != 0


def test_nothing_listens_before_it_is_asked_for_and_after_it_was_ended(page: TestClient) -> None:
    with page:
        assert page.get("/api/phone").json()["state"] == "off"
        shown = page.post("/api/phone", json={}).json()
        assert shown["state"] == "waiting"
        assert shown["address"].endswith(f"/pair/{shown['code']}")
        assert shown["qr"].startswith("data:image/svg+xml")
        at = urlsplit(shown["address"])
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection((at.hostname, at.port)) as plain,
            context.wrap_socket(plain) as phone,
        ):
            seen = phone.getpeercert(binary_form=True)
            assert seen is not None
            digits = hashlib.sha256(seen).hexdigest().upper()
            assert digits == shown["fingerprint"].replace(":", "")
            phone.sendall(
                f"GET /pair/ HTTP/1.1\r\nHost: {at.netloc}\r\nConnection: close\r\n\r\n".encode()
            )
            answer = b""
            while part := phone.recv(65536):
                answer += part
        assert answer.startswith(b"HTTP/1.1 200")
        assert b"Use this phone as the camera" in answer
        assert page.request("DELETE", "/api/phone").json()["state"] == "off"
        assert refused(shown["address"])
        again = page.post("/api/phone", json={}).json()
    assert refused(again["address"])  # the server stopped, and its phone's address with it


def test_the_address_closes_when_nobody_came_in_time(page: TestClient) -> None:
    with page:
        shown = page.post("/api/phone", json={}).json()
        door: PhoneDoor = page.app.state.phone_door  # type: ignore[attr-defined]
        door.pairing.end()  # as after two minutes
        until(lambda: refused(shown["address"]), "the address to close")
        assert page.post("/api/phone", json={}).json()["state"] == "waiting"


def test_a_team_signs_in_on_its_phones(coach: Member) -> None:
    answer = coach.ask("POST", "/api/phone", json={})
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "team"
