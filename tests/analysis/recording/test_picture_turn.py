"""A picture on its side: how it must be turned, and poses turned with it."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recording.picture_turn import (
    find_turn,
    quarter_turned,
    upright,
    upright_source,
)
from formcheck.analysis.report import Source
from formcheck.estimation.pipeline import judge_sets
from formcheck.estimation.pose_io import Saved
from formcheck.exercises import catalogue
from formcheck.model_size import ModelSize
from formcheck.output.curves import curves
from formcheck.output.evidence import pose_at
from tests.support.body import HEIGHT, WIDTH
from tests.support.filming import camera, film
from tests.support.motions import donkey_kick, glute_bridge, still

SOURCE = Source(
    name="x.mp4",
    duration=20.0,
    width=int(WIDTH),
    height=int(HEIGHT),
    fps=30.0,
    frames=600,
    damaged=0,
    cut_short=False,
    poses=600,
    seen=1.0,
)
BRIDGE = PoseSequence.of(film(glute_bridge(2, hold=2), camera("side")))


def saved(poses: PoseSequence, source: Source, exercise: str | None = None) -> Saved:
    return Saved(poses, source, ModelSize.HEAVY, exercise, False, ())


def lying(quarters: int) -> Saved:
    """Return the bridge in a picture that was turned by quarters on its way."""
    size = (SOURCE.width, SOURCE.height)
    width, height = size[::-1] if quarters % 2 else size
    source = replace(SOURCE, width=width, height=height)
    return saved(quarter_turned(BRIDGE, quarters, size), source)


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_bridge_on_its_side_is_plain(quarters: int) -> None:
    turn = find_turn(lying(quarters).poses, (), catalogue().values(), ModelSize.HEAVY)
    assert turn is not None
    assert (turn.degrees, turn.plain) == (90 * (4 - quarters), True)


def test_upside_down_is_not_plain() -> None:
    turn = find_turn(lying(2).poses, (), catalogue().values(), ModelSize.HEAVY)
    assert turn is not None
    assert not turn.plain


def test_hands_and_knees_on_their_side_may_be_somebody_who_sits() -> None:
    kick = PoseSequence.of(film(donkey_kick("left", 3, hold=1), camera("side")))
    turn = find_turn(quarter_turned(kick, 1), (), catalogue().values(), ModelSize.HEAVY)
    assert turn is not None
    assert not turn.plain


def test_somebody_standing_still_is_turned_by_nothing() -> None:
    poses = PoseSequence.of(film(still("upright"), camera("front")))
    assert find_turn(poses, (), catalogue().values(), ModelSize.HEAVY) is None


def test_a_leg_as_straight_as_of_who_stands_is_turned_by_nothing() -> None:
    bridge = PoseSequence.of(film(glute_bridge(2, hold=2, knee=145), camera("side")))
    with_the_head_up = quarter_turned(bridge, 3)
    assert find_turn(with_the_head_up, (), catalogue().values(), ModelSize.HEAVY) is None


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_poses_turned_upright_are_those_of_the_upright_picture(quarters: int) -> None:
    there = lying(quarters)
    source = replace(there.source, turned=90 * (4 - quarters))
    back = upright(there.poses, source)
    np.testing.assert_allclose(back.image, BRIDGE.image, atol=1e-9)
    np.testing.assert_allclose(back.world, BRIDGE.world, atol=1e-9)
    there_upright = upright_source(source)
    assert (there_upright.width, there_upright.height) == (SOURCE.width, SOURCE.height)


@pytest.mark.parametrize("exercise", [None, "glute_bridge"])
@pytest.mark.parametrize("quarters", [1, 3])
def test_a_picture_on_its_side_is_judged_as_the_upright_one(
    quarters: int, exercise: str | None
) -> None:
    (plain,) = judge_sets(saved(BRIDGE, SOURCE, exercise))
    (turned,) = judge_sets(replace(lying(quarters), exercise=exercise))
    assert [(r.verdict, r.start, r.hold) for r in turned.report.reps] == [
        (r.verdict, r.start, r.hold) for r in plain.report.reps
    ]
    assert turned.report.source.turned == 90 * (4 - quarters)
    (note,) = [n for n in turned.report.notes if n.code == "picture_turned"]
    assert "lies on its side" in note.text


def test_pictures_are_drawn_where_the_body_was_seen_and_curves_as_it_was_judged() -> None:
    there = lying(1)
    (plain,), (turned,) = judge_sets(saved(BRIDGE, SOURCE)), judge_sets(there)
    seen = pose_at(turned.poses, 3.0)
    np.testing.assert_allclose(seen.image, pose_at(there.poses, 3.0).image)
    for a, b in zip(
        curves(plain.report, plain.poses), curves(turned.report, turned.poses), strict=True
    ):
        np.testing.assert_allclose(a.values, b.values, atol=1e-6)


def test_saved_poses_are_judged_turned_again() -> None:
    (first,) = judge_sets(lying(1))
    (again,) = judge_sets(first.saved)
    assert again.report.reps == first.report.reps
    assert again.report.notes == first.report.notes
