"""The library and the queue: found, opened, renamed, deleted and brought back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.browser import COLOURS, Guard, Server, axe, darken, overflows
from tests.web.conftest import NewPage, serving
from tests.web.judged_sets import Shelf
from tests.web.made_up_sets import Json, ask, made_up, pending, pretend

FAULT = {
    "cue": "hyperextension",
    "title": "Hips past straight",
    "message": "Stop there.",
    "count": 7,
}
WRONG = {
    "code": "wrong_exercise",
    "message": "This looks like glute bridge, not donkey kick: run it again with --exercise.",
}
NOBODY = {"code": "no_person", "message": "Nobody."}


@pytest.fixture(scope="module")
def server(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory, origins: set[str]
) -> Iterator[Server]:
    """A server of this file's own: what is in its library is counted."""
    data = tmp_path_factory.mktemp("library")
    shelf.judged(data)
    yield from serving(Server(data), origins)


@pytest.fixture(scope="module")
def sets(server: Server) -> list[Json]:
    """Two judged sets, shared by the tests of this file: the bridge and, newer, the walk."""
    clean, *two = ask(server, "/analyses?sort=created&order=asc")["analyses"]
    ask(server, f"/analyses/{clean['id']}", method="DELETE")
    return [ask(server, f"/analyses/{one['id']}") for one in two]


def rows(page: Page) -> Locator:
    return page.locator(".set")


def test_rows_say_what_was_found(page: Page, server: Server, sets: list[Json]) -> None:
    page.goto(f"{server.url}/library")
    expect(rows(page)).to_have_count(2)
    bridge, walk = sets
    row = rows(page).filter(has_text=bridge["exercise"]["title"])
    assert (bridge["good"], bridge["total"]) == (0, 3)
    expect(row).to_contain_text("3 reps, something to fix")
    expect(row).to_contain_text(bridge["fault"]["title"])
    expect(row.locator(".mark.fault")).to_be_visible()
    expect(row.locator(".thumb img")).not_to_have_js_property("naturalWidth", 0)
    expect(rows(page).filter(has_text=walk["exercise"]["title"])).to_be_visible()
    assert axe(page) == []
    row.get_by_role("link").click()
    page.wait_for_url(f"{server.url}/review/{bridge['id']}")


def test_the_address_holds_what_is_looked_for(page: Page, server: Server, sets: list[Json]) -> None:
    page.goto(f"{server.url}/library")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Exercise", exact=True).select_option("lateral_band_walk")
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(f"{server.url}/library?exercise=lateral_band_walk")
    expect(page.get_by_text("1 set found")).to_be_visible()
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Exercise", exact=True)).to_have_value("lateral_band_walk")
    page.get_by_label("Search").fill("bridge")
    expect(page.get_by_text("No sets match.")).to_be_visible()
    expect(page).to_have_url(re.compile("q=bridge"))
    page.get_by_role("button", name="Clear filters").click()
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Sort by").select_option("created asc")
    expect(rows(page).first).to_contain_text("Glute bridge")
    page.get_by_label("Sort by").select_option("created desc")
    expect(rows(page).first).to_contain_text("Lateral band walk")
    expect(page).to_have_url(f"{server.url}/library")
    page.go_back()
    expect(rows(page).first).to_contain_text("Glute bridge")
    expect(page.get_by_label("Sort by")).to_have_value("created asc")
    page.get_by_label("Fix first").select_option(sets[0]["fault"]["cue"])
    expect(page).to_have_url(re.compile(f"fault={sets[0]['fault']['cue']}"))
    expect(rows(page).filter(has_text="Glute bridge")).to_be_visible()


def test_what_is_typed_stays_while_the_list_is_asked_for(page: Page, server: Server) -> None:
    pretend(page, [made_up(1)])
    page.goto(f"{server.url}/library")
    search = page.get_by_label("Search")
    with page.expect_request(lambda request: "q=left++knee&" in request.url):
        for letter in "left  knee ":
            search.press(letter)
            page.evaluate("window.dispatchEvent(new Event('online'))")  # it asks at once
    expect(page).to_have_url(f"{server.url}/library?q=left++knee")
    expect(search).to_have_value("left  knee ")


def test_with_the_keyboard_alone(page: Page, server: Server, sets: list[Json]) -> None:
    page.goto(f"{server.url}/library")
    expect(rows(page)).to_have_count(2)
    first, second = (rows(page).nth(n).locator(".set-open") for n in (0, 1))
    page.keyboard.press("ArrowDown")
    expect(first).not_to_be_focused()
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_label("Search")).to_have_value("jk")
    page.get_by_label("Search").fill("")
    expect(rows(page)).to_have_count(2)
    page.locator("h1").focus()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.url}/review/*")


def test_deleted_and_brought_back(page: Page, server: Server, sets: list[Json]) -> None:
    page.goto(f"{server.url}/library")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("Delete")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).locator(".set-open")).to_be_focused()
    expect(page.get_by_text("Lateral band walk deleted.")).to_be_visible()
    page.reload()
    expect(rows(page)).to_have_count(1)

    page.get_by_role("button", name="More options for").click()
    page.keyboard.press("ArrowUp")  # from the first to the last
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("No sets yet")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Glute bridge restored.")).to_be_visible()
    expect(rows(page)).to_have_count(1)
    ask(server, f"/analyses/{sets[1]['id']}/restore", method="POST")
    page.reload()
    expect(rows(page)).to_have_count(2)


def test_renamed(page: Page, server: Server, sets: list[Json]) -> None:
    page.goto(f"{server.url}/library?exercise=glute_bridge")
    expect(rows(page)).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("r")
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_value("my bridge")
    assert axe(page) == []
    name.fill("tuesday, second set")
    page.keyboard.press("Enter")
    expect(rows(page)).to_contain_text("tuesday, second set")
    assert ask(server, f"/analyses/{sets[0]['id']}")["title"] == "tuesday, second set"
    page.get_by_role("button", name="More options for").click()
    page.get_by_role("button", name="Rename").click()
    page.keyboard.press("Escape")
    expect(rows(page)).to_contain_text("tuesday, second set")


def test_the_day_it_was_filmed_is_changed(page: Page, server: Server, sets: list[Json]) -> None:
    page.goto(f"{server.url}/library?exercise=glute_bridge")
    page.get_by_role("button", name="More options for").click()
    page.get_by_role("button", name="Change the day").click()
    day = page.get_by_label("Day", exact=True)
    assert axe(page) == []
    day.fill("2026-11-01")
    page.get_by_role("button", name="Save").click()
    expect(rows(page)).to_contain_text("1 Nov · ")
    assert ask(server, f"/analyses/{sets[0]['id']}")["filmed_on"] == "2026-11-01"
    rows(page).get_by_role("link").click()
    expect(page.locator(".eyebrow")).to_contain_text("1 Nov")
    page.get_by_role("button", name="Change the day").click()
    expect(day).to_have_value("2026-11-01")
    day.fill("2026-10-31")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".eyebrow")).to_contain_text("31 Oct")
    assert ask(server, f"/analyses/{sets[0]['id']}")["filmed_on"] == "2026-10-31"


def test_what_is_under_way_and_what_went_wrong(new_page: NewPage, server: Server) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, color_scheme="light")
    pretend(
        page,
        [
            made_up(1, good=3, fault=FAULT),
            made_up(2, good=0, total=10),
            made_up(3, good=0, total=0, title="a_long_name_without_any_place_to_break_it_" * 3),
            pending(4, "running", stage="analysing", progress=0.4, left=38),
            pending(5, "running", stage="analysing"),
            pending(6, "queued", stage="waiting"),
            pending(7, "failed", error=WRONG, tries=1),
            pending(8, "failed", error=NOBODY, tries=3),
            pending(9, "cancelled"),
        ],
    )
    page.goto(f"{server.url}/library")
    expect(rows(page)).to_have_count(4)
    job = page.locator(".job")
    expect(job).to_have_count(5)
    expect(job.nth(0)).to_contain_text("Analysing, about 40 s left")
    expect(job.nth(0).get_by_role("progressbar")).to_have_attribute("max", "1")
    assert job.nth(0).get_by_role("progressbar").evaluate("(bar) => bar.value") == 0.4
    assert job.nth(1).get_by_role("progressbar").evaluate("(bar) => bar.position") == -1
    expect(job.nth(2)).to_contain_text("Waiting")
    expect(job.nth(3)).to_contain_text("This looks like glute bridge, not donkey kick. Choose")
    expect(job.nth(3)).not_to_contain_text("--exercise")
    expect(job.nth(4).get_by_role("button", name="Try again")).to_have_count(0)
    expect(job.nth(4).get_by_role("link", name="How to film it")).to_be_visible()
    assert axe(page) == []
    darken(page)
    assert axe(page, *COLOURS) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflows(page) == []


def test_tried_again_as_another_exercise(page: Page, server: Server) -> None:
    pretend(page, [pending(7, "failed", error=WRONG, requested="donkey_kick")])
    page.route("**/reanalyse", lambda route: route.fulfill(json={}))
    page.goto(f"{server.url}/library")
    choice = page.get_by_label("Which exercise is it?").first
    expect(choice).to_have_value("donkey_kick")
    choice.select_option("glute_bridge")
    with page.expect_request("**/reanalyse") as sent:
        page.get_by_role("button", name="Try again").click()
    assert sent.value.url.endswith("/api/analyses/made-up-7/reanalyse")
    assert sent.value.post_data_json == {"exercise": "glute_bridge"}


def test_the_result_is_told_when_it_is_there(page: Page, server: Server) -> None:
    told = [pending(4, "running", stage="analysing")]
    pretend(page, told)
    page.goto(f"{server.url}/library")
    expect(page.locator(".job")).to_have_count(1)
    told[:] = [made_up(4, good=3, fault=FAULT)]
    expect(page.get_by_text("Glute bridge: 3 of 10 clean.")).to_be_visible()
    expect(rows(page)).to_have_count(1)
    expect(page.locator(".job")).to_have_count(0)


def test_asks_often_only_while_something_happens(page: Page, server: Server) -> None:
    told = [pending(4, "queued", stage="waiting")]
    asked = pretend(page, told)
    page.clock.install()
    page.goto(f"{server.url}/library", wait_until="networkidle")

    def turns(milliseconds: int) -> int:
        """Count how often it asks for what is running."""
        before = sum("state=running" in query for query in asked)
        for _ in range(milliseconds // 500):
            page.clock.run_for(500)
            page.wait_for_load_state("networkidle")
        return sum("state=running" in query for query in asked) - before

    assert turns(4000) >= 2
    told[:] = []
    turns(2000)
    assert turns(9000) <= 1
    hide = "(on) => Object.defineProperty(document, 'hidden', {value: on, configurable: true})"
    seen = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide, True)
    page.evaluate(seen)
    assert turns(15_000) == 0
    page.evaluate(hide, False)
    with page.expect_response("**/api/analyses?state=running*"):
        page.evaluate(seen)


def test_show_more(page: Page, server: Server) -> None:
    everything = [made_up(n) for n in range(60)]

    def answer(query: str) -> Json:
        given = dict(re.findall(r"(\w+)=(\w+)", query))
        wanted = [] if "state" in given else everything
        limit, offset = int(given["limit"]), int(given.get("offset", 0))
        part = wanted[offset : offset + limit]
        return {"analyses": part, "total": len(wanted), "exercises": [], "faults": []}

    page.route("**/api/analyses?*", lambda r: r.fulfill(json=answer(r.request.url)))
    page.goto(f"{server.url}/library")
    expect(rows(page)).to_have_count(24)
    expect(page.get_by_text("60 sets")).to_be_visible()
    page.get_by_role("button", name="Show more").click()
    expect(rows(page)).to_have_count(48)
    page.get_by_role("button", name="Show more").click()
    expect(rows(page)).to_have_count(60)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_a_refusal_is_told_and_the_row_comes_back(page: Page, server: Server, guard: Guard) -> None:
    guard.excuse("500")
    pretend(page, [made_up(1)])
    refused = {"error": {"code": "unexpected", "message": "It cannot be deleted just now."}}
    page.route("**/made-up-1", lambda r: r.fulfill(status=500, json=refused))
    page.goto(f"{server.url}/library")
    expect(rows(page)).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Delete")
    expect(page.get_by_text("It cannot be deleted just now.")).to_be_visible()
    expect(rows(page)).to_have_count(1)


def test_a_newcomer_and_a_server_that_goes_and_comes_back(
    page: Page, fresh_server: Server, guard: Guard
) -> None:
    guard.excuse("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")
    page.goto(f"{fresh_server.url}/library")
    expect(page.get_by_text("No sets yet")).to_be_visible()
    assert axe(page) == []
    page.goto(fresh_server.url)
    expect(page.get_by_role("heading", name="Your first set")).to_be_visible()

    fresh_server.kill()
    page.evaluate("window.dispatchEvent(new Event('online'))")  # as waking up does: ask at once
    notice = page.get_by_role("status").filter(has_text="formcheck is not responding")
    expect(notice).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Try again").click()
    expect(notice).to_be_visible()

    fresh_server.start()
    expect(notice).to_be_hidden()
    expect(page.get_by_role("heading", name="Your first set")).to_be_visible()
