"""The tables.

An analysis is one set and its job. What lists show has its own columns; the report is in another
table, so that lists never read it. Rows do not hold file content but name it by its hash.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from formcheck.storage.database import new_id, now

Id = String(32)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Naming rules for constraints, so that later migrations can refer to them."""


SAMPLE = "sample"
"""Origin of the set that shows a newcomer what a result is; it counts nowhere."""


class Moment(TypeDecorator[datetime]):
    """A date and time in UTC, also in a database without time zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value for the database, in UTC."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value from the database, with UTC as its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


RowId = Annotated[str, mapped_column(Id, primary_key=True, default=new_id)]
Created = Annotated[datetime, mapped_column(default=now)]
"""A time that is now, unless given."""


class Base(DeclarativeBase):
    """Base class of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class Person(Base):
    """A person whose sets are stored; in personal mode there is only one."""

    __tablename__ = "people"

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(200))
    created: Mapped[Created]


class Owned(Base):
    """A table whose rows belong to a person, and are deleted with them."""

    __abstract__ = True

    owner: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))


class Video(Owned):
    """A video of a person; the same content is stored once for each person.

    `playable`: whether browsers can play it. `as_sent`: it is stored as sent, with sound and
    metadata, because a copy would not have shown the same pictures.
    """

    __tablename__ = "videos"
    __table_args__ = (UniqueConstraint("owner", "sha256"),)

    id: Mapped[RowId]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(255))
    bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(80))
    seconds: Mapped[float]
    width: Mapped[int]
    height: Mapped[int]
    codec: Mapped[str] = mapped_column(String(40))
    playable: Mapped[bool]
    as_sent: Mapped[bool] = mapped_column(default=False)
    created: Mapped[Created]


class Analysis(Owned):
    """One set and its job.

    Attributes:
        run: number of the latest request to analyse it.
        report_run: number of the request that its report belongs to.
        from_poses: judge the saved poses again, without the video.
        origin: "upload", "live", or `SAMPLE`.
        requested, model: the exercise and model requested.
        mirrored: the video comes from a selfie camera that mirrors the picture.
        exercise_*, good ... fault_*, tally: a summary of the report (tally: repetitions, clean ones
            and seconds held by side, see `progress.tallied`).
        progress: of the whole job, 0..1.
        video_removed: when the video was removed, as its owner wished.
        filmed_on: the day recorded by the camera, or given by the owner.
        worker, lease_until: who works on it, and when the lease expires.
        tries: how often this request was started.
        cancel_requested: the work should stop.
        reviewed, reviewer: when and by whom it was reviewed.
        comments: number of comments.
        load_kg, band, effort: what was lifted, the band used, and how hard it was, as its owner
            notes them; see `formcheck.training.load`.
    """

    __tablename__ = "analyses"
    __table_args__ = (
        Index("ix_analyses_lists", "owner", "deleted_at", "created"),
        Index("ix_analyses_review", "owner", "deleted_at", "reviewed", "created", "total"),
        Index("ix_analyses_exercises", "owner", "deleted_at", "exercise_id", "exercise_title"),
        Index("ix_analyses_faults", "owner", "deleted_at", "fault_cue", "fault_title"),
        Index("ix_analyses_queue", "state", "from_poses", "queued"),
        Index("ix_analyses_same", "video_id", "requested", "model"),
    )

    id: Mapped[RowId]
    video_id: Mapped[str | None] = mapped_column(ForeignKey("videos.id"))
    origin: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(255))
    created: Mapped[Created]
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)

    requested: Mapped[str | None] = mapped_column(String(60))
    model: Mapped[str] = mapped_column(String(10))
    mirrored: Mapped[bool] = mapped_column(default=False)
    from_poses: Mapped[bool] = mapped_column(default=False)
    run: Mapped[int] = mapped_column(default=1)
    report_run: Mapped[int] = mapped_column(default=0)

    state: Mapped[str] = mapped_column(String(10), default="queued")
    queued: Mapped[Created]
    stage: Mapped[str | None] = mapped_column(String(10), default="waiting")
    progress: Mapped[float | None]
    seconds_left: Mapped[float | None]
    tries: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_message: Mapped[str | None] = mapped_column(Text)
    log: Mapped[str | None] = mapped_column(Text)

    seconds: Mapped[float | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    exercise_id: Mapped[str | None] = mapped_column(String(60))
    exercise_title: Mapped[str | None] = mapped_column(String(120))
    good: Mapped[int | None]
    total: Mapped[int | None]
    share: Mapped[float | None]
    fault_cue: Mapped[str | None] = mapped_column(String(60))
    fault_title: Mapped[str | None] = mapped_column(String(120))
    fault_message: Mapped[str | None] = mapped_column(Text)
    fault_count: Mapped[int | None]
    tally: Mapped[dict[str, Any] | None]
    thumbnail: Mapped[str | None] = mapped_column(String(64))
    formcheck: Mapped[str | None] = mapped_column(String(40))
    video_removed: Mapped[datetime | None]
    filmed_on: Mapped[date | None]
    reviewed: Mapped[datetime | None]
    reviewer: Mapped[str | None] = mapped_column(Id)
    comments: Mapped[int] = mapped_column(default=0)
    load_kg: Mapped[float | None]
    band: Mapped[str | None] = mapped_column(String(40))
    effort: Mapped[int | None]


class ReportRow(Owned):
    """The report of an analysis, as JSON from `formcheck.analysis.report.json_format`.

    `measured`: the result of `progress.measured`, stored so that views of many sets need not read
    whole reports; None for a report of an older formcheck.
    """

    __tablename__ = "reports"

    analysis_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), primary_key=True
    )
    report: Mapped[dict[str, Any]]
    measured: Mapped[list[Any] | None]


class FileRow(Owned):
    """A file of an analysis; its content is in the file store.

    `listed`: offered for download; the others are only used by the page.
    """

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("analysis_id", "name"),)

    id: Mapped[RowId]
    analysis_id: Mapped[str] = mapped_column(ForeignKey("analyses.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(80))
    listed: Mapped[bool]


class Upload(Owned):
    """An upload in progress, or a finished one: then `result` names its analysis.

    `keep_sound`: the sender wants the sound kept. `mirrored`: the video comes from a selfie camera.
    `recording`: it is sent while it is filmed; until it ends, `bytes` is what is set aside for it.
    """

    __tablename__ = "uploads"

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(255))
    bytes: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    requested: Mapped[str | None] = mapped_column(String(60))
    model: Mapped[str] = mapped_column(String(10))
    analysis_id: Mapped[str | None] = mapped_column(String(32))
    result: Mapped[str | None] = mapped_column(String(32))
    known: Mapped[bool] = mapped_column(default=False)
    keep_sound: Mapped[bool] = mapped_column(default=False)
    mirrored: Mapped[bool] = mapped_column(default=False)
    recording: Mapped[bool] = mapped_column(default=False)
    created: Mapped[Created]
    touched: Mapped[Created] = mapped_column(index=True)


class Turn(Owned):
    """When a set of a person was last started, for a fair order of the queue (SQLite)."""

    __tablename__ = "turns"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    begun: Mapped[datetime]


class Installation(Base):
    """The id of this installation, which its file store also holds; one row."""

    __tablename__ = "installation"

    id: Mapped[RowId]
    created: Mapped[Created]


class Sweep(Base):
    """The time of a sweep; see `maintenance.reference_time`."""

    __tablename__ = "sweeps"

    moment: Mapped[datetime] = mapped_column(primary_key=True)


class ContentHold(Base):
    """Content that is being added or removed, outside of any transaction.

    `removing`: it is being removed and must not be named by a row; otherwise it is being added and
    must not be removed. The hold of a dead process expires, see `blobs`.
    """

    __tablename__ = "content_holds"

    id: Mapped[RowId]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    removing: Mapped[bool]
    since: Mapped[Created]
