"""How long recovery takes: a range that moves with what is really done."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.training.plan import CheckIn, Done, phase
from formcheck.training.timeline import (
    FIRST,
    FULL,
    History,
    Start,
    Timeline,
    Weeks,
    asked,
    timeline,
)

BEGUN = date(2026, 3, 2)  # a Monday
MILD = Start(day=BEGUN, lasted="weeks", severity="mild")
WORST = Start(day=BEGUN, lasted="years", severity="strong", disc=True, cleared=True)


def after(weeks: int) -> date:
    return BEGUN + timedelta(7 * weeks - 1)


def days(weeks: int, every: int = 1) -> list[date]:
    return [BEGUN + timedelta(n) for n in range(0, 7 * weeks, every)]


def trained(weeks: int, every: int = 1, good: int | None = None) -> list[Done]:
    return [Done(day, "glute_bridge", 10, good) for day in days(weeks, every)]


def sat(weeks: int, hours: float, **pain: int) -> list[CheckIn]:
    return [CheckIn(day, sitting=hours, **pain) for day in days(weeks)]


def told(start: Start = MILD, weeks: int = 0, **changes: Any) -> Timeline:
    history = History(plan=phase(1).planned, done=(), checkins=(), phase=1)
    return timeline(start, replace(history, **changes), after(weeks) if weeks else BEGUN)


def test_a_mild_and_recent_case_begins_with_the_routine_s_own_weeks() -> None:
    found = told()
    assert found.first == Weeks(*FIRST, open=False)
    assert found.full == Weeks(*FULL, open=False)
    assert (found.no_range, found.holding_back, found.counted) == (None, (), 0.0)


@pytest.mark.parametrize(
    "harder", [{"lasted": "months"}, {"lasted": "years"}, {"severity": "strong"}, {"disc": True}]
)
def test_what_is_older_or_stronger_or_has_more_to_it_takes_longer(harder: dict[str, Any]) -> None:
    start = replace(MILD, **harder, cleared=True)
    (first, full), (mild_first, mild_full) = asked(start), asked(MILD)
    assert first[0] > mild_first[0]
    assert first[1] > mild_first[1]
    assert full[0] > mild_full[0]
    assert told(start).full == Weeks(*full, open=True)


def test_the_hardest_case_stays_at_the_upper_end_and_open() -> None:
    _, full = asked(WORST)
    assert full[0] < full[1] == FULL[1]
    found = told(WORST)
    assert found.first is not None
    assert found.first.open


@pytest.mark.parametrize("what", [{"disc": True}, {"nerve": True}])
def test_a_disc_or_a_nerve_is_for_a_professional_first(what: dict[str, Any]) -> None:
    start = replace(MILD, **what)
    found = told(start)
    assert (found.no_range, found.first, found.full) == ("professional", None, None)
    assert told(replace(start, cleared=True)).no_range is None


def test_weeks_that_were_trained_bring_it_nearer() -> None:
    found = told(weeks=4, done=trained(4))
    assert (found.weeks, found.counted) == (3, 4.0)
    assert found.first == Weeks(FIRST[0] - 4, FIRST[1] - 4, open=False)
    assert found.full == Weeks(FULL[0] - 4, FULL[1] - 4, open=False)


def test_training_every_other_day_halves_the_pace_and_holds_back_most() -> None:
    found = told(weeks=4, done=trained(4, every=2), checkins=sat(4, 6.5))
    assert found.counted == pytest.approx(2, abs=0.2)
    (most,) = found.holding_back
    assert (most.factor, most.value) == ("training", 0.5)
    assert found.full is not None
    assert found.full.high > FULL[1] - 4
    assert found.full_as_planned is not None
    assert found.full_as_planned.high < found.full.high
    assert found.full.open


def test_sitting_and_form_hold_back_too_the_worst_first() -> None:
    found = told(weeks=4, done=trained(4, good=7), checkins=sat(4, 11.0))
    assert [(h.factor, h.value) for h in found.holding_back] == [("sitting", 11.0), ("form", 0.7)]
    assert [h.pace for h in found.holding_back] == [0.75, pytest.approx(0.9375)]
    better = told(weeks=4, done=trained(4, good=9), checkins=sat(4, 5.0))
    assert better.holding_back == ()
    assert better.counted > found.counted


def test_hours_of_sitting_said_at_the_start_count_until_check_ins_do() -> None:
    start = replace(MILD, sitting=10.0)
    assert [h.factor for h in told(start).holding_back] == ["sitting"]
    assert told(start, weeks=2, done=trained(2), checkins=sat(2, 5.0)).holding_back == ()


def test_a_few_filmed_reps_say_nothing_about_form() -> None:
    done = [*trained(2), Done(BEGUN, "glute_bridge", 10, 0)]
    assert told(weeks=2, done=done).holding_back == ()


def test_growing_or_strong_pain_leaves_no_range() -> None:
    found = told(weeks=4, done=trained(4), checkins=[CheckIn(after(4), knee=8)])
    assert (found.no_range, found.first, found.full) == ("pain", None, None)


def test_pain_that_went_down_is_told() -> None:
    before = [CheckIn(day, back=5) for day in days(3)]
    now = [CheckIn(day, back=2) for day in days(4) if day > after(3)]
    assert told(weeks=4, done=trained(4), checkins=[*before, *now]).less_pain
    assert not told(weeks=4, done=trained(4), checkins=before).less_pain


def test_with_hardly_any_training_there_is_no_range() -> None:
    found = told(weeks=4, done=trained(4, every=7))
    assert (found.no_range, found.full) == ("rest", None)
    assert found.holding_back[0].factor == "training"


def test_skipping_a_phase_delays_it() -> None:
    entered = after(2)
    early = told(weeks=4, done=trained(4), phase=2, entered=entered)
    late = told(weeks=4, done=trained(4), phase=1)
    assert (early.skipped, late.skipped) == (4, 0)
    assert early.full is not None
    assert late.full is not None
    assert early.full.high == late.full.high + 4
    assert early.full.open
    assert told(weeks=10, done=trained(10), phase=2, entered=after(8)).skipped == 0
    assert told(weeks=1, phase=3, entered=BEGUN - timedelta(9)).skipped == 0  # before the start


def test_at_the_end_there_is_still_a_range_and_never_nothing() -> None:
    found = told(weeks=60, done=trained(60))
    assert found.first == Weeks(0, 1, open=False)
    assert found.full == Weeks(0, 1, open=False)


starts = st.builds(
    Start,
    day=st.just(BEGUN),
    lasted=st.sampled_from(["weeks", "months", "years"]),
    severity=st.sampled_from(["mild", "moderate", "strong"]),
    disc=st.booleans(),
    nerve=st.booleans(),
    cleared=st.booleans(),
    sitting=st.none() | st.floats(0, 24),
)
dones = st.lists(
    st.builds(
        Done,
        day=st.integers(-20, 120).map(lambda n: BEGUN + timedelta(n)),
        exercise=st.just("glute_bridge"),
        reps=st.integers(1, 20),
        good=st.none() | st.integers(0, 1),
    ),
    max_size=40,
)


@given(starts, dones, st.integers(-5, 120), st.integers(1, 3))
def test_whatever_is_said_and_done_the_range_is_in_order(
    start: Start, done: list[Done], on: int, number: int
) -> None:
    history = History(
        plan=phase(number).planned, done=done, checkins=(), phase=number, entered=BEGUN
    )
    found = timeline(start, history, BEGUN + timedelta(on))
    assert (found.first is None) == (found.full is None) == (found.no_range is not None)
    for weeks in (found.first, found.full):
        if weeks is not None:
            assert 0 <= weeks.low < weeks.high
    assert 0 <= found.counted <= (max(on, -1) + 1) / 7 + 0.1
    assert [h.pace for h in found.holding_back] == sorted(h.pace for h in found.holding_back)


@given(dones, st.integers(7, 100))
def test_one_more_day_of_training_never_takes_longer(done: list[Done], on: int) -> None:
    day = BEGUN + timedelta(on)
    by_hand = [replace(d, good=None) for d in done if d.day <= day]
    history = History(plan=phase(1).planned, done=by_hand, checkins=(), phase=1)
    before = timeline(MILD, history, day)
    more = [*by_hand, Done(day, "glute_bridge", 10)]
    after_it = timeline(MILD, replace(history, done=more), day)
    assert after_it.counted >= before.counted
    if before.full is not None:
        assert after_it.full is not None
        assert after_it.full.high <= before.full.high
