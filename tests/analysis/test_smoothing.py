from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.analysis.pose import TRUNK_POINTS, N, PoseFrame
from formcheck.analysis.smoothing import Smoother, at_zero


def frame(time: float, value: float) -> PoseFrame:
    return PoseFrame(
        time,
        np.full((N, 2), value),
        np.full((N, 3), -value),
        np.ones(N),
        np.full((2, TRUNK_POINTS), value),
    )


def smoothed(frames: list[PoseFrame]) -> list[PoseFrame]:
    s = Smoother()
    return [g for f in frames for g in s.push(f)] + list(s.flush())


@settings(deadline=None)
@given(st.integers(0, 40), st.floats(-40, 40), st.floats(-20, 20), st.sampled_from([8, 15, 30, 60]))
def test_every_frame_comes_out_once_and_parabolas_untouched(
    n: int, slope: float, bend: float, fps: float
) -> None:
    t = np.arange(n) / fps
    frames = [frame(float(x), slope * x + bend * x * x) for x in t]
    out = smoothed(frames)
    assert [g.time for g in out] == [f.time for f in frames]
    for g, f in zip(out, frames, strict=True):
        np.testing.assert_allclose(g.image, f.image, atol=1e-7)
        np.testing.assert_allclose(g.world, f.world, atol=1e-7)
        np.testing.assert_array_equal(g.trunk, f.trunk)


@settings(deadline=None)
@given(st.lists(st.floats(0.005, 0.4), min_size=1, max_size=40))
def test_uneven_times_keep_a_straight_line(steps: list[float]) -> None:
    frames = [frame(float(t), 3 * float(t)) for t in np.cumsum(steps)]
    for g, f in zip(smoothed(frames), frames, strict=True):
        np.testing.assert_allclose(g.image, f.image, atol=1e-6)


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_a_frame_comes_out_a_tenth_of_a_second_late_or_two_frames(fps: float) -> None:
    s, late = Smoother(), []
    for i in range(60):
        late += [i / fps - g.time for g in s.push(frame(i / fps, 0.0))]
    assert max(late) < max(0.1, 2 / fps) + 1 / fps + 1e-9


def test_what_it_gives_does_not_depend_on_what_comes_later_than_that() -> None:
    rng = np.random.default_rng(0)
    frames = [frame(i / 30, float(rng.normal())) for i in range(60)]
    s = Smoother()
    early = [g for f in frames[:40] for g in s.push(f)]
    for a, b in zip(early, smoothed(frames), strict=False):
        np.testing.assert_array_equal(a.image, b.image)


def test_noise_goes_down_and_a_slow_movement_stays() -> None:
    rng = np.random.default_rng(1)
    t = np.arange(240) / 60
    way = np.sin(2 * t)
    noisy = [frame(float(x), float(w + rng.normal(0, 0.1))) for x, w in zip(t, way, strict=True)]
    left = np.array([g.image[0, 0] for g in smoothed(noisy)]) - way
    assert left.std() < 0.07
    assert abs(left.mean()) < 0.02


@pytest.mark.parametrize("fps", [12, 30])
def test_peaks_are_not_cut_off(fps: float) -> None:
    t = np.arange(0, 4, 1 / fps)
    frames = [frame(float(x), 100 * float(np.sin(np.pi * x / 2) ** 2)) for x in t]
    assert max(g.image[0, 0] for g in smoothed(frames)) > 99


def test_nobody_comes_out_as_nobody_and_takes_no_part() -> None:
    frames = [frame(i / 30, i / 30) for i in range(30)]
    frames[10:13] = [PoseFrame.nobody(f.time) for f in frames[10:13]]
    out = smoothed(frames)
    assert [g.seen for g in out] == [f.seen for f in frames]
    for g, f in zip(out, frames, strict=True):
        np.testing.assert_allclose(g.image, f.image, atol=1e-9)


def test_neighbours_across_a_long_gap_take_no_part() -> None:
    frames = [frame(i / 30, 0.0) for i in range(10)]
    frames += [replace(frame(3 + i / 30, 5.0), time=3 + i / 30) for i in range(10)]
    for g, f in zip(smoothed(frames), frames, strict=True):
        np.testing.assert_allclose(g.image, f.image, atol=1e-9)


@pytest.mark.parametrize("second", [1.0, 0.5, np.nan, np.inf, -np.inf, 1e300])
def test_times_that_do_not_go_on_are_a_mistake_of_the_caller(second: float) -> None:
    smoother = Smoother()
    list(smoother.push(PoseFrame.nobody(1.0)))
    with pytest.raises(ValueError, match="strictly increasing"):
        list(smoother.push(PoseFrame.nobody(second)))
    list(smoother.push(PoseFrame.nobody(1.1)))
    assert [f.time for f in smoother.flush()] == [1.0, 1.1]


@pytest.mark.parametrize(
    "times", [(0.0, 1e-200, 2e-200), (0.0, 1e-200, 0.1), (0.0, 5e-324, 1.0), (-1e-60, 0.0, 1e-60)]
)
def test_moments_too_close_for_a_parabola_give_the_mean(times: tuple[float, ...]) -> None:
    assert at_zero(times) == pytest.approx([1 / 3] * 3)
