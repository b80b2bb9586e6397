"""Stores the result of an analysis: its report, the summary for lists, and its files."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.analysis.report import Report
from formcheck.analysis.report.json_format import to_record
from formcheck.storage import reports
from formcheck.storage.blobs import Kept
from formcheck.storage.database import new_id
from formcheck.storage.models import Analysis, FileRow, ReportRow
from formcheck.training.progress import tallied


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of a set whose content is already stored."""

    name: str
    title: str
    kept: Kept
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


def keep_report(s: Session, row: Analysis, report: Report | dict[str, Any]) -> None:
    """Store the report of a set; the process of the analyser gives it as JSON."""
    made = report if isinstance(report, Report) else reports.from_json(report)
    for name, value in summary_of(made).items():
        setattr(row, name, value)
    row.report_run = row.run
    old = s.get(ReportRow, row.id)
    if old is None:
        old = ReportRow(analysis_id=row.id, owner=row.owner)
        s.add(old)
    old.report, old.measured = to_record(made), reports.packed(made)


def keep_files(
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
                id=new_id(),
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
