"""Reports as the core has them, many at once."""

import json
from collections.abc import Collection, Iterator
from dataclasses import astuple
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from formcheck.analysis.report import Report
from formcheck.analysis.report_json import upgraded
from formcheck.storage.models import ReportRow
from formcheck.storage.permissions import owned_by, visible_to
from formcheck.training.compare import Value
from formcheck.training.progress import Measured, measured

AT_ONCE = 200
"""Reports asked for in one query."""

_report: TypeAdapter[Report] = TypeAdapter(Report)


def from_json(data: dict[str, Any]) -> Report:
    """Return a report from JSON that this version or an earlier one wrote.

    Raises:
        ValueError: it is not a report (a `pydantic.ValidationError`), or a later version wrote it.
    """
    return _report.validate_python(upgraded(data))


def _read(text: str) -> Report:
    """Return a report from its text: in one go, or with its keys renamed where it is old."""
    try:
        return _report.validate_json(text)
    except ValidationError:
        return from_json(json.loads(text))


def many(s: Session, person: str, set_ids: Collection[str]) -> Iterator[tuple[str, Report]]:
    """Yield the reports of sets, with their ids; those that cannot be read any more are left out.

    They are read as text: parsing and checking in one go takes half the time.
    """
    ids = list(set_ids)
    for first in range(0, len(ids), AT_ONCE):
        query = select(ReportRow.analysis_id, cast(ReportRow.report, Text)).where(
            visible_to(person, ReportRow), ReportRow.analysis_id.in_(ids[first : first + AT_ONCE])
        )
        for set_id, text in s.execute(query):
            try:
                yield set_id, _read(text)
            except ValueError:
                continue


def packed(report: Report) -> list[Any]:
    """Return what a report measured as it is kept beside it."""
    return [
        [m.cue, m.title, m.side, m.unit, m.low, m.high, *astuple(m.value), m.faults]
        for m in measured(report)
    ]


def _unpacked(row: list[Any]) -> Measured:
    cue, title, side, unit, low, high, mean, margin, reps, faults = row
    return Measured(cue, title, side, unit, low, high, Value(mean, margin, reps), faults)


def measures(
    s: Session, person: str, set_ids: Collection[str]
) -> Iterator[tuple[str, tuple[Measured, ...]]]:
    """Yield what a person's own sets measured, with their ids.

    A whole report is read only where it is old.
    """
    ids, old = list(set_ids), []
    for first in range(0, len(ids), AT_ONCE):
        query = select(ReportRow.analysis_id, ReportRow.measured).where(
            owned_by(person, ReportRow), ReportRow.analysis_id.in_(ids[first : first + AT_ONCE])
        )
        for set_id, rows in s.execute(query):
            if rows is None:
                old.append(set_id)
            else:
                yield set_id, tuple(_unpacked(r) for r in rows)
    for set_id, report in many(s, person, old):
        yield set_id, measured(report)


def one(s: Session, person: str, set_id: str) -> Report | None:
    """Return the report of a set, or None."""
    return next((report for _, report in many(s, person, [set_id])), None)
