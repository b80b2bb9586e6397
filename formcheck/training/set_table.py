"""Sets as a table of one row each, in the columns that training logs read."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from formcheck.training.progress import Tally

COLUMNS = (
    "date",
    "exercise",
    "side",
    "reps",
    "good reps",
    "hold",
    "load",
    "effort",
    "fault",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetInTable:
    """One set.

    Attributes:
        good: clean repetitions; None if the set was logged by hand.
        tally: see `progress.tallied`; empty if the set was logged by hand.
        fault: what to fix first, empty for nothing.
        load: as it is read; empty if not noted. effort: 1-10, None if not noted.
    """

    day: date
    exercise: str
    reps: int
    good: int | None
    tally: Tally
    fault: str = ""
    load: str = ""
    effort: int | None = None


def table(sets: Iterable[SetInTable]) -> str:
    """Return sets as CSV (RFC 4180), oldest first; an unknown value is an empty field."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for s in sorted(sets, key=lambda s: s.day):
        held = sum(seconds for _, _, seconds in s.tally.values())
        counted = sum(reps for reps, _, _ in s.tally.values())
        hold = f"{held / counted:.1f}" if counted and held else ""
        good = "" if s.good is None else s.good
        sides = " and ".join(side for side in ("left", "right", "both") if side in s.tally)
        effort = "" if s.effort is None else s.effort
        day = s.day.isoformat()
        writer.writerow([day, s.exercise, sides, s.reps, good, hold, s.load, effort, s.fault])
    return out.getvalue()
