"""The programme: what is planned, what was done, and when pain stops it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercises import catalogue
from formcheck.training.plan import (
    CheckIn,
    Done,
    Planned,
    clean,
    facts,
    growing,
    pains,
    phase,
    phases,
    streak,
    today,
)

DAY = date(2026, 11, 22)  # a Sunday


def ago(days: int) -> date:
    return DAY - timedelta(days)


def test_every_exercise_that_is_checked_by_camera_is_planned_with_the_routine_s_numbers() -> None:
    filmed = {p.exercise: p for ph in phases() for p in ph.planned if p.filmed}
    assert set(filmed) == set(catalogue())
    for id, planned in filmed.items():
        exercise = catalogue()[id]
        assert planned.title == exercise.title
        assert planned.reps == exercise.prescription.reps
        assert planned.sets == exercise.prescription.sets
        assert planned.hold == exercise.prescription.hold
        assert (planned.sides == "both") == (not exercise.prescription.per_side)


def test_there_is_no_fourth_phase() -> None:
    assert phase(3).planned[0].exercise == "lunge"
    with pytest.raises(ValueError, match="no phase 4"):
        phase(4)


def test_today_lists_what_is_planned_on_the_weekday_and_counts_its_sets() -> None:
    plan = [
        Planned("glute_bridge", "Glute bridge", True, (10, 15), (2, 3)),
        Planned("squat", "Squat", False, (8, 12), (2, 3), (0, 2, 4)),
    ]
    done = [Done(DAY, "glute_bridge", 12, 9), Done(ago(1), "glute_bridge", 12)]
    (bridge,) = today(plan, done, DAY)
    assert (bridge.planned.exercise, bridge.done, bridge.finished) == ("glute_bridge", 1, False)
    short = today(plan, [*done, Done(DAY, "glute_bridge", 3)], DAY)[0]
    assert (short.done, short.partial, short.finished) == (1, 3, False)
    assert today(plan, [*done, Done(DAY, "glute_bridge", 10)], DAY)[0].finished
    assert [t.planned.exercise for t in today(plan, done, ago(2))] == ["glute_bridge", "squat"]


def test_a_streak_is_of_planned_days() -> None:
    every_day = [p for p in phase(1).planned if p.exercise == "glute_bridge"]
    some_days = [replace(p, days=(DAY.weekday(), ago(2).weekday())) for p in every_day]

    def on(*days: int) -> list[Done]:
        return [Done(ago(n), "glute_bridge", 10) for n in days]

    assert streak(every_day, on(0, 1, 2, 4), DAY) == 3
    assert streak(every_day, on(1, 2), DAY) == 2  # today may still come
    assert streak(every_day, on(2, 3), DAY) == 0
    assert streak(some_days, on(0, 2), DAY) == 2
    assert streak(some_days, [], DAY) == 0
    assert streak([], on(0), DAY) == 0


def test_a_set_of_one_side_after_the_other_needs_both() -> None:
    plan = [p for p in phase(1).planned if p.exercise == "clamshell"]

    def clamshell(**sides: int) -> Done:
        return Done(DAY, "clamshell", sum(sides.values()), by_side=sides)

    def done(*sets: Done) -> tuple[int, int | None]:
        (one,) = today(plan, sets, DAY)
        return one.done, one.partial

    assert done(clamshell(left=10, right=10)) == (1, None)
    assert done(clamshell(left=10)) == (0, None)
    assert done(clamshell(left=10), clamshell(right=12)) == (1, None)
    assert done(clamshell(left=20)) == (0, None)
    assert done(clamshell(left=10, right=4)) == (0, 4)
    assert done(Done(DAY, "clamshell", 10)) == (1, None)


@pytest.mark.parametrize(
    ("before", "now", "trend"), [(2, 4, "up"), (5, 3, "down"), (3, 4, "level")]
)
def test_pain_changes_by_two_points_or_not_at_all(before: int, now: int, trend: str) -> None:
    told = [CheckIn(ago(n), back=now if n < 7 else before) for n in range(20)]
    back, hip, _ = pains(told, DAY)
    assert back.trend == trend
    assert hip.trend == "unknown"


def test_growing_or_strong_pain_gets_stop_and_see_a_professional() -> None:
    rising = [CheckIn(ago(n), knee=5 if n < 7 else 1) for n in range(20)]
    assert "see a professional" in str(growing(rising, DAY))
    assert "see a professional" in str(growing([CheckIn(DAY, hip=8)], DAY))
    assert growing([CheckIn(ago(n), knee=3) for n in range(20)], DAY) is None
    assert growing([], DAY) is None


@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 10)), max_size=30), st.integers(0, 9))
def test_less_pain_never_stops_anybody(told: list[tuple[int, int]], less: int) -> None:
    before = [CheckIn(ago(n), back=p) for n, p in told]
    eased = [
        CheckIn(c.day, back=max((c.back or 0) - less, 0)) if c.day > ago(7) else c for c in before
    ]
    if growing(before, DAY) is None:
        assert growing(eased, DAY) is None


@pytest.mark.parametrize("wrong", [{"back": 11}, {"knee": -1}, {"sitting": 25.0}, {"breaks": -2}])
def test_a_check_in_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        CheckIn(DAY, **wrong)


def test_facts_count_days_form_and_pain() -> None:
    plan = phase(1).planned
    done = [Done(ago(n), "glute_bridge", 10, 9) for n in range(0, 14, 2)]
    done += [Done(ago(n), "glute_bridge", 10, 5) for n in range(14, 28)]
    found = facts(plan, [*done, Done(DAY, "lunge", 8)], [], DAY)
    assert (found.days_planned, found.days_done) == (14, 7)
    assert (found.clean, found.clean_before) == (0.9, 0.5)
    assert found.stop is None


def test_facts_are_told_of_each_exercise_of_the_phase() -> None:
    plan = [p for p in phase(2).planned if p.exercise in ("squat", "deadlift", "hip_thrust")]
    done = [
        Done(ago(1), "squat", 10, 9),
        Done(ago(3), "squat", 10, 7),
        Done(ago(3), "squat", 8),
        Done(ago(2), "deadlift", 8),
        Done(ago(20), "hip_thrust", 10, 1),
        Done(ago(1), "glute_bridge", 10, 10),
    ]
    told = {f.exercise: (f.sets, f.good, f.reps) for f in facts(plan, done, [], DAY).exercises}
    assert told == {"hip_thrust": (0, 0, 0), "squat": (3, 16, 20), "deadlift": (1, 0, 0)}


def test_sets_logged_by_hand_say_nothing_about_form() -> None:
    assert clean([Done(DAY, "lunge", 8)]) is None
    assert clean([Done(DAY, "lunge", 8), Done(DAY, "clamshell", 10, 7)]) == 0.7
