"""A segment that follows somebody else is followed again, from the neighbour's place."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import N, PoseFrame, PoseSequence
from formcheck.estimation.body_box import body_box, overlap
from formcheck.estimation.same_person import OVERLAP, Part, covered, same_person
from formcheck.estimation.segments import EstimationOptions, SegmentRunner
from formcheck.settings import Settings
from formcheck.video import Frame

LENGTH, WARM_UP, RATE = 6.0, 0.6, 10.0
PERSON, REFLECTION = (100.0, 100.0), (400.0, 100.0)
SHAPE = np.random.default_rng(1).uniform(0, 100, (N, 2))


def pose(time: float, place: tuple[float, float] | None, size: float = 1.0) -> PoseFrame:
    nobody = PoseFrame.nobody(time)
    if place is None:
        return nobody
    return PoseFrame(time, place + size * SHAPE, nobody.world, nobody.confidence, nobody.trunk)


def part(k: int, place: tuple[float, float] | None, size: float = 1.0, until: float = 1.0) -> Part:
    begin = round(k * LENGTH * RATE)
    own = range(begin, begin + round(until * LENGTH * RATE))
    before = range(max(begin - round(WARM_UP * RATE), 0), begin)
    poses, shared = (
        PoseSequence.of([pose(i / RATE, place, size) for i in rows]) for rows in (own, before)
    )
    return Part(poses, (), shared)


class Again:
    """Follows a segment again and finds the body at `place`."""

    def __init__(self, place: tuple[float, float] | None = PERSON) -> None:
        self.place = place
        self.asked: list[tuple[int, bool]] = []

    def __call__(self, segment: int, near: PoseSequence, backwards: bool) -> Part:
        self.asked.append((segment, backwards))
        found = part(segment, self.place)
        if not backwards:
            return found
        after = PoseSequence.of([pose(t, self.place) for t in near.time[: round(WARM_UP * RATE)]])
        return Part(found.poses, (), after)


def places(parts: list[Part]) -> list[float]:
    return [float(np.median(p.poses.image[:, 0, 0]) - SHAPE[0, 0]) for p in parts]


def test_where_the_same_person_is_followed_nothing_is_followed_again() -> None:
    again = Again()
    parts = [part(0, PERSON), part(1, PERSON), part(2, None), part(3, PERSON)]
    assert same_person(parts, again) == parts
    assert again.asked == []


def test_segments_that_follow_the_reflection_are_followed_again() -> None:
    again = Again()
    parts = [part(0, PERSON), part(1, REFLECTION), part(2, REFLECTION), part(3, PERSON)]
    assert places(same_person(parts, again)) == [PERSON[0]] * 4
    assert again.asked == [(1, False), (2, False)]


def test_the_segments_before_are_followed_backwards() -> None:
    again = Again()
    parts = [part(0, REFLECTION), part(1, REFLECTION), *(part(k, PERSON) for k in (2, 3, 4, 5))]
    assert places(same_person(parts, again)) == [PERSON[0]] * 6
    assert again.asked == [(1, True), (0, True)]


def late(k: int, off: float | None) -> Part:
    """Return a segment whose tracker is `off` the body, or sees nobody, on the frames it shares."""
    found = part(k, PERSON)
    place = None if off is None else (PERSON[0] + off, PERSON[1])
    return Part(found.poses, (), PoseSequence.of([pose(t, place) for t in found.shared.time]))


@pytest.mark.parametrize(("off", "again"), [(2.0, False), (25.0, True), (None, True)])
def test_a_tracker_that_had_not_settled_at_its_seam_is_followed_again(
    off: float | None, again: bool
) -> None:
    follow = Again()
    first, second = part(0, PERSON), late(1, off)
    kept = same_person([first, second], follow)[1]
    assert follow.asked == ([(1, False)] if again else [])
    assert (kept is second) is not again


def test_a_seam_is_kept_where_following_again_makes_it_no_better() -> None:
    first, second = part(0, PERSON), late(1, 25.0)
    follow = Again((PERSON[0] + 30, PERSON[1]))
    assert same_person([first, second], follow)[1] is second


def test_of_two_followed_as_long_the_clearly_larger_is_the_person() -> None:
    again = Again(REFLECTION)
    parts = [part(0, PERSON, size=0.5), part(1, REFLECTION)]
    assert places(same_person(parts, again)) == [REFLECTION[0]] * 2


@pytest.mark.parametrize("found", [None, REFLECTION], ids=["nobody", "the reflection again"])
def test_what_is_found_the_second_time_is_kept_only_if_it_is_the_person(
    found: tuple[float, float] | None,
) -> None:
    parts = [part(0, PERSON), part(1, REFLECTION)]
    assert same_person(parts, Again(found)) == parts


def test_boxes_that_lie_apart_are_two_people_and_a_step_aside_is_none() -> None:
    box = body_box(SHAPE)
    assert overlap(box, box) == pytest.approx(1.0)
    assert overlap(box, body_box(np.add(SHAPE, [15, 5]))) > OVERLAP
    assert overlap(box, body_box(np.add(SHAPE, [150, 0]))) == 0.0


def test_the_picture_is_covered_except_round_the_body() -> None:
    image = np.arange(200 * 600 * 3, dtype=np.uint32).astype(np.uint8).reshape(200, 600, 3)
    shown = covered(image, np.add(SHAPE, [300, 50]))
    assert (shown[60:140, 310:390] == image[60:140, 310:390]).all()
    assert len(np.unique(shown[:, :200].reshape(-1, 3), axis=0)) == 1


class Brightest:
    """Finds a body about the brightest spot, and then stays beside it, as a tracker does."""

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
        return pose(time, (self.last - 50, 50.0))

    def close(self) -> None:
        pass


def pictures() -> Iterator[Frame]:
    for i in range(60, 140):
        image = np.zeros((200, 600, 3), np.uint8)
        image[100, 150 + i % 4] = 200  # the person
        image[100, 450] = 255  # the brighter reflection
        yield Frame(i, i / RATE, image)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_tracker_that_begins_beside_the_neighbour_s_body_stays_with_it(backwards: bool) -> None:
    run = SegmentRunner(
        Brightest,
        Settings(workers=1, every_frame=True),
        EstimationOptions(stickers="none"),
        pictures=10,
        scale=1.0,
    )
    begin, end = (6.0, 13.0) if backwards else (7.0, 14.0)
    beside = np.arange(130, 140) if backwards else np.arange(60, 70)
    near = PoseSequence.of([pose(i / RATE, (100.0, 50.0)) for i in beside])
    found = run.follow_again(list(pictures()), begin, end, near)
    run.pool.shutdown()
    assert len(found.poses) == 70
    assert found.poses.time[0] == begin
    assert np.abs(np.median(found.poses.image[:, :, 0]) - 150) < 60
    assert (np.diff(found.shared.time) > 0).all()


CASE = Path(__file__).parents[3] / "shared" / "cases" / "c02_mirror_wall.mp4"


@pytest.mark.skipif(not CASE.is_file(), reason="the reported situation is not here")
def test_before_a_mirror_the_person_is_followed_all_the_way() -> None:
    from formcheck.estimation.pipeline import analyse
    from formcheck.model_size import ModelSize

    report = analyse(CASE, model=ModelSize.LITE).report
    assert [r.side for r in report.reps] == ["left"] * 3
    assert report.notes == ()
