"""How quickly a coach's desk answers: 200 clients, 20,000 sets, on SQLite and on PostgreSQL.

    python -m tests.benchmarks.desk [--clients 200] [--sets 20000] [--keep FOLDER]

The data is made up, half a year of it. Every page's requests are asked for as a browser would,
through the whole application; the slowest of several is what counts. It ends with 1 where one took
longer than asked for. With --keep the SQLite data folder stays, to look at with `serve --team`.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import insert, text

from formcheck.analysis.report import Report
from formcheck.analysis.report.json_format import to_json
from formcheck.api import create_app
from formcheck.evaluation.tables import Table
from formcheck.exercises import catalogue
from formcheck.settings import Settings
from formcheck.storage import accounts, credentials, permissions, results
from formcheck.storage.database import new_id, now
from formcheck.storage.models import Analysis, Person, ReportRow
from formcheck.storage.review_models import Answer, Comment
from formcheck.storage.training_models import CheckIn
from formcheck.worker.supervisor import Services, open_services
from tests.support import postgres
from tests.support.reports import mixed

ASKED = 0.3
"""Seconds that a page's request may take."""

DAYS = 182
TIMES = 7
HERE = "http://localhost"
PASSWORD = "a long enough one"
FAULTS = (
    ("knee_cave", "Knees caving in"),
    ("hyperextension", "Hips past straight"),
    ("pelvic_drop", "Hips tilting"),
    (None, None),
    (None, None),
)
NAMES = [
    "Ana",
    "Ben",
    "Cleo",
    "Dan",
    "Eve",
    "Finn",
    "Gia",
    "Hugo",
    "Ida",
    "Jon",
    "Kai",
    "Lea",
    "Max",
    "Noa",
    "Ole",
    "Pia",
    "Quin",
    "Rae",
    "Sam",
    "Tea",
]
LAST = ["Adler", "Berg", "Costa", "Diaz", "Ebner", "Falk", "Gruber", "Haas", "Ito", "Jansen"]


def fill(services: Services, clients: int, sets: int) -> tuple[str, str]:
    """Make up a coach with clients; return the coach's cookie and one client's id."""
    draw = random.Random(1)
    made = now()
    with services.store.writing() as s:
        coach = Person(id=new_id(), name="Clara Coach", created=made)
        people = [
            Person(id=new_id(), name=f"{NAMES[i % 20]} {LAST[i // 20 % 10]}", created=made)
            for i in range(clients)
        ]
        s.add_all([coach, *people])
        s.flush()
        password = credentials.hash_password(PASSWORD)
        accounts.add_account(
            s, name=coach.name, login="clara", password=password, role="coach", person=coach.id
        )
        for p in people:
            permissions.give_consent(s, p.id, coach.id)
        s.execute(text("UPDATE consents SET since = :since"), {"since": made - timedelta(DAYS)})
        _, cookie = credentials.add_sign_in(s, coach.id, "benchmark")
        owners = [p.id for p in people]
        rows = [_set(draw, owners[i % clients], made) for i in range(sets)]
        s.execute(insert(Analysis), rows)
        told = mixed()
        s.execute(insert(ReportRow), [_report(row, told) for row in rows])
        s.execute(insert(CheckIn), [_day(draw, o, n) for o in owners for n in range(0, 60, 2)])
        chosen = draw.sample(rows, sets // 20)
        said = [_comment(row, coach.id) for row in chosen]
        s.execute(insert(Comment), said)
        s.execute(insert(Answer), [_answer(c) for c in said[::3]])
    return cookie, people[0].id


def _set(draw: random.Random, owner: str, made: datetime) -> dict[str, Any]:
    exercise = draw.choice(list(catalogue().values()))
    cue, fault = draw.choice(FAULTS)
    good = draw.randint(3, 9) if cue else 10
    created = made - timedelta(days=DAYS * draw.random() ** 1.2, minutes=draw.randint(0, 600))
    return {
        "id": new_id(),
        "owner": owner,
        "origin": "live",
        "title": exercise.title,
        "created": created,
        "requested": exercise.id,
        "model": "heavy",
        "from_poses": False,
        "run": 1,
        "report_run": 1,
        "state": "done",
        "queued": created,
        "tries": 1,
        "cancel_requested": False,
        "seconds": 60.0,
        "exercise_id": exercise.id,
        "exercise_title": exercise.title,
        "good": good,
        "total": 10,
        "share": good / 10,
        "fault_cue": cue,
        "fault_title": fault,
        "fault_message": fault and "Mend it.",
        "fault_count": 10 - good if cue else None,
        "tally": {"both": [10, good, 50.0]},
        "formcheck": "0.1.0",
        "reviewed": created if draw.random() < 0.8 else None,
        "comments": 0,
    }


def _report(row: dict[str, Any], told: Report) -> dict[str, Any]:
    own = replace(told, exercise=row["exercise_id"], title=row["exercise_title"])
    return {
        "analysis_id": row["id"],
        "owner": row["owner"],
        "report": to_json(own),
        "measured": results.pack_measurements(own),
    }


def _day(draw: random.Random, owner: str, ago: int) -> dict[str, Any]:
    grows = draw.random() < 0.05 and ago < 7
    return {
        "id": new_id(),
        "owner": owner,
        "day": date.today() - timedelta(ago),
        "back": draw.randint(5, 8) if grows else draw.randint(0, 2),
        "hip": 1,
        "knee": 0,
        "sitting": 7.0,
        "breaks": 4,
    }


def _comment(row: dict[str, Any], by: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "owner": row["owner"],
        "analysis_id": row["id"],
        "time": 4.0,
        "text": "Slower on the way down.",
        "by": by,
        "by_name": "",
        "created": row["created"],
        "drawing": None,
    }


def _answer(comment: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "owner": comment["owner"],
        "comment_id": comment["id"],
        "text": "I will.",
        "by": comment["owner"],
        "by_name": "",
        "created": datetime.now(UTC),
    }


def requests(client: str, set_id: str, other: str) -> list[tuple[str, str]]:
    """Return what the pages ask for: the page, and the address."""
    of = f"of={client}"
    return [
        ("desk", "/api/desk?limit=50"),
        ("desk, all", "/api/desk?limit=200&sort=name"),
        ("desk, filtered", "/api/desk?attention=any&fault=knee_cave&exercise=clamshell&q=a"),
        ("desk, sets", "/api/desk/sets?limit=50"),
        ("desk, sets to review", "/api/desk/sets?reviewed=false&exercise=clamshell"),
        ("desk, sets searched", "/api/desk/sets?q=bridge&fault=knee_cave&sort=good&offset=100"),
        ("client", f"/api/desk/sets?client={client}&limit=24"),
        ("client, clients", "/api/clients"),
        ("client, library", f"/api/analyses?{of}&limit=50"),
        ("client, today", f"/api/programme?{of}&day={date.today()}"),
        ("client, limits", f"/api/limits?{of}"),
        ("client, progress", f"/api/progress?{of}"),
        ("result", f"/api/analyses/{set_id}"),
        ("result, review", f"/api/analyses/{set_id}/review"),
        ("compare", f"/api/compare?before={set_id}&after={other}"),
    ]


Measured = tuple[str, float, float, float, int]


def measure(services: Services, cookie: str, client: str) -> list[Measured]:
    """Return for each request its median and slowest time, our own CPU time (s), and its bytes."""
    browser = TestClient(create_app(services.settings, services), base_url=HERE)
    browser.cookies.set("formcheck", cookie)
    found = browser.get(f"/api/desk/sets?client={client}&exercise=clamshell").json()["analyses"]
    out = []
    for page, path in requests(client, found[0]["id"], found[1]["id"]):
        times = []
        cpu = time.process_time()
        for _ in range(TIMES):
            begun = time.perf_counter()
            answer = browser.get(path)
            times.append(time.perf_counter() - begun)
            assert answer.status_code == 200, (path, answer.text)
        cpu = (time.process_time() - cpu) / TIMES
        times.sort()
        out.append((page, times[len(times) // 2], times[-1], cpu, len(answer.content)))
    return out


def _try(name: str, folder: Path, url: str | None, arguments: argparse.Namespace) -> Table:
    settings = Settings(data_dir=folder, team=True, database_url=url, reserve_bytes=0)
    services = open_services(settings)
    try:
        cookie, client = fill(services, arguments.clients, arguments.sets)
        with services.store.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        gc.collect()
        gc.freeze()  # what made the data up is not the server's to walk through
        found = measure(services, cookie, client)
    finally:
        services.store.close()
    rows = tuple(
        (
            page,
            f"{1000 * middle:.0f}",
            f"{1000 * slowest:.0f}",
            f"{1000 * cpu:.0f}",
            f"{size / 1000:.0f}",
            "" if slowest < ASKED else "too slow",
        )
        for page, middle, slowest, cpu, size in found
    )
    title = f"{name}: {arguments.clients} clients, {arguments.sets} sets"
    return Table(title, ("asked for", "ms", "slowest", "CPU", "kB", ""), rows)


def main() -> int:
    """Measure on both databases; return 1 where something was too slow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--sets", type=int, default=20_000)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        place = arguments.keep or Path(folder) / "sqlite"
        tables.append(_try("SQLite", place, None, arguments))
        print(tables[-1].text(), flush=True)
        binaries = postgres.binaries()
        if binaries is None:
            print("PostgreSQL: left out, there is none on this machine.")
        else:
            server = postgres.Postgres(binaries)
            try:
                server.start()
                url = server.url.render_as_string(hide_password=False)
                tables.append(_try("PostgreSQL", Path(folder) / "pg", url, arguments))
                print(tables[-1].text(), flush=True)
            finally:
                server.remove()
    return int(any(row[-1] for t in tables for row in t.rows))


if __name__ == "__main__":
    sys.exit(main())
