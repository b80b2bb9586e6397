"""Sets for the browser tests: sample videos, and answers of the API made up for rare states."""

import json
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page, Route

from tests.web.browser import Server, until

SAMPLES = Path(__file__).parents[2] / "sample_videos"
BRIDGE = SAMPLES / "glute_bridge__hyperextension18__side__ben_L.mp4"
WALK = SAMPLES / "lateral_band_walk__pelvic_drop10__front__dora_L.mp4"
Json = dict[str, Any]
FREE = b"\0\0\0\x08free"
"""An empty box at the end of an MP4: the same video, another file, so a set of our own."""


def ask(server: Server, path: str, body: bytes | None = None, method: str | None = None) -> Json:
    """Return the JSON answer of the API."""
    headers = {"Content-Type": "application/octet-stream"} if body is not None else {}
    request = urllib.request.Request(f"{server.url}/api{path}", body, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        told: Json = json.loads(answer.read() or b"{}")
        return told


def upload(server: Server, video: Path, name: str, more: bytes = b"") -> str:
    """Upload a video as a program would, with `more` at its end, and return its set's id."""
    told = ask(server, f"/analyses?{urlencode({'name': name})}", video.read_bytes() + more)
    return str(told["id"])


def finished(server: Server, *ids: str, seconds: float = 240) -> list[Json]:
    """Wait until the sets are done, and return them."""

    def done() -> list[Json] | None:
        found = [ask(server, f"/analyses/{one}") for one in ids]
        assert not [f["error"] for f in found if f["state"] == "failed"]
        return found if all(f["state"] == "done" for f in found) else None

    return until(done, "the analyses", seconds, every=0.5)


def made_up(number: int, **change: object) -> Json:
    """Return an Analysis as the API tells it, a finished one unless changed."""
    return {
        "id": f"made-up-{number}",
        "title": f"clip {number}",
        "origin": "upload",
        "state": "done",
        "created": f"2026-11-20T10:{number:02}:00.000Z",
        "requested": None,
        "model": "heavy",
        "exercise": {"id": "glute_bridge", "title": "Glute bridge"},
        "good": 10,
        "total": 10,
        "fault": None,
        "seconds": 42.0,
        "width": 960,
        "height": 540,
        "stage": None,
        "progress": None,
        "left": None,
        "error": None,
        "tries": 1,
        "thumbnail": None,
        "has_video": True,
        "report_ready": True,
    } | change


def pending(number: int, state: str, **change: object) -> Json:
    """Return an Analysis that is under way or went wrong."""
    empty = {"good": None, "total": None, "exercise": None, "report_ready": False}
    return made_up(number, state=state, **(empty | change))


def pretend(page: Page, sets: Sequence[Json]) -> list[str]:
    """Let the page's lists be these sets; return the queries it asks, as they come."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        query = urlsplit(route.request.url).query
        asked.append(query)
        wanted = [s for s in sets if f"state={s['state']}" in query or "state=" not in query]
        told = {"analyses": wanted, "total": len(wanted), "exercises": [], "faults": []}
        route.fulfill(json=told)

    page.route("**/api/analyses?*", answer)
    return asked
