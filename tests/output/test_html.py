import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

import formcheck.output
from formcheck.analysis.report import Evidence, Note, Rep, Report
from formcheck.analysis.report.formatting import allowed, amount, brief, clock, measured
from formcheck.output import curves as curves
from formcheck.output import draw
from formcheck.output import svg as drawing
from formcheck.output.curves import Curve
from formcheck.output.html import report_html
from tests.support import reports as r

VOID = {"meta", "link", "img", "br", "input", "hr"}


class Page(HTMLParser):
    """Every element with its attributes, and the text; fails on tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str, **attrs: str) -> list[dict[str, str | None]]:
        return [
            a
            for t, a in self.elements
            if t == tag and all(a.get(k.rstrip("_")) == v for k, v in attrs.items())
        ]


def picture() -> bytes:
    return draw.jpeg(np.full((30, 48, 3), (200, 60, 20), np.uint8))


def curve(report: Report) -> Curve:
    time = np.arange(0, 46, 1 / 15)
    values = 0.9 - 0.5 * np.abs(np.sin(time / 9))
    values[100:160] = np.nan
    return curves.curve(report, "Knees apart", "", time, values, "knee_cave")


def caved(number: int) -> Rep:
    return r.rep(number, (r.KNEES, r.CAVE))


def full() -> str:
    report = r.mixed()
    pictures = {(3, "knee_cave"): picture(), (2, "knee_cave"): picture(), (3, "height"): picture()}
    return report_html(report, [curve(report)], pictures)


STATES = {
    "mixed": r.mixed(),
    "no reps": r.report(view=None, not_visible=r.mixed().not_visible),
    "nothing judged": r.report(r.blind(1), r.blind(2), not_visible=r.mixed().not_visible),
    "all good": r.report(r.rep(1), r.rep(2)),
    "one good": r.report(r.rep(1)),
    "faults, no fix": r.report(r.rep(1, (r.KNEES, r.CAVE))),
    "no findings": r.report(replace(r.rep(1, verdict="unsure"), findings=())),
}


@pytest.mark.parametrize("report", STATES.values(), ids=STATES)
def test_every_state_is_a_page_with_one_heading_that_asks_for_nothing_outside(
    report: Report,
) -> None:
    page = report_html(report, [curve(report)] if report.reps else [])
    parsed = Page(page)
    assert len(parsed.all("h1")) == 1
    assert "medical device" in parsed.text
    assert "!" not in parsed.text
    assert "None" not in parsed.text
    assert "nan" not in parsed.text
    ids = [a["id"] for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for link in parsed.all("a"):
        assert (link["href"] or "")[1:] in ids


def test_self_contained() -> None:
    page, fonts = re.subn(r"url\(data:font/woff2;base64,[A-Za-z0-9+/=]+\)", "", full())
    assert fonts == 1
    assert not re.search(r"https?://|//[a-z]|@import|url\(", page)
    parsed = Page(page)
    assert all("src" not in a for a in parsed.all("script"))
    sources = [a["src"] or "" for a in parsed.all("img")]
    assert len(sources) == 4  # the moment, and one for each fault that has a picture
    for source in sources:
        kind, data = source.split(",")
        assert kind == "data:image/jpeg;base64"
        read = cv2.imdecode(np.frombuffer(base64.b64decode(data), np.uint8), 1)
        assert np.asarray(read).shape == (30, 48, 3)
    policy = next(a["content"] for a in parsed.all("meta") if "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert all(a.get("alt") for a in parsed.all("img"))


def test_the_order_of_look_md() -> None:
    text = Page(full()).text
    order = [
        "Fix first",
        "Press your knees out against the band at the top.",
        "Knees caving in, 2 of 5 reps: 0.34",
        "Rep 3 at 0:22.0",
        "2 of 5 reps clean",
        "Next: Do your next set with only this in mind.",
        "Rep by rep",
        "What was checked",
        "Over time",
        "Each rep",
        "All numbers",
        "Not seen, and how to film it",
        "About this set",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_one_card_a_rep_worst_first_faults_open() -> None:
    found = Page(full()).all("details", class_="card")
    assert [a["id"] for a in found] == ["rep-3", "rep-2", "rep-5", "rep-1", "rep-4"]
    assert ["open" in a for a in found] == [True, True, False, False, False]


def test_marks_are_never_colour_alone() -> None:
    text = Page(full()).text
    assert "1 clean 2 0.52 3 0.34 4 1 unsure 5 other view" in text
    labels = {a.get("aria-label") for a in Page(full()).all("svg", role="img")}
    assert {"fine", "fault", "unsure"} <= labels


def test_everything_from_outside_is_escaped() -> None:
    bad = r.HOSTILE
    rep = r.rep(1, (r.KNEES, {**r.CAVE, "title": bad, "message": bad, "rule": bad, "cue": bad}))
    made = r.mixed()
    fix = made.primary_fault
    assert fix is not None
    report = r.report(
        rep,
        title=bad,
        model=bad,
        source=replace(made.source, name=bad),
        notes=(Note("x", bad),),
        not_visible=(replace(made.not_visible[0], title=bad, text=bad, camera_move=bad),),
        primary_fault=replace(fix, message=bad, text=bad, rep=1),
    )
    odd = replace(curve(report), title=bad, unit=bad, marks=(curves.Mark(1, 0.3, bad),))
    page = report_html(report, [odd], {(1, bad): picture()})
    parsed = Page(page)
    assert len(parsed.all("script")) == 1
    assert all("onerror" not in a for _, a in parsed.elements)
    assert bad in parsed.words[0] or bad in parsed.text
    assert "<img src=x" not in page


def test_said_once_when_no_rep_shows_it() -> None:
    text = Page(full()).text
    assert text.count(r.PELVIS.camera_move) == 1
    assert text.count("Not seen in this set: hips tilting.") == 5


@pytest.mark.parametrize(
    ("reps", "words"),
    [
        ((r.rep(1), caved(2), caved(3)), "1 of 3 reps clean"),
        ((r.rep(1), caved(2)), "1 of 2 reps clean"),
        ((caved(1), caved(2)), "0 of 2 reps clean"),
        ((r.rep(1), caved(2), r.blind(3)), "1 of 3 reps clean, 1 not judged"),
    ],
)
def test_clean_reps_are_counted_without_blame(reps: Any, words: str) -> None:
    fix = r.mixed().primary_fault
    assert words in Page(report_html(r.report(*reps, primary_fault=fix))).text


def numbers_of(svg: str) -> list[float]:
    found = re.findall(r'\b(?:d|x|y|width|height|transform)="([^"]*)"', svg)
    return [float(n) for text in found for n in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]


def test_curve_with_gaps_is_finite_and_broken() -> None:
    c = curve(r.mixed())
    svg = drawing.svg(c, "c")
    Page(svg)
    assert "nan" not in svg
    assert "inf" not in svg
    assert np.isfinite(numbers_of(svg)).all()
    signal = re.search(r'class="signal" d="([^"]*)"', svg)
    assert signal
    assert signal[1].count("M") == 2
    assert svg.count('href="#mark-fault"') == 4  # two heads, two moments
    assert "beyond the limit: rep 2 at 0:11.5, rep 3 at 0:20.5" in svg


def test_the_top_of_a_repetition_is_called_what_the_exercise_calls_it() -> None:
    squat = replace(r.mixed(), exercise="squat", title="Squat")
    assert "rep, darker at the bottom" in Page(report_html(squat, [curve(squat)])).text


def test_curve_rows_and_long_curves() -> None:
    c = curve(r.mixed())
    assert [row.number for row in curves.rows(c)] == [1, 2, 3, 4, 5]
    assert curves.rows(replace(c, values=np.full_like(c.values, np.nan)))[0].lowest is None
    time = np.linspace(0, 600, 20_000)
    values = np.sin(time)
    values[777], values[9000:9100] = 5.0, np.nan
    t, v = drawing.thinned(time, values)
    assert len(t) <= 1.5 * drawing.MOST_POINTS
    assert np.nanmax(v) == 5.0
    assert np.isnan(v).any()
    assert (np.diff(t) > 0).all()


def test_curve_that_cannot_be_drawn_is_left_out() -> None:
    empty = Curve(title="Hips", unit="deg", time=np.array([]), values=np.array([]))
    blank = Curve(title="Hips", unit="deg", time=np.arange(3.0), values=np.full(3, np.nan))
    flat = Curve(title="Hips", unit="deg", time=np.arange(3.0), values=np.ones(3))
    assert [c.drawable for c in (empty, blank, flat)] == [False, False, True]
    assert np.isfinite(numbers_of(drawing.svg(flat, "f"))).all()
    assert 'class="curve" role' not in report_html(r.mixed(), [empty, blank])
    with pytest.raises(ValueError, match=r"expected shape \(3,\), got \(2,\)"):
        Curve(title="Hips", unit="deg", time=np.arange(3.0), values=np.arange(2.0))


@pytest.mark.parametrize(("low", "high"), [(0, 1), (120, 196), (-0.02, 0.13), (0, 37.4), (0, 1e-6)])
def test_ticks_are_few_and_inside(low: float, high: float) -> None:
    found = drawing.ticks(low, high, 5)
    assert 2 <= len(found) <= 6
    assert low - 1e-9 <= found[0]
    assert found[-1] <= high + 1e-9


def test_numbers() -> None:
    assert [clock(t) for t in (7.44, 59.97, 61.25, -0.1)] == [
        "0:07.4",
        "1:00.0",
        "1:01.2",
        "0:00.0",
    ]
    assert amount(163.4, "deg") == "163°"
    assert amount(164.6, "deg", beside=165.0) == "164.6°"
    assert amount(-0.2, "deg") == "0°"
    assert amount(-7, "deg") == "−7°"
    assert amount(0.3, "foot lengths") == "0.30 foot lengths"
    assert measured(r.HEIGHT) == "172° ± 4°"
    assert measured(replace(r.HEIGHT, margin=0.01)) == "172° ± 1°"
    assert measured(r.PELVIS) == ""
    assert measured(r.HOLD) == "6.1 ± 0.2 s"
    long = replace(r.HEIGHT, value=12.34, margin=0.4, limit=1.8, unit="% of trunk length")
    assert measured(long) == "12.3 ± 0.4 % of trunk length"
    assert measured(long, short=True) == "12.3 ± 0.4"
    assert brief(long) == "12.3 %"
    assert measured(replace(long, unit="reps per side", margin=0.0)) == "12 reps per side"
    assert allowed(70, 110, "deg") == "goal 70–110°"
    assert allowed(None, 6.6, "deg") == "at most 6.6°"
    assert allowed(0.7, None, "") == "at least 0.70"


# Contrast -------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TOKENS = (Path(formcheck.output.__file__).parent / "tokens.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", part)) for part in TOKENS.split("@media")
)
TEXT = [
    (t, on)
    for t in ("ink", "quiet", "accent", "fault", "unsure")
    for on in ("paper", "raised", "rep")
]
MARKS = [
    (m, on)
    for m in ("accent", "fault", "unsure", "ink")
    for on in ("rep", "top", "beyond", "margin*")
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_of_text_and_marks(tokens: dict[str, str]) -> None:
    assert set(tokens) == set(LIGHT)
    # The margin band lies at 28 % over what is below it; see report.css.
    rgb = [[int(tokens[k][i : i + 2], 16) for i in (1, 3, 5)] for k in ("margin", "top")]
    mixed = np.rint(0.28 * np.array(rgb[0]) + 0.72 * np.array(rgb[1])).astype(int)
    tokens = {**tokens, "margin*": "#{:02x}{:02x}{:02x}".format(*mixed)}
    low = [(t, on) for t, on in TEXT if contrast(tokens[t], tokens[on]) < 4.5]
    low += [(m, on) for m, on in MARKS if contrast(tokens[m], tokens[on]) < 3.0]
    assert low == []


def test_colours_live_in_one_place() -> None:
    here = Path(formcheck.output.__file__).parent
    for name in ("report.css", "report.html.j2", "svg.py", "html.py"):
        assert not re.search(
            r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", (here / name).read_text("utf-8")
        )


def test_evidence_without_a_time_of_its_own_is_marked_in_the_middle() -> None:
    rep = r.rep(
        1,
        (r.KNEES, {**r.CAVE, "evidence": None}),
        (r.HOLD, {"evidence": Evidence(time=2, draw="moment", landmarks=())}),
    )
    c = curves.curve(r.report(rep), "Knees", "", np.arange(9.0), np.ones(9), "knee_cave")
    assert c.marks[0].time == pytest.approx((rep.top_start + rep.top_end) / 2)


def test_a_curve_of_the_counted_movement_wears_the_reps_verdicts_and_every_fault() -> None:
    report = r.mixed()
    time = np.arange(0, 46, 0.1)
    values = np.where(time > 30, np.nan, np.sin(time))
    c = curves.curve(report, "Hips", "m", time, values)
    assert [b.verdict for b in c.bands] == [rep.verdict for rep in report.reps]
    assert (c.low, c.high, c.margin) == (None, None, 0.0)
    assert [m.label for m in c.marks] == ["", "", ""]
    assert all(abs(m.value - np.sin(m.time)) < 0.01 for m in c.marks)
    Page(drawing.svg(c, "c"))


def test_a_report_can_be_read_in_spanish() -> None:
    time = np.linspace(0, 9, 40)
    curve = Curve(title="Knees caving in", unit="deg", time=time, values=time, low=2.0)
    told = report_html(r.mixed(), [curve], language="es")
    page = Page(told)
    assert ("html", {"lang": "es"}) in page.elements
    words = " ".join(page.words)
    for said in (
        "Qué se ha comprobado",
        "Puente de glúteos",
        "Las rodillas se meten",
        "al menos 2°",
    ):
        assert said in words
    for english in ("What was checked", "The routine", "not a medical device", "Rep by rep"):
        assert english not in words
    assert "siempre dentro del límite" in words
    assert "bridge.mp4" in words
