"""Comments on moments of a set, and answers to them."""

from fastapi import APIRouter

from formcheck.api.deps import Given, Person
from formcheck.api.errors import ApiError, not_found
from formcheck.api.review_responses import check_room, mine, review_of, set_of
from formcheck.api.schemas import review as schemas
from formcheck.api.schemas.sets import Failure
from formcheck.storage import comments, reviews

router = APIRouter(
    prefix="/api/analyses/{set_id}/review/comments",
    tags=["review"],
    responses={404: {"model": Failure}},
)
news = APIRouter(prefix="/api", tags=["review"])


@news.get("/news", summary="What others said of your sets that you have not seen")
def not_visible(services: Given, person: Person) -> schemas.News:
    """Return comments on one's own sets that were not opened yet, the newest first."""
    with services.store.reading() as s:
        found = comments.not_visible(s, person)
        author = schemas.naming(reviews.names_of(s, [c.by for c, _ in found]))
        return schemas.News.model_validate(
            {
                "comments": [
                    {
                        "id": c.id,
                        "time": c.time,
                        "text": c.text,
                        "by": author(c.by, c.by_name),
                        "when": c.created,
                        "set": {"id": a.id, "title": a.exercise_title or a.title},
                    }
                    for c, a in found
                ]
            }
        )


@router.post("", summary="Comment on a moment", status_code=201)
def comment(
    services: Given, person: Person, set_id: str, requested: schemas.Commenting
) -> schemas.Review:
    """Say something at a moment or a stretch of the video, in words or by drawing on the frame."""
    check_comment(requested.time, requested.until, requested.text, requested.drawing)
    with services.store.writing() as s:
        row = set_of(s, person, set_id)
        check_room(row.comments)
        drawing = requested.drawing.model_dump(mode="json") if requested.drawing else None
        comments.add(
            s,
            person,
            row,
            time=requested.time,
            until=requested.until,
            text=requested.text,
            drawing=drawing,
        )
    return review_of(services, person, set_id)


@router.patch("/{comment_id}", summary="Change a comment")
def recomment(
    services: Given, person: Person, set_id: str, comment_id: str, requested: schemas.Recommenting
) -> schemas.Review:
    """Change a comment of yours; null takes `until` and `drawing` away."""
    with services.store.writing() as s:
        set_of(s, person, set_id)
        found = mine(s, person, comments.one(s, person, set_id, comment_id))
        given = requested.model_fields_set
        if requested.time is not None:
            found.time = requested.time
        if "until" in given:
            found.until = requested.until
        if requested.text is not None:
            found.text = requested.text
        if "drawing" in given:
            found.drawing = requested.drawing.model_dump(mode="json") if requested.drawing else None
        check_comment(found.time, found.until, found.text, found.drawing)
        comments.edited(found)
    return review_of(services, person, set_id)


@router.delete("/{comment_id}", summary="Delete a comment")
def uncomment(services: Given, person: Person, set_id: str, comment_id: str) -> schemas.Review:
    """Delete a comment of yours; it can be restored for ten minutes."""
    with services.store.writing() as s:
        row = set_of(s, person, set_id)
        comments.delete_one(s, row, mine(s, person, comments.one(s, person, set_id, comment_id)))
    return review_of(services, person, set_id)


@router.post("/{comment_id}/restore", summary="Bring a deleted comment back")
def restore(services: Given, person: Person, set_id: str, comment_id: str) -> schemas.Review:
    """Bring a deleted comment back."""
    with services.store.writing() as s:
        row = set_of(s, person, set_id)
        found = comments.one(s, person, set_id, comment_id, deleted=True)
        comments.restore(s, row, mine(s, person, found))
    return review_of(services, person, set_id)


@router.post("/{comment_id}/answers", summary="Answer a comment", status_code=201)
def answer(
    services: Given, person: Person, set_id: str, comment_id: str, requested: schemas.Answering
) -> schemas.Review:
    """Answer a comment."""
    if not requested.text:
        raise ApiError(422, "no_text", "An answer needs some words.")
    with services.store.writing() as s:
        set_of(s, person, set_id)
        found = comments.one(s, person, set_id, comment_id)
        if found is None:
            raise not_found()
        check_room(len(comments.answers(s, person, set_id).get(comment_id, ())))
        comments.answer(s, person, found, requested.text)
    return review_of(services, person, set_id)


@router.delete("/{comment_id}/answers/{answer_id}", summary="Delete an answer")
def unanswer(
    services: Given, person: Person, set_id: str, comment_id: str, answer_id: str
) -> schemas.Review:
    """Delete an answer of yours."""
    with services.store.writing() as s:
        set_of(s, person, set_id)
        found = comments.one(s, person, set_id, comment_id)
        written = comments.answer_of(s, person, found, answer_id) if found else None
        s.delete(mine(s, person, written))
    return review_of(services, person, set_id)


def check_comment(time: float, until: float | None, text: str, drawing: object) -> None:
    """Refuse a comment that says nothing, or ends before it begins."""
    if until is not None and until <= time:
        raise ApiError(422, "invalid", "A stretch ends after it begins.")
    if not text and drawing is None:
        raise ApiError(422, "no_text", "A comment needs some words, or a drawing.")
