"""The data folder: who serves it, who may read it, and each process's own folder in it.

The lock of whoever serves it is `filelock`'s. A process's own folder is locked by hand: `flock` on
the folder itself leaves no file behind, and a folder that was removed takes its lock with it.
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

PRIVATE = 0o077
"""What a file or folder that this program makes may not grant: anything to anybody else."""


def keep_private() -> None:
    """Have everything that this process makes from now on readable by its user alone."""
    os.umask(PRIVATE)


def readable_by_others(data_dir: Path) -> list[Path]:
    """Return the data folder, and folders and files right in it, that others may read or enter."""
    found = [data_dir, *data_dir.glob("*")] if data_dir.is_dir() else []
    if found and not found[0].stat().st_mode & 0o011:
        return []  # whatever is in a folder that nobody else may enter is out of their reach
    return [p for p in found if p.exists() and p.stat().st_mode & PRIVATE]


def make_private(data_dir: Path) -> None:
    """Let nobody else into the data folder; made if it is not there.

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
    """Hold the data folder; made if it is not there.

    Args:
        data_dir: the folder.
        address: where it is served, for whoever finds it taken.

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


# --- a process's own folder -----------------------------------------------------------------------

WORK = "work"
"""Folder, in the data folder, of every process's own."""


class WorkDir:
    """The folder of this process: `data_dir/work/<something>`.

    Args:
        data_dir: the data folder, which is there.
    """

    def __init__(self, data_dir: Path) -> None:
        above = data_dir / WORK
        above.mkdir(exist_ok=True)
        gate = os.open(above, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)  # nobody's is removed between being made and locked
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
    """Remove the folders of processes that are no more."""
    for folder in above.iterdir():
        with suppress(OSError):
            if not folder.is_dir():
                folder.unlink()
                continue
            handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue  # somebody lives there
            finally:
                os.close(handle)
            shutil.rmtree(folder, ignore_errors=True)
