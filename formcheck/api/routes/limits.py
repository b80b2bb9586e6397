"""Limits of a person: looser or tighter than an exercise's own, with a note why."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from formcheck.analysis.exercise import Cue, Exercise
from formcheck.analysis.report import Report
from formcheck.analysis.report.formatting import everyday_amount, everyday_goal, suffix
from formcheck.analysis.report.human_units import everyday
from formcheck.analysis.thresholds import Limit, sensible_range
from formcheck.api import files
from formcheck.api.deps import ServicesDep, SubjectDep
from formcheck.api.errors import ApiError, not_found
from formcheck.api.schemas.sets import Failure, Moment, Text
from formcheck.exercises import catalogue, get
from formcheck.storage import results, set_lists, sets
from formcheck.storage import training as kept
from formcheck.storage.models import Analysis
from formcheck.storage.result_names import POSES
from formcheck.storage.training_models import LimitRow
from formcheck.worker import limit_preview
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api/limits", tags=["limits"], responses={404: {"model": Failure}})

SETS = 20
"""How many of the last sets a preview judges again: about 0.1 s each."""

ROUNDING = 1e-6
"""How far a number may be off that was given in another unit and turned back into its own."""

Number = Annotated[float, Field(ge=-1e4, le=1e4, allow_inf_nan=False)]


class SensibleRange(BaseModel):
    """The least and the most that an end of a limit may be; `text`: the same as it is read."""

    least: float
    most: float
    text: str

    def allows(self, end: float) -> bool:
        """Whether an end is within, but for what is lost by giving it in another unit."""
        return self.least - ROUNDING <= end <= self.most + ROUNDING


class LimitOut(BaseModel):
    """A cue's limits, null = open; `since` and `note`: when and why it was changed, if it was.

    `prescribed`: it follows from the hold of the plan. `text`, `default_text`: the limits as they
    are read, in a unit that everybody knows, of which `scale` are one `unit`; `sign`: that unit as
    it stands behind a number. `low_range`, `high_range`: what each end may be changed to, null
    where the cue has no such end.
    """

    exercise: str
    cue: str
    title: str
    unit: str
    low: float | None
    high: float | None
    default_low: float | None
    default_high: float | None
    text: str
    default_text: str
    sign: str
    scale: float
    low_range: SensibleRange | None
    high_range: SensibleRange | None
    note: str
    since: Moment | None
    prescribed: bool


class Limits(BaseModel):
    """Every limit, the exercises in the routine's order."""

    limits: list[LimitOut]


class Ends(BaseModel):
    """Both ends of a limit, null = open."""

    low: Number | None = None
    high: Number | None = None


class LimitChange(Ends):
    """New ends, and why."""

    note: Annotated[Text, Field(max_length=500)]


class PreviewRequest(Ends):
    """A limit to try without keeping it."""

    exercise: str
    cue: str


class Verdicts(BaseModel):
    """How many repetitions got each verdict for this cue."""

    faults: int
    ok: int
    unsure: int


class PreviewedSet(BaseModel):
    """One set as it was judged, and as it would be with the limit."""

    id: str
    title: str
    created: Moment
    before: Verdicts
    after: Verdicts


class Preview(BaseModel):
    """The newest sets of an exercise, the newest first."""

    sets: list[PreviewedSet]


def _found(exercise: str, cue: str) -> tuple[Exercise, Cue]:
    found = get(exercise)
    one = next((c for c in found.cues if c.id == cue), None)
    if one is None or (one.low, one.high) == (None, None):
        raise not_found()
    return found, one


def _limit(exercise: str, cue: Cue, requested: Ends) -> Limit:
    """Return a limit that makes sense for a cue; raises ApiError."""
    for name, end, own in (("lower", requested.low, cue.low), ("upper", requested.high, cue.high)):
        if end is not None and own is None:
            # There would be no words for a fault on that side.
            raise ApiError(422, "bad_limit", f"{cue.title} has no {name} limit: leave it open.")
    if requested.low is None and requested.high is None:
        raise ApiError(422, "bad_limit", "Give a lower or an upper limit, or both.")
    for name, end, own in (("lower", requested.low, cue.low), ("upper", requested.high, cue.high)):
        may_be = _range(own, cue.unit)
        if end is not None and may_be is not None and not may_be.allows(end):
            raise ApiError(
                422,
                "out_of_range",
                f"{cue.title}: choose a {name} limit from {may_be.text}. "
                f"The routine's own is {everyday_amount(own or 0.0, cue.unit)}.",
            )
    if requested.low is not None and requested.high is not None and requested.low >= requested.high:
        raise ApiError(422, "bad_limit", "The lower limit has to be below the upper one.")
    return Limit(exercise=exercise, cue=cue.id, low=requested.low, high=requested.high)


def _range(own: float | None, unit: str) -> SensibleRange | None:
    """Return what an end may be changed to; None where the cue has none."""
    if own is None:
        return None
    least, most = sensible_range(own, unit)
    text = f"{everyday_amount(least, unit)} to {everyday_amount(most, unit)}"
    return SensibleRange(least=least, most=most, text=text)


def _limit_out(
    exercise: Exercise, cue: Cue, row: LimitRow | None, held: Limit | None = None
) -> LimitOut:
    """Return a limit as it stands: changed, or by the hold prescribed, or the exercise's own."""
    ends = row or held or cue
    low, high = ends.low, ends.high
    return LimitOut(
        exercise=exercise.id,
        cue=cue.id,
        title=cue.title,
        unit=cue.unit,
        low=low,
        high=high,
        default_low=cue.low,
        default_high=cue.high,
        text=everyday_goal(low, high, cue.unit),
        default_text=everyday_goal(cue.low, cue.high, cue.unit),
        sign=suffix(everyday(cue.unit).unit).strip(),
        scale=everyday(cue.unit).scale,
        low_range=_range(cue.low, cue.unit),
        high_range=_range(cue.high, cue.unit),
        note="" if row is None else row.note,
        since=None if row is None else row.since,
        prescribed=row is None and held is not None,
    )


@router.get("", summary="The limits sets are judged by")
def every(services: ServicesDep, person: SubjectDep) -> Limits:
    """Return every limit, the person's own where they have one."""
    with services.store.reading() as s:
        rows = {(r.exercise, r.cue): r for r in kept.limit_rows(s, person)}
        held = {(x.exercise, x.cue): x for x in kept.prescribed_limits(s, person)}
    return Limits(
        limits=[
            _limit_out(e, c, rows.get((e.id, c.id)), held.get((e.id, c.id)))
            for e in catalogue().values()
            for c in e.cues
            if (c.low, c.high) != (None, None)
        ]
    )


@router.put("/{exercise}/{cue}", summary="Change a limit")
def change(
    services: ServicesDep, person: SubjectDep, exercise: str, cue: str, requested: LimitChange
) -> LimitOut:
    """Judge new sets by another limit; sets already there change when they are analysed again."""
    found, one = _found(exercise, cue)
    if not requested.note:
        raise ApiError(422, "no_note", "Say in a few words why the limit is another one.")
    limit = _limit(exercise, one, requested)
    with services.store.writing() as s:
        return _limit_out(found, one, kept.set_limit(s, person, limit, requested.note))


@router.delete("/{exercise}/{cue}", summary="Go back to the exercise's own limit", status_code=204)
def back(services: ServicesDep, person: SubjectDep, exercise: str, cue: str) -> None:
    """Return to the exercise's own limit."""
    _found(exercise, cue)
    with services.store.writing() as s:
        kept.delete_limit(s, person, exercise, cue)


@router.post("/preview", summary="What a limit would have changed in the last sets")
async def preview(
    services: ServicesDep, person: SubjectDep, request: Request, requested: PreviewRequest
) -> Preview:
    """Judge the last sets again from their poses with the given limit; nothing is kept."""
    exercise, cue = _found(requested.exercise, requested.cue)
    limit = _limit(exercise.id, cue, requested)
    rows = await run_in_threadpool(_last_sets, services, person, exercise.id)
    after = await files.run_limited(
        request, limit_preview.preview, services.files, limit, [sha256 for _, _, sha256 in rows]
    )
    return Preview(
        sets=[
            PreviewedSet(
                id=row.id,
                title=row.title,
                created=row.created,
                before=_verdicts(limit_preview.counted(report, cue.id)),
                after=_verdicts(counts),
            )
            for (row, report, _), counts in zip(rows, after, strict=True)
            if counts is not None
        ]
    )


def _last_sets(
    services: Services, person: str, exercise: str
) -> list[tuple[Analysis, Report, str]]:
    """Return the last sets with their reports and the hashes of their poses."""
    with services.store.reading() as s:
        page = set_lists.page(s, person, set_lists.SetQuery(exercise=exercise, limit=SETS))
        judged = dict(results.read_reports(s, person, [row.id for row in page.rows]))
        poses = {row.id: sets.file_of(s, person, row.id, POSES) for row in page.rows}
    return [
        (row, judged[row.id], found.sha256)
        for row in page.rows
        if row.id in judged and (found := poses[row.id]) is not None
    ]


def _verdicts(counts: limit_preview.Counts) -> Verdicts:
    return Verdicts(faults=counts["fault"], ok=counts["ok"], unsure=counts["unsure"])
