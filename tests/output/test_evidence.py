"""Pictures that are drawn while poses are still found are the same as those drawn afterwards."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Rep
from formcheck.estimation.pipeline import analyse
from formcheck.output.evidence import Shots
from formcheck.settings import Settings
from formcheck.video import Reader
from tests.support.played_poses import Played
from tests.support.sample_sets import BRIDGE, analysed

SETTINGS = Settings(workers=1)


def first(seconds: float) -> PoseSequence:
    poses = analysed().poses
    return poses.part(poses.time <= seconds)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pictures each reading was for."""
    asked: list[int] = []

    def noted(*args: object, **how: object) -> object:
        asked.append(len(how["times"]))  # type: ignore[arg-type]
        return Reader(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr("formcheck.output.evidence.Reader", noted)
    return asked


def test_what_was_drawn_early_is_not_drawn_again(read: list[int]) -> None:
    done = analysed()
    plain = Shots(BRIDGE, SETTINGS).all(done.report.reps, done.poses)
    assert len(plain) > 1
    read.clear()
    shots = Shots(BRIDGE, SETTINGS)
    shots.early(done.report.reps, first(done.report.reps[-1].end + 0.5))
    early = sum(read)
    assert 0 < early < len(plain)  # of the last repetition more may be known later
    assert shots.all(done.report.reps, done.poses) == plain
    assert sum(read) == len(plain)


def test_what_was_judged_otherwise_in_the_end_is_drawn_again() -> None:
    done = analysed()
    plain = Shots(BRIDGE, SETTINGS).all(done.report.reps, done.poses)

    def otherwise(rep: Rep) -> Rep:
        more = [f if f.value is None else replace(f, value=f.value + 20) for f in rep.findings]
        return replace(rep, findings=tuple(more))

    shots = Shots(BRIDGE, SETTINGS)
    shots.early([otherwise(r) for r in done.report.reps], done.poses)
    assert shots.all(done.report.reps, done.poses) == plain
    moved = replace(done.poses, image=done.poses.image + 3)
    shots.early(done.report.reps, moved)
    assert shots.all(done.report.reps, done.poses) == plain
    assert shots.all([], done.poses) == {}


def test_without_the_video_there_are_none(tmp_path: Path) -> None:
    done = analysed()
    shots = Shots(tmp_path / "gone.mp4", SETTINGS)
    shots.early(done.report.reps, done.poses)
    assert shots.all(done.report.reps, done.poses) == {}


FIRST = 7.0
"""Seconds after which the first segment of the video has ended: near the middle, at 5.5."""


class Late(Played):
    """Finds what comes after the first segment only when it is let."""

    def __init__(self, poses: PoseSequence, let: threading.Event) -> None:
        super().__init__(poses)
        self._let = let

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        assert time < FIRST or self._let.wait(30)
        return super().estimate(image, time, scale)


@pytest.mark.parametrize("exercise", [None, "glute_bridge"])
def test_repetitions_are_told_while_poses_are_found(exercise: str | None) -> None:
    poses, let = analysed().poses, threading.Event()
    told: list[tuple[list[Rep], float]] = []

    def early(reps: Sequence[Rep], found: PoseSequence) -> None:
        told.append((list(reps), float(found.time[-1])))
        let.set()

    done = analyse(
        BRIDGE,
        exercise,
        settings=Settings(workers=2),
        new_estimator=lambda: Late(poses, let),
        early=early,
    )
    [(reps, until)] = told
    assert FIRST - 3 < until < FIRST
    assert 0 < len(reps) < len(done.report.reps)
    assert list(done.report.reps[: len(reps)]) == reps


def test_sequences_are_joined() -> None:
    poses = analysed().poses
    parts = [poses.part(poses.time < 3), poses.part(poses.time >= 3)]
    assert np.array_equal(PoseSequence.joined(parts).world, poses.world, equal_nan=True)
    assert len(PoseSequence.joined([])) == 0
