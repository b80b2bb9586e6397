"""A set that shows how it is done: chosen for another set of the same person and exercise."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from formcheck.storage.models import Analysis
from formcheck.storage.permissions import find_visible, visible_to
from formcheck.storage.review_models import ReferenceSet

MOST = 20
"""Most sets that are offered to choose from."""


def candidates(s: Session, person: str, row: Analysis) -> list[Analysis]:
    """Return sets that may be shown beside a set: with a clean repetition, cleanest first."""
    query = (
        select(Analysis)
        .where(
            visible_to(person, Analysis),
            Analysis.owner == row.owner,
            Analysis.id != row.id,
            Analysis.exercise_id == row.exercise_id,
            Analysis.deleted_at.is_(None),
            Analysis.report_run > 0,
            Analysis.video_id.is_not(None),
            Analysis.good > 0,
        )
        .order_by(Analysis.share.desc(), Analysis.created.desc(), Analysis.id)
    )
    return list(s.scalars(query.limit(MOST)))


def chosen(s: Session, person: str, row: Analysis) -> Analysis | None:
    """Return the set that is shown beside a set, or None."""
    other = aliased(Analysis)
    query = (
        select(other)
        .join(ReferenceSet, ReferenceSet.reference_id == other.id)
        .where(
            ReferenceSet.analysis_id == row.id,
            visible_to(person, ReferenceSet),
            other.deleted_at.is_(None),
            other.video_id.is_not(None),
            other.exercise_id == row.exercise_id,
        )
    )
    return s.scalar(query)


def choose(s: Session, person: str, row: Analysis, reference_id: str) -> bool:
    """Show a set beside another; return whether it is one of the `candidates`."""
    if all(reference_id != one.id for one in candidates(s, person, row)):
        return False
    found = find_visible(s, ReferenceSet, person, analysis_id=row.id)
    if found is None:
        found = ReferenceSet(analysis_id=row.id, owner=row.owner)
        s.add(found)
    found.reference_id, found.by = reference_id, str(person)
    return True


def remove(s: Session, person: str, row: Analysis) -> None:
    """Show no set beside a set."""
    if (found := find_visible(s, ReferenceSet, person, analysis_id=row.id)) is not None:
        s.delete(found)
