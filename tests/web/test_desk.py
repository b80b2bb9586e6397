"""The coach's desk: clients as rows, filters in the address, sets across clients."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, StorageState, expect

from tests.web.browser import Server, axe_in_both_themes, overflows
from tests.web.conftest import NewPage, serving
from tests.web.made_up_sets import Json, made_up
from tests.web.team import first_link, join, team_server

Axe = Callable[[Page], list[str]]
HOSTILE = "<img src=x onerror=alert(1)> of a quite long name"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, origins: set[str]) -> Iterator[Server]:
    yield from serving(team_server(tmp_path_factory.mktemp("desk")), origins)


@pytest.fixture(scope="module")
def signed_in(team: Server, browser: Browser) -> StorageState:
    """What the coach's browser keeps once she has joined."""
    context = browser.new_context()
    join(context.new_page(), first_link(team), "Mira Coach", "mira")
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def coach(new_page: NewPage, signed_in: StorageState) -> Page:
    """A page on which the coach is signed in."""
    return new_page(viewport={"width": 1280, "height": 900}, storage_state=signed_in)


def client(number: int, **changes: object) -> Json:
    return {
        "id": f"client-{number}",
        "name": f"Client {number}",
        "since": "2026-11-01T10:00:00.000Z",
        "last": {
            "id": f"set-{number}",
            "title": "x",
            "created": "2026-11-20T10:00:00.000Z",
            "exercise": {"id": "glute_bridge", "title": "Glute bridge"},
            "good": 8,
            "total": 10,
        },
        "sets_week": 3,
        "adherence": {"done": 9, "planned": 14},
        "new": 0,
        "answers": 0,
        "attention": [],
        "faults": [],
        "tags": ["Tuesday class"],
    } | changes


CLIENTS = [
    client(
        1,
        name=HOSTILE,
        new=2,
        answers=1,
        attention=[
            {"code": "stop", "message": "Strong pain: low back (8 of 10)."},
            {"code": "fault_back", "message": "Knees caving in is back in the glute bridge."},
        ],
    ),
    client(2, attention=[{"code": "no_set", "message": "No set for 6 days."}]),
    client(3, last=None, sets_week=0, adherence={"done": 0, "planned": 0}),
]


def pretend(page: Page, clients: list[Json]) -> list[dict[str, list[str]]]:
    """Let the desk hold these clients; return the queries it asks, as they come."""
    asked: list[dict[str, list[str]]] = []

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.path.endswith("/queue"):
            route.fulfill(json={"sets": [], "total": 0})
            return
        asked.append(parse_qs(url.query))
        if url.path.endswith("/sets"):
            mine = [
                made_up(n, owner={"id": "client-1", "name": "Client 1"}, reviewed=None, comments=n)
                for n in (1, 2)
            ]
            route.fulfill(json={"analyses": mine, "total": 2, "exercises": [], "faults": []})
            return
        named = [c for c in clients if asked[-1].get("q", [""])[0] in c["name"]]
        route.fulfill(
            json={
                "clients": named,
                "total": len(named),
                "everybody": len(clients),
                "exercises": [{"id": "glute_bridge", "title": "Glute bridge", "count": 2}],
                "faults": [],
                "tags": [{"id": "Tuesday class", "title": "Tuesday class", "count": 3}],
                "attention": {"stop": 1, "fault_back": 1, "no_set": 1},
            }
        )

    page.route(re.compile("/api/desk"), answer)
    return asked


def test_nobody_yet(coach: Page, team: Server, axe: Axe) -> None:
    coach.goto(f"{team.url}/desk")
    expect(coach.get_by_role("heading", name="No clients yet")).to_be_visible()
    expect(coach.get_by_role("button", name="Invite a client").first).to_be_visible()
    assert axe(coach) == []


def test_a_client_is_invited_from_the_desk(coach: Page, team: Server, axe: Axe) -> None:
    coach.goto(f"{team.url}/desk")
    coach.get_by_role("button", name="Invite a client").first.click()
    dialog = coach.get_by_role("dialog")
    dialog.get_by_label("Their name").fill("Ben")
    dialog.get_by_role("button", name="Create link").click()
    expect(dialog.get_by_role("heading")).to_have_text("The link for Ben is ready.")
    link = dialog.get_by_label("Link", exact=True)
    expect(link).to_have_value(re.compile(f"^{re.escape(team.url)}/join/"))
    expect(link).to_be_focused()
    expect(dialog.get_by_role("img", name="QR code of the link")).to_be_visible()
    assert axe(coach) == []
    coach.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_row_says_what_is_new_and_who_needs_what(coach: Page, team: Server) -> None:
    pretend(coach, CLIENTS)
    coach.goto(f"{team.url}/desk")
    rows = coach.locator(".client")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text(HOSTILE)
    news = ("2 new sets", "1 reply", "Strong pain", "Knees caving in is back")
    for part in (
        *news,
        "Tuesday class",
        "8 of 10 clean",
        "9 of 14 planned days",
        "3 sets this week",
    ):
        expect(rows.nth(0)).to_contain_text(part)
    expect(rows.nth(2)).to_contain_text("No sets yet.")
    expect(coach.get_by_role("status")).to_contain_text("3 clients")
    link = rows.nth(1).get_by_role("link", name="Client 2")
    expect(link).to_have_attribute("href", "/clients/client-2")
    newest = rows.nth(1).get_by_role("link", name="Glute bridge")
    expect(newest).to_have_attribute("href", "/review/set-2")
    coach.locator("h1").click()
    coach.keyboard.press("j")
    expect(rows.nth(0).get_by_role("link").first).to_be_focused()
    coach.keyboard.press("j")
    expect(link).to_be_focused()


def test_filters_are_in_the_address(coach: Page, team: Server) -> None:
    asked = pretend(coach, CLIENTS)
    coach.goto(f"{team.url}/desk")
    coach.get_by_role("button", name="with no sets for days").click()
    coach.wait_for_url(f"{team.url}/desk?attention=no_set")
    expect(coach.get_by_label("Needs attention")).to_have_value("no_set")
    coach.get_by_label("Exercise").select_option("glute_bridge")
    coach.get_by_label("Group").select_option("Tuesday class")
    coach.get_by_label("Sort by").select_option("new")
    narrowed = "attention=no_set&exercise=glute_bridge&tag=Tuesday+class&sort=new"
    coach.wait_for_url(f"{team.url}/desk?{narrowed}")
    coach.get_by_label("Name").fill("Client 3")
    expect(coach.locator(".client")).to_have_count(1)
    last = {k: v for k, v in asked[-1].items() if k not in ("day", "tz", "limit")}
    assert last == {
        "attention": ["no_set"],
        "exercise": ["glute_bridge"],
        "tag": ["Tuesday class"],
        "sort": ["new"],
        "q": ["Client 3"],
    }
    coach.get_by_label("Name").fill("nobody is called so")
    expect(coach.get_by_text("No matches.")).to_be_visible()
    coach.get_by_role("button", name="Clear filters").click()
    expect(coach.locator(".client")).to_have_count(3)
    coach.go_back()
    coach.go_back()
    expect(coach.get_by_label("Exercise")).to_have_value("glute_bridge")


def test_sets_of_all_clients(coach: Page, team: Server) -> None:
    pretend(coach, CLIENTS)
    coach.goto(f"{team.url}/desk?fault=knee_cave")
    coach.get_by_role("link", name="All sets").click()
    coach.wait_for_url(f"{team.url}/desk?view=sets&fault=knee_cave")
    rows = coach.locator(".set")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Client 1")
    expect(rows.nth(1)).to_contain_text("2 comments")
    with coach.expect_request(lambda r: "/api/" in r.url and "reviewed=false" in r.url):
        coach.get_by_label("Reviewed").select_option("Not reviewed")
    coach.wait_for_url(re.compile("reviewed=false"))
    expect(rows).to_have_count(2)


@pytest.mark.parametrize(("address", "row"), [("/desk", ".client"), ("/desk?view=sets", ".set")])
def test_it_fits_and_is_accessible(coach: Page, team: Server, address: str, row: str) -> None:
    pretend(coach, CLIENTS)
    coach.goto(f"{team.url}{address}")
    expect(coach.locator(row).first).to_be_visible()
    for width in (1280, 390, 320):
        coach.set_viewport_size({"width": width, "height": 844})
        assert overflows(coach) == []
        assert axe_in_both_themes(coach) == []
