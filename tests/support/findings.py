"""What a report says of one cue."""

from formcheck.analysis.report import Finding, Report


def findings(report: Report, cue: str) -> list[Finding]:
    """Return what is found of a cue, repetition by repetition."""
    return [f for r in report.reps for f in r.findings if f.cue == cue]


def verdicts(report: Report, cue: str) -> list[str]:
    """Return the verdicts on a cue, repetition by repetition."""
    return [f.verdict for f in findings(report, cue)]
