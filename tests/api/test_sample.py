"""A set to try formcheck with."""

import pytest
from fastapi.testclient import TestClient

from formcheck.api.routes import server, sets


def test_the_sample_is_added_and_says_that_it_is_one(client: TestClient) -> None:
    assert client.get("/api/state").json()["sample"] is True
    added = client.post("/api/sample")
    assert added.status_code == 201
    told = added.json()
    assert (told["state"], told["title"]) == ("queued", "Sample: glute bridge")
    assert (told["origin"], told["has_video"]) == ("sample", True)
    again = client.post("/api/sample")
    assert (again.status_code, again.json()["id"]) == (200, told["id"])


def test_an_installed_formcheck_has_none(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sets, server):
        monkeypatch.setattr(module, "sample_path", lambda: None)
    assert client.get("/api/state").json()["sample"] is False
    assert client.post("/api/sample").status_code == 404
