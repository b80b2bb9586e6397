"""A real `formcheck serve` in a process of its own, and plain requests to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

START = 90.0
"""Seconds that it may take to answer, on a busy machine."""

FORMCHECK = ("-m", "formcheck")
"""What Python runs."""

STAND_IN = ("-m", "tests.trial.stand_in")
"""The same with a stand-in for the analyser: see there."""

UNREACHED = (OSError, http.client.HTTPException)
"""What `ask` raises where no answer comes."""


class Server:
    """The server, on one port and one data folder; a context manager that leaves none behind.

    Args:
        data: its data folder; what it writes on the terminal goes to `serve.log` beside it.
        program: what Python runs.
        before: a command that runs the whole.
        options: of `serve`.
        environment: beside ours.
    """

    def __init__(
        self,
        data: Path,
        *,
        program: Sequence[str] = FORMCHECK,
        before: Sequence[str] = (),
        options: Sequence[str] = (),
        **environment: str,
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.data = data
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "FORMCHECK_DATA_DIR": str(data),
            "FORMCHECK_MODEL": "lite",
            "FORMCHECK_RESERVE_BYTES": "0",
            "FORMCHECK_WEAK_SANDBOX": "1",
            **environment,
        }
        self.command = [
            *before,
            sys.executable,
            *program,
            "serve",
            "--no-browser",
            "--port",
            str(self.port),
            *options,
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data.parent / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        end = time.monotonic() + START
        while not self.healthy():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{self.log()[-2000:]}")
            time.sleep(0.05)

    def log(self) -> str:
        """Return all that it wrote."""
        return (self.data.parent / "serve.log").read_text("utf-8", "replace")

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def cpu_seconds(self) -> float:
        """Seconds of processor time that it took so far (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def alive(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop it as Ctrl-C does; killed where it does not stop."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """End it as a crash does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None

    def healthy(self) -> bool:
        """Whether it says that it is well."""
        try:
            return self.ask("GET", "/healthz", timeout=10)[1].get("ok") is True
        except (*UNREACHED, ValueError):
            return False

    def answer(
        self,
        method: str,
        path: str,
        body: Any = None,
        timeout: float = 120,
        headers: Mapping[str, str] | None = None,
        **query: str | bytes,
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Ask; return the status, the headers and the body.

        `body` is sent as it is where it is bytes or an open file, else as JSON.
        """
        line = f"{path}?{urllib.parse.urlencode(query)}" if query else path
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        sent = dict(headers or {})
        if body is not None and not isinstance(body, bytes) and not hasattr(body, "read"):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        elif hasattr(body, "fileno"):
            sent["Content-Length"] = str(os.fstat(body.fileno()).st_size)
        try:
            connection.request(method, line, body, sent)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        timeout: float = 120,
        headers: Mapping[str, str] | None = None,
        **query: str | bytes,
    ) -> tuple[int, dict[str, Any]]:
        """Ask as `answer` does; return the status and the JSON answered ({} where it is none)."""
        status, _, data = self.answer(method, path, body, timeout, headers, **query)
        try:
            told = json.loads(data)
        except ValueError:
            told = {}
        return status, told if isinstance(told, dict) else {}

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
