"""The result of an analysis: stores report, summary and files; reads reports back."""

import json
from collections.abc import Collection, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Text, cast, delete, select
from sqlalchemy.orm import Session

from formcheck.analysis.report import Report
from formcheck.analysis.report.json_format import to_record, upgraded
from formcheck.storage.blobs import StoredContent
from formcheck.storage.models import Analysis, FileRow, ReportRow
from formcheck.storage.permissions import owned_by, visible_to
from formcheck.storage.webhooks import announce
from formcheck.training.compare import Value
from formcheck.training.progress import Measured, measured, tallied


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of a set whose content is already stored."""

    name: str
    title: str
    kept: StoredContent
    media_type: str
    listed: bool = True


def summary_of(report: Report) -> dict[str, Any]:
    """Return the summary of a report for lists, by column of `Analysis`."""
    first, total, source = report.primary_fault, len(report.reps), report.source
    return {
        "exercise_id": report.exercise,
        "exercise_title": report.title,
        "good": report.good,
        "total": total,
        "share": report.good / total if total else None,
        "fault_cue": first.cue if first else None,
        "fault_title": first.title if first else None,
        "fault_message": first.message if first else None,
        "fault_count": first.count if first else None,
        "seconds": source.duration,
        "width": source.width,
        "height": source.height,
        "formcheck": report.formcheck,
        "tally": tallied((r.side, r.verdict, r.hold) for r in report.reps),
    }


def store_report(s: Session, row: Analysis, report: Report | dict[str, Any]) -> None:
    """Store the report of a set, and tell webhooks; the analyser's process gives it as JSON."""
    made = report if isinstance(report, Report) else report_from_json(report)
    for name, value in summary_of(made).items():
        setattr(row, name, value)
    row.report_run = row.run
    old = s.get(ReportRow, row.id)
    if old is None:
        old = ReportRow(analysis_id=row.id, owner=row.owner)
        s.add(old)
    old.report, old.measured = to_record(made), pack_measurements(made)
    s.flush()
    announce(s, row, "set.judged")


def store_files(
    s: Session,
    row: Analysis,
    files: Collection[NewFile],
    *,
    instead: bool = False,
    but: Collection[str] = (),
) -> list[str]:
    """Store files of a set; return the hashes that its rows no longer name.

    Args:
        s: a writing session.
        row: the set.
        files: replace those of the same name.
        instead: also remove the set's other files, except those named in `but`.
    """
    names = {f.name for f in files}
    old = [
        f
        for f in s.scalars(select(FileRow).where(FileRow.analysis_id == row.id))
        if f.name in names or (instead and f.name not in but)
    ]
    if old:
        s.execute(delete(FileRow).where(FileRow.id.in_([f.id for f in old])))
    for f in files:
        s.add(
            FileRow(
                owner=row.owner,
                analysis_id=row.id,
                name=f.name,
                title=f.title,
                sha256=f.kept.sha256,
                bytes=f.kept.bytes,
                media_type=f.media_type,
                listed=f.listed,
            )
        )
        if f.name == "thumbnail.jpg":
            row.thumbnail = f.kept.sha256
    if instead and "thumbnail.jpg" not in {*names, *but}:
        row.thumbnail = None
    s.flush()
    return [f.sha256 for f in old]


# --- reading reports -----------------------------------------------------------------------------


REPORTS_AT_ONCE = 200
"""Number of reports read in one query."""

_report: TypeAdapter[Report] = TypeAdapter(Report)


def report_from_json(data: dict[str, Any]) -> Report:
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
        return report_from_json(json.loads(text))


def read_reports(s: Session, person: str, set_ids: Collection[str]) -> Iterator[tuple[str, Report]]:
    """Yield the ids and reports of sets; reports that cannot be read are left out.

    Reports are read as text, because parsing and validating in one step takes half the time.
    """
    ids = list(set_ids)
    for first in range(0, len(ids), REPORTS_AT_ONCE):
        query = select(ReportRow.analysis_id, cast(ReportRow.report, Text)).where(
            visible_to(person, ReportRow),
            ReportRow.analysis_id.in_(ids[first : first + REPORTS_AT_ONCE]),
        )
        for set_id, text in s.execute(query):
            try:
                yield set_id, _read(text)
            except ValueError:
                continue


def pack_measurements(report: Report) -> list[Any]:
    """Return the measurements of a report in the form that is stored with it."""
    return [
        [m.cue, m.title, m.side, m.unit, m.low, m.high, *astuple(m.value), m.faults]
        for m in measured(report)
    ]


def _unpack(row: list[Any]) -> Measured:
    cue, title, side, unit, low, high, mean, margin, reps, faults = row
    return Measured(cue, title, side, unit, low, high, Value(mean, margin, reps), faults)


def read_measurements(
    s: Session, person: str, set_ids: Collection[str]
) -> Iterator[tuple[str, tuple[Measured, ...]]]:
    """Yield the ids and measurements of a person's own sets.

    The whole report is read only if it is from an older version.
    """
    ids, old = list(set_ids), []
    for first in range(0, len(ids), REPORTS_AT_ONCE):
        query = select(ReportRow.analysis_id, ReportRow.measured).where(
            owned_by(person, ReportRow),
            ReportRow.analysis_id.in_(ids[first : first + REPORTS_AT_ONCE]),
        )
        for set_id, rows in s.execute(query):
            if rows is None:
                old.append(set_id)
            else:
                yield set_id, tuple(_unpack(r) for r in rows)
    for set_id, report in read_reports(s, person, old):
        yield set_id, measured(report)


def read_report(s: Session, person: str, set_id: str) -> Report | None:
    """Return the report of a set, or None."""
    return next((report for _, report in read_reports(s, person, [set_id])), None)
