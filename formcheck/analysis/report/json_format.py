"""A report as JSON: what is kept, what is handed out, and what earlier versions wrote.

`report.json` and the API have all that was measured, and under `display` the same in the order
and in the words in which it is read (`report_view`). The database keeps only what was measured:
what is shown follows from it.

* version 2: `message`, `camera_move`, `primary_fault`, `not_visible`, `display`.
* version 1: the same values as `say`, `move`, `fix_first`, `unseen`; no `display`.
"""

from dataclasses import asdict
from typing import Any

from formcheck.analysis.report import VERSION, Report
from formcheck.analysis.report.view import report_view

Json = dict[str, Any]

_RENAMED = {
    "say": "message",
    "move": "camera_move",
    "fix_first": "primary_fault",
    "unseen": "not_visible",
}
"""Keys of version 1 with another name today, wherever in a report they stand."""


def to_record(report: Report) -> Json:
    """Return what was measured as plain dicts and lists, as the database keeps it."""
    return asdict(report)


def to_json(report: Report) -> Json:
    """Return the whole report as plain dicts and lists, ready for `json.dumps`."""
    return to_record(report) | {"display": asdict(report_view(report))}


def upgraded(data: Json) -> Json:
    """Return what was measured, as kept by any version so far, with the keys of this one.

    Raises:
        ValueError: a later version wrote it.
    """
    version = data.get("version", 1)
    if version > VERSION:
        raise ValueError(f"report version: expected at most {VERSION}, got {version}")
    kept = {key: value for key, value in data.items() if key != "display"}
    if version == VERSION:
        return kept
    new: Json = _renamed(kept)
    return new | {"version": VERSION}


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {_RENAMED.get(key, key): _renamed(v) for key, v in value.items()}
    return [_renamed(v) for v in value] if isinstance(value, list) else value
