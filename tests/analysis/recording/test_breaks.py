"""Cuts, zooms and knocks, told from the poses alone."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import MIRROR, PoseFrame, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording.breaks import breaks_of, find_breaks, joined
from tests.support.filming import camera, film
from tests.support.filming import joined as played
from tests.support.motions import donkey_kick, glute_bridge, lateral_band_walk, walking_past
from tests.support.standing import ACROSS, lunge

SIDE = camera("side")
BRIDGE = film(glute_bridge(2, hold=2), SIDE, noise=0.5)


def kinds(frames: list[PoseFrame]) -> list[str]:
    return [b.kind for b in find_breaks(PoseSequence.of(frames))]


@pytest.mark.parametrize(
    "frames",
    [
        BRIDGE,
        film(donkey_kick("left", 2, hold=1), SIDE, noise=0.5),
        film(lateral_band_walk(3), camera("front"), noise=0.5),
        film(walking_past(), camera("front", distance=3.5), noise=0.5),
    ],
)
def test_somebody_who_moves_is_no_jump(frames: list[PoseFrame]) -> None:
    assert kinds(frames) == []


def test_a_cut_to_another_place_and_a_zoom_are_cuts() -> None:
    elsewhere = [replace(f, image=f.image + np.array([260.0, 0.0])) for f in BRIDGE]
    assert kinds(played(BRIDGE, elsewhere)) == ["cut"]
    nearer = [replace(f, image=1.6 * f.image) for f in BRIDGE]
    assert kinds(played(BRIDGE, nearer)) == ["cut"]


def test_limbs_that_swap_sides_for_a_moment_are_no_jump() -> None:
    swapped = [
        replace(f, image=f.image[MIRROR], world=f.world[MIRROR]) if 2.0 <= f.time <= 2.2 else f
        for f in BRIDGE
    ]
    assert kinds(swapped) == []


def test_legs_that_the_model_confuses_and_tells_apart_again_are_no_zoom() -> None:
    frames = film(lunge(reps=1), ACROSS, noise=0.5)
    low = max(frames, key=lambda f: abs(f.image[L.LEFT_ANKLE, 0] - f.image[L.RIGHT_ANKLE, 0]))
    confused = []
    for f in frames:
        image = f.image.copy()
        if low.time - 0.6 <= f.time <= low.time:
            for left, right in ((L.LEFT_KNEE, L.RIGHT_KNEE), (L.LEFT_ANKLE, L.RIGHT_ANKLE)):
                image[[left, right]] = (image[left] + image[right]) / 2
        confused.append(replace(f, image=image))
    assert kinds(confused) == []


def test_a_skeleton_that_jumps_and_comes_back_is_no_cut() -> None:
    lost = [
        replace(f, image=f.image + np.array([0.0, -220.0])) if 2.0 <= f.time < 2.25 else f
        for f in BRIDGE
    ]
    assert kinds(lost) == []


def test_a_note_brings_its_jump_back() -> None:
    elsewhere = [replace(f, image=f.image + np.array([260.0, 0.0])) for f in BRIDGE]
    found = find_breaks(PoseSequence.of(played(BRIDGE, elsewhere)))
    again = breaks_of([b.note for b in found])
    assert joined([*found, *again]) == found


def test_nobody_does_not_jump() -> None:
    assert find_breaks(PoseSequence.of([PoseFrame.nobody(i / 12) for i in range(30)])) == []
