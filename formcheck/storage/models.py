"""The tables.

An analysis is one set and its job. What lists show is in columns of its own; the report lies
beside it, so that lists never read it. Content is never in a row: rows name it by its hash.
"""

from datetime import UTC, date, datetime
from typing import Any

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

Id = String(32)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names of their own, so that a later migration can find them."""


class Moment(TypeDecorator[datetime]):
    """A date and time in UTC, whether or not the database keeps time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what the database gets."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what the database had."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class Person(Base):
    """Somebody whose sets are kept; in personal mode there is one."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime]


class Owned(Base):
    """A table whose rows belong to a person, and go with them."""

    __abstract__ = True

    owner: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))


class Video(Owned):
    """A video somebody gave: the same content once a person.

    `media_type` and `playable` are of the original: whether browsers play it as it is. `as_sent`:
    it is kept with sound and metadata, since a copy would not have shown the same pictures.
    """

    __tablename__ = "videos"
    __table_args__ = (UniqueConstraint("owner", "sha256"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
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
    created: Mapped[datetime]


class Analysis(Owned):
    """One set and its job.

    Attributes:
        run: how often it was asked for; report_run: the asking that its report answers.
        from_poses: judge the saved poses again, without the video.
        requested, model: the exercise and model asked for. mirrored: a selfie camera's picture.
        exercise_*, good ... fault_*, tally: what the report says (tally: repetitions, clean ones
            and seconds held by side, see `progress.tallied`).
        progress: 0..1, of all of the job.
        video_removed: when the video went, as its owner wished.
        filmed_on: the day the camera wrote into the file, all that is kept of its metadata; or the
            day its owner named.
        worker, lease_until: who works on it, and until when that is believed.
        tries: how often this asking was begun. cancel_requested: it should stop.
        reviewed, reviewer: when it was gone through, and by whom; comments: how many it has.
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

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    video_id: Mapped[str | None] = mapped_column(ForeignKey("videos.id"))
    origin: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(255))
    created: Mapped[datetime]
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)

    requested: Mapped[str | None] = mapped_column(String(60))
    model: Mapped[str] = mapped_column(String(10))
    mirrored: Mapped[bool] = mapped_column(default=False)
    from_poses: Mapped[bool] = mapped_column(default=False)
    run: Mapped[int] = mapped_column(default=1)
    report_run: Mapped[int] = mapped_column(default=0)

    state: Mapped[str] = mapped_column(String(10))
    queued: Mapped[datetime]
    stage: Mapped[str | None] = mapped_column(String(10))
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


class ReportRow(Owned):
    """The report of an analysis, as `formcheck.analysis.report.to_json` has it.

    `measured`: what `progress.measured` finds in it, read alone where many sets are shown; None in
    a report that an older formcheck kept.
    """

    __tablename__ = "reports"

    analysis_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), primary_key=True
    )
    report: Mapped[dict[str, Any]]
    measured: Mapped[list[Any] | None]


class FileRow(Owned):
    """A file that belongs to an analysis; its content lies in the file store.

    `listed`: offered for download; the others are the page's own.
    """

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("analysis_id", "name"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    analysis_id: Mapped[str] = mapped_column(ForeignKey("analyses.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(80))
    listed: Mapped[bool]


class Upload(Owned):
    """A file that is being sent, or was: then `result` names its analysis.

    `keep_sound`: the sender wants the video kept with its sound. `mirrored`: a selfie camera's.
    """

    __tablename__ = "uploads"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
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
    created: Mapped[datetime]
    touched: Mapped[datetime] = mapped_column(index=True)


class Programme(Owned):
    """The phase somebody is in; without a row it is the first."""

    __tablename__ = "programmes"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    phase: Mapped[int]
    since: Mapped[datetime]


class Plan(Owned):
    """An exercise that somebody does otherwise than the routine says.

    `days`: weekdays as digits, 0 = Monday: "024". `sides`, `hold_low` and `hold_high` (seconds):
    None in `sides` where neither was said, then both are as the routine says.
    """

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("owner", "exercise"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    exercise: Mapped[str] = mapped_column(String(60))
    days: Mapped[str] = mapped_column(String(7))
    reps_low: Mapped[int]
    reps_high: Mapped[int]
    sets_low: Mapped[int]
    sets_high: Mapped[int]
    hold_low: Mapped[float | None]
    hold_high: Mapped[float | None]
    sides: Mapped[str | None] = mapped_column(String(10))


class CheckIn(Owned):
    """How one day was; the day is the person's own, wherever they were."""

    __tablename__ = "checkins"
    __table_args__ = (UniqueConstraint("owner", "day"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    day: Mapped[date]
    back: Mapped[int | None]
    hip: Mapped[int | None]
    knee: Mapped[int | None]
    sitting: Mapped[float | None]
    breaks: Mapped[int | None]


class Entry(Owned):
    """Sets that were logged by hand: `sets` of `reps` repetitions each."""

    __tablename__ = "entries"
    __table_args__ = (Index("ix_entries_days", "owner", "deleted_at", "day"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    day: Mapped[date]
    exercise: Mapped[str] = mapped_column(String(60))
    reps: Mapped[int]
    sets: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class LimitRow(Owned):
    """A limit that is another one for somebody, and why."""

    __tablename__ = "limits"
    __table_args__ = (UniqueConstraint("owner", "exercise", "cue"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    exercise: Mapped[str] = mapped_column(String(60))
    cue: Mapped[str] = mapped_column(String(60))
    low: Mapped[float | None]
    high: Mapped[float | None]
    note: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]


class Turn(Owned):
    """When a set of a person was last begun: one person's hundred sets do not delay another's."""

    __tablename__ = "turns"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    begun: Mapped[datetime]


class Installation(Base):
    """Which installation this database belongs to; its file store holds the same id. One row."""

    __tablename__ = "installation"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created: Mapped[datetime]


class Sweep(Base):
    """When a sweep was done; see `maintenance.reference_time`."""

    __tablename__ = "sweeps"

    moment: Mapped[datetime] = mapped_column(primary_key=True)


class ContentHold(Base):
    """Content that is being kept or removed just now, outside of any transaction.

    `removing`: it is on its way out and must not be named; else it is on its way in and must not
    be removed. A hold whose process died is ignored after a while.
    """

    __tablename__ = "content_holds"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    removing: Mapped[bool]
    since: Mapped[datetime]
