"""Reports are read as they are now, whichever version kept them."""

import json
from pathlib import Path

from formcheck.analysis.report import VERSION
from formcheck.storage import Store, results
from formcheck.storage.models import ReportRow
from tests.storage.rows import done
from tests.support.reports import mixed

OLD = Path(__file__).parents[1] / "data" / "report_version_1.json"


def test_only_what_was_measured_is_kept(store: Store, person: str) -> None:
    row = done(store, person)
    with store.reading() as s:
        assert "display" not in s.get_one(ReportRow, row.id).report
        assert results.read_report(s, person, row.id) == mixed()


def test_a_report_kept_by_version_1_is_read(store: Store, person: str) -> None:
    old, new = done(store, person), done(store, person)
    told = json.loads(OLD.read_text("utf-8"))
    with store.writing() as s:
        s.get_one(ReportRow, old.id).report = told
    with store.reading() as s:
        found = dict(results.read_reports(s, person, [old.id, new.id]))
    assert found[new.id] == mixed()
    assert (found[old.id].version, len(found[old.id].reps)) == (VERSION, len(told["reps"]))


def test_what_cannot_be_read_as_a_report_is_left_out(store: Store, person: str) -> None:
    broken, later = done(store, person), done(store, person)
    with store.writing() as s:
        s.get_one(ReportRow, broken.id).report = {"version": 1, "reps": "none"}
        s.get_one(ReportRow, later.id).report = {"version": VERSION + 1}
    with store.reading() as s:
        assert list(results.read_reports(s, person, [broken.id, later.id])) == []
