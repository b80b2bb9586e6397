"""Two sets, or two repetitions, against each other."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from formcheck.analysis.report import Rep, Report, Side, Verdict
from formcheck.api.auth import Principal
from formcheck.api.deps import PrincipalDep, ServicesDep, log_set_access
from formcheck.api.errors import ApiError
from formcheck.api.routes.sets import set_of
from formcheck.api.schemas.sets import Analysis, Failure
from formcheck.storage import results, sets
from formcheck.training import comparison_text
from formcheck.training.compare import Change, Difference, differences
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["progress"], responses={404: {"model": Failure}})


class Value(BaseModel):
    """The mean over repetitions, and how far off it may be."""

    model_config = ConfigDict(from_attributes=True)

    value: float
    margin: float
    reps: int


class DifferenceOut(BaseModel):
    """One cue of one side; `difference`: after - before, which counts beyond its margin only.

    `name`, `text`, `before_text` and `after_text` are what is shown of it.
    """

    cue: str
    title: str
    name: str
    side: Side
    unit: str
    before: Value | None
    after: Value | None
    difference: float | None
    margin: float | None
    change: Change
    text: str
    before_text: str
    after_text: str


class RepTimes(BaseModel):
    """The times of a repetition, in seconds, by which two videos are played in step."""

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

    before: list[RepTimes]
    after: list[RepTimes]


class Comparison(BaseModel):
    """Two sets, what differs (what got worse first), and the repetitions."""

    before: Analysis
    after: Analysis
    headline: str
    lead: str
    differences: list[DifferenceOut]
    reps: BothReps


Number = Annotated[int | None, Query(ge=1, le=100_000)]


@router.get("/compare", summary="Two sets, or two repetitions, against each other")
def compare(
    services: ServicesDep,
    principal: PrincipalDep,
    before: Annotated[str, Query(max_length=64)],
    after: Annotated[str, Query(max_length=64)],
    before_rep: Number = None,
    after_rep: Number = None,
) -> Comparison:
    """Return the differences cue by cue; with both numbers, of these two repetitions alone."""
    chosen = _compared_set(services, principal, before), _compared_set(services, principal, after)
    if (before_rep is None) != (after_rep is None):
        raise ApiError(422, "one_rep", "Name a repetition of both sets, or of none.")
    a, b = (_compared_report(services, principal.person, x) for x in chosen)
    if a.exercise != b.exercise:
        raise ApiError(
            422,
            "other_exercise",
            f"The sets are of different exercises, {a.title.lower()} and {b.title.lower()}: only "
            "sets of the same exercise can be compared.",
        )
    first, second = _compared_reps(a, before_rep), _compared_reps(b, after_rep)
    found = comparison_text.in_order(_rep_differences(first, second, before_rep))
    headline, lead = comparison_text.headline(found)
    return Comparison.model_validate(
        {
            "before": chosen[0],
            "after": chosen[1],
            "headline": headline,
            "lead": lead,
            "differences": [_difference_json(d) for d in found],
            "reps": {"before": first, "after": second},
        }
    )


def _compared_set(services: Services, principal: Principal, set_id: str) -> Analysis:
    with services.store.reading() as s:
        row = sets.one(s, principal.person, set_id)
    if row is not None:
        log_set_access(services, principal, row)
    return set_of(services, principal.person, set_id)


def _compared_report(services: Services, person: str, of: Analysis) -> Report:
    with services.store.reading() as s:
        found = results.read_report(s, person, of.id)
    if found is None:
        raise ApiError(
            409, "no_report", f"{of.title!r} has no report yet: compare it when it is ready."
        )
    return found


def _compared_reps(report: Report, number: int | None) -> tuple[Rep, ...]:
    if number is None:
        return report.reps
    found = tuple(r for r in report.reps if r.number == number)
    if not found:
        raise ApiError(404, "no_rep", f"There is no repetition {number} in this set.", rep=number)
    return found


def _rep_differences(
    before: tuple[Rep, ...], after: tuple[Rep, ...], number: int | None
) -> tuple[Difference, ...]:
    if number is not None and before[0].side != after[0].side:
        # Left against right: the question is the difference between the sides.
        before, after = ((replace(r, side="both"),) for (r,) in (before, after))
    return differences(before, after)


def _difference_json(d: Difference) -> dict[str, Any]:
    out = {name: getattr(d, name) for name in d.__slots__}
    return {
        **out,
        "name": comparison_text.name(d.title, d.side),
        "text": comparison_text.sentence(d),
        "before_text": comparison_text.value_text(d.before, d.unit),
        "after_text": comparison_text.value_text(d.after, d.unit),
    }
