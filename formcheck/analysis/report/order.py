"""Which repetition and which fault of a report come first."""

from formcheck.analysis.report import Finding, Rep, Report, Verdict

WORST_FIRST: tuple[Verdict, ...] = ("fault", "unsure", "ok")


def against(rep: Rep, verdict: Verdict) -> list[Finding]:
    """Return the findings of that verdict that count against a repetition, clearest first."""
    found = [f for f in rep.findings if f.verdict == verdict and not f.informative]
    return sorted(found, key=lambda f: f.excess, reverse=True)


def worst_first(report: Report) -> list[Rep]:
    """Return the repetitions, worst first; the one shown as the moment leads its verdict."""
    shown = report.primary_fault.rep if report.primary_fault else None

    def key(r: Rep) -> tuple[int, bool, int, float, int]:
        faults = against(r, "fault")
        furthest = max((f.excess for f in faults), default=0.0)
        worst = WORST_FIRST.index(r.verdict)
        return worst, r.number != shown, -len(faults), -furthest, r.number

    return sorted(report.reps, key=key)


def never_judged(report: Report) -> set[str]:
    """Return the cues that no repetition could be judged by: listed once, not in each."""
    judged = {f.cue for r in report.reps for f in r.findings if f.verdict != "unsure"}
    return {n.cue for n in report.not_visible} - judged


def faults_of(rep: Rep, report: Report) -> list[Finding]:
    """Return what counts against a repetition: the fault to fix first, then the clearest."""
    first = report.primary_fault.cue if report.primary_fault else None
    return sorted(against(rep, "fault"), key=lambda f: f.cue != first)


def shown_by(rep: Rep, report: Report) -> Finding | None:
    """Return what a repetition is shown by: its first fault, else a finding with a frame."""
    faults = faults_of(rep, report)
    if faults:
        return faults[0]
    first = report.primary_fault.cue if report.primary_fault else None
    seen = [f for f in rep.findings if f.evidence and (f.cue == first or f.value is not None)]
    return min(seen, key=lambda f: f.cue != first, default=None)
