from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.analysis import camera_view
from formcheck.analysis.camera_view import (
    Direction,
    direction,
    is_posture,
    keeps_posture,
    posture_scores,
    to_camera,
)
from formcheck.analysis.pose import Array, PoseSequence
from tests.support.body import Posture
from tests.support.filming import Camera, camera, film, joined, mirrored
from tests.support.motions import getting_down, still

MIDDLE = {"supine": 0.28, "prone": 0.42, "upright": 0.85}
"""Roughly how high the middle of the figure is."""


def seen(body: Posture, where: Camera) -> Direction:
    """Return where the camera is found to stand."""
    got = direction(PoseSequence.of(film(still(body, 0.4), where)).world, (body,))
    assert got is not None
    return got


def off(a: float, b: float) -> float:
    """Return the degrees between two azimuths."""
    return abs((a - b + 180) % 360 - 180)


@pytest.mark.parametrize("body", get_args(Posture))
@settings(max_examples=25, deadline=None)
@given(azimuth=st.floats(-180, 180), up=st.floats(-5, 35), distance=st.floats(1.6, 4))
def test_the_camera_is_found_where_it_stands(
    body: Posture, azimuth: float, up: float, distance: float
) -> None:
    height = MIDDLE[body] + distance * np.tan(np.radians(up))
    got = seen(body, Camera(azimuth, float(height), distance))
    assert off(got.azimuth, azimuth) < 8
    # Half squat and hands and knees: the trunk itself is not quite level or upright.
    assert abs(got.elevation - up) < 17
    assert got.steady
    assert got.spread < 0.01
    assert off(got.off_side, float(np.degrees(np.arccos(abs(got.left))))) < 1e-6


@pytest.mark.parametrize(
    ("body", "where", "name"),
    [
        ("supine", camera("side"), "left side"),
        ("supine", camera("other side"), "right side"),
        ("supine", camera("foot end, high"), "foot end, raised"),
        ("supine", camera("three-quarter"), "three-quarter from the foot end, left, raised"),
        ("supine", camera("front", azimuth=0), "head end"),
        ("prone", camera("side"), "left side"),
        ("prone", camera("other side"), "right side"),
        ("upright", camera("front"), "front"),
        ("upright", camera("behind"), "rear"),
        ("upright", camera("walked towards"), "left side"),
    ],
)
def test_views_have_the_names_that_people_use(body: Posture, where: Camera, name: str) -> None:
    d = seen(body, where)
    assert camera_view.view_name(d).startswith(name)
    view = camera_view.to_view(d, np.array([[d.head, d.left, d.front]] * 3))
    assert name in view.text
    assert view.azimuth_spread == 0


@pytest.mark.parametrize("body", get_args(Posture))
def test_a_mirror_exchanges_left_and_right(body: Posture) -> None:
    frames = film(still(body, 0.4), camera("three-quarter"))
    a = direction(PoseSequence.of(frames).world, (body,))
    b = direction(PoseSequence.of(mirrored(frames)).world, (body,))
    assert a is not None
    assert b is not None
    assert (b.head, b.left, b.front) == pytest.approx((a.head, -a.left, a.front))
    assert b.azimuth == pytest.approx(a.mirrored().azimuth)


@pytest.mark.parametrize("azimuth", [0, 45, 90, 135, 180, -90])
@pytest.mark.parametrize("body", get_args(Posture))
def test_postures_are_told_apart_from_everywhere(body: Posture, azimuth: float) -> None:
    frames = film(still(body, 0.4), Camera(azimuth, 1.2, 2.5))
    world = PoseSequence.of(frames).world
    assert is_posture(world, body).all()
    assert keeps_posture(posture_scores(world), body).all()
    for another in camera_view.POSTURES:
        if another != body:
            assert not is_posture(world, another).any()
    assert camera_view.POSTURES[int(posture_scores(world).mean(0).argmax())] == body


def test_getting_down_leaves_the_upright_posture() -> None:
    world = PoseSequence.of(film(getting_down(), camera("side"))).world
    assert is_posture(world, "upright")[0]
    assert (
        not keeps_posture(posture_scores(world), "upright")[-1]
        or not is_posture(world, "upright")[-1]
    )
    assert is_posture(world, "supine")[-1]


@pytest.mark.parametrize("body", ["supine", "prone"])
def test_low_end_on_is_not_to_be_believed(body: Posture) -> None:
    for azimuth in (0, 180):
        assert seen(body, Camera(azimuth, MIDDLE[body] + 0.2, 2.3)).low_end_on
        assert not seen(body, Camera(azimuth, MIDDLE[body] + 2.2, 2.3)).low_end_on
    assert not seen(body, Camera(90, 0.5, 2)).low_end_on
    assert not seen("upright", Camera(0, 0.9, 3)).low_end_on


def test_nobody_has_no_view() -> None:
    assert direction(np.full((5, 33, 3), np.nan)) is None
    assert np.isnan(to_camera(np.full((33, 3), np.nan))).all()
    assert not is_posture(np.full((33, 3), np.nan), "supine")
    assert not keeps_posture(posture_scores(np.full((33, 3), np.nan)), "supine")


def test_frames_without_anybody_take_no_part() -> None:
    world = PoseSequence.of(film(still("supine", 0.4), camera("side"))).world
    gap: Array = np.concatenate([world, np.full((4, 33, 3), np.nan)])
    assert direction(gap, ("supine",)) == direction(world, ("supine",))


def test_wild_poses_are_not_steady() -> None:
    wild = np.random.default_rng(0).normal(0, 0.5, (60, 33, 3))
    got = direction(wild)
    assert got is not None
    assert not got.steady


def test_a_camera_that_was_carried_elsewhere_shows_in_the_spread() -> None:
    still_there = film(still("supine", 1.0), camera("side"))
    moved = joined(still_there, film(still("supine", 1.0), camera("other side")))
    got = direction(PoseSequence.of(moved).world, ("supine",))
    assert got is not None
    assert not got.steady


def test_frames_without_a_place_take_no_part_in_what_is_told() -> None:
    d = seen("supine", camera("side"))
    way = np.array([[d.head, d.left, d.front]] * 3)
    assert camera_view.to_view(d, np.vstack([way, [[np.nan] * 3]])) == camera_view.to_view(d, way)
