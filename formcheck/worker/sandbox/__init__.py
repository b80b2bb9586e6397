"""How a process that opens a stranger's video is started.

Always: limits on memory, processor time, wall time, file size, open files and processes, and an
environment without secrets. Where bubblewrap is installed and works here: no network at all, and
of the file system only the programs, what is named readable, and the work folder, which alone can
be written. Where it does not, the kernel's Landlock allows the same files and no TCP; where there
is no Landlock either, no network if the kernel lets us take it away, else limits alone. `formcheck
doctor` says which. Each is in a session of its own: the terminal that started the server is out of
its reach.
"""

from formcheck.worker.sandbox.command import (
    Kind,
    Wrapped,
    bubblewrap,
    hide_process,
    kind,
    network_can_go,
    require,
    run,
    wrapped,
)
from formcheck.worker.sandbox.resource_limits import ResourceLimits, limit_exceeded

__all__ = [
    "Kind",
    "ResourceLimits",
    "Wrapped",
    "bubblewrap",
    "hide_process",
    "kind",
    "limit_exceeded",
    "network_can_go",
    "require",
    "run",
    "wrapped",
]
