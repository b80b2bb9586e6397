"""Databases and services for tests: migrated once, copied for each."""

import hashlib
import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from formcheck.settings import Settings
from formcheck.storage import Files, Store, StoredContent, open_store
from formcheck.worker.supervisor import Services, Supervisor, open_services


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        open_store(Path(folder)).close()
        return (Path(folder) / "formcheck.db").read_bytes()


def opened(folder: Path) -> Store:
    """Open a new database in a folder."""
    (folder / "formcheck.db").write_bytes(_template())
    return open_store(folder)


def settings(folder: Path, **changes: Any) -> Settings:
    """Settings for a data folder: the quickest model, no space to be left free."""
    given = {"data_dir": folder, "model": "lite", "reserve_bytes": 0, "workers": 2, **changes}
    return Settings(**given)


def services(folder: Path, analyser: str | None = None, **changes: Any) -> Services:
    """Services in a new data folder; `analyser` is Python that stands in for the real one."""
    folder.mkdir(exist_ok=True)
    (folder / "formcheck.db").write_bytes(_template())
    made = open_services(settings(folder, **changes))
    if analyser is None:
        return made
    command = [sys.executable, "-c", PRELUDE + analyser]
    supervisor = Supervisor(made.settings, made.store, made.files, command)
    return Services(made.settings, made.store, made.files, supervisor)


PRELUDE = """
import json, os, sys, time
task = json.loads(sys.stdin.readline())
def tell(event, **more):
    print(json.dumps({"event": event, **more}), flush=True)
def file(name, data=b"content"):
    with open(os.path.join(task["folder"], name), "wb") as out:
        out.write(data)
    tell("file", name=name)
def wait():
    sys.stdin.read()
"""
"""What a stand-in analyser begins with: it has read its task, and can tell."""


def reporting(report: dict[str, Any]) -> str:
    """Return a stand-in analyser that delivers a report and ends well."""
    told = json.dumps(json.dumps(report))
    return f"""
tell("progress", stage="analysing", share=0.5)
file("report.html", b"<p>report</p>"); file("poses.npz"); file("thumbnail.jpg", b"small")
file("rep2-knee_cave.jpg", b"picture")
tell("report", report=json.loads({told}))
tell("progress", stage="rendering", share=0.9)
file("annotated.webm", b"drawn")
tell("done")
"""


def open_to_others(folder: Path) -> list[str]:
    """Return what in a data folder, and the folder itself, other users may read or enter."""
    return sorted(str(p) for p in (folder, *folder.rglob("*")) if p.lstat().st_mode & 0o077)


def clean(folder: Path) -> list[str]:
    """Return the names of all files in a data folder but the database's own."""
    own = ("formcheck.db", "formcheck.db-wal", "formcheck.db-shm", "serving.lock", "installation")
    return sorted(p.name for p in folder.rglob("*") if p.is_file() and p.name not in own)


def store_bytes(files: Files, data: bytes) -> StoredContent:
    """Store some content."""
    files.root.mkdir(parents=True, exist_ok=True)
    path = files.root / f".{hashlib.sha256(data).hexdigest()[:16]}.part"
    path.write_bytes(data)
    return files.store(path)
