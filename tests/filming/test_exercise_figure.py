"""The small figures: one for each exercise, inside its square, showing what moves."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from formcheck.analysis.exercise import Exercise
from formcheck.exercises import catalogue
from formcheck.filming.exercise_figure import SIZE, figure_symbols, figures_svg

ALL = pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda e: e.id)


def test_one_drawing_has_a_symbol_for_every_exercise() -> None:
    drawing = ElementTree.fromstring(figures_svg(catalogue().values()))
    frames = ("", "-start", "-halfway", "-top")
    assert [s.get("id") for s in drawing] == [e + f for e in catalogue() for f in frames]


@ALL
def test_a_figure_lies_within_its_square(exercise: Exercise) -> None:
    numbers = re.findall(r"-?\d+\.\d+ -?\d+\.\d+", figure_symbols(exercise))
    for x, y in (map(float, pair.split()) for pair in numbers):
        assert 0 <= x <= SIZE
        assert 0 <= y <= SIZE


@ALL
def test_what_moves_has_the_accent(exercise: Exercise) -> None:
    assert exercise.turning_point is None or "var(--accent)" in figure_symbols(exercise)


def test_an_exercise_that_declares_no_turning_point_is_drawn_at_its_start() -> None:
    still = replace(catalogue()["squat"], turning_point=None)
    symbol = figure_symbols(still)
    assert "var(--accent)" not in symbol
    assert "opacity" not in symbol
