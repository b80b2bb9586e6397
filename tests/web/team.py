"""A server in team mode for the browser tests, and people who join it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.browser import Server, until

PASSWORD = "one long walk by the sea"


def team_server(data: Path) -> Server:
    """Return a server with accounts, not started yet; by its name, since passkeys need one."""
    server = Server(data, FORMCHECK_TEAM="1", FORMCHECK_WEAK_SANDBOX="1")
    server.url = f"http://localhost:{server.port}"
    return server


def first_link(server: Server) -> str:
    """Return the link that was printed for the first coach, by the name the tests use."""

    def printed() -> str | None:
        found = re.search(r"/join/[\w-]+", server.log.read_text(encoding="utf-8"))
        return found and server.url + found.group()

    return until(printed, "the link for the first coach")


def join(page: Page, link: str, name: str, login: str, *, consent: bool = True) -> None:
    """Open an invitation and make an account by it."""
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    agree = page.get_by_role("checkbox")
    if consent and agree.count():
        agree.check()
    page.locator("form button").click()
    page.wait_for_url(re.compile("/(desk|today)$"))


def invitation(page: Page, server: Server, name: str, role: str = "client") -> str:
    """Return the link that a coach makes for somebody."""
    page.goto(f"{server.url}/account")
    page.get_by_label("Their name").fill(name)
    page.get_by_label("Role", exact=True).select_option(role)
    page.get_by_role("button", name="Create link").click()
    field = page.get_by_label("Link", exact=True)
    expect(field).to_have_value(re.compile("/join/"))
    return field.input_value()


def sign_in(page: Page, server: Server, login: str, password: str = PASSWORD) -> None:
    """Sign in by password, wherever that leads."""
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
