"""Progress over weeks, and all sets as a table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from formcheck.analysis.report import Side
from formcheck.analysis.report.formatting import (
    amount,
    everyday_amount,
    everyday_goal,
    suffix,
)
from formcheck.analysis.report.human_units import everyday
from formcheck.api.deps import Day, ServicesDep, SubjectDep, UtcOffset, local_day
from formcheck.api.routes.programme import title_of
from formcheck.api.schemas.programme import CheckInOut
from formcheck.api.schemas.sets import Failure
from formcheck.exercises import catalogue
from formcheck.storage import results
from formcheck.storage import training as kept
from formcheck.storage.training import CompletedSets
from formcheck.training import comparison_text
from formcheck.training import progress as core
from formcheck.training.compare import Change
from formcheck.training.load import load_text
from formcheck.training.plan import Planned
from formcheck.training.set_table import SetInTable, table
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["progress"], responses={404: {"model": Failure}})


class Exercise(BaseModel):
    """An exercise that was filmed, and how many sets of it.

    One of which only a load was noted has none: it is logged by hand.
    """

    id: str
    title: str
    sets: int


class Point(BaseModel):
    """One set: a cue's mean, how far off it may be, over how many repetitions, `faults` of them.

    `text` is the mean with its margin as it is read.
    """

    day: date
    set_id: str
    text: str
    value: float
    margin: float
    reps: int
    faults: int


class CueTrend(BaseModel):
    """One cue of one side over time; `change`: the newest point against the first.

    `name`, `goal`, `lowest` and `highest` (of the means) are as they are read, in a unit that
    everybody knows, of which `scale` are one `unit`; `sign` is what stands behind a number on the
    axis.
    """

    exercise: str
    cue: str
    title: str
    name: str
    side: Side
    goal: str
    lowest: str
    highest: str
    sign: str
    unit: str
    scale: float
    low: float | None
    high: float | None
    change: Change
    points: list[Point]


class Week(BaseModel):
    """One week: days trained of those planned, sets, clean repetitions of all, mean hold.

    Sets logged by hand count as sets and days; their repetitions were not judged. `planned` is
    what the plan of today asks for. `hold_text`: the mean hold as it is read, empty without one.
    """

    monday: date
    days: int
    planned: int
    sets: int
    good: int
    reps: int
    hold: float | None
    hold_text: str


class Sides(BaseModel):
    """Left against right: repetitions, clean ones, mean hold in seconds and as it is read."""

    exercise: str
    title: str
    left: int
    left_good: int
    left_hold: float | None
    left_hold_text: str
    right: int
    right_good: int
    right_hold: float | None
    right_hold_text: str


class Loaded(BaseModel):
    """A set with its load and effort beside its form; `good` is null where nobody filmed it.

    `load`: as it is read, empty where only the effort was noted. `sets`: how many were alike.
    """

    day: date
    set_id: str | None
    load_kg: float | None
    load: str
    effort: int | None
    good: int | None
    reps: int
    sets: int


class Progress(BaseModel):
    """All of it on one page; `lines` are of `exercise`, the one asked for or done last.

    `loads`: its sets of which load or effort was noted, oldest first.
    """

    exercise: str | None
    exercises: list[Exercise]
    lines: list[CueTrend]
    weeks: list[Week]
    sides: list[Sides]
    loads: list[Loaded]
    checkins: list[CheckInOut]


@router.get("/progress", summary="What changed over the weeks")
def progress(
    services: ServicesDep,
    person: SubjectDep,
    exercise: Annotated[str | None, Query(max_length=60)] = None,
    since: Day | None = None,
    until: Day | None = None,
    tz: UtcOffset = 0,
) -> Progress:
    """Return lines of one exercise; weeks and sides of it, or of all where none is named."""
    with services.store.reading() as s:
        filmed = kept.filmed_sets(s, person, since, until, tz=tz)
        by_hand = kept.logged_sets(kept.entries(s, person, since, until))
        checkins = kept.checkins(s, person, since, until)
        plan = kept.planned(kept.phase_of(s, person), kept.plans(s, person))
    today = local_day(None, tz)
    noted = [t for t in (*filmed, *by_hand) if _noted(t)]
    loaded = sorted(noted, key=lambda t: t.day)
    latest = [*loaded[-1:], *filmed[-1:]]  # what was filmed last comes before what was logged
    shown = exercise or (latest[-1].exercise if latest else None)
    wanted = [t for t in (*filmed, *by_hand) if exercise in (None, t.exercise)]
    counted = [core.Counted(t.day, t.exercise, _tally(t)) for t in wanted for _ in range(t.sets)]
    return Progress.model_validate(
        {
            "exercise": shown,
            "exercises": _exercises(filmed, loaded),
            "lines": _cue_trends(services, person, [t for t in filmed if t.exercise == shown]),
            "weeks": _weeks(counted, plan, exercise, min(until or today, today)),
            "sides": [_sides(x) for x in core.sides(counted)],
            "loads": [_loaded(t) for t in loaded if t.exercise == shown],
            "checkins": checkins,
        }
    )


@router.get("/sets.csv", summary="All sets as a table", response_class=Response)
def sets_csv(services: ServicesDep, person: SubjectDep, tz: UtcOffset = 0) -> Response:
    """Return one row a set, filmed or logged by hand, in the columns that training logs read."""
    with services.store.reading() as s:
        done = [
            *kept.filmed_sets(s, person, tz=tz),
            *kept.logged_sets(kept.entries(s, person)),
        ]
    rows = [
        SetInTable(
            day=t.day,
            exercise=title_of(t.exercise),
            reps=t.reps,
            good=t.good,
            tally=_tally(t),
            fault=t.fault or "",
            load=load_text(t.load_kg, t.band),
            effort=t.effort,
        )
        for t in done
        for _ in range(t.sets)
    ]
    return Response(
        table(rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="formcheck-sets.csv"'},
    )


def _tally(t: CompletedSets) -> core.Tally:
    found: core.Tally = {}
    for side, (reps, good, held) in (t.tally or {}).items():
        found[side] = (reps, good, held)  # type: ignore[index]
    return found


def _noted(t: CompletedSets) -> bool:
    return t.load_kg is not None or t.band is not None or t.effort is not None


def _loaded(t: CompletedSets) -> dict[str, Any]:
    names = ("day", "set_id", "load_kg", "effort", "good", "reps", "sets")
    return {**{n: getattr(t, n) for n in names}, "load": load_text(t.load_kg, t.band)}


def _exercises(
    filmed: Sequence[CompletedSets], loaded: Sequence[CompletedSets]
) -> list[dict[str, Any]]:
    counts = dict.fromkeys((t.exercise for t in loaded), 0)
    for t in filmed:
        counts[t.exercise] = counts.get(t.exercise, 0) + 1
    found = [{"id": e, "title": title_of(e), "sets": n} for e, n in counts.items()]
    return sorted(found, key=lambda e: str(e["title"]))


def _cue_trends(
    services: Services, person: str, sets: Sequence[CompletedSets]
) -> list[dict[str, Any]]:
    ids = [t.set_id for t in sets if t.set_id is not None]
    with services.store.reading() as s:
        measures = dict(results.read_measurements(s, person, ids))
    found = [
        core.Dated(t.day, t.set_id, t.exercise, measures[t.set_id])
        for t in sets  # in the order of their moments
        if t.set_id is not None and t.set_id in measures
    ]
    return [_cue_trend(x) for x in core.cue_trends(found)]


def _cue_trend(x: core.CueTrend) -> dict[str, Any]:
    values = [p.value.value for p in x.points]
    sign = suffix(x.unit)
    return {
        **{name: getattr(x, name) for name in x.__slots__},
        "name": comparison_text.name(x.title, x.side),
        "goal": everyday_goal(x.low, x.high, x.unit),
        "lowest": everyday_amount(min(values), x.unit),
        "highest": everyday_amount(max(values), x.unit),
        "scale": everyday(x.unit).scale,
        "sign": sign if sign == "°" else "",
        "points": [
            {
                "day": p.day,
                "set_id": p.set_id,
                "text": everyday_amount(p.value.value, x.unit, p.value.margin),
                "value": p.value.value,
                "margin": p.value.margin,
                "reps": p.value.reps,
                "faults": p.faults,
            }
            for p in x.points
        ],
    }


def _weeks(
    counted: Sequence[core.Counted], plan: Sequence[Planned], exercise: str | None, until: date
) -> list[dict[str, Any]]:
    weekdays = {d for p in plan if exercise in (None, p.exercise) for d in p.days}
    held = _asks_for_hold(exercise)
    return [
        {
            "monday": w.monday,
            "days": w.days,
            "sets": w.sets,
            "good": w.good,
            "reps": w.reps,
            "hold": w.hold if held else None,
            "hold_text": _hold(w.hold) if held else "",
            "planned": sum(w.monday + timedelta(d) <= until for d in weekdays),
        }
        for w in core.weeks(counted, until)
    ]


def _sides(x: core.Sides) -> dict[str, Any]:
    if not _asks_for_hold(x.exercise):
        x = replace(x, left_hold=None, right_hold=None)
    return {
        **{name: getattr(x, name) for name in x.__slots__},
        "title": title_of(x.exercise),
        "left_hold_text": _hold(x.left_hold),
        "right_hold_text": _hold(x.right_hold),
    }


def _asks_for_hold(exercise: str | None) -> bool:
    """Whether an exercise is to be held; how long another one rests at its top means nothing."""
    found = catalogue().get(exercise) if exercise else None
    return found is None or found.prescription.hold is not None


def _hold(seconds: float | None) -> str:
    return amount(seconds, "s") if seconds else ""
