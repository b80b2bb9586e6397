"""An export read back in: what is there already stays as it is, a bad one leaves nothing."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from formcheck.analysis.thresholds import Limit
from formcheck.errors import OutputError
from formcheck.exercises import catalogue
from formcheck.storage import Kept, account_deletion, limit_overrides, results, sets, training
from formcheck.storage.blob_references import keeping
from formcheck.storage.blobs import cannot_write
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis, Entry, Video
from formcheck.training.plan import ROUTINE, CheckIn, Planned
from formcheck.worker import export_layout, export_review
from formcheck.worker.export_words import Export, OneSet, read, report_in
from formcheck.worker.probe import Looked, look
from formcheck.worker.result_names import about
from formcheck.worker.services import Services
from formcheck.worker.supervisor import INCOMING
from formcheck.worker.unzip import Unzipped, check_packed, check_poses


@dataclass
class Taken:
    """How much was taken in; `known`: sets, check-ins and entries that were there already."""

    analyses: int = 0
    checkins: int = 0
    entries: int = 0
    known: int = 0


@dataclass
class _Staged:
    """A set's report, and its contents, unpacked and measured."""

    report: dict[str, Any] | None
    files: list[tuple[str, Path, Kept]] = field(default_factory=list)
    video: tuple[Path, Kept, Looked] | None = None


def take_in(services: Services, person: str, path: Path) -> Taken:
    """Read an export into what a person has.

    Raises:
        FormcheckError: `bad_export`, it is none, or a part of it is not as we write it; nothing
            of it is kept.
        OutputError: `disk_full`.
        InvalidVideoError: a video in it is none that we read.
    """
    added: list[str] = []
    taken = Taken()
    with Unzipped(path) as unzipped:
        _check_room(services, unzipped.size)
        found = read(unzipped)
        try:
            for one in found.sets:
                _take_set(services, person, unzipped, one, taken, added)
            with services.store.writing() as s:
                _take_rest(s, person, found, taken)
        except BaseException:
            account_deletion.take_back(services.store, services.files, person, added)
            raise
    services.supervisor.wake()
    return taken


def _check_room(services: Services, size: int) -> None:
    free = shutil.disk_usage(services.settings.data_dir).free
    if free - size < services.settings.reserve_bytes:
        raise OutputError("There is no room for all of it: free some space first.", "disk_full")


# --- keeping ------------------------------------------------------------------------------------


def own_id(s: Session, person: str, given: str, table: type[Analysis] | type[Entry]) -> str:
    """Return the id under which something of an export is kept: its own, where it is free.

    Another person's, it becomes one that is the same however often it is read in.
    """
    owner = s.scalar(select(table.owner).where(table.id == given))
    if owner in (None, person):
        return given
    return hashlib.sha256(f"{person}/{given}".encode()).hexdigest()[:16]


def _take_set(
    services: Services, person: str, unzipped: Unzipped, one: OneSet, taken: Taken, added: list[str]
) -> None:
    with services.store.writing() as s:
        set_id = own_id(s, person, one.about.id, Analysis)
        row = sets.own(s, person, set_id, deleted=True)
        if row is not None:
            sets.restore(row)
            taken.known += 1
            return
    if not one.judged and one.about.video is None:
        return  # nothing of it can be shown
    with _staging(services) as folder:
        staged = _stage(services, unzipped, one, folder)
        contents = [(path, kept) for _, path, kept in staged.files]
        if staged.video is not None:
            contents.append((staged.video[0], staged.video[1]))
        with keeping(services.store, services.files, contents) as s:
            _add(s, person, set_id, one, staged)
    added.append(set_id)
    taken.analyses += 1


@contextmanager
def _staging(services: Services) -> Iterator[Path]:
    folder = services.settings.data_dir / INCOMING / f"import-{new_id()}"
    try:
        folder.mkdir()
        yield folder
    except OSError as error:
        raise cannot_write(error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stage(services: Services, unzipped: Unzipped, one: OneSet, folder: Path) -> _Staged:
    place = export_layout.folder(one.about.id)
    out = _Staged(report_in(unzipped, place) if one.judged else None)
    for n, name in enumerate(one.names):
        path = folder / str(n)
        if name == export_layout.REPORT:
            path.write_text(json.dumps(out.report, indent=1, allow_nan=False) + "\n")
        else:
            unzipped.unpack(f"{place}/{name}", path)
        check = _CHECKS.get(name.rpartition(".")[2])
        if check is not None:
            check(path)
        out.files.append((name, path, services.files.measure(path)))
    if one.about.video is not None:
        path = folder / "video"
        unzipped.unpack(f"{place}/{one.about.video.file}", path)
        out.video = path, services.files.measure(path), look(path, services.settings)
    return out


_CHECKS: dict[str, Callable[[Path], None]] = {"gz": check_packed, "npz": check_poses}


def _add(s: Session, person: str, set_id: str, one: OneSet, staged: _Staged) -> None:
    told = one.about
    video = None
    if staged.video is not None and told.video is not None:
        video = _video(s, person, told.video.name, staged.video[1], staged.video[2])
    row = sets.add(
        s,
        person,
        origin=told.origin,
        title=told.title,
        asked=_asked(told.asked),
        model=told.model,
        video=video,
        set_id=set_id,
    )
    row.created, row.video_removed = told.created, told.video_removed
    new = []
    for name, _, kept in staged.files:
        kind = about(name)
        new.append(results.NewFile(name, kind.title, kept, kind.media_type, kind.listed))
    results.keep_files(s, row, new)
    if staged.report is not None:
        results.keep_report(s, row, staged.report)
        row.model = str(staged.report["model"])
        sets.settle(row)
    if one.review is not None:
        export_review.take(s, person, row, one.review)


def _asked(exercise: str | None) -> str | None:
    return exercise if exercise in catalogue() else None


def _video(s: Session, person: str, name: str, kept: Kept, looked: Looked) -> Video:
    found = sets.video_like(s, person, kept.sha256)
    if found is None:
        clip = looked.clip
        found = Video(
            id=new_id(),
            owner=person,
            sha256=kept.sha256,
            name=name,
            bytes=kept.bytes,
            media_type=looked.media_type,
            seconds=looked.seconds,
            width=clip.width,
            height=clip.height,
            codec=clip.codec,
            playable=looked.playable,
            created=now(),
        )
        s.add(found)
        s.flush()
    return found


def _take_rest(s: Session, person: str, found: Export, taken: Taken) -> None:
    _take_programme(s, person, found)
    there = {c.day for c in training.checkins(s, person)}
    for c in found.checkins:
        if c.day in there:
            taken.known += 1
            continue
        there.add(c.day)
        training.check_in(s, person, CheckIn(**c.model_dump()))
        taken.checkins += 1
    for e in found.entries:
        entry_id = own_id(s, person, e.id, Entry)
        known = training.entry(s, person, entry_id, deleted=True)
        if known is not None:
            known.deleted_at = None
            taken.known += 1
            continue
        row = training.log(
            s, person, e.day, e.exercise, reps=e.reps, sets=e.sets, note=e.note, entry_id=entry_id
        )
        row.created = e.created
        taken.entries += 1


def _take_programme(s: Session, person: str, found: Export) -> None:
    """Take phase, plan and limits where the person has not set their own."""
    if not training.begun(s, person):
        training.enter(s, person, found.programme.phase)
    own = training.plans(s, person)
    for p in found.programme.plan:
        if p.exercise not in own:
            routine = ROUTINE.get(p.exercise, Planned(p.exercise, "", False, p.reps, p.sets))
            days = tuple(sorted(set(p.days)))
            planned = replace(routine, reps=p.reps, sets=p.sets, days=days)
            if p.sides is not None:
                planned = replace(planned, hold=p.hold, sides=p.sides)
            training.change(s, person, planned)
    changed = {(r.exercise, r.cue) for r in limit_overrides.every(s, person)}
    for x in found.limits:
        if (x.exercise, x.cue) not in changed:
            limit = Limit(x.exercise, x.cue, x.low, x.high, None, x.exercise)
            limit_overrides.put(s, person, limit, x.note).since = x.since
