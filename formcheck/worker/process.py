"""The process of an analyser: its task and events, and how it is started and ended.

Input: one `Task`, as one line of JSON. Output events, one JSON object a line: `progress` (stage,
share 0..1), `file` (a file of the result was written in the task's folder), `report` (the report,
after its files; `beside` names the poses files of the video's other sets), then `done`; or `failed`
with code and message, if a retry cannot help.

Each set has a process of its own, begun for it, even within one person's batch: the sandbox shows
it that set's files only and its limits count from its start, so a video that takes it over reaches
no other. Beginning one costs 0.7 s of processor time.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

from formcheck.analysis.thresholds import Limit
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.worker import sandbox

Stage = Literal["analysing", "rendering"]


@dataclass(frozen=True, slots=True)
class Task:
    """One set to work on.

    Attributes:
        folder: where files are written.
        name: of the video, as shown to people.
        video: path of the video, None if there is none.
        poses: path of saved poses to judge instead of finding poses in the video.
        exercise: its id; None to recognise it, or to take the one saved with the poses.
        only_rendering: the report exists; only the videos are to be made.
        have: names of files that need not be made again.
        playable: whether browsers can play the video.
        settings: limits, model and number of workers, as JSON.
        changed: the limits that are changed for this person.
        near: time of the set's first repetition when it was judged before, seconds; it selects
            this set among several in the video.
        mirrored: the picture comes from a selfie camera that mirrors it.
    """

    folder: str
    name: str
    video: str | None
    poses: str | None
    exercise: str | None
    model: ModelSize
    only_rendering: bool
    have: tuple[str, ...]
    playable: bool
    seconds: float
    settings: str
    changed: tuple[Limit, ...] = ()
    near: float | None = None
    mirrored: bool = False

    def line(self) -> bytes:
        """Return the task as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: str) -> "Task":
        """Read a task."""
        values: dict[str, Any] = json.loads(line)
        values["have"] = tuple(values["have"])
        values["changed"] = tuple(Limit(**x) for x in values.get("changed", ()))
        return cls(**values)

    def limits(self) -> Settings:
        """Return the settings to work with."""
        return Settings.model_validate_json(self.settings)


# --- the process ----------------------------------------------------------------------------------


LOG_LINES = 40
LINE = 500
"""Last lines of the log that are kept, and characters of each at most."""

_END_SECONDS, _READER_SECONDS = 5.0, 1.0
"""Seconds to wait for the process after its last event, and then for its output to be read."""

ANALYSER = (sys.executable, "-m", "formcheck.worker.analyser")

_PR_SET_PDEATHSIG = 1
"""Number of the option in Linux: see prctl(2)."""

_BWRAP = "bwrap"

Event = dict[str, Any]


class Child:
    """A running analyser; a context manager that leaves no process behind.

    The thread that starts it must live at least as long: when that thread ends, the kernel ends
    the analyser.

    Args:
        task: what to do.
        command: the program, which may access only the task's folder and input files.
    """

    def __init__(self, task: Task, command: Sequence[str] = ANALYSER) -> None:
        settings = task.limits()
        self._sandboxed = sandbox.wrapped(
            command,
            work=Path(task.folder),
            limits=sandbox.ResourceLimits.for_analysis(settings, task.seconds),
            readable=[settings.models_dir, *(Path(p) for p in (task.video, task.poses) if p)],
        )
        self._process = subprocess.Popen(
            self._sandboxed.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self._sandboxed.cwd,
            env=self._sandboxed.env,
            start_new_session=True,
        )
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._readers = [
            threading.Thread(target=read, daemon=True)
            for read in (self._read_events, self._read_log)
        ]
        for reader in self._readers:
            reader.start()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has already ended, as its events show
            self._process.stdin.write(task.line())
            self._process.stdin.flush()

    def _read_events(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    self._events.put(event)
        self._events.put(None)

    def _read_log(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._log.append(line.decode("utf-8", "replace").rstrip()[:LINE])

    def event(self, timeout: float) -> Event | None:
        """Return the next event; {} after `timeout` seconds without one, None at the end."""
        try:
            return self._events.get(timeout=timeout)
        except queue.Empty:
            return {}

    def end(self) -> None:
        """Kill the process and its children."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def log(self) -> str:
        """The last lines of its standard error, and how it ended unless we ended it."""
        code = self._process.poll()
        lines = [x for x in self._log if x]
        died = 0 if code is None else -code if code < 0 else code - 128  # bubblewrap adds 128
        if died > 0 and died in set(signal.Signals):
            lines.append(f"ended by {signal.Signals(died).name}")
        elif code:
            lines.append(f"ended with exit code {code}")
        return "\n".join(lines)

    @property
    def limit_exceeded(self) -> tuple[str, str] | None:
        """Return code and message if it exceeded a limit, else None."""
        code = self._process.poll()
        if code is None:
            return None
        return sandbox.limit_exceeded(code, "\n".join(self._log), self._sandboxed.limits)

    def wait(self) -> None:
        """Wait for its end after its last event; kill it if it does not end."""
        try:
            self._process.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.end()
        for reader in self._readers:
            reader.join(timeout=_READER_SECONDS)

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        for reader in self._readers:
            reader.join(timeout=_READER_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


# --- in the child --------------------------------------------------------------------------------


def die_with_parent() -> None:
    """Ask the kernel to end this process when the thread that started it ends."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def die_at_end_of(stream: IO[str]) -> None:
    """End this process when a stream ends."""

    def watch() -> None:
        while stream.readline():
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


# --- after an end that nobody could clean up after -----------------------------------------------


def end_left_behind(folder: Path) -> None:
    """End sandboxes that never began since the server was killed meanwhile.

    bubblewrap's first process waits for the one that started it before it asks to end with it. If
    both the server and that one are killed in between, it waits for ever, and holds nothing.

    Args:
        folder: the data folder; only what works in it is ended.
    """
    for pid in never_begun(folder):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)


def never_begun(folder: Path) -> list[int]:
    """Return the first processes of sandboxes in a folder whose starter is gone, as Linux tells."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, KeyError):  # ended meanwhile, or somebody else's
            status = _status(entry)
            if (
                status["Name"] == _BWRAP
                and status["NSpid"].split()[1:] == ["1"]
                and _status(Path("/proc") / status["PPid"])["Name"] != _BWRAP
                and Path(os.readlink(entry / "cwd")).is_relative_to(folder.resolve())
            ):
                found.append(int(entry.name))
    return found


def _status(entry: Path) -> dict[str, str]:
    lines = (entry / "status").read_text(errors="replace").splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
