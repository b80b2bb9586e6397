"""Limits of a person: seen, tried on the last sets, changed with a note, taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.browser import Guard, Server, axe, axe_in_both_themes, overflows
from tests.web.conftest import NewPage
from tests.web.made_up_sets import Json
from tests.web.result_page import Set
from tests.web.training_weeks import told


@pytest.fixture(autouse=True)
def _as_the_exercises_have_them(server: Server) -> Iterator[None]:
    yield
    for one in told(server, "GET", "/limits")["limits"]:
        if one["since"]:
            told(server, "DELETE", f"/limits/{one['exercise']}/{one['cue']}")


def height(server: Server) -> Json:
    every = told(server, "GET", "/limits")["limits"]
    found: Json = next(
        x for x in every if (x["exercise"], x["cue"]) == ("glute_bridge", "hyperextension")
    )
    return found


def open_(page: Page, server: Server) -> Locator:
    """Open the page at the bridge; return the row of its cue."""
    page.goto(f"{server.url}/limits#glute_bridge")
    return page.locator('[data-limit="glute_bridge/hyperextension"]')


def test_a_limit_is_tried_on_the_last_sets_and_changed_with_a_note(
    page: Page, server: Server, bridge: Set
) -> None:
    own = height(server)
    row = open_(page, server)
    expect(row).to_contain_text(own["text"])
    expect(page.get_by_text("All limits are the defaults.")).to_be_visible()
    row.get_by_role("button").click()
    dialog = page.get_by_role("dialog", name="Hips past straight")
    expect(dialog.get_by_text("This is the current limit.")).to_be_visible()
    expect(dialog.get_by_label("At least")).to_have_count(0)  # it has no lower end
    dialog.get_by_label("At most (°)").fill("230")
    faults = sum(
        f.verdict == "fault"
        for r in bridge.report.reps
        for f in r.findings
        if f.cue == "hyperextension"
    )
    assert faults > 0
    said = dialog.locator(".tried")
    expect(said).to_contain_text("with this fault instead of")
    tried = told(
        server,
        "POST",
        "/limits/preview",
        {
            "exercise": "glute_bridge",
            "cue": "hyperextension",
            "high": 230,
        },
    )["sets"]
    before = sum(s["before"]["faults"] for s in tried)
    after = sum(s["after"]["faults"] for s in tried)
    assert after < before
    expect(said).to_contain_text(
        re.compile(rf"{after}\u00a0reps? with this fault instead of {before}")
    )
    expect(said.locator("tbody tr").first.get_by_role("link")).to_have_attribute(
        "href", re.compile(r"/review/\w+")
    )
    assert axe(page) == []
    dialog.get_by_role("button", name="Save limit").click()
    expect(dialog).to_be_visible()  # without a note it is not changed
    assert height(server)["since"] is None
    dialog.get_by_label("Why").fill("a hip that bends back far")
    dialog.get_by_role("button", name="Save limit").click()
    expect(dialog).to_have_count(0)
    expect(row.get_by_role("button")).to_be_focused()
    changed = page.get_by_role("region", name="Changed")
    expect(changed).to_contain_text("at most 230°")
    expect(changed).to_contain_text("a hip that bends back far")
    assert (height(server)["high"], height(server)["note"]) == (230, "a hip that bends back far")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("All limits are the defaults.")).to_be_visible()
    assert height(server) == own


def test_back_to_the_exercises_own(page: Page, server: Server) -> None:
    own = height(server)
    told(server, "PUT", "/limits/glute_bridge/hyperextension", {"high": 200, "note": "new"})
    row = open_(page, server)
    row.get_by_role("button").click()
    page.get_by_role("button", name="Use the default").click()
    expect(page.get_by_text("All limits are the defaults.")).to_be_visible()
    assert height(server) == own
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("region", name="Changed")).to_contain_text("at most 200°")
    assert height(server)["note"] == "new"


def test_a_limit_that_makes_no_sense_is_told_of(page: Page, server: Server, guard: Guard) -> None:
    guard.excuse("422")
    page.goto(f"{server.url}/limits#glute_bridge")
    page.locator('[data-limit="glute_bridge/hold"]').get_by_role("button").click()
    page.get_by_label("At least (s)").fill("20")
    expect(page.locator(".tried")).to_contain_text("below the upper one")
    page.get_by_label("Why").fill("x")
    page.get_by_role("button", name="Save limit").click()
    expect(page.locator(".toast")).to_contain_text("below the upper one")


def test_for_everybody(new_page: NewPage, server: Server) -> None:
    told(server, "PUT", "/limits/glute_bridge/hyperextension", {"high": 200, "note": "new"})
    page = new_page(viewport={"width": 320, "height": 640}, color_scheme="light")
    row = open_(page, server)
    expect(row).to_be_visible()
    assert overflows(page) == []
    assert axe_in_both_themes(page) == []
    row.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe_in_both_themes(page) == []
    page.keyboard.press("Escape")
    expect(row.get_by_role("button")).to_be_focused()
    page.set_viewport_size({"width": 640, "height": 450})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflows(page) == []
