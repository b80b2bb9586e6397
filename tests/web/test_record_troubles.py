"""What goes wrong while recording: said in words, and gone on from."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.filming import film
from tests.support.motions import still
from tests.web.browser import Guard, Server
from tests.web.conftest import NewPage
from tests.web.recording import LOSE, SET, SIDE, began, report_of, trouble
from tests.web.stick_figure import counted


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("NotAllowedError", "refused"),
        ("NotFoundError", "none"),
        ("NotReadableError", "used"),
        ("TypeError", "cameraFailed"),
    ],
)
def test_no_camera_is_said_in_words(film_page: Page, server: Server, name: str, kind: str) -> None:
    page = film_page
    page.add_init_script(
        f"""const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            let broken = true;
            window.mend = () => {{ broken = false; }};
            navigator.mediaDevices.getUserMedia = (what) => (broken
              ? Promise.reject(new DOMException("", "{name}")) : real(what));"""
    )
    began(page, server)
    expect(trouble(page, kind)).to_be_visible()
    page.evaluate("mend()")
    trouble(page, kind).get_by_role("button", name="Try again").click()
    expect(trouble(page, kind)).to_have_count(0)
    page.wait_for_selector(SET, timeout=30_000)


def test_a_refused_permission_is_said(
    launch: Callable[..., Browser], new_page: NewPage, server: Server
) -> None:
    refusing = launch("--use-fake-device-for-media-stream", "--deny-permission-prompts")
    page = began(new_page(refusing), server)
    expect(trouble(page, "refused")).to_contain_text("Allow the camera for this page")


def test_a_camera_lost_in_a_set_is_said_and_the_set_goes_on(
    film_page: Page, server: Server
) -> None:
    page = began(film_page, server)
    counted(page, 1)
    page.evaluate(LOSE)
    expect(trouble(page, "cameraLost")).to_be_visible()
    page.get_by_role("button", name="Reconnect the camera").click()
    expect(trouble(page, "cameraLost")).to_have_count(0)
    counted(page, 3)
    page.get_by_role("button", name="End set").click()
    assert len(report_of(page, server)["report"]["reps"]) == 3
    expect(page.get_by_text("The camera was interrupted, and the recording ends")).to_be_visible()
    expect(page.get_by_role("button", name="Keep")).to_be_visible()


def test_a_connection_lost_and_back_counts_nothing_twice(
    film_page: Page, server: Server, guards: dict[Page, Guard]
) -> None:
    page = film_page
    guards[page].excuse("before the connection is established")
    page.add_init_script(
        """window.opened = [];
           window.away = false;
           window.WebSocket = class extends WebSocket {
             constructor(...given) {
               super(...given);
               if (window.away) this.close(); else window.opened.push(this);
             }
           };"""
    )
    began(page, server)
    counted(page, 1)
    page.evaluate("() => { window.away = true; window.opened.at(-1).close(); }")
    expect(trouble(page, "linkLost")).to_be_visible()
    page.evaluate("() => { window.away = false; }")
    expect(trouble(page, "linkLost")).to_have_count(0)
    assert page.evaluate("window.opened.length") == 2
    counted(page, 3)
    page.get_by_role("button", name="End set").click()
    told = report_of(page, server)
    assert [r["number"] for r in told["report"]["reps"]] == [1, 2, 3]
    starts = [r["start"] for r in told["report"]["reps"]]
    assert all(b - a > 3 for a, b in pairwise(starts))


def test_a_set_that_the_server_has_forgotten_is_filmed_to_its_end(
    film_page: Page, server: Server, guards: dict[Page, Guard]
) -> None:
    page = film_page
    page.add_init_script(
        """window.sockets = [];
           window.WebSocket = class extends WebSocket {
             constructor(...given) { super(...given); window.sockets.push(this); }
             send(data) {
               const token = /"token":"[^"]*"/;
               super.send(typeof data === "string" ? data.replace(token, '"token":null') : data);
             }
           };"""
    )
    page.route("**/api/uploads", lambda route: route.abort())
    guards[page].excuse("net::ERR_FAILED")
    began(page, server)
    counted(page, 1)
    page.evaluate("window.sockets.at(-1).close()")
    expect(trouble(page, "linkGone")).to_contain_text("still being filmed")
    expect(page.locator(".what")).to_have_text("filming")
    page.get_by_role("button", name="End set").click()
    expect(page.get_by_role("heading", name="Your set is filmed")).to_be_visible()
    expect(page.get_by_text("formcheck is not responding. Trying again.")).to_be_visible()


def test_a_phone_that_is_turned_in_a_set_says_what_is_kept(film_page: Page, server: Server) -> None:
    page = began(film_page, server)
    counted(page, 1)
    turn = """(turned) => {
      const video = document.querySelector("video");
      const [wide, high] = turned ? [480, 640] : [640, 480];
      Object.defineProperty(video, "videoWidth", { value: wide, configurable: true });
      Object.defineProperty(video, "videoHeight", { value: high, configurable: true });
      video.dispatchEvent(new Event("resize"));
    }"""
    page.evaluate(turn, True)
    expect(trouble(page, "turned")).to_contain_text("Turn it back")
    page.evaluate(turn, False)
    expect(trouble(page, "turned")).to_have_count(0)
    page.get_by_role("button", name="End set").click()
    expect(page.get_by_text("the recording ends there")).to_be_visible()
    expect(page.get_by_role("button", name="Keep")).to_be_visible()


MUTE = """(muted) => {
  const [track] = document.querySelector("video").srcObject.getTracks();
  Object.defineProperty(track, "muted", { value: muted, configurable: true });
  track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
}"""
"""As a call does on a phone, and when it is over."""


def test_a_call_that_takes_the_camera_is_said_and_what_was_recorded_is_kept(
    film_page: Page, server: Server
) -> None:
    page = began(film_page, server)
    counted(page, 1)
    page.evaluate(MUTE, True)
    expect(trouble(page, "cameraMuted")).to_contain_text("Your set continues when it is back")
    page.evaluate(MUTE, False)
    expect(trouble(page, "cameraMuted")).to_have_count(0)
    page.get_by_role("button", name="End set").click()
    expect(page.get_by_text("the recording ends there")).to_be_visible()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Saved. Analysing it now.")).to_be_visible()


def test_a_recorder_that_gives_up_is_said_and_what_it_recorded_is_kept(
    film_page: Page, server: Server
) -> None:
    film_page.add_init_script(
        """window.MediaRecorder = class extends MediaRecorder {
             constructor(...given) { super(...given); window.recorder = this; }
           };"""
    )
    page = began(film_page, server)
    counted(page, 1)
    page.evaluate("window.recorder.dispatchEvent(new Event('error'))")
    expect(trouble(page, "recordingFailed")).to_contain_text("reps are still counted")
    counted(page, 2)
    page.get_by_role("button", name="End set").click()
    assert len(report_of(page, server)["report"]["reps"]) == 2
    expect(page.get_by_role("button", name="Keep")).to_be_visible()


def test_a_hidden_page_says_so_when_it_is_seen_again(film_page: Page, server: Server) -> None:
    page = began(film_page, server, film(still("supine"), SIDE))
    page.wait_for_selector('.huge[data-phase="set"]')
    hide = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, True)
    page.evaluate("() => new Promise((done) => setTimeout(done, 1600))")  # what is told of
    page.evaluate(hide, False)
    expect(trouble(page, "hidden")).to_contain_text(re.compile(r"hidden for \d seconds"))


def test_a_browser_without_webassembly_films_and_keeps_what_the_server_cannot_take(
    film_page: Page, server: Server, guards: dict[Page, Guard]
) -> None:
    film_page.add_init_script("delete window.WebAssembly")
    page = began(film_page, server)
    expect(trouble(page, "noWasm")).to_be_visible()
    expect(trouble(page, "noWasm").get_by_role("link", name="Upload a video")).to_be_visible()
    # The camera works all the same: a set can be filmed. The server has no space for it, though.
    full = '{"error": {"code": "disk_full", "message": "The disk is full.", "params": {}}}'
    page.route("**/api/uploads", lambda route: route.fulfill(status=507, body=full))
    guards[page].excuse("507")
    trouble(page, "noWasm").get_by_role("button", name="Film now, check after").click()
    page.wait_for_selector('.huge[data-phase="set"]')
    page.get_by_role("button", name="End set").click()
    expect(page.get_by_role("heading", name="Your set is filmed")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("The disk is full.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_server_that_refuses_is_heard(film_page: Page, server: Server) -> None:
    page = film_page
    page.route_web_socket(
        "**/api/live",
        lambda socket: socket.on_message(
            lambda _: socket.send('{"error": {"code": "busy", "message": "Too many sets."}}')
        ),
    )
    began(page, server)
    expect(trouble(page, "refusedByServer")).to_contain_text("Too many sets.")
