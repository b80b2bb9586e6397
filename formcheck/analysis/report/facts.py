"""The first look at a result: how bad, three facts, each cue at a glance, what to do next.

All of it is text ready to be shown, and counts to draw small bars from.
"""

from collections.abc import Iterable

from formcheck.analysis.report import Finding, Rep, Report, Verdict, english
from formcheck.analysis.report.display import CueSummary, KeyFact, Share
from formcheck.analysis.report.formatting import amount, brief, goal, plain
from formcheck.analysis.report.human_units import in_words

AROUND = 1.2
"""Seconds shown before and after the moment of a finding where it is looped."""

SAME = 0.05
"""Seconds by which two holds differ at most to be said as one."""

SHORT = 20
"""Letters that a small cell has room for."""


def shares(verdicts: Iterable[Verdict]) -> tuple[Share, ...]:
    """Return how many there are of each verdict: clean, fault, unsure; none is left out."""
    all_of = list(verdicts)
    order: tuple[Verdict, ...] = ("ok", "fault", "unsure")
    return tuple(Share(verdict=v, count=all_of.count(v)) for v in order if v in all_of)


def window(finding: Finding, rep: Rep) -> tuple[float, float] | None:
    """Return the seconds round the moment of a finding, within its rep; None without a moment."""
    if finding.evidence is None:
        return None
    time = finding.evidence.time
    start, end = max(rep.start, time - AROUND), min(rep.end, time + AROUND)
    return (start, end) if end > start else None


def measure(finding: Finding) -> str:
    """Return a value in units a person knows, beside its goal where that can be said so too."""
    if finding.value is None:
        return ""
    words = in_words(finding.value, finding.unit)
    if words:
        return words
    value = amount(finding.value, finding.unit, finding.limit)
    return english.beside_goal(value, goal(finding.low, finding.high, finding.unit))


def how_bad(report: Report) -> str:
    """Return how far and how often the fault to fix first is there: one sentence."""
    first = report.primary_fault
    if first is None:
        return ""
    clearest = _clearest(report, first.cue)
    size = measure(clearest[1]) if clearest else ""
    return english.how_bad(first.title, first.count, len(report.reps), size)


def other_faults(report: Report) -> tuple[str, ...]:
    """Return the titles of the faults besides the one to fix first, most frequent first."""
    first = report.primary_fault.cue if report.primary_fault else None
    return tuple(s.title for s in cue_summaries(report) if s.verdict == "fault" and s.cue != first)


# --- facts ---------------------------------------------------------------------------------------


def key_facts(report: Report) -> tuple[KeyFact, ...]:
    """Return how many reps are clean, how long they were held, and how many were done."""
    if not report.reps:
        return ()
    found = (_clean(report), _held(report), _done(report))
    return tuple(f for f in found if f is not None)


def _clean(report: Report) -> KeyFact:
    verdicts = [r.verdict for r in report.reps]
    verdict: Verdict = "unsure" if report.good < len(verdicts) else "ok"
    text = english.clean_fact(report.good, len(verdicts), verdicts.count("unsure"))
    return KeyFact(verdict="fault" if "fault" in verdicts else verdict, text=text)


def _held(report: Report) -> KeyFact | None:
    found = [f for r in report.reps for f in r.findings if f.cue == "hold" and not f.informative]
    if not found:
        return None
    values = [f.value for f in found if f.value is not None]
    if not values:
        return KeyFact(verdict="unsure", text=english.HOLD_NOT_MEASURED)
    low, high = min(values), max(values)
    text = english.hold_fact(
        plain(low, 1) if high - low > SAME else "",
        amount(high, "s"),
        goal(found[0].low, found[0].high, found[0].unit),
    )
    return KeyFact(verdict=worst(f.verdict for f in found), text=text)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return `fault` where there is any, else `ok` where any was judged."""
    found = set(verdicts)
    return "fault" if "fault" in found else "ok" if "ok" in found else "unsure"


def _done(report: Report) -> KeyFact:
    asked = report.prescription
    low, high = asked.reps
    left, right = (sum(r.side == side for r in report.reps) for side in ("left", "right"))
    done = max(left, right) or len(report.reps)
    verdict: Verdict = "ok" if low <= done <= high else "fault"
    if not (left or right):
        return KeyFact(verdict=verdict, text=english.done_fact(done, low, high))
    if asked.only is not None:
        only = left if asked.only == "left" else right
        return KeyFact(verdict=verdict, text=english.side_fact(asked.only, only, low, high))
    if not left:
        return KeyFact(verdict="unsure", text=english.missing_side_fact("right", done, "left"))
    if not right:
        return KeyFact(verdict="unsure", text=english.missing_side_fact("left", done, "right"))
    uneven = abs(left - right) > 1
    text = english.sides_fact(left, right, low, high)
    return KeyFact(verdict="fault" if uneven else verdict, text=text)


# --- each cue at a glance ------------------------------------------------------------------------


def cue_summaries(report: Report) -> tuple[CueSummary, ...]:
    """Return each cue that was judged: the fault to fix first, other faults, unsure, fine."""
    cues = dict.fromkeys(f.cue for r in report.reps for f in r.findings if not f.informative)
    hidden = {n.cue for n in report.not_visible}
    first = report.primary_fault.cue if report.primary_fault else None
    found = [_summary(report, cue) for cue in cues if cue not in hidden]
    order = ("fault", "unsure", "ok")

    def key(s: CueSummary) -> tuple[bool, int, int]:
        faults = sum(p.count for p in s.shares if p.verdict == "fault")
        return s.cue != first, order.index(s.verdict), -faults

    return tuple(sorted(found, key=key))


def _summary(report: Report, cue: str) -> CueSummary:
    rows = [f for r in report.reps for f in r.findings if f.cue == cue]
    verdict = worst(f.verdict for f in rows)
    clearest = _clearest(report, cue)
    shown = clearest or next(
        ((r, f) for r in report.reps for f in r.findings if f.cue == cue and f.evidence), None
    )
    evidence = shown[1].evidence if shown else None
    return CueSummary(
        cue=cue,
        title=(clearest[1] if clearest else rows[0]).title,
        verdict=verdict,
        shares=shares(f.verdict for f in rows),
        text=english.often(*(sum(f.verdict == v for f in rows) for v in ("fault", "ok", "unsure"))),
        measure=measure(clearest[1]) if clearest else "",
        rep=shown[0].number if shown and evidence else None,
        time=evidence.time if evidence else None,
    )


def _clearest(report: Report, cue: str) -> tuple[Rep, Finding] | None:
    """Return the rep and the finding that show the fault of a cue most clearly."""
    found = [
        (r, f) for r in report.reps for f in r.findings if f.cue == cue and f.verdict == "fault"
    ]
    return max(found, key=lambda x: x[1].excess, default=None)


# --- what next -----------------------------------------------------------------------------------


def next_steps(report: Report) -> tuple[str, ...]:
    """Return what to do now, at most two short sentences."""
    n = len(report.reps)
    if n == 0:
        return ()
    steps = [_first_step(report), *_sides(report), *_reps(report)]
    return tuple([s for s in steps if s][:2])


def _first_step(report: Report) -> str:
    if report.primary_fault is not None:
        return english.ONLY_THIS
    if report.good < len(report.reps):
        moves = [n.camera_move for n in report.not_visible if n.camera_move]
        return moves[0] if moves else english.OTHER_PLACE
    return english.SAME_AGAIN


def _sides(report: Report) -> list[str]:
    found = {f.cue: f for f in report.set_findings}
    return [
        found[cue].message
        for cue in ("side_asked", "sides_in_order", "sides_even")
        if cue in found and found[cue].verdict != "ok" and found[cue].message
    ]


def _reps(report: Report) -> list[str]:
    low, high = report.prescription.reps
    done = next((f.value for f in report.set_findings if f.cue == "reps_done"), None)
    if done is None or done >= low:
        return []
    return [english.aim_for(low, high, each_side=report.prescription.per_side)]


def in_brief(finding: Finding) -> str:
    """Return the value of a finding for a small cell, or its name where words are long."""
    words = in_words(finding.value, finding.unit) if finding.value is not None else ""
    if len(words) > SHORT:
        return finding.title.lower()
    return words or brief(finding)
