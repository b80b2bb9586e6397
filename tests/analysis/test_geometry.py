import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from formcheck.analysis.geometry import (
    KNEE_WIDTH,
    REACH,
    angle,
    knee_doubt,
    tilt,
    trunk_profile,
    turn,
    unit,
    wrapped,
)
from formcheck.analysis.pose import TRUNK_POINTS, Array

degrees = st.floats(-180, 180)
point = arrays(float, 2, elements=st.floats(-50, 50, width=32))


def at(angle_: float, size: float = 1.0) -> Array:
    """Return the plane vector at that angle, clockwise on the screen."""
    a = np.radians(angle_)
    return size * np.array([np.cos(a), np.sin(a)])


@given(st.floats(0, 180), degrees, st.floats(0.1, 100), point)
def test_an_angle_ignores_where_how_big_and_how_turned(
    opening: float, way: float, size: float, vertex: Array
) -> None:
    a, b = vertex + at(way, size), vertex + at(way + opening, 2 * size)
    assert angle(a, vertex, b) == pytest.approx(opening, abs=1e-4)
    assert angle(b, vertex, a) == pytest.approx(opening, abs=1e-4)


@pytest.mark.parametrize("opening", [0.0, 1e-6, 90.0, 180 - 1e-6, 180.0])
def test_an_angle_is_exact_at_both_ends(opening: float) -> None:
    assert angle(at(0), np.zeros(2), at(opening)) == pytest.approx(opening, abs=1e-9)


@given(st.floats(-179, 179), degrees)
def test_a_turn_has_a_sign_and_changes_it_backwards(opening: float, way: float) -> None:
    a, b = at(way), at(way + opening)
    assert turn(a, np.zeros(2), b) == pytest.approx(opening, abs=1e-6)
    assert turn(b, np.zeros(2), a) == pytest.approx(-opening, abs=1e-6)


@given(st.floats(-89, 89), point)
def test_a_tilt_is_of_the_line_and_not_of_its_order(slope: float, start: Array) -> None:
    end = start + at(slope, 10)
    assert tilt(start, end) == pytest.approx(slope, abs=1e-6)
    assert tilt(end, start) == pytest.approx(slope, abs=1e-6)


def test_a_line_whose_right_end_is_lower_tilts_positively() -> None:
    assert tilt(np.array([0.0, 0.0]), np.array([1.0, 1.0])) == pytest.approx(45)


@given(st.floats(-2000, 2000))
def test_wrapped_degrees_point_the_same_way(value: float) -> None:
    got = float(wrapped(np.array(value)))
    assert -180 <= got <= 180
    assert np.cos(np.radians(got - value)) == pytest.approx(1, abs=1e-9)


def test_missing_points_stay_missing() -> None:
    nan = np.full(2, np.nan)
    assert np.isnan(angle(nan, np.zeros(2), at(3)))
    assert np.isnan(tilt(nan, np.zeros(2)))
    assert np.isnan(turn(at(3), nan, at(4)))
    assert np.isnan(angle(np.zeros(2), np.zeros(2), at(3))), "no direction, no angle"
    assert np.isnan(unit(np.zeros(3))).all()


def test_many_at_once_are_each_as_alone() -> None:
    rng = np.random.default_rng(0)
    a, b, c = rng.normal(size=(3, 5, 4, 3))
    assert angle(a, b, c)[2, 1] == angle(a[2, 1], b[2, 1], c[2, 1])


def band(top: float, bottom: float, size: int = 400) -> Array:
    """A body between two heights of the picture, both half-way through a pixel's edge."""
    y = np.arange(size)[:, None] * np.ones(size)
    return np.clip(np.minimum(y - top, bottom - y) + 0.5, 0, 1)


LYING = {"shoulder": np.array([100.0, 200.0]), "hip": np.array([300.0, 200.0])}


def test_the_outline_of_a_band_is_its_distance_in_chord_lengths() -> None:
    up = trunk_profile(band(160.3, 250.0), front=np.array([0.0, -1.0]), **LYING)
    assert up.shape == (2, TRUNK_POINTS)
    np.testing.assert_allclose(up[0], 50.0 / 200, atol=0.3 / 200)
    np.testing.assert_allclose(up[1], 39.7 / 200, atol=0.3 / 200)


def test_dorsal_and_ventral_follow_the_chest() -> None:
    mask = band(160, 250)
    up = trunk_profile(mask, front=np.array([0.0, -1.0]), **LYING)
    down = trunk_profile(mask, front=np.array([0.1, 1.0]), **LYING)
    np.testing.assert_array_equal(up, down[::-1])


@given(st.floats(0, 359))
def test_the_outline_does_not_depend_on_how_the_body_lies(way: float) -> None:
    y, x = np.mgrid[:300, :300]
    along, out = at(way), at(way + 90)
    far = (x - 150) * out[0] + (y - 150) * out[1]
    mask = np.clip(np.minimum(far + 35, 25 - far) + 0.5, 0, 1)
    centre = np.array([150.0, 150.0])
    got = trunk_profile(mask, centre - 60 * along, centre + 60 * along, front=out)
    np.testing.assert_allclose(got[1], 25 / 120, atol=0.01)
    np.testing.assert_allclose(got[0], 35 / 120, atol=0.01)


def test_an_edge_that_is_not_met_is_missing() -> None:
    front = np.array([0.0, -1.0])
    border = trunk_profile(band(-50, 250), front=front, **LYING)
    assert np.isnan(border[1]).all(), "the picture's border is no edge of the body"
    assert np.isfinite(border[0]).all()
    far = trunk_profile(band(200 - 2 * REACH * 200, 250, 800), front=front, **LYING)
    assert np.isnan(far[1]).all(), "further than a trunk is deep"
    assert np.isnan(trunk_profile(band(10, 20), front=front, **LYING)).all(), "beside the body"


@pytest.mark.parametrize("hip", [[110.0, 200.0], [np.nan, 200.0]])
def test_no_outline_of_a_chord_that_is_short_or_missing(hip: list[float]) -> None:
    got = trunk_profile(band(160, 250), LYING["shoulder"], np.array(hip), np.array([0.0, -1.0]))
    assert np.isnan(got).all()


def leg(width: float, shank: float = 80.0) -> Array:
    """Return the mask of an upright leg about x = 100, its outline `width` shank lengths wide."""
    x = np.arange(200.0)
    inside = np.clip(width * shank / 2 + 0.5 - np.abs(x - 100), 0, 1)
    return np.tile(inside, (240, 1))


HIP, ANKLE = np.array([100.0, 40.0]), np.array([100.0, 200.0])


@pytest.mark.parametrize("beside", [-6.0, 0.0, 6.0])
def test_a_knee_point_is_doubted_by_how_far_it_is_beside_the_middle(beside: float) -> None:
    got = knee_doubt(leg(0.3), HIP, np.array([100 + beside, 120.0]), ANKLE)
    assert got == pytest.approx(abs(beside) / 80, abs=0.01)


def test_loose_trousers_leave_room_on_either_side() -> None:
    got = knee_doubt(leg(KNEE_WIDTH + 0.2), HIP, np.array([100.0, 120.0]), ANKLE)
    assert got == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize(
    ("mask", "knee"),
    [
        (leg(3.0), (100.0, 120.0)),  # no edge: the other leg, or the whole body, is behind it
        (leg(0.3), (150.0, 120.0)),  # beside the leg
        (leg(0.3), (100.0, 180.0)),  # the shank points at the camera
        (leg(0.3), (np.nan, 120.0)),
    ],
)
def test_a_knee_without_an_outline_tells_nothing(mask: Array, knee: tuple[float, float]) -> None:
    assert np.isnan(knee_doubt(mask, HIP, np.array(knee), ANKLE))


def test_a_leg_bent_across_the_picture_tells_nothing() -> None:
    ankle = np.array([180.0, 120.0])
    assert np.isnan(knee_doubt(leg(0.3), HIP, np.array([100.0, 120.0]), ankle))
