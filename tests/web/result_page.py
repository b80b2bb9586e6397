"""A sample set that was judged, and its result page."""

from pathlib import Path

from playwright.sync_api import Page, expect
from pydantic import TypeAdapter

from formcheck.analysis.report import Report
from tests.web.browser import Server
from tests.web.made_up_sets import BRIDGE, FREE, ask, finished, upload


class Set:
    """The sample set on the server, and what the API says of it."""

    def __init__(self, server: Server, ident: str) -> None:
        self.id = ident
        self.url = f"{server.url}/review/{ident}"
        self.api = f"{server.url}/api/analyses/{ident}"
        self.told = ask(server, f"/analyses/{ident}")
        self.report: Report = TypeAdapter(Report).validate_python(self.told["report"])
        self.start: float = self.told["video"]["start"]
        self.frames: list[float] = ask(server, f"/analyses/{ident}/frames")["times"]
        self.poses = ask(server, f"/analyses/{ident}/poses")

    @property
    def moment(self) -> float:
        assert self.report.primary_fault is not None
        return self.report.primary_fault.time

    def frame(self, time: float) -> float:
        """Return the time of the frame nearest to a time."""
        return min(self.frames, key=lambda t: abs(t - time))


def judged(server: Server, folder: Path | None = None, video: Path = BRIDGE) -> Set:
    """Return the bridge on the server; judged once, whoever asks, or before: see judged_sets.py."""
    ident = upload(server, video, "my bridge.mp4", FREE)
    finished(server, ident)
    return Set(server, ident)


def open_(page: Page, of: Set) -> None:
    """Open the result and wait until the video shows the moment."""
    page.goto(of.url)
    shows(page, of.frame(of.moment))


def shows(page: Page, time: float) -> None:
    """Wait until the frame on screen is the one that begins at `time`."""
    page.wait_for_function(
        "t => Math.abs((document.querySelector('fc-player')?.transport?.time ?? -9) - t) < 0.002",
        arg=time,
    )


def now(page: Page) -> float:
    """Return the time of the frame on screen, on the source's clock."""
    return float(page.evaluate("document.querySelector('fc-player').transport.time"))


def page_time(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def open_cards(page: Page) -> None:
    """Open every fold, and in them every card."""
    page.locator(".fold").evaluate_all("all => all.forEach((fold) => { fold.open = true })")
    closed = page.locator(".card.rep:not([open]) > summary")
    for left in range(closed.count(), 0, -1):
        closed.first.click()
        expect(closed).to_have_count(left - 1)
