"""Works on one leased set: starts its process, stores its results and settles its state."""

import shutil
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from formcheck.errors import OutputError
from formcheck.model_size import ModelSize
from formcheck.settings import SECRET, Settings
from formcheck.storage import (
    Files,
    OperationalError,
    Store,
    StoredContent,
    queue,
    results,
    sets,
    training,
)
from formcheck.storage.content_holds import storing
from formcheck.storage.maintenance import remove_unnamed
from formcheck.storage.models import Analysis, FileRow, ReportRow, Video
from formcheck.storage.result_names import FROM_VIDEO, POSES, THUMBNAIL, describe
from formcheck.worker.analyser import ANALYSING
from formcheck.worker.process import ANALYSER, Child, Event, Task

RETRY_FOR_SECONDS, RETRY_SECONDS = 60.0, 1.0
"""Seconds that a database or file store may be unavailable, and between two tries."""

RENEW_SECONDS = 0.4
"""Seconds between two renewals of the lease, which also store the progress."""

SMOOTHING = 0.2
"""Weight, 0..1, of the newest rate in the moving average of the rate, which so remembers about the
last five. By reasoning: one slow stretch should not change the time left by much."""

ETA_AFTER = 1.5
"""Seconds of progress before the time left is estimated: three measurements of the rate. By
reasoning: fewer are chance."""

PACE_INTERVAL = 0.5
"""Seconds between two measurements of the rate, at least: shorter ones vary too much."""

Outcome = Literal["done", "failed", "broke_off", "stopped", "cancelled"]


@dataclass(frozen=True, slots=True)
class Lease:
    """A set that is worked on.

    Attributes:
        worker: the worker that holds it.
        folder: working folder; created, and removed at the end.
        landmarkers: number of pose models that run in parallel.
    """

    set_id: str
    worker: str
    folder: Path
    landmarkers: int = 1


class EtaEstimator:
    """Estimates the time left from the smoothed rate of progress.

    The time before the first progress is left out: loading a model does not show the rate.
    """

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None
        self._before, self._share = 0.0, 0.0
        self._rate: float | None = None

    def left(self, now: float, share: float) -> float | None:
        """Return the seconds left until `share` is 1, or None while that is unknown.

        Args:
            now: seconds of a monotonic clock.
            share: progress, 0..1.
        """
        if share > self._share or self._first is None:
            self._take(now, share)
        if self._rate is None or self._first is None or now - self._first[0] < ETA_AFTER:
            return None
        ahead = (1 - self._share) / self._rate
        return round(max(0.0, ahead - (now - self._before)), 1)

    def _take(self, now: float, share: float) -> None:
        if share <= 0:
            return
        if self._first is None:
            self._first = (now, share)
            self._before, self._share = now, share
            return
        gap = now - self._before
        if gap < PACE_INTERVAL:
            return
        rate = (share - self._share) / gap
        whole = (share - self._first[1]) / (now - self._first[0])
        before = whole if self._rate is None else self._rate
        self._rate = before + SMOOTHING * (rate - before)
        self._before, self._share = now, share


class _Progress:
    """The stage, the share of the work that is done, and the time left of the stage.

    A person waits for the report first, then for the videos: each has its own time left.
    """

    def __init__(self) -> None:
        self.stage, self.share = "analysing", 0.0
        self._pace = EtaEstimator()

    def written(self) -> None:
        """Note that the report is ready: the time left is now that of the videos."""
        self.stage, self.share = "rendering", max(self.share, ANALYSING)
        self._pace = EtaEstimator()

    def left(self) -> float | None:
        """Return the seconds left of the stage, None while unknown."""
        analysing = self.stage == "analysing"
        part = self.share / ANALYSING if analysing else (self.share - ANALYSING) / (1 - ANALYSING)
        return self._pace.left(time.monotonic(), min(max(part, 0.0), 1.0))


class Job:
    """The work on one leased set.

    Args:
        store, files, settings: database, file store and settings.
        lease: the set that was claimed.
        stop: is set when the server stops.
        command: program of the analyser; tests give another one.

    Attributes:
        cancel: is set when the set is cancelled or deleted.
    """

    def __init__(
        self,
        store: Store,
        files: Files,
        settings: Settings,
        lease: Lease,
        stop: threading.Event,
        command: Sequence[str] = ANALYSER,
    ) -> None:
        self.store, self.files, self.lease = store, files, lease
        self.settings = settings.model_copy(update={"workers": lease.landmarkers})
        self.folder = lease.folder
        self.stop, self.cancel = stop, threading.Event()
        self._command = command
        self._written: list[str] = []
        self._progress = _Progress()
        self._failed = ("", "")
        self.outcome: Outcome | None = None

    def run(self) -> None:
        """Do the work; however it ends, the state of the set says so."""
        try:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            outcome, log = self._run_child()
        except Exception as error:
            outcome, log = "broke_off", f"{type(error).__name__}: {error}"
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.outcome = outcome
        self._retrying(lambda: self._settle(outcome, log))

    def _retrying(self, do: Callable[[], None]) -> None:
        """Call `do`, again for up to `RETRY_FOR_SECONDS` while a store is unavailable."""
        end = time.monotonic() + RETRY_FOR_SECONDS
        while True:
            try:
                return do()
            except (OperationalError, OutputError) as error:
                away = not isinstance(error, OutputError) or error.code == "files_unreachable"
                if not away or time.monotonic() > end or self.stop.wait(RETRY_SECONDS):
                    raise

    def _task(self, fetched: ExitStack) -> Task:
        with self.store.reading() as s:
            row = s.get_one(Analysis, self.lease.set_id)
            files = {f.name: f for f in s.query(FileRow).filter_by(analysis_id=row.id)}
            video = s.get(Video, row.video_id) if row.video_id else None
            changed = training.limits_of(s, row.owner)
            judged = s.get(ReportRow, row.id)
            reps = judged.report["reps"] if judged is not None else []
        resumed = row.report_run == row.run
        poses = files.get(POSES) if resumed or row.from_poses else None
        return Task(
            folder=str(self.folder),
            name=video.name if video else row.title,
            video=self._path(fetched, video.sha256) if video else None,
            poses=self._path(fetched, poses.sha256) if poses else None,
            exercise=None if resumed else row.requested,
            model=ModelSize(row.model),
            only_rendering=resumed,
            have=tuple(n for n in FROM_VIDEO if n in files),
            playable=video.playable if video else True,
            seconds=row.seconds or 0.0,
            settings=self.settings.model_dump_json(exclude=SECRET),
            changed=changed,
            near=reps[0]["start"] if reps else None,
            mirrored=row.mirrored,
        )

    def _path(self, fetched: ExitStack, sha256: str) -> str:
        return str(fetched.enter_context(self.files.on_disk(sha256)))

    def _run_child(self) -> tuple[Outcome, str]:
        with ExitStack() as fetched:
            return self._read_events(self._task(fetched))

    def _read_events(self, task: Task) -> tuple[Outcome, str]:
        renewed = time.monotonic()
        with Child(task, self._command) as child:
            while True:
                event = child.event(RENEW_SECONDS)
                if event is None:
                    child.wait()
                    exceeded = child.limit_exceeded
                    if exceeded is not None:  # a retry would meet it again
                        self._failed = exceeded
                        return "failed", child.log
                    return "broke_off", child.log
                ended = self._handle(event)
                if ended is not None:
                    return ended, child.log
                if time.monotonic() - renewed >= RENEW_SECONDS:
                    renewed = time.monotonic()
                    if not self._renew():
                        return "cancelled", ""

    def _handle(self, event: Event) -> Outcome | None:
        """Handle one event, or none; return the outcome if the work has ended."""
        kind = event.get("event")
        if kind == "failed":
            self._failed = (str(event["code"]), str(event["message"]))
            return "failed"
        if kind == "done":
            self._store_results()
            return "done"
        if kind == "report":
            self._store_results(event)
            self._progress.written()
        elif kind == "file":
            self._written.append(Path(str(event["name"])).name)
        elif kind == "progress":
            self._progress.share = float(event["share"])
        if self.stop.is_set():
            return "stopped"
        return "cancelled" if self.cancel.is_set() else None

    def _renew(self) -> bool:
        progress = self._progress
        try:
            with self.store.writing() as s:
                return queue.renew(
                    s,
                    self.lease.set_id,
                    self.lease.worker,
                    progress.stage,
                    progress.share,
                    progress.left(),
                )
        except OperationalError:
            return True  # unavailable: the next renewal shows whether another worker took the set

    def _store_results(self, event: Event | None = None) -> None:
        """Store the files written since the last call, and the report of `event` if given."""
        names = list(dict.fromkeys(self._written))
        beside = event.get("beside", []) if event is not None else []
        contents: list[tuple[Path, StoredContent]] = []
        new: list[results.NewFile] = []
        others: list[results.NewFile] = []
        for name in names:
            shown, kept = describe(POSES if name in beside else name), self._measured(name)
            contents.append((self.folder / name, kept))
            (others if name in beside else new).append(
                results.NewFile(
                    POSES if name in beside else name,
                    shown.title,
                    kept,
                    shown.media_type,
                    shown.listed,
                )
            )
        self._written.clear()
        self._retrying(lambda: self._store_rows(event, contents, new, others))

    def _measured(self, name: str) -> StoredContent:
        return self.files.measure(self.folder / name)

    def _store_rows(
        self,
        event: Event | None,
        contents: list[tuple[Path, StoredContent]],
        new: list[results.NewFile],
        others: list[results.NewFile],
    ) -> None:
        with storing(self.store, self.files, contents) as s:
            row = queue.held(s, self.lease.set_id, self.lease.worker)
            dropped = [f.kept.sha256 for f in (*new, *others)]
            if row is not None:
                but = (*FROM_VIDEO, *(() if row.video_id else (THUMBNAIL,)))
                dropped = results.store_files(s, row, new, instead=event is not None, but=but)
                if event is not None:
                    first = s.get(ReportRow, row.id) is None
                    results.store_report(s, row, event["report"])
                    if first:  # otherwise the other sets have rows already
                        for number, poses in enumerate(others, 2):
                            results.store_files(s, sets.add_beside(s, row, number), [poses])
                    else:
                        dropped += [f.kept.sha256 for f in others]
        remove_unnamed(self.store, self.files, dropped)

    def _settle(self, outcome: Outcome, log: str) -> None:
        with self.store.writing() as s:
            row = queue.held(s, self.lease.set_id, self.lease.worker)
            if row is None:
                return
            row.log = log or row.log
            if row.deleted_at is not None or outcome == "stopped":
                queue.give_back(s, row.id, self.lease.worker)
            elif outcome == "done":
                sets.settle(row)
                row.log = None
            elif outcome == "failed":
                sets.settle(row, *self._failed)
            elif outcome == "cancelled":
                sets.settle(row)
            else:
                queue.broke_off(row, log)
