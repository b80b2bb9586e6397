"""Reviews: decisions on findings, added findings, and whether a set was reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis, Person
from formcheck.storage.permissions import visible_to
from formcheck.storage.review_models import Added, Decision

MOST = 500
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


# --- decisions ----------------------------------------------------------------------------------


def decisions(s: Session, person: str, set_id: str) -> list[Decision]:
    """Return all decisions on a set, oldest first."""
    query = select(Decision).where(Decision.analysis_id == set_id, visible_to(person, Decision))
    return list(s.scalars(query.order_by(Decision.created, Decision.id)))


def decide(
    s: Session, person: str, row: Analysis, told: JudgedFinding, decision: str, reason: str
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
    found.decision, found.reason, found.created = decision, reason, now()
    return found


def undecide(s: Session, person: str, set_id: str, rep: int, cue: str) -> None:
    """Delete a person's decision on a finding."""
    s.execute(
        delete(Decision).where(
            Decision.analysis_id == set_id,
            Decision.rep == rep,
            Decision.cue == cue,
            Decision.by == str(person),
        )
    )


# --- findings that formcheck missed -------------------------------------------------------------


def added(s: Session, person: str, set_id: str) -> list[Added]:
    """Return the findings that people added to a set, in order of time."""
    query = select(Added).where(Added.analysis_id == set_id, visible_to(person, Added))
    return list(s.scalars(query.order_by(Added.time, Added.created, Added.id)))


def add(
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


# --- reviewed sets ------------------------------------------------------------------------------


def mark(row: Analysis, person: str, reviewed: bool) -> None:
    """Mark a set as reviewed, or as not reviewed."""
    row.reviewed, row.reviewer = (now(), str(person)) if reviewed else (None, None)
