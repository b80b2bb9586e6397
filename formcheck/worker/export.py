"""Everything of one person as a zip file, sent as it is made: nothing is written to the disk."""

import json
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from formcheck.storage import limit_overrides, set_lists, sets, training
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, FileRow, Video
from formcheck.version import __version__
from formcheck.worker import export_account, export_layout, export_review
from formcheck.worker.services import Services

Files = list[tuple[str, str]]
"""Names in a set's folder, and the content of each by its hash."""


class _Sink:
    """Keeps what is written until it is sent on."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is already there."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        out = b"".join(self._parts)
        self._parts.clear()
        return out


def export(services: Services, person: str) -> Iterator[bytes]:
    """Yield a zip file with all that is kept of a person, but for sets they have deleted."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as zipped:  # type: ignore[call-overload]
        for name, text in _texts(services, person):
            zipped.writestr(name, text)
        with services.store.reading() as s:
            ids = list(
                s.scalars(
                    select(Analysis.id)
                    .where(*set_lists.there(person))
                    .order_by(Analysis.created, Analysis.id)
                )
            )
        yield sink.taken()
        for set_id in ids:
            # Closed at once when the receiver goes away: the zip file cannot be, before it is.
            with closing(_one_set(services, person, set_id, zipped)) as pieces:
                for _ in pieces:
                    yield sink.taken()
    yield sink.taken()


def _json(told: Any) -> str:
    return json.dumps(told, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def _listed(kind: type[BaseModel], rows: Iterable[Any]) -> list[Any]:
    return [kind.model_validate(row).model_dump(mode="json") for row in rows]


def _texts(services: Services, person: str) -> Iterator[tuple[str, str]]:
    about = export_layout.About(format=export_layout.FORMAT, formcheck=__version__, created=now())
    yield "README.txt", export_layout.README
    yield export_layout.ABOUT, _json(about.model_dump(mode="json"))
    with services.store.reading() as s:
        phase, plans = training.phase_of(s, person), training.plans(s, person)
        checkins, entries = training.checkins(s, person), training.entries(s, person)
        changed = limit_overrides.every(s, person)
        account = export_account.told(s, person)
    plan = [
        {
            "exercise": p.exercise,
            "days": [int(d) for d in p.days],
            "reps": (p.reps_low, p.reps_high),
            "sets": (p.sets_low, p.sets_high),
            "hold": None if p.hold_low is None else (p.hold_low, p.hold_high),
            "sides": p.sides,
        }
        for p in plans.values()
    ]
    yield export_layout.PROGRAMME, _json({"phase": phase.number, "plan": plan})
    yield export_layout.CHECKINS, _json(_listed(export_layout.CheckInAbout, checkins))
    yield export_layout.ENTRIES, _json(_listed(export_layout.EntryAbout, entries))
    yield export_layout.LIMITS, _json(_listed(export_layout.LimitAbout, changed))
    yield export_account.ACCOUNT, _json(account)


def _one_set(
    services: Services, person: str, set_id: str, zipped: zipfile.ZipFile
) -> Generator[None, None, None]:
    """Write a set; yields after each piece."""
    with services.store.reading() as s:
        row = sets.own(s, person, set_id)
        if row is None:
            return  # deleted meanwhile
        rows = sets.files_of(s, person, set_id)
        video = sets.video_of(s, person, row)
        report = sets.report_of(s, person, set_id)
        review = export_review.told(s, person, row)
    place = export_layout.folder(set_id)
    about = _about(row, rows, video)
    zipped.writestr(f"{place}/{export_layout.SET}", _json(about.model_dump(mode="json")))
    if report is not None:
        zipped.writestr(f"{place}/{export_layout.REPORT}", _json(report))
    if review is not None:
        name = f"{place}/{export_review.REVIEW}"
        zipped.writestr(name, _json(review.model_dump(mode="json")))
    contents: Files = [(f.name, f.sha256) for f in rows if f.name != export_layout.REPORT]
    if video is not None and about.video is not None:
        contents.append((about.video.file, video.sha256))
    for name, sha256 in contents:
        yield from _content(services, zipped, f"{place}/{name}", sha256)


def _content(services: Services, zipped: zipfile.ZipFile, name: str, sha256: str) -> Iterator[None]:
    try:
        pieces = services.files.stream(sha256)
    except FileNotFoundError:
        return  # deleted meanwhile
    entry = zipfile.ZipInfo(name, now().timetuple()[:6])
    packed = name.endswith((".jpg", ".webm", ".npz", ".gz")) or "/video." in name
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    with zipped.open(entry, "w", force_zip64=True) as out:
        for piece in pieces:
            out.write(piece)
            yield
    yield


def _about(row: Analysis, rows: Iterable[FileRow], video: Video | None) -> export_layout.SetAbout:
    clip = None
    if video is not None:
        kind = PurePath(video.name).suffix.lower()
        kind = kind if kind[1:].isalnum() and kind.isascii() and len(kind) < 8 else ""
        clip = {"file": f"video{kind or '.bin'}", "name": video.name, "sha256": video.sha256}
    return export_layout.SetAbout.model_validate(
        {
            "id": row.id,
            "title": row.title,
            "origin": row.origin,
            "created": row.created,
            "asked": row.asked,
            "model": row.model,
            "state": row.state,
            "error": row.error_say,
            "video_removed": row.video_removed,
            "video": clip,
            "files": [{"name": f.name, "title": f.title, "media_type": f.media_type} for f in rows],
        }
    )
