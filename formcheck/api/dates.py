"""Days in requests: the person's own, as the page sends them, and far from any overflow."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

from formcheck.storage.database import now
from formcheck.storage.training import day_of

FIRST, LAST = date(1970, 1, 1), date(2999, 12, 31)


def _sensible(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(f"a day from {FIRST} to {LAST}")
    return day


Day = Annotated[date, AfterValidator(_sensible)]

Zone = Annotated[
    int,
    Query(ge=-1080, le=1080, description="Minutes that the person's clock is ahead of UTC"),
]


def here(day: date | None, tz: int) -> date:
    """Return a day, or today where the person is."""
    return day if day is not None else day_of(now(), tz)
