"""A small team with something of everything in it, made once and copied: see `test_roles`.

Everything of Ben's says "zebra" somewhere, so that it is known wherever it turns up.
"""

import gzip
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from formcheck.api import create_app
from formcheck.storage import accounts, credentials, permissions, results, sets
from formcheck.storage.account_models import Role
from formcheck.storage.models import Analysis, Base
from formcheck.storage.result_names import DRAWN, FRAMES
from formcheck.version import __version__
from formcheck.worker.supervisor import Services, open_services
from tests.api.shared_app import app_for
from tests.api.small_videos import video
from tests.api.team import HERE, Browser, Member, member
from tests.storage.rows import done, file
from tests.support import data_folder
from tests.support.reports import mixed

MARK = "zebra"
GHOST = "f" * 16
"""An id that nobody has."""

Ids = dict[str, str]


@dataclass
class World:
    """The team: Ben, whose coach is Clara and was Fay; Mia, whose coach is Olga."""

    app: FastAPI
    services: Services
    cookies: Ids
    people: Ids
    ids: Ids
    """Ids of Ben's things (and, for invitations and clients, of his coach's) by parameter."""

    def browser(self, name: str) -> Browser:
        """Return the browser of somebody, signed in; nobody's where there is no such person."""
        found = Browser(self.app)
        if name in self.cookies:
            found.cookies.set("formcheck", self.cookies[name])
        return found

    def of_ben(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all of Ben's rows, but for when he was seen and who looked."""
        ben = self.people["ben"]
        with self.services.store.reading() as s:
            ask = s.connection().exec_driver_sql
            return {
                name: sorted((tuple(row) for row in ask(sql, (ben,))), key=repr)
                for name, sql in _owned().items()
            }


@cache
def _owned() -> dict[str, str]:
    """Return how to ask for somebody's rows of each table."""
    left_out = {"seen", "used", "touched"}
    return {
        t.name: f"SELECT {', '.join(c.name for c in t.c if c.name not in left_out)} "
        f"FROM {t.name} WHERE owner = ?"
        for t in Base.metadata.sorted_tables
        if "owner" in t.c and t.name != "looks"
    }


def build(folder: Path) -> tuple[Ids, Ids, Ids]:
    """Make the team in a data folder; return cookies, people and ids."""
    services = data_folder.services(folder, team=True)
    app = create_app(services.settings, services)
    roles: dict[str, Role] = {
        "ben": "client",
        "mia": "client",
        "clara": "coach",
        "olga": "coach",
        "fay": "coach",
    }
    team = {name: member(app, services, name, role) for name, role in roles.items()}
    people = {name: one.id for name, one in team.items()}
    with services.store.writing() as s:
        accounts.rename(s, people["ben"], "Ben Zebra")
        permissions.give_consent(s, people["ben"], people["clara"])
        permissions.give_consent(s, people["ben"], people["fay"])
        permissions.withdraw_consent(s, people["ben"], people["fay"])
        permissions.give_consent(s, people["mia"], people["olga"])
    ids = _things(app, services, team)
    ids["mias_set"] = done(services.store, people["mia"], title="Mia's set").id
    cookies = {name: one.browser.cookies["formcheck"] for name, one in team.items()}
    services.store.close()
    return cookies, people, ids


def _things(app: FastAPI, services: Services, team: dict[str, Member]) -> Ids:
    ben, clara = team["ben"], team["clara"]

    def made(who: Member, method: str, path: str, json: Any = None, **more: Any) -> Any:
        answer = who.ask(method, path, **more, **({"json": json} if json is not None else {}))
        assert answer.is_success, (path, answer.text)
        return answer.json() if answer.content else None

    one = made(ben, "POST", "/api/analyses", content=video(), params={"name": "Zebra.mp4"})["id"]
    with services.store.writing() as s:
        row = s.get_one(Analysis, one)
        results.store_report(s, row, mixed())
        sets.settle(row)
        row.formcheck = __version__
        clip = row.video_id
    good = done(services.store, ben.id, title=MARK, video_id=clip).id
    for name in ("report.html", "annotated.webm"):
        file(services.store, services.files, row, name, MARK.encode())
    for name in (FRAMES, *DRAWN.values()):
        file(services.store, services.files, row, name, gzip.compress(b'{"zebra": 1}'))
    note = {"note": MARK}
    entry = {"day": "2026-11-02", "exercise": "squat", "reps": 8, **note}
    review = f"/api/analyses/{one}/review"
    made(ben, "PUT", "/api/checkins/2026-11-02", {"back": 3})
    made(ben, "PUT", "/api/timeline", {"lasted": "years", "severity": "mild"})
    made(ben, "PUT", "/api/limits/glute_bridge/height", {"low": 150, **note})
    plan = {"exercise": "clamshell", "days": [1], "reps": [5, 5], "sets": [1, 1]}
    made(ben, "PUT", "/api/programme/plan", plan)
    made(ben, "PUT", f"{review}/decisions/2/knee_cave", {"decision": "rejected", "reason": MARK})
    made(ben, "PUT", f"{review}/references/{good}")
    made(ben, "POST", f"{review}/added", {"time": 1.0, "text": MARK})
    voice = {"audio": "T2dnUw==", "seconds": 1}  # how Ogg begins
    asked = {"time": 1.0, "text": MARK, "voice": voice}
    told = made(ben, "POST", f"{review}/comments", asked)
    comment = told["comments"][0]["id"]
    told = made(ben, "POST", f"{review}/comments/{comment}/answers", {"text": MARK})
    with services.store.writing() as s:
        key = credentials.add_passkey(s, ben.id, MARK, MARK, MARK, 0).id
    phone = Browser(app)
    phone.cookies.set("formcheck", ben.browser.cookies["formcheck"])
    sessions = ben.ask("GET", "/api/sessions").json()["sessions"]
    token = {"name": MARK, "scopes": ["sets:read"]}
    made(clara, "POST", "/api/desk/replies", {"text": "Well done."})
    invited = made(clara, "POST", "/api/invitations", {"name": MARK, "role": "client"})
    reply = made(clara, "POST", "/api/desk/replies", {"text": "Well done."})
    template = {"name": MARK, "plan": [{**plan, "changed": True}]}
    kept = made(clara, "PUT", "/api/desk/templates", template)
    hook = made(clara, "POST", "/api/webhooks", {"url": "http://127.0.0.1:1/"})
    link = made(ben, "POST", "/api/links", {"set_id": one})["id"]
    return {
        "set_id": one,
        "reference_id": good,
        "link_id": link,
        "upload_id": made(ben, "POST", "/api/uploads", {"name": "Zebra.mp4", "bytes": 100})["id"],
        "entry_id": made(ben, "POST", "/api/entries", entry)["id"],
        "comment_id": comment,
        "answer_id": told["comments"][0]["answers"][0]["id"],
        "added_id": told["added"][0]["id"],
        "token_id": made(ben, "POST", "/api/tokens", token)["id"],
        "passkey_id": key,
        "signin_id": sessions[0]["id"],
        "invitation_id": invited["id"],
        "reply_id": reply["id"],
        "template_id": kept["id"],
        "webhook_id": hook["id"],
        "client_id": ben.id,
        "client": ben.id,
        "coach_id": clara.id,
    }


def copied(folder: Path, to: Path, made: tuple[Ids, Ids, Ids]) -> World:
    """Open a copy of the team that was made in a folder."""
    shutil.copytree(folder, to)
    services = open_services(data_folder.settings(to, team=True))
    cookies, people, ids = made
    return World(app_for(services), services, cookies, people, ids)


__all__ = ["GHOST", "HERE", "MARK", "World", "build", "copied"]
