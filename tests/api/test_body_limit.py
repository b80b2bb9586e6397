"""What is too large is refused before it is read, in the one shape."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from formcheck.api.middleware import LARGEST_BODY

JSON = {"Content-Type": "application/json"}
LOG = '{"day": "2026-11-02", "exercise": "squat", "reps": 8, "note": "%s"}'


def pieces(size: int) -> Iterator[bytes]:
    """A body that does not say how long it is."""
    while size > 0:
        yield b" " * min(size, 64 * 1024)
        size -= 64 * 1024


def test_a_large_request_is_refused(client: TestClient) -> None:
    answer = client.post("/api/entries", content=LOG % ("x" * LARGEST_BODY), headers=JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize(("size", "status"), [(LARGEST_BODY + 100_000, 413), (1000, 201)])
def test_one_that_does_not_say_how_long_it_is_too(
    client: TestClient, size: int, status: int
) -> None:
    def body() -> Iterator[bytes]:
        yield (LOG % "easy").encode()
        yield from pieces(size)

    assert client.post("/api/entries", content=body(), headers=JSON).status_code == status


def test_files_may_be_larger(client: TestClient) -> None:
    large = b"x" * (LARGEST_BODY + 1)
    answer = client.post("/api/analyses", content=large)
    assert answer.json()["error"]["code"] == "not_a_video"
    upload = client.post("/api/uploads", json={"name": "a.mp4", "bytes": len(large) + 1}).json()
    path = f"/api/uploads/{upload['id']}"
    assert client.patch(path, params={"offset": 0}, content=large).json()["offset"] == len(large)
