"""Each refusal names its true cause, with a stable code and in plain words."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.recognition.refusal import Refusal, describe, why_refused
from formcheck.analysis.recording.picture_turn import quarter_turned
from formcheck.exercises import catalogue
from formcheck.model_size import ModelSize
from tests.support.filming import camera, film
from tests.support.motions import donkey_kick, glute_bridge, still, walking_past

SIDE = camera("side")
SIZE = (854, 480)


def refused(frames: Sequence[PoseFrame] | PoseSequence) -> Refusal:
    poses = frames if isinstance(frames, PoseSequence) else PoseSequence.of(frames)
    return why_refused(poses, (), catalogue(), ModelSize.HEAVY, SIZE)


def test_a_picture_upside_down_is_told() -> None:
    bridge = PoseSequence.of(film(glute_bridge(2, hold=2), SIDE))
    why = refused(quarter_turned(bridge, 2))
    assert why.code == "on_its_side"
    assert "180 degrees" in why.text


def test_part_of_one_repetition_is_told_with_the_exercise() -> None:
    why = refused([f for f in film(donkey_kick("left", 1, hold=2), SIDE) if f.time < 2.6])
    assert why.code == "no_whole_repetition"
    assert "donkey kick" in why.text


def test_somebody_far_away_is_told() -> None:
    far = [replace(f, image=200 + 0.1 * f.image) for f in film(still("upright"), camera("front"))]
    assert refused(far).code == "too_far"


def test_feet_outside_the_picture_are_told() -> None:
    below = [
        replace(f, image=f.image + np.array([0.0, 150.0]))
        for f in film(still("upright"), camera("front"))
    ]
    why = refused(below)
    assert why.code == "partly_visible"
    assert "feet" in why.text


def test_another_movement_is_told_in_plain_words() -> None:
    why = refused(film(walking_past(), camera("front", distance=3.5)))
    assert why.code == "none_of_these"
    assert why.text.startswith("You stand and ")


@pytest.mark.parametrize(
    ("posture", "words"),
    [
        ("supine", "You lie on your back and hold still"),
        ("prone", "You are on hands and knees and hold still"),
        ("upright", "You stand and hold still"),
    ],
)
def test_somebody_who_holds_still_is_described(posture: str, words: str) -> None:
    frames = film(still(posture), SIDE)  # type: ignore[arg-type]
    assert describe(PoseSequence.of(frames)) == words


def test_somebody_who_holds_still_all_the_time_is_told_so() -> None:
    why = refused(film(still("supine"), SIDE))
    assert why.code == "no_movement"
    assert why.text.startswith("You lie on your back and hold still for the whole recording")


def test_nobody_is_described_as_nobody() -> None:
    empty = PoseSequence.of([PoseFrame.nobody(i / 12) for i in range(20)])
    assert describe(empty) == "Nobody can be seen"
