"""People's reviews of findings, as labels for evaluation.

A rejected fault means the repetition is clean for that cue; a rejected `ok` means it has the fault;
an accepted finding is correct; an added one is a fault that was missed. A finding that nobody
reviewed stays unknown: it does not count as agreement. So does one rejected because its cue is
unclear, as that says nothing of what the person did.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.analysis.report import Rep, Report

UNCLEAR = "cue_unclear"
"""The objection that gives no label."""

COACH, OWNER = 1, 0
"""Whose decision counts when two disagree: the greater weight, then the later one."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, with the finding as it was reported then.

    Attributes:
        rep, cue, start, end: which finding; start and end of its repetition, seconds.
        verdict: the reported one, `ok` or `fault`.
        accepted: whether the reviewer agrees; weight: `COACH` or `OWNER`.
        formcheck: the version that reported it.
        objection: what is wrong with a rejected finding, or None if not said.
    """

    rep: int
    cue: str
    start: float
    end: float
    verdict: str
    accepted: bool
    weight: int = OWNER
    formcheck: str = ""
    objection: str | None = None

    @property
    def faulty(self) -> bool | None:
        """Whether the fault is present according to the reviewer; None if they did not say."""
        if self.objection == UNCLEAR:
            return None
        return (self.verdict == "fault") == self.accepted


@dataclass(frozen=True, slots=True)
class Missed:
    """A finding that somebody added: a cue, at a moment in seconds or in a repetition."""

    cue: str
    time: float
    rep: int | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A repetition with the cues known to be faulty and those known to be clean."""

    number: int
    start: float
    end: float
    faults: frozenset[str]
    clean: frozenset[str]


def labels(
    report: Report, decided: Iterable[Decided], missed: Iterable[Missed] = ()
) -> tuple[Labelled, ...]:
    """Return the repetitions that were reviewed, in order of time.

    Times come from the decisions, or from `report` for a repetition that only has added faults.
    """
    reps: dict[int, tuple[float, float]] = {}
    known: dict[int, dict[str, bool]] = {}
    # Python's sort is stable: of decisions with equal weight the later one stays last.
    for d in sorted(decided, key=lambda d: d.weight):
        if d.faulty is not None:
            reps[d.rep] = (d.start, d.end)
            known.setdefault(d.rep, {})[d.cue] = d.faulty
    for m in missed:
        rep = _rep_of(report, m)
        if rep is not None:
            reps.setdefault(rep.number, (rep.start, rep.end))
            known.setdefault(rep.number, {})[m.cue] = True
    return tuple(
        Labelled(
            number,
            *reps[number],
            frozenset(c for c, faulty in known[number].items() if faulty),
            frozenset(c for c, faulty in known[number].items() if not faulty),
        )
        for number in sorted(reps, key=lambda n: (reps[n], n))
    )


def _rep_of(report: Report, missed: Missed) -> Rep | None:
    for rep in report.reps:
        here = rep.start <= missed.time <= rep.end if missed.rep is None else None
        if here or rep.number == missed.rep:
            return rep
    return None
