"""A report as a short text for the terminal."""

from formcheck.analysis.report import Report, Verdict
from formcheck.analysis.report.display import Card, FindingView, ReportView
from formcheck.analysis.report.english import REASONS
from formcheck.analysis.report.view import report_view

MARKS: dict[Verdict, str] = {"ok": "✓", "fault": "▲", "unsure": "?"}
TOO_CLOSE = REASONS["margin"]


def lines(report: Report) -> list[str]:
    """Return the lines of the summary: what was done, what to fix first, what was not visible."""
    view = report_view(report)
    recognised = ", recognised from the video" if report.recognised else ""
    out = [f"{report.title}{recognised}: {view.outcome}"]
    if report.view is not None:
        out.append(report.view.text)
    out += [_rep(card) for card in sorted(view.cards, key=lambda c: c.rep)]
    if view.holds:
        out.append(view.holds)
    if view.moment is not None:
        out += ["", f"Fix first: {view.headline}", f"  {view.lead}"]
    out += _after_a_gap([f.message or f.why for f in view.set_findings if f.message or f.why])
    out += _not_visible(view)
    out += _after_a_gap([n.text for n in view.notes])
    return out


def _after_a_gap(texts: list[str]) -> list[str]:
    return ["", *texts] if texts else []


def _not_visible(view: ReportView) -> list[str]:
    found = [f"  {n.title}: {n.camera_move or n.text}" for n in view.not_visible]
    return ["", "Not visible:", *found] if found else []


def _rep(card: Card) -> str:
    """Return one repetition in a line."""
    head = f"  {MARKS[card.verdict]} {card.title}, {card.when}"
    if card.faults:
        return f"{head}: " + "; ".join(_fault(f) for f in card.faults)
    if card.verdict != "ok":
        return f"{head}: not judged"
    close = [f.title.lower() for f in card.lines if f.reason == TOO_CLOSE and not f.informative]
    return f"{head}: good" + (f" ({', '.join(close)} too close to call)" if close else "")


def _fault(f: FindingView) -> str:
    return f"{f.title} {f.numbers}"
