"""The data folder: its lock, its permissions, and the working folder of each process in it.

The lock of the server is from `filelock`. A working folder is locked with `flock` on the folder
itself: this leaves no lock file behind, and removing the folder removes the lock.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from formcheck.errors import FormcheckError, OutputError

LOCK = "serving.lock"
"""Lock file in the data folder; holds the address of the server while it runs."""

PRIVATE = 0o077
"""Permission bits that no file or folder of ours may have: those of group and others."""


def keep_private() -> None:
    """Make every file that this process creates from now on readable by its user only."""
    os.umask(PRIVATE)


def readable_by_others(data_dir: Path) -> list[Path]:
    """Return the paths that other users may access: the data folder and what is directly in it."""
    found = [data_dir, *data_dir.glob("*")] if data_dir.is_dir() else []
    if found and not found[0].stat().st_mode & 0o011:
        return []  # nobody else can enter the folder, so nothing in it is accessible
    return [p for p in found if p.exists() and p.stat().st_mode & PRIVATE]


def make_private(data_dir: Path) -> None:
    """Remove other users' access to the data folder; creates it if missing.

    Raises:
        OutputError: the folder cannot be written.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = data_dir.stat().st_mode
        if mode & PRIVATE and data_dir.stat().st_uid == os.geteuid():
            data_dir.chmod(mode & 0o700)
    except OSError as error:
        raise _cannot(data_dir, error) from error


@contextmanager
def only_one(data_dir: Path, address: str) -> Iterator[None]:
    """Hold the lock of the data folder; creates the folder if missing.

    Args:
        data_dir: the folder.
        address: of this server, shown to anyone who finds the folder locked.

    Raises:
        OutputError: the folder cannot be written.
        FormcheckError: another formcheck serves this folder.
    """
    make_private(data_dir)
    path = data_dir / LOCK
    lock = FileLock(path, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        where = path.read_text("utf-8", "replace")[:200].strip()
        at = f" at {where}" if where else ""
        raise FormcheckError(
            f"Another formcheck already serves {data_dir}{at}: open that page, stop it first, or "
            "name another folder with FORMCHECK_DATA_DIR.",
            "already_served",
        ) from None
    except OSError as error:
        raise _cannot(data_dir, error) from error
    try:
        path.write_text(f"{address}\n", "utf-8")
        yield
        path.write_text("", "utf-8")
    finally:
        lock.release()


def _cannot(data_dir: Path, error: OSError) -> OutputError:
    return OutputError(
        f"The data folder {data_dir} cannot be written ({error.strerror}): name another with "
        "FORMCHECK_DATA_DIR."
    )


# --- the working folder of a process -------------------------------------------------------------

WORK = "work"
"""Folder in the data folder that holds the working folders of all processes."""


class WorkDir:
    """The working folder of this process: `data_dir/work/<random name>`.

    Args:
        data_dir: the data folder, which must exist.
    """

    def __init__(self, data_dir: Path) -> None:
        above = data_dir / WORK
        above.mkdir(exist_ok=True)
        gate = os.open(above, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)  # so that no folder is removed before it is locked
            _clear(above)
            self.folder = above / secrets.token_hex(6)
            self.folder.mkdir(mode=0o700)
            self._lock: int | None = os.open(self.folder, os.O_RDONLY | os.O_CLOEXEC)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(gate)

    def leave(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _clear(above: Path) -> None:
    """Remove the folders of processes that have ended."""
    for folder in above.iterdir():
        with suppress(OSError):
            if not folder.is_dir():
                folder.unlink()
                continue
            handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue  # its process is running
            finally:
                os.close(handle)
            shutil.rmtree(folder, ignore_errors=True)
