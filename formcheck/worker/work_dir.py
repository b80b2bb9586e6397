"""A process's own folder among those that share a data folder; what dead ones left is removed.

A process holds a lock on its folder, which dies with it: that is how the living are known.
"""

import fcntl
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

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
