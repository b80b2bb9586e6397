"""Frames in which nothing moves wait for a pose, and get it where movement begins."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, N, PoseFrame
from formcheck.estimation.motion_gate import (
    BEFORE,
    QUIET,
    SETTLING,
    STILL_EVERY,
    Gradients,
    MotionGate,
    Shown,
    keeps_still,
    picture_part,
)
from formcheck.video import Frame

RATE = 12
STILL = round(STILL_EVERY * RATE + 0.5)  # frames from one pose to the next
BEGINS = 36  # frame in which movement begins, where there is any
HEIGHT, WIDTH = 360, 640

Picture = NDArray[np.uint8]


def texture(height: int, width: int, seed: int, grain: int = 16) -> Picture:
    coarse = np.random.default_rng(seed).integers(60, 200, (height // grain, width // grain, 3))
    size = (width, height)
    return np.asarray(cv2.resize(coarse.astype(np.uint8), size, interpolation=cv2.INTER_CUBIC))


ROOM, BODY = texture(HEIGHT, WIDTH, 1), texture(100, 300, 2)


def film(x: float = 0.0, noise: float = 0.0, light: float = 1.0, frame: int = 0) -> Picture:
    """A body that lies in a room, `x` pixels to the right of its place."""
    image = ROOM.copy()
    shift = np.array([[1, 0, 170 + x], [0, 1, 200]])
    body = cv2.warpAffine(BODY, shift, (WIDTH, HEIGHT))
    there = cv2.warpAffine(np.ones((100, 300), np.uint8), shift, (WIDTH, HEIGHT)) > 0
    image[there] = body[there]
    noisy = image * light
    if noise:
        noisy = noisy + np.random.default_rng(frame).normal(0, noise, image.shape)
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)


def pose(time: float, x: float = 0.0) -> PoseFrame:
    nobody = PoseFrame.nobody(time)
    points = np.stack([np.linspace(180, 460, N), np.linspace(210, 290, N)], axis=-1)
    points[:, 0] += x
    return PoseFrame(time, points, nobody.world, nobody.confidence, nobody.trunk)


def posed(
    picture: Callable[[int], Picture],
    found: Callable[[int], PoseFrame] = lambda i: pose(i / RATE),
    frames: int = 60,
) -> Array:
    """Return the numbers of the frames that get a pose."""
    gate = MotionGate(1.0)
    out = []
    for i in range(frames):
        for due in gate.due(Shown(Frame(i, i / RATE, picture(i)), i / RATE, True)):
            gate.found(due, found(due.frame.index))
            out.append(due.frame.index)
    assert out == sorted(set(out)), "each once, in order of time"
    return np.array(out)


def dense(frames: Array, first: int, last: int) -> bool:
    return set(range(first, last)) <= set(frames.tolist())


SETTLED = round((SETTLING + QUIET) * RATE)


def test_a_body_that_keeps_still_gets_two_poses_a_second() -> None:
    frames = posed(lambda _: film())
    assert dense(frames, 0, round(SETTLING * RATE)), "all while the tracker settles"
    assert (np.diff(frames[frames >= SETTLED]) == STILL).all()


@pytest.mark.parametrize("noise", [2.0, 6.0, 10.0])
def test_the_noise_of_a_sensor_is_no_movement(noise: float) -> None:
    frames = posed(lambda i: film(noise=noise, frame=i))
    assert (np.diff(frames[frames >= SETTLED]) == STILL).all()


def test_a_change_of_light_is_no_movement() -> None:
    frames = posed(lambda i: film(light=1.0 + 0.004 * i))
    assert (np.diff(frames[frames >= SETTLED]) == STILL).all()


def test_what_moves_beside_the_body_does_not_matter() -> None:
    def picture(i: int) -> Picture:
        image = film()
        image[20:80, 5 * i : 5 * i + 60] = 0
        return image

    frames = posed(picture)
    assert (np.diff(frames[frames >= SETTLED]) == STILL).all()


def test_the_frames_before_a_movement_get_their_poses_too() -> None:
    def x(i: int) -> float:
        return 6.0 * max(i - BEGINS, 0)

    frames = posed(lambda i: film(x(i)), lambda i: pose(i / RATE, x(i)))
    still = frames[frames <= BEGINS]
    assert np.diff(still).max() == STILL, "it did keep still before"
    assert dense(frames, BEGINS, 60)


def test_only_the_last_frames_before_a_movement_get_theirs() -> None:
    last = int(posed(lambda _: film(), frames=30)[-2])
    begins = last + STILL - 2  # nearly as late as can be after a pose

    def x(i: int) -> float:
        return 6.0 * max(i - begins, 0)

    frames = posed(lambda i: film(x(i)), lambda i: pose(i / RATE, x(i)), begins + 6)
    waited = round(BEFORE * RATE - 0.5)  # before the frame in which it is seen
    assert dense(frames, begins + 1 - waited, begins + 6)
    assert not set(range(last + 1, begins + 1 - waited)) & set(frames.tolist())


@pytest.mark.parametrize(("x", "still"), [(0.0, True), (1.0, True), (6.0, False)])
def test_pictures_tell_whether_anything_moves_wherever_a_body_is(x: float, still: bool) -> None:
    shown = [Frame(i, i / RATE, film(i * x / 6, noise=2.0, frame=i)) for i in range(7)]
    assert keeps_still(shown) is still


def test_a_limb_that_moves_alone_is_movement() -> None:
    def picture(i: int) -> Picture:
        image = film()
        y = 210 - 3 * max(i - BEGINS, 0)
        image[y : y + 20, 400:440] = BODY[:20, :40]
        return image

    assert dense(posed(picture), BEGINS + 2, 50)


def test_a_slow_drift_is_seen_by_and_by() -> None:
    frames = posed(lambda i: film(0.1 * i), lambda i: pose(i / RATE, 0.1 * i), frames=10 * RATE)
    assert np.diff(frames).max() <= STILL
    moved = np.diff(0.1 * frames)
    assert moved.max() < 0.01 * 300, "never a hundredth of the body between two poses"


def test_a_camera_in_the_hand_always_moves() -> None:
    def picture(i: int) -> Picture:
        return np.roll(film(), round(5 * np.sin(i)), axis=1)

    frames = posed(picture, lambda i: pose(i / RATE, round(5 * np.sin(i))))
    assert dense(frames, 0, 60)


def test_poses_that_tremble_are_found_in_every_frame() -> None:
    frames = posed(lambda _: film(), lambda i: pose(i / RATE, 12.0 * (i % 2)))
    assert dense(frames, 0, 60)


def test_an_empty_room_gets_few_poses_and_who_comes_in_all() -> None:
    def picture(i: int) -> Picture:
        image = ROOM.copy()
        if i >= BEGINS:
            image[100:300, 20 : 20 + 6 * (i - BEGINS)] = 40
        return image

    frames = posed(picture, lambda i: PoseFrame.nobody(i / RATE))
    assert np.diff(frames[(frames >= SETTLED) & (frames <= BEGINS)]).max() == STILL
    assert dense(frames, BEGINS + 1, 60)


def test_a_frame_may_be_due_whatever_moves() -> None:
    gate = MotionGate(1.0)
    for i in range(30):
        one = Shown(Frame(i, i / RATE, film()), i / RATE, True)
        due = gate.due(one, always=True)
        assert due == [one]
        gate.found(one, pose(i / RATE))


@pytest.mark.parametrize("x", [1.0, 2.0, 4.0])
def test_a_movement_is_measured_in_shares_of_the_part_that_is_compared(x: float) -> None:
    box = [150, 180, 490, 320]
    before, after = (picture_part(film(shift), box) for shift in (0.0, x))
    assert Gradients(before).movement(after) == pytest.approx(x / 340, rel=0.3)
