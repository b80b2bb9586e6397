"""Asks a server again and again, in a process of its own, and tells how long it had to wait.

`python -m tests.trial.response_times PORT PATH` asks until its standard input ends, then tells the
seconds that each answer took (null: none came) as JSON.
"""

import http.client
import json
import select
import subprocess
import sys
import time

from tests.support.server_process import Server

EVERY = 0.1
"""Seconds between two questions."""

LONGEST = 60.0
"""Seconds after which an answer is not waited for any more."""


class Prober:
    """A context manager; `slowest` and `failed` tell what was seen meanwhile.

    Args:
        server: whom to ask.
        path: what for.
    """

    def __init__(self, server: Server, path: str = "/healthz") -> None:
        self._command = [sys.executable, "-m", "tests.trial.response_times", str(server.port), path]
        self._process: subprocess.Popen[str] | None = None
        self.times: list[float] = []
        self.failed = 0

    @property
    def slowest(self) -> float:
        """Seconds that the slowest answer took; infinite where nothing was answered."""
        return max(self.times, default=float("inf"))

    def __enter__(self) -> "Prober":
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        told = self._process.communicate(timeout=2 * LONGEST)[0]
        every: list[float | None] = json.loads(told)
        self.times = [x for x in every if x is not None]
        self.failed = len(every) - len(self.times)


def asked(port: int, path: str) -> float | None:
    """Return the seconds that an answer took; None where none came, or another than 200."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return time.monotonic() - begun if response.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def main() -> None:
    """Ask until standard input ends."""
    port, path = int(sys.argv[1]), sys.argv[2]
    every = []
    while not select.select([sys.stdin], [], [], EVERY)[0]:
        every.append(asked(port, path))
    print(json.dumps(every))


if __name__ == "__main__":
    main()
