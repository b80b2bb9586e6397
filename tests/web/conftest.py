"""Fixtures of the browser tests; without a chromium they are left out, in one line."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.web import webcam
from tests.web.browser import FLAGS, LEFT_OUT, Guard, Server, axe, chromium
from tests.web.judged_sets import Shelf
from tests.web.result_page import Set, judged

PATIENCE = 60_000
"""Milliseconds that the browser waits for anything, on a busy machine."""


class NewPage(Protocol):
    """Opens a page in a context of its own: `new_page(color_scheme="dark")`."""

    def __call__(self, browser: Browser | None = None, **context: Any) -> Page: ...


def pytest_runtest_setup() -> None:
    """Skipped from here, all of them make one line of the summary."""
    if chromium() is None:
        pytest.skip(LEFT_OUT)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE)
    try:
        driver = sync_playwright().start()
    except Exception as error:  # its own program lacks a library of the system
        pytest.skip(f"browser tests left out: {error}; see 'make browser'")
    yield driver
    driver.stop()


@pytest.fixture(scope="session")
def launch(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Launches a chromium with further flags, for example a fake camera; closed at the end."""
    launched: list[Browser] = []

    def launch(*flags: str) -> Browser:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *flags])
        launched.append(browser)
        return browser

    yield launch
    for browser in launched:
        browser.close()


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Browser:
    return launch()


@pytest.fixture(scope="session")
def origins() -> set[str]:
    """The origins of our servers: a page may ask nothing else."""
    return set()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Judged sets to begin with: `shelf.judged(folder)` before a server is started there."""
    root = tmp_path_factory.getbasetemp()
    return Shelf(root.parent if "PYTEST_XDIST_WORKER" in os.environ else root)


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, origins: set[str]
) -> Iterator[Server]:
    """One server for all tests that do not mind each other's sets.

    It begins with the judged sets where any test that is run now wants them.
    """
    data = tmp_path_factory.mktemp("shared")
    if any("shelf" in getattr(item, "fixturenames", ()) for item in request.session.items):
        shelf: Shelf = request.getfixturevalue("shelf")
        shelf.judged(data)
    yield from serving(Server(data), origins)


@pytest.fixture(scope="session")
def bridge(server: Server, shelf: Shelf) -> Set:
    """The bridge with hips past straight, judged, on the server that is shared."""
    return judged(server)


@pytest.fixture
def fresh_server(tmp_path: Path, origins: set[str], guards: dict[Page, Guard]) -> Iterator[Server]:
    """A server with an empty library, to be killed and started again as a test likes."""
    yield from serving(Server(tmp_path / "fresh"), origins, guards)


def serving(
    server: Server, origins: set[str], guards: dict[Page, Guard] | None = None
) -> Iterator[Server]:
    """Run a server for a fixture; its origin is one that pages may ask."""
    origins.add(server.url)
    try:
        server.start()
        yield server
    finally:
        for page in guards or ():  # else they complain that their server is gone
            page.context.close()
        server.stop()


@pytest.fixture
def guards() -> dict[Page, Guard]:
    return {}


@pytest.fixture
def new_page(browser: Browser, origins: set[str], guards: dict[Page, Guard]) -> Iterator[NewPage]:
    """Opens guarded pages; at the end none may have left our origin or logged an error."""
    usual = browser

    def open_page(browser: Browser | None = None, **context: Any) -> Page:
        # A page that stands still where nothing is done: motion is what a test asks for.
        context.setdefault("reduced_motion", "reduce")
        # What goes through a service worker is nothing that a test could answer.
        context.setdefault("service_workers", "block")
        page = (browser or usual).new_context(**context).new_page()
        page.set_default_timeout(PATIENCE)
        guards[page] = Guard(page, origins)
        return page

    yield open_page
    for page in guards:
        page.context.close()
    for guard in guards.values():
        guard.verdict()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def guard(page: Page, guards: dict[Page, Guard]) -> Guard:
    """The guard of `page`: `guard.excuse("net::ERR_CONNECTION_REFUSED")`."""
    return guards[page]


@pytest.fixture(name="axe")
def _axe() -> Callable[[Page], list[str]]:
    """`assert axe(page) == []`."""
    return axe


@pytest.fixture(scope="session")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a camera shows where the poses are played."""
    return webcam.empty_room(tmp_path_factory.mktemp("webcam") / "empty.y4m")


@pytest.fixture(scope="module")
def filming(launch: Callable[..., Browser], empty_room: Path) -> Browser:
    """A browser with a camera that shows nobody, for poses that are played."""
    return launch(*webcam.flags(empty_room))


@pytest.fixture
def film_page(new_page: NewPage, filming: Browser) -> Page:
    return new_page(filming, viewport={"width": 800, "height": 600})
