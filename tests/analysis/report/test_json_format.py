import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.analysis.report import VERSION
from formcheck.analysis.report.english_notes import note
from formcheck.analysis.report.json_format import to_json, to_record, upgraded
from formcheck.analysis.report.view import report_view
from formcheck.storage.results import report_from_json
from tests.support.reports import mixed

OLD = Path(__file__).parents[2] / "data" / "report_version_1.json"
"""A bridge of three repetitions, as `formcheck judge` of version 0.1.0 wrote it."""


def old() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(OLD.read_text("utf-8"))
    assert told["version"] == 1
    return told


def test_json_has_what_was_measured_and_what_is_shown_of_it() -> None:
    told = json.loads(json.dumps(to_json(mixed()), allow_nan=False))
    assert told["version"] == VERSION
    assert told.pop("display")["headline"] == report_view(mixed()).headline
    assert told == json.loads(json.dumps(to_record(mixed())))


def test_a_report_comes_back_from_its_json_unchanged() -> None:
    told = json.loads(json.dumps(to_json(mixed())))
    assert report_from_json(told) == mixed()
    assert report_from_json(upgraded(told)) == mixed()


def test_a_report_of_version_1_is_read_with_the_same_values() -> None:
    before, report = old(), report_from_json(old())
    assert report.version == VERSION
    assert report.primary_fault is not None
    assert report.primary_fault.message == before["fix_first"]["say"]
    assert [n.camera_move for n in report.not_visible] == [u["move"] for u in before["unseen"]]
    assert [(f.cue, f.verdict, f.value, f.margin, f.message) for f in report.set_findings] == [
        (f["cue"], f["verdict"], f["value"], f["margin"], f["say"]) for f in before["set_findings"]
    ]
    for rep, was in zip(report.reps, before["reps"], strict=True):
        assert (rep.number, rep.verdict, rep.hold) == (was["number"], was["verdict"], was["hold"])
        assert [(f.cue, f.value, f.message, f.camera_move) for f in rep.findings] == [
            (f["cue"], f["value"], f["say"], f["move"]) for f in was["findings"]
        ]


def test_a_report_of_version_1_is_shown_like_any_other() -> None:
    view = report_view(report_from_json(old()))
    assert view.headline == "Stay at the top for five seconds."
    assert view.cards[0].rep == old()["fix_first"]["rep"]
    assert {n.title for n in view.not_visible} == {u["title"] for u in old()["unseen"]}


def test_a_report_of_a_later_version_is_refused() -> None:
    with pytest.raises(ValueError, match=f"expected at most {VERSION}, got {VERSION + 1}"):
        report_from_json(to_json(mixed()) | {"version": VERSION + 1})


def test_a_note_has_the_values_that_its_sentence_names() -> None:
    moved = note("camera_moved", 3.0, at="0:03.0", degrees=np.float64(7.2))
    told = to_json(replace(mixed(), notes=(moved,)))
    [kept] = json.loads(json.dumps(told))["notes"]
    assert kept["params"] == {"at": "0:03.0", "degrees": 7.2}
    assert "turned by 7 degrees" in kept["text"]
