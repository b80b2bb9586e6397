"""Reviews: decisions on findings, added findings, comments, and whether a set was reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis, Person
from formcheck.storage.permissions import owned_by, visible_to
from formcheck.storage.review_models import Added, Answer, Comment, Decision, Objection

MOST_PER_SET = 500
"""Most added findings, and most comments, of one set. Chosen, to bound the size of a page."""


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding with its repetition (times in seconds) and the version that made it."""

    rep: int
    cue: str
    start: float
    end: float
    verdict: str
    value: float | None
    margin: float | None
    low: float | None
    high: float | None
    unit: str
    model: str
    formcheck: str


def names_of(s: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """Return the names of people by their ids."""
    wanted = {i for i in ids if i is not None}
    query = select(Person.id, Person.name).where(Person.id.in_(wanted))
    return {row.id: row.name for row in s.execute(query)} if wanted else {}


# --- decisions --------------------------------------------------------------------------------


def decisions(s: Session, person: str, set_id: str) -> list[Decision]:
    """Return all decisions on a set, oldest first."""
    query = select(Decision).where(Decision.analysis_id == set_id, visible_to(person, Decision))
    return list(s.scalars(query.order_by(Decision.created, Decision.id)))


def decide(
    s: Session,
    person: str,
    row: Analysis,
    told: JudgedFinding,
    decision: str,
    *,
    reason: str = "",
    objection: Objection | None = None,
) -> Decision:
    """Store a person's decision on a finding, in place of an earlier one."""
    found = s.scalar(
        select(Decision).where(
            Decision.analysis_id == row.id,
            Decision.rep == told.rep,
            Decision.cue == told.cue,
            Decision.by == str(person),
        )
    )
    if found is None:
        found = Decision(
            id=new_id(), owner=row.owner, analysis_id=row.id, by=str(person), by_name=""
        )
        s.add(found)
    for name in JudgedFinding.__slots__:
        setattr(found, name, getattr(told, name))
    found.decision, found.objection = decision, objection
    found.reason, found.created = reason, now()
    return found


def delete_decision(s: Session, person: str, set_id: str, rep: int, cue: str) -> None:
    """Delete a person's decision on a finding."""
    s.execute(
        delete(Decision).where(
            Decision.analysis_id == set_id,
            Decision.rep == rep,
            Decision.cue == cue,
            Decision.by == str(person),
        )
    )


# --- findings that formcheck missed -----------------------------------------------------------


def added_findings(s: Session, person: str, set_id: str) -> list[Added]:
    """Return the findings that people added to a set, in order of time."""
    query = select(Added).where(Added.analysis_id == set_id, visible_to(person, Added))
    return list(s.scalars(query.order_by(Added.time, Added.created, Added.id)))


def add_finding(
    s: Session,
    person: str,
    row: Analysis,
    *,
    rep: int | None,
    cue: str | None,
    time: float,
    text: str,
) -> Added:
    """Add a finding to a set."""
    one = Added(
        id=new_id(),
        owner=row.owner,
        analysis_id=row.id,
        rep=rep,
        cue=cue,
        time=time,
        text=text,
        formcheck=row.formcheck or "",
        by=str(person),
        by_name="",
        created=now(),
    )
    s.add(one)
    return one


# --- reviewed sets ----------------------------------------------------------------------------


def mark_reviewed(row: Analysis, person: str, reviewed: bool) -> None:
    """Mark a set as reviewed, or as not reviewed."""
    row.reviewed, row.reviewer = (now(), str(person)) if reviewed else (None, None)


# --- comments ------------------------------------------------------------------------------------


def comments_of(s: Session, person: str, set_id: str) -> list[Comment]:
    """Return the comments of a set, in order of their time in the video."""
    query = select(Comment).where(
        Comment.analysis_id == set_id, visible_to(person, Comment), Comment.deleted_at.is_(None)
    )
    return list(s.scalars(query.order_by(Comment.time, Comment.created, Comment.id)))


def find_comment(
    s: Session, person: str, set_id: str, comment_id: str, *, deleted: bool = False
) -> Comment | None:
    """Return a comment of a set that a person may see, or None."""
    query = select(Comment).where(
        Comment.id == comment_id, Comment.analysis_id == set_id, visible_to(person, Comment)
    )
    return s.scalar(query if deleted else query.where(Comment.deleted_at.is_(None)))


def add_comment(
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
    _count_comments(s, row)
    return comment


def _count_comments(s: Session, row: Analysis) -> None:
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


def delete_comment(s: Session, row: Analysis, comment: Comment) -> None:
    """Delete a comment; it can be restored for `sets.UNDO`."""
    comment.deleted_at = now()
    _count_comments(s, row)


def restore_comment(s: Session, row: Analysis, comment: Comment) -> None:
    """Bring a deleted comment back."""
    comment.deleted_at = None
    _count_comments(s, row)


def mark_comments_seen(s: Session, row: Analysis) -> None:
    """Mark the comments of a set as seen by its owner."""
    s.execute(
        update(Comment)
        .where(Comment.analysis_id == row.id, Comment.seen_at.is_(None))
        .values(seen_at=now())
    )


def unseen_comments(s: Session, person: str, most: int = 20) -> list[tuple[Comment, Analysis]]:
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


def purge_comments(s: Session, older: timedelta) -> None:
    """Remove for good the comments that were deleted longer ago than `older`."""
    s.execute(delete(Comment).where(Comment.deleted_at < now() - older))


# --- answers ----------------------------------------------------------------------------------


def answers_by_comment(s: Session, person: str, set_id: str) -> dict[str, list[Answer]]:
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


def add_answer(s: Session, person: str, comment: Comment, text: str) -> Answer:
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


def find_answer(s: Session, person: str, comment: Comment, answer_id: str) -> Answer | None:
    """Return an answer to a comment, or None."""
    return s.scalar(
        select(Answer).where(
            Answer.id == answer_id, Answer.comment_id == comment.id, visible_to(person, Answer)
        )
    )
