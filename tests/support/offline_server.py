"""A whole server's day where there is no network but this machine's own.

`python -m tests.support.offline_server FOLDER`, started in an empty network namespace: it raises
the loopback, starts `formcheck serve`, sends a video, waits for its report, records a set live,
once on this computer and once with a phone, and stops.
"""

import fcntl
import http.client
import json
import os
import socket
import ssl
import struct
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import connect
from websockets.typing import Origin

from formcheck.live.protocol import pack
from tests.support.filming import camera, film
from tests.support.motions import still
from tests.support.server_process import Server
from tests.trial.senders import one_repetition

_SET_FLAGS, _UP = 0x8914, 0x1 | 0x40
LONGEST = 180.0
"""Seconds that the report may take, on a busy machine."""


def raise_loopback() -> None:
    """Bring up this machine's own network, which a new namespace has down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        fcntl.ioctl(s, _SET_FLAGS, struct.pack("16sh", b"lo", _UP))


def judged(server: Server) -> None:
    """Send a video and wait for its report."""
    status, told = server.ask("POST", "/api/analyses", one_repetition(), name="a.mp4")
    assert status == 201, told
    end = time.monotonic() + LONGEST
    while (now := server.ask("GET", f"/api/analyses/{told['id']}")[1])["state"] != "done":
        assert now["state"] in ("queued", "running"), now
        assert time.monotonic() < end, now
        time.sleep(0.2)
    assert now["report"]["reps"]


def live(url: str, **options: Any) -> None:
    """Record the beginning of a set; `options` are those of the connection."""
    with connect(f"{url}/api/live", proxy=None, **options) as ws:
        ws.send(json.dumps({"exercise": "glute_bridge", "model": "lite"}))
        assert "token" in json.loads(ws.recv(timeout=30))
        for number, frame in enumerate(film(still("supine", 2.0), camera("side"))):
            ws.send(pack(frame, number))
            assert json.loads(ws.recv(timeout=30))["seq"] == number
        ws.send('{"end": true}')
        assert json.loads(ws.recv(timeout=30))["phase"] == "ended"


def paired(server: Server) -> None:
    """Pair a phone, and record with it."""
    status, shown = server.ask("POST", "/api/phone", {})
    assert status == 200, shown
    host = urlsplit(shown["address"]).netloc
    name, _, port = host.partition(":")
    tls = ssl.create_default_context()
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    phone = http.client.HTTPSConnection(name, int(port), context=tls, timeout=30)
    origin = f"https://{host}"
    phone.request("POST", "/pair", f"code={shown['code']}", {"Origin": origin})
    answer = phone.getresponse()
    assert answer.status == 303, answer.status
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    phone.close()
    live(
        f"wss://{host}",
        ssl=tls,
        origin=Origin(origin),
        additional_headers={"Cookie": cookie},
    )
    assert server.ask("DELETE", "/api/phone")[1]["state"] == "off"


def main() -> None:
    """Do all of it."""
    folder = Path(sys.argv[1])
    if "alone" in sys.argv[2:]:
        raise_loopback()
    environment = {k: v for k, v in os.environ.items() if k == "SVT_LOG"}
    environment["FORMCHECK_PHONE_ADDRESS"] = "127.0.0.1"
    with Server(folder / "data", **environment) as s:
        for path in ("/", "/docs", "/api/exercises"):
            assert s.answer("GET", path)[0] == 200
        judged(s)
        live(f"ws://127.0.0.1:{s.port}")
        paired(s)


if __name__ == "__main__":
    main()
