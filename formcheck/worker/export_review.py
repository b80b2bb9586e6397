"""The review of a set in an export: `review.json`, written and read."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from formcheck.storage import comments, reviews
from formcheck.storage.models import Analysis
from formcheck.storage.review_models import Added, Answer, Comment, Decision
from formcheck.worker.export_layout import Moment, Short, Text

REVIEW = "review.json"

Seconds = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Place = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Rep = Annotated[int, Field(ge=1, le=100_000)]
Number = Annotated[float, Field(allow_inf_nan=False)] | None
Name = Annotated[str, Field(max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(protected_namespaces=())


class Written(_Part):
    """Who wrote it and when; `own`: the person whose export it is."""

    by: Name
    own: bool
    created: Moment


class DecisionAbout(Written):
    """What somebody thought of a finding, and the finding as it was told."""

    rep: Rep
    cue: Short
    start: Seconds
    end: Seconds
    decision: Literal["accepted", "rejected"]
    reason: Text
    verdict: Literal["ok", "fault", "unsure"]
    value: Number
    margin: Number
    low: Number
    high: Number
    unit: Annotated[str, Field(max_length=60)]
    model: Annotated[str, Field(max_length=10)]
    formcheck: Annotated[str, Field(max_length=40)]


class AddedAbout(Written):
    """A finding that was missed."""

    rep: Rep | None
    cue: Short | None
    time: Seconds
    text: Text
    formcheck: Annotated[str, Field(max_length=40)]


class DrawingAbout(_Part):
    """Strokes on a frame, in its pixels."""

    width: Annotated[float, Field(gt=0, le=20_000)]
    height: Annotated[float, Field(gt=0, le=20_000)]
    strokes: Annotated[
        list[Annotated[list[tuple[Place, Place]], Field(min_length=1, max_length=20_000)]],
        Field(min_length=1, max_length=200),
    ]


class AnswerAbout(Written):
    """An answer to a comment."""

    text: Text


class CommentAbout(Written):
    """Something said at a moment, or until another."""

    time: Seconds
    until: Seconds | None
    text: Text
    drawing: DrawingAbout | None
    edited: Moment | None
    answers: Annotated[list[AnswerAbout], Field(max_length=reviews.MOST)]


class ReviewAbout(_Part):
    """All that people said of one set."""

    reviewed: Moment | None
    decisions: Annotated[list[DecisionAbout], Field(max_length=100_000)]
    added: Annotated[list[AddedAbout], Field(max_length=reviews.MOST)]
    comments: Annotated[list[CommentAbout], Field(max_length=reviews.MOST)]


def told(s: Session, person: str, row: Analysis) -> ReviewAbout | None:
    """Return what was said of a set; None where nothing was."""
    decided = reviews.decisions(s, person, row.id)
    added = reviews.added(s, person, row.id)
    said = comments.every(s, person, row.id)
    answers = comments.answers(s, person, row.id)
    if not (row.reviewed or decided or added or said):
        return None
    every: list[Decision | Added | Comment | Answer] = [*decided, *added, *said]
    every += [a for some in answers.values() for a in some]
    names = reviews.names_of(s, [one.by for one in every])

    def written(one: Decision | Added | Comment | Answer) -> dict[str, object]:
        columns = {c.key: getattr(one, c.key) for c in one.__table__.columns}
        return {**columns, "by": names.get(one.by or "", one.by_name), "own": one.by == str(person)}

    return ReviewAbout(
        reviewed=row.reviewed,
        decisions=[DecisionAbout.model_validate(written(d)) for d in decided],
        added=[AddedAbout.model_validate(written(a)) for a in added],
        comments=[
            CommentAbout.model_validate(
                {**written(c), "answers": [written(a) for a in answers.get(c.id, [])]}
            )
            for c in said
        ],
    )


def take(s: Session, person: str, row: Analysis, about: ReviewAbout) -> None:
    """Keep a review that came with an export; others' words keep the name they came with."""

    def by(one: Written) -> tuple[str | None, str]:
        return (str(person), "") if one.own else (None, one.by)

    row.reviewed = about.reviewed
    for d in _once(about.decisions):
        values = d.model_dump(exclude={"by", "own", "created"})
        reviews.bring(s, row, Decision, values, *by(d), d.created)
    for a in about.added:
        values = a.model_dump(exclude={"by", "own", "created"})
        reviews.bring(s, row, Added, values, *by(a), a.created)
    for c in about.comments:
        values = c.model_dump(exclude={"by", "own", "created", "answers"}, mode="python")
        values["drawing"] = c.drawing.model_dump(mode="json") if c.drawing else None
        comment = comments.bring(s, row, values, *by(c), c.created)
        for answer in c.answers:
            comments.bring_answer(s, comment, answer.text, *by(answer), answer.created)
    comments.count(s, row)


def _once(decisions: Sequence[DecisionAbout]) -> list[DecisionAbout]:
    """Return the decisions without a second one of one's own on the same finding."""
    seen: dict[tuple[object, ...], DecisionAbout] = {}
    for d in decisions:
        seen[(d.rep, d.cue) if d.own else (d.rep, d.cue, id(d))] = d
    return list(seen.values())
