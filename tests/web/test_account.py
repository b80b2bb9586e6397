"""About oneself: taking along and erasing in personal mode; in team mode all of an account."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import Guard, Server, axe, axe_in_both_themes, overflows, until
from tests.web.conftest import NewPage, serving
from tests.web.team import PASSWORD, first_link, invitation, join, sign_in, team_server
from tests.web.training_weeks import check_in, day_of, told

SIGNED_OUT = "401 (Unauthorized)"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, origins: set[str]) -> Iterator[Server]:
    yield from serving(team_server(tmp_path_factory.mktemp("team")), origins)


def fresh(new_page: NewPage) -> Page:
    return new_page(viewport={"width": 1280, "height": 900})


def ready(page: Page, team: Server) -> None:
    """Sign in as the coach; the first time, join by the link that was printed."""
    page.goto(f"{team.url}/sign-in")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    if page.get_by_text("No accounts yet").count():
        join(page, first_link(team), "Mira Coach", "mira")
    else:
        sign_in(page, team, "mira")
        page.wait_for_url(re.compile("/desk$"))


# --- personal mode --------------------------------------------------------------------------------


def test_everything_is_taken_along_and_erased(
    page: Page, fresh_server: Server, tmp_path: Path
) -> None:
    day = day_of(page)
    check_in(fresh_server, day, back=3)
    page.goto(f"{fresh_server.url}/account")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export everything").click()
    path = tmp_path / "all.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as zipped:
        assert [c["back"] for c in json.loads(zipped.read("checkins.json"))] == [3]
    page.get_by_role("button", name="Erase everything").click()
    dialog = page.get_by_role("dialog", name="Erase everything?")
    expect(dialog.get_by_role("button", name="Keep everything")).to_be_focused()
    dialog.get_by_role("button", name="Erase everything").click()
    expect(dialog).to_be_visible()  # nothing was typed
    dialog.get_by_label("To confirm").fill("erase everything")
    dialog.get_by_role("button", name="Erase everything").click()
    page.wait_for_url(f"{fresh_server.url}/")
    assert told(fresh_server, "GET", "/checkins")["checkins"] == []


@pytest.mark.parametrize("path", ["/account", "/summary"])
def test_for_everybody(new_page: NewPage, server: Server, path: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, color_scheme="light")
    page.goto(server.url + path, wait_until="networkidle")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert overflows(page) == []
    assert axe_in_both_themes(page) == []
    page.set_viewport_size({"width": 640, "height": 450})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflows(page) == []


# --- team mode ------------------------------------------------------------------------------------


def test_nobody_sees_a_page_without_signing_in(
    new_page: NewPage, team: Server, guards: dict[Page, Guard]
) -> None:
    first = fresh(new_page)
    ready(first, team)
    page = fresh(new_page)
    guards[page].excuse(SIGNED_OUT, "429")
    page.goto(f"{team.url}/library?sort=title")
    page.wait_for_url(f"{team.url}/sign-in?next=%2Flibrary%3Fsort%3Dtitle")
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert axe(page) == []
    page.get_by_label("Login").fill("mira")
    page.get_by_label("Password").fill("not that one, sorry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{team.url}/library?sort=title")
    page.goto(f"{team.url}/sign-in?next=https://elsewhere.test/x")
    page.wait_for_url(re.compile(f"^{re.escape(team.url)}/desk"))
    guards[page].excuse("404")
    page.goto(f"{team.url}/sign-in?next=/.//elsewhere.test/x")
    page.wait_for_url(f"{team.url}//elsewhere.test/x")


def test_a_passkey_signs_in(new_page: NewPage, team: Server, guards: dict[Page, Guard]) -> None:
    page = fresh(new_page)
    guards[page].excuse(SIGNED_OUT)
    ready(page, team)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{team.url}/account")
    page.get_by_label("Passkey name").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    passkeys = page.locator("fc-passkeys")
    expect(passkeys.locator("li")).to_contain_text("My laptop")
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.wait_for_url(f"{team.url}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("/desk$"))
    page.goto(f"{team.url}/account")
    expect(passkeys.locator("li")).to_contain_text("last used")
    page.get_by_role("button", name="Remove the passkey My laptop").click()
    expect(passkeys.locator("li")).to_have_count(0)
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.wait_for_url(f"{team.url}/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("passkey")


def test_a_signed_in_browser_alone_exports_and_erases_nothing(
    new_page: NewPage, team: Server, guards: dict[Page, Guard], tmp_path: Path
) -> None:
    page = fresh(new_page)
    guards[page].excuse(SIGNED_OUT, "403")
    ready(page, team)
    page.goto(f"{team.url}/account")
    with sqlite3.connect(team.data / "formcheck.db", timeout=30) as database:
        database.execute("UPDATE signins SET created = datetime('now', '-10 minutes')")
    page.get_by_role("link", name="Export everything").click()
    dialog = page.get_by_role("dialog", name="Confirm that it is you")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator("fc-data .refused")).to_contain_text("Confirm that it is you")
    page.get_by_role("link", name="Export everything").click()
    assert axe(page) == []
    dialog.get_by_label("Password").fill("not that one, sorry")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("not right")
    dialog.get_by_label("Password").fill(PASSWORD)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "all.zip")
    assert zipfile.is_zipfile(tmp_path / "all.zip")


def test_who_signs_out_leaves_no_file_names(
    new_page: NewPage, team: Server, guards: dict[Page, Guard], tmp_path: Path
) -> None:
    page = fresh(new_page)
    guards[page].excuse(SIGNED_OUT)
    ready(page, team)
    page.route("**/api/uploads/*", lambda route: route.abort())  # no piece arrives
    guards[page].excuse("ERR_FAILED")
    page.goto(f"{team.url}/library")
    video = tmp_path / "my private set.mp4"
    video.write_bytes(b"x" * 1000)
    page.locator("input[type=file]").first.set_input_files(video)
    stored = "Object.values(localStorage).join()"
    until(lambda: "my private set" in page.evaluate(stored), "a remembered upload")
    page.goto(f"{team.url}/account")
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.wait_for_url(f"{team.url}/sign-in")
    until(lambda: "my private set" not in page.evaluate(stored), "the name to be forgotten")


def test_name_password_and_sign_ins(
    new_page: NewPage, team: Server, guards: dict[Page, Guard]
) -> None:
    page, elsewhere = fresh(new_page), fresh(new_page)
    for one in (page, elsewhere):
        guards[one].excuse(SIGNED_OUT, "403", "422")
    ready(page, team)
    link = invitation(page, team, "Otto", "coach")
    join(elsewhere, link, "Otto", "otto")
    third = fresh(new_page)
    sign_in(third, team, "otto")
    third.wait_for_url(re.compile("/desk$"))
    elsewhere.goto(f"{team.url}/account")
    expect(elsewhere.locator("fc-signins li")).to_have_count(2)
    assert axe(elsewhere) == []
    elsewhere.get_by_label("Name", exact=True).fill("Otto the Second")
    elsewhere.locator("fc-you").get_by_role("button", name="Save").click()
    expect(elsewhere.locator(".toast")).to_contain_text("Name saved")
    password = elsewhere.locator("fc-password")
    password.get_by_label("Current password").fill("not that one, sorry")
    password.get_by_label("New password").fill("another long walk")
    password.get_by_role("button").click()
    expect(password.get_by_role("status")).to_contain_text("not right")
    password.get_by_label("Current password").fill(PASSWORD)
    password.get_by_role("button").click()
    expect(elsewhere.locator("fc-signins li")).to_have_count(1)  # the third was signed out
    guards[third].excuse(SIGNED_OUT)
    third.goto(f"{team.url}/account")
    third.wait_for_url(re.compile("/sign-in"))
    elsewhere.reload()
    expect(elsewhere.get_by_label("Name", exact=True)).to_have_value("Otto the Second")
    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    guards[page].excuse("404")


def test_a_key_for_a_program_is_shown_once(new_page: NewPage, team: Server) -> None:
    page = fresh(new_page)
    ready(page, team)
    page.goto(f"{team.url}/account")
    tokens = page.locator("fc-tokens")
    tokens.get_by_text("New token").first.click()
    tokens.get_by_label("What is it for?").fill("My script")
    tokens.get_by_role("button", name="Create token").click()
    secret = tokens.locator(".secret").inner_text()
    assert secret.startswith("fc_")
    answer = page.context.request.get(
        f"{team.url}/api/analyses", headers={"Authorization": f"Bearer {secret}", "Cookie": ""}
    )
    assert answer.status == 200
    page.reload()
    expect(tokens.locator("li")).to_contain_text("My script")
    expect(tokens.locator(".secret")).to_have_count(0)
    page.get_by_role("button", name="Remove the token My script").click()
    expect(tokens.locator("li")).to_have_count(0)


def test_how_long_videos_stay(new_page: NewPage, team: Server) -> None:
    page = fresh(new_page)
    ready(page, team)
    page.goto(f"{team.url}/account")
    page.get_by_label("Keep videos").select_option("for 90 days")
    expect(page.locator(".toast")).to_contain_text("Saved")
    page.reload()
    expect(page.get_by_label("Keep videos")).to_have_value("90")
    page.get_by_label("Keep videos").select_option("until I delete them")
    expect(page.locator(".toast")).to_contain_text("Saved")
    assert page.request.get(f"{team.url}/api/me/retention").json() == {"video_days": None}
