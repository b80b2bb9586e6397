"""Numbers and limits as people read them."""

from dataclasses import replace

import pytest

from formcheck.analysis.report.formatting import (
    allowed,
    amount,
    brief,
    everyday_amount,
    everyday_goal,
    goal,
    measured,
    with_margin,
)
from formcheck.exercises import catalogue
from tests.support.reports import HEIGHT


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (163.4, "deg", "163°"),
        (-0.4, "deg", "0°"),
        (-12.0, "deg", "−12°"),
        (3.75, "s", "3.8 s"),
        (0.345, "ratio", "0.34"),
        (1.0, "reps", "1 rep"),
        (1.0, "reps per side", "1 rep per side"),
        (12.34, "% of trunk length", "12.3 % of trunk length"),
        (0.5, "shank lengths", "0.50 shank lengths"),
    ],
)
def test_a_number_has_the_decimals_and_the_sign_of_its_unit(
    value: float, unit: str, text: str
) -> None:
    assert amount(value, unit) == text


def test_a_number_beside_its_limit_never_looks_equal_to_it() -> None:
    assert amount(187.2, "deg", 187.0) == "187.2°"
    assert amount(187.0, "deg", 187.0) == "187°"


def test_a_margin_is_never_shown_as_none() -> None:
    assert with_margin(163.0, 0.004, "deg") == "163° ± 1°"
    assert with_margin(0.34, 0.08, "of the start") == "0.34 ± 0.08 of the start"
    assert with_margin(0.34, 0.08, "of the start", signs=True) == "0.34 ± 0.08"
    assert with_margin(2.0, None, "s") == "2.0 s"


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (165.0, None, "deg", "at least 165°"),
        (None, 1.0, "reps", "at most 1 rep"),
        (5.0, 10.0, "s", "goal 5–10 s"),
        (-6.6, 6.6, "deg", "at most 6.6° either way"),
        (0.7, None, "", "at least 0.70"),
        (None, None, "deg", ""),
    ],
)
def test_limits_are_not_rounded_away(
    low: float | None, high: float | None, unit: str, text: str
) -> None:
    assert allowed(low, high, unit) == text


def test_after_a_word_that_says_it_a_goal_is_bare() -> None:
    assert (goal(5, 10, "s"), goal(165, None, "deg")) == ("5–10 s", "at least 165°")


def test_nothing_measured_is_no_text() -> None:
    nothing = replace(HEIGHT, value=None, margin=None)
    assert (measured(nothing), brief(nothing)) == ("", "")
    assert brief(replace(HEIGHT, value=12.3, unit="% of trunk length")) == "12.3 %"


@pytest.mark.parametrize(
    ("value", "margin", "unit", "text"),
    [
        (0.12, 0.05, "foot lengths", "3.1 ± 1.3 cm"),
        (2.0, 0.6, "% of trunk length", "1.0 ± 0.3 cm"),
        (0.93, 0.08, "of the start", "93 ± 8 % of the width at the start"),
        (1.62, 0.2, "hip over knee", "1.6 ± 0.2 times the knee bend"),
        (163.0, 4.0, "deg", "163° ± 4°"),
        (4.25, 0.1, "s", "4.2 ± 0.1 s"),
        (20.0, 3.0, "deg above level", "20 ± 3° above level"),
    ],
)
def test_progress_is_told_in_units_that_everybody_knows(
    value: float, margin: float, unit: str, text: str
) -> None:
    assert everyday_amount(value, unit, margin) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (0.8, None, "of the start", "at least 80 % of the width at the start"),
        (-0.25, 0.25, "hip widths", "at most 25 % of hip width either way"),
        (None, 0.25, "shank lengths", "at most 10.2 cm"),
        (None, 0.0, "foot lengths", "at most 0 cm"),
        (5.0, 10.0, "s", "5–10 s"),
        (None, 6.6, "deg", "at most 6.6°"),
    ],
)
def test_a_limit_is_told_in_units_that_everybody_knows(
    low: float | None, high: float | None, unit: str, text: str
) -> None:
    assert everyday_goal(low, high, unit) == text


def test_no_limit_of_an_exercise_is_told_in_parts_of_the_body() -> None:
    told = [
        everyday_goal(cue.low, cue.high, cue.unit)
        for exercise in catalogue().values()
        for cue in exercise.cues
    ]
    odd = ("lengths", "widths", "of the start", "step out", "hip over knee")
    assert [t for t in told if t.endswith(odd) and "%" not in t] == []
