"""A backup brought back from the page: at the first start, and refused where there is something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from formcheck.storage import backup
from tests.storage.rows import done
from tests.support import data_folder
from tests.web.browser import Guard, Server, axe, overflows
from tests.web.conftest import serving


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The backup of a library of two sets."""
    old = data_folder.services(tmp_path / "old")
    for title in ("Monday", "Tuesday"):
        done(old.store, old.store.only_person(), title=title)
    path = tmp_path / "formcheck.tar"
    with path.open("wb") as out:
        backup.write(old.store.engine, old.files, out, lambda *_: None)
    old.close()
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, origins: set[str]) -> Iterator[Server]:
    yield from serving(Server(tmp_path_factory.mktemp("empty") / "data"), origins)


def test_at_the_first_start_and_never_over_what_is_there(
    page: Page, empty: Server, guard: Guard, file: Path, tmp_path: Path
) -> None:
    guard.excuse("/api/restore")
    page.goto(empty.url)
    expect(page.get_by_role("heading", name="Bring a backup back")).to_be_visible()
    assert axe(page) == []
    broken = tmp_path / "broken.tar"
    broken.write_bytes(file.read_bytes()[:5000])
    page.locator("fc-backup input").set_input_files(broken)
    expect(page.get_by_text("This backup cannot be restored")).to_be_visible()
    page.locator("fc-backup input").set_input_files(file)
    page.wait_for_url(f"{empty.url}/library")
    expect(page.locator(".set")).to_have_count(2)
    expect(page.get_by_text("Tuesday")).to_be_visible()

    page.goto(f"{empty.url}/account")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("fc-backup input").set_input_files(file)
    expect(page.get_by_text("there is something here already")).to_be_visible()
    assert axe(page) == []
    assert overflows(page) == []
