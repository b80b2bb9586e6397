"""What a mirrored picture says of the camera's place, put right."""

import numpy as np
import pytest

from formcheck.analysis.camera_view import Direction, direction, to_camera, to_view
from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recording.mirroring import view_put_right
from tests.support.body import Posture
from tests.support.filming import camera, film, mirrored
from tests.support.motions import still


@pytest.mark.parametrize(
    ("body", "place"),
    [("prone", "side"), ("supine", "three-quarter"), ("upright", "front")],
)
def test_the_view_of_a_mirrored_picture_is_put_right(body: Posture, place: str) -> None:
    frames = film(still(body, 0.4), camera(place))
    plain, mirror = (PoseSequence.of(f).world for f in (frames, mirrored(frames)))
    there, seen = direction(plain), direction(mirror)
    assert there is not None
    assert seen is not None
    true = to_view(there, to_camera(plain))
    right = view_put_right(to_view(seen, to_camera(mirror)), seen)
    assert (right.name, right.text, right.near) == (true.name, true.text, true.near)
    assert np.cos(np.radians(right.azimuth - true.azimuth)) == pytest.approx(1.0, abs=1e-4)


def test_in_front_of_somebody_on_the_side_stays_in_front() -> None:
    seen = Direction(0.0, -0.2, 0.98, 0.0, 1, "right up")
    view = view_put_right(to_view(seen, np.array([[0.0, -0.2, 0.98]])), seen)
    assert (view.azimuth, view.name, view.near) == (90.0, "front", "left")
