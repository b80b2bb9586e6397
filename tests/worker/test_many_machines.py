"""The guide to many machines, by its own commands: real PostgreSQL, a real S3 server."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.storage.rows import done
from tests.support import postgres, s3_server
from tests.support.data_folder import open_to_others, opened
from tests.trial.senders import one_repetition

LONGEST = 180.0
OPERATING = (Path(__file__).parents[2] / "OPERATING.md").read_text("utf-8")


def commands() -> list[str]:
    """Return the guide's commands, in order."""
    guide = OPERATING.partition("## When one machine is not enough\n")[2].partition("\n## ")[0]
    return re.findall(r"^    (\S.*)$", guide, re.MULTILINE)


def exported(lines: list[str], instead: dict[str, str]) -> dict[str, str]:
    """Return what the `export` lines set, with our own addresses instead of the guide's."""
    told = [w for x in lines if x.startswith("export ") for w in shlex.split(x)[1:]]
    given = dict(w.split("=", 1) for w in told)
    assert set(instead) <= set(given)
    return {**given, **instead}


@contextmanager
def running(line: str, env: dict[str, str], *more: str) -> Iterator[subprocess.Popen[str]]:
    """Start one of the guide's commands; yields when it says that it has begun."""
    words = shlex.split(line)
    while "=" in words[0]:
        name, value = words.pop(0).split("=", 1)
        env = {**env, name: value}
    assert words.pop(0) == "formcheck"
    process = subprocess.Popen(
        [sys.executable, "-m", "formcheck", *words, *more],
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert "Ctrl-C stops it" in process.stdout.readline()
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ran(line: str, env: dict[str, str], folder: Path) -> str:
    """Run one of the guide's commands to its end; return what it said."""
    words = shlex.split(line)
    assert words[0] == "formcheck"
    words = [str(folder / w) if w.endswith(".tar") else w for w in words]
    done = subprocess.run(
        [sys.executable, "-m", "formcheck", *words[1:]],
        env=env,
        text=True,
        capture_output=True,
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_guide_works_as_it_is_written(tmp_path: Path) -> None:
    found = postgres.binaries()
    if found is None:
        pytest.skip("no PostgreSQL here: install Debian's postgresql")
    lines = commands()
    serve, work, doctor, backup, restore = (
        next(x for x in lines if re.search(rf"\bformcheck {c}\b", x))
        for c in ("serve", "work", "doctor", "backup", "restore")
    )
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("FORMCHECK_", "AWS_"))}
    plain |= {"FORMCHECK_MODEL": "lite", "FORMCHECK_RESERVE_BYTES": "0"}
    plain["FORMCHECK_WEAK_SANDBOX"] = "1"  # where the tests run there may be no bubblewrap
    (tmp_path / "old").mkdir()
    old = opened(tmp_path / "old")
    done(old, old.only_person())
    old.close()

    with ExitStack() as stack:
        server = postgres.Postgres(found)
        stack.callback(server.remove)
        server.start()
        where = server.url
        for line in (x for x in lines if x.startswith("create")):
            words = [w for w in shlex.split(line) if w != "-P"]  # which asks for the password
            host = ["-h", str(where.query["host"]), "-U", str(where.username)]
            subprocess.run([found / words[0], *host, *words[1:]], check=True, timeout=LONGEST)
        endpoint = s3_server.shared()
        env = {
            **plain,
            **exported(
                lines,
                {
                    "FORMCHECK_DATABASE_URL": f"postgresql://formcheck@/formcheck?host={where.query['host']}",
                    "FORMCHECK_FILES_URL": s3_server.new_bucket(endpoint),
                    **s3_server.environment(endpoint),
                },
            ),
        }

        ran(backup, {**plain, "FORMCHECK_DATA_DIR": str(tmp_path / "old")}, tmp_path)
        machine = {n: {**env, "FORMCHECK_DATA_DIR": str(tmp_path / n)} for n in "abc"}
        assert "1 set and 0 files restored" in ran(restore, machine["a"], tmp_path)

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        # The guide serves a team; here one person asks, without signing in.
        alone = serve.replace(" --team", "")
        stack.enter_context(running(alone, machine["a"], "--port", str(port)))
        first = stack.enter_context(running(work, machine["b"]))
        second = stack.enter_context(running(work, machine["c"]))
        said = ran(doctor, machine["a"], tmp_path)
        assert "2 workers heard of lately" in said

        url = f"http://127.0.0.1:{port}"
        sent = [_send(url, e) for e in ("", "&exercise=glute_bridge")]
        end = time.monotonic() + LONGEST
        killed = False
        while not all((told := _ask(url, s))["state"] == "done" for s in sent):
            assert told["state"] in ("queued", "running"), told
            assert time.monotonic() < end, told
            if not killed and any(_ask(url, s)["progress"] for s in sent):
                first.send_signal(signal.SIGKILL)
                killed = True
            time.sleep(0.1)
        assert killed
        assert [_ask(url, s)["total"] for s in sent] == [1, 1]
        assert httpx2.get(f"{url}/api/analyses").json()["total"] == 3
        second.send_signal(signal.SIGTERM)
        assert second.wait(LONGEST) == 0
        assert [x for n in machine for x in open_to_others(tmp_path / n)] == []


def _send(url: str, more: str) -> str:
    answer = httpx2.post(
        f"{url}/api/analyses?name=set.mp4{more}", content=one_repetition(), timeout=LONGEST
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _ask(url: str, set_id: str) -> Any:
    return httpx2.get(f"{url}/api/analyses/{set_id}", timeout=LONGEST).json()
