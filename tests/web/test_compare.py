"""Two sets beside each other: in step, laid over each other, and what changed in words."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from formcheck.analysis.report import Rep
from tests.web.browser import COLOURS, Guard, Server, axe, darken, overflows
from tests.web.conftest import PATIENCE, NewPage
from tests.web.judged_sets import CLEAN
from tests.web.result_page import Set, judged
from tests.web.training_weeks import told

EVERY = 50
"""Milliseconds between two looks at what is shown."""


def in_step(time: float, here: Rep, there: Rep) -> float:
    """Return the second of `there` that shows what `time` shows of `here`.

    Start, beginning and end of the top, and end lie on each other; before and after, both run at
    the same speed.
    """
    a, b = ([rep.start, rep.top_start, rep.top_end, rep.end] for rep in (here, there))
    beyond = min(time - a[0], 0.0) + max(time - a[-1], 0.0)
    return float(np.interp(time, a, b)) + beyond


class Two:
    """Two sets of one exercise, and the address that compares them."""

    def __init__(self, server: Server, before: str, after: str) -> None:
        self.before, self.after = Set(server, before), Set(server, after)
        self.url = f"{server.url}/compare?before={before}&after={after}"
        self.api = f"/compare?before={before}&after={after}"


@pytest.fixture(scope="module")
def two(server: Server, bridge: Set) -> Two:
    return Two(server, judged(server, video=CLEAN).id, bridge.id)


def open_(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("fc-pair .place")).to_be_visible()
    page.wait_for_function(
        "() => [...document.querySelectorAll('fc-seen')].every((s) => s.transport?.times.length"
        " && s.transport.aim === null && s.transport.time > 0)"
    )


def times(page: Page) -> tuple[float, float]:
    """Return the times of the frames on screen, before and after."""
    a, b = page.evaluate(
        "() => [...document.querySelectorAll('fc-seen')].map((s) => s.transport.time)"
    )
    return float(a), float(b)


def shows(page: Page, time: float) -> None:
    """Wait until the frame of the first set that begins at `time` is on screen."""
    page.wait_for_function(
        "t => Math.abs(document.querySelector('fc-seen').transport.time - t) < 0.002", arg=time
    )


def together(page: Page, two: Two, reps: tuple[Rep, Rep]) -> None:
    """Wait until the second shows the frame that goes with that of the first."""
    frames = sorted(two.after.frames)
    for _ in range(PATIENCE // EVERY):
        a, b = times(page)
        if b == pytest.approx(_nearest(frames, in_step(a, *reps)), abs=0.002):
            return
        page.wait_for_timeout(EVERY)
    raise AssertionError(f"out of step: {times(page)}, {in_step(times(page)[0], *reps)} is wanted")


def _nearest(frames: list[float], time: float) -> float:
    return min(frames, key=lambda t: abs(t - time))


def difference(page: Page, cue: str) -> Locator:
    return page.locator(f".differences li[data-cue={cue}]")


def test_what_changed_is_said_in_words_with_its_margin(
    page: Page, server: Server, two: Two
) -> None:
    open_(page, two.url)
    found = told(server, "GET", two.api)["differences"]
    assert {d["cue"]: d["change"] for d in found}["hyperextension"] == "worse"
    for d in found:
        shown = difference(page, d["cue"])
        expect(shown.locator("p").first).to_have_text(d["text"])
        expect(shown.locator("dd")).to_have_text([d["before_text"], d["after_text"]])
        if d["margin"] is not None:
            assert "±" in d["text"]
    expect(page.locator("h1")).to_contain_text("Worse: hips past straight")
    first = page.locator(".differences li").first
    expect(first).to_have_attribute("data-cue", "hyperextension")
    expect(first.locator(".mark.fault")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Swap").click()
    expect(page.locator("h1")).to_contain_text("Better: hips past straight")


def test_the_rule_of_step_is_the_cores(page: Page, two: Two) -> None:
    open_(page, two.url)
    for here, there in zip(two.before.report.reps, two.after.report.reps, strict=False):
        span = here.end - here.start
        asked = [here.start - 1 + (span + 2) * i / 40 for i in range(41)]
        corners = ("number", "side", "start", "top_start", "top_end", "end")
        as_json = [{c: getattr(rep, c) for c in corners} for rep in (here, there)]
        got = page.evaluate(
            "async ([ts, a, b]) => {"
            " const { matchingTime } = await import('/js/pages/compare/stepper.js');"
            " return ts.map((t) => matchingTime(t, a, b)); }",
            [asked, *as_json],
        )
        assert got == pytest.approx([in_step(t, here, there) for t in asked])


def test_both_stay_in_step(page: Page, two: Two) -> None:
    reps = [(a, b) for a, b in zip(two.before.report.reps, two.after.report.reps, strict=False)]
    open_(page, two.url)
    first = _nearest(two.before.frames, reps[0][0].top_start)
    shows(page, first)
    together(page, two, reps[0])
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    shows(page, sorted(two.before.frames)[two.before.frames.index(first) + 2])
    together(page, two, reps[0])
    page.get_by_label("Position in the rep").focus()
    page.keyboard.press("End")
    shows(page, _nearest(two.before.frames, reps[0][0].end))
    together(page, two, reps[0])
    page.get_by_role("button", name="Next pair of reps").click()
    expect(page.locator(".controls .time")).to_contain_text("Rep 2, at the top")
    began = _nearest(two.before.frames, reps[1][0].top_start)
    shows(page, began)
    together(page, two, reps[1])
    page.get_by_role("button", name="Play both").click()
    page.wait_for_function(
        "t => document.querySelector('fc-seen').transport.time > t + 0.2", arg=began
    )
    page.get_by_role("button", name="Pause both").click()
    expect(page.get_by_role("button", name="Play both")).to_be_visible()
    number = page.evaluate("document.querySelector('fc-pair').pair[0].number")
    together(page, two, reps[number - 1])


def test_laid_over_each_other(page: Page, two: Two) -> None:
    open_(page, two.url)
    page.keyboard.press("y")
    canvas = page.locator(".laid canvas")
    expect(canvas).to_be_visible()
    page.wait_for_function(
        "() => { const c = document.querySelector('.laid canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let teal = 0, pale = 0;"
        " for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) {"
        "   if (d[i] > 230 && d[i + 1] > 230) pale += 1;"
        "   if (d[i] < 110 && d[i + 1] > 190) teal += 1; }"
        " return pale > 200 && teal > 400; }"
    )
    expect(page.locator(".laid figcaption")).to_contain_text("Lined up at the hips")
    page.keyboard.press("y")
    expect(canvas).to_have_count(0)


def test_two_reps_of_one_set(page: Page, server: Server, two: Two) -> None:
    ident = two.after.id
    open_(page, f"{server.url}/compare?before={ident}&after={ident}")
    expect(page).to_have_url(re.compile("before_rep=1&after_rep=2"))
    expect(page.locator(".eyebrow")).to_contain_text("two reps")
    expect(page.locator(".controls .time")).to_contain_text("Rep 1 and rep 2")
    page.get_by_label("Rep after").select_option("3")
    expect(page.locator(".controls .time")).to_contain_text("Rep 1 and rep 3")
    expect(page).to_have_url(re.compile("before_rep=1&after_rep=3"))
    api = f"/compare?before={ident}&after={ident}&before_rep=1&after_rep=3"
    assert len(told(server, "GET", api)["differences"]) == page.locator(".differences li").count()
    expect(difference(page, "hyperextension")).not_to_contain_text("average of")


def test_from_the_result_and_from_the_library(page: Page, server: Server, two: Two) -> None:
    page.goto(two.after.url)
    page.get_by_role("link", name="Compare with another set").click()
    page.wait_for_url(re.compile(f"before=.+&after={two.after.id}|after={two.after.id}&before="))
    expect(page.locator(".differences li").first).to_be_visible()
    current = page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")
    expect(current).to_have_text("Progress")
    page.goto(f"{server.url}/library?exercise=glute_bridge")
    row = page.locator(f".set[data-id='{two.after.id}']")
    row.get_by_role("button", name=re.compile("^More options for")).click()
    row.get_by_role("button", name="Compare with another set").click()
    page.wait_for_url(re.compile(f"after={two.after.id}"))


def test_what_cannot_be_compared(page: Page, server: Server, two: Two, guard: Guard) -> None:
    guard.excuse("404", "422", "net::ERR_FAILED")
    page.goto(f"{server.url}/compare?before=no-such-set&after={two.after.id}")
    expect(page.get_by_text("One of these sets no longer exists.")).to_be_visible()
    expect(page.get_by_label("Before")).to_be_visible()
    other = {"code": "other_exercise", "message": "Of different exercises."}
    page.route("**/api/compare?*", lambda route: route.fulfill(status=422, json={"error": other}))
    page.goto(two.url)
    expect(page.get_by_text("These sets are of different exercises")).to_be_visible()
    page.unroute("**/api/compare?*")
    page.route("**/api/compare?*", lambda route: route.abort())
    page.goto(two.url)
    expect(page.get_by_text("formcheck is not responding")).to_be_visible()
    page.unroute("**/api/compare?*")
    expect(page.locator(".differences li").first).to_be_visible()  # by itself


def test_nothing_to_compare(page: Page, server: Server) -> None:
    nothing = {"analyses": [], "total": 0, "exercises": [], "faults": []}
    page.route("**/api/analyses?*", lambda route: route.fulfill(json=nothing))
    page.goto(f"{server.url}/compare")
    expect(page.get_by_role("heading", name="Nothing to compare yet")).to_be_visible()


def test_for_everybody(new_page: NewPage, two: Two) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, color_scheme="light")
    open_(page, two.url)
    page.get_by_role("button", name="Overlay").click()
    expect(page.locator(".laid canvas")).to_be_visible()
    assert overflows(page) == []
    assert axe(page) == []
    darken(page)
    assert axe(page, *COLOURS) == []
    page.set_viewport_size({"width": 640, "height": 450})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflows(page) == []
