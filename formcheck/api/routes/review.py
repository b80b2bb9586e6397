"""The review of a set: by its owner, and by a coach with the owner's consent.

Whoever sees a set may write; only who wrote something changes it or takes it away.
"""

from fastapi import APIRouter

from formcheck.analysis.report import Report
from formcheck.api.deps import Given, Person, Who, log_set_access
from formcheck.api.errors import ApiError, not_found
from formcheck.api.review_responses import (
    check_room,
    finding_of,
    mine,
    not_yours,
    report_of,
    review_of,
    set_of,
)
from formcheck.api.schemas import review as schemas
from formcheck.api.schemas.sets import Failure
from formcheck.exercises import catalogue
from formcheck.storage import comments, reviews

router = APIRouter(
    prefix="/api/analyses/{set_id}/review", tags=["review"], responses={404: {"model": Failure}}
)

DECIDED = ("ok", "fault")
"""Verdicts that can be agreed with; `unsure` says nothing."""


@router.get("", summary="What people say of a set")
def review(services: Given, principal: Who, set_id: str) -> schemas.Review:
    """Return decisions on findings, added findings, and comments with their answers."""
    with services.store.reading() as s:
        row = set_of(s, principal.person, set_id)
    log_set_access(services, principal, row)
    return review_of(services, principal.person, set_id)


@router.put("", summary="Mark a set as reviewed, or not")
def mark(
    services: Given, person: Person, set_id: str, requested: schemas.Reviewed
) -> schemas.Review:
    """Say that a set was gone through, or that it was not after all."""
    with services.store.writing() as s:
        reviews.mark(set_of(s, person, set_id), person, requested.reviewed)
    return review_of(services, person, set_id)


@router.put("/seen", summary="Say that you have seen the comments on your set")
def seen(services: Given, person: Person, set_id: str) -> schemas.Review:
    """Mark every comment as seen; only the set's owner can."""
    with services.store.writing() as s:
        row = set_of(s, person, set_id)
        if row.owner != str(person):
            raise not_yours(s, row.owner)
        comments.seen(s, row)
    return review_of(services, person, set_id)


# --- findings -----------------------------------------------------------------------------------


@router.put("/decisions/{rep}/{cue}", summary="Agree with a finding, or reject it")
def decide(
    services: Given, person: Person, set_id: str, rep: int, cue: str, requested: schemas.Deciding
) -> schemas.Review:
    """Keep what you think of a finding, with the finding as it is told now."""
    with services.store.writing() as s:
        row = set_of(s, person, set_id)
        report = report_of(s, person, set_id)
        found = finding_of(report, rep, cue)
        if report is None or found is None or found[1].verdict not in DECIDED:
            raise not_found()
        one, f = found
        finding = reviews.Told(
            rep,
            cue,
            one.start,
            one.end,
            f.verdict,
            f.value,
            f.margin,
            f.low,
            f.high,
            f.unit,
            report.model,
            report.formcheck,
        )
        reviews.decide(s, person, row, finding, requested.decision, requested.reason)
    return review_of(services, person, set_id)


@router.delete("/decisions/{rep}/{cue}", summary="Take your decision on a finding back")
def undecide(services: Given, person: Person, set_id: str, rep: int, cue: str) -> schemas.Review:
    """Forget what you thought of a finding."""
    with services.store.writing() as s:
        set_of(s, person, set_id)
        reviews.undecide(s, person, set_id, _small(rep), cue)
    return review_of(services, person, set_id)


@router.post("/added", summary="Add a finding that was missed", status_code=201)
def add(services: Given, person: Person, set_id: str, requested: schemas.Adding) -> schemas.Review:
    """Add a finding: of a cue of the exercise, or in words."""
    with services.store.writing() as s:
        row = set_of(s, person, set_id)
        report = report_of(s, person, set_id)
        if report is None:
            raise not_found()
        _check_place(report, requested)
        if not requested.text and requested.cue is None:
            raise ApiError(422, "no_text", "Say what was missed: a cue, or some words.")
        check_room(len(reviews.added(s, person, set_id)))
        reviews.add(
            s,
            person,
            row,
            rep=requested.rep,
            cue=requested.cue,
            time=requested.time,
            text=requested.text,
        )
    return review_of(services, person, set_id)


@router.delete("/added/{added_id}", summary="Take an added finding away")
def take_away(services: Given, person: Person, set_id: str, added_id: str) -> schemas.Review:
    """Take away a finding that you added."""
    with services.store.writing() as s:
        set_of(s, person, set_id)
        found = [a for a in reviews.added(s, person, set_id) if a.id == added_id]
        s.delete(mine(s, person, found[0] if found else None))
    return review_of(services, person, set_id)


# --- checking -----------------------------------------------------------------------------------


def _small(rep: int) -> int:
    return rep if 0 < rep < 2**31 else 0


def _check_place(report: Report, requested: schemas.Adding) -> None:
    """Refuse a repetition or a cue that there is not."""
    if requested.rep is not None and all(r.number != requested.rep for r in report.reps):
        raise not_found()
    exercise = catalogue().get(report.exercise)
    if requested.cue is not None and (
        exercise is None or all(c.id != requested.cue for c in exercise.cues)
    ):
        raise not_found()
