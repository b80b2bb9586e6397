"""The review of a set, by its owner and by a coach with the owner's consent: what is decided on.

Whoever sees a set may write; only who wrote something changes it or takes it away.
"""

from fastapi import APIRouter

from formcheck.analysis.report import Report
from formcheck.api.deps import PersonDep, PrincipalDep, ServicesDep, log_set_access
from formcheck.api.errors import ApiError, not_found, or_404
from formcheck.api.schemas import review as schemas
from formcheck.api.schemas.sets import Failure
from formcheck.api.set_reviews import (
    check_room,
    finding_of,
    not_yours,
    own_entry,
    review_answer,
    visible_set,
)
from formcheck.exercises import catalogue
from formcheck.storage import reference_sets, results, reviews
from formcheck.storage.review_models import Added

router = APIRouter(prefix="/api", tags=["review"], responses={404: {"model": Failure}})

DECIDED = ("ok", "fault")
"""Verdicts that can be agreed with; `unsure` says nothing."""


@router.get("/analyses/{set_id}/review", summary="The review of a set")
def read_review(services: ServicesDep, principal: PrincipalDep, set_id: str) -> schemas.Review:
    """Return decisions on findings, added findings, and comments with their answers."""
    with services.store.reading() as s:
        row = visible_set(s, principal.person, set_id)
    log_set_access(services, principal, row)
    return review_answer(services, principal.person, set_id)


@router.put("/analyses/{set_id}/review", summary="Mark a set as reviewed, or not")
def mark_reviewed(
    services: ServicesDep, person: PersonDep, set_id: str, requested: schemas.Reviewed
) -> schemas.Review:
    """Mark a set as reviewed, or undo that."""
    with services.store.writing() as s:
        reviews.mark_reviewed(s, visible_set(s, person, set_id), person, requested.reviewed)
    return review_answer(services, person, set_id)


@router.put("/analyses/{set_id}/review/seen", summary="Mark the comments on your set as seen")
def mark_comments_seen(services: ServicesDep, person: PersonDep, set_id: str) -> schemas.Review:
    """Mark every comment as seen; only the set's owner can."""
    with services.store.writing() as s:
        row = visible_set(s, person, set_id)
        if row.owner != str(person):
            raise not_yours(s, row.owner)
        reviews.mark_comments_seen(s, row)
    return review_answer(services, person, set_id)


@router.get("/analyses/{set_id}/review/references", summary="Good sets to show beside a set")
def list_references(
    services: ServicesDep, principal: PrincipalDep, set_id: str
) -> schemas.References:
    """Return sets of the same person and exercise with a clean repetition, cleanest first."""
    with services.store.reading() as s:
        row = visible_set(s, principal.person, set_id)
        found = reference_sets.candidates(s, principal.person, row)
    log_set_access(services, principal, row)
    return schemas.References.model_validate({"sets": [schemas.reference_json(a) for a in found]})


@router.put(
    "/analyses/{set_id}/review/references/{reference_id}", summary="Show a good set beside a set"
)
def choose_reference(
    services: ServicesDep, person: PersonDep, set_id: str, reference_id: str
) -> schemas.Review:
    """Choose the set that everybody who sees this one sees beside it, in place of another."""
    with services.store.writing() as s:
        row = visible_set(s, person, set_id)
        if not reference_sets.choose(s, person, row, reference_id):
            raise not_found()
    return review_answer(services, person, set_id)


@router.delete("/analyses/{set_id}/review/references", summary="Show no good set beside a set")
def remove_reference(services: ServicesDep, person: PersonDep, set_id: str) -> schemas.Review:
    """Show no set beside this one."""
    with services.store.writing() as s:
        reference_sets.remove(s, person, visible_set(s, person, set_id))
    return review_answer(services, person, set_id)


# --- findings ----------------------------------------------------------------------------------


@router.put(
    "/analyses/{set_id}/review/decisions/{rep}/{cue}", summary="Agree with a finding, or reject it"
)
def decide_finding(
    services: ServicesDep,
    person: PersonDep,
    set_id: str,
    rep: int,
    cue: str,
    requested: schemas.NewDecision,
) -> schemas.Review:
    """Save your decision on a finding, together with the finding as it stands now."""
    with services.store.writing() as s:
        row = visible_set(s, person, set_id)
        report = results.read_report(s, person, set_id)
        found = finding_of(report, rep, cue)
        if report is None or found is None or found[1].verdict not in DECIDED:
            raise not_found()
        one, f = found
        finding = reviews.JudgedFinding(
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
        objection = requested.objection if requested.decision == "rejected" else None
        decision = reviews.NewDecision(requested.decision, requested.reason, objection)
        reviews.decide(s, person, row, finding, decision)
    return review_answer(services, person, set_id)


@router.delete(
    "/analyses/{set_id}/review/decisions/{rep}/{cue}",
    summary="Delete your decision on a finding",
)
def forget_decision(
    services: ServicesDep, person: PersonDep, set_id: str, rep: int, cue: str
) -> schemas.Review:
    """Delete your decision on a finding."""
    with services.store.writing() as s:
        visible_set(s, person, set_id)
        reviews.delete_decision(s, person, set_id, _small(rep), cue)
    return review_answer(services, person, set_id)


@router.post(
    "/analyses/{set_id}/review/added", summary="Add a finding that was missed", status_code=201
)
def add_finding(
    services: ServicesDep, person: PersonDep, set_id: str, requested: schemas.NewFault
) -> schemas.Review:
    """Add a finding: of a cue of the exercise, or in words."""
    with services.store.writing() as s:
        row = visible_set(s, person, set_id)
        report = or_404(results.read_report(s, person, set_id))
        _check_place(report, requested)
        if not requested.text and requested.cue is None:
            raise ApiError(422, "no_text", "Say what was missed: a cue, or some words.")
        check_room(len(reviews.added_findings(s, person, set_id)))
        reviews.add_finding(s, person, row, Added(**requested.model_dump()))
    return review_answer(services, person, set_id)


@router.delete("/analyses/{set_id}/review/added/{added_id}", summary="Delete an added finding")
def remove_finding(
    services: ServicesDep, person: PersonDep, set_id: str, added_id: str
) -> schemas.Review:
    """Delete a finding that you added."""
    with services.store.writing() as s:
        visible_set(s, person, set_id)
        found = [a for a in reviews.added_findings(s, person, set_id) if a.id == added_id]
        s.delete(own_entry(s, person, found[0] if found else None))
    return review_answer(services, person, set_id)


def _small(rep: int) -> int:
    return rep if 0 < rep < 2**31 else 0


def _check_place(report: Report, requested: schemas.NewFault) -> None:
    """Refuse a repetition or a cue that does not exist."""
    if requested.rep is not None and all(r.number != requested.rep for r in report.reps):
        raise not_found()
    exercise = catalogue().get(report.exercise)
    if requested.cue is not None and (
        exercise is None or all(c.id != requested.cue for c in exercise.cues)
    ):
        raise not_found()
