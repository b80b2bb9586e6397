"""Sets limits, then becomes the command: `launcher.py LIMITS COMMAND...`.

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

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""Landlock's system calls, on every architecture: see landlock(7)."""

_READ, _READ_FILE, _LIST = 0b1101, 0b0101, 0b1000
"""Execute, read a file, read a folder; what of it there is on a file; read a folder alone."""

_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files there are, by version of Landlock."""

_ON_FILES = 0b1100000000000111
"""The rights that there are on a single file: execute, read, write, truncate, device control."""

_NET_RIGHTS = 0b11  # bind and connect, TCP
_SCOPES = 0b11  # abstract sockets, and signals to processes outside
_NO_NEW_PRIVILEGES = 38

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SYSTEM_FACTS = (
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/filesystems"),
    *("/proc/sys", "/sys/devices/system/cpu", "/sys/fs/cgroup"),
)
"""What libraries ask of the machine; not /proc, which tells of other processes."""


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


def landlock_version() -> int:
    """Return the version of Landlock that this kernel has, 0 where it has none."""
    if sys.platform != "linux":
        return 0
    import ctypes

    return max(0, int(ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, 1)))


def restrict_files(readable: list[str], listed: list[str], writable: list[str]) -> bool:
    """Let this process, and what it becomes, reach these files and folders alone; see landlock(7).

    Of folders in `listed`, the names of what is in them can be read, and no more.

    No root is needed. From version 4 on no TCP either, from 6 on no signals to others; other
    processes cannot be looked into through /proc. Returns False where the kernel does not know it.
    """
    version = landlock_version()
    if not version:
        return False
    import ctypes
    import struct

    libc = ctypes.CDLL(None, use_errno=True)
    every = (1 << _FS_RIGHTS.get(version, max(_FS_RIGHTS.values()))) - 1
    parts = [every, *([_NET_RIGHTS] if version >= 4 else []), *([_SCOPES] if version >= 6 else [])]
    attributes = struct.pack(f"={len(parts)}Q", *parts)
    rules = libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return False
    granted = [*((p, _READ) for p in (*readable, *SYSTEM_FACTS)), *((p, every) for p in writable)]
    granted += [(p, _LIST) for p in listed]
    granted += [(p, _READ_FILE | 0b10) for p in DEVICES]
    for path, rights in granted:
        with suppress(OSError):  # what is not there needs no rule
            handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
            if not os.path.isdir(path):
                rights &= _ON_FILES
            libc.syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", rights & every, handle), 0)
            os.close(handle)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = libc.syscall(_RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return bool(done)


def main() -> None:
    """Set everything and become the command."""
    limits_json, command = json.loads(sys.argv[1]), sys.argv[2:]
    with suppress(OSError):  # a new session has no terminal to type into; it may be one already
        os.setsid()
    _limit("RLIMIT_AS", limits_json["memory"])
    _limit("RLIMIT_CPU", limits_json["cpu"], 5)
    _limit("RLIMIT_FSIZE", limits_json["file_bytes"])
    _limit("RLIMIT_NOFILE", limits_json["open_files"])
    _limit("RLIMIT_CORE", 0)
    if limits_json["wrapped"]:
        _limit("RLIMIT_NPROC", limits_json["processes"])
    else:
        leave_network()
        restrict_files(limits_json["readable"], limits_json["listed"], limits_json["writable"])
    with suppress(OSError):
        os.nice(NICE)
    signal.alarm(limits_json["wall"])  # it outlives what comes now
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
