"""What people's reviews say about the machine: decisions on findings as labels.

A rejected fault is a repetition that is clean of that cue, a rejected "fine" one that has the
fault; an accepted finding is as it was told, and an added one is a fault that was missed. What
nobody decided on stays unknown: silence is not agreement.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.analysis.report import Rep, Report

COACH, OWNER = 1, 0
"""Whose word counts where two disagree: the greater, then the later."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, with the finding as it was told then.

    Attributes:
        rep, cue, start, end: which finding; start and end of its repetition, seconds.
        verdict: what was told: `ok` or `fault`.
        accepted: whether somebody agrees; weight: `COACH` or `OWNER`.
        formcheck: the version that told it.
    """

    rep: int
    cue: str
    start: float
    end: float
    verdict: str
    accepted: bool
    weight: int = OWNER
    formcheck: str = ""

    @property
    def faulty(self) -> bool:
        """Whether the fault is there, as somebody sees it."""
        return (self.verdict == "fault") == self.accepted


@dataclass(frozen=True, slots=True)
class Missed:
    """A finding that somebody added: a cue, at a moment in seconds or in a repetition."""

    cue: str
    time: float
    rep: int | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A repetition of which some cues are known: those that are faulty, and those that are not."""

    number: int
    start: float
    end: float
    faults: frozenset[str]
    clean: frozenset[str]


def labels(
    report: Report, decided: Iterable[Decided], missed: Iterable[Missed] = ()
) -> tuple[Labelled, ...]:
    """Return the repetitions that anybody said something of, in order of time.

    Repetitions are those that were decided on; one that was only added to is found in `report`.
    """
    reps: dict[int, tuple[float, float]] = {}
    known: dict[int, dict[str, bool]] = {}
    for d in sorted(decided, key=lambda d: d.weight):  # the later of equals stays the later
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
