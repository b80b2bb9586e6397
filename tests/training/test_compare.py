"""Comparing sets: only what the camera can tell apart is called a change."""

from dataclasses import replace
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.training.compare import classify_change, compare, differences
from tests.support.reports import CAVE, HEIGHT, HOLD, KNEES, PELVIS, rep, report

BEFORE = report(rep(1, (KNEES, CAVE)), rep(2, (KNEES, CAVE)))


def test_a_value_moved_back_inside_its_limit_is_better_and_the_rest_unchanged() -> None:
    found = {d.cue: d for d in compare(BEFORE, report(rep(1), rep(2)))}
    knees = found["knee_cave"]
    assert knees.change == "better"
    assert knees.difference == pytest.approx(0.93 - 0.34)
    assert knees.margin == pytest.approx(hypot(0.08, 0.08), abs=1e-3)
    assert knees.before is not None
    assert knees.before.reps == 2
    assert found["height"].change == "none"
    assert found["hold"].change == "none"


def test_the_other_way_round_is_worse() -> None:
    found = {d.cue: d.change for d in compare(report(rep(1)), BEFORE)}
    assert found["knee_cave"] == "worse"


def test_what_one_set_did_not_show_is_unknown() -> None:
    found = {d.cue: d for d in compare(BEFORE, BEFORE)}
    assert found[PELVIS.cue].change == "unknown"
    assert found[PELVIS.cue].difference is None


def test_another_unit_is_unknown() -> None:
    other = report(rep(1, (HEIGHT, {"unit": "%"})))
    assert {d.cue: d.change for d in compare(BEFORE, other)}["height"] == "unknown"


def test_a_change_within_the_limits_is_neither_better_nor_worse() -> None:
    longer = report(rep(1, (HOLD, {"value": 9.5})))
    assert {d.cue: d.change for d in compare(BEFORE, longer)}["hold"] == "other"


def test_single_repetitions_and_sides_are_kept_apart() -> None:
    left, right = replace(rep(1), side="left"), replace(rep(2), side="right")
    found = differences([left, right], [left])
    assert {(d.cue, d.side) for d in found} >= {("height", "left"), ("height", "right")}
    assert {d.change for d in found if d.side == "right"} == {"unknown"}


def test_different_exercises_are_refused() -> None:
    with pytest.raises(ValueError, match="donkey_kick"):
        compare(BEFORE, replace(BEFORE, exercise="donkey_kick"))


@given(st.floats(-90, 90), st.floats(-90, 90), st.floats(0, 20))
def test_better_one_way_is_worse_the_other(a: float, b: float, margin: float) -> None:
    opposite = {"better": "worse", "worse": "better", "other": "other", "none": "none"}
    assert (
        classify_change(b, a, margin, -5.0, 5.0)
        == opposite[classify_change(a, b, margin, -5.0, 5.0)]
    )
    if abs(a - b) <= margin:
        assert classify_change(a, b, margin, -5.0, 5.0) == "none"
