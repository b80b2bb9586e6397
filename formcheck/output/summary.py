"""A report in a few plain words, for the terminal."""

from collections.abc import Sequence

from formcheck.analysis.formatting import allowed, clock, measured, plain
from formcheck.analysis.report import Finding, Rep, Report

MARKS = {"ok": "✓", "fault": "▲", "unsure": "?"}


def headline(report: Report) -> str:
    """Return the first sentence: repetitions done and good."""
    n = len(report.reps)
    if n == 0:
        return f"{report.title}: no repetition could be counted."
    reps = f"{n} rep" + ("s" if n > 1 else "")
    found = ", recognised from the video" if report.recognised else ""
    judged = [r for r in report.reps if r.verdict != "unsure"]
    if not judged:
        return f"{report.title}{found}: {reps}, none of which could be judged from this view."
    if report.good == n:
        return f"{report.title}{found}: {reps}, all clean in what could be seen."
    if report.good == 0:
        return f"{report.title}{found}: {reps}, with one thing to fix first."
    return f"{report.title}{found}: {report.good} of {reps} clean in what could be seen."


def lines(report: Report) -> list[str]:
    """Return the summary, a line each: what was done, what to fix first, what was not seen."""
    out = [headline(report)]
    if report.view is not None:
        out.append(report.view.text)
    for rep in report.reps:
        out.append(rep_line(rep))
    holds = [r.hold for r in report.reps]
    if holds and report.prescription.hold is not None:
        low, high = report.prescription.hold
        asked = f"{plain(low, 0)} to {plain(high, 0)} s" if low > 0 else f"at most {high:g} s"
        asks = report.prescription.asks
        out.append(f"Holds: {plain(min(holds), 1)} to {plain(max(holds), 1)} s; {asks} {asked}.")
    if report.fix_first is not None:
        out += ["", f"Fix first: {report.fix_first.message}", f"  {report.fix_first.text}"]
    told = [f for f in report.set_findings if f.verdict == "fault"]
    if told:
        out.append("")
        out += [f.message for f in told]
    if report.not_visible:
        out += ["", "Could not be seen:"]
        out += [f"  {u.title}: {u.move or u.text}" for u in report.not_visible]
    if report.notes:
        out.append("")
        out += [n.text for n in report.notes]
    return out


def rep_line(rep: Rep) -> str:
    """Return one repetition in a line."""
    side = "" if rep.side == "both" else f" {rep.side}"
    head = f"  {MARKS[rep.verdict]} rep {rep.number}{side}, {clock(rep.start)}-{clock(rep.end)}"
    faults = [f for f in rep.findings if f.verdict == "fault"]
    if faults:
        return f"{head}: " + "; ".join(_fault(f) for f in faults)
    unsure = [f for f in rep.findings if f.reason == "margin" and not f.informative]
    if rep.verdict == "ok":
        close = f" ({_titles(unsure)} too close to call)" if unsure else ""
        return f"{head}: good{close}"
    return f"{head}: not judged"


def _fault(finding: Finding) -> str:
    limits = allowed(finding.low, finding.high, finding.unit)
    return f"{finding.title} {measured(finding)} ({limits})"


def _titles(findings: Sequence[Finding]) -> str:
    return ", ".join(f.title.lower() for f in findings)
