"""Reads reports from the database as `Report` objects, several at a time."""

import json
from collections.abc import Collection, Iterator
from dataclasses import astuple
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from formcheck.analysis.report import Report
from formcheck.analysis.report.json_format import upgraded
from formcheck.storage.models import ReportRow
from formcheck.storage.permissions import owned_by, visible_to
from formcheck.training.compare import Value
from formcheck.training.progress import Measured, measured

AT_ONCE = 200
"""Number of reports read in one query."""

_report: TypeAdapter[Report] = TypeAdapter(Report)


def from_json(data: dict[str, Any]) -> Report:
    """Return a report from JSON that this version or an earlier one wrote.

    Raises:
        ValueError: it is not a report (`pydantic.ValidationError`), or is of a later version.
    """
    return _report.validate_python(upgraded(data))


def _read(text: str) -> Report:
    """Return a report from its JSON text; the keys of an old report are renamed."""
    try:
        return _report.validate_json(text)
    except ValidationError:
        return from_json(json.loads(text))


def many(s: Session, person: str, set_ids: Collection[str]) -> Iterator[tuple[str, Report]]:
    """Yield the ids and reports of sets; reports that cannot be read are left out.

    Reports are read as text, because parsing and validating in one step takes half the time.
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
    """Return the measurements of a report in the form that is stored with it."""
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
    """Yield the ids and measurements of a person's own sets.

    The whole report is read only if it is from an older version.
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
