"""Servers in a narrow place: a disk of a few megabytes, mounted where only they see it."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.server_process import Server

ALONE = ("unshare", "--user", "--map-root-user", "--mount")


@cache
def possible() -> bool:
    """Whether this machine lets us mount a disk of our own."""
    if shutil.which("unshare") is None:
        return False
    tried = ["sh", "-c", "mount -t tmpfs tmpfs /tmp"]
    return subprocess.run([*ALONE, *tried], capture_output=True, check=False).returncode == 0


class Cramped(Server):
    """A server whose data folder is a disk of `size` bytes; gone when it stops.

    `disk` is where the disk can be reached from outside.
    """

    def __init__(self, data: Path, size: int, **more: Any) -> None:
        mount = f'mount -t tmpfs -o size={size} tmpfs "$FORMCHECK_DATA_DIR" && exec "$@"'
        super().__init__(data, before=(*ALONE, "sh", "-c", mount, "sh"), **more)

    @property
    def disk(self) -> Path:
        """The data folder, as the server sees it."""
        return Path(f"/proc/{self.pid}/root") / self.data.relative_to("/")

    def leave(self, free: int) -> None:
        """Fill the disk but for `free` bytes."""
        filler = self.disk / "filler"
        filler.unlink(missing_ok=True)
        room = os.statvfs(self.disk)
        size = room.f_bavail * room.f_frsize - free
        if size > 0:
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, size)

    def empty(self) -> None:
        """Take away what fills it."""
        (self.disk / "filler").unlink(missing_ok=True)
