"""Setting up and recording a set in the browser, for the tests of it."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from formcheck.analysis.pose import PoseFrame
from tests.support.body import Motion, Posture
from tests.support.filming import camera, film, joined
from tests.support.motions import glute_bridge, still
from tests.web.browser import Server
from tests.web.stick_figure import play

Json = dict[str, Any]
SIDE = camera("side")
AROUND = camera("side", azimuth=140, height=0.8)
"""A place from which a bridge is not seen as it must be."""

GO = "Set up the camera"
SET = '.frame[data-step="set"]'

LOSE = """() => {
  const [track] = document.querySelector("video").srcObject.getTracks();
  track.stop();
  track.dispatchEvent(new Event("ended"));
  return true;
}"""
"""The camera is pulled out."""


@cache
def bridges() -> list[PoseFrame]:
    """The start held for six seconds, then three bridges, the last one too high."""
    moves = glute_bridge(3, lift=1.0, hold=2.0, lower=1.0, rest=1.0, top=(176, 176, 206))
    return filmed("supine", moves)


def filmed(posture: Posture, moves: Motion) -> list[PoseFrame]:
    """The start held for six seconds, then the moves, then the start again, ten poses a second."""
    parts = (still(posture, 6.0), moves, still(posture))
    return joined(*(film(part, SIDE, 10.0) for part in parts), pause=0.1)


def opened(page: Page, server: Server, exercise: str = "glute_bridge") -> Page:
    page.goto(f"{server.url}/record?exercise={exercise}")
    expect(page.get_by_role("heading", name="Record a set")).to_be_visible()
    return page


def began(page: Page, server: Server, frames: list[PoseFrame] | None = None) -> Page:
    """Begin to set up, with a stick figure in front of the camera."""
    play(page, frames if frames is not None else bridges())
    opened(page, server).get_by_role("button", name=GO).click()
    return page


def film_only(page: Page) -> None:
    """Have the next set only filmed, as a tick in the settings does.

    Whoever is seen in the start position begins the set, perhaps before a test can tick it.
    """
    page.evaluate("document.querySelector('fc-record').film = true")


def trouble(page: Page, kind: str) -> Locator:
    return page.locator(f'[data-trouble="{kind}"]')


def get(page: Page, server: Server, path: str) -> Json:
    told: Json = page.request.get(f"{server.url}/api{path}").json()
    return told


def report_of(page: Page, server: Server) -> Json:
    link = page.get_by_role("link", name="See full result")
    expect(link).to_be_visible()
    path = link.get_attribute("href") or ""
    return get(page, server, f"/analyses/{path.rpartition('/')[2]}")


def kept(page: Page, server: Server) -> set[str]:
    """Return the ids of the newest sets that have a video.

    A set that an earlier test left is kept without one, whenever its connection is given up.
    """
    return {s["id"] for s in get(page, server, "/analyses")["analyses"] if s["has_video"]}


def arriving(server: Server) -> list[Path]:
    """Return what has arrived of recordings."""
    return sorted((server.data / "incoming").glob("*"))
