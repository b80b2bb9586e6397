"""Measures in words that a person knows: "a hand's width", "half the width at the start".

Degrees, seconds and counts are said as they are. The other units are parts of the body or of the
person's own start position. They are exact, but nobody trains with a tape measure, so they are
named beside a hand, or as a plain fraction; the number in its own unit stands in the details.
"""

from typing import NamedTuple

CENTIMETRES = {"shank lengths": 41.0, "foot lengths": 26.0, "% of trunk length": 0.49}
"""Length of one unit, cm, of a person of 1.70 m: shank 0.246, foot 0.152 and trunk (hip to
shoulder) 0.288 of the height (Winter, Biomechanics and Motor Control of Human Movement)."""
LEG_CENTIMETRES = 83.0
"""Hip to ankle of the same person: 0.491 of the height."""

WIDTHS = (
    (1.0, "less than a finger's width"),
    (2.5, "a finger's width"),
    (4.5, "two fingers' width"),
    (6.5, "three fingers' width"),
    (11.0, "a hand's width"),
    (15.0, "a hand and a half"),
    (20.0, "two hands' width"),
)
"""Up to how many cm each width is said; a hand without its thumb is about 8.5 cm wide."""
WIDER = "more than two hands' width"

FRACTIONS = (
    (0.29, "about a quarter of"),
    (0.41, "about a third of"),
    (0.58, "about half of"),
    (0.71, "about two thirds of"),
    (0.85, "about three quarters of"),
    (0.95, "nearly"),
    (1.05, "about the same as"),
    (1.4, "more than"),
    (1.75, "about one and a half times"),
    (2.5, "about twice"),
)
MORE = "more than twice"
WHOLES = {
    "of the start": "the width at the start",
    "shoulder widths": "shoulder width",
    "hip widths": "hip width",
    "of the step out": "the speed of the step out",
    "% of the start's hip height": "the hips' height at the start",
}
"""What a fraction is of, by the unit; those of a percentage are divided by 100."""


class Everyday(NamedTuple):
    """A unit that everybody knows: `scale` of it are one of a measure's own."""

    scale: float
    unit: str


EVERYDAY = {
    **{unit: Everyday(size, "cm") for unit, size in CENTIMETRES.items()},
    "leg lengths": Everyday(LEG_CENTIMETRES, "cm"),
    "of the start": Everyday(100.0, "% of the width at the start"),
    "shoulder widths": Everyday(100.0, "% of shoulder width"),
    "hip widths": Everyday(100.0, "% of hip width"),
    "of the step out": Everyday(100.0, "% of the speed of the step out"),
    "hip over knee": Everyday(1.0, "times the knee bend"),
}
"""Units for lists of numbers, charts and limits, where words would be too coarse. Those in cm are
of a person of 1.70 m, as above."""


def everyday(unit: str) -> Everyday:
    """Return the unit that everybody knows for a measure's own, which may be that itself."""
    return EVERYDAY.get(unit, Everyday(1.0, unit))


def in_words(value: float, unit: str) -> str:
    """Return a measure in plain words, empty where its own unit is one that people know."""
    if unit in CENTIMETRES:
        size = abs(value) * CENTIMETRES[unit]
        return next((words for most, words in WIDTHS if size <= most), WIDER)
    if unit in WHOLES:
        share = abs(value) / (100 if unit.startswith("%") else 1)
        fraction = next((words for most, words in FRACTIONS if share <= most), MORE)
        return f"{fraction} {WHOLES[unit]}"
    return ""
