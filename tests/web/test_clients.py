"""A coach's pages of a client: whose they are is said, and nothing is there that is not theirs."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from formcheck.api.routes.pages import PAGES
from tests.web.browser import COLOURS, Guard, Server, axe, darken, overflows
from tests.web.conftest import NewPage, serving
from tests.web.judged_sets import Shelf
from tests.web.team import invitation, join, sign_in, team_server
from tests.web.training_weeks import day_of

Json = dict[str, Any]
MOST_REQUESTS = 25
"""Of a page that is opened for the first time."""


@pytest.fixture(scope="module")
def team(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory, origins: set[str]
) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("clients")
    shelf.team(data)
    yield from serving(team_server(data), origins)


@pytest.fixture(scope="module")
def anna(team: Server, browser: Browser) -> str:
    """The id of the coach's client, who has sets, a check-in and a limit of her own."""
    contexts = [browser.new_context() for _ in range(2)]
    coach, client = (context.new_page() for context in contexts)
    sign_in(coach, team, "mira")
    coach.wait_for_url(f"{team.url}/desk")
    sign_in(client, team, "anna")
    client.wait_for_url(f"{team.url}/today")
    put(client, team, f"/checkins/{day_of(client)}", {"back": 4, "sitting": 7})
    put(client, team, "/limits/glute_bridge/height", {"low": 150, "note": "stiff hips"})
    ident = str(clients(coach, team)[0]["id"])
    for context in contexts:
        context.close()
    return ident


def put(page: Page, team: Server, path: str, body: Json) -> None:
    answer = page.request.put(f"{team.url}/api{path}", data=body, headers={"Origin": team.url})
    assert answer.status == 200, answer.text()


def clients(page: Page, team: Server) -> list[Json]:
    found: list[Json] = page.request.get(f"{team.url}/api/clients").json()["clients"]
    return found


def signed_in(new_page: NewPage, team: Server, login: str, **context: Any) -> Page:
    page = new_page(**context)
    sign_in(page, team, login)
    page.wait_for_url(re.compile("/(desk|today)$"))
    return page


PATHS = [
    "/clients/{}",
    "/today?of={}",
    "/library?of={}",
    "/progress?of={}",
    "/limits?of={}",
    "/summary?of={}",
    "/compare?of={}",
]


def test_for_everybody(new_page: NewPage, team: Server, anna: str) -> None:
    small: Any = {"width": 320, "height": 640}
    page = signed_in(new_page, team, "mira", viewport=small, color_scheme="light")
    for path in PATHS:
        page.emulate_media(color_scheme="light")
        page.goto(team.url + path.format(anna), wait_until="networkidle")
        expect(page.locator("main")).to_contain_text("Anna")
        assert overflows(page) == [], path
        assert axe(page) == [], path
        darken(page)
        assert axe(page, *COLOURS) == [], path


def test_a_coach_finds_what_a_client_told_and_none_of_their_controls(
    new_page: NewPage, team: Server, anna: str
) -> None:
    page = signed_in(new_page, team, "mira", viewport={"width": 1280, "height": 900})
    page.goto(f"{team.url}/today?of={anna}")
    expect(page.locator(".heard")).to_contain_text("pain 4 of 10")
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("link", name="Record", exact=True)).to_have_count(1)  # the header's
    page.goto(f"{team.url}/library?of={anna}")
    expect(page.get_by_role("heading", name="Anna’s sets")).to_be_visible()
    row = page.locator(".set")
    expect(row).to_have_count(3)
    expect(row.locator("fc-menu")).to_have_count(0)
    row.first.locator("a").focus()
    page.keyboard.press("Delete")
    page.keyboard.press("r")
    page.keyboard.press("u")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row).to_have_count(3)
    page.goto(f"{team.url}/progress?of={anna}")
    expect(page.get_by_role("heading", name="Anna’s progress")).to_be_visible()
    page.goto(f"{team.url}/library?of={anna}")
    page.get_by_label("Sort by").select_option("Oldest first")
    expect(page).to_have_url(re.compile(f"of={anna}"))
    page.locator(".set-open").first.click()
    current = page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")
    expect(current).to_have_text("Clients")
    page.goto(f"{team.url}/clients/{anna}")
    limits = page.get_by_role("region", name="Limits")
    expect(limits).to_contain_text("stiff hips")
    page.get_by_role("button", name="Move on to phase 2").click()
    expect(page.get_by_role("heading", name="Strength and load")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Activation and isolation")).to_be_visible()


def test_a_coach_keeps_notes_and_gives_a_plan_to_another_client(
    new_page: NewPage, team: Server, anna: str
) -> None:
    mira = signed_in(new_page, team, "mira", viewport={"width": 1280, "height": 900})
    cleo = new_page()
    join(cleo, invitation(mira, team, "Cleo"), "Cleo", "cleo")
    plan = {"exercise": "clamshell", "days": [1, 3], "reps": [8, 8], "sets": [4, 4]}
    put(mira, team, f"/programme/plan?of={anna}", plan)
    mira.goto(f"{team.url}/clients/{anna}")
    mira.get_by_label("Note", exact=True).fill("Old ankle sprain, left.")
    mira.get_by_label("Groups, separated by commas").fill("Knee, Tuesday class")
    mira.get_by_role("button", name="Save", exact=True).click()
    expect(mira.locator(".toast")).to_contain_text("Saved.")
    mira.get_by_role("button", name="Give this plan to other clients").click()
    mira.get_by_role("dialog").get_by_label("Cleo").check()
    mira.get_by_role("button", name="Give the plan").click()
    expect(mira.locator(".toast").last).to_contain_text("1 client has this plan now.")
    told = cleo.request.get(f"{team.url}/api/programme").json()["plan"]
    (given,) = (one for one in told if one["exercise"] == "clamshell")
    assert {key: given[key] for key in plan} == plan
    mira.get_by_role("button", name="Save as a template").click()
    mira.get_by_label("Name of the template").fill("Hips")
    mira.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(mira.locator(".toast").last).to_contain_text("Saved as “Hips”.")
    put(mira, team, f"/programme/plan?of={anna}", {**plan, "reps": [5, 5]})
    mira.get_by_role("button", name="Use a template").click()
    assert axe(mira) == []
    mira.get_by_role("dialog").get_by_role("button", name="Hips", exact=True).click()
    expect(mira.locator(".toast").last).to_contain_text("This is the plan “Hips” now.")
    theirs = mira.request.get(f"{team.url}/api/programme?of={anna}").json()["plan"]
    assert [one["reps"] for one in theirs if one["exercise"] == "clamshell"] == [[8, 8]]
    mira.reload()
    expect(mira.get_by_label("Note", exact=True)).to_have_value("Old ankle sprain, left.")
    mira.goto(f"{team.url}/desk")
    row = mira.locator(f'.client[data-id="{anna}"]')
    expect(row).to_contain_text("Knee · Tuesday class")
    cleo.goto(f"{team.url}/account")
    cleo.get_by_role("button", name="Stop sharing with Mira Coach").click()
    expect(cleo.locator(".toast")).to_contain_text("stopped sharing")


def test_no_page_asks_for_more_than_a_few_files(
    new_page: NewPage, team: Server, anna: str, guards: dict[Page, Guard]
) -> None:
    page = signed_in(new_page, team, "mira", viewport={"width": 1280, "height": 900})
    guards[page].excuse("404")  # an invitation that nobody made
    sets = page.request.get(f"{team.url}/api/analyses?of={anna}").json()["analyses"]
    known = {"{client_id}": anna, "{set_id}": sets[0]["id"], "{token}": "none"}
    asked: set[str] = set()

    def count(request: Request) -> None:
        if request.is_navigation_request():
            asked.clear()
        asked.add(request.url)

    page.on("request", count)
    most = {}
    for one in PAGES:
        path = re.sub(r"{\w+}", lambda found: known[found[0]], one.path)
        page.goto(f"{team.url}{path}{f'?of={anna}' if one.of_client else ''}")
        page.wait_for_load_state("networkidle")
        most[path] = len(asked)
    assert {path: n for path, n in most.items() if n > MOST_REQUESTS} == {}


def test_a_set_is_shared_by_a_link_until_it_is_withdrawn(
    new_page: NewPage, team: Server, anna: str, guards: dict[Page, Guard]
) -> None:
    page = signed_in(new_page, team, "anna", viewport={"width": 1280, "height": 900})
    page.goto(f"{team.url}/library")
    page.locator(".set-open").first.click()
    page.get_by_text("Share and download").click()
    page.get_by_role("button", name="Create a link").click()
    field = page.get_by_label("Link", exact=True)
    expect(field).to_have_value(re.compile("/shared/"))
    link = field.input_value()
    assert axe(page) == []
    stranger = new_page(viewport={"width": 390, "height": 844})
    guards[stranger].excuse("Blocked script execution")  # nothing runs in what is shared
    stranger.goto(link)
    expect(stranger.locator("h1")).to_be_visible()
    page.goto(f"{team.url}/account")
    expect(page.locator("fc-looks")).to_contain_text("Someone with the link")
    page.get_by_role("button", name=re.compile("^End it now")).click()
    expect(page.locator("fc-set-links")).to_contain_text("You have not shared any set by link.")
    guards[stranger].excuse("404")
    stranger.goto(link)
    expect(stranger.get_by_role("heading", name="This page does not exist")).to_be_visible()


def test_nobody_is_there_for_another_coach(
    new_page: NewPage, team: Server, anna: str, guards: dict[Page, Guard]
) -> None:
    mira = signed_in(new_page, team, "mira")
    otto = new_page()
    guards[otto].excuse("404")
    join(otto, invitation(mira, team, "Otto", "coach"), "Otto", "otto")
    otto.goto(f"{team.url}/clients/{anna}")
    expect(otto.get_by_role("heading", name="Client not found")).to_be_visible()
    for path in PATHS[1:]:
        otto.goto(team.url + path.format(anna))
        expect(otto.locator("main")).to_contain_text("There is nothing here")
        expect(otto.locator("main")).not_to_contain_text("Anna")


def test_one_more_coach_without_consent_then_with_it_and_let_go(
    new_page: NewPage, team: Server, anna: str
) -> None:
    mira = signed_in(new_page, team, "mira")
    vera = new_page()
    join(vera, invitation(mira, team, "Vera", "coach"), "Vera", "vera")
    ben = new_page()
    join(ben, invitation(vera, team, "Ben"), "Ben", "ben", consent=False)
    assert clients(vera, team) == []
    link = invitation(mira, team, "Ben")
    ben.goto(link)
    ben.get_by_role("button", name="Share").click()
    ben.wait_for_url(f"{team.url}/today")
    assert [c["name"] for c in clients(mira, team)] == ["Anna", "Ben"]
    ben.goto(f"{team.url}/account")
    ben.get_by_role("button", name="Share with Vera again").click()
    expect(ben.locator(".toast")).to_contain_text("You are sharing with Vera")
    assert [c["name"] for c in clients(vera, team)] == ["Ben"]
    ben.get_by_role("button", name="Stop sharing with Mira Coach").click()
    expect(ben.locator(".toast").last).to_contain_text("stopped sharing")
    ben.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(ben.get_by_role("button", name="Stop sharing with Mira Coach")).to_be_visible()
    them = clients(mira, team)
    mira.goto(f"{team.url}/clients/{next(c['id'] for c in them if c['name'] == 'Ben')}")
    mira.get_by_role("button", name="Remove client").click()
    mira.get_by_role("button", name="Remove", exact=True).click()
    mira.wait_for_url(f"{team.url}/desk")
    assert [c["name"] for c in clients(mira, team)] == ["Anna"]
