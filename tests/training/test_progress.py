"""Progress over weeks: points with a band, weeks without a gap, left against right."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from formcheck.analysis.report import Report
from formcheck.training.progress import Counted, Dated, cue_trends, measured, sides, tallied, weeks
from tests.support.reports import CAVE, KNEES, rep, report

MONDAY = date(2026, 11, 2)


def on(day: int, made: Report) -> Dated:
    return Dated(MONDAY + timedelta(day), f"set{day}", made.exercise, measured(made))


def counted(day: int, made: Report) -> Counted:
    tally = tallied((r.side, r.verdict, r.hold) for r in made.reps)
    return Counted(MONDAY + timedelta(day), made.exercise, tally)


def test_a_cue_is_a_line_of_sets_in_order_with_their_margins() -> None:
    caving, straight = report(rep(1, (KNEES, CAVE)), rep(2)), report(rep(1), rep(2))
    found = {x.cue: x for x in cue_trends([on(9, straight), on(0, caving)])}
    knees = found["knee_cave"]
    assert [p.set_id for p in knees.points] == ["set0", "set9"]
    assert [p.faults for p in knees.points] == [1, 0]
    assert knees.points[0].value.value == pytest.approx((0.34 + 0.93) / 2)
    assert knees.points[0].value.margin == 0.08
    assert (knees.low, knees.high) == (0.7, None)
    assert knees.change == "better"
    assert found["height"].change == "none"
    assert "pelvic_drop" not in found  # never measured


def test_one_set_alone_tells_no_change() -> None:
    assert {x.change for x in cue_trends([on(0, report(rep(1)))])} == {"unknown"}


def test_weeks_have_no_gap() -> None:
    made = report(rep(1, (KNEES, CAVE)), rep(2))
    found = weeks(counted(n, made) for n in (0, 1, 15))
    assert [w.monday for w in found] == [MONDAY + timedelta(7 * n) for n in range(3)]
    assert [(w.days, w.sets, w.good, w.reps) for w in found] == [
        (2, 2, 2, 4),
        (0, 0, 0, 0),
        (1, 1, 1, 2),
    ]
    assert [w.hold for w in found] == [5.0, None, 5.0]
    assert weeks([]) == ()
    later = weeks([counted(0, made)], MONDAY + timedelta(20))
    assert [w.sets for w in later] == [1, 0, 0]
    assert len(weeks([counted(30, made)], MONDAY)) == 1


def test_sides_are_set_against_each_other() -> None:
    left, right = replace(rep(1), side="left", hold=4.0), replace(rep(2), side="right")
    (found,) = sides([counted(0, report(left, replace(left, verdict="fault"), right))])
    assert (found.left, found.left_good, found.left_hold) == (2, 1, 4.0)
    assert (found.right, found.right_good, found.right_hold) == (1, 1, 5.0)
    assert sides([counted(0, report(rep(1)))]) == ()
