"""Sets the limits it is told, then becomes the command: `launcher.py LIMITS COMMAND...`.

LIMITS is JSON. A script of the standard library alone, because it runs before each process: 15 ms.
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress

NICE = 5
"""Work gives way to those who wait for a page."""

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def _limit(name: str, most: int, over: int = 0) -> None:
    """Set a limit, at most as high as it may be; the hard one lies `over` above."""
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    top = most + over if hard == resource.RLIM_INFINITY else min(most + over, hard)
    with suppress(ValueError, OSError):  # not every system has every limit
        resource.setrlimit(kind, (min(most, top), top))


def leave_network() -> bool:
    """Go where there is no network, not even this machine's own; False where that may not be."""
    if sys.platform != "linux":
        return False
    import ctypes

    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    return unshare is not None and (
        unshare(_NEW_NETWORK) == 0 or unshare(_NEW_USER | _NEW_NETWORK) == 0
    )


def main() -> None:
    """Set everything and become the command."""
    told, command = json.loads(sys.argv[1]), sys.argv[2:]
    _limit("RLIMIT_AS", told["memory"])
    _limit("RLIMIT_CPU", told["cpu"], 5)
    _limit("RLIMIT_FSIZE", told["file_bytes"])
    _limit("RLIMIT_NOFILE", told["open_files"])
    _limit("RLIMIT_CORE", 0)
    if told["wrapped"]:
        _limit("RLIMIT_NPROC", told["processes"])
    else:
        leave_network()
    with suppress(OSError):
        os.nice(NICE)
    signal.alarm(told["wall"])  # it outlives what comes now
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
