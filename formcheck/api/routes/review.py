"""The review of a set, by its owner and by a coach with the owner's consent: findings and comments.

Whoever sees a set may write; only who wrote something changes it or takes it away.
"""

from typing import TypeVar

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from formcheck.analysis.report import Finding, Rep, Report
from formcheck.api.deps import PersonDep, PrincipalDep, ServicesDep, log_set_access
from formcheck.api.errors import ApiError, not_found, or_404
from formcheck.api.files import byte_range
from formcheck.api.schemas import review as schemas
from formcheck.api.schemas.sets import Failure
from formcheck.exercises import catalogue
from formcheck.storage import accounts, reference_sets, results, reviews, sets, voice_notes
from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from formcheck.storage.review_models import Added, Answer, Comment, Decision
from formcheck.worker.supervisor import Services

router = APIRouter(prefix="/api", tags=["review"], responses={404: {"model": Failure}})

DECIDED = ("ok", "fault")
"""Verdicts that can be agreed with; `unsure` says nothing."""


@router.get("/analyses/{set_id}/review", summary="The review of a set")
def read_review(services: ServicesDep, principal: PrincipalDep, set_id: str) -> schemas.Review:
    """Return decisions on findings, added findings, and comments with their answers."""
    with services.store.reading() as s:
        row = _set_of(s, principal.person, set_id)
    log_set_access(services, principal, row)
    return _review_of(services, principal.person, set_id)


@router.put("/analyses/{set_id}/review", summary="Mark a set as reviewed, or not")
def mark_reviewed(
    services: ServicesDep, person: PersonDep, set_id: str, requested: schemas.Reviewed
) -> schemas.Review:
    """Mark a set as reviewed, or undo that."""
    with services.store.writing() as s:
        reviews.mark_reviewed(s, _set_of(s, person, set_id), person, requested.reviewed)
    return _review_of(services, person, set_id)


@router.put("/analyses/{set_id}/review/seen", summary="Mark the comments on your set as seen")
def mark_comments_seen(services: ServicesDep, person: PersonDep, set_id: str) -> schemas.Review:
    """Mark every comment as seen; only the set's owner can."""
    with services.store.writing() as s:
        row = _set_of(s, person, set_id)
        if row.owner != str(person):
            raise _not_yours(s, row.owner)
        reviews.mark_comments_seen(s, row)
    return _review_of(services, person, set_id)


@router.get("/analyses/{set_id}/review/references", summary="Good sets to show beside a set")
def list_references(
    services: ServicesDep, principal: PrincipalDep, set_id: str
) -> schemas.References:
    """Return sets of the same person and exercise with a clean repetition, cleanest first."""
    with services.store.reading() as s:
        row = _set_of(s, principal.person, set_id)
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
        row = _set_of(s, person, set_id)
        if not reference_sets.choose(s, person, row, reference_id):
            raise not_found()
    return _review_of(services, person, set_id)


@router.delete("/analyses/{set_id}/review/references", summary="Show no good set beside a set")
def remove_reference(services: ServicesDep, person: PersonDep, set_id: str) -> schemas.Review:
    """Show no set beside this one."""
    with services.store.writing() as s:
        reference_sets.remove(s, person, _set_of(s, person, set_id))
    return _review_of(services, person, set_id)


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
        row = _set_of(s, person, set_id)
        report = results.read_report(s, person, set_id)
        found = _finding_of(report, rep, cue)
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
    return _review_of(services, person, set_id)


@router.delete(
    "/analyses/{set_id}/review/decisions/{rep}/{cue}",
    summary="Delete your decision on a finding",
)
def forget_decision(
    services: ServicesDep, person: PersonDep, set_id: str, rep: int, cue: str
) -> schemas.Review:
    """Delete your decision on a finding."""
    with services.store.writing() as s:
        _set_of(s, person, set_id)
        reviews.delete_decision(s, person, set_id, _small(rep), cue)
    return _review_of(services, person, set_id)


@router.post(
    "/analyses/{set_id}/review/added", summary="Add a finding that was missed", status_code=201
)
def add_finding(
    services: ServicesDep, person: PersonDep, set_id: str, requested: schemas.NewFault
) -> schemas.Review:
    """Add a finding: of a cue of the exercise, or in words."""
    with services.store.writing() as s:
        row = _set_of(s, person, set_id)
        report = or_404(results.read_report(s, person, set_id))
        _check_place(report, requested)
        if not requested.text and requested.cue is None:
            raise ApiError(422, "no_text", "Say what was missed: a cue, or some words.")
        _check_room(len(reviews.added_findings(s, person, set_id)))
        reviews.add_finding(s, person, row, Added(**requested.model_dump()))
    return _review_of(services, person, set_id)


@router.delete("/analyses/{set_id}/review/added/{added_id}", summary="Delete an added finding")
def remove_finding(
    services: ServicesDep, person: PersonDep, set_id: str, added_id: str
) -> schemas.Review:
    """Delete a finding that you added."""
    with services.store.writing() as s:
        _set_of(s, person, set_id)
        found = [a for a in reviews.added_findings(s, person, set_id) if a.id == added_id]
        s.delete(_own(s, person, found[0] if found else None))
    return _review_of(services, person, set_id)


# --- checking ----------------------------------------------------------------------------------


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


# --- comments ----------------------------------------------------------------------------------


@router.get("/news", summary="New comments on your sets")
def list_news(services: ServicesDep, person: PersonDep) -> schemas.News:
    """Return comments on one's own sets that were not opened yet, the newest first."""
    with services.store.reading() as s:
        found = reviews.unseen_comments(s, person)
        spoken = {c.id for c, _ in found if voice_notes.find(s, c) is not None}
        author = schemas.naming(accounts.names_of(s, [c.by for c, _ in found]))
        return schemas.News.model_validate(
            {
                "comments": [
                    {
                        "id": c.id,
                        "time": c.time,
                        "text": c.text,
                        "voice": c.id in spoken,
                        "by": author(c.by, c.by_name),
                        "when": c.created,
                        "set": {"id": a.id, "title": a.exercise_title or a.title},
                    }
                    for c, a in found
                ]
            }
        )


@router.post("/analyses/{set_id}/review/comments", summary="Comment on a moment", status_code=201)
def add_comment(
    services: ServicesDep, person: PersonDep, set_id: str, requested: schemas.NewComment
) -> schemas.Review:
    """Comment on a moment or a stretch of the video: in words, aloud or by drawing."""
    voice = requested.voice
    written = Comment(**requested.model_dump(mode="json", exclude={"voice"}))
    _check_comment(written, spoken=voice is not None)
    with services.store.writing() as s:
        row = _set_of(s, person, set_id)
        _check_room(row.comments)
        _keep_voice(s, reviews.add_comment(s, person, row, written), voice)
    return _review_of(services, person, set_id)


@router.patch("/analyses/{set_id}/review/comments/{comment_id}", summary="Change a comment")
def change_comment(
    services: ServicesDep,
    person: PersonDep,
    set_id: str,
    comment_id: str,
    requested: schemas.CommentChange,
) -> schemas.Review:
    """Change a comment of yours; null removes `until`, `drawing` and `voice`."""
    changes = requested.model_dump(mode="json", exclude_unset=True, exclude={"voice"})
    with services.store.writing() as s:
        _set_of(s, person, set_id)
        found = _own(s, person, reviews.find_comment(s, person, set_id, comment_id))
        for name, value in changes.items():
            if value is not None or name in ("until", "drawing"):  # these null removes
                setattr(found, name, value)
        if "voice" in requested.model_fields_set:
            voice_notes.remove(s, found)
            _keep_voice(s, found, requested.voice)
        _check_comment(found, spoken=voice_notes.find(s, found) is not None)
        found.edited = now()
    return _review_of(services, person, set_id)


@router.delete("/analyses/{set_id}/review/comments/{comment_id}", summary="Delete a comment")
def delete_comment(
    services: ServicesDep, person: PersonDep, set_id: str, comment_id: str
) -> schemas.Review:
    """Delete a comment of yours; it can be restored for ten minutes."""
    with services.store.writing() as s:
        row = _set_of(s, person, set_id)
        reviews.delete_comment(
            s, row, _own(s, person, reviews.find_comment(s, person, set_id, comment_id))
        )
    return _review_of(services, person, set_id)


@router.post(
    "/analyses/{set_id}/review/comments/{comment_id}/restore",
    summary="Restore a deleted comment",
)
def restore_comment(
    services: ServicesDep, person: PersonDep, set_id: str, comment_id: str
) -> schemas.Review:
    """Restore a deleted comment."""
    with services.store.writing() as s:
        row = _set_of(s, person, set_id)
        found = reviews.find_comment(s, person, set_id, comment_id, deleted=True)
        reviews.restore_comment(s, row, _own(s, person, found))
    return _review_of(services, person, set_id)


@router.get(
    "/analyses/{set_id}/review/comments/{comment_id}/voice",
    summary="The voice note of a comment",
    response_class=Response,
)
def read_voice(
    services: ServicesDep, principal: PrincipalDep, request: Request, set_id: str, comment_id: str
) -> Response:
    """Return what is said aloud in a comment, or a part of it (Range)."""
    with services.store.reading() as s:
        row = _set_of(s, principal.person, set_id)
        comment = or_404(reviews.find_comment(s, principal.person, set_id, comment_id))
        audio = or_404(voice_notes.find(s, comment)).audio
    log_set_access(services, principal, row)
    # Of what a backup brought, only what browsers record is sent as audio.
    kind = voice_notes.media_type(audio) or "application/octet-stream"
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-cache"}
    window = byte_range(request.headers.get("range"), len(audio))
    if window is None:
        return Response(audio, headers=headers, media_type=kind)
    start, end = window
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(audio)}"
    return Response(audio[start:end], 206, headers, kind)


@router.post(
    "/analyses/{set_id}/review/comments/{comment_id}/answers",
    summary="Answer a comment",
    status_code=201,
)
def add_answer(
    services: ServicesDep,
    person: PersonDep,
    set_id: str,
    comment_id: str,
    requested: schemas.NewAnswer,
) -> schemas.Review:
    """Answer a comment."""
    if not requested.text:
        raise ApiError(422, "no_text", "An answer needs some words.")
    with services.store.writing() as s:
        _set_of(s, person, set_id)
        found = or_404(reviews.find_comment(s, person, set_id, comment_id))
        _check_room(len(reviews.answers_by_comment(s, person, set_id).get(comment_id, ())))
        reviews.add_answer(s, person, found, requested.text)
    return _review_of(services, person, set_id)


@router.delete(
    "/analyses/{set_id}/review/comments/{comment_id}/answers/{answer_id}",
    summary="Delete an answer",
)
def delete_answer(
    services: ServicesDep, person: PersonDep, set_id: str, comment_id: str, answer_id: str
) -> schemas.Review:
    """Delete an answer of yours."""
    with services.store.writing() as s:
        _set_of(s, person, set_id)
        found = reviews.find_comment(s, person, set_id, comment_id)
        written = reviews.find_answer(s, person, found, answer_id) if found else None
        s.delete(_own(s, person, written))
    return _review_of(services, person, set_id)


def _check_comment(comment: Comment, *, spoken: bool) -> None:
    """Refuse a comment that says nothing, or ends before it begins."""
    if comment.until is not None and comment.until <= comment.time:
        raise ApiError(422, "invalid", "A stretch ends after it begins.")
    if not comment.text and comment.drawing is None and not spoken:
        message = "A comment needs some words, a drawing or a voice note."
        raise ApiError(422, "no_text", message)


def _keep_voice(s: Session, comment: Comment, voice: schemas.NewVoice | None) -> None:
    """Keep a voice note with its comment; raises ApiError where the set has too many."""
    if voice is None:
        return
    if voice_notes.count(s, comment.analysis_id) >= voice_notes.MOST_PER_SET:
        most = voice_notes.MOST_PER_SET
        message = f"This set has {most} voice notes already: delete some first."
        raise ApiError(409, "too_many", message, most=most)
    voice_notes.keep(s, comment, voice.audio, voice.seconds)


# --- what the routes share ---------------------------------------------------------------------

T = TypeVar("T", Added, Answer, Comment)


def _set_of(s: Session, person: str, set_id: str) -> Analysis:
    """Return a set that the person sees; raises ApiError where there is none."""
    row = or_404(sets.one(s, person, set_id))
    return row


def _own(s: Session, person: str, found: T | None) -> T:
    """Return what the person wrote; raises ApiError where it is another's, or is not there."""
    if found is None:
        raise not_found()
    if found.by != str(person):
        raise _not_yours(s, found.by, found.by_name)
    return found


def _not_yours(s: Session, who: str | None, name: str = "") -> ApiError:
    """Return the error for what only somebody else may do."""
    name = accounts.names_of(s, [who]).get(who or "") or name or "who wrote it"
    return ApiError(403, "not_yours", f"Only {name} can do this.", name=name)


def _check_room(there: int) -> None:
    """Refuse another where there are too many; raises ApiError."""
    if there >= reviews.MOST_PER_SET:
        most = reviews.MOST_PER_SET
        message = f"There are {most} already: delete some first."
        raise ApiError(409, "too_many", message, most=most)


def _finding_of(report: Report | None, rep: int, cue: str) -> tuple[Rep, Finding] | None:
    """Return what a report says of one cue in one repetition, with the repetition."""
    for one in report.reps if report else ():
        for f in one.findings:
            if (one.number, f.cue) == (rep, cue):
                return one, f
    return None


def _current(report: Report | None, d: Decision) -> bool:
    """Whether the report still says what was decided on."""
    found = _finding_of(report, d.rep, d.cue)
    if found is None:
        return False
    rep, f = found
    return f.verdict == d.verdict and rep.start < d.end and d.start < rep.end


def _review_of(services: Services, person: str, set_id: str) -> schemas.Review:
    """Return all that people said of a set; raises ApiError where there is none."""
    with services.store.reading() as s:
        return _review_out(s, person, _set_of(s, person, set_id))


def _review_out(s: Session, person: str, row: Analysis) -> schemas.Review:
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
