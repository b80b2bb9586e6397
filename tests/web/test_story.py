"""A whole story of a coach and a client, from the invitation until nothing is left of it."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.support.sample_sets import SAMPLES
from tests.web import webcam
from tests.web.browser import Guard, Server, until
from tests.web.conftest import NewPage, serving
from tests.web.made_up_sets import BRIDGE
from tests.web.recording import bridges
from tests.web.result_page import now
from tests.web.short_videos import short
from tests.web.stick_figure import counted, play
from tests.web.team import first_link, invitation, join, sign_in, team_server

Axe = Callable[[Page], list[str]]
Json = dict[str, Any]
WRONG = 3.7
"""Seconds from which each repetition of `BRIDGE` goes past straight."""

ONE = 4.1
"""Seconds that hold one repetition, and a little rest after it."""

LATER = SAMPLES / "glute_bridge__clean__side__anna_L.mp4"


@pytest.fixture
def server(tmp_path: Path, origins: set[str], guards: dict[Page, Guard]) -> Iterator[Server]:
    yield from serving(team_server(tmp_path / "team"), origins, guards)


@pytest.fixture
def phone(launch: Callable[..., Browser], empty_room: Path) -> Browser:
    """The client's browser, which has a camera."""
    return launch(*webcam.flags(empty_room))


class Teller:
    """The people of the story, each in a browser of their own."""

    def __init__(self, server: Server, coach: Page, client: Page) -> None:
        self.server, self.coach, self.client = server, coach, client
        self.id = ""
        self.first = self.second = ""

    def ask(self, page: Page, path: str) -> Json:
        answer = page.request.get(f"{self.server.url}/api{path}")
        assert answer.status == 200, (path, answer.status, answer.text())
        told: Json = answer.json()
        return told

    def status(self, page: Page, path: str) -> tuple[int, str]:
        answer = page.request.get(f"{self.server.url}/api{path}")
        return answer.status, answer.text()

    # --- the chapters -------------------------------------------------------------------------

    def meet(self, axe: Axe) -> None:
        """The coach invites, the client accepts."""
        join(self.coach, first_link(self.server), "Mira Coach", "mira")
        link = invitation(self.coach, self.server, "Anna")
        assert axe(self.coach) == []
        self.client.goto(link)
        expect(self.client.get_by_role("heading", name="Mira Coach invited you")).to_be_visible()
        assert axe(self.client) == []
        join(self.client, link, "Anna", "anna@home.test")
        expect(self.client.get_by_role("heading", name="Today", exact=True)).to_be_visible()
        (anna,) = self.ask(self.coach, "/clients")["clients"]
        assert anna["name"] == "Anna"
        self.id = anna["id"]

    def record(self) -> None:
        """The client records a set: counted live, and kept."""
        play(self.client, bridges())
        self.client.goto(f"{self.server.url}/record?exercise=glute_bridge")
        self.client.get_by_role("button", name="Set up the camera").click()
        counted(self.client, 2)
        self.client.get_by_role("button", name="End set").click()
        expect(self.client.get_by_role("link", name="See full result")).to_be_visible()
        live = self.ask(self.client, "/analyses")["analyses"][0]
        assert live["origin"] == "live"

    def upload(self, video: Path, begin: float = 0.0) -> str:
        """The client uploads a film and sees it judged; returns the set's id."""
        known = {a["id"] for a in self.ask(self.client, "/analyses")["analyses"]}
        self.client.goto(self.server.url)
        film = FilePayload(
            name=video.name, mimeType="video/mp4", buffer=short(video, ONE, begin=begin)
        )
        self.client.locator("input.files").set_input_files([film])

        def judged() -> str | None:
            for one in self.ask(self.client, "/analyses")["analyses"]:
                assert one["state"] != "failed", one["error"]
                if one["id"] not in known and one["state"] == "done":
                    return str(one["id"])
            return None

        return until(judged, "the set to be judged", 240.0, 0.1)

    def review(self) -> float:
        """The coach comments at a fault's moment and marks the set reviewed; returns the time."""
        page = self.coach
        page.goto(f"{self.server.url}/clients/{self.id}")
        expect(page.get_by_role("heading", name="Anna", level=1)).to_be_visible()
        page.locator(f'.set[data-id="{self.first}"] a').click()
        page.wait_for_url(f"{self.server.url}/review/{self.first}")
        page.wait_for_function("() => document.querySelector('fc-player')?.transport?.time > 0")
        expect(page.get_by_label("Comment", exact=True)).to_be_visible()
        moment = now(page)
        page.locator("h1").click()
        page.keyboard.press("c")
        page.get_by_label("Comment", exact=True).fill("Stop here: ribs down, then hold.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".remark")).to_contain_text("ribs down")
        page.get_by_role("button", name="Mark as reviewed").click()
        expect(page.locator(".review-panel")).to_contain_text("Reviewed")
        return moment

    def limit(self) -> None:
        """The coach sees what another limit would have changed, and sets it."""
        page = self.coach
        page.goto(f"{self.server.url}/limits?of={self.id}#glute_bridge")
        expect(page.get_by_role("heading", name="Anna’s limits")).to_be_visible()
        page.locator('[data-limit="glute_bridge/hyperextension"] button').click()
        page.get_by_label("At most (°)").fill("230")
        expect(page.locator(".tried")).to_contain_text("with this fault instead of")
        page.get_by_label("Why").fill("her back bends further, without pain")
        page.get_by_role("button", name="Save limit").click()
        expect(page.get_by_role("region", name="Changed")).to_contain_text("at most 230°")

    def prescribe(self) -> None:
        """The coach changes the plan, the client finds it today."""
        page = self.coach
        page.goto(f"{self.server.url}/clients/{self.id}")
        page.get_by_role("button", name="Change Clamshell").click()
        page.get_by_label("Reps, to").fill("12")
        page.get_by_label("Hold (s), to").fill("5")
        page.get_by_label("Sides").select_option("left only")
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(page.locator("[data-exercise=clamshell]")).to_contain_text("left side only")
        self.client.goto(f"{self.server.url}/today")
        row = self.client.locator("[data-exercise=clamshell]")
        expect(row).to_contain_text("left side only")
        self.client.goto(f"{self.server.url}/limits")
        changed = self.client.get_by_role("region", name="Changed")
        expect(changed).to_contain_text("her back bends further")

    def read(self, moment: float) -> None:
        """The client reads the comment at its moment, and answers."""
        page = self.client
        page.goto(f"{self.server.url}/review/{self.first}")
        page.wait_for_function("() => document.querySelector('fc-player')?.transport?.time > 0")
        remark = page.locator(".remark")
        expect(remark).to_contain_text("ribs down")
        expect(remark).to_contain_text("Mira Coach")
        page.keyboard.press("Space")
        page.keyboard.press("Space")
        remark.locator(".moment").click()
        page.wait_for_function(
            "t => Math.abs(document.querySelector('fc-player').transport.time - t) < 0.06",
            arg=moment,
        )
        remark.get_by_role("button", name=re.compile("^Reply")).click()
        page.get_by_label("Your reply").fill("I felt that, thank you.")
        page.get_by_role("button", name="Send").click()
        expect(remark).to_contain_text("I felt that")

    def a_week_passes(self) -> None:
        """What was uploaded so far was done a week ago; the set recorded live was not."""
        with sqlite3.connect(self.server.data / "formcheck.db", timeout=30) as db:
            before = datetime.now(UTC) - timedelta(7)
            written = before.strftime("%Y-%m-%d %H:%M:%S.%f")
            db.execute("UPDATE analyses SET created = ? WHERE id = ?", (written, self.first))
        db.close()

    def compare(self) -> None:
        """Both sets beside each other, and the weeks on one page, for the coach as well."""
        page = self.client
        page.goto(f"{self.server.url}/compare?before={self.first}&after={self.second}")
        expect(page.locator(".differences li").first).to_be_visible()
        hips = page.locator('.differences [data-cue="hyperextension"]')
        expect(hips).to_have_class(re.compile("better"))
        page.goto(f"{self.server.url}/progress?exercise=glute_bridge")
        line = page.locator(".cue[data-cue=hyperextension]")
        # By the limit that is hers now neither set is at fault: another value, no better one.
        expect(line.locator(".line")).to_contain_text("Changed: from")
        page = self.coach
        page.goto(f"{self.server.url}/progress?exercise=glute_bridge&of={self.id}")
        expect(page.get_by_text("You are viewing Anna.")).to_be_visible()
        line = page.locator(".cue[data-cue=hyperextension]")
        expect(line.locator(".line")).to_contain_text("Changed: from")
        line.get_by_role("link", name="Compare first").click()
        expect(page.locator(".differences li").first).to_be_visible()
        for path, there in (("library", ".set"), ("today", "[data-exercise=clamshell]")):
            page.goto(f"{self.server.url}/{path}?of={self.id}")
            expect(page.locator(there).first).to_be_visible()
            expect(
                page.get_by_role("button", name=re.compile("Upload|Log without video"))
            ).to_have_count(0)
        page.goto(f"{self.server.url}/summary?of={self.id}")
        expect(page.get_by_role("heading", name="Summary: Anna")).to_be_visible()
        measured = page.get_by_role("row", name=re.compile("Hips past straight"))
        expect(measured).to_contain_text("changed")

    def withdraw(self, guard: Guard) -> None:
        """The client sees who looked, and withdraws: the coach finds nothing from then on."""
        page = self.client
        page.goto(f"{self.server.url}/account")
        looks = page.locator("fc-looks")
        expect(looks).to_contain_text("Mira Coach")
        expect(looks.get_by_role("link").first).to_have_attribute("href", re.compile("/review/"))
        page.get_by_role("button", name="Stop sharing with Mira Coach").click()
        expect(page.locator("fc-coaches")).to_contain_text("Stopped sharing on")
        guard.excuse("404")
        paths = [
            f"/progress?of={self.id}",
            f"/programme?of={self.id}",
            f"/analyses?of={self.id}",
            f"/analyses/{self.first}",
            f"/analyses/{self.first}/video",
            f"/analyses/{self.first}/review",
            f"/compare?before={self.first}&after={self.second}",
        ]
        for path in paths:
            nobody = path.replace(self.id, "0" * 16).replace(self.first, "0" * 16)
            assert self.status(self.coach, path) == self.status(self.coach, nobody)
            assert self.status(self.coach, path)[0] == 404
        self.coach.goto(f"{self.server.url}/clients/{self.id}")
        expect(self.coach.get_by_role("heading", name="Client not found")).to_be_visible()
        self.coach.goto(f"{self.server.url}/review/{self.first}")
        expect(self.coach.get_by_text("ribs down")).to_have_count(0)
        assert self.ask(self.coach, "/clients")["clients"] == []

    def leave(self, tmp_path: Path, guard: Guard) -> None:
        """The client takes everything along and erases it: nothing is left, not even a file."""
        page = self.client
        page.goto(f"{self.server.url}/account")
        with page.expect_download() as download:
            page.get_by_role("link", name="Export everything").click()
        path = tmp_path / "all.zip"
        download.value.save_as(path)
        with zipfile.ZipFile(path) as zipped:
            assert zipped.testzip() is None
            names = zipped.namelist()
            assert any(n.startswith(f"analyses/{self.first}/video") for n in names)
            said = "".join(
                zipped.read(n).decode(errors="replace") for n in names if n.endswith(".json")
            )
            assert "ribs down" in said
            limits = json.loads(zipped.read("limits.json"))
        assert [x["note"] for x in limits] == ["her back bends further, without pain"]
        page.get_by_role("button", name="Erase everything").click()
        page.get_by_label("To confirm").fill("erase everything")
        page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
        page.wait_for_url(re.compile("/sign-in"))
        expect(page.get_by_text("All your data has been erased.")).to_be_visible()
        guard.excuse("401")
        sign_in(page, self.server, "anna@home.test")
        expect(page.get_by_role("alert")).to_contain_text("not right")
        left = [p.name for p in (self.server.data / "files").rglob("*") if p.is_file()]
        assert left == ["installation"]  # whose files these are; nothing of a person
        with sqlite3.connect(self.server.data / "formcheck.db", timeout=30) as db:
            tables = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
            for table in tables:
                columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})")]
                for column in {"owner", "id"} & set(columns):
                    query = f"SELECT count(*) FROM {table} WHERE {column} = ?"
                    assert db.execute(query, (self.id,)).fetchone() == (0,), table
        db.close()


def test_a_coach_and_a_client(
    new_page: NewPage,
    phone: Browser,
    server: Server,
    guards: dict[Page, Guard],
    axe: Axe,
    tmp_path: Path,
) -> None:
    coach = new_page(viewport={"width": 1280, "height": 900})
    client = new_page(phone, viewport={"width": 390, "height": 844})
    story = Teller(server, coach, client)
    story.meet(axe)
    story.record()
    story.first = story.upload(BRIDGE, WRONG)
    moment = story.review()
    story.limit()
    story.prescribe()
    story.read(moment)
    story.a_week_passes()
    story.second = story.upload(LATER)
    story.compare()
    story.withdraw(guards[coach])
    story.leave(tmp_path, guards[client])
