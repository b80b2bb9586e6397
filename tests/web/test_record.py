"""Recording in a real browser: a fake webcam, a set counted live, and all that goes wrong."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from formcheck.pose import PoseFrame
from formcheck.report import to_json
from tests.body import camera, donkey_kick, film, glute_bridge, joined, still
from tests.samples import BRIDGE, analysed
from tests.web import webcam
from tests.web.browser import Guard, Server, until
from tests.web.conftest import NewPage
from tests.web.posing import play

Json = dict[str, Any]
SIDE = camera("side")
GO = "Set up the camera"
SET = '.frame[data-step="set"]'


@cache
def bridges() -> list[PoseFrame]:
    """The start held for six seconds, then three bridges, the last one too high."""
    moves = glute_bridge(3, lift=1.0, hold=2.0, lower=1.0, rest=1.0, top=(176, 176, 206))
    end = film(still("supine", 60.0), SIDE, 4.0)
    return joined(film(still("supine", 6.0), SIDE), film(moves, SIDE), end)


@pytest.fixture(scope="session")
def filmed(launch: Callable[..., Browser], tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser whose camera shows the sample set of bridges."""
    video = tmp_path_factory.mktemp("webcam") / "camera.mjpeg"
    return launch(*webcam.flags(webcam.webcam(video, BRIDGE.stem, before=9.0)))


@pytest.fixture
def film_page(new_page: NewPage, filmed: Browser) -> Page:
    return new_page(filmed, viewport={"width": 1280, "height": 900})


def opened(page: Page, server: Server, exercise: str = "glute_bridge") -> Page:
    page.goto(f"{server.url}/record?exercise={exercise}")
    expect(page.get_by_role("heading", name="Record a set")).to_be_visible()
    return page


def began(page: Page, server: Server, frames: list[PoseFrame] | None = None) -> Page:
    """Begin to set up, with a stick figure in front of the camera."""
    play(page, frames if frames is not None else bridges())
    opened(page, server).get_by_role("button", name=GO).click()
    return page


def shown(page: Page) -> tuple[str, str]:
    """The huge number, and what it counts."""
    return page.locator(".huge").inner_text().strip(), page.locator(".what").inner_text().strip()


def counted(page: Page, reps: int, seconds: float = 60.0) -> None:
    word = "rep" if reps == 1 else "reps"
    until(
        lambda: (page.locator(SET).count() and shown(page) == (str(reps), word)) or None,
        f"{reps} reps", seconds,
    )  # fmt: skip


def trouble(page: Page, kind: str) -> Locator:
    return page.locator(f'[data-trouble="{kind}"]')


def report_of(page: Page, server: Server) -> Json:
    link = page.get_by_role("link", name="See the whole report")
    expect(link).to_be_visible()
    path = link.get_attribute("href") or ""
    told: Json = page.request.get(f"{server.url}/api/analyses/{path.rpartition('/')[2]}").json()
    return told


# --- the whole way, with the real model -----------------------------------------------------------


def test_a_set_before_the_webcam_is_counted_as_its_file_is(
    film_page: Page, fresh_server: Server
) -> None:
    page = opened(film_page, fresh_server)
    page.get_by_role("button", name=GO).click()
    page.wait_for_selector(SET, timeout=120_000)
    expect(page.locator(".picture.mirrored")).to_have_count(1)  # but never what is judged
    counted(page, 3, 90.0)
    page.get_by_role("button", name="End the set").click()
    kept = report_of(page, fresh_server)
    live, file = kept["report"], to_json(analysed(BRIDGE).report)
    assert kept["origin"] == "live"
    assert len(live["reps"]) == len(file["reps"]) == 3
    assert live["view"]["near"] == file["view"]["near"]
    agreed = 0
    for one, two in zip(live["reps"], file["reps"], strict=True):
        assert one["side"] == two["side"]
        for f, g in zip(one["findings"], two["findings"], strict=True):
            assert f["cue"] == g["cue"]
            if "unsure" not in (f["verdict"], g["verdict"]):
                assert f["verdict"] == g["verdict"], f["cue"]
                agreed += f["verdict"] == "fault"
    assert agreed >= 2
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept. It is being checked again.")).to_be_visible(timeout=60_000)

    def checked() -> Json | None:
        told: Json = page.request.get(f"{fresh_server.url}/api/analyses/{kept['id']}").json()
        return told if told["state"] == "done" and told["has_video"] else None

    again = until(checked, "the recording to be checked", 180.0, 0.5)
    assert again["id"] == kept["id"]
    assert len(again["report"]["reps"]) == 3
    assert page.request.get(f"{fresh_server.url}/api/analyses").json()["total"] == 1


# --- the course of a set --------------------------------------------------------------------------


def test_a_set_by_keys_alone(film_page: Page, server: Server) -> None:
    play(film_page, bridges())
    page = opened(film_page, server)
    expect(page.get_by_role("button", name=GO)).to_be_enabled()
    page.keyboard.press(" ")
    expect(page.get_by_role("heading", name="Glute bridge: the camera")).to_be_visible()
    mirrored = page.locator(".picture.mirrored")
    expect(mirrored).to_have_count(1)
    page.keyboard.press("m")
    expect(mirrored).to_have_count(0)
    page.keyboard.press("k")
    page.keyboard.press("v")
    for name in ("Mirror", "Skeleton"):
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "false")
    counted(page, 1)
    page.keyboard.press(" ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 rep")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Record a set")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.locator(".picture")).to_be_visible()
    expect(mirrored).to_have_count(0)  # remembered
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("mirror the picture")


def test_the_cue_is_said_once_shown_and_marked(film_page: Page, server: Server) -> None:
    page = film_page
    page.add_init_script(
        "window.spoken = []; speechSynthesis.speak = (what) => window.spoken.push(what.text);"
    )
    began(page, server)
    page.wait_for_selector(SET)
    counted(page, 3)
    expect(page.locator(".cue")).to_have_text("Stop when straight")
    spoken: list[str] = page.evaluate("window.spoken")
    assert [s for s in spoken if s.startswith("Rep")] == [
        "Rep 1. Hold longer", "Rep 2", "Rep 3. Stop when straight",
    ]  # fmt: skip
    assert [s for s in spoken if s.isdigit()][:2] == ["1", "2"]
    fault = page.evaluate(
        """() => {
          const canvas = document.querySelector("fc-picture canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let n = 0;
          for (let i = 0; i < data.length; i += 4) {
            if (data[i] > 240 && Math.abs(data[i + 1] - 154) < 8 && data[i + 2] < 125) n += 1;
          }
          return n;
        }"""
    )
    assert fault > 50
    huge = page.locator(".huge span").bounding_box()
    assert huge is not None
    assert huge["height"] >= 900 / 5


def test_the_side_is_told_by_a_letter_and_a_word(film_page: Page, server: Server) -> None:
    kicks = donkey_kick(("right",), 1, lift=1.0, hold=4.0, rest=1.0)
    end = film(still("prone", 60.0), SIDE, 4.0)
    play(film_page, joined(film(still("prone", 6.0), SIDE), film(kicks, SIDE), end))
    page = opened(film_page, server, "donkey_kick")
    page.get_by_role("button", name=GO).click()
    page.wait_for_selector(SET, timeout=30_000)
    expect(page.locator(".which")).to_have_text("R right", timeout=30_000, use_inner_text=True)
    counted(page, 1)


def test_a_bad_view_shows_an_arrow_and_one_may_go_on_anyway(
    film_page: Page, server: Server
) -> None:
    low = film(still("supine", 60.0), camera("side", azimuth=140, height=0.8), 8.0)
    page = began(film_page, server, low)
    arrow = page.locator(".arrow")
    expect(arrow).to_be_visible()
    # The camera looks at who looks at the screen: its own left is the screen's right.
    assert arrow.get_attribute("data-way") in ("left", "right")
    expect(page.locator(".to-do")).to_contain_text("Put the camera at your")
    expect(page.locator(".checks li.fault")).to_have_count(1)
    expect(page.get_by_text("Not seen from here:")).to_be_visible()
    page.get_by_role("button", name="Go on anyway").click()
    page.wait_for_selector(SET)


def test_nothing_is_kept_where_nothing_was_counted(film_page: Page, fresh_server: Server) -> None:
    page = began(film_page, fresh_server, film(still("supine", 60.0), SIDE, 8.0))
    page.wait_for_selector('.huge[data-phase="set"]')
    page.get_by_role("button", name="End the set").click()
    expect(page.get_by_role("heading", name="Nothing was counted")).to_be_visible()
    expect(page.get_by_text("nothing was kept")).to_be_visible()
    expect(page.get_by_text("Keep the recording?")).to_have_count(0)
    assert page.request.get(f"{fresh_server.url}/api/analyses").json()["total"] == 0


def test_a_recording_is_kept_only_when_asked(film_page: Page, fresh_server: Server) -> None:
    page = began(film_page, fresh_server)
    counted(page, 1)
    page.get_by_role("button", name="End the set").click()
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("The recording was discarded.")).to_be_visible()
    assert not report_of(page, fresh_server)["has_video"]
    assert list((fresh_server.data / "incoming").glob("*")) == []


# --- what goes wrong ------------------------------------------------------------------------------


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
    page.evaluate(
        """() => {
          const [track] = document.querySelector("video").srcObject.getTracks();
          track.stop();
          track.dispatchEvent(new Event("ended"));
        }"""
    )
    expect(trouble(page, "cameraLost")).to_be_visible()
    page.get_by_role("button", name="Use the camera again").click()
    expect(trouble(page, "cameraLost")).to_have_count(0)
    until(lambda: (int(shown(page)[0]) >= 2 and shown(page)[1] == "reps") or None, "another rep")
    page.get_by_role("button", name="End the set").click()
    told = report_of(page, server)
    assert 2 <= len(told["report"]["reps"]) <= 3
    expect(page.get_by_text("The camera was away in between")).to_be_visible()


def test_a_connection_lost_and_back_counts_nothing_twice(
    film_page: Page, server: Server, guards: dict[Page, Guard]
) -> None:
    page = film_page
    routes: list[WebSocketRoute] = []
    away = False

    def route(socket: WebSocketRoute) -> None:
        if away:
            socket.close()
            return
        socket.connect_to_server()
        routes.append(socket)

    page.route_web_socket("**/api/live", route)
    began(page, server)
    counted(page, 1)
    away = True
    routes[-1].close()
    expect(trouble(page, "linkLost")).to_be_visible()
    away = False
    expect(trouble(page, "linkLost")).to_have_count(0)
    assert len(routes) == 2
    counted(page, 3)
    page.get_by_role("button", name="End the set").click()
    told = report_of(page, server)
    assert [r["number"] for r in told["report"]["reps"]] == [1, 2, 3]
    starts = [r["start"] for r in told["report"]["reps"]]
    assert all(b - a > 3 for a, b in pairwise(starts))


def test_a_hidden_page_says_so_when_it_is_seen_again(film_page: Page, server: Server) -> None:
    page = began(film_page, server, film(still("supine", 60.0), SIDE, 8.0))
    page.wait_for_selector('.huge[data-phase="set"]')
    hide = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, True)
    page.wait_for_timeout(1600)
    page.evaluate(hide, False)
    expect(trouble(page, "hidden")).to_contain_text(re.compile(r"hidden for \d seconds"))


def test_a_browser_without_webassembly_is_told_what_to_do(film_page: Page, server: Server) -> None:
    film_page.add_init_script("delete window.WebAssembly")
    page = began(film_page, server)
    expect(trouble(page, "noWasm")).to_be_visible()
    expect(trouble(page, "noWasm").get_by_role("link", name="Upload a video")).to_be_visible()


def test_a_server_that_refuses_is_heard(film_page: Page, server: Server) -> None:
    page = film_page
    page.route_web_socket(
        "**/api/live",
        lambda socket: socket.on_message(
            lambda _: socket.send('{"error": {"code": "busy", "say": "Too many sets."}}')
        ),
    )
    began(page, server)
    expect(trouble(page, "refusedByServer")).to_contain_text("Too many sets.")


# --- how it looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_is_accessible_and_fits_a_small_phone(
    new_page: NewPage, filmed: Browser, server: Server, scheme: str,
    axe: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    page = new_page(filmed, viewport={"width": 320, "height": 640}, color_scheme=scheme)

    def sound() -> None:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    play(page, film(still("supine", 60.0), camera("side", azimuth=140, height=0.8), 8.0))
    opened(page, server)
    sound()
    page.get_by_role("button", name=GO).click()
    expect(page.locator(".arrow")).to_be_visible()
    sound()
    page.get_by_role("button", name="Back").click()
    play(page, bridges())
    page.get_by_role("button", name=GO).click()
    counted(page, 1)
    sound()
    page.get_by_role("button", name="End the set").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()
    sound()
