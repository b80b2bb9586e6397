"""The tables of training: the phase of the programme, the plan, check-ins, logged sets, limits."""

from datetime import date, datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from formcheck.storage.models import Created, Owned, RowId


class Programme(Owned):
    """The phase a person is in; without a row it is the first."""

    __tablename__ = "programmes"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    phase: Mapped[int]
    since: Mapped[Created]


class Plan(Owned):
    """A person's changes to an exercise of the routine.

    `days`: weekdays as digits, 0 = Monday: "024". `hold_low`, `hold_high`: seconds. If `sides` is
    None, sides and hold are those of the routine. `load_kg`, `band`: the load to use;
    `progression`: in the coach's words, when it is to grow.
    """

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("owner", "exercise"),)

    id: Mapped[RowId]
    exercise: Mapped[str] = mapped_column(String(60))
    days: Mapped[str] = mapped_column(String(7))
    reps_low: Mapped[int]
    reps_high: Mapped[int]
    sets_low: Mapped[int]
    sets_high: Mapped[int]
    hold_low: Mapped[float | None]
    hold_high: Mapped[float | None]
    sides: Mapped[str | None] = mapped_column(String(10))
    load_kg: Mapped[float | None]
    band: Mapped[str | None] = mapped_column(String(40))
    progression: Mapped[str | None] = mapped_column(Text)


class CheckIn(Owned):
    """A check-in for one day, by the person's local date."""

    __tablename__ = "checkins"
    __table_args__ = (UniqueConstraint("owner", "day"),)

    id: Mapped[RowId]
    day: Mapped[date]
    back: Mapped[int | None]
    hip: Mapped[int | None]
    knee: Mapped[int | None]
    sitting: Mapped[float | None]
    breaks: Mapped[int | None]


class StartRow(Owned):
    """What a person says at the start; see `formcheck.training.timeline.Start`."""

    __tablename__ = "starts"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date]
    lasted: Mapped[str] = mapped_column(String(10))
    severity: Mapped[str] = mapped_column(String(10))
    disc: Mapped[bool]
    nerve: Mapped[bool]
    cleared: Mapped[bool]
    sitting: Mapped[float | None]


class Entry(Owned):
    """Sets that were logged by hand: `sets` of `reps` repetitions each.

    `load_kg`, `band`, `effort`: as in `Analysis`.
    """

    __tablename__ = "entries"
    __table_args__ = (Index("ix_entries_days", "owner", "deleted_at", "day"),)

    id: Mapped[RowId]
    day: Mapped[date]
    exercise: Mapped[str] = mapped_column(String(60))
    reps: Mapped[int]
    sets: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    load_kg: Mapped[float | None]
    band: Mapped[str | None] = mapped_column(String(40))
    effort: Mapped[int | None]
    created: Mapped[Created]
    deleted_at: Mapped[datetime | None]


class LimitRow(Owned):
    """A limit that is changed for a person, and why."""

    __tablename__ = "limits"
    __table_args__ = (UniqueConstraint("owner", "exercise", "cue"),)

    id: Mapped[RowId]
    exercise: Mapped[str] = mapped_column(String(60))
    cue: Mapped[str] = mapped_column(String(60))
    low: Mapped[float | None]
    high: Mapped[float | None]
    note: Mapped[str] = mapped_column(Text)
    since: Mapped[Created]
