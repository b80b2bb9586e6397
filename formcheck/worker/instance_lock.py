"""One formcheck a data folder: a lock that dies with its process, and says where it serves."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import FormcheckError, OutputError

LOCK = "serving.lock"


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
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise OutputError(
            f"The data folder {data_dir} cannot be written ({error.strerror}): name another with "
            "FORMCHECK_DATA_DIR."
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            where = os.read(lock, 200).decode("utf-8", "replace").strip()
            told = f" at {where}" if where else ""
            raise FormcheckError(
                f"Another formcheck already serves {data_dir}{told}: open that page, stop it "
                "first, or name another folder with FORMCHECK_DATA_DIR.",
                "already_served",
            ) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{address}\n".encode(), 0)
        yield
        os.ftruncate(lock, 0)
    finally:
        os.close(lock)
