"""Progress over weeks: lines with their band, weeks, sides, pain; and on paper."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.browser import COLOURS, Guard, Server, axe, darken, overflows
from tests.web.conftest import NewPage
from tests.web.made_up_sets import Json
from tests.web.result_page import Set
from tests.web.training_weeks import check_in, day_of, made_up_progress, told


@pytest.fixture(autouse=True, scope="module")
def _without_check_ins(server: Server) -> Iterator[None]:
    yield
    for one in told(server, "GET", "/checkins")["checkins"]:
        told(server, "DELETE", f"/checkins/{one['day']}")


def cue(page: Page, ident: str) -> Locator:
    return page.locator(f".cue[data-cue={ident}]")


def pretend(page: Page, found: Json) -> list[str]:
    """Answer /api/progress with `found`; return what is asked."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(json=found)

    page.route("**/api/progress?*", answer)
    return asked


def test_a_judged_set_is_there_with_its_numbers(page: Page, server: Server, bridge: Set) -> None:
    day = day_of(page)
    check_in(server, day - timedelta(1), back=4, sitting=8)
    page.goto(f"{server.url}/progress?exercise=glute_bridge")
    expect(page.get_by_label("Exercise", exact=True)).to_have_value("glute_bridge")
    zone = page.evaluate("() => -new Date().getTimezoneOffset()")
    asked = f"/progress?exercise=glute_bridge&until={day}&tz={zone}"
    line = next(x for x in told(server, "GET", asked)["lines"] if x["cue"] == "hyperextension")
    shown = cue(page, "hyperextension")
    expect(shown.locator(".dot")).to_have_count(len(line["points"]))
    more = page.locator(".more-charts > summary")
    if not shown.is_visible():
        more.click()
    shown.get_by_text("All values").click()
    newest = line["points"][-1]
    expect(shown.locator("tbody tr").first.locator("td").first).to_have_text(newest["text"])
    hrefs = shown.locator("tbody a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert f"/review/{bridge.id}" in hrefs
    weeks = told(server, "GET", asked)["weeks"]
    week = page.locator(".weeks tbody tr").first
    expect(week).to_contain_text(f"{weeks[-1]['good']} of {weeks[-1]['reps']}")
    page.get_by_text("All check-ins").click()
    expect(page.locator(".pains tbody tr").first).to_contain_text("8\u00a0h")
    assert axe(page) == []


def test_lines_bands_limits_and_what_may_be_called_a_change(page: Page, server: Server) -> None:
    found = made_up_progress(day_of(page))
    pretend(page, found)
    page.goto(f"{server.url}/progress")
    height = cue(page, "height")
    expect(height.locator(".line")).to_contain_text("Better: from 160° ± 4° to")
    expect(height.locator(".line .mark.ok")).to_be_visible()
    expect(cue(page, "bend").locator(".line")).to_contain_text("No visible change")
    expect(height.locator(".curve .dot.fault")).to_have_count(4)
    expect(height.locator(".curve .dot")).to_have_count(10)
    band = height.locator("path.band").bounding_box()
    limit = height.locator("path.limit").bounding_box()
    assert band is not None
    assert limit is not None
    assert band["y"] < limit["y"] < band["y"] + band["height"]
    expect(height.locator("svg[role=img]")).to_have_attribute(
        "aria-label", re.compile("10\u00a0sets")
    )
    expect(height.get_by_role("link", name="Compare first")).to_have_attribute(
        "href", "/compare?before=set-0&after=set-9"
    )
    sides = page.locator(".sides tbody tr")
    expect(sides.nth(0)).to_contain_text("15 of 20")
    expect(sides.nth(1)).to_contain_text("6 of 18")
    since, until_ = f"since={day_of(page) - timedelta(27)}", f"until={day_of(page)}"
    with page.expect_request(lambda r: since in r.url and until_ in r.url):
        page.get_by_label("Time").select_option("4")
    expect(page).to_have_url(f"{server.url}/progress?exercise=glute_bridge&weeks=4")
    with page.expect_request(lambda r: "/api/progress" in r.url and "since=" not in r.url):
        page.get_by_label("Time").select_option("all")
    expect(page).to_have_url(f"{server.url}/progress?exercise=glute_bridge&weeks=all")
    page.go_back()
    expect(page.get_by_label("Time")).to_have_value("4")


def test_hours_of_sitting_stand_beside_pain(page: Page, server: Server) -> None:
    found = made_up_progress(day_of(page))
    for n, one in enumerate(found["checkins"]):
        one["sitting"], one["breaks"] = 10.0 - 0.2 * n, None if n < 8 else 5
    pretend(page, found)
    page.goto(f"{server.url}/progress?exercise=glute_bridge")
    pains = page.locator(".pains")
    expect(pains.get_by_role("heading", name="Hours sitting")).to_be_visible()
    expect(pains).to_contain_text("9.4\u00a0h a day at first, 6.6\u00a0h lately.")
    expect(pains).to_contain_text("Breaks: 5 a day.")
    expect(pains.get_by_role("img", name="Hours sitting: 10 first, 6 last")).to_be_visible()


def test_load_and_effort_stand_beside_form(page: Page, server: Server) -> None:
    day = day_of(page)
    noted = [(20, 10.0, 8, 8), (10, None, 6, None), (0, 14.0, None, 10)]
    found = made_up_progress(day)
    found["loads"] = [
        {
            "day": str(day - timedelta(ago)),
            "set_id": None if good is None else f"set-{ago}",
            "load_kg": kg,
            "load": "green band" if kg is None else f"{kg:g} kg",
            "effort": effort,
            "good": good,
            "reps": 10,
            "sets": 2 if good is None else 1,
        }
        for ago, kg, effort, good in noted
    ]
    pretend(page, found)
    page.goto(f"{server.url}/progress?exercise=glute_bridge")
    loads = page.locator(".loads")
    expect(loads).to_contain_text("From 10\u00a0kg to 14\u00a0kg.")
    expect(loads).to_contain_text("Clean reps: 8 of 10 first, 10 of 10 last.")
    expect(loads.locator(".dot")).to_have_count(2)
    rows = loads.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("green band")
    expect(rows.nth(1)).to_contain_text("6 of 10")
    expect(rows.nth(1)).to_contain_text("2 × 10")
    expect(rows.nth(1)).to_contain_text("not filmed")
    expect(rows.nth(0).get_by_role("link")).to_have_attribute("href", "/review/set-0")
    assert axe(page) == []


def test_one_page_on_paper(page: Page, server: Server, tmp_path: Path) -> None:
    pretend(page, made_up_progress(day_of(page)))
    page.goto(f"{server.url}/progress")
    expect(cue(page, "height")).to_be_visible()
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.printed") is True
    pdf = page.pdf(path=tmp_path / "progress.pdf", format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    page.emulate_media(media="print")
    expect(page.get_by_label("Time")).to_be_hidden()
    expect(page.locator(".paper").first).to_contain_text("Glute bridge")
    expect(page.locator(".pains .curve").first).to_be_visible()


def test_a_summary_for_a_physiotherapist(page: Page, server: Server, tmp_path: Path) -> None:
    pretend(page, made_up_progress(day_of(page)))
    page.goto(f"{server.url}/progress")
    page.get_by_role("link", name="Summary to print").click()
    expect(page.get_by_role("heading", name="Summary for a physiotherapist")).to_be_visible()
    height = page.get_by_role("row", name=re.compile("Height"))
    expect(height).to_contain_text("better")
    expect(height).to_contain_text("at least 165°")
    facts = page.get_by_role("region", name="Overview")
    expect(facts).to_contain_text("6 of 10 first, 0 last (21 check-ins)")
    expect(facts).to_contain_text("180 of 360 filmed")
    expect(page.get_by_text("left 15 of 20, right 6 of 18")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Clamshell"))).to_contain_text("each side")
    since = f"since={day_of(page) - timedelta(27)}"
    with page.expect_request(lambda r: since in r.url):
        page.get_by_label("Time").select_option("Last 4 weeks")
    expect(page).to_have_url(f"{server.url}/summary?weeks=4")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="Print or save as PDF").click()
    assert page.evaluate("() => window.printed") is True
    pdf = page.pdf(path=tmp_path / "summary.pdf", format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 2
    page.emulate_media(media="print")
    expect(page.get_by_label("Time")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".pains .curve").first).to_be_visible()


def test_nothing_yet_and_nobody_there(page: Page, server: Server, guard: Guard) -> None:
    guard.excuse("net::ERR_FAILED")
    page.route("**/api/progress?*", lambda route: route.abort())
    page.goto(f"{server.url}/progress")
    expect(page.get_by_text("formcheck is not responding")).to_be_visible()
    page.unroute("**/api/progress?*")
    nothing: Json = {"exercise": None, "exercises": [], "lines": [], "weeks": [], "sides": []}
    asked = pretend(page, {**nothing, "checkins": []})
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="No sets yet")).to_be_visible()
    assert "since=" not in asked[-1]  # not even longer ago
    expect(page.get_by_role("link", name="Today’s plan")).to_be_visible()


def test_for_everybody(new_page: NewPage, server: Server) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, color_scheme="light")
    pretend(page, made_up_progress(date(2026, 11, 20)))
    page.goto(f"{server.url}/progress")
    expect(cue(page, "height")).to_be_visible()
    assert overflows(page) == []
    assert axe(page) == []
    darken(page)
    assert axe(page, *COLOURS) == []
    page.set_viewport_size({"width": 640, "height": 450})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflows(page) == []
