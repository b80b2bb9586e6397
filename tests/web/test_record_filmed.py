"""A slow device films the set, and its recording is checked afterwards."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, Page, Route, expect

from formcheck.analysis.report.json_format import to_json
from formcheck.estimation.pipeline import analyse
from formcheck.model_size import ModelSize
from tests.support.sample_sets import BRIDGE
from tests.web import webcam
from tests.web.browser import Server, until
from tests.web.conftest import NewPage
from tests.web.recording import GO, Json, get, opened
from tests.web.short_videos import short

THROTTLED = 6
"""How many times slower the processor seems to the page."""

SIZE = (640, 360)
RESTING = """(resting) => {
  const video = document.querySelector("video");
  if (!video?.videoWidth) return false;
  const canvas = new OffscreenCanvas(8, 8);
  const g = canvas.getContext("2d");
  g.drawImage(video, 0, 0, 8, 8, 0, 0, 8, 8);
  const [red, green] = g.getImageData(4, 4, 1, 1).data;
  return (red > green + 100) === resting;
}"""
"""Whether the corner of the picture is red, as between two sets."""


def sets_over_and_over(path: Path, video: bytes) -> Path:
    """Write a set as a webcam shows it, again and again; between two its corner is red.

    However slow the machine is, the page can see where the camera is in it.
    """
    shown = webcam.webcam(path, video, before=0.0, after=0.0, size=SIZE).read_bytes()
    jpegs = [b"\xff\xd8" + part for part in shown.split(b"\xff\xd8")[1:]]

    def resting(jpeg: bytes) -> bytes:
        image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
        assert image is not None
        image[:16, :16] = (0, 0, 255)
        return bytes(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())

    rest = 3 * webcam.RATE
    path.write_bytes(b"".join([resting(jpegs[0])] * rest + jpegs + [resting(jpegs[-1])] * rest))
    return path


def test_with_a_throttled_processor_a_set_is_filmed_and_checked_right_afterwards(
    launch: Callable[..., Browser], new_page: NewPage, fresh_server: Server, tmp_path: Path
) -> None:
    video = tmp_path / "set.mp4"
    video.write_bytes(short(BRIDGE, width=SIZE[0], height=SIZE[1]))
    shown = sets_over_and_over(tmp_path / "camera.mjpeg", video.read_bytes())
    page = new_page(launch(*webcam.flags(shown)), viewport={"width": 800, "height": 600})
    cdp = page.context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLED})
    models: list[Route] = []  # held back: who is seen in the start position begins the set
    page.route("**/models/*.task", lambda route: models.append(route))
    opened(page, fresh_server).get_by_role("button", name=GO).click()
    # Offered at once where the device is slow; this machine may be quick all the same.
    page.get_by_text("Settings", exact=True).click()
    page.get_by_label("Only film").check()

    def asked_for() -> list[Route]:
        page.evaluate("1")  # lets the page's events in
        return models

    for route in until(asked_for, "the model to be asked for"):
        route.continue_()
    page.wait_for_selector('.huge[data-phase="set"]', timeout=120_000)
    expect(page.locator(".what")).to_have_text("filming")
    until_resting(page, True)  # a set may be under way
    until_resting(page, False)
    until_resting(page, True)  # a whole one is filmed
    page.get_by_role("button", name="End set").click()
    expect(page.get_by_role("heading", name="Your set is filmed")).to_be_visible()
    # To throttle is to keep a core busy; what follows is the server's work.
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    expect(page.get_by_text("Saved. Analysing it now.")).to_be_visible(timeout=120_000)
    link = page.get_by_role("link", name="See full result")
    path = f"/analyses/{(link.get_attribute('href') or '').rpartition('/')[2]}"

    def checked() -> Json | None:
        told = get(page, fresh_server, path)
        assert told["state"] != "failed", told
        return told if told["state"] == "done" else None

    told = until(checked, "the recording to be checked", 300.0, 0.5)
    expected = to_json(analyse(video, model=ModelSize.LITE).report)["reps"]
    assert told["exercise"]["id"] == "glute_bridge"
    found, planted = faults(told["report"]["reps"][-len(expected) :]), faults(expected)
    # A busy machine records fewer pictures: what is not sure is not said, and nothing else is.
    assert all(a <= b for a, b in zip(found, planted, strict=True))
    assert any(found)


def until_resting(page: Page, resting: bool) -> None:
    page.wait_for_function(RESTING, arg=resting, timeout=120_000)


def faults(reps: list[Json]) -> list[set[str]]:
    """Return which faults are found in each repetition."""
    return [{f["cue"] for f in rep["findings"] if f["verdict"] == "fault"} for rep in reps]
