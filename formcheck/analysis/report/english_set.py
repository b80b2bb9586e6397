"""What is found of a whole set, in English: its repetitions, sides and changes."""

from formcheck.analysis.report import OneSide
from formcheck.analysis.report.english import counted, span

SET_TITLES = {
    "reps_done": "Repetitions done",
    "side_asked": "The side that is asked for",
    "sides_in_order": "One side, then the other",
    "sides_even": "Both sides alike",
}
"""Titles of the findings on a whole set, by their cue."""

ASKS = {"plan": "your plan asks for", "routine": "the routine asks for"}
"""Who asks for what a set is to have, by `Prescription.by`."""

PER_SIDE = " per side"
ONE_SIDE_FIRST = "Finish all repetitions of one side before the other."
ONE_THEN_OTHER = "one side, then the other"
SAME_FOR_BOTH = "the same for both sides"
FATIGUE = "Stop the set when form goes: fewer good repetitions do more."


ON_EACH_SIDE = " on each side"


def done_by_side(left: int, right: int) -> str:
    """Return how many repetitions a set has on the side, or the sides, that were done."""
    if left and right:
        return f"{left} left and {right} right"
    return f"{left} on the left" if left else f"{right} on the right"


def too_few(asks: str, low: int, high: int, each: str, done: str) -> str:
    """Return how many repetitions are missing; `each` is `ON_EACH_SIDE` where it is so meant."""
    wanted = str(low) if low == high else f"{low} to {high}"
    return f"{asks.capitalize()} {wanted}{each}; this set has {done}."


def too_many(asks: str, high: int, each: str, done: str) -> str:
    """Return that there are more repetitions than asked for."""
    return f"{asks.capitalize()} at most {high}{each}; this set has {done}."


def reps_rule(low: int, high: int, each: str) -> str:
    """Return how many repetitions the routine has."""
    return f"{low}-{high} repetitions{each}"


def wrong_side(only: OneSide, others: int) -> str:
    """Return that the other side than the one asked for was done."""
    return f"Your plan asks for the {only} side only; this set has {others} of the other."


def one_side_only(only: OneSide) -> str:
    """Return the one side that a plan asks for."""
    return f"the {only} side only"


def side_missing(side: OneSide) -> str:
    """Return that a side was not done."""
    return f"The {side} side is missing: do the same number of reps on the {side}."


def sides_uneven(left: int, right: int) -> str:
    """Return that one side has more repetitions."""
    return f"{left} left and {right} right: even them out."


def uneven_title(title: str) -> str:
    """Return the title of a measure that is compared left and right."""
    return f"{title}, left against right"


def less_on(left: bool) -> str:
    """Return that one side does less than the other."""
    return f"Go as far to the {'left' if left else 'right'} as to the other side."


def growing(title: str) -> str:
    """Return the title of a fault that grows over the set."""
    return f"{title}, growing over the set"


def reps_of(done: int, asked: int, each: str) -> str:
    """Return repetitions done, fewer than asked for; `each` is " per side" or empty."""
    return f"{done} of {counted(asked, 'rep')}{each}"


def reps_goal(done: int, low: float, high: float, each: str) -> str:
    """Return repetitions done beside the goal."""
    return f"{counted(done, 'rep')}{each}, goal {span(low, high)}"


def drift(value: str) -> str:
    """Return how far a value changed over the set."""
    return f"{value} from the first reps to the last"
