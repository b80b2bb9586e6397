"""`formcheck serve` as a process: started, stopped, killed at the worst moment, in the way."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support import data_folder
from tests.support.processes import working
from tests.support.sample_sets import BRIDGE

LONGEST = 180.0


class Server:
    """A `formcheck serve` and what it says."""

    def __init__(self, data: Path, *options: str) -> None:
        env = {**os.environ, "FORMCHECK_DATA_DIR": str(data), "FORMCHECK_MODEL": "lite"}
        env |= {"FORMCHECK_RESERVE_BYTES": "0", "FORMCHECK_WEAK_SANDBOX": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "formcheck", "serve", "--no-browser", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
        )
        self.url = ""

    def up(self) -> "Server":
        """Wait for its address."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+/", line)
        assert found, (line, self.process.communicate())
        self.url = found[0]
        return self

    def ask(self, method: str, path: str, **more: Any) -> Any:
        answer = httpx2.request(method, self.url + path, timeout=LONGEST, **more)
        answer.raise_for_status()
        return answer.json()

    def ends(self) -> tuple[int, str, str]:
        """Wait for its end; return the exit code and what it said."""
        out, err = self.process.communicate(timeout=LONGEST)
        return self.process.returncode, out, err


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(*options: str, data: Path = tmp_path / "data") -> Server:
        server = Server(data, *(options or ("--port", "0")))
        started.append(server)
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()


def test_killed_in_the_middle_the_next_server_ends_the_work(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve().up()
    sent = server.ask("POST", "api/analyses?name=bridge.mp4", content=BRIDGE.read_bytes())
    one = f"api/analyses/{sent['id']}"
    end = time.monotonic() + LONGEST
    while not ((told := server.ask("GET", one))["progress"] or 0) > 0.02:
        assert told["state"] in ("queued", "running"), told
        assert time.monotonic() < end
        time.sleep(0.05)
    assert told["state"] == "running", "it ended at once: a longer video is wanted"
    server.process.send_signal(signal.SIGKILL)
    server.ends()
    end = time.monotonic() + LONGEST
    while working(tmp_path):  # its analyser dies with it
        assert time.monotonic() < end
        time.sleep(0.05)

    server = serve().up()
    while not (told := server.ask("GET", one))["report_ready"]:
        assert told["state"] in ("queued", "running"), told
        assert time.monotonic() < end
        time.sleep(0.1)
    assert (told["exercise"]["id"], told["total"], told["tries"]) == ("glute_bridge", 3, 2)
    server.process.send_signal(signal.SIGINT)
    code, out, err = server.ends()
    assert (code, out, err) == (0, "Stopped.\n", "")
    assert not working(tmp_path)
    assert data_folder.open_to_others(tmp_path / "data") == []


def test_a_second_one_on_the_same_data_says_where_the_first_is(
    serve: Callable[..., Server],
) -> None:
    first = serve().up()
    code, out, err = serve().ends()
    assert (code, out) == (1, "")
    assert "Another formcheck already serves" in err
    assert first.url in err
    assert err.count("\n") == 1


def test_a_port_that_is_taken(serve: Callable[..., Server]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = serve("--port", str(taken.getsockname()[1])).ends()
    assert code == 1
    assert "choose another with --port" in err


def test_a_data_folder_that_cannot_be_written(serve: Callable[..., Server], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, _, err = serve("--port", "0", data=tmp_path / "file" / "data").ends()
    assert code == 1
    assert "FORMCHECK_DATA_DIR" in err
    assert "Traceback" not in err


def test_a_host_that_is_none(serve: Callable[..., Server]) -> None:
    code, _, err = serve("--host", "192.0.2.1", "--port", "0", "--open").ends()
    assert code == 1
    assert "is no address" in err or "cannot serve" in err
    assert "Traceback" not in err


def test_without_accounts_others_are_let_in_only_when_that_is_said(
    serve: Callable[..., Server],
) -> None:
    code, out, err = serve("--host", "0.0.0.0", "--port", "0").ends()
    assert (code, out) == (1, "")
    assert "everybody who can reach 0.0.0.0 can see, change and delete" in err
    assert "--team" in err
    assert "--open" in err
    server = serve("--host", "0.0.0.0", "--port", "0", "--open").up()
    server.process.send_signal(signal.SIGINT)
    code, _, err = server.ends()
    assert code == 0
    assert "everybody who can reach 0.0.0.0" in err


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("gym", False)],
)
def test_which_addresses_only_this_machine_reaches(host: str, own: bool) -> None:
    from formcheck.cli.serve import is_loopback

    assert is_loopback(host) is own


def test_a_proxy_is_believed_only_where_it_is_named(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    guess = {"login": "clara", "password": "a wrong guess"}

    def tries(server: Server) -> list[int]:
        origin = {"Origin": server.url.rstrip("/")}
        with httpx2.Client(base_url=server.url, headers=origin, timeout=LONGEST) as browser:
            found = [
                browser.post(
                    "api/session", json=guess, headers={"X-Forwarded-For": f"192.0.2.{n}"}
                ).status_code
                for n in range(6)
            ]
        server.process.send_signal(signal.SIGINT)
        server.ends()
        return found

    assert tries(serve("--port", "0", "--team").up()) == [401] * 5 + [429]
    monkeypatch.setenv("FORMCHECK_TRUSTED_PROXIES", "127.0.0.1")
    assert tries(serve("--port", "0", "--team").up()) == [401] * 6


def test_the_next_free_port_is_taken_where_none_was_asked_for() -> None:
    from formcheck.cli.serve import _listen

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with _listen("127.0.0.1", port, None) as found:
            assert port < found.getsockname()[1] <= port + 20


def test_a_team_begins_with_a_link_and_stays_a_team(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve("--port", "0").up()
    server.ask("PUT", "api/checkins/2026-11-02", json={"back": 3})
    server.process.send_signal(signal.SIGINT)
    server.ends()

    server = serve("--port", "0", "--team").up()
    assert server.process.stdout is not None
    link = re.search(r"http://\S+/join/(\S+)", server.process.stdout.readline())
    assert link
    origin = {"Origin": server.url.rstrip("/")}
    joining = {"name": "Clara", "login": "clara", "password": "correct horse battery"}
    with httpx2.Client(base_url=server.url, headers=origin, timeout=LONGEST) as browser:
        assert browser.get("api/checkins").status_code == 401
        assert browser.post(f"api/join/{link[1]}", json=joining).json()["role"] == "coach"
        assert browser.get("api/checkins").json()["checkins"][0]["back"] == 3
    server.process.send_signal(signal.SIGINT)
    assert server.ends() == (0, "Stopped.\n", "")

    code, _, err = serve("--port", "0").ends()
    assert code == 1
    assert "Serve it with --team" in err
    server = serve("--port", "0", "--team").up()
    server.process.send_signal(signal.SIGINT)
    assert server.ends()[1] == "Stopped.\n"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:80/"),
        ("0.0.0.0", "http://127.0.0.1:80/"),
        ("::1", "http://[::1]:80/"),
        ("gym.lan", "http://gym.lan:80/"),
    ],
)
def test_the_address_to_type(host: str, address: str) -> None:
    from formcheck.cli.serve import address_of

    assert address_of(host, 80) == address


def test_the_guides_program_gets_a_report(
    serve: Callable[..., Server],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    guide = (Path(__file__).parents[2] / "OPERATING.md").read_text("utf-8")
    code = re.search(r"```python\n(import json.*?)```", guide, re.DOTALL)
    assert code
    server = serve().up()
    (tmp_path / "set.mp4").write_bytes(BRIDGE.read_bytes())
    monkeypatch.chdir(tmp_path)
    program = code[1].replace("http://127.0.0.1:8765", server.url.rstrip("/"))
    exec(compile(program, "OPERATING.md", "exec"), {})
    assert "of 3 {'cue': 'hyperextension'" in capsys.readouterr().out
