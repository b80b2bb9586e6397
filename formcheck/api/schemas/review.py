"""The JSON of a review: what people say of what the machine found."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Base64Bytes, BaseModel, Field, model_validator

from formcheck.api.schemas.sets import Moment, Text
from formcheck.storage import voice_notes
from formcheck.storage.models import SAMPLE, Analysis
from formcheck.storage.review_models import Added, Answer, Comment, Decision, Objection

LONGEST = 2000
"""Characters of a text; a reason may have 500."""

MOST_POINTS = 20_000
"""Points of one drawing."""

Words = Annotated[Text, Field(max_length=LONGEST)]
Seconds = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
Side = Annotated[float, Field(gt=0, le=20_000, allow_inf_nan=False)]
Place = Annotated[float, Field(ge=-20_000, le=40_000, allow_inf_nan=False)]


class Author(BaseModel):
    """Who wrote something."""

    id: str
    name: str


class Drawing(BaseModel):
    """Strokes on a frame, in its pixels: lists of [x, y]."""

    width: Side
    height: Side
    strokes: Annotated[
        list[Annotated[list[tuple[Place, Place]], Field(min_length=1)]],
        Field(min_length=1, max_length=200),
    ]

    @model_validator(mode="after")
    def _bounded(self) -> "Drawing":
        if sum(len(stroke) for stroke in self.strokes) > MOST_POINTS:
            raise ValueError(f"a drawing has {MOST_POINTS} points at the most")
        return self


def _playable(audio: bytes) -> bytes:
    if len(audio) > voice_notes.MOST_BYTES:
        raise ValueError(f"a voice note has {voice_notes.MOST_BYTES} bytes at the most")
    if voice_notes.media_type(audio) is None:
        raise ValueError("a voice note is WebM, Ogg or MP4 audio")
    return audio


class NewVoice(BaseModel):
    """What is said aloud: the audio as the browser recorded it, in base64."""

    audio: Annotated[Base64Bytes, AfterValidator(_playable)]
    seconds: Annotated[float, Field(gt=0, le=voice_notes.MOST_SECONDS, allow_inf_nan=False)]


class VoiceOut(BaseModel):
    """Where a voice note is, and how long it is."""

    url: str
    seconds: float


class DecisionOut(BaseModel):
    """Whether somebody agrees with one finding.

    `verdict` and `value` are those of the finding as it was told then, by the version
    `formcheck`; `current`: the report still says the same.
    """

    id: str
    rep: int
    cue: str
    decision: Literal["accepted", "rejected"]
    objection: Objection | None
    reason: str
    verdict: str
    value: float | None
    formcheck: str
    current: bool
    by: Author | None
    mine: bool
    when: Moment


class AddedOut(BaseModel):
    """A finding that the machine missed."""

    id: str
    rep: int | None
    cue: str | None
    time: float
    text: str
    by: Author | None
    mine: bool
    when: Moment


class AnswerOut(BaseModel):
    """An answer to a comment."""

    id: str
    text: str
    by: Author | None
    mine: bool
    when: Moment


class CommentOut(BaseModel):
    """Something said at a moment, or until another; `seen`: by the set's owner."""

    id: str
    time: float
    until: float | None
    text: str
    drawing: Drawing | None
    voice: VoiceOut | None
    by: Author | None
    mine: bool
    when: Moment
    edited: Moment | None
    answers: list[AnswerOut]
    seen: bool


class Reference(BaseModel):
    """A set that shows how it is done, and how many of its repetitions are clean."""

    id: str
    title: str
    created: Moment
    filmed_on: date | None
    good: int
    total: int
    sample: bool


class Review(BaseModel):
    """All that people said of a set.

    `own`: it is the set of the person who asks. `reference`: a good set to show beside it.
    """

    own: bool
    reference: Reference | None
    reviewed: Moment | None
    reviewer: Author | None
    decisions: list[DecisionOut]
    added: list[AddedOut]
    comments: list[CommentOut]


class SetNamed(BaseModel):
    """A set by its exercise, or by its own name while that is not known."""

    id: str
    title: str


class References(BaseModel):
    """The sets that may be shown beside another, the cleanest first."""

    sets: list[Reference]


class UnseenComment(BaseModel):
    """A comment that its set's owner has not seen; `voice`: it has a voice note."""

    id: str
    set: SetNamed
    time: float
    text: str
    voice: bool
    by: Author | None
    when: Moment


class News(BaseModel):
    """What others said of one's own sets."""

    comments: list[UnseenComment]


class Reviewed(BaseModel):
    """Whether a set was gone through."""

    reviewed: bool


class NewDecision(BaseModel):
    """What somebody thinks of a finding; rejected, they may say what is wrong with it."""

    decision: Literal["accepted", "rejected"]
    objection: Objection | None = None
    reason: Annotated[Text, Field(max_length=500)] = ""


class NewFault(BaseModel):
    """A finding that the machine missed."""

    rep: Annotated[int, Field(ge=1, le=100_000)] | None = None
    cue: Annotated[str, Field(max_length=60)] | None = None
    time: Seconds
    text: Words = ""


class NewComment(BaseModel):
    """Something to say at a moment, or until another."""

    time: Seconds
    until: Seconds | None = None
    text: Words = ""
    drawing: Drawing | None = None
    voice: NewVoice | None = None


class CommentChange(BaseModel):
    """What is to change in a comment; what is left out stays."""

    time: Seconds | None = None
    until: Seconds | None = None
    text: Words | None = None
    drawing: Drawing | None = None
    voice: NewVoice | None = None


class NewAnswer(BaseModel):
    """An answer."""

    text: Words


def reference_json(row: Analysis) -> dict[str, Any]:
    """Return a set that shows how it is done as JSON has it."""
    kept = ("id", "title", "created", "filmed_on", "good", "total")
    return {**{name: getattr(row, name) for name in kept}, "sample": row.origin == SAMPLE}


Naming = Callable[[str | None, str], Author | None]


def naming(names: dict[str, str]) -> Naming:
    """Return what makes an author of an id, or of a name that came with an export."""

    def author(by: str | None, by_name: str) -> Author | None:
        if by is not None and by in names:
            return Author(id=by, name=names[by])
        return Author(id="", name=by_name) if by_name else None

    return author


def decision_json(row: Decision, me: str, author: Naming, *, current: bool) -> dict[str, Any]:
    """Return a decision as JSON has it."""
    kept = ("id", "rep", "cue", "decision", "objection", "reason", "verdict", "value", "formcheck")
    return {
        **{name: getattr(row, name) for name in kept},
        "current": current,
        **_written(row, me, author),
    }


def added_json(row: Added, me: str, author: Naming) -> dict[str, Any]:
    """Return an added finding as JSON has it."""
    kept = ("id", "rep", "cue", "time", "text")
    return {**{name: getattr(row, name) for name in kept}, **_written(row, me, author)}


def comment_json(
    row: Comment, answers: list[Answer], voice: float | None, me: str, author: Naming
) -> dict[str, Any]:
    """Return a comment with its answers as JSON has it; `voice`: seconds of its voice note."""
    url = f"/api/analyses/{row.analysis_id}/review/comments/{row.id}/voice"
    kept = ("id", "time", "until", "text", "drawing", "edited")
    replies = [{"id": a.id, "text": a.text, **_written(a, me, author)} for a in answers]
    return {
        **{name: getattr(row, name) for name in kept},
        **_written(row, me, author),
        "answers": replies,
        "voice": None if voice is None else {"url": url, "seconds": voice},
        "seen": row.seen_at is not None,
    }


def _written(row: Decision | Added | Comment | Answer, me: str, author: Naming) -> dict[str, Any]:
    return {"by": author(row.by, row.by_name), "mine": row.by == me, "when": row.created}
