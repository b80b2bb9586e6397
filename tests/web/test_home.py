"""The first page of somebody who is back: the day, what a coach said, and the last result."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import Server, axe_in_both_themes, overflows
from tests.web.conftest import NewPage, serving
from tests.web.team import sign_in, team_server
from tests.web.waiting_sets import prepare

Axe = Callable[..., list[str]]


@pytest.fixture
def team(tmp_path: Path, origins: set[str]) -> Iterator[Server]:
    data = tmp_path / "data"
    prepare(data, 3)
    yield from serving(team_server(data), origins)


def signed_in(new_page: NewPage, team: Server, login: str) -> Page:
    page = new_page(viewport={"width": 1280, "height": 844})
    sign_in(page, team, login)
    page.wait_for_url(re.compile("/(desk|today)$"))
    return page


def test_a_coachs_comment_is_told_on_every_page_until_it_is_seen(
    new_page: NewPage, team: Server
) -> None:
    coach = signed_in(new_page, team, "mira")
    coach.goto(f"{team.url}/desk?view=queue")
    coach.locator(".waiting").filter(has_text="Anna").locator(".set-open").click()
    coach.get_by_label("Comment", exact=True).fill("Heels closer, then lift.")
    coach.get_by_role("button", name="Save", exact=True).click()
    expect(coach.locator(".remark")).to_contain_text("Heels closer")

    anna = signed_in(new_page, team, "anna")
    anna.goto(f"{team.url}/exercises")
    unread = anna.get_by_role("link", name="1 new comment")
    expect(unread).to_be_visible()
    anna.goto(f"{team.url}/")
    expect(anna.get_by_role("region", name="New comments")).to_contain_text("Heels closer")
    unread.click()
    expect(anna.locator(".remark.fresh")).to_contain_text("Heels closer")
    anna.goto(f"{team.url}/")
    expect(anna.get_by_role("heading", name="Welcome back")).to_be_visible()
    expect(anna.get_by_role("heading", name="Today")).to_be_visible()
    expect(unread).to_have_count(0)


def test_home_is_ones_own(new_page: NewPage, team: Server) -> None:
    anna = signed_in(new_page, team, "anna")
    anna.goto(f"{team.url}/")
    expect(anna.get_by_role("heading", name="Welcome back")).to_be_visible()
    plan = anna.locator(".my-day")
    expect(plan).to_contain_text("Glute bridge 0 of 2\u00a0sets, 2 of 10\u00a0reps")
    expect(plan.get_by_role("link", name="Record Glute bridge")).to_be_visible()
    expect(anna.get_by_role("heading", name="Your last result")).to_be_visible()
    expect(anna.locator(".set")).to_have_count(1)
    expect(anna.get_by_role("heading", name="Your first set")).to_have_count(0)
    for width in (1280, 390, 320):
        anna.set_viewport_size({"width": width, "height": 844})
        assert overflows(anna) == []
        assert axe_in_both_themes(anna) == []
