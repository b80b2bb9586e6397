"""The coach's review queue: the sets that wait for a review, and replies to write quickly."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from formcheck.api.deps import (
    CoachDep,
    Day,
    ServicesDep,
    UtcOffset,
    local_day,
    log_access,
    sets_json,
)
from formcheck.api.errors import ApiError, not_found
from formcheck.api.schemas.review import Words
from formcheck.api.schemas.sets import Analysis, Failure, Moment
from formcheck.storage import permissions, review_queue, sets
from formcheck.storage.review_models import SavedReply
from formcheck.training import triage

router = APIRouter(prefix="/api/desk", tags=["desk"], responses={404: {"model": Failure}})


class Pain(BaseModel):
    """Why the client's pain makes a set urgent."""

    code: triage.Code
    message: str


class WaitingSet(BaseModel):
    """A set that waits for a review."""

    set: Analysis
    pain: Pain | None


class ReviewQueue(BaseModel):
    """The sets that wait, the most urgent first; `total` counts all of them."""

    sets: list[WaitingSet]
    total: int


class DismissalChange(BaseModel):
    """Whether a set is off the queue without a review."""

    dismissed: bool


class Reply(BaseModel):
    """A saved reply."""

    id: str
    text: str
    created: Moment


class Replies(BaseModel):
    """A coach's saved replies."""

    replies: list[Reply]


class NewReply(BaseModel):
    """A text to save as a reply."""

    text: Annotated[Words, Field(min_length=1)]


@router.get("/queue", summary="The sets that wait for a review")
def read_queue(
    services: ServicesDep,
    coach: CoachDep,
    client: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    day: Annotated[Day | None, Query()] = None,
    tz: UtcOffset = 0,
) -> ReviewQueue:
    """Return unreviewed sets of all clients: pain first, then faults, then the longest waiting."""
    with services.store.reading() as s:
        if client and (
            client == coach.person or permissions.visible_person(s, coach.person, client) is None
        ):
            raise not_found()
        found = review_queue.queue(s, coach.person, local_day(day, tz), client)
        shown = found[:limit]
        listed = sets_json(services, s, [one.row for one in shown])
    if client:
        log_access(services, coach, client, "sets")
    return ReviewQueue.model_validate(
        {
            "sets": [
                {
                    "set": listed_set,
                    "pain": one.pain and {"code": one.pain.code, "message": one.pain.message},
                }
                for one, listed_set in zip(shown, listed, strict=True)
            ],
            "total": len(found),
        }
    )


@router.put("/queue/{set_id}", summary="Dismiss a set from the queue, or undo", status_code=204)
def dismiss(
    services: ServicesDep, coach: CoachDep, set_id: str, requested: DismissalChange
) -> Response:
    """Take a client's set off your queue without a review, or put it back."""
    with services.store.writing() as s:
        row = sets.one(s, coach.person, set_id)
        if row is None or row.owner == str(coach.person):
            raise not_found()
        if requested.dismissed:
            review_queue.dismiss(s, coach.person, row)
        else:
            review_queue.undismiss(s, coach.person, row)
    return Response(status_code=204)


@router.get("/replies", summary="Your saved replies")
def read_replies(services: ServicesDep, coach: CoachDep) -> Replies:
    """Return the texts that you saved to write them again."""
    with services.store.reading() as s:
        return Replies(replies=[_reply(r) for r in review_queue.replies(s, coach.person)])


@router.post("/replies", summary="Save a reply", status_code=201)
def save_reply(services: ServicesDep, coach: CoachDep, requested: NewReply) -> Reply:
    """Save a text to write it again with one key."""
    with services.store.writing() as s:
        there = review_queue.replies(s, coach.person)
        same = next((r for r in there if r.text == requested.text), None)
        if same is not None:
            return _reply(same)
        if len(there) >= review_queue.MOST_REPLIES:
            raise ApiError(
                409,
                "too_many",
                f"You have {review_queue.MOST_REPLIES} saved replies already: delete some first.",
                most=review_queue.MOST_REPLIES,
            )
        return _reply(review_queue.save_reply(s, coach.person, requested.text))


@router.delete("/replies/{reply_id}", summary="Delete a saved reply", status_code=204)
def delete_reply(services: ServicesDep, coach: CoachDep, reply_id: str) -> Response:
    """Delete a saved reply."""
    with services.store.writing() as s:
        if not review_queue.delete_reply(s, coach.person, reply_id):
            raise not_found()
    return Response(status_code=204)


def _reply(row: SavedReply) -> Reply:
    return Reply(id=row.id, text=row.text, created=row.created)
