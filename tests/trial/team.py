"""A team on a real server: two coaches, two clients; one client lets one coach see."""

import http.client
import json
import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from tests.support.server_process import Server

PASSWORD = "correct horse battery"
COOKIE = "formcheck"

Json = dict[str, Any]
Answer = tuple[int, http.client.HTTPMessage, bytes]


def json_of(answer: Answer) -> Json:
    """Return the JSON of an answer; {} where it is none."""
    try:
        told = json.loads(answer[2])
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def code_of(answer: Answer) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    error = json_of(answer).get("error") or {}
    return answer[0], error.get("code", "")


class Member:
    """Somebody with a browser of their own."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookie = ""
        self.me: Json = {}

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str | None] | None = None,
        **query: Any,
    ) -> Answer:
        """Ask as their page does; `headers` given as None are left out."""
        usual = {"Origin": self.server.url, "Cookie": f"{COOKIE}={self.cookie}"}
        sent = {k: v for k, v in {**usual, **(headers or {})}.items() if v is not None}
        answer = self.server.answer(method, path, body, headers=sent, **query)
        for line in answer[1].get_all("Set-Cookie") or ():
            if COOKIE in (found := SimpleCookie(line)):
                self.cookie = found[COOKIE].value
        return answer

    def told(self, method: str, path: str, body: Any = None, **query: Any) -> Json:
        """Ask for something that must be answered; return its JSON."""
        answer = self.ask(method, path, body, **query)
        if answer[0] >= 400:
            raise RuntimeError(f"{method} {path} answered {code_of(answer)}")
        return json_of(answer)

    def join(self, link: str, login: str, name: str = "") -> Answer:
        """Join by an invitation's link."""
        told = {
            "name": name or login.capitalize(),
            "login": login,
            "password": PASSWORD,
            "consent": True,
        }
        answer = self.ask("POST", f"/api/join/{link.rpartition('/')[2]}", told)
        self.me = json_of(answer)
        return answer

    def sign_in(self, login: str, password: str = PASSWORD) -> Answer:
        """Sign in."""
        return self.ask("POST", "/api/session", {"login": login, "password": password})

    def invited(self, role: str = "client", name: str = "Somebody") -> str:
        """Return the link of a new invitation."""
        url: str = self.told("POST", "/api/invitations", {"name": name, "role": role})["url"]
        return url


class Team:
    """A server in team mode, and who is in the team; a context manager.

    Clara and Cole are coaches, Ben and Dora clients: Ben lets Clara see, Dora lets Cole.
    """

    def __init__(self, data: Path, **more: Any) -> None:
        self.server = Server(data, options=("--team",), **more)

    def __enter__(self) -> "Team":
        self.server.start()
        found = re.findall(r"http://\S+/join/\S+", self.server.log())
        self.clara, self.cole, self.ben, self.dora = (Member(self.server) for _ in range(4))
        self.clara.join(found[-1], "clara")
        self.cole.join(self.clara.invited("coach"), "cole")
        self.ben.join(self.clara.invited(), "ben")
        self.dora.join(self.cole.invited(), "dora")
        for member in (self.clara, self.cole, self.ben, self.dora):
            if "id" not in member.me:
                raise RuntimeError(f"somebody could not join: {member.me}")
        return self

    def nobody(self) -> Member:
        """Return somebody who is not signed in."""
        return Member(self.server)

    def __exit__(self, *_: object) -> None:
        self.server.stop()
