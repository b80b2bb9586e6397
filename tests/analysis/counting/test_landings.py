"""A jump lasts from its take-off to the next one, or until its landing is given up."""

import numpy as np

from formcheck.analysis.counting.landings import with_landings
from formcheck.analysis.counting.rep_counter import RepTiming
from formcheck.analysis.pose import Bools

TIME = np.arange(0, 10, 0.1)
FIRST = RepTiming(1.0, 1.2, 1.2, 1.4, 0.0, 0.0, 0.1)
SECOND = RepTiming(4.0, 4.2, 4.2, 4.4, 0.0, 0.0, 0.1)


def kept(*given_up: tuple[float, float]) -> Bools:
    out = np.ones(len(TIME), bool)
    for begin, end in given_up:
        out &= (begin > TIME) | (end <= TIME)
    return out


def test_it_lasts_up_to_the_next_take_off() -> None:
    one, two = with_landings([FIRST, SECOND], TIME, kept((7.0, 10.0)))
    assert one.top_start < one.top_end == one.end == two.start
    assert one.hold == one.end - one.top_start
    assert one.cut == two.cut == ""
    assert abs(two.end - 7.0) < 0.11


def test_a_tap_of_the_other_foot_does_not_end_it_and_putting_it_down_does() -> None:
    tap, _ = with_landings([FIRST, SECOND], TIME, kept((2.0, 2.1)))
    down, _ = with_landings([FIRST, SECOND], TIME, kept((2.0, 3.5)))
    assert abs(tap.end - 4.0) < 0.1
    assert abs(down.end - 2.0) < 0.11


def test_the_last_one_is_cut_where_the_recording_ends_in_it() -> None:
    (one,) = with_landings([FIRST], TIME, kept())
    assert (one.cut, one.end) == ("end", TIME[-1])
