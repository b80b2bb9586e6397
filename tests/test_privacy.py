"""Nothing leaves the machine: check, serve, live and work do without a network, and try none."""

import os
import re
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.offline_server import judged
from tests.support.postgres import drop_database, new_database
from tests.support.server_process import Server
from tests.trial.senders import one_repetition

ALONE = ["unshare", "--user", "--map-root-user", "--net"]
"""Runs a command where there is no network."""

CALLS = "trace=connect,sendto,sendmsg,sendmmsg"
ADDRESS = re.compile(r'inet_addr\("([^"]*)"\)|inet_pton\(AF_INET6, "([^"]*)"')
OURS = re.compile(r"127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$")

CHECK = ["-m", "formcheck", "check", "--model", "lite", "--no-video", "--out"]


@cache
def namespaces() -> bool:
    """Whether this machine can make an empty network namespace."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, "true"], check=False).returncode == 0


def watched(log: Path, *program: str) -> list[str]:
    """Return the command that runs Python and writes down its connections, where strace is."""
    watch = ["strace", "-f", "-q", "--seccomp-bpf", "-e", CALLS, "-o", str(log)]
    return [*(watch if shutil.which("strace") else ()), sys.executable, *program]


def tried(log: Path) -> list[str]:
    """Return the addresses of all connections that were tried, but those to this machine."""
    calls = log.read_text().splitlines() if log.exists() else []
    unread = [x for x in calls if "AF_INET" in x and not ADDRESS.search(x)]
    assert unread == []
    found = [a or b for line in calls for a, b in ADDRESS.findall(line)]
    return [x for x in found if not OURS.match(x)]


def run(tmp_path: Path, *program: str) -> list[str]:
    """Run Python where there is no network, as far as this machine can; return what it tried."""
    alone = ALONE if namespaces() else []
    command = [*alone, *watched(tmp_path / "calls", *program)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return tried(tmp_path / "calls")


@pytest.fixture(autouse=True)
def _provable() -> None:
    if shutil.which("strace") is None and not namespaces():
        pytest.skip(
            "this machine has no strace, and cannot make an empty network namespace (unshare): "
            "that formcheck needs no network cannot be shown here"
        )


def test_what_watches_would_see_it(tmp_path: Path) -> None:
    """A program that does try is caught."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: install it to see every connection tried")
    tries = (
        "import socket\n"
        "s = socket.socket(); s.setblocking(False); s.connect_ex(('192.0.2.7', 80))\n"
        "u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.setblocking(False)\n"
        "try: u.sendto(b'x', ('192.0.2.8', 53))\nexcept OSError: pass\n"
        "socket.socket().connect_ex(('127.0.0.1', 1))\n"
    )
    assert run(tmp_path, "-c", tries) == ["192.0.2.7", "192.0.2.8"]


def test_check(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(one_repetition())
    assert run(tmp_path, *CHECK, str(tmp_path / "r"), str(tmp_path / "a.mp4")) == []
    assert (tmp_path / "r" / "report.html").is_file()


def test_serve_and_live(tmp_path: Path) -> None:
    alone = ["alone"] if namespaces() else []
    assert run(tmp_path, "-m", "tests.support.offline_server", str(tmp_path), *alone) == []
    assert (tmp_path / "data" / "formcheck.db").is_file()


def test_work(tmp_path: Path) -> None:
    """A worker talks to its database and its store, here of this machine, and to nobody else."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: install it to see every connection tried")
    url = new_database(ready=True)
    server = Server(tmp_path / "data", FORMCHECK_DATABASE_URL=url, FORMCHECK_WORK_HERE="false")
    with server:
        worker = subprocess.Popen(
            watched(tmp_path / "calls", "-m", "formcheck", "work"),
            env=server.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            judged(server)
        finally:
            os.killpg(worker.pid, signal.SIGINT)
            worker.wait(timeout=60)
    drop_database(url)
    assert tried(tmp_path / "calls") == []
