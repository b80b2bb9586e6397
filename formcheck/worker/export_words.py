"""What an export says, taken with no more trust than any file of a stranger."""

import json
import re
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from formcheck.analysis.report import Report, to_json
from formcheck.exercises import catalogue
from formcheck.worker import export_layout
from formcheck.worker.export_review import REVIEW, ReviewAbout
from formcheck.worker.result_names import FILES
from formcheck.worker.unzip import Unzipped, bad

_PLACE = re.compile(r"analyses/([0-9a-z]{1,32})/analysis\.json")
_PICTURE = re.compile(r"rep\d{1,6}-[a-z0-9_]{1,60}\.jpg")
MOST_REPS = 10_000

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class OneSet:
    """A set: what is said of it, whether it has a report, the files taken, and its review."""

    about: export_layout.SetAbout
    judged: bool
    names: list[str]
    review: ReviewAbout | None = None


@dataclass
class Export:
    """All of an export but the contents of its sets."""

    sets: list[OneSet]
    programme: export_layout.ProgrammeAbout
    checkins: list[export_layout.CheckInAbout]
    entries: list[export_layout.EntryAbout]
    limits: list[export_layout.LimitAbout]


def read(unzipped: Unzipped) -> Export:
    """Read all of an export but the contents of its sets; raises FormcheckError: `bad_export`."""
    _model(export_layout.About, unzipped.text(export_layout.ABOUT), export_layout.ABOUT)
    places = [m[1] for name in unzipped.entries if (m := _PLACE.fullmatch(name))]
    return Export(
        [_set(unzipped, place) for place in places],
        _model(
            export_layout.ProgrammeAbout,
            unzipped.text(export_layout.PROGRAMME),
            export_layout.PROGRAMME,
        ),
        _list(export_layout.CheckInAbout, unzipped, export_layout.CHECKINS),
        _list(export_layout.EntryAbout, unzipped, export_layout.ENTRIES),
        _list(export_layout.LimitAbout, unzipped, export_layout.LIMITS),
    )


def _model(kind: type[T], text: bytes, name: str) -> T:
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        raise bad(_why(error, name)) from error


def _list(kind: type[T], unzipped: Unzipped, name: str) -> list[T]:
    try:
        return TypeAdapter(list[kind]).validate_json(unzipped.text(name))  # type: ignore[valid-type]
    except ValidationError as error:
        raise bad(_why(error, name)) from error


def _why(error: ValidationError, name: str) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(p) for p in first["loc"])
    return f"{name} is not as it should be ({where[:80]}: {first['msg'][:120].lower()})"


def _set(unzipped: Unzipped, place: str) -> OneSet:
    folder = export_layout.folder(place)
    told = _model(
        export_layout.SetAbout,
        unzipped.text(f"{folder}/{export_layout.SET}"),
        f"{folder}/{export_layout.SET}",
    )
    if told.id != place:
        raise bad(f"{folder} is another set than it says")
    judged = f"{folder}/{export_layout.REPORT}" in unzipped.entries
    if judged:
        report_in(unzipped, folder)
    here = (f.name for f in told.files)
    names = [n for n in here if f"{folder}/{n}" in unzipped.entries and _ours(n)]
    if told.video is not None and f"{folder}/{told.video.file}" not in unzipped.entries:
        raise bad(f"the video of {folder} is missing")
    said = f"{folder}/{REVIEW}"
    review = _model(ReviewAbout, unzipped.text(said), said) if said in unzipped.entries else None
    return OneSet(told, judged, list(dict.fromkeys(names)), review)


def _ours(name: str) -> bool:
    return name in FILES or _PICTURE.fullmatch(name) is not None


def report_in(unzipped: Unzipped, folder: str) -> dict[str, Any]:
    """Return the report in a set's folder; raises FormcheckError.

    It is read when the export is looked through, and again when its set is kept: all reports at
    once would take much more memory than the file.
    """
    text = unzipped.text(f"{folder}/{export_layout.REPORT}")
    try:
        report = TypeAdapter(Report).validate_json(text)
        told = to_json(report)
        json.dumps(told, allow_nan=False)  # what browsers cannot read is no number
    except (ValueError, RecursionError) as error:
        raise bad(f"the report of {folder} is not as formcheck writes it") from error
    source = report.source
    first = report.fix_first
    sound = (
        report.exercise in catalogue()
        and len(report.reps) <= MOST_REPS
        and report.good == sum(r.verdict == "ok" for r in report.reps)
        and 0 <= source.duration < 1e6
        and all(0 < side < 1e5 for side in (source.width, source.height))
        and report.model in ("lite", "full", "heavy")
        and len(report.title) <= 120
        and len(report.formcheck) <= 40
        and (first is None or 0 <= first.count <= MOST_REPS)
        and (first is None or (len(first.cue) <= 60 and len(first.title) <= 120))
    )
    if not sound:
        raise bad(f"the report of {folder} contradicts itself")
    return told
