"""A video is cut into segments where nothing moves."""

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.estimation.segment_cuts import (
    LONGEST,
    SHIFT,
    UNKNOWN,
    cut_at_rests,
    segment_length,
)
from formcheck.video import Frame

RATE = 12


def film(seconds: float, still: tuple[float, float] | None = None) -> list[Frame]:
    """Return frames of a bar that moves, except between two moments."""
    frames, x = [], 0
    for i in range(round(seconds * RATE)):
        time = i / RATE
        if still is None or not still[0] <= time < still[1]:
            x += 7
        image: NDArray[np.uint8] = np.zeros((64, 128, 3), np.uint8)
        image[:, np.arange(x, x + 40) % 128] = 200
        frames.append(Frame(i, time, image))
    return frames


def cuts(frames: list[Frame], length: float) -> list[float]:
    got = list(cut_at_rests(frames, length))
    assert [f for f, _ in got] == frames, "every frame, in order"
    return [f.time for f, begins in got if begins]


def test_a_cut_lies_in_the_rest_nearest_to_an_even_share() -> None:
    first, second = cuts(film(12.0, still=(6.8, 7.6)), 6.0)
    assert first == 0.0
    assert 6.9 < second < 7.5


def test_without_a_rest_the_shares_are_even() -> None:
    assert cuts(film(24.0), 6.0) == pytest.approx([0, 6, 12, 18], abs=SHIFT)


def test_where_all_is_still_the_shares_are_even() -> None:
    assert cuts(film(24.0, still=(0.0, 24.0)), 6.0) == [0, 6, 12, 18]


def test_what_is_left_over_belongs_to_the_last_segment() -> None:
    assert cuts(film(12.5, still=(0.0, 24.0)), 6.0) == [0, 6]


def test_a_gap_in_the_video_begins_a_segment_and_leaves_none_empty() -> None:
    frames = [f for f in film(40.0) if not 4.0 <= f.time < 31.0]
    begins = cuts(frames, 6.0)
    assert begins == sorted(set(begins))
    assert begins[:2] == [0.0, 31.0]
    assert len(begins) <= 4


@pytest.mark.parametrize("length", [2.0, 6.0])
def test_a_video_that_begins_late_is_cut_alike(length: float) -> None:
    late = [f for f in film(24.0) if f.time >= 7.0]
    begins = cuts(late, length)
    assert begins[0] == 7.0
    assert (np.diff(begins) > length / 2 - 1e-6).all()
    assert (np.diff(begins) < length * 1.5 + 1e-6).all()


@pytest.mark.parametrize(
    ("promised", "count"),
    [(3, 1), (5, 2), (11, 2), (15, 2), (23, 4), (25, 4), (60, 8), (600, 76), (1200, 152)],
)
def test_segments_keep_cores_busy_to_the_end(promised: float, count: int) -> None:
    length = segment_length(promised)
    assert length <= LONGEST
    assert count - 1 < promised / length <= count
    assert segment_length(0.0) == UNKNOWN
