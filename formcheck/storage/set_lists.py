"""Lists of sets: filtered, sorted and paged, with the choices for each filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from formcheck.storage.models import Analysis
from formcheck.storage.permissions import owned_by

Sort = Literal["created", "title", "exercise", "good"]
Order = Literal["asc", "desc"]


@dataclass(frozen=True, slots=True)
class SetQuery:
    """Filters, order and page of a list; None or empty is no filter."""

    exercise: str | None = None
    state: str | None = None
    fault: str | None = None
    text: str = ""
    sort: Sort = "created"
    order: Order = "desc"
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, and the number of sets that have it."""

    id: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `total` counts the whole list."""

    rows: list[Analysis]
    total: int
    exercises: list[Choice]
    faults: list[Choice]


def not_deleted(person: str) -> list[ColumnElement[bool]]:
    """Return the filters for the sets of a person that they have not deleted."""
    return [owned_by(person, Analysis), Analysis.deleted_at.is_(None)]


def page(s: Session, person: str, wanted: SetQuery) -> Page:
    """Return a page of a person's sets."""
    return page_where(s, not_deleted(person), wanted)


def page_where(s: Session, whose: Sequence[ColumnElement[bool]], wanted: SetQuery) -> Page:
    """Return a page of the sets that pass the filters `whose`."""
    filters = [*whose, *_filters(wanted)]
    total = s.scalar(select(func.count()).select_from(Analysis).where(*filters)) or 0
    query = _sorted(select(Analysis).where(*filters), wanted)
    rows = list(s.scalars(query.limit(wanted.limit).offset(wanted.offset)))
    return Page(
        rows,
        total,
        _choices(s, whose, Analysis.exercise_id, Analysis.exercise_title),
        _choices(s, whose, Analysis.fault_cue, Analysis.fault_title),
    )


def _filters(wanted: SetQuery) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    if wanted.exercise:
        out.append(Analysis.exercise_id == wanted.exercise)
    if wanted.state:
        out.append(Analysis.state == wanted.state)
    if wanted.fault:
        out.append(Analysis.fault_cue == wanted.fault)
    out += [
        Analysis.title.icontains(word, autoescape=True)
        | Analysis.exercise_title.icontains(word, autoescape=True)
        for word in wanted.text.split()
    ]
    return out


def _sorted(query: Select[Analysis], wanted: SetQuery) -> Select[Analysis]:
    keys: dict[str, SQLColumnExpression[Any]] = {
        "created": func.coalesce(Analysis.filmed_on, func.date(Analysis.created)),
        "title": func.lower(Analysis.title),
        "exercise": Analysis.exercise_title,
        "good": Analysis.share,
    }
    key = keys[wanted.sort]
    by = key.desc() if wanted.order == "desc" else key.asc()
    if wanted.sort in ("exercise", "good"):  # sets without a value come last in both orders
        by = by.nulls_last()
    last = Analysis.created.desc() if wanted.order == "desc" else Analysis.created.asc()
    return query.order_by(by, last, Analysis.id)


def _choices(
    s: Session, whose: Sequence[ColumnElement[bool]], column: Any, title: Any
) -> list[Choice]:
    count = func.count()
    query = (
        select(column, func.max(title), count)
        .where(*whose, column.is_not(None))
        .group_by(column)
        .order_by(func.max(title))
    )
    return [Choice(*row) for row in s.execute(query)]
