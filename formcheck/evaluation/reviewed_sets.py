"""Sets that people reviewed: their decisions as labels, judged again from the poses kept.

Only what somebody decided on is known. Repetitions and their times are those of the report that
was reviewed, so they say nothing of how well repetitions are counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.report import Report
from formcheck.analysis.truth.ground_truth import TrueRep
from formcheck.errors import InvalidPosesError
from formcheck.estimation import pose_io
from formcheck.evaluation.compare import SetOutcome, compare
from formcheck.evaluation.runner import Evaluation, judge
from formcheck.evaluation.tables import Table
from formcheck.evaluation.truth import Truth
from formcheck.training.review_labels import Decided, Missed, labels


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReviewedSet:
    """One set with its report, what people decided on it, and the file of its poses."""

    name: str
    report: Report
    decided: tuple[Decided, ...]
    missed: tuple[Missed, ...]
    poses: Path


def truth(one: ReviewedSet) -> Truth:
    """Return what is known of a set from what people decided."""
    known = [
        TrueRep(
            number=x.number,
            side=None,
            start=x.start,
            end=x.end,
            faults=dict.fromkeys(x.faults),
            clean=x.clean,
        )
        for x in labels(one.report, one.decided, one.missed)
    ]
    silent = [
        TrueRep(number=r.number, side=None, start=r.start, end=r.end, faults={}, clean=frozenset())
        for r in one.report.reps
        if all(r.end <= k.start or k.end <= r.start for k in known)
    ]
    reps = sorted([*known, *silent], key=lambda r: r.start)
    return Truth(path=Path(one.name), exercise=one.report.exercise, reps=tuple(reps))


def evaluate_reviewed(
    sets: Sequence[ReviewedSet], variants: Sequence[Mapping[str, Exercise]]
) -> Evaluation:
    """Judge every set again by every variant of the exercises, and compare with the decisions."""
    outcomes: list[list[SetOutcome]] = [[] for _ in variants]
    skipped: list[str] = []
    for one in sets:
        try:
            saved = pose_io.load(one.poses)
        except InvalidPosesError as error:
            skipped.append(f"{one.name}: {error}")
            continue
        for out, exercises in zip(outcomes, variants, strict=True):
            exercise = exercises.get(one.report.exercise)
            if exercise is not None:
                out.append(compare(judge(exercise, saved, saved.model), truth(one)))
    return Evaluation(tuple(tuple(o) for o in outcomes), tuple(skipped))


def decisions_table(sets: Sequence[ReviewedSet]) -> Table:
    """Return what people decided, cue by cue, and the version that had judged it."""
    counts: dict[tuple[str, str, str], Counter[str]] = {}
    for one in sets:
        for d in one.decided:
            key = (one.report.exercise, d.cue, d.formcheck)
            decision = "accepted" if d.accepted else "rejected"
            found = counts.setdefault(key, Counter())
            found[f"{d.verdict} {decision}"] += 1
            if d.objection:
                found[d.objection] += 1
        for m in one.missed:
            key = (one.report.exercise, m.cue, one.report.formcheck)
            counts.setdefault(key, Counter())["added"] += 1
    kinds = ("fault accepted", "fault rejected", "ok accepted", "ok rejected", "added")
    objections = ("not_this_fault", "missed_something", "cue_unclear")
    return Table(
        "Decided by people",
        (
            *("cue", "formcheck", "faults agreed", "rejected", "fine agreed", "rejected", "added"),
            *("not this fault", "missed something", "cue unclear"),
        ),
        tuple(
            (f"{exercise}/{cue}", version, *(str(found[k]) for k in (*kinds, *objections)))
            for (exercise, cue, version), found in sorted(counts.items())
        ),
        left=2,
        note="What nobody decided on counts neither way; an unclear cue gives no label.",
    )
