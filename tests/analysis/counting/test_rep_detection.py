"""With hindsight a recording may start and end anywhere, and small lifts count."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.analysis.counting.rep_counter import Thresholds
from formcheck.analysis.counting.rep_detection import Detected, Track, detect
from formcheck.analysis.counting.turning_points import turning_points
from tests.support.body import Number, course, rising

LIMITS = Thresholds(still=0.03, reach=0.07, smallest=0.03)


def find(
    number: Number,
    seconds: float,
    *,
    begin: float = 0.0,
    ready: Callable[[float], bool] = lambda _: True,
    fps: float = 15.0,
    noise: float = 0.0,
) -> Detected:
    """Detect the repetitions of a number between `begin` and `seconds`."""
    time = np.arange(begin, seconds, 1 / fps)
    trembling = noise * np.random.default_rng(3).standard_normal(len(time))
    value = np.array([number(float(t)) for t in time]) + trembling
    posture = np.array([ready(float(t)) for t in time])
    return detect(Track(time, value, posture, posture), LIMITS)


@settings(deadline=None, max_examples=60)
@given(
    n=st.integers(1, 6),
    lift=st.floats(0.5, 3),
    hold=st.floats(0, 8),
    lower=st.floats(0.5, 3),
    rest=st.floats(0.3, 3),
    amplitude=st.floats(0.1, 0.6),
    fps=st.sampled_from([10.0, 15.0, 30.0]),
)
def test_any_number_of_repetitions_is_counted_and_timed(
    n: int, lift: float, hold: float, lower: float, rest: float, amplitude: float, fps: float
) -> None:
    way = course(n, lift, hold, lower, rest)
    found = find(rising(way, amplitude), way.seconds, fps=fps)
    assert len(found.reps) == n
    assert found.uncounted == ()
    near = 0.2 if hold >= 0.3 else 0.35
    near += 0.1 * max(0.0, max(lift, lower) - 1)
    for got, true in zip(found.reps, way.reps, strict=True):
        assert got.hold == pytest.approx(true.top_end - true.top_start, abs=near)
        assert got.start == pytest.approx(true.start, abs=near)
        assert got.end == pytest.approx(true.end, abs=near)


@pytest.mark.parametrize("share", [0.2, 0.3])
def test_a_clip_that_begins_in_the_rise_has_its_first_repetition(share: float) -> None:
    way = course(3, 1.5, 1.0, 1.2, 0.6)
    begin = way.reps[0].start + share * 1.5
    found = find(rising(way), way.seconds, begin=begin)
    assert len(found.reps) == 3
    assert found.reps[0].top_start == pytest.approx(way.reps[0].top_start, abs=0.3)


def test_just_more_than_half_of_the_first_way_up_is_enough() -> None:
    way = course(3, 1.5, 1.0, 1.2, 0.6)
    found = find(rising(way), way.seconds, begin=way.reps[0].start + 0.48 * 1.5)
    assert [r.cut for r in found.reps] == ["start", "", ""]


def test_a_quick_one_that_begins_at_its_turning_point_counts() -> None:
    way = course(2, 0.5, 0.3, 0.5, 0.8)
    begin = way.reps[0].top_end - 0.1
    time = np.arange(begin, way.seconds, 1 / 15)
    value = np.array([rising(way)(float(t)) for t in time])
    always = np.ones(len(time), bool)
    found = detect(
        Track(time, value, always, always), replace(LIMITS, from_the_turn=True, shortest=0.9)
    )
    assert [r.cut for r in found.reps] == ["start", ""]


def test_a_first_repetition_well_under_way_is_told_to_be_cut() -> None:
    way = course(2, 2.0, 1.0, 1.2, 1.0)
    found = find(rising(way), way.seconds, begin=way.reps[0].start + 0.8)
    assert [r.cut for r in found.reps] == ["start", ""]


@pytest.mark.parametrize("after", [0.2, 1.2])
def test_one_that_begins_at_the_top_is_named_and_not_counted(after: float) -> None:
    way = course(3, 1.0, 1.5, 1.2, 0.8)
    found = find(rising(way), way.seconds, begin=way.reps[0].top_start + after)
    assert len(found.reps) == 2
    assert [u.why for u in found.uncounted] == ["begun_before"]


def test_the_last_counts_when_it_is_more_than_half_back() -> None:
    way = course(2, 1.0, 1.0, 2.0, 0.8)
    last = way.reps[1]
    found = find(rising(way), last.top_end + 1.1)
    assert [r.cut for r in found.reps] == ["", "end"]
    found = find(rising(way), last.top_end + 0.7)
    assert len(found.reps) == 1
    assert [u.why for u in found.uncounted] == ["unfinished"]


def test_a_loop_without_rests_is_counted() -> None:
    found = find(lambda t: 0.4 - 0.1 * float(np.cos(2 * np.pi * t / 2.5)), 10.0)
    assert len(found.reps) == 4


def test_getting_into_position_belongs_to_no_repetition() -> None:
    way = course(3, 1.5, 1.0, 1.2, 0.9)

    def number(time: float) -> float:  # sits lower at first, moves about, then begins
        if time < 5:
            return 0.3
        if time < 5.5:
            return 0.3 + 0.12 * float(np.sin(np.pi * (time - 5) / 0.5))
        return rising(way)(time - 5.5)

    found = find(number, way.seconds + 5.5)
    assert [r.start for r in found.reps] == pytest.approx(
        [r.start + 5.5 for r in way.reps], abs=0.45
    )


@pytest.mark.parametrize("seconds", [20.0, 60.0, 120.0])
def test_a_long_hold_is_one_repetition(seconds: float) -> None:
    way = course(3, 1.0, (1.0, seconds, 1.0), 1.0, 0.8)
    found = find(rising(way), way.seconds, noise=0.002)
    assert [round(r.hold) for r in found.reps] == [1, seconds, 1]


@pytest.mark.parametrize("depth", [0.3, 0.4, 0.5])
def test_pulses_at_the_top_are_pulses_and_no_long_hold(depth: float) -> None:
    way = course(2, 1.0, 8.0, 1.0, 1.0)

    def number(time: float) -> float:
        share, _ = way.at(time)
        return 0.4 + 0.2 * share * (1 - depth / 2 * (1 - float(np.cos(2 * np.pi * time))) * share)

    found = find(number, way.seconds)
    assert [r.pulses >= 5 for r in found.reps] == [True, True]
    assert max(r.hold for r in found.reps) < 1.5


def test_small_lifts_count_where_there_are_several_alike() -> None:
    way = course(4, 1.0, 0.5, 1.0, 0.8)
    assert len(find(rising(way, 0.045), way.seconds, noise=0.001).reps) == 4
    alone = course(1, 1.0, 0.5, 1.0, 0.8)
    assert find(rising(alone, 0.045), alone.seconds, noise=0.001).reps == ()


def test_one_leg_may_lift_less_than_the_other() -> None:
    way = course(6, 0.8, 0.3, 0.8, 0.8)
    found = find(rising(way, (0.04, 0.08)), way.seconds, noise=0.001)
    assert len(found.reps) == 6


def test_trembling_is_no_movement() -> None:
    assert find(lambda _: 0.4, 20.0, noise=0.01).reps == ()


def test_half_done_repetitions_count_and_fidgeting_does_not() -> None:
    way = course(6, 1.0, 0.8, 1.0, 1.0)
    found = find(rising(way, (0.2, 0.11, 0.2, 0.04, 0.2, 0.11)), way.seconds)
    assert [round(r.amplitude, 2) for r in found.reps] == [0.2, 0.11, 0.2, 0.2, 0.11]


def test_what_is_done_in_another_posture_is_not_counted() -> None:
    way = course(4, 1.0, 1.0, 1.0, 1.0)
    second = way.reps[1].end + 0.3
    found = find(rising(way), way.seconds, ready=lambda t: t > second)
    assert len(found.reps) == 2
    assert found.reps[0].start > second


def test_getting_up_is_not_the_end_of_the_last_repetition() -> None:
    way = course(3, 1.0, 1.0, 1.0, 1.0)
    end = way.reps[-1].end

    def number(time: float) -> float:
        return rising(way)(time) - max(0.0, time - end) * 0.8

    found = find(number, end + 0.8)
    assert len(found.reps) == 3
    assert found.reps[-1].end == pytest.approx(end, abs=0.4)


def test_turning_points_alternate_and_keep_the_ends() -> None:
    value = np.array([1.0, 0.5, 0.0, 0.5, 1.0, 0.95, 1.0, 0.4])
    assert turning_points(value, 0.3) == [(0, True), (2, False), (4, True), (7, False)]
    assert turning_points(value, 5.0) == []


@given(st.lists(st.floats(-1e3, 1e3) | st.just(float("nan")), max_size=80), st.booleans())
def test_no_numbers_break_it(values: list[float], ready: bool) -> None:
    time = np.arange(len(values)) / 10
    posture = np.full(len(values), ready)
    found = detect(Track(time, np.array(values, float), posture, posture), LIMITS)
    for rep in found.reps:
        corners = [rep.start, rep.top_start, rep.top_end, rep.end]
        assert corners == sorted(corners)
    for out in found.uncounted:
        assert out.start <= out.end


@pytest.mark.parametrize("share", [0.3, 0.4])
def test_a_lift_much_lower_than_the_others_is_not_counted_but_told(share: float) -> None:
    way = course(4, 1.2, 1.0, 1.2, 0.8)
    lifts = (0.3, 0.3, share * 0.3, 0.3)
    found = find(rising(way, lifts), way.seconds, noise=0.001)
    assert len(found.reps) == 3
    (low,) = found.uncounted
    assert low.why == "too_low"
    assert way.reps[2].start < low.start < low.end < way.reps[2].end + 0.5


def test_fidgeting_between_repetitions_is_not_told_as_a_low_one() -> None:
    way = course(4, 1.2, 1.0, 1.2, 0.8)
    found = find(rising(way, (0.3, 0.3, 0.03, 0.3)), way.seconds, noise=0.001)
    assert (len(found.reps), found.uncounted) == (3, ())


def test_a_quarter_of_a_repetition_is_not_counted_and_said() -> None:
    sizes = (0.2, 0.2, 0.045)
    way = course(len(sizes), 1.5, 0.5, 1.5, 1.0)
    found = find(rising(way, sizes), way.seconds)
    assert (len(found.reps), [u.why for u in found.uncounted]) == (2, ["too_low"])


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_recording_that_begins_on_the_way_back_says_so(share: float) -> None:
    way = course(3, 1.5, 0.5, 1.5, 1.0)
    number = rising(way)
    back = [t / 100 for t in range(200, 500) if way.at(t / 100)[0] <= share]
    begin = next(t for t in back if t > way.reps[0].top_end)
    found = find(number, way.seconds, begin=begin)
    assert (len(found.reps), [u.why for u in found.uncounted]) == (2, ["begun_before"])


def paused(seconds: float, at: float, number: Number) -> Number:
    """The number of a course that stands still for some seconds from `at` on."""

    def with_pause(time: float) -> float:
        return number(min(time, at) if time < at + seconds else time - seconds)

    return with_pause


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("share", [0.3, 0.5])
def test_a_pause_half_way_belongs_to_its_repetition(back: bool, share: float) -> None:
    way = course(3, 1.5, 1.0, 1.5, 1.0)
    second, number = way.reps[1], rising(way)
    begin, end = (second.top_end, second.end) if back else (second.start, second.top_start)
    moments = np.linspace(begin, end, 200)
    shares = np.array([(number(float(t)) - 0.4) / 0.2 for t in moments])
    at = float(moments[int(np.argmin(np.abs(shares - share)))])
    found = find(paused(2.0, at, number), way.seconds + 2.0)
    assert len(found.reps) == 3
    assert found.uncounted == ()
    assert found.reps[1].start == pytest.approx(second.start, abs=0.3)
    assert found.reps[1].end == pytest.approx(second.end + 2.0, abs=0.3)
    told = found.reps[1].pause
    assert told is not None
    assert told[0] == pytest.approx(at, abs=0.4)
    assert told[1] == pytest.approx(2.0, abs=0.6)
    assert found.reps[0].pause is None
    assert found.reps[2].pause is None


def test_a_slow_movement_is_no_pause() -> None:
    way = course(2, 8.0, 1.0, 8.0, 1.0)
    found = find(rising(way), way.seconds)
    assert [r.pause for r in found.reps] == [None, None]


def test_who_goes_much_further_and_stays_there_is_not_said_to_be_cut_off() -> None:
    way = course(2, 1.5, 1.0, 1.5, 1.0)
    number = rising(way)

    def falls(time: float) -> float:
        return number(time) if time < way.seconds else 0.4 + min(0.6, time - way.seconds)

    found = find(falls, way.seconds + 4)
    assert len(found.reps) == 2
    assert [u.why for u in found.uncounted] == ["not_back"]
