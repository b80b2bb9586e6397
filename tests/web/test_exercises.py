"""The page that tells how each exercise is done and filmed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from formcheck.exercises import catalogue
from formcheck.filming.guide import film_json
from tests.web.browser import Guard, Server
from tests.web.conftest import NewPage


def test_every_exercise_with_its_places(
    page: Page, server: Server, axe: Callable[[Page], list[str]]
) -> None:
    page.goto(f"{server.url}/exercises")
    expect(page.locator("section.exercise")).to_have_count(len(catalogue()))
    for exercise in catalogue().values():
        section = page.locator(f"section#{exercise.id}")
        places = film_json(exercise)["places"]
        expect(section.get_by_role("heading", name=exercise.title, exact=True)).to_be_visible()
        expect(section).to_contain_text(exercise.steps_text)
        expect(section).to_contain_text(places[0]["text"])
        expect(section.locator("img")).to_have_count(len(places))
        expect(section.locator("img").first).to_have_attribute("alt", places[0]["described"])
        record = section.get_by_role("link", name=f"Record {exercise.title.lower()}")
        expect(record).to_have_attribute("href", f"/record?exercise={exercise.id}")
    page.wait_for_function(
        "n => [...document.querySelectorAll('.figure use')]"
        ".filter((use) => use.getBBox().width > 10).length === n",
        arg=2 * 4 * len(catalogue()),  # still, start, halfway and top
    )
    for summary in page.locator("summary").all():
        summary.click()
    for drawing in page.locator("section.exercise img").all():
        drawing.scroll_into_view_if_needed()
        expect(drawing).not_to_have_js_property("naturalWidth", 0)
    assert axe(page) == []


def test_what_the_routine_asks(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/exercises")
    bridge = page.locator("section#glute_bridge")
    expect(bridge).to_contain_text("10–15 reps, 2–3 sets, hold 5–10 s")
    stretch = page.locator("section#hip_flexor_stretch")
    expect(stretch).to_contain_text("hold up to 2 s, one leg, then the other")


def test_straight_to_one(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/exercises#lateral_band_walk")
    heading = page.get_by_role("heading", name="Lateral band walk", exact=True)
    expect(heading).to_be_in_viewport()


def test_uploading_one_begins_with_it_chosen(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/exercises")
    page.get_by_role("link", name="Upload fire hydrant").click()
    page.wait_for_url("**/?exercise=fire_hydrant#upload")
    expect(page.get_by_label("Which exercise is it?")).to_have_value("fire_hydrant")


def test_the_server_is_away_and_comes_back(page: Page, server: Server, guard: Guard) -> None:
    guard.excuse("ERR_FAILED")
    page.route("**/api/exercises", lambda route: route.abort())
    page.goto(f"{server.url}/exercises")
    expect(page.get_by_text("formcheck is not responding")).to_be_visible()
    page.unroute("**/api/exercises")
    expect(page.locator("section.exercise")).to_have_count(len(catalogue()))
    expect(page.get_by_text("formcheck is not responding")).to_have_count(0)


def test_a_figure_moves_under_the_pointer_unless_one_wants_less_motion(
    new_page: NewPage, server: Server
) -> None:
    for motion, name in (("no-preference", "at-top"), ("reduce", "none")):
        page = new_page(reduced_motion=motion)
        page.goto(f"{server.url}/exercises")
        link = page.locator(".contents a").first
        top = link.locator("use.top")
        expect(top).to_have_css("visibility", "hidden")
        link.hover()
        expect(top).to_have_css("animation-name", name)
