"""What the routes of the review share: whose it is, and how all of it is saved."""

from contextlib import suppress
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy.orm import Session

from formcheck.analysis.report import Finding, Rep, Report
from formcheck.api.errors import ApiError, not_found
from formcheck.api.schemas import review as schemas
from formcheck.storage import comments, reports, reviews, sets
from formcheck.storage.models import Analysis
from formcheck.storage.review_models import Added, Answer, Comment, Decision
from formcheck.worker.services import Services

T = TypeVar("T", Added, Answer, Comment)


def set_of(s: Session, person: str, set_id: str) -> Analysis:
    """Return a set that the person sees; raises ApiError where there is none."""
    row = sets.one(s, person, set_id)
    if row is None:
        raise not_found()
    return row


def mine(s: Session, person: str, found: T | None) -> T:
    """Return what the person wrote; raises ApiError where it is another's, or is not there."""
    if found is None:
        raise not_found()
    if found.by != str(person):
        raise not_yours(s, found.by, found.by_name)
    return found


def not_yours(s: Session, who: str | None, name: str = "") -> ApiError:
    """Return what to raise for what only somebody else may do."""
    name = reviews.names_of(s, [who]).get(who or "") or name or "who wrote it"
    return ApiError(403, "not_yours", f"Only {name} can do this.")


def check_room(there: int) -> None:
    """Refuse one more where there are too many."""
    if there >= reviews.MOST:
        raise ApiError(409, "too_many", f"There are {reviews.MOST} already: delete some first.")


def report_of(s: Session, person: str, set_id: str) -> Report | None:
    """Return the report of a set; None where there is none that can be read."""
    saved = sets.report_of(s, person, set_id)
    with suppress(ValidationError):
        return reports.of_json(saved) if saved is not None else None
    return None


def finding_of(report: Report | None, rep: int, cue: str) -> tuple[Rep, Finding] | None:
    """Return what a report says of one cue in one repetition, with the repetition."""
    for one in report.reps if report else ():
        for f in one.findings:
            if (one.number, f.cue) == (rep, cue):
                return one, f
    return None


def _current(report: Report | None, d: Decision) -> bool:
    """Whether the report still says what was decided on."""
    found = finding_of(report, d.rep, d.cue)
    if found is None:
        return False
    rep, f = found
    return f.verdict == d.verdict and rep.start < d.end and d.start < rep.end


def review_of(services: Services, person: str, set_id: str) -> schemas.Review:
    """Return all that people said of a set; raises ApiError where there is none."""
    with services.store.reading() as s:
        return _review_out(s, person, set_of(s, person, set_id))


def _review_out(s: Session, person: str, row: Analysis) -> schemas.Review:
    decided = reviews.decisions(s, person, row.id)
    added = reviews.added(s, person, row.id)
    said = comments.every(s, person, row.id)
    answers = comments.answers(s, person, row.id)
    wrote: list[Decision | Added | Comment | Answer] = [*decided, *added, *said]
    wrote += [a for some in answers.values() for a in some]
    names = reviews.names_of(s, [row.reviewer, *(w.by for w in wrote)])
    author, me = schemas.naming(names), str(person)
    report = report_of(s, person, row.id) if decided else None
    return schemas.Review.model_validate(
        {
            "own": row.owner == me,
            "reviewed": row.reviewed,
            "reviewer": author(row.reviewer, ""),
            "decisions": [
                schemas.decision_json(d, me, author, current=_current(report, d)) for d in decided
            ],
            "added": [schemas.added_json(a, me, author) for a in added],
            "comments": [schemas.comment_json(c, answers.get(c.id, []), me, author) for c in said],
        }
    )
