"""Recording in a real browser: a fake webcam, and a set counted live."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocket, expect

from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.report.json_format import to_json
from formcheck.estimation.pipeline import analyse
from formcheck.model_size import ModelSize
from tests.support.filming import camera, film
from tests.support.motions import donkey_kick, still
from tests.support.sample_sets import BRIDGE
from tests.web import webcam
from tests.web.browser import Server, axe_in_both_themes, until
from tests.web.conftest import NewPage
from tests.web.recording import (
    AROUND,
    GO,
    LOSE,
    SET,
    SIDE,
    Json,
    arriving,
    began,
    bridges,
    filmed,
    get,
    kept,
    opened,
    report_of,
    trouble,
)
from tests.web.short_videos import short
from tests.web.stick_figure import counted, play

# --- the whole way, with the real model -----------------------------------------------------------


def test_a_set_before_the_webcam_is_counted_as_its_file_is(
    launch: Callable[..., Browser], new_page: NewPage, server: Server, tmp_path: Path
) -> None:
    video = tmp_path / "set.mp4"
    video.write_bytes(short(BRIDGE, width=640, height=360))
    shown = webcam.webcam(tmp_path / "camera.mjpeg", video.read_bytes())
    page = new_page(launch(*webcam.flags(shown)), viewport={"width": 640, "height": 480})
    before = kept(page, server)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    opened(page, server).get_by_role("button", name=GO).click()
    # However long the model takes to load: the person comes before the camera after that, since a
    # camera that is opened again shows the set from its beginning.
    there = "document.querySelector('.checks li.ok') !== null"
    page.wait_for_function(f"() => {there} && ({LOSE})()", timeout=120_000)
    trouble(page, "cameraLost").get_by_role("button", name="Try again").click()
    page.wait_for_selector(SET, timeout=60_000)
    expect(page.locator(".picture.mirrored")).to_have_count(1)  # but never what is judged
    page.wait_for_function(
        """() => document.querySelector(".huge")?.textContent.trim() === "2"
          && document.querySelector(".what").textContent.trim() === "reps" """,
        timeout=60_000,
    )
    page.get_by_role("button", name="End set").click()
    told = report_of(page, server)
    live, file = told["report"], to_json(analyse(video, model=ModelSize.LITE).report)
    assert told["origin"] == "live"
    assert len(live["reps"]) == len(file["reps"]) == 2
    assert live["view"]["near"] == file["view"]["near"]
    agreed = 0
    for one, two in zip(live["reps"], file["reps"], strict=True):
        assert one["side"] == two["side"]
        for f, g in zip(one["findings"], two["findings"], strict=True):
            assert f["cue"] == g["cue"]
            if "unsure" not in (f["verdict"], g["verdict"]):
                assert f["verdict"] == g["verdict"], f["cue"]
                agreed += f["verdict"] == "fault"
    # How much is sure enough to be judged live depends on how many poses the machine finds.
    assert agreed >= 2 or live["source"]["fps"] < 12
    for large in ("pose_landmarker_lite.task", "vision_wasm_module_internal.wasm"):
        assert fetched.count(large) == 1  # also by the one that looked for a second person
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Saved. Analysing it now.")).to_be_visible(timeout=60_000)

    def checked() -> Json | None:
        told = get(page, server, f"/analyses/{live_id}")
        return told if told["state"] == "done" and told["has_video"] else None

    live_id = told["id"]
    again = until(checked, "the recording to be checked", 180.0, 0.2)
    assert again["id"] == live_id
    assert len(again["report"]["reps"]) == 2
    assert kept(page, server) - before == {live_id}


# --- the course of a set --------------------------------------------------------------------------


def test_a_set_by_keys_alone(film_page: Page, server: Server) -> None:
    play(film_page, bridges())
    page = opened(film_page, server)
    expect(page.get_by_role("button", name=GO)).to_be_enabled()
    page.keyboard.press(" ")
    expect(page.get_by_role("heading", name="Glute bridge: camera")).to_be_visible()
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
    expect(page.get_by_role("dialog")).to_contain_text("Mirror the picture")


def test_a_mirrored_camera_is_said_once_and_remembered(film_page: Page, server: Server) -> None:
    sent: list[str] = []

    def watch(socket: WebSocket) -> None:
        socket.on("framesent", lambda data: sent.append(data) if isinstance(data, str) else None)

    film_page.on("websocket", watch)
    page = began(film_page, server, film(still("upright", 4.0), camera("side")))
    page.get_by_text("Settings", exact=True).click()
    box = page.get_by_label("The picture is mirrored (selfie camera)")
    expect(box).not_to_be_checked()
    box.check()

    def told(begun: int) -> bool:
        """Whether the server was told since then, in the greeting or after it."""
        page.evaluate("1")  # lets the page's events in
        return any('"mirrored":true' in message for message in sent[begun:])

    until(lambda: told(0), "the server to be told")
    page.keyboard.press("Escape")
    begun = len(sent)
    page.get_by_role("button", name=GO).click()
    expect(box).to_be_checked()
    until(lambda: told(begun), "the server to be told at once")


def test_the_cue_is_said_once_shown_and_marked(film_page: Page, server: Server) -> None:
    page = film_page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_init_script(
        "window.spoken = []; speechSynthesis.speak = (what) => window.spoken.push(what.text);"
    )
    began(page, server)
    counted(page, 3)
    expect(page.locator(".cue")).to_have_text("Stop when straight")
    spoken: list[str] = page.evaluate("window.spoken")
    assert [s for s in spoken if s.startswith("Rep")] == [
        "Rep 1. Hold longer",
        "Rep 2",
        "Rep 3. Stop when straight",
    ]
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
    play(film_page, filmed("prone", kicks))
    page = opened(film_page, server, "donkey_kick")
    page.get_by_role("button", name=GO).click()
    counted(page, 1)
    expect(page.locator(".which")).to_have_text("R right", use_inner_text=True)


def test_a_bad_view_shows_an_arrow_and_one_may_go_on_anyway(
    film_page: Page, server: Server
) -> None:
    low = film(still("supine", 2.0), AROUND)
    page = began(film_page, server, low)
    arrow = page.locator(".arrow")
    expect(arrow).to_be_visible()
    # The camera looks at who looks at the screen: its own left is the screen's right.
    assert arrow.get_attribute("data-way") in ("left", "right")
    expect(page.locator(".to-do")).to_contain_text("Put the camera at your")
    expect(page.locator(".checks li.fault")).to_have_count(1)
    expect(page.get_by_text("Not seen from here:")).to_be_visible()
    page.get_by_role("button", name="Continue anyway").click()
    page.wait_for_selector(SET)


def test_a_set_without_a_rep_is_thrown_away_only_when_asked(
    film_page: Page, server: Server
) -> None:
    before, arrived = kept(film_page, server), arriving(server)
    page = began(film_page, server, film(still("supine"), SIDE))
    page.wait_for_selector('.huge[data-phase="set"]')
    page.get_by_role("button", name="End set").click()
    expect(page.get_by_role("heading", name="No reps counted")).to_be_visible()
    expect(page.get_by_text("No repetition was counted. You ")).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Recording discarded.")).to_be_visible()
    assert (kept(page, server) - before, arriving(server)) == (set(), arrived)


def test_a_set_without_a_rep_can_be_checked_from_its_recording(
    film_page: Page, fresh_server: Server
) -> None:
    page = began(film_page, fresh_server, film(still("supine"), SIDE))
    page.wait_for_selector('.huge[data-phase="set"]')
    page.wait_for_timeout(1000)  # of a recording
    page.get_by_role("button", name="End set").click()
    # Nothing is thrown away unasked: it can still be checked when the page has gone on.
    page.get_by_role("button", name="Another set").click()
    expect(page.get_by_role("heading", name="Record a set")).to_be_visible()
    page.get_by_role("button", name="Check the recording").click()
    expect(page.get_by_text("Saved. Analysing it now.")).to_be_visible()
    page.get_by_role("link", name="See full result").click()
    page.wait_for_url("**/review/*")
    assert get(page, fresh_server, "/analyses")["total"] == 1


def test_a_recording_is_kept_only_when_asked(film_page: Page, server: Server) -> None:
    before, arrived = kept(film_page, server), arriving(server)
    page = began(film_page, server)
    counted(page, 1)
    page.get_by_role("button", name="End set").click()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Recording discarded.")).to_be_visible()
    assert not report_of(page, server)["has_video"]
    assert (kept(page, server) - before, arriving(server)) == (set(), arrived)


def test_the_next_set_of_a_row_comes_by_itself_or_at_once(film_page: Page, server: Server) -> None:
    page = film_page
    chosen = '{"sets": 2, "rest": 120, "countdown": 5}'
    page.add_init_script(f"localStorage.setItem('formcheck-record', '{chosen}')")
    began(page, server)
    counted(page, 1)
    expect(page.get_by_text("Set 1 of 2")).to_be_visible()
    page.get_by_role("button", name="End set").click()
    rest = page.get_by_role("region", name="Rest")
    expect(rest.get_by_role("heading", name="Set 2 of 2")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 rep")
    page.get_by_role("button", name="Go on now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Set 2 of 2")
    counted(page, 1)
    page.get_by_role("button", name="End set").click()
    # Nothing of the first set is gone unasked.
    expect(page.get_by_role("heading", name="Set 1 of 2")).to_be_visible()
    expect(page.get_by_role("button", name="Discard")).to_have_count(2)
    expect(rest).to_have_count(0)


def test_the_other_side_comes_without_touching_anything(
    film_page: Page, fresh_server: Server
) -> None:
    def kicks(side: str) -> list[PoseFrame]:
        """One kick, and then nobody: whoever turns over leaves the position."""
        kick = filmed("prone", donkey_kick(side, 1, hold=2.0))
        return [*kick, *(PoseFrame.nobody(kick[-1].time + k / 10) for k in range(1, 200))]

    page = film_page
    page.add_init_script("localStorage.setItem('formcheck-record', '{\"sets\": 1}')")
    play(page, kicks("left"))
    opened(page, fresh_server, "donkey_kick").get_by_role("button", name=GO).click()
    page.evaluate("window.playUntil(2)")
    rest = page.get_by_role("region", name="Rest")
    expect(rest.get_by_role("heading", name="Now the right side")).to_be_visible(timeout=60_000)
    play(page, kicks("right"))
    page.evaluate("window.playUntil(0)")  # else the set is over before its title is read
    expect(page.get_by_role("heading", level=1)).to_contain_text("Now the right side")
    page.evaluate("window.playUntil(2)")
    expect(page.get_by_role("button", name="Discard")).to_have_count(2, timeout=60_000)
    expect(rest).to_have_count(0)
    done = [one["id"] for one in get(page, fresh_server, "/analyses")["analyses"][:2]]
    reports = [get(page, fresh_server, f"/analyses/{one}/files/report.json") for one in done]
    assert [rep["side"] for one in reports for rep in one["reps"]] == ["right", "left"]


# --- how it looks ---------------------------------------------------------------------------------


def test_every_step_is_accessible_and_fits_a_small_phone(
    new_page: NewPage, filming: Browser, server: Server
) -> None:
    page = new_page(filming, viewport={"width": 320, "height": 640}, color_scheme="light")

    def sound() -> None:
        assert axe_in_both_themes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    play(page, film(still("supine", 2.0), AROUND))
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
    page.get_by_role("button", name="End set").click()
    expect(page.get_by_role("button", name="Keep")).to_be_visible()
    sound()
