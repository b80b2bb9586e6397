"""Breaking in at the phone's address: unpaired, by guessed codes, and beyond recording."""

import contextlib
import http.client
import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from formcheck.api.phone.gate import COOKIE
from formcheck.api.phone.pairing import WRONG_CODES
from formcheck.api.routes.uploads import MOST_RECORDINGS
from tests.support.server_process import STAND_IN, UNREACHED, Server
from tests.trial.injection import SECRETS, TRICKS
from tests.trial.results import Result
from tests.trial.senders import another, one_repetition
from tests.trial.stand_in import finishing
from tests.trial.team import Answer, code_of

pytestmark = pytest.mark.trial("break-in")

RECORDS = {
    "GET /api/state",
    "GET /api/exercises",
    "GET /api/exercises/{exercise}/film/{name}",
    "POST /api/uploads",
    "GET /api/uploads/{upload_id}",
    "PATCH /api/uploads/{upload_id}",
    "DELETE /api/uploads/{upload_id}",
    "POST /api/uploads/{upload_id}/end",
    "PATCH /api/analyses/{set_id}/load",
}
"""The routes that recording asks for; every other one is shut, also those that are yet to come."""

OUT = (401, "not_paired")
SHUT = (403, "phone_records_only")
ELSEWHERE = (403, "other_origin")


class Door:
    """The phone's address of a server with a set in its library, as somebody in the network."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookie = ""
        self.origin = ""
        self._connection: http.client.HTTPSConnection | None = None

    def show_code(self) -> str:
        """Show a new code on the computer, whose phone so far is out."""
        self.server.ask("DELETE", "/api/phone", headers={"Origin": self.server.url})
        shown = self.server.ask("POST", "/api/phone", {}, headers={"Origin": self.server.url})[1]
        at = urlsplit(shown["address"])
        self.origin, self.cookie = f"{at.scheme}://{at.netloc}", ""
        return str(shown["code"])

    def pair(self, code: str) -> int:
        """Bring a code; return the status."""
        body = urlencode({"code": code}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, headers, _ = self.ask("POST", "/pair", body, kind)
        for line in headers.get_all("Set-Cookie") or ():
            self.cookie = SimpleCookie(line)[COOKIE].value
        return status

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """Ask as a page of this address does; `headers` given as None are left out."""
        usual = {"Origin": self.origin, "Cookie": f"{COOKIE}={self.cookie}"}
        sent = {k: v for k, v in {**usual, **(headers or {})}.items() if v is not None}
        try:
            return self._answer(method, path, body, sent)
        except UNREACHED:  # the connection of before may have been closed meanwhile
            self.close()
            return self._answer(method, path, body, sent)

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        if self._connection is None:
            at = urlsplit(self.origin)
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self._connection = http.client.HTTPSConnection(
                at.hostname or "", at.port, timeout=60, context=context
            )
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        return response.status, response.headers, response.read()


def judged(case: str, wrong: list[str], said: str = "") -> Result:
    return Result(case, not wrong, "; ".join(wrong[:4]) or said)


def routes(door: Door) -> list[tuple[str, str]]:
    """Return every method and path of the API that recording does not need, and the pages.

    Whatever is asked for has the id of the set that is there.
    """
    schema = json.loads(door.server.answer("GET", "/openapi.json")[2])
    own = door.server.ask("GET", "/api/analyses")[1]["analyses"][0]["id"]
    api = [
        (method.upper(), re.sub(r"\{[^}]*\}", own, path))
        for path, methods in schema["paths"].items()
        for method in methods
        if f"{method.upper()} {path}" not in RECORDS
    ]
    pages = ("/", "/library", "/today", "/docs", "/openapi.json", "/metrics", "/account")
    return [*api, *(("GET", page) for page in pages)]


def unpaired(door: Door) -> Iterator[Result]:
    """Ask every route without a pairing, and with a made up one."""
    assert door.pair(door.show_code()) == 303  # by another phone
    wrong = []
    for cookie in ("", "a" * 43):
        door.cookie = cookie
        of_recording = [
            ("GET", "/api/state"),
            ("POST", "/api/uploads"),
            *((method, "/api/uploads/1") for method in ("GET", "PATCH", "DELETE")),
            ("POST", "/api/uploads/1/end"),
            ("PATCH", "/api/analyses/1/load"),
        ]
        for method, path in [*routes(door), *of_recording]:
            answer = door.ask(method, path, b"{}")
            if path.startswith("/api/"):
                ok = code_of(answer) == OUT
            else:
                ok = answer[0] != 200 or b"Pair this phone" in answer[2]
            wrong += [] if ok else [f"{method} {path}: {code_of(answer)}"]
    yield judged("every route, unpaired", wrong)
    wrong = []
    for trick in TRICKS:
        answer = door.ask("GET", trick.format(set="1"))
        if any(secret in answer[2] for secret in SECRETS) or answer[0] >= 500:
            wrong.append(f"{trick}: {answer[0]}")
    yield judged("addresses that lead out, unpaired", wrong)


def paired(door: Door) -> Iterator[Result]:
    """Ask every route as the paired phone: recording alone is there."""
    assert door.pair(door.show_code()) == 303
    before = door.server.ask("GET", "/api/analyses")[1]
    wrong = []
    for method, path in routes(door):
        answer = door.ask(method, path, b"{}")
        ok = code_of(answer) == SHUT if path.startswith("/api/") else answer[0] in (303, 403)
        wrong += [] if ok else [f"{method} {path}: {code_of(answer)}"]
    yield judged("every other route, paired", wrong)
    wrong = []
    for trick in TRICKS:
        own = before["analyses"][0]["id"]
        for path in (trick.format(set=own), f"/js/..{trick.format(set=own)}"):
            answer = door.ask("GET", path)
            if any(secret in answer[2] for secret in SECRETS) or answer[0] >= 500:
                wrong.append(f"{path}: {answer[0]}")
    for within in ("exercises/../analyses", "exercises/%2e%2e/analyses", "../js/..//api/me"):
        answer = door.ask("GET", sneaked := f"/api/{within}")
        wrong += [f"{sneaked}: 200"] if answer[0] == 200 else []
    if door.server.ask("GET", "/api/analyses")[1] != before:
        wrong.append("the library has changed")
    yield judged("addresses that lead out, paired", wrong)


def forged(door: Door) -> Iterator[Result]:
    """Ask from another site's page, by another name, and with headers of a proxy."""
    assert door.pair(door.show_code()) == 303
    wrong = []
    plain = door.origin.replace("https:", "http:")
    for origin in (None, "null", "https://evil.example", door.server.url, plain):
        answer = door.ask("POST", "/api/uploads", b"{}", {"Origin": origin})
        wrong += [] if code_of(answer) == ELSEWHERE else [f"from {origin}: {code_of(answer)}"]
    for host in ("localhost", "evil.example", urlsplit(door.server.url).netloc):
        answer = door.ask("GET", "/api/state", headers={"Host": host})
        wrong += [] if code_of(answer) == ELSEWHERE else [f"as {host}: {code_of(answer)}"]
    yield judged("requests forged by another site", wrong)
    proxied = {
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Host": urlsplit(door.server.url).netloc,
        "X-Original-URL": "/api/analyses",
        "X-HTTP-Method-Override": "DELETE",
        "Authorization": "Bearer fc_none",
        "Forwarded": "for=127.0.0.1;host=localhost",
    }
    wrong = []
    for name, value in proxied.items():
        answer = door.ask("GET", "/api/analyses", headers={name: value})
        wrong += [] if code_of(answer) == SHUT else [f"{name}: {code_of(answer)}"]
        answer = door.ask("GET", "/api/state", headers={name: value})
        wrong += [] if answer[0] == 200 else [f"{name}, allowed: {code_of(answer)}"]
    yield judged("headers that would like to be a proxy's", wrong)


def recorded(door: Door) -> Iterator[Result]:
    """Record without end, lie about it, and send what is no recording."""
    assert door.pair(door.show_code()) == 303
    kind = {"Content-Type": "application/json"}
    begin = json.dumps({"name": "a", "bytes": 0, "recording": True}).encode()
    answers = [door.ask("POST", "/api/uploads", begin, kind) for _ in range(MOST_RECORDINGS + 3)]
    begun = [f"/api/uploads/{json.loads(a[2])['id']}" for a in answers if a[0] == 201]
    wrong = [] if len(begun) == MOST_RECORDINGS else [f"{len(begun)} begun at once"]
    one = begun[0]

    def end(size: int) -> Answer:
        return door.ask("POST", f"{one}/end", json.dumps({"bytes": size}).encode(), kind)

    expected = [
        (door.ask("PATCH", f"{one}?offset=0", b"x" * 1000)[0], 200),
        (door.ask("PATCH", f"{one}?offset=5", b"x" * 1000)[0], 409),
        (end(10**15)[0], 409),
        (end(-1)[0], 409),
        (end(1000)[0], 422),
        (door.ask("GET", one)[0], 404),
        *((door.ask("DELETE", path)[0], 204) for path in begun[1:]),
    ]
    wrong += [f"number {i}: {got}" for i, (got, right) in enumerate(expected) if got != right]
    left = door.server.ask("GET", "/api/uploads")[1]["recordings"]
    wrong += [f"{len(left)} left"] if left else []
    yield judged("recordings without end, and false ones", wrong)


def guessed(door: Door) -> Iterator[Result]:
    """Guess codes; bring the right one twice, at once, and after the pairing was ended."""
    code = door.show_code()
    tries = [door.pair(f"WRONG{number:03}") for number in range(WRONG_CODES)]
    wrong = [] if set(tries) == {403} else [f"wrong codes: {tries}"]
    with contextlib.suppress(*UNREACHED):  # nothing waits for a phone any more: it closes soon
        wrong += [] if door.pair(code) == 403 else ["the right one was taken after too many"]
    yield judged("guessing a code", wrong)
    code = door.show_code()
    phones = [Door(door.server) for _ in range(8)]
    seen: list[int] = []

    def race(phone: Door) -> None:
        phone.origin = door.origin
        seen.append(phone.pair(code))

    threads = [threading.Thread(target=race, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrong = [] if seen.count(303) == 1 else [f"paired by one code: {seen}"]
    first = next(phone for phone in phones if phone.cookie)
    wrong += [] if first.ask("GET", "/api/state")[0] == 200 else ["the first one is out"]
    door.show_code()
    first.origin = door.origin
    answer = first.ask("GET", "/api/state")
    wrong += [] if code_of(answer) == OUT else [f"after its end: {code_of(answer)}"]
    door.server.ask("DELETE", "/api/phone", headers={"Origin": door.server.url})
    with contextlib.suppress(*UNREACHED):
        wrong.append(f"after all has ended: {door.ask('GET', '/')[0]}")
    for phone in phones:
        phone.close()
    yield judged("a code used twice, and after its end", wrong)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    data = tmp_path_factory.mktemp("phone") / "data"
    environment: dict[str, Any] = {
        "FORMCHECK_PHONE_ADDRESS": "127.0.0.1",
        "TRIAL_ANALYSER": finishing(0.0),
    }
    with Server(data, program=STAND_IN, **environment) as server:
        video = another(one_repetition(), 1)
        server.ask("POST", "/api/analyses", video, headers={"Origin": server.url}, name="a.mp4")
        with contextlib.closing(Door(server)) as opened:
            yield opened


@pytest.mark.parametrize("way", [unpaired, paired, forged, recorded, guessed])
def test_no_way_in_is_open_at_the_phone_s_address(
    way: Callable[[Door], Iterator[Result]],
    door: Door,
    check_all: Callable[[Iterator[Result]], None],
) -> None:
    check_all(way(door))


def test_no_error_is_in_the_log_in_the_end(door: Door) -> None:
    assert "Traceback" not in door.server.log()
