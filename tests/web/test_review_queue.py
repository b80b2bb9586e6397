"""The review queue: what waits on the desk, and its sets reviewed with the keyboard alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import COLOURS, Server, darken, overflows, turn
from tests.web.conftest import NewPage, serving
from tests.web.team import sign_in, team_server
from tests.web.waiting_sets import prepare

Axe = Callable[..., list[str]]
SETS = 4


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, origins: set[str]) -> Iterator[Server]:
    """A server whose queue the tests leave as they found it."""
    yield from with_sets(tmp_path_factory.mktemp("queue") / "data", origins)


@pytest.fixture
def own_team(tmp_path: Path, origins: set[str]) -> Iterator[Server]:
    """A server for a test that reviews its sets."""
    yield from with_sets(tmp_path / "data", origins)


def with_sets(data: Path, origins: set[str]) -> Iterator[Server]:
    prepare(data, SETS)
    yield from serving(team_server(data), origins)


def coach_of(new_page: NewPage, team: Server) -> Page:
    """Return the page of the coach, signed in and at the desk."""
    page = new_page(viewport={"width": 1280, "height": 800})
    sign_in(page, team, "mira")
    page.wait_for_url(re.compile("/desk$"))
    return page


@pytest.fixture
def coach(new_page: NewPage, team: Server) -> Page:
    return coach_of(new_page, team)


def set_shown(page: Page) -> str:
    return page.url.split("/review/")[1].split("?")[0]


def reviewing(page: Page, number: int, of: int = SETS) -> None:
    """Wait until the page shows that set of the queue, ready to be reviewed."""
    expect(page.locator(".queue-place")).to_contain_text(f"Set {number} of {of}")
    expect(page.locator(".review-panel .shown-fault")).to_be_visible()


def test_sets_are_reviewed_with_the_keyboard_alone(new_page: NewPage, own_team: Server) -> None:
    team, coach = own_team, coach_of(new_page, own_team)
    coach.goto(f"{team.url}/desk?view=queue")
    expect(coach.locator(".waiting")).to_have_count(SETS)
    coach.keyboard.press("j")
    expect(coach.locator(".waiting .set-open").first).to_be_focused()
    coach.keyboard.press("Enter")
    reviewing(coach, 1)
    coach.evaluate("() => { window.stayed = true; }")
    text = coach.get_by_label("Comment", exact=True)
    seen = []
    for number in range(1, SETS + 1):
        reviewing(coach, number)
        seen.append(set_shown(coach))
        coach.keyboard.press("a" if number % 2 else "x")
        chosen = coach.locator(".shown-fault .choice[aria-pressed=true]")
        expect(chosen).to_have_class(re.compile("accepted" if number % 2 else "rejected"))
        if number % 2 == 0:
            first = coach.locator(".shown-fault").get_by_label("Not this fault")
            expect(first).to_be_focused()
            coach.keyboard.press("Space")
            expect(first).to_be_checked()
        coach.keyboard.press("c")
        expect(text).to_be_focused()
        coach.keyboard.type(f"Lift higher, set {number}.")
        coach.keyboard.press("Control+Enter")
        expect(coach.locator(".remark")).to_contain_text(f"Lift higher, set {number}.")
        expect(text).to_have_value("")
        expect(text).not_to_be_focused()
        coach.keyboard.press("m")
    expect(coach.locator(".review-panel")).to_contain_text("All reviewed")
    assert len(set(seen)) == SETS
    assert coach.evaluate("() => window.stayed")  # no page was loaded meanwhile
    coach.goto(f"{team.url}/desk?view=queue")
    expect(coach.get_by_role("heading", name="Nothing to review")).to_be_visible()
    coach.goto(f"{team.url}/desk?view=sets&reviewed=true")
    expect(coach.locator(".set")).to_have_count(SETS)


def test_a_draft_waits_while_other_sets_are_looked_at(coach: Page, team: Server) -> None:
    coach.get_by_role("link", name=f"Review {SETS} sets").click()
    reviewing(coach, 1)
    coach.keyboard.press("c")
    coach.keyboard.type("half a tho")
    coach.keyboard.press("Escape")
    coach.keyboard.press("j")
    reviewing(coach, 2)
    expect(coach.get_by_label("Comment", exact=True)).to_have_value("")
    coach.keyboard.press("k")
    reviewing(coach, 1)
    expect(coach.get_by_label("Comment", exact=True)).to_have_value("half a tho")


def test_dismissing_and_reviewing_can_be_undone(coach: Page, team: Server) -> None:
    coach.goto(f"{team.url}/desk?view=queue")
    coach.get_by_role("button", name=re.compile("^Dismiss")).first.click()
    coach.get_by_role("button", name="Undo").hover()  # it stays while the pointer is on it
    expect(coach.locator(".waiting")).to_have_count(SETS - 1)
    coach.get_by_role("button", name="Undo").click()
    expect(coach.locator(".waiting")).to_have_count(SETS)
    coach.locator(".waiting .set-open").first.click()
    reviewing(coach, 1)
    coach.keyboard.press("e")
    coach.get_by_role("button", name="Undo").hover()  # it stays while the pointer is on it
    reviewing(coach, 2)
    expect(coach.locator(".queue-place")).to_contain_text(f"{SETS - 1} to review")
    coach.get_by_role("button", name="Undo").click()
    reviewing(coach, 1)
    expect(coach.locator(".queue-place")).to_contain_text(f"{SETS} to review")
    coach.get_by_role("button", name="Reviewed, next set").click()
    reviewing(coach, 2)
    coach.keyboard.press("k")
    reviewing(coach, 1)
    coach.get_by_role("button", name="Mark as not reviewed").click()
    expect(coach.get_by_role("button", name="Reviewed, next set")).to_be_visible()


def test_a_saved_reply_is_written_with_one_key(new_page: NewPage, own_team: Server) -> None:
    coach = coach_of(new_page, own_team)
    coach.get_by_role("link", name=f"Review {SETS} sets").click()
    reviewing(coach, 1)
    coach.keyboard.press("c")
    coach.keyboard.type("Slower on the way down.")
    coach.get_by_role("button", name="Save as a reply").click()
    reply = coach.locator(".saved-replies li")
    expect(reply).to_contain_text("Slower on the way down.")
    coach.keyboard.press("Escape")
    coach.get_by_role("button", name="Reviewed, next set").click()
    reviewing(coach, 2)
    expect(coach.locator(".remark")).to_have_count(0)
    expect(reply).to_have_count(1)
    coach.keyboard.press("1")
    expect(coach.get_by_label("Comment", exact=True)).to_have_value("Slower on the way down.")
    coach.keyboard.press("Control+Enter")
    expect(coach.locator(".remark")).to_contain_text("Slower on the way down.")
    reply.get_by_role("button", name=re.compile("^Delete the reply")).click()
    expect(reply).to_have_count(0)


def test_it_fits_and_is_accessible(coach: Page, team: Server, axe: Axe) -> None:
    for width in (1280, 390, 320):
        turn(coach, "light")
        coach.set_viewport_size({"width": width, "height": 844})
        coach.goto(f"{team.url}/desk?view=queue")
        expect(coach.locator(".waiting")).to_have_count(SETS)
        assert overflows(coach) == [], width
        assert axe(coach) == [], width
        coach.locator(".waiting .set-open").first.click()
        reviewing(coach, 1)
        expect(coach.get_by_label("Comment", exact=True)).to_be_in_viewport()
        expect(coach.locator(".stage")).to_be_in_viewport()
        coach.keyboard.press("a")  # it may be rejected since another width
        chosen = coach.locator(".shown-fault .choice[aria-pressed=true]")
        expect(chosen).to_have_class(re.compile("accepted"))
        coach.keyboard.press("x")
        expect(coach.locator(".shown-fault").get_by_label("Not this fault")).to_be_focused()
        assert overflows(coach) == [], width
        assert axe(coach) == [], width
        darken(coach)
        assert axe(coach, *COLOURS) == [], width
