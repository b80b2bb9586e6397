"""The result page: for everybody, on paper, what can be done with a set, and its states."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Route, expect

from formcheck.analysis.report.json_format import to_json
from tests.support import reports
from tests.web.browser import COLOURS, Guard, Server, axe, darken, overflows, until
from tests.web.conftest import NewPage
from tests.web.made_up_sets import Json, ask, pending
from tests.web.result_page import Set, now, open_, open_cards, shows

# --- how it is ------------------------------------------------------------------------------------


def test_axe_finds_nothing(new_page: NewPage, bridge: Set) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    open_(page, bridge)
    open_cards(page)
    assert axe(page) == []
    darken(page)
    assert axe(page, *COLOURS) == []


def test_a_video_kept_as_it_was_sent_says_so(page: Page, bridge: Set) -> None:
    note = page.get_by_text("This video is stored exactly as it was sent")
    open_(page, bridge)
    expect(note).to_have_count(0)

    def as_sent(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "as_sent": True})

    page.route(re.compile(r"/api/analyses/\w+$"), as_sent)
    open_(page, bridge)
    page.get_by_text("About this set").click()
    expect(note).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 640])
def test_narrow_pages_do_not_scroll_sideways(new_page: NewPage, bridge: Set, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 640}, color_scheme="light")
    open_(page, bridge)
    assert overflows(page) == []
    open_cards(page)
    assert overflows(page) == []
    assert axe(page) == []


def test_on_a_phone_the_video_stays_in_sight(new_page: NewPage, bridge: Set) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_(page, bridge)
    page.locator("#clip").scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    page.wait_for_function(
        "() => { const r = document.querySelector('.stage').getBoundingClientRect();"
        " return r.top >= 0 && r.bottom < innerHeight }"
    )


def test_on_paper_the_moment_is_a_picture(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    page.emulate_media(media="print")
    expect(page.locator(".stage")).to_be_hidden()
    expect(page.locator(".on-paper img")).to_be_visible()
    expect(page.locator(".strip")).to_be_visible()
    expect(page.locator("fc-timeline svg.curve").first).to_be_visible()
    expect(page.locator(".files")).to_be_hidden()
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


# --- doing something with it ---------------------------------------------------------------------


def test_everything_can_be_taken_along(page: Page, bridge: Set, server: Server) -> None:
    open_(page, bridge)
    links = {
        e.get_attribute("data-name"): e.get_attribute("href") for e in page.locator("a.file").all()
    }
    types = {
        "report.html": "text/html",
        "report.pdf": "application/pdf",
        "report.json": "application/json",
        "reps.csv": "text/csv",
        "poses.npz": "application/octet-stream",
        "poses.trc": "text/plain",
        "motion.mot": "text/plain",
        "annotated.webm": "video/webm",
        "video": "video/mp4",
    }
    assert links.keys() == types.keys()
    for name, type_ in types.items():
        with urlopen(server.url + str(links[name]), timeout=20) as answer:
            assert answer.status == 200
            assert answer.headers.get_content_type() == type_
            assert answer.headers.get_content_disposition() == "attachment"
            assert len(answer.read()) > 100


def test_a_result_is_shared_as_a_pdf_or_one_file(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    page.get_by_role("link", name="Share").click()
    for name, beginning in (("PDF", b"%PDF-"), ("One file to send", b"<!doctype html>")):
        with page.expect_download() as download:
            page.locator(".share").get_by_role("link", name=name).click()
        assert download.value.path().read_bytes().startswith(beginning)
    # Of nobody else's: there is no link to hand on.
    expect(page.get_by_role("button", name="Copy the link")).to_have_count(0)


def test_in_a_team_the_address_is_handed_on_and_paper_says_whose_set_it_is(
    page: Page, bridge: Set
) -> None:
    def answer(route: Route) -> None:
        route.fulfill(json=route.fetch().json() | {"owner": {"id": "anna", "name": "Anna Ito"}})

    serve(page, answer, bridge.id)
    open_(page, bridge)
    page.get_by_role("link", name="Share").click()
    page.get_by_role("button", name="Copy the link").click()
    # Where the browser gives no clipboard, the address itself is shown.
    expect(page.locator(".toast")).to_contain_text(re.compile(f"Link copied|/review/{bridge.id}"))
    whose = page.locator(".whose-set")
    expect(whose).to_be_hidden()
    page.emulate_media(media="print")
    expect(whose).to_have_text("Anna Ito")
    expect(whose).to_be_visible()


def test_a_set_is_renamed(page: Page, bridge: Set, server: Server) -> None:
    open_(page, bridge)
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="Name").fill("Tuesday, second set")
    page.keyboard.press("Enter")
    expect(page.locator(".eyebrow")).to_contain_text("Tuesday, second set")
    expect(page).to_have_title(re.compile("Tuesday, second set"))
    assert ask(server, f"/analyses/{bridge.id}")["title"] == "Tuesday, second set"


def test_delete_and_undo(page: Page, bridge: Set, server: Server, guard: Guard) -> None:
    open_(page, bridge)
    page.keyboard.press("d")
    expect(page.locator("h1")).to_have_text("Set deleted.")
    assert bridge.id not in [a["id"] for a in ask(server, "/analyses?limit=200")["analyses"]]
    page.locator(".toast").get_by_role("button", name="Undo").click()
    shows(page, bridge.frame(bridge.moment))
    assert bridge.id in [a["id"] for a in ask(server, "/analyses?limit=200")["analyses"]]


# --- states --------------------------------------------------------------------------------------


def detail(**more: Any) -> Json:
    """Return what the API tells of a set that has no result."""
    return {"report": None, "video": None, "files": [], "log": None, **more}


def serve(page: Page, answer: Callable[[Route], None], ident: str = "made-up-1") -> None:
    page.route(f"**/api/analyses/{ident}", answer)


def test_a_failed_set_says_what_to_do(page: Page, server: Server) -> None:
    said = "Nobody could be seen in this video. Film the whole body, in good light."
    failed = pending(1, "failed", error={"code": "no_person", "message": said})
    serve(page, lambda r: r.fulfill(json=failed | detail(log=["0 of 200 frames"])))
    asked: list[Any] = []

    def again(route: Route) -> None:
        asked.append(route.request.post_data_json)
        route.fulfill(json=pending(1, "queued"))

    page.route("**/api/analyses/made-up-1/reanalyse", again)
    page.goto(f"{server.url}/review/made-up-1")
    expect(page.locator("main")).to_contain_text(said)
    expect(page.locator("main")).to_contain_text("Your video is safe")
    assert axe(page) == []
    page.get_by_role("button", name="Choose the exercise").click()
    page.get_by_role("combobox", name="Exercise").select_option("donkey_kick")
    page.get_by_label("The picture is mirrored (selfie camera)").check()
    assert axe(page) == []
    with page.expect_request("**/api/analyses/made-up-1/reanalyse"):
        page.get_by_role("button", name="Analyse again").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    until(lambda: asked, "the request's route")
    assert asked == [{"exercise": "donkey_kick", "mirrored": True}]


def test_a_running_set_turns_into_its_result_by_itself(page: Page, bridge: Set) -> None:
    states = [
        pending(1, "queued", stage="waiting"),
        pending(1, "running", stage="analysing", progress=0.4, left=33.0),
    ]
    hold = True

    def answer(route: Route) -> None:
        if states[1:]:
            route.fulfill(json=states.pop(0) | detail())
        elif hold:
            route.fulfill(json=states[0] | detail())
        else:
            route.continue_()

    serve(page, answer, bridge.id)
    page.goto(bridge.url)
    expect(page.locator("h1")).to_have_text("Analysing")
    expect(page.locator(".told")).to_have_text("40 %, about 35 s left")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "40")
    assert axe(page) == []
    hold = False
    shows(page, bridge.frame(bridge.moment))


def test_a_live_set_without_picture_moves_its_skeleton(page: Page, bridge: Set) -> None:
    def answer(route: Route) -> None:
        told = route.fetch().json()
        route.fulfill(json=told | {"video": None, "has_video": False, "origin": "live"})

    serve(page, answer, bridge.id)
    page.goto(bridge.url)
    times = bridge.poses["times"]
    shows(page, min(times, key=lambda t: abs(t - bridge.moment)))
    assert page.locator("video").count() == 0
    assert page.locator(".broken img").count() == 0
    at = now(page)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        "t => document.querySelector('fc-player').transport.time > t + 0.3", arg=at
    )
    page.get_by_role("button", name="Pause", exact=True).click()
    assert min(abs(now(page) - t) for t in times) < 1e-3
    drawn = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v)"
    assert page.locator("fc-player canvas").evaluate(drawn)


def test_a_set_without_repetitions_says_how_to_get_some(page: Page, bridge: Set) -> None:
    def answer(route: Route) -> None:
        told = route.fetch().json()
        told["report"] = to_json(
            replace(bridge.report, reps=(), good=0, primary_fault=None, set_findings=())
        )
        route.fulfill(json=told)

    serve(page, answer, bridge.id)
    page.goto(bridge.url)
    expect(page.locator("h1")).to_have_text("No full rep found.")
    expect(page.locator(".cell")).to_have_count(0)
    expect(page.locator("fc-review")).to_have_attribute("aria-busy", "false")
    page.get_by_role("button", name="Forward one frame").click()
    page.wait_for_function("() => document.querySelector('fc-player').transport.time > 0")


def test_what_is_not_there_is_said(page: Page, server: Server, guard: Guard) -> None:
    guard.excuse("404")
    page.goto(f"{server.url}/review/nothing-here")
    expect(page.locator("h1")).to_have_text("Set not found.")
    expect(page.get_by_role("link", name="Go to your library")).to_be_visible()
    assert axe(page) == []


def test_a_server_that_went_away_is_waited_for(page: Page, bridge: Set, guard: Guard) -> None:
    guard.excuse("ERR_FAILED")
    away = True
    serve(page, lambda r: r.abort() if away else r.continue_(), bridge.id)
    page.goto(bridge.url)
    expect(page.get_by_role("alert")).to_contain_text("formcheck is not responding")
    away = False
    shows(page, bridge.frame(bridge.moment))
    expect(page.get_by_role("alert")).to_have_count(0)


def test_titles_are_shown_as_they_are_written(page: Page, bridge: Set) -> None:
    def answer(route: Route) -> None:
        route.fulfill(json=route.fetch().json() | {"title": reports.HOSTILE})

    serve(page, answer, bridge.id)
    open_(page, bridge)
    expect(page.locator(".eyebrow")).to_contain_text(reports.HOSTILE)
