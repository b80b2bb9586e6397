"""Exports all data of one person as a zip file, streamed without writing to the disk.

The export is for people and their own programs; formcheck does not import it. To move to another
machine, use `formcheck backup` and `formcheck restore`.
"""

import json
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from formcheck.analysis.report.json_format import Json, to_json
from formcheck.errors import OutputError
from formcheck.storage import (
    accounts,
    coach_desk,
    credentials,
    maintenance,
    permissions,
    plan_templates,
    reference_sets,
    results,
    review_queue,
    reviews,
    set_lists,
    sets,
    share_links,
    training,
    voice_notes,
    webhooks,
)
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, FileRow, Video
from formcheck.storage.result_names import known
from formcheck.storage.review_models import Added, Answer, Comment, Decision
from formcheck.version import __version__
from formcheck.worker.rendering import missing, render
from formcheck.worker.supervisor import Services

FORMAT = "formcheck-export-1"

README = f"""\
Everything that formcheck keeps of you
======================================

All text is UTF-8 JSON. Times of day are ISO 8601, UTC; days are your own days (2026-11-02);
times in a video are seconds on its own clock. null: not known, or not recorded.

formcheck.json        the format of this export ("{FORMAT}"), when and by which version it was made
programme.json        the phase you are in, and the exercises you do otherwise than the routine says
                      (days: 0 = Monday; reps and sets: the fewest and the most; load_kg, band and
                      progression: the load prescribed)
checkins.json         your check-ins: pain of 0-10 in low back, hip and knee, hours of sitting, and
                      how often you interrupted it
start.json            what you said at the start, for the timeline: how long it had been so, how
                      strong, a disc or a nerve, hours of sitting
entries.json          sets you logged by hand (load_kg, band; effort: 1-10)
limits.json           limits that were changed for you, with the reason given
account.json          your account, your coaches, and who looked at what
analyses/ID/          one folder a set:
  analysis.json       title, when, what was asked for, load and effort; the names and kinds of the
                      files beside it
  report.json         the report: repetitions with their findings, values and margins
  review.json         what you and your coaches said of it: findings agreed with or rejected (with
                      the version of formcheck that made them), comments at a moment, answers
  voice-*             voice notes of comments, each named by its comment's id
  report.html         the same to read or print; reps.csv: as a table
  poses.npz           the poses found in the video (NumPy; read it with allow_pickle=False)
  poses.trc           markers, and motion.mot joint angles, for OpenSim
  video.*             the video as it was sent
  annotated.webm, playable.webm, rep*.jpg, *.json.gz
                      pictures and copies made from the video and the poses

This file is yours to keep and to read. To move formcheck to another machine, use
'formcheck backup' and 'formcheck restore' instead.
"""

LOAD = ("load_kg", "band", "effort")
"""Columns of load and effort, of filmed sets and of those logged by hand."""

PACKED = (".jpg", ".webm", ".npz", ".gz")
"""Suffixes of files that are already compressed."""


class _Sink:
    """A buffer that holds what the zip file writes until it is sent."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Add bytes to the buffer; return how many."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: writes are not delayed."""

    def taken(self) -> bytes:
        """Empty the buffer and return its bytes."""
        out = b"".join(self._parts)
        self._parts.clear()
        return out


def export(services: Services, person: str) -> Iterator[bytes]:
    """Yield the bytes of a zip file with all data of a person, except deleted sets."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as zipped:  # type: ignore[call-overload]
        for name, text in _documents(services, person):
            zipped.writestr(name, text)
        with services.store.reading() as s:
            ids = list(
                s.scalars(
                    select(Analysis.id)
                    .where(*set_lists.not_deleted(person))
                    .order_by(Analysis.created, Analysis.id)
                )
            )
        yield sink.taken()
        for set_id in ids:
            # If the client disconnects, this closes the entry before the zip file.
            with closing(_one_set(services, person, set_id, zipped)) as pieces:
                for _ in pieces:
                    yield sink.taken()
    yield sink.taken()


def _one_set(
    services: Services, person: str, set_id: str, zipped: zipfile.ZipFile
) -> Generator[None, None, None]:
    """Write one set to the zip file; yields after each chunk."""
    if missing(services, set_id):
        with suppress(OutputError):
            render(services, set_id)
    with services.store.reading() as s:
        row = sets.own(s, person, set_id)
        if row is None:
            return  # deleted meanwhile
        files = sets.files_of(s, person, set_id)
        video = sets.video_of(s, person, row)
        report = results.read_report(s, person, set_id)
        review = _review(s, person, row)
        voices = sorted(voice_notes.lengths(s, person, set_id))
    folder = f"analyses/{set_id}"
    zipped.writestr(f"{folder}/analysis.json", _text(_about_set(row, files, video)))
    if report is not None:
        zipped.writestr(f"{folder}/report.json", _text(to_json(report)))
    if review is not None:
        zipped.writestr(f"{folder}/review.json", _text(review))
    for comment_id in voices:
        with services.store.reading() as s:
            comment = reviews.find_comment(s, person, set_id, comment_id)
            voice = None if comment is None else voice_notes.find(s, comment)
        if voice is not None:
            zipped.writestr(f"{folder}/{_voice_name(comment_id, voice.audio)}", voice.audio)
            yield
    contents = [(f.name, f.sha256) for f in files if known(f.name) and f.name != "report.json"]
    if video is not None:
        contents.append((_video_name(video), video.sha256))
    for name, sha256 in contents:
        yield from _content(services, zipped, f"{folder}/{name}", sha256)


def _content(services: Services, zipped: zipfile.ZipFile, name: str, sha256: str) -> Iterator[None]:
    try:
        pieces = services.files.stream(sha256)
    except FileNotFoundError:
        return  # deleted meanwhile
    entry = zipfile.ZipInfo(name, now().timetuple()[:6])
    packed = name.endswith(PACKED) or "/video." in name
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    with zipped.open(entry, "w", force_zip64=True) as out:
        for piece in pieces:
            out.write(piece)
            yield
    yield


# --- documents ---------------------------------------------------------------------------------


def _text(content: Any) -> str:
    def plain(value: object) -> str:
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(f"{type(value).__name__} has no place in an export")

    return json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False, default=plain) + "\n"


def _picked(row: object, *names: str) -> Json:
    return {name: getattr(row, name) for name in names}


def _documents(services: Services, person: str) -> Iterator[tuple[str, str]]:
    """Yield the files that are not about one set: name and text."""
    yield "README.txt", README
    about = {"format": FORMAT, "formcheck": __version__, "created": now()}
    yield "formcheck.json", _text(about)
    with services.store.reading() as s:
        phase, plans = training.phase_of(s, person), training.plans(s, person)
        checkins, entries = training.checkins(s, person), training.entries(s, person)
        limits = training.limit_rows(s, person)
        start = training.start_of(s, person)
        account = _account(s, person)
    plan = [
        {
            "exercise": p.exercise,
            "days": [int(d) for d in p.days],
            "reps": (p.reps_low, p.reps_high),
            "sets": (p.sets_low, p.sets_high),
            "hold": None if p.hold_low is None else (p.hold_low, p.hold_high),
            "sides": p.sides,
            **_picked(p, "load_kg", "band", "progression"),
        }
        for p in plans.values()
    ]
    yield "programme.json", _text({"phase": phase.number, "plan": plan})
    columns: tuple[str, ...] = ("day", "back", "hip", "knee", "sitting", "breaks")
    yield "checkins.json", _text([_picked(c, *columns) for c in checkins])
    yield "start.json", _text(None if start is None else asdict(start))
    columns = ("id", "day", "exercise", "reps", "sets", "note", *LOAD, "created")
    yield "entries.json", _text([_picked(e, *columns) for e in entries])
    columns = ("exercise", "cue", "low", "high", "note", "since")
    yield "limits.json", _text([_picked(x, *columns) for x in limits])
    yield "account.json", _text(account)


def _account(s: Session, person: str) -> Json:
    """Return account, coaches, access log, sign-ins and keys; mostly empty in personal mode."""
    known = accounts.holder_of(s, person)
    looks, _ = permissions.access_log(s, person)
    notes = coach_desk.notes(s, person)
    names = {x.id: x.name for x in permissions.clients_of(s, person)}
    return {
        "name": known.name if known else None,
        "login": known.login if known else None,
        "role": known.role if known else None,
        "video_days": maintenance.retention_days(s, person),
        "coaches": [
            _picked(c, "name", "since", "withdrawn") for c in permissions.coaches_of(s, person)
        ],
        "looks": [
            {"when": x.moment, "who": x.name, "what": x.what, "set": x.set_id} for x in looks
        ],
        "signed_in": [
            {"browser": x.browser, "since": x.created, "seen": x.seen}
            for x in credentials.sign_ins_of(s, person)
        ],
        "saved_replies": [_picked(x, "text", "created") for x in review_queue.replies(s, person)],
        "plan_templates": [
            _picked(x, "name", "plan", "created") for x in plan_templates.listed(s, person)
        ],
        "clients": [
            {"name": names.get(client), "note": x.note, "tags": x.tags.splitlines()}
            for client, x in notes.items()
        ],
        "links": [
            {"set": x.set_id, "since": x.created, "until": x.until}
            for x in share_links.listed(s, person)
        ],
        "webhooks": [_picked(x, "url", "created") for x in webhooks.listed(s, person)],
        "passkeys": [_picked(x, "name", "created") for x in credentials.passkeys_of(s, person)],
        "tokens": [
            {"name": x.name, "scopes": x.scopes.split(), "created": x.created}
            for x in credentials.tokens_of(s, person)
        ],
    }


def _video_name(video: Video) -> str:
    """Return the name of a video in the export: `video` and, if harmless, its own suffix."""
    ending = PurePath(video.name).suffix.lower()
    plain = ending[1:].isalnum() and ending.isascii() and len(ending) < 8
    return f"video{ending if plain else '.bin'}"


def _voice_name(comment_id: str, audio: bytes) -> str:
    """Return the name of a voice note in the export; see `voice` of its comment."""
    kind = voice_notes.media_type(audio) or ""
    return f"voice-{comment_id}.{voice_notes.SUFFIXES.get(kind, 'bin')}"


def _about_set(row: Analysis, files: Iterable[FileRow], video: Video | None) -> Json:
    clip = None
    if video is not None:
        clip = {"file": _video_name(video), "name": video.name, "sha256": video.sha256}
    return {
        **_picked(
            row, "id", "title", "origin", "created", "filmed_on", "requested", "model", "state"
        ),
        **_picked(row, *LOAD),
        "error": row.error_message,
        "video_removed": row.video_removed,
        "video": clip,
        "files": [_picked(f, "name", "title", "media_type") for f in files],
    }


def _review(s: Session, person: str, row: Analysis) -> Json | None:
    """Return the review and comments of a set; None if there are none."""
    decided = reviews.decisions(s, person, row.id)
    added = reviews.added_findings(s, person, row.id)
    said = reviews.comments_of(s, person, row.id)
    answers = reviews.answers_by_comment(s, person, row.id)
    reference = reference_sets.chosen(s, person, row)
    if not (row.reviewed or decided or added or said or reference):
        return None
    every: list[Decision | Added | Comment | Answer] = [*decided, *added, *said]
    every += [a for some in answers.values() for a in some]
    names = accounts.names_of(s, [one.by for one in every])

    def written(one: Decision | Added | Comment | Answer, *columns: str) -> Json:
        """Return columns of a row with its author; `own`: the author is the person exporting."""
        author = names.get(one.by or "", one.by_name)
        own = one.by == str(person)
        return {"by": author, "own": own, **_picked(one, "created", *columns)}

    finding = ("verdict", "value", "margin", "low", "high", "unit", "model", "formcheck")
    return {
        "reviewed": row.reviewed,
        "reference": None if reference is None else reference.id,
        "decisions": [
            written(d, "rep", "cue", "start", "end", "decision", "objection", "reason", *finding)
            for d in decided
        ],
        "added": [written(a, "rep", "cue", "time", "text", "formcheck") for a in added],
        "comments": [
            {
                **written(c, "time", "until", "text", "drawing", "edited"),
                "id": c.id,
                "answers": [written(a, "text") for a in answers.get(c.id, [])],
            }
            for c in said
        ],
    }
