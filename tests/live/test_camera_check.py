"""The camera set-up check: it says one thing, and following it passes the check."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import PoseFrame
from formcheck.exercises import catalogue, get
from formcheck.filming.geometry import camera_places
from formcheck.live.camera_check import CameraCheck, Way, check_camera
from formcheck.live.protocol import LiveFrame
from formcheck.model_size import ModelSize
from tests.support.body import HEIGHT, WIDTH, Posture
from tests.support.filming import Camera, camera, film
from tests.support.motions import still


def seen(
    exercise: str, frames: list[PoseFrame], *, light: float = 0.5, second: bool = False
) -> CameraCheck:
    e = get(exercise)
    arrived = [
        LiveFrame(seq=i, pose=f, light=light, width=int(WIDTH), height=int(HEIGHT), second=second)
        for i, f in enumerate(frames)
    ]
    return check_camera(arrived, e, ModelSize.LITE, camera_places(e, ModelSize.LITE))


def stands(exercise: str, body: Posture, where: Camera) -> CameraCheck:
    return seen(exercise, film(still(body, 1.0), where, noise=0.3))


GOOD: list[tuple[str, Posture, Camera, str]] = [
    ("glute_bridge", "supine", camera("side"), "side"),
    ("glute_bridge", "supine", camera("other side"), "side"),
    ("glute_bridge", "supine", camera("three-quarter"), "three-quarter from the foot end, raised"),
    ("glute_bridge", "supine", camera("foot end, high"), "foot end, high"),
    ("donkey_kick", "prone", camera("side"), "side"),
    ("fire_hydrant", "prone", camera("behind", height=1.9), "behind, raised"),
    ("lateral_band_walk", "upright", camera("front"), "front"),
    ("lateral_band_walk", "upright", camera("walked towards"), "side"),
    ("single_leg_glute_bridge", "supine", camera("side", distance=2.3), "side"),
]


@pytest.mark.parametrize(("exercise", "body", "where", "place"), GOOD)
def test_a_good_place_passes(exercise: str, body: Posture, where: Camera, place: str) -> None:
    found = stands(exercise, body, where)
    assert [c.id for c in found.checks if not c.ok] == []
    assert (found.passed, found.message, found.arrow, found.place) == (True, "", None, place)


@pytest.mark.parametrize(
    ("exercise", "body", "where", "check", "way", "message"),
    [
        ("glute_bridge", "supine", camera("side", distance=7.0), "size", "closer", "closer"),
        ("glute_bridge", "supine", camera("side", distance=0.9), "whole", "further", "further"),
        ("glute_bridge", "supine", camera("foot end, low"), "view", "up", "Raise the camera"),
        ("lateral_band_walk", "upright", camera("front", azimuth=60), "view", None, "left side"),
        ("donkey_kick", "prone", camera("side", azimuth=135, distance=2.6), "view", None, "side"),
        ("lateral_band_walk", "prone", camera("side"), "posture", None, "half"),
        ("glute_bridge", "upright", camera("front"), "posture", None, "On your back"),
    ],
)
def test_a_bad_place_says_the_one_thing_to_do(
    exercise: str, body: Posture, where: Camera, check: str, way: Way | None, message: str
) -> None:
    found = stands(exercise, body, where)
    failed = [c for c in found.checks if c.ok is False]
    assert failed[0].id == check
    assert found.message == failed[0].message
    assert message.lower() in found.message.lower()
    if way is not None:
        assert found.arrow is not None
        assert found.arrow.way == way


@pytest.mark.parametrize("sign", [1, -1])
def test_the_arrow_leads_to_a_view_that_shows_it(sign: int) -> None:
    """Walk the camera as the arrow says, round a body seen three-quarter, until it is good."""
    azimuth = sign * 60.0
    for _ in range(12):
        found = stands("lateral_band_walk", "upright", camera("front", azimuth=azimuth))
        if found.passed:
            break
        assert found.arrow is not None
        assert found.arrow.way in ("left", "right")
        # Going to its own right, a camera moves towards the left side of who faces it.
        azimuth += 8 if found.arrow.way == "right" else -8
    assert found.passed
    assert sign * azimuth > 60  # on the side it was on: that was nearer than the front


def test_a_hand_over_the_border_is_named_and_the_camera_turned() -> None:
    frames = film(still("supine", 1.0), camera("side"))
    right = max(f.image[:, 0].max() for f in frames)
    by = np.array([WIDTH - right + 20, 0.0])
    moved = [replace(f, image=f.image + by) for f in frames]
    found = seen("glute_bridge", moved)
    assert found.arrow is not None
    assert (found.arrow.way, found.arrow.turn) == ("right", True)
    assert found.message.startswith("Your feet" if frames[0].image[31, 0] > WIDTH / 2 else "Your h")


def test_light_company_and_nobody() -> None:
    frames = film(still("supine", 1.0), camera("side"))
    assert "dark" in seen("glute_bridge", frames, light=0.05).message
    assert "second person" in seen("glute_bridge", frames, second=True).message
    nobody = [PoseFrame.nobody(f.time) for f in frames]
    found = seen("glute_bridge", nobody)
    assert "Nobody" in found.message
    assert {c.id: c.ok for c in found.checks}["view"] is None
    assert seen("glute_bridge", []).message == ""
    assert not seen("glute_bridge", []).passed


def test_what_the_view_leaves_out_is_told() -> None:
    found = stands("glute_bridge", "supine", camera("side"))
    assert "Knees caving in" in found.not_visible
    assert "Hips past straight" not in found.not_visible


@pytest.mark.parametrize("exercise", catalogue())
def test_every_place_of_an_exercise_would_pass(exercise: str) -> None:
    e = get(exercise)
    known = camera_places(e, ModelSize.LITE)
    assert {p.name for p in known} == {p.name for p in e.placements}
    assert all(p.where for p in known)
    lengths = [np.linalg.norm([p.way.head, p.way.left, p.way.front]) for p in known]
    assert lengths == pytest.approx([1.0] * len(known))
