"""The tables of the review: what people say about the findings of formcheck.

`owner` is the owner of the set, `by` the author. `by` is None if the author was deleted; `by_name`
is the name in data imported by an older version.
"""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from formcheck.storage.models import Created, Owned, RowId

Objection = Literal["not_this_fault", "missed_something", "cue_unclear"]
"""What is wrong with a rejected finding: the fault is not there, another was missed, or the cue
cannot be judged as it is worded."""


class Decision(Owned):
    """A person's decision on one finding.

    The finding is stored as it was then, with the version of formcheck, because judging the set
    again may give another.

    Attributes:
        rep, cue: identify the finding.
        start, end: of its repetition, seconds.
        decision: "accepted" or "rejected".
        objection: what is wrong with a rejected finding, an `Objection`; None if not said.
        verdict, value, margin, low, high, unit: the finding.
        model, formcheck: the model and the version that made it.
    """

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("analysis_id", "rep", "cue", "by"),)

    id: Mapped[RowId]
    analysis_id: Mapped[str] = mapped_column(ForeignKey("analyses.id", ondelete="CASCADE"))
    rep: Mapped[int]
    cue: Mapped[str] = mapped_column(String(60))
    start: Mapped[float]
    end: Mapped[float]
    decision: Mapped[str] = mapped_column(String(10))
    objection: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(String(10))
    value: Mapped[float | None]
    margin: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(60))
    model: Mapped[str] = mapped_column(String(10))
    formcheck: Mapped[str] = mapped_column(String(40))
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(200), default="")
    created: Mapped[Created]


class Added(Owned):
    """A finding that formcheck missed; `cue` is None if formcheck has no such cue."""

    __tablename__ = "added"

    id: Mapped[RowId]
    analysis_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True
    )
    rep: Mapped[int | None]
    cue: Mapped[str | None] = mapped_column(String(60))
    time: Mapped[float]
    text: Mapped[str] = mapped_column(Text)
    formcheck: Mapped[str] = mapped_column(String(40))
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(200), default="")
    created: Mapped[Created]


class Comment(Owned):
    """A comment on a moment of the video, or on an interval.

    Attributes:
        time, until: seconds from the first frame; `until` is None for a single moment.
        drawing: strokes on the frame, in its pixels.
        seen_at: when the set's owner saw it; set at once for their own comments.
    """

    __tablename__ = "comments"

    id: Mapped[RowId]
    analysis_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True
    )
    time: Mapped[float]
    until: Mapped[float | None]
    text: Mapped[str] = mapped_column(Text)
    drawing: Mapped[dict[str, Any] | None]
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(200), default="")
    created: Mapped[Created]
    edited: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)


class VoiceNote(Owned):
    """What the author of a comment says aloud; see `formcheck.storage.voice_notes`.

    `seconds`: its length, as the browser says that recorded it.
    """

    __tablename__ = "voice_notes"

    comment_id: Mapped[str] = mapped_column(
        ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True
    )
    audio: Mapped[bytes] = mapped_column(LargeBinary)
    seconds: Mapped[float]


class Answer(Owned):
    """An answer to a comment."""

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_new", "owner", "created"),)

    id: Mapped[RowId]
    comment_id: Mapped[str] = mapped_column(
        ForeignKey("comments.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    by_name: Mapped[str] = mapped_column(String(200), default="")
    created: Mapped[Created]


class ReferenceSet(Owned):
    """A good set that is shown beside another of the same person, as `by` chose."""

    __tablename__ = "reference_sets"

    analysis_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), primary_key=True
    )
    reference_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), index=True
    )
    by: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created: Mapped[Created]


class Visit(Owned):
    """When a coach (`owner`) last visited a client."""

    __tablename__ = "visits"
    __table_args__ = (UniqueConstraint("owner", "client"),)

    id: Mapped[RowId]
    client: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    at: Mapped[Created]


class ClientNote(Owned):
    """What a coach (`owner`) keeps about a client for themselves; the client never sees it.

    `tags`: the groups that the client is in, one a line.
    """

    __tablename__ = "client_notes"
    __table_args__ = (UniqueConstraint("owner", "client"),)

    id: Mapped[RowId]
    client: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[str] = mapped_column(Text, default="")


class Dismissal(Owned):
    """A set that a coach (`owner`) took off their review queue without reviewing it."""

    __tablename__ = "dismissals"

    owner: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    analysis_id: Mapped[str] = mapped_column(
        ForeignKey("analyses.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[Created]


class PlanTemplate(Owned):
    """A plan that a coach (`owner`) gives to several clients, under a name of their own.

    `plan`: every exercise as `PlannedOut` of the API has it, without loads.
    """

    __tablename__ = "plan_templates"
    __table_args__ = (UniqueConstraint("owner", "name"),)

    id: Mapped[RowId]
    name: Mapped[str] = mapped_column(String(80))
    plan: Mapped[list[Any]]
    created: Mapped[Created]


class SavedReply(Owned):
    """A text that a coach (`owner`) writes often."""

    __tablename__ = "saved_replies"

    id: Mapped[RowId]
    owner: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    created: Mapped[Created]
