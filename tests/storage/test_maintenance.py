"""What was deleted is gone for good after a while, and its content with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from formcheck.storage import Files, Store, StoredContent, installation, maintenance, results, sets
from formcheck.storage.content_holds import removing, storing
from formcheck.storage.database import add_row, now
from formcheck.storage.models import Analysis, FileRow, ReportRow, Upload, Video
from tests.storage.rows import add, done, file, video
from tests.support.data_folder import store_bytes


def test_a_deleted_set_goes_with_all_it_had(store: Store, files: Files, person: str) -> None:
    kept = store_bytes(files, b"video")
    row = done(store, person, video_id=video(store, person, kept))
    file(store, files, row, "report.html", b"page")
    with store.writing() as s:
        sets.delete(s.get_one(Analysis, row.id))
    assert maintenance.purge(store, files) == 0  # it can still be restored
    assert len(list(files.every())) == 2
    with store.writing() as s:
        s.get_one(Analysis, row.id).deleted_at = now() - sets.UNDO - timedelta(seconds=1)
    assert maintenance.purge(store, files) == 1
    assert list(files.every()) == []
    with store.reading() as s:
        assert [s.query(t).count() for t in (Analysis, FileRow, ReportRow, Video)] == [0] * 4


def test_content_that_others_name_stays(store: Store, files: Files, person: str) -> None:
    kept = store_bytes(files, b"video")
    shared = video(store, person, kept)
    old = now() - timedelta(days=1)
    gone = done(store, person, video_id=shared, deleted_at=old)
    stays = done(store, person, video_id=shared)
    page = file(store, files, gone, "report.html", b"same page")
    file(store, files, stays, "report.html", b"same page")
    own = file(store, files, gone, "reps.csv", b"own")
    assert maintenance.purge(store, files) == 1
    assert set(files.every()) == {kept.sha256, page.sha256}
    assert not files.has(own.sha256)


def test_what_is_worked_on_is_not_pulled_away(store: Store, files: Files, person: str) -> None:
    add(store, person, state="running", deleted_at=now() - timedelta(days=1))
    assert maintenance.purge(store, files) == 0


def test_old_uploads_are_forgotten(store: Store, person: str) -> None:
    with store.writing() as s:
        old = add_row(s, Upload(owner=person, name="a", bytes=9, model="lite"))
        new = add_row(s, Upload(owner=person, name="b", bytes=9, model="lite"))
        old.touched = now() - maintenance.UPLOADS_KEPT - timedelta(seconds=1)
    with store.writing() as s:
        assert maintenance.old_uploads(s) == [old.id]
    with store.reading() as s:
        assert [u.id for u in s.query(Upload)] == [new.id]


@pytest.fixture
def stray(store: Store, files: Files, person: str) -> tuple[str, str]:
    """The hashes of content that a set names, and of content that none does."""
    installation.check(store, files)
    named = file(store, files, done(store, person), "reps.csv", b"named")
    return named.sha256, store_bytes(files, b"left by a crash").sha256


def test_content_without_a_row_lies_among_the_lost_for_a_month(
    store: Store, files: Files, stray: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    named, left = stray
    assert maintenance.sweep_strays(store, files) == 1
    assert list(files.every()) == [named]
    assert [one.sha256 for one in files.lost()] == [left]
    assert maintenance.remove_lost(store, files) == 0
    monkeypatch.setattr(maintenance, "reference_time", lambda _: now() + timedelta(days=29))
    assert maintenance.remove_lost(store, files) == 0
    monkeypatch.setattr(maintenance, "reference_time", lambda _: now() + timedelta(days=31))
    assert maintenance.remove_lost(store, files) == 1
    assert (files.lost(), list(files.every())) == ([], [named])


def test_what_was_lost_can_be_brought_back(
    store: Store, files: Files, stray: tuple[str, str]
) -> None:
    maintenance.sweep_strays(store, files)
    assert maintenance.bring_back_lost(files) == 1
    assert sorted(files.every()) == sorted(stray)
    assert files.read(stray[1]) == b"left by a crash"


def test_a_database_without_sets_moves_nothing(store: Store, files: Files) -> None:
    installation.check(store, files)
    kept = store_bytes(files, b"somebody's video")
    assert maintenance.sweep_strays(store, files) == 0
    assert list(files.every()) == [kept.sha256]


def test_files_of_another_installation_are_not_moved(
    store: Store, files: Files, stray: tuple[str, str]
) -> None:
    files.set_installation("another")
    assert maintenance.sweep_strays(store, files) == 0
    assert sorted(files.every()) == sorted(stray)


def test_nothing_is_moved_where_too_much_would_go(
    lite: Store, local: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.check(lite, local)
    file(lite, local, done(lite, lite.only_person()), "reps.csv", b"named")
    for n in range(maintenance.FEW_STRAYS + 1):
        store_bytes(local, f"stray {n}".encode())
    assert maintenance.sweep_strays(lite, local) == 0
    assert len(list(local.every())) == maintenance.FEW_STRAYS + 2
    monkeypatch.setattr(maintenance, "FEW_STRAYS", maintenance.FEW_STRAYS + 1)
    assert maintenance.sweep_strays(lite, local) == maintenance.FEW_STRAYS


def test_a_slow_file_store_keeps_nobody_from_writing(
    lite: Store, local: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked of the file store while the write lock is held."""
    person = lite.only_person()
    asked: list[str] = []

    def writes_meanwhile(name: str) -> None:
        real = getattr(local, name)

        def slow(*given: object) -> object:
            add(lite, person, title=name)  # waits five seconds, then fails, where the lock is held
            asked.append(name)
            return real(*given)

        monkeypatch.setattr(local, name, slow)

    for name in ("send", "remove", "set_aside"):
        writes_meanwhile(name)
    path = local.root / "new"
    path.write_bytes(b"new")
    kept = local.measure(path)
    with storing(lite, local, [(path, kept)]):
        pass
    maintenance.set_aside(lite, local, [kept.sha256])
    maintenance.remove_unnamed(lite, local, ["0" * 64])
    assert asked == ["send", "set_aside", "remove"]


def test_content_that_is_going_is_waited_for(lite: Store, local: Files) -> None:
    kept = store_bytes(local, b"goes and comes")
    path = local.root / "again"
    path.write_bytes(b"goes and comes")

    def store() -> None:
        with storing(lite, local, [(path, kept)]) as s:
            file_of(s, lite.only_person(), kept)

    with ThreadPoolExecutor(1) as pool:
        with removing(lite, {kept.sha256}, maintenance.named) as free:
            assert free == {kept.sha256}
            again = pool.submit(store)
            local.remove(kept.sha256)
            assert not again.done()
        again.result(timeout=60)
    assert local.read(kept.sha256) == b"goes and comes"
    assert maintenance.remove_unnamed(lite, local, [kept.sha256]) == 0


def file_of(s: Session, person: str, kept: StoredContent) -> None:
    row = sets.add(s, Analysis(owner=person, origin="upload", title="", model="lite"))
    results.store_files(s, row, [results.NewFile("a", "a", kept, "text/plain")])
