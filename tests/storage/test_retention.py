"""Videos are removed after the time their owner chose; their reports stay."""

from datetime import timedelta

import pytest

from formcheck.storage import Files, Store, maintenance, results, sets
from formcheck.storage.database import now
from formcheck.storage.models import Analysis, Sweep
from tests.storage.rows import done, file, other_person, video
from tests.support.data_folder import store_bytes


@pytest.fixture(autouse=True)
def swept_yesterday(store: Store) -> None:
    with store.writing() as s:
        s.add(Sweep(moment=now() - maintenance.CLOCK_TRUST - timedelta(seconds=1)))


def of_age(store: Store, files: Files, person: str, days: int, text: bytes = b"a video") -> str:
    """Add a set with a video and its copies that came some days ago; return its id."""
    kept = store_bytes(files, text)
    with store.reading() as s:
        there = sets.video_with_hash(s, person, kept.sha256)
    video_id = there.id if there is not None else video(store, person, kept)
    row = done(store, person, video_id=video_id, created=now() - timedelta(days=days))
    for name in (*maintenance.FULL_COPIES, "poses.npz", "rep2-knee_cave.jpg"):
        file(store, files, row, name, text + name.encode())
    return row.id


def wish(store: Store, person: str, days: int | None) -> None:
    with store.writing() as s:
        maintenance.set_retention(s, person, days)


def names(store: Store, person: str, set_id: str) -> set[str]:
    with store.reading() as s:
        return {f.name for f in sets.files_of(s, person, set_id)}


def test_old_videos_go_and_the_rest_stays(store: Store, files: Files, person: str) -> None:
    old, young = of_age(store, files, person, 32), of_age(store, files, person, 29, b"another")
    assert maintenance.remove_old_videos(store, files) == 0  # nobody asked for it
    wish(store, person, 60)
    wish(store, person, 30)
    before = set(files.every())
    assert maintenance.remove_old_videos(store, files) == 1
    assert maintenance.remove_old_videos(store, files) == 0
    assert len(before - set(files.every())) == 3
    with store.reading() as s:
        row = sets.one(s, person, old)
        assert row is not None
        assert (row.video_id, row.state, row.report_run) == (None, "done", 1)
        assert row.video_removed is not None
        assert results.read_report(s, person, old) is not None
        assert s.get_one(Analysis, young).video_removed is None
    assert names(store, person, old) == {"poses.npz", "rep2-knee_cave.jpg"}
    assert len(names(store, person, young)) == 4


def test_others_and_what_is_worked_on_keep_theirs(store: Store, files: Files, person: str) -> None:
    somebody = other_person(store)
    theirs = of_age(store, files, somebody, 90)  # the same content
    mine, busy = of_age(store, files, person, 90), of_age(store, files, person, 90, b"busy")
    with store.writing() as s:
        s.get_one(Analysis, busy).state = "queued"
    wish(store, person, 1)
    assert maintenance.remove_old_videos(store, files) == 1
    with store.reading() as s:
        for set_id, left in ((theirs, True), (mine, False), (busy, True)):
            assert (s.get_one(Analysis, set_id).video_id is not None) == left
        row = s.get_one(Analysis, theirs)
        found = sets.video_of(s, somebody, row)
        assert found is not None
        assert files.has(found.sha256)
    wish(store, person, None)
    with store.writing() as s:
        sets.settle(s.get_one(Analysis, busy))
    assert maintenance.remove_old_videos(store, files) == 0


def test_a_video_of_two_sets_goes_with_the_last(store: Store, files: Files, person: str) -> None:
    old, young = of_age(store, files, person, 90), of_age(store, files, person, 3)
    wish(store, person, 30)
    assert maintenance.remove_old_videos(store, files) == 1
    with store.reading() as s:
        row = s.get_one(Analysis, young)
        found = sets.video_of(s, person, row)
        assert found is not None
        assert files.has(found.sha256)
        assert s.get_one(Analysis, old).video_id is None
    wish(store, person, 1)
    assert maintenance.remove_old_videos(store, files) == 1
    assert not files.has(found.sha256)


def test_a_clock_that_jumps_ahead_removes_nothing(
    store: Store, files: Files, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock counts only after it has been wrong for a whole day."""
    set_id = of_age(store, files, person, 1)
    wish(store, person, 30)

    def at(**later: int) -> int:
        wrong = now() + timedelta(**later)
        with monkeypatch.context() as patched:
            patched.setattr(maintenance, "database_time", lambda _: wrong)
            patched.setattr(maintenance, "now", lambda: wrong)
            removed = maintenance.remove_old_videos(store, files)
            maintenance.note_sweep(store)
        return removed

    assert at() == 0
    assert at(days=400) == 0
    assert at(days=400, hours=23) == 0
    assert at() == 0  # it was set right
    assert at(days=400) == 0
    assert at(days=401, minutes=1) == 1
    with store.reading() as s:
        assert s.get_one(Analysis, set_id).video_id is None
