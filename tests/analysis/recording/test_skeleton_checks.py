"""What a body cannot do is not believed, and what the model exchanged is put right."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import MIRROR, Array, PoseFrame, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recording.skeleton_checks import (
    missing_parts,
    only_with_legs,
    outside,
    possible,
    steadied,
    unseen_points,
    unswapped,
    whole_skeleton,
)
from tests.support.body import HEIGHT, WIDTH, Motion
from tests.support.filming import camera, film, joined, mirrored
from tests.support.motions import (
    donkey_kick,
    drinking,
    getting_down,
    glute_bridge,
    lateral_band_walk,
    walking_past,
)

MOTIONS: dict[str, tuple[Motion, str]] = {
    "bridge": (glute_bridge(3), "side"),
    "bridge from the foot end": (glute_bridge(3), "foot end, high"),
    "kick": (donkey_kick("left", 3), "side"),
    "walk": (lateral_band_walk(4), "front"),
    "getting down": (getting_down(), "side"),
    "drinking": (drinking(), "side"),
    "walking past": (walking_past(), "side"),
}
EVERY = pytest.mark.parametrize("name", MOTIONS)
SIZE = (int(WIDTH), int(HEIGHT))


def poses(name: str, noise: float = 0.5) -> PoseSequence:
    """A filmed motion."""
    motion, where = MOTIONS[name]
    return PoseSequence.of(film(motion, camera(where), noise=noise))


def exchanged(frame: PoseFrame) -> PoseFrame:
    """A frame with left and right exchanged."""
    return replace(frame, image=frame.image[MIRROR], world=frame.world[MIRROR])


@EVERY
def test_what_people_do_is_believed_and_left_alone(name: str) -> None:
    p = poses(name)
    assert possible(p).mean() > 0.97
    assert not unswapped(p)[1].any()
    assert steadied(p)[1] == ()


@pytest.mark.parametrize("name", ["bridge", "kick", "walk"])
@pytest.mark.parametrize(("begin", "end"), [(0.3, 0.45), (2.5, 2.9), (3.0, 4.2)])
def test_sides_that_swap_for_a_moment_are_put_right(name: str, begin: float, end: float) -> None:
    good = poses(name)
    bad = PoseSequence.of(exchanged(f) if begin <= f.time < end else f for f in good)
    mended, where = unswapped(bad)
    assert where.tolist() == [bool(begin <= t < end) for t in good.time]
    assert np.array_equal(mended.image, good.image)
    assert np.array_equal(mended.world, good.world)


def test_who_turns_round_between_two_takes_is_not_mended() -> None:
    one = film(donkey_kick("left", 2), camera("side"))
    p = PoseSequence.of(joined(one, mirrored(one), pause=0.3))
    assert not unswapped(p)[1].any()


def test_hips_on_one_point_and_shrunken_shanks_are_not_believed() -> None:
    p = poses("bridge")
    world = p.world.copy()
    inside = (p.time > 3) & (p.time < 4)
    world[inside, L.LEFT_HIP] = world[inside, L.RIGHT_HIP]
    later = (p.time > 6) & (p.time < 6.5)
    world[later, L.LEFT_ANKLE] = (world[later, L.LEFT_ANKLE] + world[later, L.LEFT_KNEE]) / 2
    assert possible(replace(p, world=world)).tolist() == (~(inside | later)).tolist()


@pytest.mark.parametrize(("name", "believed"), [("walk", True), ("bridge", False), ("kick", False)])
def test_one_hidden_shank_of_somebody_upright_is_believed(name: str, believed: bool) -> None:
    p = poses(name, noise=0.0)
    world = p.world.copy()
    inside = (p.time > 3) & (p.time < 4)
    for left in (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX):
        world[inside, left] += 0.42 * (world[inside, L.LEFT_KNEE] - world[inside, L.LEFT_ANKLE])
    hidden = replace(p, world=world)
    assert bool(possible(hidden)[inside].all()) == believed
    assert not whole_skeleton(hidden)[inside].any()
    assert whole_skeleton(hidden)[~inside].all()


@pytest.mark.parametrize(("turn", "believed"), [(1, True), (-1, False)])
def test_a_short_shank_of_the_near_leg_is_not_believed(turn: int, believed: bool) -> None:
    p = poses("walk", noise=0.0)
    x, y, z = np.moveaxis(p.world, -1, 0)
    world = np.stack([-turn * z, y, turn * x], axis=-1)  # the left side away, or towards
    inside = (p.time > 3) & (p.time < 4)
    for left in (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX):
        world[inside, left] += 0.42 * (world[inside, L.LEFT_KNEE] - world[inside, L.LEFT_ANKLE])
    assert bool(possible(replace(p, world=world))[inside].all()) == believed


def turned(points: Array, degrees: float) -> Array:
    """Points of the picture after the camera tips."""
    a = np.radians(degrees)
    matrix = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    out: Array = (points - [WIDTH / 2, HEIGHT / 2]) @ matrix.T + [WIDTH / 2, HEIGHT / 2]
    return out


@pytest.mark.parametrize("degrees", [-20.0, 8.0, 12.0, 30.0])
@pytest.mark.parametrize("name", ["bridge", "kick"])
def test_a_camera_that_tips_is_noticed_and_turned_back(name: str, degrees: float) -> None:
    p, image, world = poses(name, noise=0.2), [], []
    for f in p:
        share = float(np.clip((f.time - 5.0) / 0.3, 0, 1))
        image.append(turned(f.image, share * degrees))
        a = np.radians(share * degrees)
        matrix = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
        world.append(np.concatenate([f.world[:, :2] @ matrix.T, f.world[:, 2:]], 1))
    tipped = replace(p, image=np.array(image), world=np.array(world))
    steady, knocks = steadied(tipped)
    (knock,) = knocks
    assert knock.degrees == pytest.approx(degrees, abs=2.0)
    assert 4.7 <= knock.start < knock.end <= 5.7
    after = p.time > knock.end
    slope = [q.image[after, L.LEFT_HIP] - q.image[after, L.LEFT_ANKLE] for q in (steady, p)]
    angle = np.degrees([np.arctan2(s[:, 1], s[:, 0]) for s in slope])
    assert np.abs(angle[0] - angle[1]).max() < 3


def test_points_beyond_the_edge_are_outside() -> None:
    p = poses("bridge")
    down = np.array([0.0, HEIGHT - p.image[..., 1].max() + 30])
    low = replace(p, image=p.image + down)
    out = outside(low, SIZE)
    assert not outside(p, SIZE).any()
    assert "feet" in missing_parts(out, 0.4)
    assert missing_parts(outside(p, SIZE), 0.4) == ()
    assert missing_parts(out[:0], 0.4) == ()


def test_of_a_foot_that_is_partly_outside_nothing_is_measured() -> None:
    out = np.zeros((1, 33), bool)
    out[0, L.LEFT_FOOT_INDEX] = True
    unseen = unseen_points(out)
    assert unseen[0, L.LEFT_ANKLE]
    assert unseen[0, L.LEFT_HEEL]
    assert not unseen[0, L.RIGHT_ANKLE]
    assert not unseen[0, L.LEFT_KNEE]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_nobody_and_nonsense_break_nothing() -> None:
    for p in (
        PoseSequence.of([]),
        PoseSequence.of([PoseFrame.nobody(0.0)]),
        PoseSequence.of(PoseFrame.nobody(i / 15) for i in range(30)),
    ):
        assert not possible(p).any()
        assert not unswapped(p)[1].any()
        assert steadied(p)[1] == ()


def test_legs_that_are_outside_the_picture_tell_nothing() -> None:
    walk = poses("walk")
    assert np.isfinite(only_with_legs(walk, SIZE).image).all()
    knees = walk.image[:, [L.LEFT_KNEE, L.RIGHT_KNEE], 1].min()
    upper = only_with_legs(walk, (SIZE[0], int(knees / 1.2)))
    assert np.isnan(upper.image).all()
    assert np.isnan(upper.world).all()
    assert only_with_legs(walk, (0, 0)) is walk, "where the picture's size is not known"
