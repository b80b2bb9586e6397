from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.exercise import Reading, RepFrames
from formcheck.analysis.measurements import (
    Sides,
    held,
    lowering,
    steady,
    sustained,
    trace,
    whole_time,
    worst,
)
from formcheck.analysis.pose import Array, PoseFrame, PoseSequence
from formcheck.analysis.report import Side
from formcheck.model_size import ModelSize

FROM_LEFT = Direction(0.0, 1.0, 0.0, 0.0, 10, "supine")
NEVER = (99.0, 99.0)


def frames(times: Array) -> PoseSequence:
    return PoseSequence.of(PoseFrame.nobody(float(t)) for t in times)


def rep(fps: float = 20.0, gap: tuple[float, float] = NEVER, side: Side = "both") -> RepFrames:
    """A repetition: rest 0-2, lift 2-3, top 3-6, lower 6-8; no frames in `gap`."""
    t = np.arange(0, 8 + 1e-9, 1 / fps)
    t = t[(t < gap[0]) | (t > gap[1])]
    rest, body = frames(t[t < 2]), frames(t[t >= 2])
    return RepFrames(
        poses=body,
        rest=rest,
        side=side,
        direction=FROM_LEFT,
        model=ModelSize.HEAVY,
        start=2.0,
        top_start=3.0,
        top_end=6.0,
        end=8.0,
        hold=3.0,
        values=np.zeros(len(body)),
        longest_gap=0.1,
    )


def series(p: PoseSequence, _: Sides) -> Array:
    """10 at rest, 30 at the top, in straight lines between."""
    return np.interp(p.time, [2, 3, 6, 8], [10.0, 30.0, 30.0, 10.0])


def reading(got: Reading | None) -> Reading:
    assert got is not None
    return got


def test_the_median_over_a_phase() -> None:
    got = reading(steady(series)(rep()))
    assert (got.value, got.noise) == (30, 0)
    assert 3 <= got.time <= 6
    assert reading(steady(series, "start")(rep())).value == 10
    assert reading(steady(series, "lift")(rep())).value == pytest.approx(20, abs=1)
    assert reading(steady(series, "lower")(rep())).value == pytest.approx(20, abs=1)


def test_a_known_error_is_taken_off_a_value_and_off_a_change() -> None:
    assert reading(steady(series, bias=4, scale=2)(rep())).value == 13
    assert reading(steady(series, bias=4, change=True)(rep())).value == 16


def test_the_far_leg_widens_the_margin() -> None:
    assert reading(steady(series, far=2)(rep(side="right"))).factor == 2
    assert reading(steady(series, far=2)(rep(side="left"))).factor == 1
    assert reading(steady(series, far=2)(rep(side="both"))).factor == 1


def test_hidden_points_give_no_reading_and_a_few_do_not_matter() -> None:
    def hidden(share: float) -> Reading | None:
        def some(p: PoseSequence, s: Sides) -> Array:
            keep = np.arange(len(p)) % 10 >= 10 * share
            return np.where(keep, series(p, s), np.nan)

        return steady(some)(rep())

    assert reading(hidden(0.3)).value == 30
    assert hidden(0.5) is None
    assert hidden(1.0) is None
    assert steady(series, change=True)(replace(rep(), rest=frames(np.zeros(0)))) is None


@given(st.floats(0.1, 5), st.integers(0, 999))
def test_noise_is_told_and_movement_is_not_noise(size: float, seed: int) -> None:
    rng = np.random.default_rng(seed)

    def noisy(p: PoseSequence, s: Sides) -> Array:
        out: Array = series(p, s) + rng.normal(0, size, len(p))
        return out

    assert reading(steady(noisy, "whole")(rep(60))).noise == pytest.approx(size, rel=0.35)
    assert reading(steady(series, "whole")(rep(60))).noise < 0.01


def test_the_worst_must_last() -> None:
    def spiked(p: PoseSequence, s: Sides) -> Array:
        spike = 50.0 * ((p.time > 4) & (p.time < 4.15)) + 5.0 * ((p.time > 5) & (p.time < 5.5))
        out: Array = series(p, s) + spike
        return out

    assert reading(worst(spiked, 0.3)(rep(40))).value == 35
    assert 5 < reading(worst(spiked, 0.3)(rep(40))).time < 5.5
    assert reading(worst(spiked, 0.05)(rep(40))).value == 80


def test_the_lowest_that_lasts() -> None:
    def dipping(p: PoseSequence, s: Sides) -> Array:
        out: Array = series(p, s) - 12.0 * ((p.time > 4) & (p.time < 4.5))
        return out

    assert reading(worst(dipping, 0.3, "top", lowest=True)(rep(40))).value == 18
    assert reading(worst(dipping, 0.3, "top", lowest=True, ratio=True)(rep(40))).value == 1.8
    assert reading(worst(dipping, 0.3, "top", lowest=True, change=True)(rep(40))).value == 8


def test_a_ratio_to_next_to_nothing_is_none() -> None:
    def nothing(p: PoseSequence, s: Sides) -> Array:
        return series(p, s) - 9.9

    assert worst(nothing, 0.3, "top", ratio=True)(rep()) is None


def test_a_persons_own_limit_starts_at_the_own_start() -> None:
    assert reading(worst(series, 0.2, beyond_start=9)(rep())).high == 19


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=40), st.floats(0.01, 2))
def test_a_level_that_is_kept_is_never_above_the_highest(
    values: list[float], seconds: float
) -> None:
    time = np.arange(len(values)) / 10
    level, at = sustained(time, np.array(values), seconds)
    assert min(values) <= level <= max(values)
    assert time[0] <= at <= time[-1] + 1e-9


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
def test_times_are_as_sure_as_the_frames_are_close(fps: float) -> None:
    for measure, seconds in ((held(), 3.0), (lowering(), 2.0), (whole_time(), 6.0)):
        got = reading(measure(rep(fps)))
        assert got.value == seconds
        assert got.noise == pytest.approx(1 / fps / 4)


@pytest.mark.parametrize("gap", [(6.2, 7.4), (1.9, 2.8)])
def test_missing_frames_on_the_way_make_times_unsure(gap: tuple[float, float]) -> None:
    got = reading(held()(rep(20, gap)))
    assert got.noise > (gap[1] - gap[0]) / 5
    assert reading(held()(rep(20, (4.0, 5.5)))).noise < 0.05, "the top was not timed there"


def test_a_trace_is_the_whole_set_in_the_values_own_terms() -> None:
    whole = frames(np.arange(0, 8, 0.1))
    rest = whole.time < 2
    got = trace(steady(series, change=True), whole, rep(), rest)
    assert got is not None
    np.testing.assert_allclose(got, series(whole, rep()) - 10)
    shifted = trace(steady(series, bias=4, scale=2), whole, rep(), rest)
    assert shifted is not None
    np.testing.assert_allclose(shifted, (series(whole, rep()) - 4) / 2)
    assert trace(held(), whole, rep(), rest) is None
