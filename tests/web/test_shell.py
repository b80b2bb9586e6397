"""What every page shares: colours, header, keys, toasts, words of numbers, and the guards."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import Guard, Server, axe, axe_in_both_themes, overflows
from tests.web.conftest import NewPage
from tests.web.made_up_sets import made_up, pretend

WEB = Path(__file__).parents[2] / "web"
PAGES = ("/", "/library", "/exercises")
INKS, PAPERS = ("ink", "quiet", "accent"), ("paper", "raised", "rep", "wash")
TEXT = [
    *((ink, paper) for ink in INKS for paper in PAPERS),
    ("fault", "paper"),
    ("fault", "raised"),
    ("unsure", "paper"),
    ("unsure", "raised"),
    ("ink", "beyond"),
    ("ink", "top"),
    ("quiet", "top"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-deep", "deep"),
    ("on-deep", "deeper"),
    ("paper", "ink"),
]
MARKS = [
    ("edge", "paper"),
    ("edge", "raised"),
    ("accent", "top"),
    ("fault", "rep"),
    ("fault", "beyond"),
    ("unsure", "rep"),
    ("margin", "paper"),
]
Colours = dict[str, str]


def colours() -> dict[str, Colours]:
    css = (WEB / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = css.split("@media screen", 1)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in (light, dark)]
    return {"light": found[0], "dark": {**found[0], **found[1]}}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    line = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_told_apart(theme: str) -> None:
    known = colours()[theme]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for pairs, least in ((TEXT, 4.5), (MARKS, 3.0)):
        low = {(a, b): round(contrast(known[a], known[b]), 2) for a, b in pairs}
        assert {pair: c for pair, c in low.items() if c < least} == {}


def test_pages_and_report_share_their_colours() -> None:
    report = (WEB.parent / "formcheck/output/tokens.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--(\w+): (#\w+);", p)) for p in report.split("@media", 1))
    ours = colours()
    assert light.items() <= ours["light"].items()
    assert dark.items() <= ours["dark"].items()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_for_axe_and_no_sideways_scroll(
    new_page: NewPage, server: Server, path: str
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page.goto(server.url + path, wait_until="networkidle")
    assert axe_in_both_themes(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflows(page) == []
    assert axe_in_both_themes(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_zoomed_to_200_percent(new_page: NewPage, server: Server, path: str) -> None:
    """Zoom halves the width in CSS pixels; larger type alone must not break the page either."""
    page = new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page.goto(server.url + path, wait_until="networkidle")
    assert overflows(page) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflows(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_stop_of_the_keyboard_can_be_seen(page: Page, server: Server, path: str) -> None:
    page.goto(server.url + path, wait_until="networkidle")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const style = getComputedStyle(at);
              const box = at.getBoundingClientRect();
              const least = Math.min(box.width, box.height, box.bottom, innerHeight - box.top);
              return {name: at.getAttribute("aria-label") || at.textContent.trim() || at.id,
                      ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                      shown: least > 1};
            }"""
        )
        if stop is None:
            break
        stops.append(stop)
    names = [s["name"] for s in stops]
    assert names[:9] == [
        "Skip to the content",
        "formcheck, home",
        "Today",
        "Record",
        "Library",
        "Progress",
        "Exercises",
        "You",
        "Keyboard shortcuts",
    ]
    assert [s["name"] for s in stops if not s["ring"] or not s["shown"]] == []


def test_skipping_to_the_content(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/library", wait_until="networkidle")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_question_mark_shows_the_keys(page: Page, server: Server) -> None:
    pretend(page, [made_up(1)])
    page.goto(f"{server.url}/library", wait_until="networkidle")
    page.locator("#search").press("?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("h1").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("Delete (you can undo)")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(dialog).to_be_visible()


def test_where_one_is(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/exercises")
    current = page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")
    expect(current).to_have_text("Exercises")
    page.get_by_role("link", name="formcheck, home").click()
    page.wait_for_url(f"{server.url}/")
    expect(page.locator("fc-header [aria-current]")).to_have_count(0)


def test_pages_have_a_typeface_of_their_own_and_titles_of_one_form(
    page: Page, server: Server
) -> None:
    for path, title in (("/", "Home"), ("/exercises", "Exercises"), ("/docs", "API")):
        page.goto(server.url + path)
        expect(page).to_have_title(f"{title} · formcheck")
    page.wait_for_function(
        "() => [...document.fonts].some((f) => f.family === 'Figtree' && f.status === 'loaded')"
    )
    figures = page.evaluate(
        """() => {
          const probe = document.createElement("span");
          document.body.append(probe);
          return [..."0123456789"].map((digit) => {
            probe.textContent = digit;
            return probe.getBoundingClientRect().width;
          });
        }"""
    )
    assert max(figures) - min(figures) < 0.01


def test_no_motion_where_it_is_not_wanted(new_page: NewPage, server: Server) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(server.url, wait_until="networkidle")
    lasting = "(e) => parseFloat(getComputedStyle(e).transitionDuration)"
    moving = f"[...document.querySelectorAll('*')].map({lasting}).filter((s) => s > 0).length"
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0


def test_all_words_are_in_one_catalogue(page: Page, server: Server) -> None:
    page.goto(server.url)
    areas = page.evaluate("import('/js/words/index.js').then((all) => Object.keys(all).sort())")
    assert areas == sorted(
        re.sub("-(.)", lambda letter: letter[1].upper(), path.stem)
        for path in (WEB / "js" / "words").glob("*.js")
        if path.stem != "index"
    )


def test_a_toast_waits_while_it_is_looked_at(page: Page, server: Server) -> None:
    page.goto(server.url, wait_until="networkidle")
    page.clock.install()
    page.evaluate(
        """async () => {
          const { toast } = await import("/js/components/toast.js");
          window.undone = 0;
          toast("One thing.", { undo: () => { window.undone += 1; } });
          toast("Another.");
        }"""
    )
    region = page.get_by_role("status").filter(has_text="One thing.")
    expect(region.get_by_text("Another.")).to_be_visible()
    region.get_by_role("button", name="Undo").focus()
    page.clock.run_for(20_000)
    expect(page.get_by_text("Another.")).to_have_count(0)
    expect(page.get_by_text("One thing.")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("One thing.")).to_have_count(0)
    page.keyboard.press("Control+z")
    assert page.evaluate("window.undone") == 1


def test_formcheck_says_itself_that_it_cannot_be_reached(
    new_page: NewPage, fresh_server: Server, guards: dict[Page, Guard]
) -> None:
    page = new_page(service_workers="allow")
    guards[page].excuse("net::ERR_", "Failed to load resource")
    page.goto(f"{fresh_server.url}/exercises")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    kept = page.evaluate(
        """async () => {
          const [name] = await caches.keys();
          return (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname);
        }"""
    )
    assert "/offline" in {path.partition("?")[0] for path in kept}
    assert not [path for path in kept if path.startswith(("/api", "/exercises", "/models"))]
    fresh_server.stop()
    page.goto(f"{fresh_server.url}/library")
    expect(page.get_by_role("heading", name="formcheck cannot be reached")).to_be_visible()
    assert axe(page) == []
    fresh_server.start()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Your sets")).to_be_visible()
    # It follows the language that is chosen later.
    page.evaluate("document.cookie = 'formcheck-language=es; path=/'")
    page.reload()
    expect(page.get_by_role("heading", name="Tus series")).to_be_visible()
    page.wait_for_function(
        "async () => (await (await caches.match('/language'))?.text()) === 'es'", polling=200
    )
    fresh_server.stop()
    page.goto(f"{fresh_server.url}/library")
    expect(page.get_by_role("heading", name="No se puede conectar con formcheck")).to_be_visible()


def test_the_guards_themselves_bite(browser: Browser, server: Server) -> None:
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        context.route("http://elsewhere.test/**", lambda route: route.abort())
        guard = Guard(page, {server.url})
        page.goto(f"{server.url}/exercises", wait_until="networkidle")
        guard.verdict()
        page.evaluate("fetch('http://elsewhere.test/x').catch(() => {})")
        with pytest.raises(AssertionError, match="elsewhere"):
            guard.verdict()
        guard = Guard(page, {server.url, "http://elsewhere.test"})
        with page.expect_console_message():
            page.evaluate("console.error('broken')")
        with pytest.raises(AssertionError, match="broken"):
            guard.verdict()
        guard.excuse("broken")
        guard.verdict()
        page.evaluate("document.querySelector('main').innerHTML = '<img src=/favicon.svg>'")
        assert any(line.startswith("image-alt: ") for line in axe(page))
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate(
            "document.querySelector('main img').style.cssText = 'width:40rem;max-width:none'"
        )
        assert "img." in overflows(page)
    finally:
        context.close()
