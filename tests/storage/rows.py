"""Rows for tests, made quickly."""

from datetime import timedelta
from typing import Any

from formcheck.storage import Files, Store, StoredContent, results, sets
from formcheck.storage.database import add_row, now
from formcheck.storage.models import Analysis, Person, Video
from tests.support.data_folder import store_bytes
from tests.support.reports import mixed


def add(store: Store, person: str, **changes: Any) -> Analysis:
    """Add a set of `person`, queued unless `changes` say otherwise."""
    with store.writing() as s:
        row = sets.add(s, Analysis(owner=person, origin="upload", title="A set", model="lite"))
        for name, value in changes.items():
            setattr(row, name, value)
        return row


def done(store: Store, person: str, **changes: Any) -> Analysis:
    """Add a set with the report of `tests.support.reports.mixed`."""
    row = add(store, person)
    with store.writing() as s:
        found = s.get_one(Analysis, row.id)
        results.store_report(s, found, mixed())
        sets.settle(found)
        for name, value in changes.items():
            setattr(found, name, value)
        return found


def other_person(store: Store) -> str:
    """Add somebody else, after the one person there is."""
    store.only_person()
    with store.writing() as s:
        return add_row(s, Person(name="Somebody", created=now() + timedelta(days=1))).id


def video(store: Store, person: str, kept: StoredContent) -> str:
    """Add a video with that content; return its id."""
    with store.writing() as s:
        row = Video(
            owner=person,
            sha256=kept.sha256,
            name="set.mp4",
            bytes=kept.bytes,
            media_type="video/mp4",
            seconds=11.0,
            width=854,
            height=480,
            codec="h264",
            playable=True,
        )
        return add_row(s, row).id


def file(store: Store, files: Files, row: Analysis, name: str, data: bytes) -> StoredContent:
    """Keep `data` as a file of a set."""
    with store.writing() as s:
        kept = store_bytes(files, data)
        found = s.get_one(Analysis, row.id)
        results.store_files(s, found, [results.NewFile(name, name, kept, "text/plain")])
        return kept
