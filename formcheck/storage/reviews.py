"""Reviews: decisions on findings, added findings, comments, and whether a set was reviewed."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from formcheck.storage.permissions import find_visible, owned_by, visible_to
from formcheck.storage.review_models import Added, Answer, Comment, Decision, Objection
from formcheck.storage.webhooks import announce

MOST_PER_SET = 500
"""Most added findings, and most comments, of one set: they are all sent with its result page."""


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


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a person says of a finding; `objection` is what they hold to be wrong with it."""

    decision: str
    reason: str = ""
    objection: Objection | None = None


# --- decisions --------------------------------------------------------------------------------


def decisions(s: Session, person: str, set_id: str) -> list[Decision]:
    """Return all decisions on a set, oldest first."""
    query = select(Decision).where(Decision.analysis_id == set_id, visible_to(person, Decision))
    return list(s.scalars(query.order_by(Decision.created, Decision.id)))


def decide(
    s: Session,
    person: str,
    row: Analysis,
    finding: JudgedFinding,
    decision: NewDecision,
) -> Decision:
    """Store a person's decision on a finding, in place of an earlier one."""
    key = {"analysis_id": row.id, "rep": finding.rep, "cue": finding.cue, "by": str(person)}
    decided = s.scalar(select(Decision).filter_by(**key))
    if decided is None:
        decided = Decision(owner=row.owner, **key)
        s.add(decided)
    for name in JudgedFinding.__slots__:
        setattr(decided, name, getattr(finding, name))
    for name in NewDecision.__slots__:
        setattr(decided, name, getattr(decision, name))
    decided.created = now()
    return decided


def delete_decision(s: Session, person: str, set_id: str, rep: int, cue: str) -> None:
    """Delete a person's decision on a finding."""
    key = {"analysis_id": set_id, "rep": rep, "cue": cue, "by": str(person)}
    s.execute(delete(Decision).filter_by(**key))


# --- findings that formcheck missed -----------------------------------------------------------


def added_findings(s: Session, person: str, set_id: str) -> list[Added]:
    """Return the findings that people added to a set, in order of time."""
    query = select(Added).where(Added.analysis_id == set_id, visible_to(person, Added))
    return list(s.scalars(query.order_by(Added.time, Added.created, Added.id)))


def add_finding(s: Session, person: str, row: Analysis, finding: Added) -> Added:
    """Add a finding to a set; sets its owner, its author and the version of the report."""
    finding.owner, finding.analysis_id, finding.by = row.owner, row.id, str(person)
    finding.formcheck = row.formcheck or ""
    s.add(finding)
    return finding


# --- reviewed sets ----------------------------------------------------------------------------


def mark_reviewed(s: Session, row: Analysis, person: str, reviewed: bool) -> None:
    """Mark a set as reviewed, and tell webhooks; or as not reviewed."""
    new = reviewed and row.reviewed is None
    row.reviewed, row.reviewer = (now(), str(person)) if reviewed else (None, None)
    if new:
        announce(s, row, "set.reviewed")


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
    row = find_visible(s, Comment, person, id=comment_id, analysis_id=set_id)
    return row if row is not None and (deleted or row.deleted_at is None) else None


def add_comment(s: Session, person: str, row: Analysis, comment: Comment) -> Comment:
    """Add a comment to a set; sets its owner and its author. On one's own set it is seen."""
    comment.owner, comment.analysis_id, comment.by = row.owner, row.id, str(person)
    comment.seen_at = now() if row.owner == str(person) else None
    s.add(comment)
    _count_comments(s, row)
    return comment


def _count_comments(s: Session, row: Analysis) -> None:
    """Update the number of comments in the row of a set."""
    s.flush()
    there = select(func.count()).select_from(Comment).filter_by(analysis_id=row.id, deleted_at=None)
    row.comments = s.scalar(there) or 0


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
    row = Answer(owner=comment.owner, comment_id=comment.id, text=text, by=str(person))
    s.add(row)
    return row


def find_answer(s: Session, person: str, comment: Comment, answer_id: str) -> Answer | None:
    """Return an answer to a comment, or None."""
    return find_visible(s, Answer, person, id=answer_id, comment_id=comment.id)
