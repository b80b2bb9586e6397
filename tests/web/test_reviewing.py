"""Reviewing on the result page: findings decided on, comments, drawings, answers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.browser import Server, overflows
from tests.web.conftest import NewPage
from tests.web.made_up_sets import Json
from tests.web.result_page import Set, now, open_, shows
from tests.web.training_weeks import told

Axe = Callable[[Page], list[str]]


@pytest.fixture(autouse=True)
def unsaid(server: Server, bridge: Set) -> None:
    """Take back what the test before said."""
    review = told(server, "GET", f"/analyses/{bridge.id}/review")
    for comment in review["comments"]:
        told(server, "DELETE", f"/analyses/{bridge.id}/review/comments/{comment['id']}")
    for d in review["decisions"]:
        told(server, "DELETE", f"/analyses/{bridge.id}/review/decisions/{d['rep']}/{d['cue']}")
    for added in review["added"]:
        told(server, "DELETE", f"/analyses/{bridge.id}/review/added/{added['id']}")
    told(server, "PUT", f"/analyses/{bridge.id}/review", {"reviewed": False})
    told(server, "DELETE", f"/analyses/{bridge.id}/review/references")


def said(server: Server, of: Set) -> Json:
    return told(server, "GET", f"/analyses/{of.id}/review")


def test_the_result_is_quiet_until_it_is_reviewed(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    expect(page.get_by_role("button", name="Comment on this moment")).to_be_visible()
    expect(page.locator(".choice")).to_have_count(0)
    expect(page.locator(".remarks")).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("r")
    expect(page.locator(".choice").first).to_be_visible()
    expect(page.locator(".review-panel")).to_contain_text("faults checked")
    page.keyboard.press("r")
    expect(page.locator(".choice")).to_have_count(0)
    expect(page.locator(".review-panel")).to_have_count(0)


def test_a_finding_is_rejected_with_a_reason(page: Page, server: Server, bridge: Set) -> None:
    fix = bridge.report.primary_fault
    assert fix is not None
    open_(page, bridge)
    page.get_by_role("button", name="Review").click()
    card = page.locator(f"#rep-{fix.rep}")
    named = re.compile(f"^Disagree ?: {fix.title.lower()}, rep {fix.rep}$")
    reject = card.get_by_role("button", name=named)
    reject.click()
    expect(reject).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sentence .word")).to_contain_text("disagree")
    why = card.get_by_label("Why?")
    why.fill("the camera stood low")
    why.press("Enter")
    expect(page.locator(".sentence .word")).to_contain_text("the camera stood low")
    (one,) = said(server, bridge)["decisions"]
    assert (one["rep"], one["cue"], one["decision"], one["reason"]) == (
        fix.rep,
        fix.cue,
        "rejected",
        "the camera stood low",
    )
    page.reload()
    expect(page.locator(".sentence .word")).to_contain_text("You disagree: the camera stood low")
    page.keyboard.press("r")
    reject.click()
    expect(reject).to_have_attribute("aria-pressed", "false")
    assert said(server, bridge)["decisions"] == []


def test_keys_decide_on_the_finding_that_is_shown(page: Page, server: Server, bridge: Set) -> None:
    fix = bridge.report.primary_fault
    assert fix is not None
    open_(page, bridge)
    expect(page.get_by_role("button", name="Review")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("a")  # not reviewing yet
    page.keyboard.press("r")
    page.keyboard.press("a")
    chosen = page.locator(f"#rep-{fix.rep} .choice.accepted[aria-pressed=true]")
    expect(chosen).to_have_count(1)
    page.keyboard.press("x")
    expect(chosen).to_have_count(0)
    (one,) = said(server, bridge)["decisions"]
    assert one["decision"] == "rejected"


def test_a_comment_with_a_drawing_is_shown_at_its_moment(
    page: Page, server: Server, bridge: Set
) -> None:
    open_(page, bridge)
    time = now(page)
    expect(page.get_by_role("button", name="Comment on this moment")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("w")
    expect(page.get_by_role("button", name="Finish drawing")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("c")
    page.get_by_label("Comment", exact=True).fill("Stop <b>here</b>.")
    box = page.locator(".stage").bounding_box()
    assert box is not None
    for start in (0.3, 0.6):
        page.mouse.move(box["x"] + start * box["width"], box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + (start + 0.2) * box["width"], box["y"] + box["height"] / 4)
        page.mouse.up()
    page.get_by_role("button", name="Undo last stroke").click()
    page.get_by_role("button", name="Save", exact=True).click()
    remark = page.locator(".remark")
    expect(remark).to_contain_text("Stop <b>here</b>.")
    (one,) = said(server, bridge)["comments"]
    assert one["time"] == pytest.approx(time, abs=0.001)
    (stroke,) = one["drawing"]["strokes"]
    width, height = bridge.poses["width"], bridge.poses["height"]
    assert stroke[0] == pytest.approx([0.3 * width, 0.5 * height], abs=3)
    assert stroke[-1] == pytest.approx([0.5 * width, 0.25 * height], abs=3)
    assert page.evaluate("document.querySelector('video').paused")

    expect(page.locator("fc-sketch")).to_have_count(1)
    page.locator(f".cell[data-rep='{bridge.report.reps[0].number}']").click()
    page.wait_for_function(
        "t => Math.abs(document.querySelector('fc-player').transport.time - t) > 0.5", arg=time
    )
    expect(page.locator("fc-sketch")).to_have_count(0)
    page.locator(".remark-mark").click()
    shows(page, bridge.frame(time))
    expect(page.locator("fc-sketch")).to_have_count(1)
    page.goto("about:blank")
    page.goto(f"{bridge.url}#comment-{one['id']}")
    shows(page, bridge.frame(time))
    expect(page.locator(".remark.here")).to_have_count(1)


def test_a_comment_on_a_stretch_is_changed_deleted_and_brought_back(
    page: Page, server: Server, bridge: Set
) -> None:
    open_(page, bridge)
    page.get_by_role("button", name="Comment on this moment").click()
    page.get_by_label("Comment", exact=True).fill("slow")
    page.locator("h1").click()
    for _ in range(10):
        page.keyboard.press(".")
    page.get_by_role("button", name=re.compile("^Extend to")).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".remark .moment")).to_contain_text("to")
    expect(page.locator(".remark-stretch")).to_have_count(1)
    (one,) = said(server, bridge)["comments"]
    assert one["until"] > one["time"]

    page.get_by_role("button", name=re.compile("More options for the comment")).click()
    page.get_by_role("button", name="Edit", exact=True).click()
    text = page.get_by_label("Comment", exact=True)
    expect(text).to_have_value("slow")
    text.fill("slower")
    text.press("Control+Enter")
    expect(page.locator(".remark")).to_contain_text("slower")
    expect(page.locator(".remark")).to_contain_text("edited")

    page.get_by_role("button", name=re.compile("More options for the comment")).click()
    page.get_by_role("button", name="Delete", exact=True).last.click()
    expect(page.locator(".remark")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".remark")).to_contain_text("slower")


def test_a_comment_is_answered(page: Page, server: Server, bridge: Set) -> None:
    path = f"/analyses/{bridge.id}/review/comments"
    told(server, "POST", path, {"time": 2.0, "text": "How did this feel?"})
    open_(page, bridge)
    page.get_by_role("button", name=re.compile("^Reply")).click()
    page.get_by_label("Your reply").fill("Good.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".answers")).to_contain_text("Good.")
    page.locator(".answers").get_by_role("button", name=re.compile("Delete")).click()
    expect(page.locator(".answers")).to_have_count(0)


def test_new_comments_are_told_of_and_lead_to_their_moment(
    page: Page, server: Server, bridge: Set, axe: Axe
) -> None:
    said = {
        "id": "abc",
        "time": 2.0,
        "text": "<i>Slower</i>, please.",
        "when": "2026-11-20T10:00:00Z",
        "by": {"id": "m", "name": "Mira"},
        "set": {"id": bridge.id, "title": "Glute bridge"},
    }
    page.route("**/api/news", lambda route: route.fulfill(json={"comments": [said] * 5}))
    for where in ("today", "library"):
        page.goto(f"{server.url}/{where}")
        news = page.get_by_role("region", name="New comments")
        expect(news.get_by_role("link")).to_have_count(3)
        expect(news).to_contain_text("and 2 more")
        first = news.get_by_role("link").first
        expect(first).to_contain_text("Mira on your glute bridge, at 0:02.0")
        expect(first).to_contain_text("<i>Slower</i>, please.")
        expect(first).to_have_attribute("href", f"/review/{bridge.id}#comment-abc")
        assert axe(page) == []


def test_a_missed_fault_is_added(page: Page, server: Server, bridge: Set) -> None:
    open_(page, bridge)
    page.get_by_role("button", name="Review").click()
    page.locator("h1").click()
    page.keyboard.press("c")
    page.get_by_label("Type").select_option("knee_cave")
    page.get_by_label("What you saw").fill("the left one")
    page.get_by_role("button", name="Add fault").click()
    expect(page.locator(".remark")).to_contain_text("Missed: knees caving in, rep")
    (one,) = said(server, bridge)["added"]
    assert (one["cue"], one["text"]) == ("knee_cave", "the left one")
    rep = next(r for r in bridge.report.reps if r.start <= one["time"] <= r.end)
    assert one["rep"] == rep.number


def test_a_set_is_marked_as_reviewed_and_the_library_says_so(
    page: Page, server: Server, bridge: Set
) -> None:
    open_(page, bridge)
    page.get_by_role("button", name="Review").click()
    page.get_by_role("button", name="Mark as reviewed").click()
    expect(page.locator(".review-panel")).to_contain_text("Reviewed today")
    page.goto(f"{server.url}/library")
    expect(page.locator(f'.set[data-id="{bridge.id}"]')).to_contain_text("reviewed")
    page.goto(bridge.url)
    page.get_by_role("button", name="Review").click()
    page.get_by_role("button", name="Mark as not reviewed").click()
    expect(page.get_by_role("button", name="Mark as reviewed")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_reviewing_fits_and_is_accessible(
    new_page: NewPage, server: Server, bridge: Set, axe: Axe, width: int, scheme: str
) -> None:
    path = f"/analyses/{bridge.id}/review/comments"
    told(server, "POST", path, {"time": 2.0, "until": 4.0, "text": "long " * 60})
    page = new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    open_(page, bridge)
    page.get_by_role("button", name="Review").click()
    panel = page.locator(".review-panel")
    panel.locator(".choice.rejected").click()
    expect(panel.locator(".why")).to_be_visible()
    panel.get_by_label("The cue is unclear").check()
    expect(page.locator(".sentence .word")).to_contain_text("the cue is unclear")
    expect(panel.get_by_label("Comment", exact=True)).to_be_visible()
    assert overflows(page) == []
    assert axe(page) == []


def test_a_comment_is_said_aloud_and_played(
    new_page: NewPage, filming: Browser, server: Server, bridge: Set, axe: Axe
) -> None:
    page = new_page(filming, viewport={"width": 1280, "height": 900})
    open_(page, bridge)
    expect(page.get_by_role("button", name="Comment on this moment")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("v")
    expect(page.get_by_role("button", name=re.compile("^Stop recording, [1-9]"))).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator(".composer audio")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    heard = page.locator(".remark audio")
    expect(heard).to_have_attribute("aria-label", re.compile(r"^Voice note, \d+ s$"))
    assert axe(page) == []
    page.reload()
    heard.evaluate("audio => { audio.muted = true; return audio.play() }")
    page.wait_for_function("() => document.querySelector('.remark audio').currentTime > 0")
    (comment,) = said(server, bridge)["comments"]
    assert comment["text"] == ""
    page.get_by_role("button", name=re.compile("^More options for the comment")).click()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("button", name="Delete the voice note").click()
    page.locator("#composer-text").fill("Look here.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".remark")).to_contain_text("Look here.")
    expect(heard).to_have_count(0)


def test_a_good_set_is_shown_beside_the_one_that_is_reviewed(
    page: Page, server: Server, bridge: Set, axe: Axe
) -> None:
    """The walk stands in for a set of the same exercise: none of the bridges has a clean rep."""
    (walk,) = (a for a in told(server, "GET", "/analyses")["analyses"] if a["title"] == "walk")
    kept = ("id", "title", "created", "filmed_on", "good", "total")
    good = {**{name: walk[name] for name in kept}, "sample": False}
    chosen: list[Json | None] = [None]

    def choose(route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(json={"sets": [good]})
            return
        chosen[0] = good if route.request.url.endswith(f"/{good['id']}") else None
        route.fulfill(json={**said(server, bridge), "reference": chosen[0]})

    page.route("**/review/references", choose)
    page.route("**/review/references/*", choose)
    open_(page, bridge)
    expect(page.get_by_role("button", name="Show a good set beside it")).to_have_count(0)
    page.get_by_role("button", name="Review").click()
    page.get_by_role("button", name="Show a good set beside it").click()
    page.get_by_label("Set to show beside it").select_option(good["id"])
    expect(page.get_by_label("A clean rep to compare with")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.reference video').currentTime > 0")
    expect(page.get_by_role("link", name=re.compile("^How it is done: .*, rep 1$"))).to_be_visible()
    assert axe(page) == []
    page.locator("fc-reference-clip").get_by_role("button", name="Remove").click()
    expect(page.locator(".reference")).to_have_count(0)
    assert chosen == [None]
