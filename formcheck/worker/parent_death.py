"""An analyser dies with the server: by the kernel's word (Linux), and when its input ends.

What it may take and reach is set by `sandbox` before it starts.
"""

import contextlib
import os
import signal
import sys
import threading
from typing import IO

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Have the kernel end this process when the thread that started it ends."""
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
