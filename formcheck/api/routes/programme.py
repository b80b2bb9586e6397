"""The programme: today's list, the plan, the daily check-in, sets logged by hand."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter

from formcheck.api.deps import Day, PersonDep, ServicesDep, SubjectDep, UtcOffset, local_day
from formcheck.api.errors import or_404
from formcheck.api.schemas.programme import (
    CheckInOut,
    CheckIns,
    Circuit,
    Entered,
    Entry,
    NewCheckIn,
    NewEntry,
    PlanChange,
    Programme,
)
from formcheck.api.schemas.sets import Deleted, Failure, NewLoad
from formcheck.errors import UnknownExerciseError
from formcheck.exercises import catalogue
from formcheck.storage import training as kept
from formcheck.storage.database import add_row, now
from formcheck.storage.sets import UNDO
from formcheck.storage.training import CompletedSets
from formcheck.storage.training_models import Entry as EntryRow
from formcheck.training.circuit import circuit
from formcheck.training.plan import (
    CheckIn,
    Planned,
    facts,
    phases,
    reminder,
    routine,
    streak,
    today,
)
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["programme"], responses={404: {"model": Failure}})

BACK = 70
"""Days that are looked at for facts and reminders."""


def title_of(exercise: str) -> str:
    """Return the title of an exercise of the programme; else its id in words."""
    known = routine().get(exercise) or catalogue().get(exercise)
    return known.title if known else exercise.replace("_", " ").capitalize()


def known(exercise: str) -> Planned:
    """Return an exercise of the programme; raises UnknownExerciseError."""
    planned = routine().get(exercise)
    if planned is None:
        raise UnknownExerciseError(
            f"The programme has no exercise called {exercise[:60]!r}: see GET /api/programme."
        )
    return planned


# --- the programme -----------------------------------------------------------------------------


@router.get("/programme", summary="The programme as it stands on a day")
def programme(
    services: ServicesDep, person: SubjectDep, day: Day | None = None, tz: UtcOffset = 0
) -> Programme:
    """Return phase, today's list with what is done, the check-in, and the facts for moving on."""
    return _programme(services, person, local_day(day, tz), tz)


def _programme(services: Services, person: str, day: date, tz: int) -> Programme:
    since = day - timedelta(BACK)
    with services.store.reading() as s:
        phase, changes = kept.phase_of(s, person), kept.plans(s, person)
        trained = [
            *kept.filmed_sets(s, person, since, day, tz=tz),
            *kept.logged_sets(kept.entries(s, person, since, day)),
        ]
        checkins = kept.checkins(s, person, since, day)
    plan = kept.planned(phase, changes)
    done = [one for t in trained for one in t.done]
    this_day = [t for t in trained if t.day == day]
    now_planned = today(plan, done, day)
    on_list = {t.planned.exercise for t in now_planned}
    checkin = next((c for c in checkins if c.day == day), None)
    last = max((t.day for t in trained), default=None)
    about = facts(plan, done, checkins, day)
    remind = reminder(now_planned, last, checkin is not None, day) if about.stop is None else None
    return Programme.model_validate(
        {
            "phase": _phase(phase),
            "phases": [_phase(p) for p in phases()],
            "day": day,
            "today": [
                {
                    **_planned(t.planned, changes),
                    "done": t.done,
                    "target": t.sets,
                    "finished": t.finished,
                    "partial": t.partial,
                    "sets_done": _done(this_day, t.planned.exercise),
                }
                for t in now_planned
            ],
            "others": [
                {"exercise": e, "title": title_of(e), "sets_done": _done(this_day, e)}
                for e in dict.fromkeys(t.exercise for t in this_day)
                if e not in on_list
            ],
            "plan": [_planned(p, changes) for p in plan],
            "checkin": checkin,
            "facts": about,
            "streak": streak(plan, done, day),
            "reminder": remind,
        }
    )


def _phase(phase: Any) -> dict[str, Any]:
    exercises = [{"exercise": p.exercise, "title": p.title} for p in phase.planned]
    return {
        "number": phase.number,
        "title": phase.title,
        "about": phase.about,
        "exercises": exercises,
    }


def _planned(p: Planned, changes: Any) -> dict[str, Any]:
    return {**asdict(p), "changed": p.exercise in changes}


def _done(trained: Sequence[CompletedSets], exercise: str) -> list[dict[str, Any]]:
    return [
        {
            "id": t.set_id,
            "kind": "filmed" if t.set_id else "by_hand",
            "entry": t.entry,
            "good": t.good,
            "reps": t.reps,
            "sets": t.sets,
            "note": t.note,
            "load_kg": t.load_kg,
            "band": t.band,
            "effort": t.effort,
        }
        for t in trained
        if t.exercise == exercise
    ]


@router.get("/programme/circuit", summary="The activation circuit before training")
def read_circuit(
    services: ServicesDep, person: SubjectDep, day: Day | None = None, tz: UtcOffset = 0
) -> Circuit:
    """Return the exercises of the circuit in order, and what is done of each today."""
    on = local_day(day, tz)
    with services.store.reading() as s:
        changes = kept.plans(s, person)
        trained = [
            *kept.filmed_sets(s, person, on, on, tz=tz),
            *kept.logged_sets(kept.entries(s, person, on, on)),
        ]
    own = {exercise: kept.with_change(p, changes) for exercise, p in routine().items()}
    steps = [
        {
            **_planned(step.planned, changes),
            "rest": step.rest,
            "done": sum(t.sets for t in trained if t.exercise == step.planned.exercise),
        }
        for step in circuit(own)
    ]
    return Circuit.model_validate({"steps": steps})


@router.put("/programme", summary="Enter a phase")
def enter(
    services: ServicesDep,
    person: SubjectDep,
    requested: Entered,
    day: Day | None = None,
    tz: UtcOffset = 0,
) -> Programme:
    """Change to a phase: the person or their coach decides, never formcheck."""
    with services.store.writing() as s:
        kept.enter_phase(s, person, requested.phase)
    return _programme(services, person, local_day(day, tz), tz)


@router.put("/programme/plan", summary="Change the plan of one exercise")
def change(
    services: ServicesDep,
    person: SubjectDep,
    requested: PlanChange,
    day: Day | None = None,
    tz: UtcOffset = 0,
) -> Programme:
    """Keep the weekdays, repetitions, sets, hold, sides and load of one exercise."""
    routine = known(requested.exercise)
    with services.store.writing() as s:
        p = kept.with_change(routine, kept.plans(s, person))
        p = replace(
            p,
            reps=requested.reps,
            sets=requested.sets,
            days=tuple(sorted(set(requested.days))),
            hold=requested.hold if "hold" in requested.model_fields_set else p.hold,
            sides=requested.sides or p.sides,
            **_prescribed_load(requested),
        )
        kept.change_plan(s, person, p)
    return _programme(services, person, local_day(day, tz), tz)


def _prescribed_load(requested: PlanChange) -> dict[str, Any]:
    given = requested.model_dump(include={"load_kg", "band", "progression"}, exclude_unset=True)
    if "progression" in given:
        given["progression"] = given["progression"] or ""
    return given


@router.delete("/programme/plan/{exercise}", summary="Return an exercise to the routine's plan")
def as_routine(
    services: ServicesDep,
    person: SubjectDep,
    exercise: str,
    day: Day | None = None,
    tz: UtcOffset = 0,
) -> Programme:
    """Return one exercise to the routine's plan."""
    with services.store.writing() as s:
        kept.delete_plan_change(s, person, known(exercise).exercise)
    return _programme(services, person, local_day(day, tz), tz)


# --- check-ins ---------------------------------------------------------------------------------


@router.get("/checkins", summary="The check-ins")
def checkins(
    services: ServicesDep,
    person: SubjectDep,
    since: Day | None = None,
    until: Day | None = None,
) -> CheckIns:
    """Return the check-ins in order of their days; both ends included."""
    with services.store.reading() as s:
        found = kept.checkins(s, person, since, until)
    return CheckIns.model_validate({"checkins": found})


@router.put("/checkins/{day}", summary="Save a day's check-in")
def check_in(
    services: ServicesDep, person: PersonDep, day: Day, requested: NewCheckIn
) -> CheckInOut:
    """Save a day's check-in; a second one replaces the first."""
    checkin = CheckIn(day, **requested.model_dump())
    with services.store.writing() as s:
        kept.check_in(s, person, checkin)
    return CheckInOut.model_validate(checkin)


@router.delete("/checkins/{day}", summary="Delete a check-in", status_code=204)
def forget(services: ServicesDep, person: PersonDep, day: Day) -> None:
    """Delete a check-in."""
    with services.store.writing() as s:
        or_404(kept.delete_check_in(s, person, day))


# --- entries -----------------------------------------------------------------------------------


@router.post("/entries", summary="Log sets by hand", status_code=201)
def log(services: ServicesDep, person: PersonDep, requested: NewEntry) -> Entry:
    """Log sets done without the camera, of an exercise of any phase."""
    known(requested.exercise)
    with services.store.writing() as s:
        return _entry(add_row(s, EntryRow(owner=person, **requested.model_dump())))


@router.patch("/entries/{entry_id}", summary="Note load and effort of sets logged by hand")
def change_entry(
    services: ServicesDep, person: PersonDep, entry_id: str, requested: NewLoad
) -> Entry:
    """Note load and effort of sets logged by hand; what is left out stays, null takes it away."""
    with services.store.writing() as s:
        row = or_404(kept.entry(s, person, entry_id))
        kept.note_load(row, requested.noted())
        return _entry(row)


@router.delete("/entries/{entry_id}", summary="Delete an entry")
def unlog(services: ServicesDep, person: PersonDep, entry_id: str) -> Deleted:
    """Delete sets logged by hand; they can be restored for ten minutes."""
    with services.store.writing() as s:
        row = or_404(kept.entry(s, person, entry_id))
        row.deleted_at = now()
        return Deleted(undo_until=row.deleted_at + UNDO)


@router.post("/entries/{entry_id}/restore", summary="Restore a deleted entry")
def restore(services: ServicesDep, person: PersonDep, entry_id: str) -> Entry:
    """Restore sets logged by hand."""
    with services.store.writing() as s:
        row = or_404(kept.entry(s, person, entry_id, deleted=True))
        row.deleted_at = None
        return _entry(row)


def _entry(row: EntryRow) -> Entry:
    return Entry(
        id=row.id,
        day=row.day,
        exercise=row.exercise,
        title=title_of(row.exercise),
        reps=row.reps,
        sets=row.sets,
        note=row.note,
        load_kg=row.load_kg,
        band=row.band,
        effort=row.effort,
    )
