"""Progress over weeks: cues as lines with their band, weeks, left against right, symptoms."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from formcheck.analysis.report import Side
from formcheck.api.deps import Day, Given, Subject, Zone, local_day
from formcheck.api.routes.programme import title_of
from formcheck.api.schemas.programme import CheckInOut
from formcheck.storage import reports
from formcheck.storage import training as kept
from formcheck.storage.training import Trained
from formcheck.training import progress as core
from formcheck.training.compare import Change
from formcheck.training.plan import Planned
from formcheck.worker.services import Services

router = APIRouter(prefix="/api", tags=["progress"])


class Exercise(BaseModel):
    """An exercise that was filmed, and how many sets of it."""

    id: str
    title: str
    sets: int


class Point(BaseModel):
    """One set: a cue's mean, how far off it may be, over how many repetitions, `faults` of them."""

    day: date
    set_id: str
    value: float
    margin: float
    reps: int
    faults: int


class Line(BaseModel):
    """One cue of one side over time; `change`: the newest point against the first."""

    exercise: str
    cue: str
    title: str
    side: Side
    unit: str
    low: float | None
    high: float | None
    change: Change
    points: list[Point]


class Week(BaseModel):
    """One week: days trained of those planned, sets, clean repetitions of all, mean hold.

    Sets logged by hand count as sets and days; their repetitions were not judged. `planned` is
    what the plan of today asks for.
    """

    monday: date
    days: int
    planned: int
    sets: int
    good: int
    reps: int
    hold: float | None


class Sides(BaseModel):
    """Left against right: repetitions, clean ones, mean hold in seconds."""

    exercise: str
    title: str
    left: int
    left_good: int
    left_hold: float | None
    right: int
    right_good: int
    right_hold: float | None


class Progress(BaseModel):
    """All of it on one page; `lines` are of `exercise`, the one asked for or done last."""

    exercise: str | None
    exercises: list[Exercise]
    lines: list[Line]
    weeks: list[Week]
    sides: list[Sides]
    checkins: list[CheckInOut]


@router.get("/progress", summary="What changed over the weeks")
def progress(
    services: Given,
    person: Subject,
    exercise: Annotated[str | None, Query(max_length=60)] = None,
    since: Annotated[Day | None, Query()] = None,
    until: Annotated[Day | None, Query()] = None,
    tz: Zone = 0,
) -> Progress:
    """Return lines of one exercise; weeks and sides of it, or of all where none is named."""
    with services.store.reading() as s:
        filmed = kept.filmed(s, person, since, until, tz=tz)
        by_hand = kept.by_hand(kept.entries(s, person, since, until))
        checkins = kept.checkins(s, person, since, until)
        plan = kept.planned(kept.phase_of(s, person), kept.plans(s, person))
    today = local_day(None, tz)
    shown = exercise or (filmed[-1].exercise if filmed else None)
    wanted = [t for t in (*filmed, *by_hand) if exercise in (None, t.exercise)]
    counted = [core.Counted(t.day, t.exercise, _tally(t)) for t in wanted for _ in range(t.sets)]
    return Progress.model_validate(
        {
            "exercise": shown,
            "exercises": _exercises(filmed),
            "lines": _lines(services, person, [t for t in filmed if t.exercise == shown]),
            "weeks": _weeks(counted, plan, exercise, min(until or today, today)),
            "sides": [
                {**{name: getattr(x, name) for name in x.__slots__}, "title": title_of(x.exercise)}
                for x in core.sides(counted)
            ],
            "checkins": [CheckInOut.model_validate(c) for c in checkins],
        }
    )


def _tally(t: Trained) -> core.Tally:
    found: core.Tally = {}
    for side, (reps, good, held) in (t.tally or {}).items():
        found[side] = (reps, good, held)  # type: ignore[index]
    return found


def _exercises(filmed: Sequence[Trained]) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for t in filmed:
        counts[t.exercise] = counts.get(t.exercise, 0) + 1
    found = [{"id": e, "title": title_of(e), "sets": n} for e, n in counts.items()]
    return sorted(found, key=lambda e: str(e["title"]))


def _lines(services: Services, person: str, sets: Sequence[Trained]) -> list[dict[str, Any]]:
    ids = [t.set_id for t in sets if t.set_id is not None]
    with services.store.reading() as s:
        measures = dict(reports.measures(s, person, ids))
    found = [
        core.Dated(t.day, t.set_id, t.exercise, measures[t.set_id])
        for t in sets  # in the order of their moments
        if t.set_id is not None and t.set_id in measures
    ]
    return [
        {
            "exercise": x.exercise,
            "cue": x.cue,
            "title": x.title,
            "side": x.side,
            "unit": x.unit,
            "low": x.low,
            "high": x.high,
            "change": x.change,
            "points": [
                {
                    "day": p.day,
                    "set_id": p.set_id,
                    "value": p.value.value,
                    "margin": p.value.margin,
                    "reps": p.value.reps,
                    "faults": p.faults,
                }
                for p in x.points
            ],
        }
        for x in core.lines(found)
    ]


def _weeks(
    counted: Sequence[core.Counted], plan: Sequence[Planned], exercise: str | None, until: date
) -> list[dict[str, Any]]:
    weekdays = {d for p in plan if exercise in (None, p.exercise) for d in p.days}
    return [
        {
            "monday": w.monday,
            "days": w.days,
            "sets": w.sets,
            "good": w.good,
            "reps": w.reps,
            "hold": w.hold,
            "planned": sum(w.monday + timedelta(d) <= until for d in weekdays),
        }
        for w in core.weeks(counted, until)
    ]
