"""The API's page: every route, by keyboard, at phone size, with nothing from elsewhere."""

from playwright.sync_api import expect

from tests.web.browser import Server, axe_in_both_themes
from tests.web.conftest import NewPage


def test_the_api_is_told_route_by_route(server: Server, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, color_scheme="light")
    page.goto(f"{server.url}/docs")
    routes = page.locator("fc-docs details")
    expect(routes.first).to_be_visible()
    told = page.request.get(f"{server.url}/openapi.json").json()["paths"]
    assert routes.count() == sum(len(set(r) - {"head"}) for r in told.values())
    routes.nth(1).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(routes.nth(1).get_by_text("the file's bytes")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_in_both_themes(page) == []
