"""The command line and the environment of a confined process."""

import json
import os
import shutil
import site
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from formcheck.errors import FormcheckError
from formcheck.worker.sandbox.launcher import landlock_version
from formcheck.worker.sandbox.resource_limits import ResourceLimits

Kind = Literal["bubblewrap", "landlock", "no network", "limits"]
"""How well a process is confined; each holds the limits as well."""

_PR_SET_DUMPABLE = 4

PACKAGE = Path(__file__).parents[2]
LAUNCHING = Path(__file__).with_name("launcher.py")

_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"),
)
_KEPT = {"PATH", "LANG", "LANGUAGE", "TZ", "VIRTUAL_ENV", "GLOG_minloglevel", "SVT_LOG"}
_KEPT_BEGINNINGS = ("LC_", "PYTHON", "OMP_", "OPENBLAS_")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """How to start a confined process.

    Attributes:
        command: for `subprocess`, as is.
        env: its whole environment.
        cwd: where it is started: its work folder.
        limits: what it may take. It ends itself at its wall time; whoever started it should end
            it a little later, for a process that was taken over may have forgotten.
        kind: how well it is confined.
    """

    command: list[str]
    env: dict[str, str]
    cwd: Path
    limits: ResourceLimits
    kind: Kind


def wrapped(
    command: Sequence[str],
    *,
    work: Path,
    limits: ResourceLimits,
    readable: Iterable[Path] = (),
    env: Mapping[str, str] | None = None,
    bwrap: bool | None = None,
) -> Wrapped:
    """Return how to start `command` confined.

    Args:
        command: a program and its arguments, such as `[sys.executable, "-m", ...]`.
        work: an existing folder, the only place that it can write to; HOME and TMPDIR too.
        limits: what it may take.
        readable: files and folders that it needs beside the programs; what is not there is left
            out.
        env: environment beside the little that is kept of ours.
        bwrap: whether to use bubblewrap; where it works, when None.
    """
    work = work.absolute()
    inside = (bubblewrap().works) if bwrap is None else bwrap
    named = [*_programs(), *(p.absolute() for p in readable)]
    limits_json: dict[str, Any] = {**asdict(limits), "wrapped": inside}
    if not inside:
        limits_json["readable"] = [str(p) for p in dict.fromkeys(named) if p != Path("/")]
        limits_json["listed"] = [str(PACKAGE.parent)]  # where Python looks for the package
        limits_json["writable"] = [str(work)]
    launch = [sys.executable, "-I", "-S", str(LAUNCHING), json.dumps(limits_json), *command]
    if inside:
        launch = [*_bwrap(work, named), *launch]
        how: Kind = "bubblewrap"
    else:
        how = _without_bubblewrap()
    return Wrapped(launch, {**_environment(work), **(env or {})}, work, limits, how)


def run(todo: Wrapped, timeout: float) -> "subprocess.CompletedProcess[str]":
    """Run a confined process to its end, without input and in a session of its own.

    Raises:
        subprocess.TimeoutExpired: it took longer than `timeout` seconds, and was ended.
        OSError: it could not be started.
    """
    return subprocess.run(
        todo.command,
        env=todo.env,
        cwd=todo.cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=timeout,
        start_new_session=True,
    )


def _environment(work: Path) -> dict[str, str]:
    ours = {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT or name.startswith(_KEPT_BEGINNINGS)
    }
    paths = [str(PACKAGE.parent), ours.get("PYTHONPATH", "")]
    ours["PYTHONPATH"] = os.pathsep.join(p for p in paths if p)
    return {**ours, "HOME": str(work), "TMPDIR": str(work)}


def _programs() -> Iterator[Path]:
    """Yield what Python and the packages need."""
    yield from map(Path, _SYSTEM)
    yield from map(Path, (sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix))
    yield PACKAGE
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    for place in (*sys.path, *named, site.getusersitepackages()):
        # Not the folder that a program was started in, nor the one our package lies in.
        if Path(place).name in ("site-packages", "dist-packages") or (place and place in named):
            path = Path(place).absolute()
            if path != PACKAGE.parent:
                yield path


def _bwrap(work: Path, named: Iterable[Path]) -> list[str]:
    """Return bubblewrap's part of the command line; later mounts lie over earlier ones.

    Args:
        work: the folder that can be written.
        named: everything else that is there.
    """
    out = [
        _path() or "bwrap",
        "--unshare-all",
        "--new-session",  # else it could type into the terminal that started the server
        "--die-with-parent",
        "--cap-drop",
        "ALL",
        "--hostname",
        "formcheck",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--dir",
        "/tmp",
    ]
    for path in dict.fromkeys(named):
        # A folder that holds the work folder would hold other people's work too.
        if path != Path("/") and path.exists():
            out += ["--ro-bind", str(path.resolve()), str(path)]
    out += ["--bind", str(work.resolve()), str(work), "--remount-ro", "/", "--remount-ro", "/dev"]
    return [*out, "--chdir", str(work), "--"]


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """Whether bubblewrap works here; `why` says why not, and what to do."""

    path: str | None
    works: bool
    why: str = ""


def _path() -> str | None:
    return shutil.which("bwrap") if sys.platform == "linux" else None


@cache
def bubblewrap() -> Bubblewrap:
    """Try bubblewrap with the packages that read videos; once a process."""
    path = _path()
    if path is None:
        return Bubblewrap(None, False, "bubblewrap is not installed")
    with tempfile.TemporaryDirectory(prefix="formcheck-") as work:
        said = _try(Path(work))
    return Bubblewrap(path, said is None, said or "")


def _try(work: Path) -> str | None:
    """Return why bubblewrap does not work, or None."""
    limits = ResourceLimits.for_probe()
    todo = wrapped(
        [sys.executable, "-c", "import av, cv2, numpy"], work=work, limits=limits, bwrap=True
    )
    try:
        done = run(todo, limits.wall + 5)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap cannot be used here ({error})"
    if done.returncode == 0:
        return None
    last = done.stderr.strip().splitlines()[-1:] or [f"it ended with {done.returncode}"]
    return f"bubblewrap cannot be used here ({last[0][:200]})"


@cache
def network_can_go() -> bool:
    """Whether the kernel lets a process of ours leave the network, without bubblewrap."""
    code = "import launcher, sys; sys.exit(not launcher.leave_network())"
    command = [sys.executable, "-S", "-c", code]
    try:
        done = subprocess.run(
            command,
            cwd=LAUNCHING.parent,
            capture_output=True,
            timeout=30,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def kind() -> Kind:
    """Return how well a process can be confined here."""
    return "bubblewrap" if bubblewrap().works else _without_bubblewrap()


def _without_bubblewrap() -> Kind:
    if landlock_version():
        return "landlock"
    return "no network" if network_can_go() else "limits"


def hide_process() -> None:
    """Keep other processes of the same user out of this one: its memory, its /proc/.../environ.

    It holds secrets, such as the database's password. See PR_SET_DUMPABLE in prctl(2).
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def require(*, weak: bool) -> None:
    """Refuse to work for others where a stranger's video is read without bubblewrap.

    Args:
        weak: whoever runs it said that less is enough.

    Raises:
        FormcheckError: `no_sandbox`.
    """
    found = bubblewrap()
    if not (found.works or weak):
        raise FormcheckError(
            f"Videos of other people are read only inside bubblewrap, and {found.why}. On Debian, "
            "type 'apt-get install bubblewrap' as root; or set FORMCHECK_WEAK_SANDBOX=1 to go on "
            "without it: 'formcheck doctor' says what then still holds.",
            "no_sandbox",
        )
