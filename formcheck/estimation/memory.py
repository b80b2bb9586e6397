"""How freed memory is kept for the next frame, and given back after a model; glibc only."""

import ctypes
from contextlib import suppress

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3

BIG = 4 * 1024 * 1024
"""Bytes from which freed memory is returned to the system at once; a decoded frame has 1.5
million."""

KEPT = 64 * 1024 * 1024
"""Most bytes of freed memory that are kept at the top of the heap."""


def keep_memory() -> None:
    """Have glibc reuse freed memory instead of returning it to the system; no effect elsewhere.

    Model and decoder allocate and free the same buffers for every frame; returning them and getting
    zeroed pages again took a tenth of the time. Larger blocks are still returned. Setting both
    limits also turns off glibc's own raising of them.
    """
    with suppress(OSError, AttributeError):
        tune = ctypes.CDLL(None).mallopt
        tune(_M_MMAP_THRESHOLD, BIG)
        tune(_M_TRIM_THRESHOLD, KEPT)


def give_back_memory() -> None:
    """Return freed memory to the system, after something large; no effect elsewhere.

    A model that is closed leaves up to 100 MB in pieces, beside which the next one takes new ones.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
