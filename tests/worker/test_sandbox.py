"""A confined process has no network, writes nowhere but into its folder, and meets its limits."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from formcheck.errors import FormcheckError
from formcheck.settings import Settings
from formcheck.worker import sandbox
from formcheck.worker.sandbox import Kind, ResourceLimits, command, limit_exceeded
from formcheck.worker.sandbox.launcher import landlock_version
from tests.support.video_files import make

LOOK = ResourceLimits.for_probe()
BOTH = pytest.mark.parametrize("bwrap", [True, False], ids=["bubblewrap", "plain"])


@pytest.fixture(autouse=True)
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def need(bwrap: bool) -> None:
    if bwrap and not sandbox.bubblewrap().works:
        pytest.skip(f"{sandbox.bubblewrap().why}")


def need_files_confined(bwrap: bool) -> None:
    need(bwrap)
    if not bwrap and not landlock_version():
        pytest.skip("this kernel has no Landlock")


def run(
    work: Path, code: str, *words: object, limits: ResourceLimits = LOOK, **how: object
) -> tuple[int, str, str]:
    command = [sys.executable, "-c", code, *map(str, words)]
    need(bool(how.get("bwrap")))
    todo = sandbox.wrapped(command, work=work, limits=limits, **how)  # type: ignore[arg-type]
    done = subprocess.run(
        todo.command, env=todo.env, cwd=todo.cwd, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


@BOTH
def test_it_runs_in_its_folder_which_alone_is_its_home(work: Path, bwrap: bool) -> None:
    code = "import os; open('made', 'w').write('x'); print(os.getcwd(), os.environ['HOME'])"
    done, out, error = run(work, code, bwrap=bwrap)
    assert (done, error) == (0, "")
    assert out.split() == [str(work), str(work)]
    assert (work / "made").read_text() == "x"


def test_the_network_can_be_left_where_the_kernel_allows_it() -> None:
    code = "from formcheck.worker.sandbox.launcher import leave_network as leave; print(leave())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == f"{sandbox.network_can_go()}\n", done.stderr


@BOTH
def test_no_network(work: Path, bwrap: bool) -> None:
    if not bwrap and not sandbox.network_can_go():
        pytest.skip("this kernel does not let us leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
        done, _, error = run(work, code, bwrap=bwrap)
    assert done == 1
    assert any(why in error for why in ("refused", "unreachable", "Permission"))


@BOTH
@pytest.mark.parametrize("place", ["beside", "/tmp", "/usr", "/dev/shm", "video"])
def test_writing_anywhere_else_fails(work: Path, place: str, bwrap: bool) -> None:
    need_files_confined(bwrap)
    video = work.parent / "video.mp4"
    video.write_bytes(b"whole")
    folder = work.parent if place == "beside" else Path(place)
    target = video if place == "video" else folder / f"{work.parent.name}.txt"
    done, _, error = run(work, f"open({str(target)!r}, 'w')", bwrap=bwrap, readable=[video])
    assert done == 1
    assert "Read-only" in error or "No such file" in error or "Permission" in error
    assert video.read_bytes() == b"whole"


@BOTH
def test_only_what_is_named_can_be_read(work: Path, bwrap: bool) -> None:
    need_files_confined(bwrap)
    for name in ("video.mp4", "other.mp4"):
        (work.parent / name).write_text("seen")
    code = "import sys; print(open(sys.argv[1]).read())"
    named = [work.parent / "video.mp4", work.parent / "not there"]
    assert run(work, code, named[0], bwrap=bwrap, readable=named)[1] == "seen\n"
    done, out, _ = run(work, code, work.parent / "other.mp4", bwrap=bwrap, readable=named)
    assert (done, out) == (1, "")


@BOTH
def test_whoever_started_it_cannot_be_looked_into(
    work: Path, bwrap: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_files_confined(bwrap)
    code = "import sys; print(open(f'/proc/{sys.argv[1]}/environ').read())"
    done, out, error = run(work, code, os.getpid(), bwrap=bwrap)
    assert (done, out) == (1, "")
    assert "Permission" in error or "No such file" in error
    ended = run(work, "import os, sys; os.kill(int(sys.argv[1]), 0)", os.getpid(), bwrap=bwrap)
    assert ended[0] == 1


IN_A_TERMINAL = """
import fcntl, os, pty, subprocess, sys, termios
from pathlib import Path
from formcheck.worker import sandbox
_, terminal = pty.openpty()
os.setsid()
fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
open("/dev/tty").close()  # from here it can be opened
work, bwrap, open_it = Path(sys.argv[1]), sys.argv[2] == "True", "open('/dev/tty', 'r+b', 0)"
limits = sandbox.ResourceLimits.for_probe()
todo = sandbox.wrapped(
    [sys.executable, "-c", open_it], work=work, limits=limits, bwrap=bwrap)
print(sandbox.run(todo, 60).stderr)
print(subprocess.run(todo.command, env=todo.env, cwd=todo.cwd, stdin=terminal,
                     capture_output=True, text=True).stderr)
"""


@BOTH
def test_the_terminal_of_whoever_started_it_cannot_be_opened(work: Path, bwrap: bool) -> None:
    """From there it could type commands, however it was started."""
    need(bwrap)
    command = [sys.executable, "-c", IN_A_TERMINAL, str(work), str(bwrap)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("/dev/tty") == 2, done.stdout
    assert "Error" in done.stdout


def test_a_server_cannot_be_looked_into(work: Path) -> None:
    code = """
import ctypes
from formcheck.worker import sandbox
sandbox.hide_process()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["0"], done.stderr


def test_without_bubblewrap_others_are_served_only_on_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing = command.Bubblewrap(None, False, "bubblewrap is not installed")
    monkeypatch.setattr(command, "bubblewrap", lambda: missing)
    with pytest.raises(FormcheckError, match="apt-get install bubblewrap") as told:
        sandbox.require(weak=False)
    assert (told.value.code, "FORMCHECK_WEAK_SANDBOX" in str(told.value)) == ("no_sandbox", True)
    sandbox.require(weak=True)


def test_nothing_of_the_environment_but_what_it_needs(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_DATABASE_URL", "postgresql://me:secret@db/x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("LC_TIME", "C")
    todo = sandbox.wrapped(["x"], work=work, limits=LOOK, env={"MORE": "1"}, bwrap=False)
    assert "secret" not in str(todo.env)
    assert (todo.env["LC_TIME"], todo.env["MORE"]) == ("C", "1")


@BOTH
@pytest.mark.parametrize(
    ("code", "limits", "why"),
    [
        ("bytearray(2 * 1024**3)", ResourceLimits(1024**3, 20, 60, 1000), "too_heavy"),
        ("import numpy as np; np.ones(2**28)", ResourceLimits(1024**3, 20, 60, 1000), "too_heavy"),
        ("import time; time.sleep(100)", ResourceLimits(1024**3, 20, 1, 1000), "too_slow"),
        ("while True: pass", ResourceLimits(1024**3, 1, 60, 1000), "too_slow"),
    ],
)
def test_limits_end_it_and_say_which(
    work: Path, bwrap: bool, code: str, limits: ResourceLimits, why: str
) -> None:
    done, _, error = run(work, code, limits=limits, bwrap=bwrap)
    told = limit_exceeded(done, error, limits)
    assert told is not None
    assert told[0] == why
    assert told[1].endswith(".")
    assert len(told[1]) < 160


@BOTH
def test_no_large_files_and_few_open_ones(work: Path, bwrap: bool) -> None:
    limits = ResourceLimits(1024**3, 20, 60, 1000, open_files=20)
    code = "with open('x', 'wb') as f: f.write(bytes(5000))"
    done, _, error = run(work, code, limits=limits, bwrap=bwrap)
    assert (done, "File too large" in error) == (1, True)
    assert (work / "x").stat().st_size <= 1000
    done, _, error = run(work, "a = [open('x') for _ in range(30)]", limits=limits, bwrap=bwrap)
    assert (done, "Too many open files" in error) == (1, True)


@BOTH
def test_what_it_started_ends_with_it(work: Path, bwrap: bool) -> None:
    """Killed from outside, nothing of it goes on: the end of its pipe shows that."""
    need(bwrap)
    code = "import os, time; print(os.getpid(), flush=True); time.sleep(100)"
    todo = sandbox.wrapped([sys.executable, "-c", code], work=work, limits=LOOK, bwrap=bwrap)
    process = subprocess.Popen(
        todo.command, env=todo.env, cwd=todo.cwd, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    os.killpg(process.pid, 9)
    assert process.stdout.read() == b""
    assert process.wait(timeout=20) == -9
    process.stdout.close()


def test_a_video_is_read_inside(work: Path) -> None:
    video = make(work.parent / "a.mp4", 5)
    code = (
        "import sys; from pathlib import Path; from formcheck.settings import Settings\n"
        "from formcheck.video import probe; print(probe(Path(sys.argv[1]), Settings()).width)"
    )
    done, out, error = run(work, code, video, readable=[video])
    assert (done, out) == (0, "160\n"), error


@pytest.mark.parametrize("code", [0, 1, -9, -11, 137, 139])
def test_other_ends_are_no_limit(code: int) -> None:
    assert limit_exceeded(code, "Segmentation fault", LOOK) is None


def test_limits_grow_with_the_video_and_the_landmarkers() -> None:
    short = ResourceLimits.for_analysis(Settings(workers=1), 10)
    long = ResourceLimits.for_analysis(Settings(workers=8), 600)
    assert long.cpu > short.cpu > 600
    assert long.memory > short.memory >= 6 * 1024**3
    assert short.wall >= short.cpu


def test_bubblewrap_that_does_not_work_is_not_used(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "bin"
    broken.mkdir()
    (broken / "bwrap").write_text("#!/bin/sh\necho 'bwrap: No permissions' >&2\nexit 1\n")
    (broken / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(broken), prepend=os.pathsep)
    sandbox.bubblewrap.cache_clear()
    try:
        found = sandbox.bubblewrap()
        assert not found.works
        assert "No permissions" in found.why
        assert sandbox.wrapped(["x"], work=work, limits=LOOK).command[0] == sys.executable
        assert sandbox.kind() in ("landlock", "no network", "limits")
        monkeypatch.setenv("PATH", str(tmp_path))
        sandbox.bubblewrap.cache_clear()
        assert sandbox.bubblewrap() == command.Bubblewrap(
            None, False, "bubblewrap is not installed"
        )
    finally:
        monkeypatch.undo()
        sandbox.bubblewrap.cache_clear()
    assert sandbox.kind() in get_args(Kind)
