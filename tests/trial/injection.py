"""Names, comments and files that would like to be programs; messages that are too large."""

import csv
import io
import json
import socket
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from formcheck.storage.blobs import MARK
from tests.support.server_process import UNREACHED, Server
from tests.trial import aftermath
from tests.trial.results import Result
from tests.trial.senders import TAKEN, another, digest, one_repetition
from tests.trial.team import COOKIE, Team, code_of, json_of

SCRIPT = "<img src=x onerror=\"document.title='in'\"><script>document.title='in'</script>"
NAMES = [
    "../../../../tmp/formcheck-broke-out.mp4",
    "/tmp/formcheck-broke-out.mp4",
    "..\\..\\a.mp4",
    "a\0b.mp4",
    "a\r\nSet-Cookie: x=1.mp4",
    "CON",
    ".",
    "..",
    "",
    " ",
    "%2e%2e%2fa",
    "a/../../b",
    "\u202egpj.mp4",
    '"; rm -rf "',
    "$(id).mp4",
    "x" * 255,
    SCRIPT,
    "=1+1",
    "-rf",
    "\U0001f4aa",
]

TRICKS = [
    "/../../../../etc/passwd",
    "/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/js/../../pyproject.toml",
    "/js/..%2f..%2fpyproject.toml",
    "/vendor/%2e%2e/%2e%2e/pyproject.toml",
    "//etc/passwd",
    "/js//etc/passwd",
    "/img/..%5c..%5cpyproject.toml",
    "/models/..%2fpyproject.toml",
    "/js/%00",
    "/css/....//....//pyproject.toml",
    "/js/..;/..;/pyproject.toml",
    "/api/analyses/{set}/files/..%2f..%2fformcheck.db",
    "/api/analyses/{set}/files/%2fetc%2fpasswd",
    "/api/analyses/..%2f..%2fformcheck.db/video",
    "/api/analyses/{set}/files/../../../formcheck.db",
]

SECRETS = (b"root:", b"SQLite format", b"[project]", b"import-linter")
"""What would be in the answer if a trick worked."""

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", '=HYPERLINK("http://x")']


def names(team: Team) -> Iterator[Result]:
    """Send files under names that would like to be paths, headers or programs."""
    wrong = []
    for number, name in enumerate(NAMES):
        data = another(one_repetition(), 1000 + number)
        status, told = _sent(team, name, data)
        if status not in (*TAKEN, 422):
            wrong.append(f"{name[:20]!r}: {status}")
            continue
        if status in TAKEN:
            url = f"/api/analyses/{told['id']}/video"
            got, headers, body = team.ben.ask("GET", url, download="1")
            given = headers.get_all("Set-Cookie") or []
            if got != 200 or digest(body) != digest(data) or any("x=1" in g for g in given):
                wrong.append(f"{name[:20]!r} fetched: {got}")
            if any(ord(c) < 32 for c in told["title"]):
                wrong.append(f"{name[:20]!r} has control characters in its title")
    out = [p for p in (Path("/tmp/formcheck-broke-out.mp4"), team.server.data / "b") if p.exists()]
    wrong += [f"written at {p}" for p in out]
    strange = [
        p.name
        for p in (team.server.data / "files").rglob("*")
        if p.is_file() and p.name != MARK and (len(p.name) != 64 or p.parent.name != p.name[:2])
    ]
    wrong += [f"kept as {x}" for x in strange]
    yield _told("names that are paths", wrong, f"{len(NAMES)} names")


def _sent(team: Team, name: str, data: bytes) -> tuple[int, dict[str, str]]:
    answer = team.ben.ask("POST", "/api/analyses", data, name=name)
    return answer[0], json_of(answer)


def _told(case: str, wrong: list[str], said: str = "") -> Result:
    return Result(case, not wrong, "; ".join(wrong[:4]) or said)


def paths(team: Team) -> Iterator[Result]:
    """Ask for addresses that would like to lead out of the folder."""
    own = team.ben.told("GET", "/api/analyses")["analyses"][0]["id"]
    wrong = []
    for trick in TRICKS:
        status, _, body = team.ben.ask("GET", trick.format(set=own))
        if any(secret in body for secret in SECRETS) or status >= 500:
            wrong.append(f"{trick}: {status}")
    yield _told("addresses that lead out", wrong, f"{len(TRICKS)} addresses")
    wrong = []
    for q in ("' OR 1=1 --", "%", "_", "\\", "'; DROP TABLE analyses; --", "\0", "\ud800", "%00"):
        try:
            found = team.dora.ask("GET", "/api/analyses", q=q.encode("utf-8", "surrogatepass"))
        except UNREACHED as error:
            wrong.append(f"{q!r}: {error}")
            continue
        if found[0] not in (200, 422) or json_of(found).get("total", 0):
            wrong.append(f"{q!r}: {code_of(found)}")
    yield _told("a search that would like to be SQL", wrong)


def scripts(team: Team) -> Iterator[Result]:
    """Put a script wherever a name or a text is taken; no answer may be run by a browser."""
    set_id = team.ben.told("GET", "/api/analyses")["analyses"][0]["id"]
    one = f"/api/analyses/{set_id}"
    team.ben.ask("PATCH", one, {"title": SCRIPT})
    team.ben.ask("PUT", "/api/me", {"name": SCRIPT})
    team.clara.ask("POST", f"{one}/review/comments", {"time": 0.5, "text": SCRIPT})
    wrong = []
    for path in (
        *(one, f"{one}/review", "/api/analyses", "/api/state", "/api/clients", "/api/desk"),
        *("/", "/library", f"/review/{set_id}", "/nothing/<script>"),
    ):
        _, headers, body = team.clara.ask("GET", path)
        kind = headers.get("Content-Type", "")
        if b"onerror=" in body and "json" not in kind:
            wrong.append(f"{path} holds the script as {kind}")
        policy = headers.get("Content-Security-Policy", "")
        if "script-src" not in policy and "default-src" not in policy:
            wrong.append(f"{path} has no policy")
        if "unsafe-inline" in policy.partition("script-src")[2].partition(";")[0]:
            wrong.append(f"{path} lets inline scripts run")
        if headers.get("X-Content-Type-Options") != "nosniff":
            wrong.append(f"{path} may be sniffed")
    yield _told("scripts in titles, names and comments", wrong)


def disguised(team: Team) -> Iterator[Result]:
    """Send files that are two things at once: they are refused, or come back as videos only."""
    page = b"<html><script>document.title='in'</script></html>"
    video = one_repetition()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr("a.html", page)
    boxed = struct.pack(">I4s", len(page) + 8, b"free") + page
    wrong = []
    for what, data in {
        "page and video": video + page,
        "video with a page in a box": video + boxed,
        "page in front": page + video,
        "archive behind": video + archive.getvalue(),
        "GIF and video": b"GIF89a/*" + video,
        "PDF and video": b"%PDF-1.7\n" + video,
        "program": b"#!/bin/sh\nid\n" + video,
        "SVG": b"<svg onload='alert(1)'/>" + video,
    }.items():
        status, told = _sent(team, f"{what}.html", data)
        if status in TAKEN:
            _, headers, _ = team.ben.ask("GET", f"/api/analyses/{told['id']}/video")
            kind, policy = (
                headers.get("Content-Type", ""),
                headers.get("Content-Security-Policy", ""),
            )
            if not kind.startswith("video/") or headers.get("X-Content-Type-Options") != "nosniff":
                wrong.append(f"{what} comes back as {kind}")
            if "script-src" not in policy and "sandbox" not in policy:
                wrong.append(f"{what} comes back without a policy")
        elif status != 422:
            wrong.append(f"{what}: {status}")
    yield _told("files that are two things", wrong)


def _raw(server: Server, data: bytes) -> bytes:
    """Send bytes as they are; return what is answered at first."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as s:
        try:
            s.sendall(data)
            return s.recv(4096)
        except OSError:
            return b""


def oversized(team: Team) -> Iterator[Result]:
    """Send too much of everything: it is refused, and the server stays well."""
    wrong, url = [], team.server.url
    big = b'{"name": "' + b"x" * 3_000_000 + b'"}'
    for what, body in (("3 MB of JSON", big), ("deep JSON", b"[" * 200_000)):
        status = team.ben.ask("PUT", "/api/me", body, {"Content-Type": "application/json"})[0]
        if status not in (400, 413, 422):
            wrong.append(f"{what}: {status}")
    cookie = f"Cookie: {COOKIE}={team.ben.cookie}\r\nOrigin: {url}\r\nHost: localhost\r\n"
    for what, data in {
        "a header of 1 MB": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1_000_000,
        "an address of 200 kB": b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "two lengths": f"PUT /api/me HTTP/1.1\r\n{cookie}Content-Length: 2\r\nContent-Length: 9\r\n"
        "\r\n{}".encode(),
        "a negative length": f"PUT /api/me HTTP/1.1\r\n{cookie}Content-Length: -1\r\n\r\n".encode(),
        "no HTTP": b"\x16\x03\x01" + bytes(300),
    }.items():
        said = _raw(team.server, data)
        if said.startswith((b"HTTP/1.1 2", b"HTTP/1.1 5")):
            wrong.append(f"{what}: {said[:20]!r}")
    ranges = "bytes=" + ",".join(f"{i}-{i}" for i in range(5000))
    own = team.ben.told("GET", "/api/analyses")["analyses"][0]["id"]
    answer = team.ben.ask("GET", f"/api/analyses/{own}/video", headers={"Range": ranges})
    if answer[0] >= 500 or len(answer[2]) > 2 * len(one_repetition()):
        wrong.append(f"5,000 ranges: {answer[0]}, {len(answer[2])} bytes")
    if not aftermath.well(team.server) and not team.server.healthy():
        wrong.append("the server is not well")
    yield _told("too much of everything", wrong)


def sockets(team: Team) -> Iterator[Result]:
    """Open WebSockets from elsewhere, signed out, and with messages that are too large."""
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect

    url = f"ws://127.0.0.1:{team.server.port}/api/live"
    hello = json.dumps({"exercise": "glute_bridge", "model": "lite"})

    def said(origin: str | None, cookie: str | None, message: str | bytes = hello) -> str:
        headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
        try:
            with connect(
                url,
                origin=origin,  # type: ignore[arg-type]
                additional_headers=headers,
                open_timeout=10,
                proxy=None,
            ) as ws:
                ws.send(message)
                return str(ws.recv(timeout=10))
        except (WebSocketException, OSError, EOFError, TimeoutError) as error:
            return f"refused: {type(error).__name__}"

    wrong = []
    good = said(team.server.url, team.ben.cookie)
    if "token" not in good:
        wrong.append(f"our own page: {good[:80]}")
    for what, told in {
        "another site": said("https://evil.example", team.ben.cookie),
        "no page": said(None, team.ben.cookie),
        "signed out": said(team.server.url, None),
        "a made up cookie": said(team.server.url, "a" * 43),
        "a message of 2 MB": said(team.server.url, team.ben.cookie, b"x" * 2_000_000),
    }.items():
        if '"token"' in told:
            wrong.append(f"{what} was let in")
    if not team.server.healthy():
        wrong.append("the server is not well")
    yield _told("WebSockets from elsewhere", wrong)


def written(data: Path) -> Iterator[Result]:
    """Have a set called like a formula and a script judged for real: its files are harmless."""
    with Server(data) as server:
        wrong = []
        for number, title in enumerate((*FORMULAS[:2], SCRIPT)):
            sent = another(one_repetition(), 2000 + number)
            _, told = server.ask("POST", "/api/analyses", sent, name=f"{title}.mp4")
            server.ask("PATCH", f"/api/analyses/{told['id']}", {"title": title})
        for row in aftermath.settled(server):
            url = f"/api/analyses/{row['id']}/files"
            _, _, table = server.answer("GET", f"{url}/reps.csv")
            cells = [c for line in csv.reader(io.StringIO(table.decode("utf-8-sig"))) for c in line]
            bad = [c for c in cells if c[:1] in "=+@\t\r" and c and not _number(c)]
            wrong += [f"a cell {c[:30]!r}" for c in bad + [c for c in cells if "cmd|" in c[:6]]]
            _, headers, report = server.answer("GET", f"{url}/report.html")
            if b"<img src=x" in report or b"<script>document" in report:
                wrong.append("a script in the report")
            policy = headers.get("Content-Security-Policy", "")
            if "sandbox" not in policy or "allow-scripts" in policy:
                wrong.append("a report without a policy")
            if row["state"] != "done" or not cells:
                wrong.append(f"{row['title'][:20]!r} is {row['state']}: {row['error']}")
        yield _told("formulas in tables, scripts in reports", wrong)


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


WAYS: list[Callable[[Team], Iterator[Result]]] = [
    names,
    paths,
    scripts,
    disguised,
    oversized,
    sockets,
]
