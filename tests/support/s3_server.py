"""A real S3 server for tests: moto's, one a process, a bucket a test, gone at the end.

Or another one, named in FORMCHECK_TEST_S3 (an endpoint; key and secret from AWS_*).
"""

import atexit
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import cache

import pytest

ENV = "FORMCHECK_TEST_S3"
PATIENCE = 60.0
"""Seconds that it may take to answer, on a busy machine."""


class S3:
    """A server on one port, whose content is in memory."""

    def __init__(self, port: int | None = None) -> None:
        if port is None:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("moto's server did not start: is 'moto[server,s3]' installed?")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/moto-api/data.json", timeout=10):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """End it; what it had is gone."""
        self._process.kill()
        self._process.wait()


@cache
def shared() -> str:
    """Return the endpoint of this process's server, started at the first call."""
    given = os.environ.get(ENV)
    if given:
        return given
    pytest.importorskip("moto", reason="moto is not installed")
    server = S3()
    atexit.register(server.stop)
    return server.url


def environment(endpoint: str) -> dict[str, str]:
    """Return what a program needs to know to use a server."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID", "formcheck"),
        "AWS_SECRET_ACCESS_KEY": os.environ.get("AWS_SECRET_ACCESS_KEY", "formcheck"),
        "AWS_REGION": os.environ.get("AWS_REGION", "us-east-1"),
    }


def new_bucket(endpoint: str) -> str:
    """Make a bucket; return its URL, with a prefix."""
    name = f"formcheck-{secrets.token_hex(6)}"
    asked = urllib.request.Request(f"{endpoint}/{name}", method="PUT")
    with urllib.request.urlopen(asked, timeout=PATIENCE):
        return f"s3://{name}/some/where"
