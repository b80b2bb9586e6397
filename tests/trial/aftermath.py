"""What must hold after any accident: nothing accepted is lost, nothing is left that is nobody's."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from formcheck.cli.diagnostics import examine
from formcheck.settings import Settings
from formcheck.storage import inspection
from formcheck.storage.models import Upload
from formcheck.worker.process import never_begun
from tests.support.processes import working
from tests.support.server_process import UNREACHED, Server
from tests.trial.senders import Sent, digest

SETTLED = 600.0
"""Seconds within which all that waits must be done, on a busy machine."""

Json = dict[str, Any]


def every(server: Server, **query: Any) -> list[Json]:
    """Return all sets, as lists show them."""
    out: list[Json] = []
    while True:
        _, told = server.ask(
            "GET", "/api/analyses", limit="200", offset=str(len(out)), order="asc", **query
        )
        out += told["analyses"]
        if len(out) >= told["total"] or not told["analyses"]:
            return out


def settled(server: Server, within: float = SETTLED) -> list[Json]:
    """Wait until nothing waits or runs; return all sets, also if that takes too long."""
    end = time.monotonic() + within
    while True:
        queue = server.ask("GET", "/api/state")[1]["queue"]
        if not queue["waiting"] + queue["running"] or time.monotonic() > end:
            return every(server)
        time.sleep(0.2)


def again(server: Server, given_up: Iterable[Json]) -> int:
    """Ask once more for sets that were given up; return how many."""
    ids = [one["id"] for one in given_up]
    for set_id in ids:
        server.ask("POST", f"/api/analyses/{set_id}/reanalyse", {})
    return len(ids)


def amiss(server: Server, taken: Iterable[Sent]) -> Iterator[str]:
    """Yield what is wrong with the sets that were taken, once all of them are settled."""
    known = {one["id"]: one for one in settled(server)}
    taken = list(taken)
    for sent in taken:
        one = known.get(sent.set_id)
        if one is None:
            yield f"{sent.set_id} is gone"
            continue
        status, _, data = server.answer("GET", f"/api/analyses/{sent.set_id}/video")
        if status != 200 or digest(data) != sent.sha256:
            yield f"the video of {one['title']!r} is not whole ({status})"
        if one["state"] != "done" or not one["report_ready"]:
            yield f"{one['title']!r} is {one['state']}: {one['error']}"
            continue
        names = [f["name"] for f in server.ask("GET", f"/api/analyses/{one['id']}")[1]["files"]]
        for wanted in ("report.html", "poses.npz", "annotated.webm"):
            if names.count(wanted) != 1:
                yield f"{one['title']!r} has {names.count(wanted)} of {wanted}"
    twice = [title for title, n in Counter(one["title"] for one in known.values()).items() if n > 1]
    if twice:
        yield f"twice in the list: {twice}"
    strangers = set(known) - {sent.set_id for sent in taken}
    if strangers:
        yield f"nobody sent {[known[x]['title'] for x in strangers]}"


def left(server: Server) -> Iterator[str]:
    """Yield what is left behind by a server that was stopped: files, processes, broken rows."""
    for pid in working(server.data):
        yield f"process {pid} still works in the data folder"
    asked = {
        name.removeprefix("FORMCHECK_").lower(): value
        for name, value in server.environment.items()
        if name in ("FORMCHECK_DATABASE_URL", "FORMCHECK_FILES_URL")
    }
    settings = Settings(data_dir=server.data, reserve_bytes=0, **asked)  # type: ignore[arg-type]
    going_on = unfinished(settings)
    for place in ("incoming", "work"):
        found = [p.name for p in (server.data / place).rglob("*") if p.is_file()]
        if stray := set(found) - going_on:
            yield f"left in {place}: {sorted(stray)[:5]}"
    for line in examine(settings, verify=True):
        if line.what in ("files", "database") and line.state != "ok":
            yield f"the doctor says: {line.what} {line.message}"


def unfinished(settings: Settings) -> set[str]:
    """Return the uploads that somebody may still go on with: they are kept for a day."""
    engine = inspection.open_readonly_engine(settings.data_dir, settings.database_url)
    with Session(engine) as s:
        found = set(s.scalars(select(Upload.id).where(Upload.result.is_(None))))
    engine.dispose()
    return found


def until_none_works(folder: Path, within: float = 30.0) -> bool:
    """Wait until no process works in a folder; False if one goes on.

    Sandboxes that never began do not count: the next server ends them (`end_left_behind`).
    """
    end = time.monotonic() + within
    while set(working(folder)) - set(never_begun(folder)):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def well(server: Server) -> bool:
    """Whether the server answers with its sets."""
    try:
        return server.healthy() and server.ask("GET", "/api/analyses")[0] == 200
    except UNREACHED:
        return False
