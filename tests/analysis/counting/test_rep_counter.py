from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.analysis.counting.rep_counter import LOST, RepCounter, RepTiming, Thresholds, measure
from tests.support.body import Number, course, rising

LIMITS = Thresholds(still=0.03, reach=0.07)


def count(
    number: Number,
    seconds: float,
    fps: float = 15.0,
    *,
    begin: float = 0.0,
    ready: Callable[[float], bool] = lambda _: True,
) -> list[RepTiming]:
    """Count in a number over time, as a stream gives it."""
    c = RepCounter(LIMITS)
    out = [
        c.push(float(t), number(float(t)), ready(float(t)))
        for t in np.arange(begin, seconds, 1 / fps)
    ]
    return [s for s in [*out, c.finish()] if s is not None]


@settings(deadline=None, max_examples=60)
@given(
    n=st.integers(1, 6),
    lift=st.floats(0.5, 3),
    hold=st.floats(0, 8),
    lower=st.floats(0.5, 3),
    rest=st.floats(0.7, 3),
    amplitude=st.floats(0.1, 0.6),
    fps=st.sampled_from([10.0, 12.0, 15.0, 24.0, 30.0, 60.0]),
)
def test_any_number_of_repetitions_is_counted_and_timed(
    n: int, lift: float, hold: float, lower: float, rest: float, amplitude: float, fps: float
) -> None:
    way = course(n, lift, hold, lower, rest)
    spans = count(rising(way, amplitude), way.seconds, fps)
    assert len(spans) == n
    near = 0.2 if hold >= 0.3 else 0.35  # without a hold the top is one moment, between frames
    near += 0.1 * max(0.0, max(lift, lower) - 1)  # a slower way has a less certain end
    for got, true in zip(spans, way.reps, strict=True):
        assert got.hold == pytest.approx(true.top_end - true.top_start, abs=near)
        assert got.start == pytest.approx(true.start, abs=near)
        assert got.end == pytest.approx(true.end, abs=near)
        assert got.start <= got.top_start <= got.top_end <= got.end
        assert got.amplitude == pytest.approx(amplitude, rel=0.2)


def test_repetitions_of_different_heights_are_all_counted() -> None:
    heights = (0.1, 0.4, 0.15, 0.3, 0.08)
    way = course(5, 1.0, 1.0, 1.0, 0.8)
    spans = count(rising(way, heights), way.seconds)
    assert [s.amplitude for s in spans] == pytest.approx(heights, abs=0.02)


def test_half_a_repetition_is_none() -> None:
    way = course(4, 1.0, 1.0, 1.0, 1.0)
    spans = count(rising(way, (0.2, 0.05, 0.2, 0.04)), way.seconds)
    assert [round(s.top_start) for s in spans] == [round(way.reps[i].top_start) for i in (0, 2)]


@pytest.mark.parametrize("depth", [0.05, 0.2, 0.4])
def test_a_wobble_at_the_top_is_no_end(depth: float) -> None:
    way = course(3, 1.2, 5.0, 1.2, 1.2)
    number = rising(way)

    def wobbling(time: float) -> float:
        dip = depth * way.at(time)[0] ** 8 * float(np.sin(4 * time)) ** 2
        return number(time) * (1 - dip / 3)

    spans = count(wobbling, way.seconds)
    assert len(spans) == 3
    for got, true in zip(spans, way.reps, strict=True):
        assert got.end == pytest.approx(true.end, abs=0.3)


def test_a_hold_is_only_where_the_height_is_kept() -> None:
    way = course(1, 1.2, 6.0, 1.2, 1.2)
    number, dip = rising(way), way.reps[0].top_start + 2

    def dipping(time: float) -> float:
        return number(time) - 0.09 * float(dip < time < dip + 1.5)

    (span,) = count(dipping, way.seconds, 30)
    assert span.hold == pytest.approx(4.5, abs=0.25)


def test_the_start_must_be_held_first() -> None:
    way = course(3, 1.0, 1.0, 1.0, 1.0)
    for begin in (1.3, 1.6, 2.0, 2.6):  # the recording begins on the way up, at the top, down
        spans = count(rising(way), way.seconds, begin=begin)
        assert [s.top_start for s in spans] == pytest.approx(
            [r.top_start for r in way.reps[1:]], abs=0.2
        ), begin


@pytest.mark.parametrize("rest", [0.7, 1.0])
def test_a_higher_top_before_the_first_start_position_does_not_hide_what_follows(
    rest: float,
) -> None:
    way = course(3, 0.8, 0.4, 0.8, rest)
    spans = count(rising(way, (0.3, 0.25, 0.2)), way.seconds, begin=way.reps[0].top_start)
    assert len(spans) == 2


def test_nothing_is_counted_out_of_posture() -> None:
    way = course(3, 1.0, 1.0, 1.0, 1.0)
    assert count(rising(way), way.seconds, ready=lambda _: False) == []
    second = way.reps[1].start + 0.4
    spans = count(rising(way), way.seconds, ready=lambda t: t > second)
    assert [s.top_start for s in spans] == pytest.approx([way.reps[2].top_start], abs=0.2)


@pytest.mark.parametrize("number", [lambda t: 0.4, lambda t: 0.4 + 0.02 * t, lambda t: 1 - 0.1 * t])
def test_standing_still_and_drifting_are_no_repetitions(number: Number) -> None:
    assert count(number, 12) == []


@pytest.mark.parametrize("drift", [-0.01, 0.01])
def test_a_slow_drift_loses_no_repetition(drift: float) -> None:
    way = course(5, 1.0, 2.0, 1.0, 1.5)
    number = rising(way)
    assert len(count(lambda t: number(t) + drift * t, way.seconds)) == 5


@pytest.mark.parametrize("size", [-5.0, -0.3, 0.3, 5.0])
@pytest.mark.parametrize("at", [0.6, 1.0, 2.5, 3.5, 4.6, 5.2])
def test_a_glitch_of_three_frames_neither_makes_nor_loses_a_repetition(
    size: float, at: float
) -> None:
    way = course(2, 1.2, 2.0, 1.2, 1.2)
    number = rising(way)
    spans = count(lambda t: number(t) + size * float(at <= t < at + 0.1), way.seconds, 30)
    assert len(spans) == 2


@pytest.mark.parametrize("gap", [0.3, 0.8, 1.2])
def test_missing_numbers_are_bridged_for_a_while(gap: float) -> None:
    way = course(3, 1.2, 2.0, 1.2, 1.2)
    number, at = rising(way), way.reps[1].top_start + 0.2
    lost = count(lambda t: np.nan if at <= t < at + gap else number(t), way.seconds)
    assert len(lost) == 3
    assert lost[1].hold == pytest.approx(2.0, abs=0.2)


def test_who_was_away_must_hold_the_start_again() -> None:
    way = course(3, 1.2, 4.0, 1.2, 1.2)
    number, at = rising(way), way.reps[1].top_start + 0.3
    spans = count(lambda t: np.nan if at <= t < at + LOST + 0.5 else number(t), way.seconds)
    assert [s.top_start for s in spans] == pytest.approx(
        [way.reps[0].top_start, way.reps[2].top_start], abs=0.2
    )


def test_the_end_of_the_stream_ends_a_repetition_on_its_way_back() -> None:
    way = course(1, 1.2, 2.0, 1.2, 1.2)
    (r,) = way.reps
    assert count(rising(way), r.top_end - 0.1) == []
    (span,) = count(rising(way), r.end - 0.25)
    assert span.end == pytest.approx(r.end, abs=0.35)
    assert span.hold == pytest.approx(2.0, abs=0.25)


def test_too_short_and_too_long_are_none() -> None:
    fast = course(3, 0.2, 0.0, 0.2, 1.0)
    assert count(rising(fast), fast.seconds, 60) == []
    slow = course(1, 2.0, 200.0, 2.0, 1.5)
    assert count(rising(slow), slow.seconds, 10) == []


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=80), st.data())
def test_no_numbers_break_it(values: list[float], data: st.DataObject) -> None:
    ready = data.draw(st.booleans())
    c = RepCounter(LIMITS)
    with np.errstate(all="ignore"):
        found = [c.push(i / 10, v, ready) for i, v in enumerate(values)]
        found.append(c.finish())
    for span in filter(None, found):
        corners = [span.start, span.top_start, span.top_end, span.end]
        assert corners == sorted(corners)
        assert 0 <= span.start < span.end <= len(values) / 10


def test_nothing_is_measured_where_nothing_rises() -> None:
    time = np.arange(20) / 10
    assert measure(np.stack([time, np.zeros(20)], 1), 0.0) is None
    assert measure(np.stack([time, time], 1), 0.0) is None, "no way back"
    assert measure(np.stack([time, -time], 1), 0.0) is None, "no way up"
