"""A report as a short text for the terminal."""

from formcheck.analysis.report import Report, Verdict
from formcheck.analysis.report.display import Card, FindingView, ReportView
from formcheck.analysis.report.english import REASONS
from formcheck.analysis.report.view import report_view
from formcheck.languages import DEFAULT, Language
from formcheck.languages.saying import Say, said, say_in

MARKS: dict[Verdict, str] = {"ok": "✓", "fault": "▲", "unsure": "?"}
TOO_CLOSE = REASONS["margin"]


def lines(report: Report, language: Language = DEFAULT) -> list[str]:
    """Return the lines of the summary: what was done, what to fix first, what was not visible."""
    say = say_in(language)
    view = said(report_view(report), say)
    recognised = f", {say('recognised from the video')}" if report.recognised else ""
    out = [f"{say(report.title)}{recognised}: {view.outcome}"]
    if report.view is not None:
        out.append(say(report.view.text))
    out += [_rep(card, say) for card in sorted(view.cards, key=lambda c: c.rep)]
    if view.holds:
        out.append(view.holds)
    if view.moment is not None:
        out += ["", f"{say('Fix first')}: {view.headline}", f"  {view.lead}"]
    out += _after_a_gap([f.message or f.why for f in view.set_findings if f.message or f.why])
    out += _not_visible(view, say)
    out += _after_a_gap([n.text for n in view.notes])
    return out


def _after_a_gap(texts: list[str]) -> list[str]:
    return ["", *texts] if texts else []


def _not_visible(view: ReportView, say: Say) -> list[str]:
    found = [f"  {n.title}: {n.camera_move or n.text}" for n in view.not_visible]
    return ["", f"{say('Not visible')}:", *found] if found else []


def _rep(card: Card, say: Say) -> str:
    """Return one repetition in a line."""
    head = f"  {MARKS[card.verdict]} {card.title}, {card.when}"
    if card.faults:
        return f"{head}: " + "; ".join(_fault(f) for f in card.faults)
    if card.verdict != "ok":
        return f"{head}: {say('not judged')}"
    too_close = say(TOO_CLOSE)
    close = [f.title.lower() for f in card.lines if f.reason == too_close and not f.informative]
    return f"{head}: {say('good')}" + (f" ({', '.join(close)}: {too_close})" if close else "")


def _fault(f: FindingView) -> str:
    return f"{f.title} {f.numbers}"
