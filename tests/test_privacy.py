"""Nothing leaves the machine: no connection is even tried."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import BRIDGE


def check(out: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "formcheck", "check", str(BRIDGE)),
        *("--model", "lite", "--no-video", "--out", str(out)),
    ]


def test_check_works_where_there_is_no_network(tmp_path: Path) -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("this machine cannot make an empty network namespace (unshare)")
    done = subprocess.run([*alone, *check(tmp_path / "r")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "r" / "report.html").is_file()


def test_check_tries_no_connection(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: install it to see every connection tried")
    log = tmp_path / "calls"
    watch = ["strace", "-f", "-q", "-e", "trace=connect,sendto,sendmsg", "-o", str(log)]
    done = subprocess.run([*watch, *check(tmp_path / "r")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    calls = [x for x in log.read_text().splitlines() if "AF_INET" in x]
    assert calls == []
