"""The coach's desk: clients with what is new and who needs attention, and sets across clients."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy.orm import Session

from formcheck.api.deps import (
    CoachDep,
    Day,
    Offset,
    ServicesDep,
    SetFilters,
    UtcOffset,
    local_day,
    log_access,
    page_json,
)
from formcheck.api.errors import or_404
from formcheck.api.schemas import sets as schemas
from formcheck.storage import coach_desk, permissions, training
from formcheck.training import triage
from formcheck.training.plan import SPAN
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api/desk", tags=["desk"], responses={404: {"model": schemas.Failure}})

WEEK = 7

Sort = Literal["attention", "name", "last", "new", "adherence"]


class LastSet(BaseModel):
    """A client's newest set."""

    id: str
    title: str
    created: schemas.Moment
    filmed_on: date | None
    exercise: schemas.ExerciseNamed
    good: int
    total: int


class Adherence(BaseModel):
    """Days trained, of those planned in the last two weeks."""

    done: int
    planned: int


class Reason(BaseModel):
    """Why somebody needs attention."""

    code: triage.Code
    message: str


class Client(BaseModel):
    """One client.

    `new`: sets that wait for a review; `answers`: to comments, since the coach's last visit.
    `tags`: the groups that the coach put them in.
    `faults`: what was to be fixed first in the sets of the last four weeks.
    """

    id: str
    name: str
    since: schemas.Moment
    last: LastSet | None
    sets_week: int
    adherence: Adherence
    new: int
    answers: int
    attention: list[Reason]
    faults: list[schemas.FaultChoice]
    tags: list[str]


Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class ClientNote(BaseModel):
    """What a coach keeps about a client for themselves: a note, and the groups they are in."""

    note: Annotated[str, Field(max_length=4000)]
    tags: Annotated[list[Tag], Field(max_length=12)]


class Desk(BaseModel):
    """A page of a coach's clients; exercises, faults and tags are counted over all clients."""

    clients: list[Client]
    total: int
    everybody: int
    exercises: list[schemas.Choice]
    faults: list[schemas.FaultChoice]
    tags: list[schemas.Choice]
    attention: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """What filtering and sorting need to know of a client; the rest is added for those shown."""

    person: permissions.ConsentParty
    recent: coach_desk.Recent
    dated: list[tuple[date, coach_desk.SetRow]]
    reasons: tuple[triage.Reason, ...]
    done: int
    planned: int
    exercises: dict[str, str]
    faults: dict[str, str]
    tags: tuple[str, ...]


@router.get("", summary="A coach's clients, and who needs attention")
def clients(
    services: ServicesDep,
    coach: CoachDep,
    q: Annotated[str, Query(max_length=200)] = "",
    attention_: Annotated[triage.Code | Literal["any", ""] | None, Query(alias="attention")] = None,
    exercise: Annotated[str | None, Query(max_length=60)] = None,
    fault: Annotated[str | None, Query(max_length=60)] = None,
    tag: Annotated[str | None, Query(max_length=40)] = None,
    sort: Sort = "attention",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Offset = 0,
    day: Day | None = None,
    tz: UtcOffset = 0,
) -> Desk:
    """Return clients; those with an exercise or a fault had it in the last four weeks."""
    found = _all(services, coach.person, local_day(day, tz), tz)
    words = q.casefold().split()
    wanted = [
        f
        for f in found
        if all(w in f.person.name.casefold() for w in words)
        and (not attention_ or _needs(f, attention_))
        and (not exercise or exercise in f.exercises)
        and (not fault or fault in f.faults)
        and (not tag or tag in f.tags)
    ]
    wanted.sort(key=lambda f: _order(f, sort))
    today = local_day(day, tz)
    return Desk(
        clients=[_client_json(f, today) for f in wanted[offset : offset + limit]],
        total=len(wanted),
        everybody=len(found),
        exercises=[
            schemas.Choice(id=i, title=t, count=n)
            for i, t, n in _choices([f.exercises for f in found])
        ],
        faults=[
            schemas.FaultChoice(cue=i, title=t, count=n)
            for i, t, n in _choices([f.faults for f in found])
        ],
        tags=[
            schemas.Choice(id=i, title=t, count=n)
            for i, t, n in _choices([{tag: tag for tag in f.tags} for f in found])
        ],
        attention=Counter(code for f in found for code in {r.code for r in f.reasons}),
    )


@router.get("/sets", summary="Sets across clients")
def sets(
    services: ServicesDep,
    coach: CoachDep,
    query: SetFilters,
    client: Annotated[str | None, Query(max_length=64)] = None,
    reviewed: bool | None = None,
) -> schemas.SetPage:
    """Return a page of the sets of all clients, or of one, with their owners."""
    with services.store.reading() as s:
        if client:
            _check_client(s, coach.person, client)
        page = coach_desk.sets(s, coach.person, query, client, reviewed)
        listed = page_json(services, s, page)
    if client:
        log_access(services, coach, client, "sets")
    return listed


@router.put(
    "/visits/{client}", summary="Say that you went through what a client did", status_code=204
)
def visit(services: ServicesDep, coach: CoachDep, client: str) -> None:
    """Mark everything of a client up to now as seen."""
    with services.store.writing() as s:
        _check_client(s, coach.person, client)
        coach_desk.visit(s, coach.person, client)


@router.get("/notes/{client}", summary="What you keep about a client for yourself")
def read_note(services: ServicesDep, coach: CoachDep, client: str) -> ClientNote:
    """Return the note about a client and their groups; no client ever sees them."""
    with services.store.reading() as s:
        _check_client(s, coach.person, client)
        found = coach_desk.notes(s, coach.person).get(client)
    return ClientNote(
        note=found.note if found else "", tags=found.tags.splitlines() if found else []
    )


@router.put("/notes/{client}", summary="Keep a note about a client, and their groups")
def write_note(
    services: ServicesDep, coach: CoachDep, client: str, requested: ClientNote
) -> ClientNote:
    """Replace the note about a client, and the groups that they are in."""
    tags = list(dict.fromkeys(requested.tags))
    with services.store.writing() as s:
        _check_client(s, coach.person, client)
        coach_desk.write_note(s, coach.person, client, requested.note.strip(), tags)
    return ClientNote(note=requested.note.strip(), tags=tags)


def _check_client(s: Session, coach: str, client: str) -> None:
    """Refuse whoever is no client of a coach; raises ApiError 404."""
    or_404(client != coach and permissions.visible_person(s, coach, client))


# --- gathering ---------------------------------------------------------------------------------


def _all(services: Services, coach: str, day: date, tz: int) -> list[_Found]:
    with services.store.reading() as s:
        if isinstance(coach, permissions.WithoutClients):
            return []
        people = permissions.clients_of(s, coach)
        recent = coach_desk.recent(s, coach, [p.id for p in people], day, tz)
        notes = coach_desk.notes(s, coach)
    tags = {client: tuple(note.tags.splitlines()) for client, note in notes.items()}
    return [_found(p, recent[p.id], tags.get(p.id, ()), day, tz) for p in people]


def _found(
    person: permissions.ConsentParty,
    r: coach_desk.Recent,
    tags: tuple[str, ...],
    day: date,
    tz: int,
) -> _Found:
    first = day - timedelta(SPAN)
    dated = [(on, x) for on, x in coach_desk.day_and_sets(r.sets, tz) if first <= on <= day]
    trained = {on for on, _ in dated} | {on for on, _ in r.entries}
    weekdays = {d for p in training.planned(r.phase, r.plans) for d in p.days}
    last = [day - timedelta(n) for n in range(SPAN)]
    planned = {d for d in last if d.weekday() in weekdays}
    reasons = triage.reasons(
        [triage.Judged(on, x.exercise, x.exercise_title, x.cue, x.fault) for on, x in dated],
        r.checkins,
        trained,
        weekdays,
        day,
        since=training.local_date(person.since, tz),
    )
    return _Found(
        person,
        r,
        dated,
        reasons,
        len(trained & planned),
        len(planned),
        {x.exercise: x.exercise_title for _, x in dated},
        {x.cue: x.fault or "" for _, x in dated if x.cue},
        tags,
    )


def _client_json(f: _Found, day: date) -> Client:
    r, last, week = f.recent, f.recent.last, day - timedelta(WEEK)
    counted = Counter((x.cue, x.fault or "") for _, x in f.dated if x.cue)
    return Client.model_validate(
        {
            "id": f.person.id,
            "name": f.person.name,
            "since": f.person.since,
            "last": last
            and {
                "id": last.id,
                "title": last.title,
                "created": last.created,
                "filmed_on": last.filmed_on,
                "good": last.good,
                "total": last.total,
                "exercise": {"id": last.exercise, "title": last.exercise_title},
            },
            "sets_week": sum(on > week for on, _ in f.dated)
            + sum(n for on, n in r.entries if on > week),
            "adherence": {"done": f.done, "planned": f.planned},
            "new": r.new,
            "answers": r.answers,
            "attention": [{"code": x.code, "message": x.message} for x in f.reasons],
            "faults": [
                {"cue": cue, "title": title, "count": n}
                for (cue, title), n in counted.most_common()
            ],
            "tags": f.tags,
        }
    )


def _needs(f: _Found, code: str) -> bool:
    return any(code in ("any", r.code) for r in f.reasons)


def _order(f: _Found, sort: Sort) -> tuple[Any, ...]:
    codes, news = triage.CODES, f.recent.new + f.recent.answers
    urgent = min((codes.index(r.code) for r in f.reasons), default=len(codes))
    newest = f.recent.last.created.timestamp() if f.recent.last else 0.0
    first: dict[Sort, tuple[Any, ...]] = {
        "attention": (urgent, -news),
        "name": (),
        "last": (-newest,),
        "new": (-news,),
        "adherence": (f.done / f.planned if f.planned else 1.0,),
    }
    return (*first[sort], f.person.name.casefold(), f.person.id)


def _choices(having: Sequence[dict[str, str]]) -> list[tuple[str, str, int]]:
    """Return ids with their titles, and how many have each, by title."""
    titles = {key: title for one in having for key, title in one.items()}
    counts = Counter(key for one in having for key in one)
    return sorted(((k, t, counts[k]) for k, t in titles.items()), key=lambda x: (x[1], x[0]))
