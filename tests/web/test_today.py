"""Today: the plan and what is done of it, the check-in, the phase."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.browser import COLOURS, Guard, Server, axe, darken, overflows
from tests.web.conftest import NewPage
from tests.web.training_weeks import check_in, day_of, grown, told


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, origins: set[str]) -> Iterator[Server]:
    """One of our own: the sets that other tests film would be done today, too."""
    own = Server(tmp_path_factory.mktemp("today"))
    origins.add(own.url)
    try:
        own.start()
        yield own
    finally:
        own.stop()


@pytest.fixture(autouse=True)
def _as_new(server: Server) -> Iterator[None]:
    """Every test begins in phase 1, with nothing logged and nothing told."""
    _forget(server)
    yield
    _forget(server)


def _forget(server: Server) -> None:
    for one in told(server, "GET", "/checkins")["checkins"]:
        told(server, "DELETE", f"/checkins/{one['day']}")
    if told(server, "GET", "/timeline")["start"]:
        told(server, "DELETE", "/timeline")
    found = told(server, "PUT", "/programme", {"phase": 1})
    for planned in found["plan"]:
        if planned["changed"]:
            told(server, "DELETE", f"/programme/plan/{planned['exercise']}")
    for part in (*found["today"], *found["others"]):
        for one in part["sets_done"]:
            if one["entry"]:
                told(server, "DELETE", f"/entries/{one['entry']}")


def open_(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/today")
    expect(page.locator("fc-checkin")).to_be_visible()


def row(page: Page, exercise: str) -> Locator:
    return page.locator(f"[data-exercise={exercise}]")


def pain(page: Page, region: str) -> Locator:
    return page.get_by_role("group", name=region, exact=True)


def checkin(page: Page, server: Server) -> object:
    return told(server, "GET", f"/programme?day={day_of(page)}")["checkin"]


def test_logging_by_hand_and_taking_it_back(page: Page, server: Server) -> None:
    open_(page, server)
    leg = row(page, "side_lying_leg_lift")
    expect(leg).to_contain_text("2–3 sets of 10–15 reps".replace("–", "\u2060–\u2060"))
    expect(leg).to_contain_text("each side")
    expect(leg.get_by_role("link", name="Record")).to_have_attribute(
        "href", "/record?exercise=side_lying_leg_lift"
    )
    for sets, said in ((1, "1 of 2\u00a0sets"), (2, "2\u00a0sets done")):
        leg.get_by_role("button", name="Log without video").click()
        page.get_by_label("Reps", exact=True).fill("12")
        page.get_by_role("button", name="Log", exact=True).click()
        expect(leg.locator(".done li")).to_have_count(sets)
        expect(leg.locator(".what > .small").first).to_contain_text(said)
    expect(leg.locator(".mark.ok")).to_be_visible()
    expect(page.get_by_text("1 of 8 done.")).to_be_visible()
    found = told(server, "GET", f"/programme?day={day_of(page)}")["today"]
    kept = next(t for t in found if t["exercise"] == "side_lying_leg_lift")["sets_done"]
    assert [s["reps"] for s in kept] == [12, 12]
    leg.get_by_role("button", name="Undo").first.click()
    expect(leg.locator(".done li")).to_have_count(1)
    expect(leg.get_by_role("button", name="Log without video")).to_be_focused()
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(leg.locator(".done li")).to_have_count(2)


def test_load_and_effort_are_noted_with_a_set(page: Page, server: Server) -> None:
    open_(page, server)
    leg = row(page, "side_lying_leg_lift")
    leg.get_by_role("button", name="Log without video").click()
    page.get_by_label("Band", exact=True).fill("green")
    page.get_by_label("How hard was it?").select_option("7: hard, 3 reps left")
    assert axe(page) == []
    page.get_by_role("button", name="Log", exact=True).click()
    noted = leg.get_by_role("button", name="Load and effort")
    expect(noted).to_have_text("green band, effort 7 of 10")
    noted.click()
    expect(page.get_by_label("Band", exact=True)).to_have_value("green")
    page.get_by_label("Load (kg)").fill("2.5")
    page.get_by_label("Band", exact=True).fill("")
    page.get_by_role("button", name="Save").click()
    expect(noted).to_have_text("2.5\u00a0kg, effort 7 of 10")
    found = told(server, "GET", f"/programme?day={day_of(page)}")["today"]
    (kept,) = next(t for t in found if t["exercise"] == "side_lying_leg_lift")["sets_done"]
    assert (kept["load_kg"], kept["band"], kept["effort"]) == (2.5, None, 7)
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(noted).to_have_text("green band, effort 7 of 10")


def test_a_set_with_too_few_reps_is_not_ticked(page: Page, server: Server) -> None:
    open_(page, server)
    leg = row(page, "side_lying_leg_lift")
    for reps, said in (
        (3, "0 of 2\u00a0sets, 3 of 10\u00a0reps"),
        (10, "1 of 2\u00a0sets, 3 of 10"),
    ):
        leg.get_by_role("button", name="Log without video").click()
        page.get_by_label("Reps", exact=True).fill(str(reps))
        page.get_by_role("button", name="Log", exact=True).click()
        expect(leg.locator(".what > .small").first).to_contain_text(said)
    expect(leg.locator(".mark.ok")).to_have_count(0)


def test_the_check_in_is_kept_at_once_with_the_keyboard_alone(page: Page, server: Server) -> None:
    open_(page, server)
    pain(page, "Low back").get_by_role("radio", name="0", exact=True).focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".saying")).to_contain_text("Saved.")
    day = str(day_of(page))
    nothing = {"hip": None, "knee": None, "sitting": None, "breaks": None}
    assert checkin(page, server) == {"day": day, "back": 3, **nothing}
    page.get_by_label("Hours sitting").fill("7.5")
    page.get_by_label("Breaks").fill("4")
    expect(page.locator(".saying")).to_contain_text("Saved.")
    page.reload()
    expect(pain(page, "Low back").get_by_role("radio", name="3")).to_be_checked()
    expect(page.get_by_label("Hours sitting")).to_have_value("7.5")
    expect(page.get_by_label("Breaks")).to_have_value("4")
    page.get_by_label("Hours sitting").fill("25")
    expect(page.locator(".saying")).to_contain_text("hours from 0 to 24")
    page.get_by_label("Hours sitting").fill("")
    page.get_by_label("Breaks").fill("")
    page.get_by_role("button", name="Clear Low back").click()
    expect(pain(page, "Low back").get_by_role("radio", name="0", exact=True)).to_be_focused()
    expect(page.locator(".saying")).to_contain_text("Saved.")
    assert checkin(page, server) is None


def test_breaks_are_ticked_and_reminded_of(new_page: NewPage, server: Server) -> None:
    page = new_page()
    page.add_init_script(NOTIFIED)
    page.clock.install(time=datetime.now().replace(hour=10))  # half an hour is not the next day
    open_(page, server)
    page.get_by_label("Breaks from sitting").fill("2")
    expect(page.locator(".saying")).to_contain_text("Saving")
    page.clock.run_for(1000)
    expect(page.locator(".saying")).to_contain_text("Saved.")
    page.get_by_label("Remind me to get up").select_option("every 30 minutes")
    expect(page.locator(".breaks")).to_contain_text("as a notification, while this page is open")
    due = page.locator(".breaks .due")
    page.clock.run_for(29 * 60_000)
    expect(due).to_have_count(0)
    page.clock.run_for(2 * 60_000)
    expect(due).to_contain_text("Time to get up.")
    assert page.evaluate("window.notified") == ["Time to get up."]
    page.get_by_role("button", name="I took a break").click()
    expect(due).to_have_count(0)
    expect(page.get_by_label("Breaks from sitting")).to_have_value("3")
    page.clock.run_for(1000)
    expect(page.locator(".saying")).to_contain_text("Saved.")
    found = told(server, "GET", f"/programme?day={day_of(page)}")["checkin"]
    assert found["breaks"] == 3
    page.reload()
    expect(page.get_by_label("Remind me to get up")).to_have_value("30")


def test_the_circuit_goes_from_one_exercise_to_the_next(new_page: NewPage, server: Server) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.clock.install()
    open_(page, server)
    page.get_by_role("link", name="Start the circuit").click()
    expect(page.get_by_role("heading", name="Glute bridge")).to_be_visible()
    assert overflows(page) == []
    assert axe(page) == []
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Rest")).to_be_focused()
    expect(page.get_by_text("Next: Clamshell")).to_be_visible()
    page.clock.run_for(25_000)
    expect(page.get_by_role("heading", name="Clamshell")).to_be_visible()
    expect(page.get_by_role("link", name="Record it")).to_have_attribute(
        "href", "/record?exercise=clamshell&circuit=2"
    )
    for title in ("Donkey kick", "Lateral band walk", "Half-kneeling hip-flexor stretch"):
        page.get_by_role("button", name="Skip").click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_role("heading", name="Foam rolling")).to_be_visible()
    expect(page.get_by_role("link", name="Record it")).to_have_count(0)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Circuit done")).to_be_visible()
    found = told(server, "GET", f"/programme/circuit?day={day_of(page)}")["steps"]
    assert [s["done"] for s in found] == [1, 0, 0, 0, 0, 1]
    page.goto(f"{server.url}/circuit?after=1")  # back from recording the first
    expect(page.get_by_text("Next: Clamshell")).to_be_visible()
    page.get_by_role("button", name="Go on now").click()
    expect(page.get_by_role("heading", name="Clamshell")).to_be_focused()


NOTIFIED = """
window.notified = [];
window.Notification = class {
  static permission = "default";
  static async requestPermission() { return "granted"; }
  constructor(title) { window.notified.push(title); }
  close() {}
};
"""
"""A browser whose notifications are allowed when asked for, and counted."""


def test_growing_pain_says_stop_and_nothing_is_urged(page: Page, server: Server) -> None:
    open_(page, server)
    expect(page.locator(".stop")).to_have_count(0)
    grown(server, day_of(page))
    pain(page, "Low back").get_by_role("radio", name="6").check()
    stop = page.get_by_role("alert").locator(".stop")
    expect(stop).to_contain_text("stop, and see a professional")
    expect(page.locator(".reminder")).to_have_count(0)
    expect(page.locator(".exercise .button.main")).to_have_count(0)
    expect(page.locator(".facts")).to_contain_text("more than before")
    assert axe(page) == []
    record = row(page, "clamshell").get_by_role("link", name="Record")
    record.click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("stop, and see a professional")
    asked.get_by_role("button", name="Stop here").click()
    expect(asked).to_have_count(0)
    assert page.url == f"{server.url}/today"
    page.get_by_role("button", name="Move on to phase 2").click()
    asked.get_by_role("button", name="Stop here").click()
    expect(page.get_by_role("heading", name="Activation and isolation")).to_be_visible()
    record.click()
    asked.get_by_role("button", name="Go on anyway").click()
    page.wait_for_url(f"{server.url}/record?exercise=clamshell")


def test_moving_on_is_a_decision_that_can_be_taken_back(page: Page, server: Server) -> None:
    day = day_of(page)
    for ago in (10, 12, 14):
        check_in(server, day - timedelta(ago), back=5)
    for ago in (1, 2):
        check_in(server, day - timedelta(ago), back=2)
    open_(page, server)
    facts = page.locator(".facts")
    expect(facts).to_contain_text("0 of 14 planned days")
    expect(facts).to_contain_text(
        "2 of 10 this week; 5 in the three weeks before: less than before"
    )
    page.get_by_role("button", name="Move on to phase 2").click()
    expect(page.get_by_role("heading", name="Strength and load")).to_be_visible()
    assert told(server, "GET", "/programme")["phase"]["number"] == 2
    expect(page.get_by_role("button", name="Go back to phase 1")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Activation and isolation")).to_be_visible()
    assert told(server, "GET", "/programme")["phase"]["number"] == 1


def test_changing_what_is_planned(page: Page, server: Server) -> None:
    open_(page, server)
    today = (day_of(page).weekday(), "Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
    name = today[1].split()[today[0]]

    def change() -> None:
        row(page, "clamshell").get_by_role("button", name="More options for Clamshell").click()
        page.get_by_role("button", name="Change plan").click()

    change()
    expect(page.get_by_role("button", name="Use the routine’s")).to_have_count(0)
    page.get_by_label("Reps, from").fill("6")
    page.get_by_label("Reps, to").fill("8")
    page.get_by_label("Hold (s), from").fill("3")
    page.get_by_label("Hold (s), to").fill("4.5")
    page.get_by_label("Sides").select_option("left only")
    page.get_by_label("Band", exact=True).fill("red")
    page.get_by_label("When to add load").fill("Green when 8 are easy")
    page.get_by_role("checkbox", name=name).uncheck()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Other days").click()
    expect(row(page, "clamshell")).to_contain_text(
        "6\u2060–\u20608 reps, hold 3\u2060–\u20604.5\u00a0s, left side only, with red band"
    )
    expect(row(page, "clamshell")).to_contain_text("When to add load: Green when 8 are easy")
    planned = told(server, "GET", "/programme")["plan"]
    kept = next(p for p in planned if p["exercise"] == "clamshell")
    assert (kept["hold"], kept["sides"], kept["changed"]) == ([3, 4.5], "left", True)
    page.goto(f"{server.url}/record?exercise=clamshell")
    expect(page.locator(".chosen")).to_contain_text(
        "6–8 reps, 2–3 sets, hold 3–4.5 s, left side only"
    )
    open_(page, server)
    page.get_by_text("Other days").click()
    expect(row(page, "clamshell")).not_to_contain_text(name[:3])
    change()
    page.get_by_role("button", name="Use the routine’s").click()
    expect(page.get_by_text("Other days")).to_have_count(0)
    expect(row(page, "clamshell")).to_contain_text("10\u2060–\u206015 reps")
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Other days")).to_be_visible()


def test_how_long_it_takes_is_a_range_that_can_be_taken_back(page: Page, server: Server) -> None:
    open_(page, server)
    card = page.locator(".recovery")
    card.get_by_role("button", name="Answer").click()
    page.get_by_label("How long have you had this?").select_option("months")
    page.get_by_label("How bad is it?").select_option("mild")
    page.get_by_label("Hours you sit").fill("10")
    page.get_by_label("Numbness").check()
    assert axe(page) == []
    page.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("see a professional first")
    expect(card).not_to_contain_text("months, or longer")
    card.get_by_role("button", name="Change answers").click()
    expect(page.get_by_label("How long have you had this?")).to_have_value("months")
    page.get_by_label("Numbness").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("in 9 to 14\u00a0weeks")
    expect(card).to_contain_text("in 5 to 9\u00a0months, or longer")
    expect(card).to_contain_text("at this pace; as planned, in 7 to 10\u00a0weeks")
    expect(card).to_contain_text("sitting: 10\u00a0h a day")
    expect(card).to_contain_text("never a date")
    assert axe(page) == []
    kept = told(server, "GET", "/timeline")["start"]
    assert (kept["lasted"], kept["severity"], kept["sitting"]) == ("months", "mild", 10)
    card.get_by_role("button", name="Delete answers").click()
    expect(card.get_by_role("button", name="Answer", exact=True)).to_be_focused()
    assert told(server, "GET", "/timeline")["start"] is None
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(card).to_contain_text("never a date")
    assert told(server, "GET", "/timeline")["start"] == kept


def test_when_the_server_is_gone_and_back(page: Page, server: Server, guard: Guard) -> None:
    guard.excuse("net::ERR_FAILED")
    open_(page, server)
    page.route("**/api/**", lambda route: route.abort())
    pain(page, "Hip").get_by_role("radio", name="2").check()
    expect(page.locator(".saying")).to_contain_text("Not saved.")
    page.unroute("**/api/**")
    page.locator(".saying").get_by_role("button", name="Try again").click()
    expect(page.locator(".saying")).to_contain_text("Saved.")


def test_for_everybody(new_page: NewPage, server: Server) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, color_scheme="light")
    open_(page, server)
    assert overflows(page) == []
    assert axe(page) == []
    darken(page)
    assert axe(page, *COLOURS) == []
    page.set_viewport_size({"width": 640, "height": 450})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflows(page) == []
