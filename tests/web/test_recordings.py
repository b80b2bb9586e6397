"""A recording outlives its page: on this device, and on the server as it is filmed."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.filming import film
from tests.support.motions import still
from tests.web.browser import Server, until
from tests.web.recording import (
    GO,
    SIDE,
    arriving,
    began,
    film_only,
    get,
    kept,
    opened,
    trouble,
)
from tests.web.stick_figure import play

FILED = """async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("recordings", { create: true });
  let size = 0;
  for await (const handle of folder.values()) {
    const read = (file) => (file.name.endsWith(".json") ? 0 : file.size);
    if (handle.kind === "file") size += read(await handle.getFile());
  }
  return size;
}"""
"""Bytes of recordings that the browser keeps."""


def filming(page: Page, server: Server, *, only: bool = False) -> Page:
    """A set that is being recorded, with some of it filed."""
    play(page, film(still("supine"), SIDE))
    opened(page, server)
    if only:
        film_only(page)
    page.get_by_role("button", name=GO).click()
    page.wait_for_selector('.huge[data-phase="set"]')
    until(lambda: page.evaluate(FILED), "some of the recording to be filed")
    return page


def test_a_recording_whose_page_was_closed_is_asked_for_and_checked(
    film_page: Page, server: Server
) -> None:
    page = filming(film_page, server)
    page.goto("about:blank")  # as when the tab dies: nothing is asked
    opened(page, server)
    left = page.locator("fc-left")
    expect(left.get_by_role("heading")).to_contain_text("Glute bridge: a recording of today")
    before = kept(page, server)
    left.get_by_role("button", name="Check the recording").click()
    expect(left.get_by_text("Saved. Analysing it now.")).to_be_visible()
    assert len(kept(page, server) - before) == 1
    until(lambda: page.evaluate(FILED) == 0, "the browser's copy to be deleted")


def test_what_is_not_kept_is_deleted_here_and_on_the_server(
    film_page: Page, server: Server
) -> None:
    arrived = arriving(server)
    page = filming(film_page, server, only=True)
    until(
        lambda: any(f.stat().st_size for f in arriving(server) if f not in arrived),
        "some of it to arrive",
    )
    page.goto("about:blank")
    opened(page, server)
    page.locator("fc-left").get_by_role("button", name="Discard").click()
    until(lambda: page.evaluate(FILED) == 0, "the browser's copy to be deleted")
    until(lambda: arriving(server) == arrived, "the server's copy to be deleted")


def test_what_a_phone_sent_before_it_went_can_be_checked_on_the_computer(
    film_page: Page, page: Page, server: Server
) -> None:
    filming(film_page, server, only=True)
    until(lambda: get(page, server, "/uploads")["recordings"], "it to be known")
    until(lambda: get(page, server, "/uploads")["recordings"][0]["bytes"], "some of it to arrive")
    film_page.context.close()

    def long_ago(route: Route) -> None:
        if route.request.method != "GET":
            route.fallback()
            return
        told = route.fetch().json()
        for one in told["recordings"]:
            one["quiet"] = 60.0
        route.fulfill(body=json.dumps(told), content_type="application/json")

    page.route("**/api/uploads", long_ago)
    opened(page, server)
    left = page.locator("fc-left")
    expect(left).to_contain_text("Whatever filmed it went away")
    before = kept(page, server)
    left.get_by_role("button", name="Check the recording").click()
    expect(left.get_by_text("Saved. Analysing it now.")).to_be_visible()
    assert len(kept(page, server) - before) == 1


@pytest.mark.parametrize("missing", ["getDirectory", "createSyncAccessHandle", "VideoFrame"])
def test_a_browser_that_lacks_something_says_so_where_it_matters_and_records_all_the_same(
    film_page: Page, server: Server, missing: str
) -> None:
    if missing == "createSyncAccessHandle":  # in a worker, where no script of ours runs first
        without(film_page, "navigator.storage.getDirectory = undefined;")
    else:
        lacks = {
            "getDirectory": "StorageManager.prototype.getDirectory",
            "VideoFrame": "window.VideoFrame",
        }
        film_page.add_init_script(f"delete {lacks[missing]};")
    page = began(film_page, server, film(still("supine"), SIDE))
    page.wait_for_selector('.huge[data-phase="set"]')
    page.wait_for_timeout(1500)  # of a recording
    page.get_by_role("button", name="End set").click()
    check = page.get_by_role("button", name="Check the recording")
    expect(check).to_be_visible()
    passing = page.get_by_text("Decide before you close this page")
    expect(passing).to_have_count(0 if missing == "VideoFrame" else 1)
    check.click()
    expect(page.get_by_text("Saved. Analysing it now.")).to_be_visible()


def without(page: Page, script: str) -> None:
    """Run a script in the worker that files recordings, before its own."""

    def answer(route: Route) -> None:
        route.fulfill(body=script + route.fetch().text(), content_type="text/javascript")

    page.route("**/recording-file.js", answer)


def test_on_a_full_device_the_recording_goes_on_in_memory(film_page: Page, server: Server) -> None:
    without(
        film_page,
        """let n = 0;
        const write = FileSystemSyncAccessHandle.prototype.write;
        FileSystemSyncAccessHandle.prototype.write = function (bytes, options) {
          const video = bytes instanceof ArrayBuffer;
          n += video;
          return video && n > 1 ? 0 : write.call(this, bytes, options);
        };""",
    )
    page = filming(film_page, server, only=True)
    page.wait_for_timeout(2500)  # of a recording
    page.get_by_role("button", name="End set").click()
    # Some of it from the file, the rest from memory: what arrives is one video.
    expect(page.get_by_text("Saved. Analysing it now.")).to_be_visible()
    until(lambda: page.evaluate(FILED) == 0, "the browser's copy to be deleted")


def test_little_space_is_said_before_and_while_recording(film_page: Page, server: Server) -> None:
    film_page.add_init_script(
        """window.free = 25e6;
        navigator.storage.estimate = async () => ({ quota: 1e9, usage: 1e9 - window.free });"""
    )
    page = began(film_page, server, film(still("supine"), SIDE))
    said = trouble(page, "lowSpace")
    expect(said).to_contain_text("Room for 1 minute of recording")
    page.wait_for_selector('.huge[data-phase="set"]')
    expect(said).to_contain_text("what is recorded until it is full is kept")
    page.evaluate("window.free = 1e6")
    expect(said).to_contain_text("Hardly any room")
    page.evaluate("window.free = 500e6")
    expect(said).to_have_count(0)
