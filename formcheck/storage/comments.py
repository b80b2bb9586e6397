"""Comments on a set, each at a time of its video, and their answers."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis
from formcheck.storage.permissions import owned_by, visible_to
from formcheck.storage.review_models import Answer, Comment


def every(s: Session, person: str, set_id: str) -> list[Comment]:
    """Return the comments of a set, in order of their time in the video."""
    query = select(Comment).where(
        Comment.analysis_id == set_id, visible_to(person, Comment), Comment.deleted_at.is_(None)
    )
    return list(s.scalars(query.order_by(Comment.time, Comment.created, Comment.id)))


def one(
    s: Session, person: str, set_id: str, comment_id: str, *, deleted: bool = False
) -> Comment | None:
    """Return a comment of a set that a person may see, or None."""
    query = select(Comment).where(
        Comment.id == comment_id, Comment.analysis_id == set_id, visible_to(person, Comment)
    )
    return s.scalar(query if deleted else query.where(Comment.deleted_at.is_(None)))


def add(
    s: Session,
    person: str,
    row: Analysis,
    *,
    time: float,
    until: float | None,
    text: str,
    drawing: dict[str, Any] | None,
) -> Comment:
    """Add a comment; on one's own set it counts as seen."""
    made = now()
    comment = Comment(
        id=new_id(),
        owner=row.owner,
        analysis_id=row.id,
        time=time,
        until=until,
        text=text,
        drawing=drawing,
        by=str(person),
        by_name="",
        created=made,
        edited=None,
        seen_at=made if row.owner == str(person) else None,
        deleted_at=None,
    )
    s.add(comment)
    count(s, row)
    return comment


def count(s: Session, row: Analysis) -> None:
    """Update the number of comments in the row of a set."""
    s.flush()
    row.comments = (
        s.scalar(
            select(func.count())
            .select_from(Comment)
            .where(Comment.analysis_id == row.id, Comment.deleted_at.is_(None))
        )
        or 0
    )


def edited(comment: Comment) -> None:
    """Mark a comment as edited now."""
    comment.edited = now()


def delete_one(s: Session, row: Analysis, comment: Comment) -> None:
    """Delete a comment; it can be restored for `sets.UNDO`."""
    comment.deleted_at = now()
    count(s, row)


def restore(s: Session, row: Analysis, comment: Comment) -> None:
    """Bring a deleted comment back."""
    comment.deleted_at = None
    count(s, row)


def seen(s: Session, row: Analysis) -> None:
    """Mark the comments of a set as seen by its owner."""
    s.execute(
        update(Comment)
        .where(Comment.analysis_id == row.id, Comment.seen_at.is_(None))
        .values(seen_at=now())
    )


def not_visible(s: Session, person: str, most: int = 20) -> list[tuple[Comment, Analysis]]:
    """Return others' comments on a person's sets that they have not seen, newest first."""
    query = (
        select(Comment, Analysis)
        .join(Analysis, Analysis.id == Comment.analysis_id)
        .where(
            owned_by(person, Comment),
            Comment.seen_at.is_(None),
            Comment.deleted_at.is_(None),
            Analysis.deleted_at.is_(None),
        )
        .order_by(Comment.created.desc(), Comment.id)
    )
    return [(c, a) for c, a in s.execute(query.limit(most))]


def purge(s: Session, older: timedelta) -> None:
    """Remove for good the comments that were deleted longer ago than `older`."""
    s.execute(delete(Comment).where(Comment.deleted_at < now() - older))


# --- answers ------------------------------------------------------------------------------------


def answers(s: Session, person: str, set_id: str) -> dict[str, list[Answer]]:
    """Return the answers to a set's comments, oldest first, by comment."""
    query = (
        select(Answer)
        .join(Comment, Comment.id == Answer.comment_id)
        .where(Comment.analysis_id == set_id, visible_to(person, Answer))
        .order_by(Answer.created, Answer.id)
    )
    out: dict[str, list[Answer]] = {}
    for row in s.scalars(query):
        out.setdefault(row.comment_id, []).append(row)
    return out


def answer(s: Session, person: str, comment: Comment, text: str) -> Answer:
    """Answer a comment."""
    made = Answer(
        id=new_id(),
        owner=comment.owner,
        comment_id=comment.id,
        text=text,
        by=str(person),
        by_name="",
        created=now(),
    )
    s.add(made)
    return made


def answer_of(s: Session, person: str, comment: Comment, answer_id: str) -> Answer | None:
    """Return an answer to a comment, or None."""
    return s.scalar(
        select(Answer).where(
            Answer.id == answer_id, Answer.comment_id == comment.id, visible_to(person, Answer)
        )
    )
