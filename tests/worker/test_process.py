"""What a killed server may leave behind."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from formcheck.worker.process import end_left_behind, never_begun
from tests.support.processes import working


def test_a_sandbox_that_never_began_is_ended_by_the_next_server(tmp_path: Path) -> None:
    """Its starter is killed while it waits for its user namespace."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        pytest.skip("bubblewrap is not installed")
    ready, begin = os.pipe()
    told, info = os.pipe()
    command = [bwrap, "--unshare-user", "--unshare-pid", "--bind", "/", "/", "--info-fd", str(info)]
    command += ["--userns-block-fd", str(ready), "sleep", "60"]
    starter = subprocess.Popen(command, cwd=tmp_path, pass_fds=(ready, info))
    try:
        os.close(info)
        if not os.read(told, 1):  # what it tells once its first process is there
            pytest.skip("this machine allows no user namespaces")
        assert never_begun(tmp_path) == []  # its starter goes on
        starter.kill()
        starter.wait()
        assert never_begun(tmp_path) == working(tmp_path)
        assert len(working(tmp_path)) == 1
        assert never_begun(tmp_path / "elsewhere") == []
        end_left_behind(tmp_path)
        while working(tmp_path):
            time.sleep(0.01)
    finally:
        starter.kill()
        for end in (ready, begin, told):
            os.close(end)
