"""The limits of a process, and how to tell that it met one."""

import re
import signal
from dataclasses import dataclass

from formcheck.settings import Settings

GIB = 1024**3

_OUT_OF_MEMORY = re.compile(
    r"MemoryError|bad_alloc|Cannot allocate memory|Unable to allocate|Insufficient memory"
)


@dataclass(frozen=True, slots=True)
class ResourceLimits:
    """What a process may take.

    Attributes:
        memory: address space, bytes; most of a pose model's is mapped and never touched.
        cpu: processor time, seconds.
        wall: seconds on the clock.
        file_bytes: size of any file it writes.
        open_files: at once.
        processes: and threads, at once; held only where bubblewrap gives it a count of its own.
    """

    memory: int
    cpu: int
    wall: int
    file_bytes: int
    open_files: int = 512
    processes: int = 512

    @classmethod
    def for_probe(cls) -> "ResourceLimits":
        """Return the limits of one look at a file: its header and its first frame."""
        return cls(memory=3 * GIB, cpu=30, wall=60, file_bytes=1024**2, open_files=64)

    @classmethod
    def for_rewrap(cls, settings: Settings) -> "ResourceLimits":
        """Return the limits of one look at a file and a copy of it without metadata.

        Copying 2 GB takes 10 s of processor time, and minutes on a slow disk.
        """
        return cls(
            memory=3 * GIB,
            cpu=120,
            wall=600,
            file_bytes=settings.max_bytes + settings.max_bytes // 8,
            open_files=64,
        )

    @classmethod
    def for_analysis(cls, settings: Settings, seconds: float) -> "ResourceLimits":
        """Return the limits of the analysis of a video of `seconds`.

        Measured with the heavy model: 1.2 GiB of address space and 0.45 more a landmarker, and
        1.3 s of processor time a second of video. The largest pictures, and slow machines, take
        a multiple of that.
        """
        cpu = int(900 + 150 * seconds)
        return cls(
            memory=(5 + settings.workers) * GIB,
            cpu=cpu,
            wall=2 * cpu,
            file_bytes=settings.max_bytes,
        )


def limit_exceeded(code: int, log: str, limits: ResourceLimits) -> tuple[str, str] | None:
    """Return code and words for a process that met a limit; None when that was not it.

    Args:
        code: its exit code, as `subprocess` has it.
        log: what it wrote on standard error.
        limits: its limits.
    """
    died = -code if code < 0 else code - 128  # bubblewrap passes a signal on as 128 and more
    if died in (signal.SIGALRM, signal.SIGXCPU):
        return (
            "too_slow",
            f"The video took longer than the {minutes(limits.wall)} allowed: record a shorter "
            "clip, or at a lower resolution.",
        )
    if code != 0 and _OUT_OF_MEMORY.search(log):
        return (
            "too_heavy",
            f"The video takes more than the {limits.memory / GIB:.3g} GB of memory allowed: it is "
            "damaged, or should be recorded at a lower resolution.",
        )
    return None


def minutes(seconds: float) -> str:
    """Return a span of time in words."""
    if seconds < 120:
        return "one second" if seconds == 1 else f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
