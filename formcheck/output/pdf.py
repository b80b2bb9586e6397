"""The report as a PDF of a page or two, to send or to print.

`report_view` decides the text and its order, as for the HTML page; this draws it on A4. The same
report gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from formcheck.analysis.report import Report, Verdict
from formcheck.analysis.report.display import ReportView, Share
from formcheck.analysis.report.english_page import HEADINGS, LABELS, NOTICE
from formcheck.analysis.report.view import report_view
from formcheck.languages import DEFAULT, Language
from formcheck.languages.saying import Say, said, say_in
from formcheck.output.curves import Curve

FONTS = Path(__file__).parent / "fonts"
"""DejaVu, which has every letter of a name: the pages' Figtree has Latin ones only."""

INK, QUIET, ACCENT = (27, 31, 34), (86, 96, 103), (11, 96, 104)
FAULT, PALE, HAIR = (173, 53, 16), (246, 217, 203), (222, 219, 211)
BAND, MARGIN_GREY = (240, 238, 232), (205, 208, 209)
"""Colours of `tokens.css` on white paper."""

MARGIN = 16.0
PICTURE = 104.0
PLOT = 46.0
BAR = 3.0
"""mm: of the page; width of the picture of the moment; height of a curve; height of a small bar."""

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When a file was made is not written into it: the same report gives the same bytes."""


class _Paper(FPDF):
    """A4 with the report's type, and a footer that says what it is and which page."""

    def __init__(self, footer: str, say: Say) -> None:
        super().__init__(format="A4", unit="mm")
        self._footer = footer
        self.say = say
        self.add_font("report", "", FONTS / "DejaVuSans.ttf")
        self.add_font("report", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, MARGIN + 6)
        self.set_creation_date(UNDATED)
        self.add_page()

    def footer(self) -> None:
        """Write what the set is, its day or else its file, and the page."""
        self.set_y(-MARGIN)
        self.ink(QUIET, 8)
        self.cell(self.epw - 20, 5, self._footer)
        self.cell(20, 5, f"{self.page_no()} / {{nb}}", align="R")

    def ink(self, colour: tuple[int, int, int], size: float, *, bold: bool = False) -> None:
        """Choose colour and size, in points, of what is written next."""
        self.set_text_color(*colour)
        self.set_font("report", "B" if bold else "", size)

    def text_block(self, text: str, height: float = 5.0, width: float = 0.0) -> None:
        """Write a paragraph and go to the line below it."""
        self.multi_cell(width, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def heading(self, text: str) -> None:
        """Write the title of a section, not alone at the foot of a page."""
        if self.will_page_break(24):
            self.add_page()
        self.ln(4)
        self.ink(INK, 12, bold=True)
        self.text_block(text, 7)

    def bar(self, shares: Sequence[Share], x: float, y: float, width: float) -> None:
        """Draw reps by verdict: full, hatched or empty, so that it reads in grey."""
        n = sum(s.count for s in shares)
        step, at = width / max(n, 1), x
        for share in shares:
            for _ in range(share.count):
                self._part(share.verdict, at, y, step - 0.6)
                at += step

    def _part(self, verdict: Verdict, x: float, y: float, width: float) -> None:
        self.set_line_width(0.3)
        if verdict == "ok":
            self.set_fill_color(*ACCENT)
            self.rect(x, y, width, BAR, "F")
            return
        self.set_draw_color(*(FAULT if verdict == "fault" else QUIET))
        if verdict == "fault":
            with self.rect_clip(x, y, width, BAR):
                for i in range(int(width / 1.2) + 4):
                    self.line(x + 1.2 * i - BAR, y + BAR, x + 1.2 * i, y)
        self.rect(x, y, width, BAR)


def report_pdf(
    report: Report,
    curves: Sequence[Curve] = (),
    pictures: Mapping[tuple[int, str], bytes] | None = None,
    language: Language = DEFAULT,
) -> bytes:
    """Return the report as a PDF; the arguments are those of `report_html`."""
    say = say_in(language)
    view = said(report_view(report), say)
    day = (report.source.filmed_at or "")[:10]
    paper = _Paper(" · ".join(t for t in (view.title, day or report.source.name) if t), say)
    paper.set_title(view.title)
    paper.set_lang(language)
    _first_look(paper, view, pictures or {}, day)
    _strip(paper, view)
    for curve in [c for c in curves if c.drawable][:1]:
        paper.heading(say(curve.title))
        _curve(paper, curve)
    _checks(paper, view)
    _numbers(paper, view)
    _not_seen(paper, view)
    paper.ln(4)
    paper.ink(QUIET, 8)
    paper.text_block(say(NOTICE), 4)
    return bytes(paper.output())


def _first_look(
    paper: _Paper, view: ReportView, pictures: Mapping[tuple[int, str], bytes], day: str
) -> None:
    """Write the one sentence, the picture of its moment, the facts and what to do next."""
    paper.ink(QUIET, 9)
    paper.text_block(" · ".join(t for t in (view.title, day) if t))
    if view.fix_label:
        paper.ink(FAULT, 10, bold=True)
        paper.text_block(view.fix_label)
    paper.ink(ACCENT if view.verdict == "ok" else INK, 20, bold=True)
    paper.text_block(view.headline, 9)
    paper.ink(INK, 11)
    for text in (view.how_bad or view.lead, view.then):
        if text:
            paper.text_block(text, 5.5)
    paper.ln(2)
    moment = view.moment
    picture = pictures.get((moment.rep or 0, moment.cue)) if moment else None
    if moment and picture:
        top = paper.get_y()
        placed = paper.image(BytesIO(picture), w=PICTURE)
        paper.ink(QUIET, 8)
        paper.set_y(top + placed.rendered_height + 1)
        paper.text_block(moment.caption, 4)
        paper.ln(2)
    if view.degree:
        paper.bar(view.degree, MARGIN, paper.get_y(), paper.epw)
        paper.ln(BAR + 2)
    paper.ink(INK, 11)
    for fact in view.key_facts:
        paper.text_block(f"– {fact.text}", 5.5)
    if view.next_steps:
        paper.ink(INK, 11, bold=True)
        paper.text_block(" ".join((paper.say(LABELS["next"]), *view.next_steps)), 6)


def _strip(paper: _Paper, view: ReportView) -> None:
    if not view.strip:
        return
    paper.heading(paper.say(HEADINGS["strip"]))
    for run in view.strip:
        if run.side:
            paper.ink(INK, 9, bold=True)
            paper.text_block(run.side)
        colours = {"ok": ACCENT, "fault": FAULT, "unsure": QUIET}
        for cell in run.cells:
            width = 28.0
            if paper.get_x() + width > paper.w - MARGIN:
                paper.ln(5)
            paper.ink(colours[cell.verdict], 9, bold=cell.verdict == "fault")
            paper.cell(width, 5, f"{cell.rep}  {cell.text}")
        paper.ln(6)


class _Plot:
    """Where seconds and values of a curve lie on the paper, mm."""

    def __init__(self, curve: Curve, left: float, top: float, width: float) -> None:
        seen = curve.values[np.isfinite(curve.values)]
        self.limits = [v for v in (curve.low, curve.high) if v is not None]
        around = [float(seen.min()), float(seen.max())]
        around += [v + s * curve.margin for v in self.limits for s in (-1, 1)]
        self._low, self._span = min(around), (max(around) - min(around)) or 1.0
        self._start, self._seconds = float(curve.time[0]), float(curve.time[-1] - curve.time[0])
        self.left, self.top, self.width = left, top, width

    def x(self, time: float) -> float:
        return self.left + self.width * (time - self._start) / self._seconds

    def y(self, value: float) -> float:
        return self.top + PLOT * (1 - (value - self._low) / self._span)


def _curve(paper: _Paper, curve: Curve) -> None:
    """Draw a signal with its reps, its limit and how sure that is."""
    if paper.will_page_break(PLOT + 8):
        paper.add_page()
    plot = _Plot(curve, MARGIN, paper.get_y(), paper.epw)
    paper.set_fill_color(*BAND)
    for band in curve.bands:
        paper.rect(plot.x(band.start), plot.top, plot.x(band.end) - plot.x(band.start), PLOT, "F")
    for limit in plot.limits:
        upper, lower = plot.y(limit + curve.margin), plot.y(limit - curve.margin)
        paper.set_fill_color(*MARGIN_GREY)
        paper.rect(plot.left, upper, plot.width, lower - upper, "F")
        paper.set_draw_color(*INK)
        paper.set_line_width(0.2)
        with paper.local_context():
            paper.set_dash_pattern(1.5, 1.2)
            paper.line(plot.left, plot.y(limit), plot.left + plot.width, plot.y(limit))
    _signal(paper, plot, curve)
    paper.ink(FAULT, 8, bold=True)
    for mark in curve.marks:
        paper.set_xy(plot.x(mark.time) - 10, max(plot.y(mark.value) + 1, plot.top))
        paper.cell(20, 4, mark.label, align="C")
    paper.set_xy(plot.left, plot.top + PLOT + 1)
    paper.ink(QUIET, 8)
    for band in curve.bands:
        paper.set_x((plot.x(band.start) + plot.x(band.end)) / 2 - 5)
        paper.cell(10, 4, str(band.number), align="C")
    paper.ln(5)


def _signal(paper: _Paper, plot: _Plot, curve: Curve) -> None:
    """Draw the person's own curve, with a gap where nothing was seen."""
    paper.set_draw_color(*ACCENT)
    paper.set_line_width(0.5)
    breaks = np.flatnonzero(np.diff(np.isfinite(curve.values))) + 1
    for part in np.split(np.arange(len(curve.time)), breaks):
        if len(part) > 1 and np.isfinite(curve.values[part[0]]):
            points = zip(curve.time[part], curve.values[part], strict=True)
            paper.polyline([(plot.x(float(t)), plot.y(float(v))) for t, v in points])


def _checks(paper: _Paper, view: ReportView) -> None:
    if not view.checks:
        return
    paper.heading(paper.say(HEADINGS["checks"]))
    for check in view.checks:
        if paper.will_page_break(8):
            paper.add_page()
        paper.bar(check.shares, MARGIN, paper.get_y() + 1, 30)
        paper.set_x(MARGIN + 34)
        paper.ink(INK, 10)
        size = f" ({check.measure})" if check.measure else ""
        paper.text_block(f"{check.title}: {check.text}{size}", 5)


def _numbers(paper: _Paper, view: ReportView) -> None:
    if not view.columns:
        return
    paper.heading(paper.say(HEADINGS["numbers"]))
    paper.ink(INK, 6.5)
    paper.set_draw_color(*HAIR)
    paper.set_fill_color(255, 255, 255)
    paper.set_line_width(0.2)
    with paper.table(
        line_height=3.6,
        text_align="LEFT",
        headings_style=FontFace(emphasis="BOLD", color=INK),
        col_widths=(5, *(14 for _ in view.columns)),
        borders_layout="HORIZONTAL_LINES",
        padding=(0.8, 1, 0.8, 0),
    ) as table:
        table.row([paper.say(LABELS["rep"]), *(f"{c.title}\n{c.limits}" for c in view.columns)])
        for row in view.rows:
            table.row([str(row.rep), *(c.text if c else "" for c in row.cells)])
    paper.ink(QUIET, 8)
    paper.text_block(view.margin_note, 4)


def _not_seen(paper: _Paper, view: ReportView) -> None:
    if not view.not_visible:
        return
    paper.heading(paper.say(HEADINGS["not_visible"]))
    for cue in view.not_visible:
        paper.ink(INK, 9, bold=True)
        paper.text_block(f"{cue.title} ({cue.reason})")
        paper.ink(INK, 9)
        paper.text_block(" ".join(t for t in (cue.text, cue.camera_move) if t), 4.5)
