"""Landmarkers that read their own segments find what one finds that reads everything."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import N, PoseFrame
from formcheck.estimation.read_apart import ReadApart, segments_read_apart
from formcheck.estimation.segment_cuts import LONGEST_READ_APART, SHIFT, even_shares
from formcheck.estimation.video_poses import Estimated, EstimationOptions, estimate
from formcheck.settings import Settings
from formcheck.video import Frame, Reader
from tests.support.video_files import flip, make

RATE = 12.0
SECONDS, FPS = 24, 25


class Nobody:
    """Finds nobody, however long it looks."""

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        return PoseFrame.nobody(time)

    def close(self) -> None:
        pass


class Turning(Nobody):
    """Finds somebody who never keeps still."""

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        nobody = super().estimate(image, time)
        points = np.full((N, 2), 10.0)
        points[1:] += 100 * (round(FPS * time) % 5)
        return replace(nobody, image=points)


def pictures() -> list[NDArray[np.uint8]]:
    """A stripe that moves, and rests for a second near every even share of the video."""
    out, x = [], 0
    for i in range(SECONDS * FPS):
        x += 3 if abs((i / FPS + 3) % 6 - 3 - 0.4) > 0.5 else 0
        image: NDArray[np.uint8] = np.full((72, 128, 3), 60, np.uint8)
        image[:, np.arange(x, x + 40) % 128] = 200
        out.append(image)
    return out


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "film.mp4"
    return make(path, pictures(), codec="libx264", options={"g": "50", "preset": "ultrafast"})


@pytest.fixture(scope="module")
def in_order(film: Path) -> list[Frame]:
    with Reader(film, Settings(), rate=RATE) as reader:
        return list(reader)


def segments(path: Path) -> list[ReadApart]:
    with Reader(path, Settings(), rate=RATE) as reader:
        return segments_read_apart(reader, Settings())


@pytest.mark.parametrize("backwards", [False, True])
def test_every_frame_belongs_to_one_segment_whoever_reads_first(
    film: Path, in_order: list[Frame], backwards: bool
) -> None:
    parts = segments(film)
    assert len(parts) == 4
    read = {}
    for one in reversed(parts) if backwards else parts:
        read[one] = list(one.shown())
    own = [s.frame for one in parts for s in read[one] if s.own]
    assert [f.time for f in own] == [f.time for f in in_order]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(own, in_order, strict=True))
    for before, one in pairwise(parts):
        warm_up = [s.frame.time for s in read[one] if not s.own]
        shared = {s.frame.time for s in read[before] if s.own}
        assert len(warm_up) >= 3
        assert set(warm_up) <= shared


def test_segments_begin_in_the_rests_near_even_shares(film: Path) -> None:
    parts = segments(film)
    for one in parts:
        list(one.shown())
    begins = [one.begin for one in parts]
    shares = even_shares(float(SECONDS))
    assert begins == pytest.approx([share + (0.4 if share else 0.0) for share in shares], abs=0.3)


def found(path: Path, workers: int, **settings: bool) -> Estimated:
    how = Settings(workers=workers, **settings)  # type: ignore[arg-type]
    return estimate(path, how, Turning)


def test_the_number_of_workers_changes_nothing(film: Path) -> None:
    alone, together = found(film, 1), found(film, 3)
    np.testing.assert_array_equal(alone.poses.time, together.poses.time)
    np.testing.assert_array_equal(alone.poses.image, together.poses.image)
    assert alone.inferences == together.inferences


def test_as_much_is_known_of_the_video(film: Path, in_order: list[Frame]) -> None:
    every = found(film, 2, every_frame=True)
    assert list(every.poses.time) == [f.time for f in in_order]
    assert (every.frames, every.damaged, every.cut_short) == (SECONDS * FPS, 0, False)
    assert every.last_time == pytest.approx(SECONDS - 1 / FPS)


def test_what_is_wrong_with_a_file_is_told_by_reading_it_in_order(film: Path) -> None:
    broken = film.with_name("broken.mp4")
    broken.write_bytes(film.read_bytes())
    flip(broken, 0.5, 0.8, 40)
    with Reader(broken, Settings(), rate=RATE) as reader:
        times = [f.time for f in reader]
        damaged = reader.damaged
    assert damaged
    told: list[float] = []
    one = estimate(
        broken,
        Settings(workers=2, every_frame=True),
        Turning,
        EstimationOptions(progress=told.append),
    )
    assert max(told) <= one.last_time, "begun anew, not counted twice"
    assert one.damaged == damaged
    assert list(one.poses.time) == times


def test_nobody_in_a_long_video_is_no_error(film: Path) -> None:
    poses = estimate(film, Settings(workers=2), Nobody).poses
    assert not np.isfinite(poses.image).any()


def test_a_file_that_cannot_be_read_from_anywhere_is_read_once(tmp_path: Path) -> None:
    seldom = {"g": "2000", "keyint_min": "2000", "preset": "ultrafast"}
    assert not segments(make(tmp_path / "a.mkv", pictures()[:450], codec="libx264"))
    assert not segments(make(tmp_path / "a.mp4", pictures(), codec="libx264", options=seldom))


@pytest.mark.parametrize(
    ("promised", "count"), [(0, 0), (12, 0), (15.8, 0), (17, 4), (60, 4), (119, 4), (121, 8)]
)
def test_segments_are_long_and_wide_apart(promised: float, count: int) -> None:
    shares = even_shares(promised)
    assert len(shares) == count
    assert not shares or shares[0] == 0.0
    steps = np.diff(shares)
    assert (steps <= LONGEST_READ_APART).all()
    assert (steps > 2 * SHIFT).all()
