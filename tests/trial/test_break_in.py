"""Breaking in: as nobody, with what was stolen, with other people's ids, from another site."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.server_process import STAND_IN
from tests.trial import injection
from tests.trial.results import Result
from tests.trial.senders import TAKEN, one_repetition
from tests.trial.stand_in import finishing
from tests.trial.team import PASSWORD, Answer, Member, Team, code_of, json_of

OUT = (401, "signed_out")
NOT_THERE = (404, "not_found")
TRIES = 5
"""Wrong passwords after which a login has to wait."""

ALIKE = 0.5
"""Share of the work for one login that the other takes at least: without a password to compare,
an unknown one would take a tenth. Work is the server's own, so that a busy machine changes nothing.
"""


pytestmark = pytest.mark.trial("break-in")


def judged(case: str, wrong: Sequence[str], said: str = "") -> Result:
    """Return the result of a case: what is wrong, or what to say of it."""
    return Result(case, not wrong, "; ".join(wrong[:4]) or said)


def only(what: str, answer: Answer, *expected: Any) -> list[str]:
    """Return what is wrong where an answer is not as expected."""
    got = code_of(answer)
    return [] if got in expected or got[0] in expected else [f"{what}: {got}"]


def nobody(team: Team) -> Iterator[Result]:
    """Ask every route without signing in: nothing but the few that are meant for it."""
    schema = json_of(team.server.answer("GET", "/openapi.json"))
    stranger, open_to_all, wrong = team.nobody(), [], []
    for path, operations in schema["paths"].items():
        for method in operations:
            real = re.sub(r"\{[^}]*\}", "none", path)
            answer = stranger.ask(method.upper(), real, {}, headers={"Cookie": None})
            if code_of(answer) != OUT:
                open_to_all.append(f"{method.upper()} {path}")
    known = {
        "/healthz",
        "/api/state",
        "/api/session",
        "/api/session/passkey",
        "/api/session/passkey/begin",
        "/api/join/{token}",
        "/api/exercises",
    }
    wrong = [x for x in open_to_all if x.partition(" ")[2] not in known]
    yield judged("every route, signed out", wrong, f"open: {len(open_to_all)}")


def foreign(team: Team) -> Iterator[Result]:
    """Ask with other people's ids: as if there were nothing."""
    ben, data = team.ben, one_repetition()
    ben.ask("POST", "/api/analyses", data, name="ben.mp4")
    told = ben.told("GET", "/api/analyses")["analyses"][0]
    upload = ben.told("POST", "/api/uploads", {"name": "b.mp4", "bytes": 100})
    entry = ben.told(
        "POST",
        "/api/entries",
        {"day": "2026-01-01", "exercise": "glute_bridge", "reps": 5, "sets": 1},
    )
    token = ben.told("POST", "/api/tokens", {"name": "t", "scopes": ["sets:read"], "days": None})
    link = team.clara.told("POST", "/api/invitations", {"name": "x", "role": "client"})
    signin = ben.told("GET", "/api/sessions")["sessions"][0]["id"]
    ids = {
        "set_id": told["id"],
        "upload_id": upload["id"],
        "entry_id": entry["id"],
        "token_id": token["id"],
        "invitation_id": link["id"],
        "signin_id": signin,
        "coach_id": team.cole.me["id"],
        "client_id": ben.me["id"],
        "name": "report.html",
        "exercise": "glute_bridge",
        "cue": "hyperextension",
        "day": "2026-01-01",
        "rep": "1",
    }
    schema = json_of(team.server.answer("GET", "/openapi.json"))
    for who, member in (("another client", team.dora), ("another coach", team.cole)):
        wrong, count = [], 0
        for path, operations in schema["paths"].items():
            names = re.findall(r"\{([^}]*)\}", path)
            owned = [n for n in names if n.endswith("_id") and n != "coach_id"]
            if not owned:
                continue
            for method in operations:
                seen = [
                    member.ask(method.upper(), _path(path, ids, none, owned), _body(method))
                    for none in (False, True)
                ]
                count += 1
                if seen[0][0] < 300 or seen[0][0] != seen[1][0] or seen[0][2] != seen[1][2]:
                    wrong.append(f"{method.upper()} {path}: {[code_of(x) for x in seen]}")
        for path in ("/api/analyses", "/api/progress", "/api/programme", "/api/limits"):
            seen = [member.ask("GET", path, of=x) for x in (ben.me["id"], "none")]
            count += 1
            if code_of(seen[0]) != NOT_THERE or seen[0][2] != seen[1][2]:
                wrong.append(f"{path}?of=: {[code_of(x) for x in seen]}")
        yield judged(f"another's ids, as {who}", wrong, f"{count} requests, all not there")
    wrong = []
    for other in (ben, team.clara):
        wrong += only("the set", other.ask("GET", f"/api/analyses/{told['id']}"), 200)
    wrong += only("deleting", team.clara.ask("DELETE", f"/api/analyses/{told['id']}"), 403)
    team.ben.ask("DELETE", f"/api/consents/{team.clara.me['id']}")
    after = team.clara.ask("GET", f"/api/analyses/{told['id']}")
    wrong += only("after consent is withdrawn", after, NOT_THERE)
    team.ben.ask("POST", f"/api/consents/{team.clara.me['id']}")
    yield judged("a coach sees, and no longer, and changes nothing", wrong)


def _path(path: str, ids: dict[str, str], none: bool, owned: Sequence[str]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1]
        return "0123456789abcdef" if none and name in owned else ids.get(name, "0123456789abcdef")

    return re.sub(r"\{([^}]*)\}", value, path)


def _body(method: str) -> Any:
    return None if method in ("get", "delete", "head") else {}


def forged(team: Team) -> Iterator[Result]:
    """Have another site's page ask in the name of somebody who is signed in."""
    wrong, url = [], team.server.url
    origins = [
        None,
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        url.replace("http:", "https:"),
        "http://localhost.evil",
        f"{url}.evil.example",
        f"https://evil.example/{url}",
        "",
        "file://",
    ]
    asked = [
        ("POST", "/api/entries"),
        ("PUT", "/api/me"),
        ("DELETE", "/api/me"),
        ("POST", "/api/analyses"),
        ("DELETE", "/api/session"),
        ("POST", "/api/tokens"),
        ("PATCH", "/api/uploads/none"),
        ("POST", "/api/invitations"),
    ]
    for origin in origins:
        for method, path in asked:
            headers = {"Origin": origin, "Content-Type": "text/plain"}
            answer = team.clara.ask(method, path, b'{"name": "forged"}', headers)
            wrong += only(f"{method} {path} from {origin}", answer, (403, "other_origin"))
    me = team.clara.told("GET", "/api/me")
    wrong += [] if me == team.clara.me else [f"something was changed: {me}"]
    yield judged("requests forged by another site", wrong, f"{len(origins) * len(asked)} refused")
    answer = team.clara.ask("GET", "/api/me", headers={"Host": "evil.example"})
    yield judged("another name for this machine", only("asked", answer, 421))


def guessed(team: Team) -> Iterator[Result]:
    """Guess passwords: after a few, even the right one has to wait; logins cannot be told apart."""
    spent = {"dora": 0.0, "nosuch1": 0.0}
    answers = set()
    for _ in range(TRIES - 1):
        for login in spent:
            before = team.server.cpu_seconds
            answer = team.nobody().sign_in(login, "wrong password!")
            spent[login] += team.server.cpu_seconds - before
            answers.add((answer[0], answer[2]))
    less, more = sorted(spent.values())
    alike = len(answers) == 1 and less > ALIKE * more
    said = f"{less:.2f} s and {more:.2f} s of work"
    yield Result("a known login and an unknown one answer alike", alike, said)
    wrong = only("the last try", team.nobody().sign_in("dora", "wrong password!"), 401)
    late = team.nobody().sign_in("dora")
    wrong += only("the right one, too late", late, (429, "too_often"))
    wrong += [] if int(late[1].get("Retry-After", "0")) > 60 else ["no Retry-After"]
    for number in range(30):
        last = team.nobody().sign_in(f"other{number}", "wrong password!")
    wrong += only("any login from this address", last, (429, "too_often"))
    wrong += only("who is signed in already", team.dora.ask("GET", "/api/me"), 200)
    yield judged("guessing passwords", wrong)


def replayed(team: Team) -> Iterator[Result]:
    """Use a cookie after its end, or one that was made up."""
    wrong = []
    for how, path in (
        ("signed out", "/api/session"),
        ("signed out everywhere", "/api/sessions"),
    ):
        thief, member = team.nobody(), team.nobody()
        member.sign_in("clara")
        thief.cookie = member.cookie
        wrong += only("before", thief.ask("GET", "/api/me"), 200)
        member.ask("DELETE", path)
        wrong += only(how, thief.ask("GET", "/api/me"), OUT)
        wrong += only(f"{how}, writing", thief.ask("PUT", "/api/me", {"name": "x"}), OUT)
    thief = team.nobody()
    team.clara.sign_in("clara")
    thief.sign_in("clara")
    changed = {"old": PASSWORD, "new": PASSWORD + "!"}
    wrong += only("password", team.clara.ask("PUT", "/api/me/password", changed), 204, 200)
    wrong += only("password changed", thief.ask("GET", "/api/me"), OUT)
    back = {"old": PASSWORD + "!", "new": PASSWORD}
    team.clara.ask("PUT", "/api/me/password", back)
    yield judged("a cookie used again after its end", wrong)
    fixed = team.nobody()
    fixed.cookie = chosen = "a" * 43
    wrong = only("made up", fixed.ask("GET", "/api/me"), OUT)
    fixed.sign_in("clara")
    wrong += [] if fixed.cookie != chosen else ["a cookie chosen beforehand was taken"]
    yield judged("a cookie chosen beforehand", wrong)


def stolen(team: Team) -> Iterator[Result]:
    """Use a token beyond its scope, and after it was revoked."""
    asked = {"name": "t", "scopes": ["sets:read"], "days": 1}
    made = team.ben.told("POST", "/api/tokens", asked)
    bearer = {"Authorization": f"Bearer {made['secret']}", "Cookie": None, "Origin": None}
    thief, wrong = team.nobody(), []
    wrong += only("reading", thief.ask("GET", "/api/analyses", headers=bearer), 200)
    for method, path in (
        ("POST", "/api/entries"),
        ("POST", "/api/tokens"),
        ("DELETE", "/api/me"),
        ("PUT", "/api/me/password"),
        ("POST", "/api/uploads"),
        ("GET", "/api/sessions"),
        ("POST", "/api/passkeys/begin"),
        ("DELETE", "/api/sessions"),
        ("GET", "/api/me/export"),
    ):
        wrong += only(f"{method} {path}", thief.ask(method, path, {}, bearer), 401, 403)
    team.ben.ask("DELETE", f"/api/tokens/{made['id']}")
    wrong += only("revoked", thief.ask("GET", "/api/analyses", headers=bearer), 401)
    for made_up in ("Bearer fc_", f"Bearer {made['secret'][:-1]}", "Basic YTpi", "Bearer " * 3):
        answer = thief.ask("GET", "/api/analyses", headers={**bearer, "Authorization": made_up})
        wrong += only(f"made up {made_up[:12]!r}", answer, 401)
    yield judged("a stolen token, then revoked", wrong)


def used(team: Team) -> Iterator[Result]:
    """Use an invitation twice, at once, after it was taken back, and changed."""
    link = team.clara.invited()
    racers = [team.nobody() for _ in range(10)]
    seen: list[int] = []

    def race(number: int, member: Member) -> None:
        seen.append(member.join(link, f"racer{number}")[0])

    threads = [threading.Thread(target=race, args=x) for x in enumerate(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    joined = sum(status in TAKEN for status in seen)
    wrong = [] if joined == 1 else [f"{joined} joined by one link: {seen}"]
    wrong += only("used", team.nobody().join(link, "late"), (404, "used_invitation"))
    back = team.clara.told("POST", "/api/invitations", {"name": "x", "role": "coach"})
    team.clara.ask("DELETE", f"/api/invitations/{back['id']}")
    wrong += only("taken back", team.nobody().join(back["url"], "back"), (404, "used_invitation"))
    other = team.clara.invited()
    wrong += only("changed", team.nobody().join(other[:-1], "changed"), 404)
    asked = {"name": "x", "role": "coach"}
    wrong += only("a client invites", team.ben.ask("POST", "/api/invitations", asked), 403)
    yield judged("an invitation used twice", wrong)


LONG = (injection.names, injection.disguised, injection.oversized, injection.sockets)
WAYS = [
    *(nobody, foreign, forged, stolen, used, replayed),
    *(injection.paths, injection.scripts),
    *(way for way in injection.WAYS if way not in (injection.paths, injection.scripts)),
    guessed,  # after it, nobody can sign in from here for a while
]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    data = tmp_path_factory.mktemp("team") / "data"
    with Team(data, program=STAND_IN, TRIAL_ANALYSER=finishing(0.0)) as started:
        yield started


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(
            way,
            id=way.__name__,
            marks=[pytest.mark.whole] if way in LONG else [],
        )
        for way in WAYS
    ],
)
def test_no_way_in_is_open(
    way: Callable[[Team], Iterator[Result]],
    team: Team,
    check_all: Callable[[Iterator[Result]], None],
) -> None:
    check_all(way(team))


def test_no_error_is_in_the_log_in_the_end(team: Team) -> None:
    assert "Traceback" not in team.server.log()


@pytest.mark.whole
def test_what_is_written_for_real_is_harmless(
    folder: Path, check_all: Callable[[Iterator[Result]], None]
) -> None:
    check_all(injection.written(folder / "data"))
