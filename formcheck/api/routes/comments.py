"""Comments on a set: written, spoken or drawn, by whoever sees it, and the answers to them."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from formcheck.api.deps import PersonDep, PrincipalDep, ServicesDep, log_set_access
from formcheck.api.errors import ApiError, or_404
from formcheck.api.files import byte_range
from formcheck.api.schemas import review as schemas
from formcheck.api.schemas.sets import Failure
from formcheck.api.set_reviews import check_room, own_entry, review_answer, visible_set
from formcheck.storage import accounts, reviews, voice_notes
from formcheck.storage.database import now
from formcheck.storage.review_models import Comment

router = APIRouter(prefix="/api", tags=["review"], responses={404: {"model": Failure}})


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
        row = visible_set(s, person, set_id)
        check_room(row.comments)
        _keep_voice(s, reviews.add_comment(s, person, row, written), voice)
    return review_answer(services, person, set_id)


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
        visible_set(s, person, set_id)
        found = own_entry(s, person, reviews.find_comment(s, person, set_id, comment_id))
        for name, value in changes.items():
            if value is not None or name in ("until", "drawing"):  # these null removes
                setattr(found, name, value)
        if "voice" in requested.model_fields_set:
            voice_notes.remove(s, found)
            _keep_voice(s, found, requested.voice)
        _check_comment(found, spoken=voice_notes.find(s, found) is not None)
        found.edited = now()
    return review_answer(services, person, set_id)


@router.delete("/analyses/{set_id}/review/comments/{comment_id}", summary="Delete a comment")
def delete_comment(
    services: ServicesDep, person: PersonDep, set_id: str, comment_id: str
) -> schemas.Review:
    """Delete a comment of yours; it can be restored for ten minutes."""
    with services.store.writing() as s:
        row = visible_set(s, person, set_id)
        reviews.delete_comment(
            s, row, own_entry(s, person, reviews.find_comment(s, person, set_id, comment_id))
        )
    return review_answer(services, person, set_id)


@router.post(
    "/analyses/{set_id}/review/comments/{comment_id}/restore",
    summary="Restore a deleted comment",
)
def restore_comment(
    services: ServicesDep, person: PersonDep, set_id: str, comment_id: str
) -> schemas.Review:
    """Restore a deleted comment."""
    with services.store.writing() as s:
        row = visible_set(s, person, set_id)
        found = reviews.find_comment(s, person, set_id, comment_id, deleted=True)
        reviews.restore_comment(s, row, own_entry(s, person, found))
    return review_answer(services, person, set_id)


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
        row = visible_set(s, principal.person, set_id)
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
        visible_set(s, person, set_id)
        found = or_404(reviews.find_comment(s, person, set_id, comment_id))
        check_room(len(reviews.answers_by_comment(s, person, set_id).get(comment_id, ())))
        reviews.add_answer(s, person, found, requested.text)
    return review_answer(services, person, set_id)


@router.delete(
    "/analyses/{set_id}/review/comments/{comment_id}/answers/{answer_id}",
    summary="Delete an answer",
)
def delete_answer(
    services: ServicesDep, person: PersonDep, set_id: str, comment_id: str, answer_id: str
) -> schemas.Review:
    """Delete an answer of yours."""
    with services.store.writing() as s:
        visible_set(s, person, set_id)
        found = reviews.find_comment(s, person, set_id, comment_id)
        written = reviews.find_answer(s, person, found, answer_id) if found else None
        s.delete(own_entry(s, person, written))
    return review_answer(services, person, set_id)


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
