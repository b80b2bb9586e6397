"""Limits changed for a person or an experiment; the exercises themselves are not modified."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from formcheck.analysis.exercise import Cue, Exercise, Measure, Reading, RepFrames
from formcheck.analysis.report import OneSide, Prescription
from formcheck.analysis.timing import HOLD
from formcheck.errors import FormcheckError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """New limits for a cue.

    Attributes:
        exercise: its id; None = wherever that cue is watched.
        cue: its id, or `REPS`.
        low, high: the limits, None = open.
        one: given as a single number: it replaces the one limit that the cue has.
        only: the one side that a set is to have, with `REPS`.
    """

    exercise: str | None
    cue: str
    low: float | None = None
    high: float | None = None
    one: float | None = None
    only: OneSide | None = None


REPS = "reps_done"
"""What is judged of a set as a whole: its repetitions."""


FARTHEST = {"deg": 45.0, "deg above level": 45.0, "s": 30.0}
"""How far a person's limit may be from the exercise's own, by unit.

Chosen: half of what a joint moves in these exercises, and longer than any hold of the routine. A
limit beyond is a slip of the finger, and would switch the cue off without saying so.
"""

FARTHEST_RATIO = 2.0
"""The same for all other units, as a multiple of the exercise's own limit, and at least 0.5."""


def sensible_range(own: float, unit: str) -> tuple[float, float]:
    """Return the least and the most that a limit may be, where the exercise has `own`."""
    far = FARTHEST.get(unit, max(FARTHEST_RATIO * abs(own), 0.5))
    least = own - far
    return (max(least, 0.0) if own >= 0 and unit not in SIGNED else least), own + far


SIGNED = ("deg above level", "foot lengths", "hip over knee")
"""Units of which less than nothing is measured, too."""


class InvalidLimitError(FormcheckError):
    """A changed limit cannot be understood or fits no cue."""

    code = "bad_limit"


def read_limit(text: str) -> Limit:
    """Read "CUE=VALUE", "CUE=LOW:HIGH" or "EXERCISE/CUE=..."; an empty LOW or HIGH is open.

    Raises:
        InvalidLimitError.
    """
    name, equals, value = text.partition("=")
    exercise, slash, cue = name.strip().rpartition("/")
    low, colon, high = value.partition(":")
    if not (equals and cue and value.strip()) or (slash and not exercise):
        raise InvalidLimitError(
            f"The limit {text!r} cannot be read: write CUE=VALUE, CUE=LOW:HIGH or "
            "EXERCISE/CUE=VALUE."
        )
    if not colon:
        return Limit(exercise=exercise or None, cue=cue, one=_number(low, text))
    ends = [_number(part, text) if part.strip() else None for part in (low, high)]
    if ends == [None, None]:
        raise InvalidLimitError(
            f"The limit {text!r} is open on both sides: give LOW, HIGH or both."
        )
    if None not in ends and float(ends[0] or 0) >= float(ends[1] or 0):
        raise InvalidLimitError(f"The limit {text!r} has its low end above its high one.")
    return Limit(exercise=exercise or None, cue=cue, low=ends[0], high=ends[1])


def _number(text: str, whole: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise InvalidLimitError(
            f"The limit {whole!r} holds {text.strip()!r}, which is not a number."
        )
    return value


def changed(
    exercises: Mapping[str, Exercise], limits: Sequence[Limit]
) -> tuple[dict[str, Exercise], list[str]]:
    """Return the exercises with new limits, and which cues changed ("exercise/cue").

    A limit that a measure works out itself for a person (from the start position) gives way to
    the new one; a measure in another unit (squat depth from the front) keeps its own.

    Raises:
        InvalidLimitError: it fits no cue, or a single number was given to a cue with two limits.
    """
    out = dict(exercises)
    names: list[str] = []
    for limit in limits:
        fits = [
            e
            for e in out.values()
            if limit.exercise in (None, e.id) and any(c.id == limit.cue for c in e.cues)
        ]
        if not fits:
            known = sorted({f"{e.id}/{c.id}" for e in exercises.values() for c in e.cues})
            name = f"{limit.exercise}/{limit.cue}" if limit.exercise else limit.cue
            raise InvalidLimitError(f"No cue is called {name!r}; there are: {', '.join(known)}.")
        for e in fits:
            cues = tuple(_changed(c, limit) if c.id == limit.cue else c for c in e.cues)
            out[e.id] = replace(e, cues=cues)
            names.append(f"{e.id}/{limit.cue}")
    return out, names


def applied(exercise: Exercise, limits: Iterable[Limit]) -> tuple[Exercise, tuple[str, ...]]:
    """Return an exercise with those of `limits` that fit it, and the titles of their cues.

    A limit of REPS is how many repetitions a set is to have.
    """
    out, titles = exercise, []
    for limit in limits:
        if limit.cue == REPS and limit.exercise == out.id:
            reps = (int(limit.low or 1), int(limit.high or limit.low or 1))
            own = replace(out.prescription, reps=reps, by="plan", only=limit.only)
            if own.only is not None:
                own = replace(own, sides=f"the {own.only} side only")
            out = replace(out, prescription=own)
            titles.append("Repetitions done")
        cue = next((c for c in out.cues if c.id == limit.cue), None)
        if cue is not None and limit.exercise in (None, out.id):
            cues = tuple(_changed(c, limit) if c is cue else c for c in out.cues)
            out = replace(out, cues=cues)
            if cue.id == HOLD.id:
                out = replace(out, prescription=_held(out.prescription, limit))
            titles.append(cue.title)
    return out, tuple(titles)


def _changed(cue: Cue, limit: Limit) -> Cue:
    low, high = limit.low, limit.high
    if limit.one is not None:
        if cue.low is not None and cue.high is not None:
            raise InvalidLimitError(
                f"{cue.id} has two limits, {cue.low:g} and {cue.high:g}: write {cue.id}=LOW:HIGH."
            )
        low, high = (limit.one, None) if cue.high is None else (None, limit.one)
    own = cue.markers and replace(cue.markers, measure=_plain(cue.markers.measure))
    return replace(cue, low=low, high=high, measure=_plain(cue.measure), markers=own)


def _held(p: Prescription, limit: Limit) -> Prescription:
    own = p.hold or (0.0, 0.0)
    low = 0.0 if limit.low is None else limit.low
    high = max(low, own[1] if limit.high is None else limit.high)
    return replace(p, hold=(low, high), by="plan")


def _plain(measure: Measure) -> Measure:
    """Return the measure without limits of its own in the cue's unit."""

    def without(rep: RepFrames) -> Reading | None:
        reading = measure(rep)
        if reading is None or reading.unit is not None:
            return reading
        return replace(reading, low=None, high=None)

    return without
