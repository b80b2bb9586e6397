"""How long recovery takes: what is said at the start, and the range that follows from it."""

from datetime import date

from fastapi import APIRouter

from formcheck.api.deps import Day, PersonDep, ServicesDep, SubjectDep, UtcOffset, local_day
from formcheck.api.errors import or_404
from formcheck.api.schemas.programme import NewStart, StartOut, TimelineOut, TimelinePage
from formcheck.api.schemas.sets import Failure
from formcheck.storage import training as kept
from formcheck.training.timeline import History, Start, timeline
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["programme"], responses={404: {"model": Failure}})


@router.get("/timeline", summary="How long recovery takes, as a range")
def read_timeline(
    services: ServicesDep, person: SubjectDep, day: Day | None = None, tz: UtcOffset = 0
) -> TimelinePage:
    """Return what was said at the start and the range as of a day; both null before anything is.

    The range is never a date. It rests on the routine's own text, and moves by our arithmetic with
    training, sitting, form and pain; it is no medical finding.
    """
    return _page(services, person, local_day(day, tz), tz)


@router.put("/timeline", summary="Say how it is at the start")
def say_start(
    services: ServicesDep,
    person: PersonDep,
    requested: NewStart,
    day: Day | None = None,
    tz: UtcOffset = 0,
) -> TimelinePage:
    """Say, or say anew, how long it has been so, how strong it is, and what else there is.

    The start stays on the day it was first said of, unless another is given.
    """
    today = local_day(day, tz)
    with services.store.writing() as s:
        before = kept.start_of(s, person)
        begun = requested.day or (before.day if before else today)
        start = Start(**{**requested.model_dump(), "day": begun})
        kept.set_start(s, person, start)
    return _page(services, person, today, tz)


@router.delete("/timeline", summary="Delete what was said at the start", status_code=204)
def delete_start(services: ServicesDep, person: PersonDep) -> None:
    """Delete what was said at the start; without it there is no range."""
    with services.store.writing() as s:
        or_404(kept.delete_start(s, person))


def _page(services: Services, person: str, day: date, tz: int) -> TimelinePage:
    with services.store.reading() as s:
        start = kept.start_of(s, person)
        if start is None:
            return TimelinePage(start=None, timeline=None)
        phase, entered = kept.phase_of(s, person), kept.phase_entered(s, person)
        trained = [
            *kept.filmed_sets(s, person, start.day, day, tz=tz),
            *kept.logged_sets(kept.entries(s, person, start.day, day)),
        ]
        history = History(
            plan=kept.planned(phase, kept.plans(s, person)),
            done=[one for t in trained for one in t.done],
            checkins=kept.checkins(s, person, None, day),
            phase=phase.number,
            entered=None if entered is None else kept.local_date(entered, tz),
        )
    return TimelinePage(
        start=StartOut.model_validate(start),
        timeline=TimelineOut.model_validate(timeline(start, history, day)),
    )
