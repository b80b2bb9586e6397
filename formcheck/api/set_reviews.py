"""The review of a set as the API answers it, and who may change what in it."""

from typing import TypeVar

from sqlalchemy.orm import Session

from formcheck.analysis.report import Finding, Rep, Report
from formcheck.api.errors import ApiError, not_found, or_404
from formcheck.api.schemas import review as schemas
from formcheck.storage import accounts, reference_sets, results, reviews, sets, voice_notes
from formcheck.storage.models import Analysis
from formcheck.storage.review_models import Added, Answer, Comment, Decision
from formcheck.worker.supervisor import Services

T = TypeVar("T", Added, Answer, Comment)


def visible_set(s: Session, person: str, set_id: str) -> Analysis:
    """Return a set that the person sees; raises ApiError where there is none."""
    return or_404(sets.one(s, person, set_id))


def own_entry(s: Session, person: str, found: T | None) -> T:
    """Return what the person wrote; raises ApiError where it is another's, or is not there."""
    if found is None:
        raise not_found()
    if found.by != str(person):
        raise not_yours(s, found.by, found.by_name)
    return found


def not_yours(s: Session, who: str | None, name: str = "") -> ApiError:
    """Return the error for what only somebody else may do."""
    name = accounts.names_of(s, [who]).get(who or "") or name or "who wrote it"
    return ApiError(403, "not_yours", f"Only {name} can do this.", name=name)


def check_room(there: int) -> None:
    """Refuse another where there are too many; raises ApiError."""
    if there >= reviews.MOST_PER_SET:
        most = reviews.MOST_PER_SET
        message = f"There are {most} already: delete some first."
        raise ApiError(409, "too_many", message, most=most)


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


def review_answer(services: Services, person: str, set_id: str) -> schemas.Review:
    """Return all that people said of a set; raises ApiError where there is none."""
    with services.store.reading() as s:
        return _to_schema(s, person, visible_set(s, person, set_id))


def _to_schema(s: Session, person: str, row: Analysis) -> schemas.Review:
    decided = reviews.decisions(s, person, row.id)
    added = reviews.added_findings(s, person, row.id)
    said = reviews.comments_of(s, person, row.id)
    answers = reviews.answers_by_comment(s, person, row.id)
    voices = voice_notes.lengths(s, person, row.id)
    wrote: list[Decision | Added | Comment | Answer] = [*decided, *added, *said]
    wrote += [a for some in answers.values() for a in some]
    names = accounts.names_of(s, [row.reviewer, *(w.by for w in wrote)])
    author, me = schemas.naming(names), str(person)
    report = results.read_report(s, person, row.id) if decided else None
    reference = reference_sets.chosen(s, person, row)
    return schemas.Review.model_validate(
        {
            "own": row.owner == me,
            "reference": None if reference is None else schemas.reference_json(reference),
            "reviewed": row.reviewed,
            "reviewer": author(row.reviewer, ""),
            "decisions": [
                schemas.decision_json(d, me, author, current=_current(report, d)) for d in decided
            ],
            "added": [schemas.added_json(a, me, author) for a in added],
            "comments": [
                schemas.comment_json(c, answers.get(c.id, []), voices.get(c.id), me, author)
                for c in said
            ],
        }
    )
