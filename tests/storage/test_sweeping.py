"""What was deleted is gone for good after a while, and its content with it."""

from datetime import timedelta

from formcheck.storage import Files, Store, garbage_collection, sets, uploads
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, FileRow, ReportRow, Upload, Video
from tests.storage.rows import add, done, file, video


def test_a_deleted_set_goes_with_all_it_had(store: Store, files: Files, person: str) -> None:
    kept = files.keep_bytes(b"video", files.root)
    row = done(store, person, video_id=video(store, person, kept))
    file(store, files, row, "report.html", b"page")
    with store.writing() as s:
        sets.delete(s.get_one(Analysis, row.id))
    assert garbage_collection.purge(store, files) == 0  # it can still be restored
    assert len(list(files.every())) == 2
    with store.writing() as s:
        s.get_one(Analysis, row.id).deleted_at = now() - sets.UNDO - timedelta(seconds=1)
    assert garbage_collection.purge(store, files) == 1
    assert list(files.every()) == []
    with store.reading() as s:
        assert [s.query(t).count() for t in (Analysis, FileRow, ReportRow, Video)] == [0] * 4


def test_content_that_others_name_stays(store: Store, files: Files, person: str) -> None:
    kept = files.keep_bytes(b"video", files.root)
    shared = video(store, person, kept)
    old = now() - timedelta(days=1)
    gone = done(store, person, video_id=shared, deleted_at=old)
    stays = done(store, person, video_id=shared)
    page = file(store, files, gone, "report.html", b"same page")
    file(store, files, stays, "report.html", b"same page")
    own = file(store, files, gone, "reps.csv", b"own")
    assert garbage_collection.purge(store, files) == 1
    assert set(files.every()) == {kept.sha256, page.sha256}
    assert not files.has(own.sha256)


def test_what_is_worked_on_is_not_pulled_away(store: Store, files: Files, person: str) -> None:
    add(store, person, state="running", deleted_at=now() - timedelta(days=1))
    assert garbage_collection.purge(store, files) == 0


def test_old_uploads_are_forgotten(store: Store, person: str) -> None:
    with store.writing() as s:
        old = uploads.add(s, person, name="a", size=9, requested=None, model="lite", analysis=None)
        new = uploads.add(s, person, name="b", size=9, requested=None, model="lite", analysis=None)
        old.touched = now() - garbage_collection.UPLOADS_KEPT - timedelta(seconds=1)
    with store.writing() as s:
        assert garbage_collection.old_uploads(s) == [old.id]
    with store.reading() as s:
        assert [u.id for u in s.query(Upload)] == [new.id]


def test_content_without_a_row_is_found(store: Store, files: Files, person: str) -> None:
    row = done(store, person)
    named = file(store, files, row, "reps.csv", b"named")
    files.keep_bytes(b"left by a crash", files.root)
    assert garbage_collection.remove_unnamed(store, files, files.every()) == 1
    assert list(files.every()) == [named.sha256]
