"""The doctor finds what is broken, says what to do, and changes nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.cli.diagnostics import Result, examine, machine, stored
from formcheck.errors import FormcheckError
from formcheck.settings import Settings
from formcheck.storage import Files, backup, open_store, restore, sets
from formcheck.storage.database import add_row, opened_engine
from formcheck.storage.models import Analysis, Video
from formcheck.storage.results import NewFile, store_files
from tests.support.data_folder import opened, store_bytes


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Leave out what takes seconds, but where it is what is tested."""
    if "command" not in request.node.name:
        monkeypatch.setattr(machine, "_runs", lambda _: Result("ok", "pose model", "runs"))


def settings(folder: Path, **changes: Any) -> Settings:
    return Settings(**{"data_dir": folder, "reserve_bytes": 0, **changes})


def about(what: str, folder: Path, *, verify: bool = False, **changes: Any) -> list[Result]:
    found = examine(settings(folder, **changes), verify=verify)
    return [line for line in found if line.what == what]


def problems(folder: Path, *, verify: bool = False, **changes: Any) -> list[Result]:
    found = examine(settings(folder, **changes), verify=verify)
    return [line for line in found if line.state == "problem"]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A data folder with one set: its video and two files."""
    store, files = opened(tmp_path), Files(tmp_path / "files")
    owner = store.only_person()
    with store.writing() as s:
        stored = [store_bytes(files, data) for data in (b"film", b"a", b"bb")]
        video = Video(
            owner=owner,
            sha256=stored[0].sha256,
            name="film.mp4",
            bytes=4,
            media_type="video/mp4",
            seconds=1.0,
            width=1,
            height=1,
            codec="h264",
            playable=True,
        )
        add_row(s, video)
        row = Analysis(owner=owner, origin="upload", title="Monday", model="lite")
        sets.add(s, row, video)
        names = ("report.html", "poses.npz")
        made = [NewFile(n, n, k, "x/y") for n, k in zip(names, stored[1:], strict=True)]
        store_files(s, row, made)
    store.close()
    return tmp_path


def content(folder: Path, data: bytes) -> Path:
    return next(p for p in (folder / "files").rglob("*") if p.is_file() and p.read_bytes() == data)


def test_all_is_well(kept: Path) -> None:
    lines = list(examine(settings(kept), verify=True))
    assert [x for x in lines if x.state == "problem"] == []
    message = {x.what: x.message for x in lines}
    assert message["database"] == "up to date, one set, one video"
    assert "every byte" in message["files"]
    assert message["pose models"] == "lite, full, heavy: whole"


def test_nothing_is_changed_or_made(tmp_path: Path, kept: Path) -> None:
    before = everything(kept)
    list(examine(settings(kept), verify=True))
    after = everything(kept)
    assert {k: v for k, v in after.items() if "formcheck.db-" not in k} == {
        k: v for k, v in before.items() if "formcheck.db-" not in k
    }
    new = tmp_path / "new" / "data"
    assert problems(new) == []
    assert not (tmp_path / "new").exists()


def test_lost_content(kept: Path) -> None:
    content(kept, b"film").unlink()
    [line] = problems(kept)
    assert line.message == "the video 'film.mp4' is not there"
    assert line.do


def test_content_cut_short(kept: Path) -> None:
    content(kept, b"bb").write_bytes(b"b")
    [line] = problems(kept)
    assert line.message == "poses.npz of the set 'Monday' has 1 of 2 bytes"


def test_changed_content_is_found_by_reading_it(kept: Path) -> None:
    content(kept, b"bb").write_bytes(b"xx")
    assert problems(kept) == []
    [line] = problems(kept, verify=True)
    assert "other content" in line.message


def test_content_of_no_set_is_no_problem(kept: Path) -> None:
    store_bytes(Files(kept / "files"), b"forgotten")
    states = {line.state: line.message for line in about("files", kept)}
    assert states == {"note": "one file belongs to no set", "ok": "all there"}


def test_much_is_lost_and_told_in_few_lines(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "LISTED", 1)
    shutil.rmtree(kept / "files")
    (kept / "files").mkdir()
    assert ["is mounted" in line.do for line in problems(kept)] == [True]
    say(kept, "--adopt", monkeypatch=monkeypatch)  # go on without them
    assert [line.message for line in problems(kept)][1:] == ["2 more like these"]
    shutil.rmtree(kept / "files")
    [line] = problems(kept)
    assert "is not there" in line.message


def test_a_database_that_is_damaged(kept: Path) -> None:
    (kept / "formcheck.db").write_bytes(b"no database at all" * 1000)
    [line] = problems(kept)
    assert line.what == "database"
    assert "not a database" in line.message


def test_a_database_with_a_damaged_page(kept: Path) -> None:
    data = bytearray((kept / "formcheck.db").read_bytes())
    data[4096 * 3 : 4096 * 12] = bytes(4096 * 9)
    (kept / "formcheck.db").write_bytes(data)
    assert [line.what for line in problems(kept)] == ["database"]


@pytest.mark.parametrize(
    ("revision", "state", "word"), [("9999", "problem", "newer"), (None, "note", "older")]
)
def test_a_database_of_another_version(
    kept: Path, revision: str | None, state: str, word: str
) -> None:
    import sqlite3

    with sqlite3.connect(kept / "formcheck.db") as raw:
        if revision:
            raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        else:
            raw.execute("DELETE FROM alembic_version")
    raw.close()
    [line] = about("database", kept)
    assert (line.state, word in line.message) == (state, True)


@pytest.mark.parametrize("url", ["nonsense", "mysql+nothing://x/y"])
def test_a_database_that_cannot_be_named(tmp_path: Path, url: str) -> None:
    [line] = problems(tmp_path, database_url=url)
    assert "FORMCHECK_DATABASE_URL" in line.message


def test_models_that_are_missing_or_cut_short(tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(Settings().models_dir, models)
    (models / "pose_landmarker_heavy.task").unlink()
    with (models / "pose_landmarker_full.task").open("r+b") as file:
        file.truncate(1000)
    found = problems(tmp_path, models_dir=models)
    assert ["missing" in x.message or "cut short" in x.message for x in found] == [True, True]
    assert all("install formcheck again" in x.do for x in found)


def test_no_room(tmp_path: Path) -> None:
    [line] = problems(tmp_path, reserve_bytes=10**18)
    assert (line.what, "Free some space" in line.do) == ("data folder", True)


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    [line] = problems(tmp_path / "x")
    assert "no folder" in line.message


def test_where_nothing_confines_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.worker import sandbox
    from formcheck.worker.sandbox.command import Bubblewrap

    missing = Bubblewrap(None, False, "bubblewrap is not installed")
    monkeypatch.setattr(sandbox, "kind", lambda: "limits")
    monkeypatch.setattr(sandbox, "bubblewrap", lambda: missing)
    [line] = about("sandbox", tmp_path)
    assert line.state == "note"
    assert "apt-get install bubblewrap" in line.do


def test_the_command_in_words_and_as_json(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_DATA_DIR", str(kept))
    monkeypatch.setenv("FORMCHECK_RESERVE_BYTES", "0")
    done = CliRunner().invoke(app, ["doctor", "--verify"])
    assert done.exit_code == 0, done.output
    assert "ok       pose model: runs" in done.output
    content(kept, b"film").unlink()
    done = CliRunner().invoke(app, ["doctor", "--json"])
    told = json.loads(done.output)
    assert (done.exit_code, told["ok"]) == (1, False)
    assert [x["what"] for x in told["lines"] if x["state"] == "problem"] == ["files"]


def test_a_folder_that_others_can_read_is_told(kept: Path) -> None:
    kept.chmod(0o755)
    [line] = problems(kept)
    assert str(kept) in line.message
    assert "chmod" in line.do


def test_what_serves_lets_nobody_else_read(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from formcheck.worker.data_folder import keep_private, only_one
keep_private()
with only_one(Path(sys.argv[1]), "here"):
    (Path(sys.argv[1]) / "video").write_bytes(b"film")
"""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
    assert [p.stat().st_mode & 0o077 for p in (folder, folder / "video")] == [0, 0]


def say(folder: Path, *options: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("FORMCHECK_DATA_DIR", str(folder))
    monkeypatch.setenv("FORMCHECK_RESERVE_BYTES", "0")
    return CliRunner().invoke(app, ["doctor", *options]).output


def test_lost_files_are_listed_and_put_back(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row was lost, its files were set aside, and a backup brought the row back."""
    files = Files(kept / "files")
    film = next(h for h in files.every() if files.read(h) == b"film")
    files.set_aside(film)
    [line] = problems(kept)
    assert "--restore-lost" in line.do
    [lost] = about("lost files", kept)
    assert ("one file" in lost.message, "30 days" in lost.message) == (True, True)
    assert "put back: 1." in say(kept, "--restore-lost", monkeypatch=monkeypatch)
    assert problems(kept) == about("lost files", kept) == []


def test_too_many_strays_are_a_wrong_database(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files(kept / "files")
    for n in range(30):
        store_bytes(files, f"stray {n}".encode())
    [line] = problems(kept)
    assert ("30 files" in line.message, "--set-aside" in line.do) == (True, True)
    assert "set aside: 30." in say(kept, "--set-aside", monkeypatch=monkeypatch)
    assert (problems(kept), len(files.lost())) == ([], 30)


def test_files_of_another_database_are_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Files(kept / "files").set_installation("another")
    [line] = problems(kept)
    assert ("not those of" in line.message, "--adopt" in line.do) == (True, True)
    assert "belong together" in say(kept, "--adopt", monkeypatch=monkeypatch)
    assert problems(kept) == []


# --- after an accident: the one right thing to do -------------------------------------------------


def backed_up(kept: Path) -> Path:
    """Return a backup of a data folder."""
    path = kept.parent / f"{kept.name}.tar"
    store = open_store(kept)
    with path.open("wb") as out:
        backup.write(store.engine, Files(kept / "files"), out, lambda *_: None)
    store.close()
    return path


def restored(folder: Path, path: Path) -> list[str]:
    """Restore a backup; return what doctor then has to say."""
    with opened_engine(folder) as engine:
        restore.restore(engine, Files(folder / "files"), path, folder)
    return [line.message for line in problems(folder, verify=True)]


def test_a_lost_database_is_put_back_or_restored(kept: Path) -> None:
    path = backed_up(kept)
    for file in kept.glob("formcheck.db*"):
        file.unlink()
    [line] = problems(kept)
    assert (line.what, "formcheck restore BACKUP" in line.do) == ("database", True)
    assert "formcheck.db" in line.do
    assert restored(kept, path) == []


def test_a_damaged_database_is_moved_away_and_restored(kept: Path) -> None:
    path = backed_up(kept)
    (kept / "formcheck.db").write_bytes(b"no database at all" * 1000)
    [line] = problems(kept)
    assert line.do == stored.RESTORE_AGAIN
    for file in kept.glob("formcheck.db*"):
        file.unlink()
    assert restored(kept, path) == []


def test_lost_files_are_restored_into_a_new_folder(kept: Path) -> None:
    path = backed_up(kept)
    shutil.rmtree(kept / "files")
    [line] = problems(kept)
    assert line.do.endswith(stored.RESTORE_ELSEWHERE)
    with pytest.raises(FormcheckError, match="already"):
        restored(kept, path)
    (kept / "elsewhere").mkdir(mode=0o700)
    assert restored(kept / "elsewhere", path) == []


def test_a_restore_that_was_killed_is_done_again(kept: Path, tmp_path: Path) -> None:
    path, folder = backed_up(kept), tmp_path / "killed"
    folder.mkdir(mode=0o700)
    code = """
import os, sys
from pathlib import Path
from formcheck.storage import Files, restore
from formcheck.storage.database import opened_engine
restore._insert = lambda *_: os._exit(9)
folder = Path(sys.argv[1])
with opened_engine(folder) as engine:
    restore.restore(engine, Files(folder / "files"), Path(sys.argv[2]), folder)
"""
    done = subprocess.run([sys.executable, "-c", code, str(folder), str(path)], check=False)
    assert done.returncode == 9
    [line] = problems(folder)
    assert line.do == "Type 'formcheck restore BACKUP' again."
    assert restored(folder, path) == []
