"""Two sets, or two repetitions, against each other: /api/compare."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from formcheck.analysis.formatting import amount
from formcheck.analysis.report import Rep, Report, Side, Verdict
from formcheck.api.auth import Principal
from formcheck.api.deps import Given, Who, log_set_access
from formcheck.api.errors import ApiError
from formcheck.api.routes.sets import shown
from formcheck.api.schemas.sets import Analysis, Failure
from formcheck.storage import reports, sets
from formcheck.training.compare import Change, Difference, differences
from formcheck.worker.services import Services

router = APIRouter(prefix="/api", tags=["progress"], responses={404: {"model": Failure}})

SIDED = {"left": " on the left", "right": " on the right", "both": ""}


class Value(BaseModel):
    """The mean over repetitions, and how far off it may be."""

    model_config = ConfigDict(from_attributes=True)

    value: float
    margin: float
    reps: int


class DifferenceOut(BaseModel):
    """One cue of one side; `difference`: after - before, which counts beyond its margin only."""

    cue: str
    title: str
    side: Side
    unit: str
    before: Value | None
    after: Value | None
    difference: float | None
    margin: float | None
    change: Change
    text: str


class Corners(BaseModel):
    """A repetition's times, seconds: laid on each other they keep two videos in step."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    side: Side
    verdict: Verdict
    start: float
    top_start: float
    top_end: float
    end: float


class BothReps(BaseModel):
    """The repetitions that were compared."""

    before: list[Corners]
    after: list[Corners]


class Comparison(BaseModel):
    """Two sets, what differs, and the repetitions."""

    before: Analysis
    after: Analysis
    differences: list[DifferenceOut]
    reps: BothReps


Number = Annotated[int | None, Query(ge=1, le=100_000)]


@router.get("/compare", summary="Two sets, or two repetitions, against each other")
def compare(
    services: Given,
    principal: Who,
    before: Annotated[str, Query(max_length=64)],
    after: Annotated[str, Query(max_length=64)],
    before_rep: Number = None,
    after_rep: Number = None,
) -> Comparison:
    """Return the differences cue by cue; with both numbers, of these two repetitions alone."""
    chosen = _set(services, principal, before), _set(services, principal, after)
    if (before_rep is None) != (after_rep is None):
        raise ApiError(422, "one_rep", "Name a repetition of both sets, or of none.")
    a, b = (_report(services, principal.person, x) for x in chosen)
    if a.exercise != b.exercise:
        raise ApiError(
            422,
            "other_exercise",
            f"The sets are of different exercises, {a.title.lower()} and {b.title.lower()}: only "
            "sets of the same exercise can be compared.",
        )
    first, second = _reps(a, before_rep), _reps(b, after_rep)
    return Comparison.model_validate(
        {
            "before": chosen[0],
            "after": chosen[1],
            "differences": [_difference_json(d) for d in _differences(first, second, before_rep)],
            "reps": {"before": first, "after": second},
        }
    )


def _set(services: Services, principal: Principal, set_id: str) -> Analysis:
    with services.store.reading() as s:
        row = sets.one(s, principal.person, set_id)
    if row is not None:
        log_set_access(services, principal, row)
    return shown(services, principal.person, set_id)


def _report(services: Services, person: str, of: Analysis) -> Report:
    with services.store.reading() as s:
        found = reports.one(s, person, of.id)
    if found is None:
        raise ApiError(
            409, "no_report", f"{of.title!r} has no report yet: compare it when it is ready."
        )
    return found


def _reps(report: Report, number: int | None) -> tuple[Rep, ...]:
    if number is None:
        return report.reps
    found = tuple(r for r in report.reps if r.number == number)
    if not found:
        raise ApiError(404, "no_rep", f"There is no repetition {number} in this set.")
    return found


def _differences(
    before: tuple[Rep, ...], after: tuple[Rep, ...], number: int | None
) -> tuple[Difference, ...]:
    if number is not None and before[0].side != after[0].side:
        # Left against right: the question is the difference between the sides.
        before, after = ((replace(r, side="both"),) for (r,) in (before, after))
    return differences(before, after)


def _difference_json(d: Difference) -> dict[str, Any]:
    out = {name: getattr(d, name) for name in d.__slots__}
    return {**out, "text": text_of(d)}


def text_of(d: Difference) -> str:
    """Return a difference in one short sentence."""
    side = SIDED[d.side]
    if d.before is None and d.after is None:
        return f"Not seen in either{side}."
    if d.before is None or d.after is None:
        which = "the first" if d.before is None else "the second"
        return f"Not seen in {which}{side}."
    if d.difference is None or d.margin is None:
        return f"Measured in another way{side}: cannot be compared."
    values = f"{amount(d.before.value, d.unit, d.after.value)} before, "
    values += f"{amount(d.after.value, d.unit, d.before.value)} after"
    if d.change == "none":
        apart = amount(d.margin, d.unit)
        return f"No visible change{side}: {values}; only more than {apart} can be chosen apart."
    word = {"better": "Better", "worse": "Worse", "other": "Changed"}[d.change]
    return f"{word}{side}: {values}."
