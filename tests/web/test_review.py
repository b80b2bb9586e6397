"""The result page: what it says, how it moves through the video, what it draws."""

import re

from playwright.sync_api import Page, expect

from formcheck.analysis.report.order import worst_first
from formcheck.analysis.report.view import report_view
from formcheck.exercises import get
from tests.web.browser import Server
from tests.web.conftest import NewPage
from tests.web.made_up_sets import ask
from tests.web.result_page import Set, now, open_, page_time, shows

# --- what it says --------------------------------------------------------------------------------


def test_the_sentence_is_the_reports_and_the_video_waits_at_the_moment(
    page: Page, bridge: Set
) -> None:
    fix = bridge.report.primary_fault
    assert fix is not None
    open_(page, bridge)
    expect(page.locator("h1")).to_have_text(fix.message)
    view = report_view(bridge.report)
    expect(page.locator(".fix-label")).to_have_text(view.fix_label)
    expect(page.locator(".sentence .lead")).to_have_text(view.how_bad)
    expect(page.locator(".then")).to_have_text([view.then] if view.then else [])
    expect(page.locator(".facts-now li")).to_have_text([f.text for f in view.key_facts])
    expect(page.locator(".next")).to_contain_text(view.next_steps[0])
    parts = sum(share.count for share in view.degree)
    expect(page.locator(".facts-now .degree > span")).to_have_count(parts)
    following = page.get_by_role("link", name="Record the next set")
    expect(following).to_have_attribute("href", f"/record?exercise={bridge.report.exercise}")
    assert page.evaluate("document.querySelector('video').paused")
    assert bridge.frame(fix.time) <= page_time(page) + bridge.start < bridge.frame(fix.time) + 0.04


def test_every_rep_has_a_cell_and_a_card_worst_first(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    expect(page.locator(".cell")).to_have_count(len(bridge.report.reps))
    for rep, cell in zip(bridge.report.reps, page.locator(".cell").all(), strict=True):
        expect(cell.locator(f".mark.{rep.verdict}")).to_have_count(1)
    ids = [c.get_attribute("id") for c in page.locator(".card.rep").all()]
    assert ids == [f"rep-{r.number}" for r in worst_first(bridge.report)]
    page.get_by_text("Each rep, worst first").click()
    first = page.locator(".card.rep").first
    expect(first).to_have_attribute("open", "")
    picture = first.locator(".broken img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("e => e.complete && e.naturalWidth > 0", arg=picture.element_handle())


def test_all_else_is_folded_and_what_was_checked_explains_each_name(
    page: Page, bridge: Set
) -> None:
    open_(page, bridge)
    folds = page.locator(".fold")
    expect(page.locator(".fold[open]")).to_have_count(0)
    assert folds.count() == 6
    page.locator(".then a").click()
    checks = report_view(bridge.report).checks
    lines = page.locator(".check-line")
    expect(lines).to_have_count(len(checks))
    for line, check in zip(lines.all(), checks, strict=True):
        expect(line.locator("strong")).to_have_text(check.title)
        expect(line.locator(".degree > span")).to_have_count(len(bridge.report.reps))
    lines.first.get_by_text("What this means").click()
    cue = next(c for c in get("glute_bridge").cues if c.id == checks[0].cue)
    expect(lines.first.locator("dl")).to_contain_text(cue.method)
    expect(lines.first.locator("dl")).to_contain_text(cue.source)


def test_the_chart_of_the_fault_brackets_its_value(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    moment = report_view(bridge.report).moment
    assert moment is not None
    expect(page.get_by_label("Measurement")).to_have_value(re.compile(moment.title))
    expect(page.locator(".bracket text")).to_have_text(moment.label[0])


def test_what_follows_is_one_screen_away_on_a_phone(new_page: NewPage, bridge: Set) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_(page, bridge)
    for part in ("h1", ".stage", ".facts-now li >> nth=-1"):
        expect(page.locator(part).first).to_be_in_viewport(ratio=0.99)
    assert page.locator(".fold").first.evaluate("e => e.getBoundingClientRect().top") < 3 * 844


# --- in motion -----------------------------------------------------------------------------------


def test_the_moment_loops_slowly_where_motion_is_wanted(new_page: NewPage, bridge: Set) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, reduced_motion="no-preference")
    page.goto(bridge.url)
    moment = report_view(bridge.report).moment
    assert moment is not None
    assert moment.clip is not None
    start, end = moment.clip
    page.wait_for_selector("fc-player .stage")
    page.evaluate(
        """() => {
          window.seen = [];
          const player = document.querySelector("fc-player");
          player.addEventListener("moved", (event) => seen.push(event.detail.time));
        }"""
    )
    # Round once: from late in the clip back to its beginning.
    page.wait_for_function("() => seen.some((t, i) => i && t < seen[i - 1] - 0.5)")
    assert page.evaluate("document.querySelector('video').playbackRate") == 0.5
    seen = [t for t in page.evaluate("seen") if t > 0]
    assert start - 0.1 <= min(seen[1:])
    assert max(seen) <= end + 0.5
    page.keyboard.press("ArrowRight")  # a step leaves the loop, and the speed is the usual one
    page.wait_for_function("() => document.querySelector('video').paused")
    expect(page.get_by_role("button", name="Loop this rep")).to_be_visible()
    expect(page.get_by_role("button", name="Speed 1×")).to_be_visible()


# --- moving in it --------------------------------------------------------------------------------


def test_a_cell_shows_its_repetition(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    fix = bridge.report.primary_fault
    assert fix is not None
    for rep in bridge.report.reps:
        page.locator(f".cell[data-rep='{rep.number}']").click()
        found = [f for f in rep.findings if f.verdict == "fault" and f.evidence]
        shown = next((f for f in found if f.cue == fix.cue), None)
        if shown is None:
            page.wait_for_function(
                "([a, b]) => { const t = document.querySelector('fc-player').transport.time;"
                " return a <= t && t <= b }",
                arg=[rep.start, rep.end],
            )
        else:
            assert shown.evidence is not None
            shows(page, bridge.frame(shown.evidence.time))
        expect(page.locator(".cell[aria-current]")).to_have_attribute("data-rep", str(rep.number))


def test_a_fault_mark_and_the_timeline_seek(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    other = [r for r in bridge.report.reps if r.verdict == "fault"][-1]
    fix = bridge.report.primary_fault
    assert fix is not None
    finding = next(f for f in other.findings if f.cue == fix.cue)
    assert finding.evidence is not None
    page.locator(".fault-mark").last.click()
    shows(page, bridge.frame(finding.evidence.time))

    area = page.locator("fc-timeline .area")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    times = bridge.poses["times"]
    wanted = times[0] + 0.25 * (times[-1] - times[0])
    page.mouse.click(box["x"] + 0.25 * box["width"], box["y"] + box["height"] - 40)
    page.wait_for_function(
        "t => Math.abs(document.querySelector('fc-player').transport.time - t) < 0.1", arg=wanted
    )
    assert abs(now(page) - wanted) <= 0.04
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + box["height"] - 40)
    later = times[0] + 0.75 * (times[-1] - times[0])
    expect(page.locator(".readout span").first).to_have_text(re.compile(rf"0:0{later:.0f}|0:0"))


def test_a_step_is_one_true_frame(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    at = bridge.frames.index(bridge.frame(bridge.moment))
    page.locator("h1").click()
    for key, to in (("ArrowRight", 1), (".", 2), (",", 1), ("ArrowLeft", 0), ("ArrowLeft", -1)):
        page.keyboard.press(key)
        shows(page, bridge.frames[at + to])
        shown, after = bridge.frames[at + to], bridge.frames[at + to + 1]
        assert shown <= page_time(page) + bridge.start < after
    page.get_by_role("button", name="Forward one frame").click()
    shows(page, bridge.frames[at])


def test_steps_in_quick_succession_are_all_taken(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    at = bridge.frames.index(bridge.frame(bridge.moment))
    page.locator("h1").click()
    for _ in range(7):
        page.keyboard.press(".")
    shows(page, bridge.frames[at + 7])


def test_a_repetition_is_looped(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    rep = next(r for r in bridge.report.reps if r.start <= bridge.moment <= r.end)
    page.locator("h1").click()
    page.evaluate(
        """() => {
          window.seen = [];
          const player = document.querySelector("fc-player");
          player.addEventListener("moved", (event) => seen.push(event.detail.time));
        }"""
    )
    page.keyboard.press("l")
    expect(page.get_by_role("button", name=re.compile("Stop looping rep"))).to_be_visible()
    page.keyboard.press("Space")
    page.wait_for_function("() => seen.some((t, i) => i && t < seen[i - 1] - 0.5)")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('video').paused")
    seen = page.evaluate("seen")
    assert rep.start - 0.05 <= min(seen)
    assert max(seen) <= rep.end + 0.25


def test_keys_alone_go_everywhere(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    reps = bridge.report.reps
    here = next(i for i, r in enumerate(reps) if r.start <= bridge.moment <= r.end)
    assert here > 0
    within = """([from, to]) => {
      const { time } = document.querySelector("fc-player").transport;
      return from <= time && time <= to;
    }"""
    page.keyboard.press("k")
    page.wait_for_function(within, arg=[reps[here - 1].start, reps[here - 1].end])
    page.keyboard.press("j")
    shows(page, bridge.frame(bridge.moment))
    for rate in ("0.75×", "0.5×"):
        page.keyboard.press("s")
        expect(page.get_by_role("button", name=f"Speed {rate}")).to_be_visible()
    assert page.evaluate("document.querySelector('video').playbackRate") == 0.5
    page.keyboard.press("o")
    expect(page.get_by_role("button", name="Show skeleton")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.keyboard.press("o")
    page.keyboard.press("p")
    page.wait_for_function(within, arg=[bridge.frames[0], bridge.moment - 0.02])
    page.keyboard.press("n")
    shows(page, bridge.frame(bridge.moment))
    page.keyboard.press("Space")
    page.wait_for_function("() => !document.querySelector('video').paused")
    page.keyboard.press("Space")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Delete this set")
    expect(dialog).to_contain_text("Loop this rep")
    page.keyboard.press("Escape")

    # A button has the space bar for itself; tabbing reaches cells and the timeline.
    cell = page.locator(".cell").first
    cell.focus()
    page.keyboard.press("Space")
    page.wait_for_function(within, arg=[reps[0].start, reps[0].end])
    assert page.evaluate("document.querySelector('video').paused")
    page.locator("fc-timeline .area").focus()
    page.keyboard.press("Home")
    shows(page, bridge.frames[0])
    slider = page.get_by_role("slider", name="Time in the set")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^0:00\.0, \d"))


def test_the_seek_bar_moves_the_video_and_follows_it(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    bar = page.get_by_role("slider", name="Position in the video")
    bar.evaluate(
        "(e, t) => { e.value = t; e.dispatchEvent(new Event('input')) }", bridge.frames[20]
    )
    shows(page, bridge.frames[20])
    bar.focus()
    page.keyboard.press("ArrowRight")
    shows(page, bridge.frames[21])
    assert abs(float(bar.input_value()) - bridge.frames[21]) < 0.002


def test_space_plays_after_a_button_was_clicked(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    page.get_by_role("button", name="Speed 1×").click()
    page.keyboard.press("Space")
    page.wait_for_function("() => !document.querySelector('video').paused")
    expect(page.get_by_role("button", name="Speed 0.75×")).to_be_visible()


def test_the_picture_can_be_zoomed_and_dragged(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    picture = page.locator(".stage .picture")
    page.keyboard.press("+")
    page.get_by_role("button", name="Zoom in").click()
    assert picture.evaluate("e => new DOMMatrix(getComputedStyle(e).transform).a") == 2.25
    box = page.locator(".stage").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = picture.evaluate("e => new DOMMatrix(getComputedStyle(e).transform).e")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.up()
    moved = picture.evaluate("e => new DOMMatrix(getComputedStyle(e).transform).e")
    assert abs(moved - before - 40) < 2
    assert page.evaluate("document.querySelector('video').paused")  # a drag is no click
    for _ in range(3):
        page.keyboard.press("-")
    assert picture.evaluate("e => getComputedStyle(e).transform") == "none"


def test_another_curve_can_be_chosen(page: Page, bridge: Set, server: Server) -> None:
    open_(page, bridge)
    told = ask(server, f"/analyses/{bridge.id}/curves")["curves"]
    choice = page.get_by_label("Measurement")
    assert choice.locator("option").all_text_contents() == [c["title"] for c in told]
    before = page.locator("path.signal").first.get_attribute("d")
    choice.select_option(told[-1]["title"])
    page.wait_for_function(
        "d => document.querySelector('path.signal').getAttribute('d') !== d", arg=before
    )


# --- what it draws -------------------------------------------------------------------------------


def covered(page: Page, points: list[list[float]], near: int = 3) -> list[bool]:
    """Return at which points of the picture (pixels of the source) the overlay has ink nearby."""
    return list(
        page.evaluate(
            """([points, near]) => {
              const c = document.querySelector("fc-player canvas");
              const { width } = document.querySelector("fc-player").poses;
              const k = c.width / width;
              return points.map(([x, y]) => {
                const box = [x * k - near, y * k - near, 2 * near, 2 * near];
                const { data } = c.getContext("2d").getImageData(...box);
                return data.some((v, i) => i % 4 === 3 && v > 100);
              });
            }""",
            [points, near],
        )
    )


def test_the_skeleton_lies_where_the_poses_are_at_every_frame(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    times, image = bridge.poses["times"], bridge.poses["image"]
    for rep in bridge.report.reps[:2]:
        at = min(range(len(times)), key=lambda i: abs(times[i] - rep.start - 0.4))
        page.evaluate("t => document.querySelector('fc-player').seek(t)", times[at])
        page.wait_for_function(
            "t => Math.abs(document.querySelector('fc-player').transport.time - t) < 0.05",
            arg=times[at],
        )
        share = (now(page) - times[at]) / (times[at + 1] - times[at])
        near = 11 if bridge.report.view and bridge.report.view.near == "left" else 12
        joints = [near, near + 12, near + 14, near + 16]  # shoulder, hip, knee, ankle
        here = [
            [
                image[at][2 * j + k] + share * (image[at + 1][2 * j + k] - image[at][2 * j + k])
                for k in (0, 1)
            ]
            for j in joints
        ]
        assert covered(page, here) == [True] * 4
        assert covered(page, [[10, 10], [10, 470], [840, 10]]) == [False] * 3


def test_the_overlay_can_be_switched_off(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    image = bridge.poses["image"][len(bridge.poses["image"]) // 2]
    anywhere = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v)"
    canvas = page.locator("fc-player canvas")
    assert image is not None
    assert canvas.evaluate(anywhere)
    page.get_by_role("button", name="Show skeleton").click()
    page.wait_for_function(f"() => !({anywhere})(document.querySelector('fc-player canvas'))")


def test_the_overlay_follows_while_it_plays(page: Page, bridge: Set) -> None:
    open_(page, bridge)
    page.evaluate(
        """() => {
          window.seen = [];
          const player = document.querySelector("fc-player");
          const draw = player.overlay.draw;
          player.overlay.draw = function (context, size, set, time) {
            seen.push([time, player.querySelector("video").currentTime]);
            return draw.call(this, context, size, set, time);
          };
        }"""
    )
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => new Set(seen.map((x) => x[0])).size > 12")
    page.get_by_role("button", name="Pause", exact=True).click()
    seen = page.evaluate("seen")
    # Each picture was drawn for a true frame of the video, not for a guessed time.
    for time, _ in seen:
        assert min(abs(time - t) for t in bridge.frames) < 0.002
    late = sorted(abs(clock_ + bridge.start - time) for time, clock_ in seen)
    assert late[len(late) // 2] < 0.15
