"""A backup brings everything back, into either database and either file store, or says why not."""

import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.storage import (
    Files,
    Store,
    backup,
    backup_archive,
    coach_desk,
    installation,
    open_store,
    plan_templates,
    restore,
    review_queue,
    training,
    voice_notes,
)
from formcheck.storage.account_models import Account
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, Base, Person
from formcheck.storage.review_models import Comment, ReferenceSet
from formcheck.training.timeline import Start
from formcheck.worker.supervisor import open_services
from tests.storage.rows import done, file, other_person, video
from tests.storage.test_older_versions import LEFT, unpack_left
from tests.support import data_folder
from tests.support.data_folder import opened, store_bytes
from tests.support.postgres import drop_database, new_database


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.engine.connect() as c:
        return {
            t.name: [tuple(r) for r in c.execute(select(t).order_by(*t.primary_key.columns))]
            for t in Base.metadata.sorted_tables
            if t.name not in restore.NOT_RESTORED
        }


def fill(store: Store, files: Files) -> None:
    person, other = store.only_person(), other_person(store)
    film = video(store, person, store_bytes(files, b"film" * 100_000))
    for owner, given in ((person, film), (other, None), (person, None)):
        row = done(store, owner, video_id=given, title='Größe 1 – "a"\n', deleted_at=None)
        file(store, files, row, "annotated.webm", f"<p>{row.id}</p>".encode())
    done(store, other, deleted_at=now())


def written(store: Store, files: Files) -> bytes:
    out = io.BytesIO()
    backup.write(store.engine, files, out, lambda *_: None)
    return out.getvalue()


@pytest.fixture
def given(tmp_path: Path) -> tuple[Store, Files, bytes]:
    """What a backup of a small library holds."""
    (tmp_path / "old").mkdir()
    store, files = opened(tmp_path / "old"), Files(tmp_path / "old" / "files")
    fill(store, files)
    data = written(store, files)
    store.close()
    return store, files, data


def restored(url: str | None, files: Files, data: bytes, folder: Path) -> backup.Written:
    from formcheck.storage.database import opened_engine

    path = folder / "given.tar"
    path.write_bytes(data)
    with opened_engine(folder, url) as engine:
        return restore.restore(engine, files, path, folder)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everything_comes_back_into_either_database(
    given: tuple[Store, Files, bytes], files: Files, tmp_path: Path, kind: str
) -> None:
    old, old_files, data = given
    url = new_database() if kind == "postgresql" else None
    told = restored(url, files, data, tmp_path)
    assert (told.rows["analyses"], told.contents, told.missing) == (4, 4, [])
    store = open_store(tmp_path, url)
    assert everything(store) == everything(old)
    for sha256 in old_files.every():
        assert files.read(sha256) == old_files.read(sha256)
    assert written(store, files)[:2000] != b""
    store.close()
    old.close()
    if url:
        drop_database(url)


def test_it_goes_from_postgresql_back_to_sqlite(tmp_path: Path) -> None:
    url = new_database(ready=True)
    (tmp_path / "old").mkdir()
    old, old_files = open_store(tmp_path, url), Files(tmp_path / "old" / "files")
    fill(old, old_files)
    files = Files(tmp_path / "files")
    restored(None, files, written(old, old_files), tmp_path)
    store = open_store(tmp_path)
    assert everything(store) == everything(old)
    store.close()
    old.close()
    drop_database(url)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _changed(data: bytes) -> bytes:
    at = data.index(b"filmfilm")
    return data[:at] + b"F" + data[at + 1 :]


def _newer(data: bytes) -> bytes:
    return data.replace(b'"revision": "00', b'"revision": "99', 1)


def _without_end(data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as tar, tarfile.open(fileobj=out, mode="w") as new:
        for member in tar:
            if member.name != backup.END:
                new.addfile(member, tar.extractfile(member))
    return out.getvalue()


def _with(name: str) -> Callable[[bytes], bytes]:
    def add(data: bytes) -> bytes:
        out = io.BytesIO(data)
        with tarfile.open(fileobj=out, mode="a") as tar:
            tar.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
        return out.getvalue()

    return add


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (_cut, "not all of it"),
        (_changed, "damaged"),
        (_newer, "update formcheck"),
        (_without_end, "not all of it"),
        (_with("../../evil"), "does not write"),
        (lambda _: b"no tar at all" * 1000, "damaged"),
        (lambda _: b"", "damaged|not all"),
    ],
)
def test_one_that_is_not_whole_leaves_nothing(
    given: tuple[Store, Files, bytes], tmp_path: Path, harm: Callable[[bytes], bytes], why: str
) -> None:
    files = Files(tmp_path / "files")
    with pytest.raises(FormcheckError, match=why):
        restored(None, files, harm(given[2]), tmp_path)
    assert list(files.every()) == []
    store = open_store(tmp_path)
    assert not any(everything(store).values())
    store.close()


def test_it_is_restored_only_where_nothing_is(
    given: tuple[Store, Files, bytes], tmp_path: Path
) -> None:
    store = open_store(tmp_path)
    done(store, store.only_person())
    store.close()
    with pytest.raises(FormcheckError, match="already"):
        restored(None, Files(tmp_path / "files"), given[2], tmp_path)


def test_every_table_and_every_file_is_in_it(tmp_path: Path) -> None:
    """Of a library with something in every table, made by the version before."""
    unpack_left(tmp_path)
    services = open_services(data_folder.settings(tmp_path / "data", team=True))
    with services.store.writing() as s:  # what the version before did not have
        coach = s.scalars(select(Account.owner).where(Account.role == "coach")).first()
        assert coach is not None
        review_queue.save_reply(s, coach, "Well done.")
        plan_templates.keep(s, coach, "Knees", [{"exercise": "clamshell"}])
        client = s.scalars(select(Account.owner).where(Account.role == "client")).first()
        assert client is not None
        coach_desk.write_note(s, coach, client, "Old ankle sprain.", ["Knee"])
        comment = s.scalars(select(Comment)).first()
        assert comment is not None
        one, another = s.scalars(select(Analysis).limit(2))
        s.add(ReferenceSet(analysis_id=one.id, owner=one.owner, reference_id=another.id))
        voice_notes.keep(s, comment, b"OggS and more", 2.0)
        training.set_start(s, coach, Start(day=now().date(), lasted="weeks", severity="mild"))
    naming = {t.name for t in Base.metadata.sorted_tables if "sha256" in t.columns}
    assert naming == {"videos", "files", "content_holds"}  # the last names what is not kept yet
    out = io.BytesIO(written(services.store, services.files))
    with tarfile.open(fileobj=out) as tar:
        rows, contents = {}, set()
        for member in tar:
            source = tar.extractfile(member)
            assert source is not None
            kind, _, name = member.name.partition("/")
            if kind == "rows":
                rows[name.removesuffix(".jsonl")] = source.read().count(b"\n")
            elif kind == "files":
                contents.add(name)
    with services.store.reading() as s:
        counts = {
            t.name: s.scalar(select(func.count()).select_from(t))
            for t in Base.metadata.sorted_tables
        }
    assert rows == counts
    assert {name for name, count in counts.items() if not count} <= restore.NOT_RESTORED
    assert contents == set(services.files.every())
    services.close()


def test_checking_a_backup_writes_nothing(
    given: tuple[Store, Files, bytes], tmp_path: Path
) -> None:
    checked = backup_archive.check(io.BytesIO(given[2]))
    assert (checked.about["rows"]["analyses"], checked.written.contents) == (4, 4)
    assert checked.created <= now()
    assert [p.name for p in tmp_path.iterdir()] == ["old"]


def test_one_that_is_damaged_at_its_end_is_known_before_anything_is_written(
    given: tuple[Store, Files, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore, "_keep", lambda *_: pytest.fail("something was written"))
    with pytest.raises(FormcheckError, match="not all of it"):
        restored(None, Files(tmp_path / "files"), _without_end(given[2]), tmp_path)


def test_contents_are_synced_before_rows_name_them(
    given: tuple[Store, Files, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real, insert = os.fsync, restore._insert

    def sync(handle: int) -> None:
        synced.append(handle)
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    found: list[tuple[int, int]] = []

    def rows_come(*given: Any) -> set[str]:
        found.append((len(synced), len(list(files.every()))))
        return insert(*given)

    monkeypatch.setattr(restore, "_insert", rows_come)
    files = Files(tmp_path / "files")
    restored(None, files, given[2], tmp_path)
    ((syncs, contents),) = found
    assert contents == 4
    assert syncs >= 4 * 3  # of each its file and the two folders above it


def test_what_a_killed_restore_left_is_removed(
    given: tuple[Store, Files, bytes], tmp_path: Path
) -> None:
    left = tmp_path / f"{restore.FOLDER}abc"
    left.mkdir()
    (left / "video").write_bytes(b"half of it")
    restored(None, Files(tmp_path / "files"), given[2], tmp_path)
    assert not list(tmp_path.glob(f"{restore.FOLDER}*"))


def test_the_rows_come_back_to_the_files_that_were_left(
    given: tuple[Store, Files, bytes], tmp_path: Path
) -> None:
    """The database was lost, and its files were not."""
    old, files, _ = given
    installation.check(old, files)
    data, mark = written(old, files), files.installation()
    restored(None, files, data, tmp_path)
    store = open_store(tmp_path)
    installation.check(store, files)
    assert files.installation() == mark
    store.close()


def test_it_is_not_restored_among_the_files_of_others(
    given: tuple[Store, Files, bytes], tmp_path: Path
) -> None:
    files = Files(tmp_path / "files")
    store_bytes(files, b"theirs")
    files.set_installation("theirs")
    with pytest.raises(FormcheckError, match="another installation"):
        restored(None, files, given[2], tmp_path)


@pytest.mark.parametrize("version", ["this", "before"])
def test_it_is_restored_where_somebody_only_looked_around(
    given: tuple[Store, Files, bytes], tmp_path: Path, version: str
) -> None:
    """As from the page of a server that was just started for the first time."""
    data, count = given[2], 4
    if version == "before":
        with tarfile.open(LEFT) as tar:
            left = tar.extractfile("backup.tar")
            assert left is not None
            data = left.read()
    services = open_services(data_folder.settings(tmp_path / "new"))
    nobody = services.store.only_person()
    path = tmp_path / "given.tar"
    path.write_bytes(data)
    told = restore.restore(services.store.engine, services.files, path, services.settings.data_dir)
    assert told.rows["analyses"] == count
    with services.store.reading() as s:
        assert s.scalar(select(func.count()).select_from(Analysis)) == count
        assert s.get(Person, nobody) is None
    installation.check(services.store, services.files)
    services.close()


def test_content_that_is_gone_is_named(given: tuple[Store, Files, bytes], tmp_path: Path) -> None:
    old, files, _ = given
    gone = next(iter(files.every()))
    files.remove(gone)
    told = restored(None, Files(tmp_path / "files"), written(old, files), tmp_path)
    assert told.missing == [gone]


def test_the_commands_back_up_and_restore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old").mkdir()
    store, files = opened(tmp_path / "old"), Files(tmp_path / "old" / "files")
    fill(store, files)
    store.close()
    monkeypatch.setenv("FORMCHECK_RESERVE_BYTES", "0")
    monkeypatch.setenv("FORMCHECK_DATA_DIR", str(tmp_path / "old"))
    to = tmp_path / "backup.tar"
    made = CliRunner().invoke(app, ["backup", str(to)])
    assert (made.exit_code, "4 sets and 4 files" in made.output) == (0, True), made.output
    assert to.stat().st_mode & 0o077 == 0
    assert CliRunner().invoke(app, ["backup", str(to)]).exit_code == 1  # never over another
    assert CliRunner().invoke(app, ["restore", str(to)]).exit_code == 1  # not empty
    monkeypatch.setenv("FORMCHECK_DATA_DIR", str(tmp_path / "new"))
    assert CliRunner().invoke(app, ["backup", str(tmp_path / "x")]).exit_code == 1
    os.umask(0o022)
    back = CliRunner().invoke(app, ["restore", str(to)])
    assert (back.exit_code, "4 sets and 4 files" in back.output) == (0, True), back.output
    assert data_folder.open_to_others(tmp_path / "new") == []
    doctor = CliRunner().invoke(app, ["doctor", "--verify"])
    assert (doctor.exit_code, "every byte" in doctor.output) == (0, True), doctor.output
    assert sorted(p.name for p in (tmp_path / "new").iterdir() if p.is_dir()) == ["files"]


def test_a_database_of_another_version_is_left_as_it_is(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.engine.begin() as c:
        c.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(FormcheckError, match="Another formcheck"):
        written(store, Files(tmp_path / "files"))
    store.close()
