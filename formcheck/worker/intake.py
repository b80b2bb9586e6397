"""Takes in an uploaded file: probes it, stores it without metadata and queues its set.

A file that is refused is removed.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from formcheck.errors import FormcheckError, OutputError
from formcheck.model_size import ModelSize
from formcheck.storage import OperationalError, StoredContent, results, sets
from formcheck.storage.content_holds import storing
from formcheck.storage.database import add_row
from formcheck.storage.models import Analysis, Video
from formcheck.storage.result_names import POSES, describe
from formcheck.worker.probe import ProbeResult, probe_and_rewrap
from formcheck.worker.supervisor import INCOMING, Services

if TYPE_CHECKING:
    from formcheck.estimation.pipeline import Analysis as Judged


@dataclass(frozen=True, slots=True)
class AcceptedSet:
    """The set of a file; `known`: the same file was sent before with the same request."""

    set_id: str
    known: bool


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A complete uploaded file and how it is to be analysed.

    `keep_sound`: the sender wants the sound kept. `mirrored`: it comes from a selfie camera that
    mirrors the picture. `origin`: of its set, as in `models.Analysis`.
    """

    path: Path
    name: str
    requested: str | None
    model: ModelSize
    keep_sound: bool = False
    mirrored: bool = False
    origin: str = "upload"


def may_succeed_later(error: Exception) -> bool:
    """Return whether a retry may succeed: the database or the file store is unavailable."""
    if isinstance(error, OutputError):
        return error.code == "files_unreachable"
    return isinstance(error, OperationalError)


def accept(
    services: Services,
    owner: str,
    file: UploadedFile,
    live: str | None = None,
    *,
    keep_if_unavailable: bool = False,
) -> AcceptedSet:
    """Store a file and queue its set.

    Args:
        services: database and file store.
        owner: id of the person it belongs to.
        file: moved into the file store, or removed.
        live: id of the live set that the file is the recording of, if any.
        keep_if_unavailable: leave the file in place if it cannot be stored (`may_succeed_later`).

    Raises:
        InvalidVideoError: the file is not a video that can be read.
        OutputError: the file could not be stored.
        FormcheckError: `unknown_set`, there is no such live set.
    """
    copy = file.path.with_name(f"{file.path.name}.copy")
    try:
        probed = probe_and_rewrap(file.path, copy, services.settings, keep_sound=file.keep_sound)
        kept_as = copy if probed.rewrapped else file.path
        measured = services.files.measure(kept_as)
        with storing(services.store, services.files, [(kept_as, measured)]) as s:
            accepted = _queue(s, owner, file, live, measured, probed)
        file.path.unlink(missing_ok=True)
    except Exception as error:
        if not (keep_if_unavailable and may_succeed_later(error)):
            file.path.unlink(missing_ok=True)
        raise
    finally:
        copy.unlink(missing_ok=True)
    services.supervisor.wake()
    return accepted


def _queue(
    s: Session,
    owner: str,
    file: UploadedFile,
    live: str | None,
    kept: StoredContent,
    probed: ProbeResult,
) -> AcceptedSet:
    video = sets.video_with_hash(s, owner, kept.sha256)
    if video is None:
        clip = probed.clip
        video = Video(
            owner=owner,
            sha256=kept.sha256,
            name=file.name,
            bytes=kept.bytes,
            media_type=probed.media_type,
            seconds=probed.seconds,
            width=clip.width,
            height=clip.height,
            codec=clip.codec,
            playable=probed.playable,
            as_sent=not probed.rewrapped,
        )
        add_row(s, video)
    if live is not None:
        row = sets.own(s, owner, live)
        if row is None:
            raise FormcheckError(
                "The set this recording belongs to is not there any more: send the recording "
                "as a video of its own.",
                "unknown_set",
            )
        known = row.video_id == video.id
        if not known:
            _attach(row, video, file.model)
            row.filmed_on = row.filmed_on or probed.filmed_on
        return AcceptedSet(row.id, known)
    row = Analysis(
        owner=owner,
        origin=file.origin,
        title=_title(file.name),
        requested=file.requested,
        model=file.model,
        mirrored=file.mirrored,
        filmed_on=probed.filmed_on,
    )
    same = sets.find_same_request(s, row, video)
    if same is not None:
        sets.restore(same)
        if same.state == "cancelled" or same.state == "failed":
            sets.queue(same)
        return AcceptedSet(same.id, True)
    return AcceptedSet(sets.add(s, row, video).id, False)


def _attach(row: Analysis, video: Video, model: ModelSize) -> None:
    row.video_id = video.id
    row.requested = row.requested or row.exercise_id
    row.model = model
    sets.queue(row)


def _title(name: str) -> str:
    return Path(name).stem.strip() or "Video"


# --- sets that were judged live ------------------------------------------------------------------


def keep_live(services: Services, owner: str, analysis: "Judged", title: str) -> str:
    """Store a live set as a finished one; return its id.

    Only its report and its poses are stored: `rendering` makes the other files from them.

    Args:
        services: database and file store.
        owner: id of the person it belongs to.
        analysis: the report and the poses it was made from.
        title: of the set.

    Raises:
        OutputError: it could not be written.
    """
    from formcheck.estimation.pose_io import save

    report, shown = analysis.report, describe(POSES)
    with TemporaryDirectory(dir=services.settings.data_dir / INCOMING) as folder:
        path = Path(folder) / POSES
        save(path, analysis.saved)
        kept = services.files.measure(path)
        with storing(services.store, services.files, [(path, kept)]) as s:
            row = Analysis(
                owner=owner,
                origin="live",
                title=title.strip() or report.title,
                requested=report.exercise,
                model=report.model,
                mirrored=report.source.mirrored,
            )
            sets.add(s, row)
            poses = results.NewFile(POSES, shown.title, kept, shown.media_type, shown.listed)
            results.store_files(s, row, [poses])
            results.store_report(s, row, report)
            sets.settle(row)
            return row.id
