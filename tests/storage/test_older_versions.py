"""What the version before left is read: a data folder and a backup that it wrote itself.

`tests/data/version_0005.tar.xz` was made by formcheck 0.1.0 with tables of revision 0005: a team of
five with sets, a review, a programme, uploads, tokens and passkeys, and a set judged live.
"""

import tarfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from formcheck.estimation.pose_io import load
from formcheck.storage import (
    Files,
    Store,
    backup,
    open_store,
    restore,
    results,
    review_models,
    review_queue,
    training,
)
from formcheck.storage.database import migrate, newest, opened_engine
from formcheck.storage.inspection import database_state, defects
from formcheck.storage.models import Analysis, Base, FileRow, Person, Upload

LEFT = Path(__file__).parents[1] / "data" / "version_0005.tar.xz"
EMPTY = {
    *("installation", "sweeps", "content_holds", "dismissals", "saved_replies"),
    *("starts", "client_notes", "share_links", "voice_notes", "reference_sets"),
    *("plan_templates", "webhooks", "webhook_deliveries"),
}
"""Tables that the version before did not have."""


def unpack_left(into: Path) -> None:
    """Unpack what the version before left."""
    with tarfile.open(LEFT) as tar:
        # Python 3.11.2 of Debian 12 knows no filters, and newer ones warn where none is given.
        tar.extraction_filter = getattr(tarfile, "data_filter", None)
        tar.extractall(into)


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The folder with `data` and `backup.tar`."""
    unpack_left(tmp_path)
    return tmp_path


def check(store: Store, files: Files, kept_files: int) -> None:
    """Everything is there under its new name."""
    with store.reading() as s:
        counts = {
            t.name: s.scalar(select(func.count()).select_from(t))
            for t in Base.metadata.sorted_tables
        }
        assert {name for name, count in counts.items() if not count} <= EMPTY
        assert (counts["people"], counts["analyses"], counts["files"]) == (5, 4, kept_files)
        states = {a.title: (a.state, a.requested, a.stage) for a in s.scalars(select(Analysis))}
        assert states["Waits"] == ("running", "clamshell", "analysing")
        assert {a.fault_message for a in s.scalars(select(Analysis)) if a.fault_cue} == {
            "Press your knees out against the band at the top."
        }
        assert s.scalars(select(Upload.requested)).all() == [None]
        assert s.scalars(select(review_models.Comment.text)).all() == ["zebra"]
        judged = s.scalars(select(Analysis).where(Analysis.report_run > 0)).all()
        assert judged
        assert all(results.read_report(s, a.owner, a.id) for a in judged)
        ben = s.scalars(select(Person.id).where(Person.name == "Ben Zebra")).one()
        assert training.phase_of(s, ben).number == 2
        (plan,) = training.plans(s, ben).values()
        assert (plan.load_kg, plan.band, plan.progression) == (None, None, None)
        assert [(e.load_kg, e.effort) for e in training.entries(s, ben)] == [(None, None)]
        (poses,) = s.scalars(select(FileRow.sha256).where(FileRow.name == "poses.npz"))
    assert list(defects(store.engine, files, thorough=True)) == []
    with files.on_disk(poses) as path:
        assert len(load(path).poses) > 100
    found = database_state(store.engine)
    assert (found.revision, found.damage) == (newest(), "")


def test_its_data_folder_is_brought_up_to_date(left: Path) -> None:
    store = open_store(left / "data")
    check(store, Files(left / "data" / "files"), 11)
    store.close()


def test_its_backup_is_restored(left: Path) -> None:
    to = left / "new"
    to.mkdir()
    files = Files(to / "files")
    with opened_engine(to) as engine:
        written = restore.restore(engine, files, left / "backup.tar", to)
    assert isinstance(written, backup.Written)
    assert (written.rows["analyses"], written.missing) == (4, [])
    store = open_store(to)
    check(store, files, 3)  # the others are made here, when they are asked for
    store.close()


def test_sets_that_a_coach_had_seen_do_not_wait_for_a_review(tmp_path: Path) -> None:
    with opened_engine(tmp_path) as engine:
        migrate(engine, "0008")
        with engine.begin() as connection:
            for statement in SEEN_AND_NEW:
                connection.exec_driver_sql(statement)
    store = open_store(tmp_path)
    with store.reading() as s:
        assert [d.analysis_id for d in s.scalars(select(review_models.Dismissal))] == ["seen"]
        assert review_queue.counts(s, "coach") == {"client": 1}
    store.close()


def _set(ident: str, day: str) -> str:
    return (
        "INSERT INTO analyses (id, owner, origin, title, created, model, mirrored, from_poses, run,"
        " report_run, state, queued, tries, cancel_requested, total, comments) VALUES"
        f" ('{ident}', 'client', 'upload', 'A set', '2026-03-{day} 10:00:00', 'lite', 0, 0, 1,"
        f" 1, 'done', '2026-03-{day} 10:00:00', 1, 0, 10, 0)"
    )


SEEN_AND_NEW = (
    "INSERT INTO people VALUES ('coach', 'Coach', '2026-03-01 10:00:00'),"
    " ('client', 'Client', '2026-03-01 10:00:00')",
    "INSERT INTO consents (id, owner, coach, since) VALUES"
    " ('c', 'client', 'coach', '2026-03-01 10:00:00')",
    "INSERT INTO visits (id, owner, client, at) VALUES"
    " ('v', 'coach', 'client', '2026-03-05 10:00:00')",
    _set("seen", "04"),
    _set("new", "06"),
)
"""A database of revision 0008: a coach who visited their client between two sets."""
