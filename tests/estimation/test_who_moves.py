"""Who keeps still while somebody else moves is not the person who exercises."""

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import Array, N, PoseFrame, PoseSequence
from formcheck.estimation.picture_watch import PictureWatch
from formcheck.estimation.segments import EstimationOptions, SegmentRunner
from formcheck.estimation.who_moves import keeps_still, moving_place, uncovered_there
from formcheck.settings import Settings
from formcheck.video import Frame

SIZE = (640, 360)
TRAINER = np.random.default_rng(3).uniform([400, 40], [480, 300], (N, 2))
ROWS, COLUMNS = 12, 20


def poses(sway: float = 0.0, seen: float = 1.0) -> PoseSequence:
    """Return a body that sways by so many pixels, seen in a share of the frames."""
    out = []
    for i in range(60):
        nobody = PoseFrame.nobody(i / 12)
        body = TRAINER + np.array([sway * np.sin(i / 5) / 2, 0])
        here = i < 60 * seen
        out.append(
            PoseFrame(nobody.time, body, nobody.world, nobody.confidence, nobody.trunk)
            if here
            else nobody
        )
    return PoseSequence.of(out)


def activity(x: int, y: int, width: int = 4, height: int = 2) -> Array:
    out = np.zeros((ROWS, COLUMNS))
    out[y : y + height, x : x + width] = 0.3
    return out


@pytest.mark.parametrize(
    ("sway", "seen", "still"), [(0, 1, True), (8, 1, True), (60, 1, False), (0, 0.3, False)]
)
def test_who_watches_shifts_their_weight_and_who_exercises_moves(
    sway: float, seen: float, still: bool
) -> None:
    assert keeps_still(poses(sway, seen)) is still


def test_the_place_that_moves_is_found_beside_a_body_that_keeps_still() -> None:
    place = moving_place(poses(), activity(3, 8), SIZE)
    assert place is not None
    assert place.tolist() == [3 * 32, 8 * 30, 7 * 32, 10 * 30]


@pytest.mark.parametrize(
    "where", [activity(13, 4, 1, 2), activity(3, 8, 1, 2), np.zeros((ROWS, COLUMNS))]
)
def test_nothing_moves_where_only_the_body_itself_or_a_speck_does(where: Array) -> None:
    assert moving_place(poses(), where, SIZE) is None


def test_a_body_that_moves_is_the_person() -> None:
    assert moving_place(poses(60), activity(3, 8), SIZE) is None


def test_the_still_body_is_covered_and_who_moves_at_its_feet_is_not() -> None:
    image = np.random.default_rng(0).integers(0, 255, (360, 640, 3), np.uint8)
    shown = uncovered_there(image, np.array([250.0, 260, 420, 320]), poses())
    assert (shown[265:315, 200:470] == image[265:315, 200:470]).all()
    assert len(np.unique(shown[45:200, 405:475].reshape(-1, 3), axis=0)) == 1
    assert len(np.unique(shown[:50, :50].reshape(-1, 3), axis=0)) == 1


def test_a_watch_counts_where_the_picture_changes() -> None:
    watch = PictureWatch()
    for i in range(10):
        image = np.full((360, 640, 3), 90, np.uint8)
        image[240:300, 64:128] = 90 + 60 * (i % 2)
        watch.see(Frame(i, i / 12, image), PoseFrame.nobody(i / 12), 1.0)
    assert (watch.activity[8:10, 2:4] == 9).all()
    assert watch.activity.sum() == 36


class Brightest:
    """Finds a body at the brightest column, and then stays within its reach."""

    def __init__(self) -> None:
        self.last: float | None = None
        self.told: list[float] = []

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        assert not self.told or time > self.told[-1]
        self.told.append(time)
        row = image[:, :, 0].max(0).astype(float)
        if self.last is not None:
            row[np.abs(np.arange(len(row)) - self.last) > 20] = 0
        self.last = float(row.argmax())
        nobody = PoseFrame.nobody(time)
        points = np.full((N, 2), self.last) + np.arange(N, dtype=float)[:, None]
        return PoseFrame(time, points, nobody.world, nobody.confidence, nobody.trunk)

    def close(self) -> None:
        pass


def test_a_tracker_that_is_shown_only_the_mover_first_stays_with_it() -> None:
    frames = []
    for i in range(40):
        image = np.zeros((20, 200, 3), np.uint8)
        image[5, 150], image[5, 30 + i % 3] = 255, 100
        frames.append(Frame(i, i / 10, image))

    def show(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        out = image.copy()
        out[:, 100:] = 0
        return out

    run = SegmentRunner(
        Brightest,
        Settings(workers=1, every_frame=True),
        EstimationOptions(stickers="none"),
        pictures=10,
        scale=1.0,
    )
    found = run.follow_from(frames, show)
    run.pool.shutdown()
    np.testing.assert_allclose(found.poses.time, [f.time for f in frames])
    assert found.poses.image[:, 0, 0].max() < 40
