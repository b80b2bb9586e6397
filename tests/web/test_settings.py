"""Settings in groups, colours and language that are chosen, and an address without a page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.receiver import Receiver
from tests.web.browser import Guard, Server, overflows
from tests.web.conftest import NewPage

Axe = Callable[[Page], list[str]]
PAPER = {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 24, 26)"}
"""The colour of `--paper` in css/tokens.css."""


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_the_colours_that_are_chosen_stay(
    new_page: NewPage, server: Server, system: str, chosen: str
) -> None:
    page = new_page(color_scheme=system)
    page.goto(f"{server.url}/account")
    expect(page.locator("body")).to_have_css("background-color", PAPER[system])
    page.get_by_label(chosen.capitalize(), exact=True).check()
    expect(page.locator("body")).to_have_css("background-color", PAPER[chosen])
    page.goto(f"{server.url}/exercises")
    expect(page.locator("body")).to_have_css("background-color", PAPER[chosen])
    page.goto(f"{server.url}/account")
    expect(page.get_by_label(chosen.capitalize(), exact=True)).to_be_checked()
    page.get_by_label("Same as this device").check()
    expect(page.locator("body")).to_have_css("background-color", PAPER[system])


@pytest.mark.parametrize("width", [1280, 320])
def test_settings_have_their_groups_beside_them(
    new_page: NewPage, server: Server, axe: Axe, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 844})
    page.goto(f"{server.url}/account")
    groups = page.get_by_role("navigation", name="Settings")
    groups.get_by_role("link", name="Limits").click()
    expect(page.get_by_role("heading", name="Limits")).to_be_in_viewport()
    assert overflows(page) == []
    assert axe(page) == []


def test_an_address_without_a_page_leads_back(
    page: Page, server: Server, guard: Guard, axe: Axe
) -> None:
    guard.excuse("404")
    answer = page.goto(f"{server.url}/no/such/page")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Your sets").click()
    page.wait_for_url(f"{server.url}/library")


def test_the_language_that_is_chosen_stays(new_page: NewPage, server: Server) -> None:
    page = new_page(locale="es-MX")
    page.goto(f"{server.url}/account")
    expect(page.get_by_role("heading", name="Idioma")).to_be_visible()
    page.get_by_label("English", exact=True).click()
    expect(page.get_by_role("heading", name="Language")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(f"{server.url}/exercises")
    expect(page.get_by_role("heading", name="Exercises", level=1)).to_be_visible()
    page.goto(f"{server.url}/account")
    page.get_by_label("Same as this browser").click()
    expect(page.get_by_role("heading", name="Idioma")).to_be_visible()


def test_another_program_is_told_of_sets_once_its_address_is_entered(
    page: Page, server: Server, axe: Axe
) -> None:
    with Receiver() as receiver:
        page.goto(f"{server.url}/account")
        section = page.get_by_role("region", name="Webhooks")
        expect(section.get_by_text("Only addresses in your home network")).to_be_visible()
        section.get_by_text("Add an address", exact=True).click()
        section.get_by_label("Address").fill(receiver.url())
        section.get_by_role("button", name="Add", exact=True).click()
        expect(section.locator(".secret")).to_contain_text("whsec_")
        section.get_by_role("button", name="Send a test").click()
        expect(section.get_by_text("Last: Delivered (204).")).to_be_visible(timeout=30_000)
        assert axe(page) == []
        assert overflows(page) == []
        section.get_by_role("button", name="Remove").click()
        expect(section.get_by_text("Send a test")).to_have_count(0)
    assert [got.headers["content-type"] for got in receiver.received] == ["application/json"]
