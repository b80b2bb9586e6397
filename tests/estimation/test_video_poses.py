"""Several landmarkers at once give what one gives."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, N, PoseFrame
from formcheck.estimation.motion_gate import thin_idle_frames
from formcheck.estimation.video_poses import (
    IDLE_RATE,
    LONGEST,
    STRETCH,
    Estimated,
    estimate,
    idle,
    stretch_length,
)
from formcheck.settings import Settings
from formcheck.video import Frame
from tests.support.sample_sets import BRIDGE


class Counting:
    """Tells in each pose how many frames it has seen since it was made, and the frame's time."""

    made = 0

    def __init__(self) -> None:
        Counting.made += 1
        self.count = 0

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        self.count += 1
        nobody = PoseFrame.nobody(time)
        points = np.full((N, 2), scale)
        points[0] = self.count, time
        points[11:] += 100 * (self.count % 5)  # somebody who moves
        return PoseFrame(time, points, nobody.world, nobody.confidence, nobody.trunk)

    def close(self) -> None:
        pass


def run(workers: int, **settings: float) -> Estimated:
    return estimate(BRIDGE, Settings(workers=workers, **settings), Counting)  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [2, 3, 5])
def test_the_number_of_workers_changes_nothing(workers: int) -> None:
    alone, together = run(1), run(workers)
    np.testing.assert_array_equal(alone.poses.time, together.poses.time)
    np.testing.assert_array_equal(alone.poses.image, together.poses.image)


def test_each_stretch_has_a_landmarker_that_is_warm_when_it_begins() -> None:
    Counting.made = 0
    found = run(2)
    assert Counting.made == 2
    count, time = found.poses.image[:, 0].T
    np.testing.assert_allclose(time, found.poses.time)
    begins = [i for i in range(1, len(count)) if count[i] <= count[i - 1]]
    assert len(begins) == Counting.made - 1
    assert all(count[i] > 5 for i in begins), "warmed up before its first frame counts"


def test_frames_are_taken_at_the_pose_rate_on_their_own_times() -> None:
    found = run(2, pose_rate=10.0)
    assert abs(len(found.poses) - found.last_time * 10) < 3
    assert found.frames == 275
    steps = np.diff(found.poses.time) * 25
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-6)


def test_progress_goes_up_to_the_end() -> None:
    told: list[float] = []
    found = estimate(BRIDGE, Settings(workers=2), Counting, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(found.last_time, abs=0.5)


def test_a_landmarker_that_fails_stops_everything_and_says_so() -> None:
    class Failing(Counting):
        def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
            if time > 7:
                raise RuntimeError("out of order")
            return super().estimate(image, time, scale)

    with pytest.raises(RuntimeError, match="out of order"):
        estimate(BRIDGE, Settings(workers=2), Failing)


def test_a_stretch_without_movement_is_followed_at_a_low_rate() -> None:
    still = np.random.default_rng(0).uniform(100, 300, (N, 2))

    def look(_: NDArray[np.uint8]) -> Array:
        return still

    found = estimate(BRIDGE, Settings(workers=2), Counting, detect=look)
    first = (found.poses.time < STRETCH).sum()
    second = (found.poses.time >= STRETCH).sum()
    assert first == pytest.approx(STRETCH * Settings().pose_rate, abs=2)
    assert second == pytest.approx((found.last_time - STRETCH) * IDLE_RATE, abs=2)


def test_a_stretch_is_followed_before_it_has_been_read_to_its_end() -> None:
    looked: list[float] = []
    frames = [Frame(i, i / 10, np.zeros((4, 4, 3), np.uint8)) for i in range(60)]

    def look(_: NDArray[np.uint8]) -> Array:
        looked.append(read[-1])
        return body(15.0 * len(looked))

    read: list[float] = []

    def reading() -> Iterator[Frame]:
        for frame in frames:
            read.append(frame.time)
            yield frame

    taken = thin_idle_frames(reading(), look, IDLE_RATE, lambda: None)
    assert next(taken) is frames[0]
    assert read[-1] == 0.9, "the second look shows that somebody moves"
    assert [f.index for f in taken] == list(range(1, 60))
    assert looked == [0.0, 0.9]


@pytest.mark.parametrize("beat", [0.5, 1.0, 2.0, 3.0])
def test_repetitions_to_an_exact_beat_are_not_looked_at_in_step(beat: float) -> None:
    frames = [Frame(i, i / 30, np.zeros((4, 4, 3), np.uint8)) for i in range(180)]
    now: list[float] = []

    def look(_: NDArray[np.uint8]) -> Array:
        return body(20.0 * (1 - np.cos(2 * np.pi * now[-1] / beat)))

    def reading() -> Iterator[Frame]:
        for frame in frames:
            now.append(frame.time)
            yield frame

    taken = list(thin_idle_frames(reading(), look, IDLE_RATE, lambda: None))
    assert len(taken) == len(frames)


@pytest.mark.parametrize(
    ("promised", "count"), [(3, 1), (11, 2), (23, 4), (25, 4), (60, 8), (600, 76), (1200, 152)]
)
def test_stretches_of_longer_clips_keep_cores_busy_to_the_end(promised: float, count: int) -> None:
    length = stretch_length(promised)
    assert length <= LONGEST
    assert count - 1 < promised / length <= count
    assert stretch_length(0.0) == STRETCH


def body(shift: float = 0.0) -> Array:
    points = np.zeros((N, 2))
    points[[11, 12]] = 100, 100
    points[[23, 24]] = 200, 100
    points[[25, 26]] = 250, 60 + shift
    points[[27, 28]] = 260, 100
    return points


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([None, None, None], True),
        ([body(), body(1), body(), body(2)], True),
        ([body(), body(15), body()], False),
        ([body(), None, body(), body()], False),
        ([body(), body()], False),
    ],
)
def test_idle_is_nobody_or_nobody_moving(looks: list[Array | None], expected: bool) -> None:
    assert idle(looks) is expected


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    from formcheck.errors import InvalidVideoError

    with pytest.raises(InvalidVideoError):
        estimate(tmp_path / "none.mp4", Settings(), Counting)
