"""The squat: what it counts, must say and must not say."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.analysis.standing import HIP_POINT
from formcheck.exercises import catalogue
from formcheck.exercises.squat import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film
from tests.support.findings import verdicts
from tests.support.motions import lateral_band_walk
from tests.support.recognition import recognise
from tests.support.standing import ACROSS, FACING, deadlift, squat

OBLIQUE = Camera(45, 0.9, 3.8)


def judged(motion: Motion, where: Camera) -> Report:
    return analyse(EXERCISE, film(motion, where, as_model_sees=False))


@pytest.mark.parametrize("where", [ACROSS, FACING, OBLIQUE])
def test_going_down_and_up_is_one_repetition_and_timed(where: Camera) -> None:
    motion = squat()
    report = judged(motion, where)
    assert [r.side for r in report.reps] == ["both"] * 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.2)
        assert found.top_start == pytest.approx(true.top_start, abs=0.2)
        assert found.end == pytest.approx(true.end, abs=0.2)


@pytest.mark.parametrize(
    ("cue", "motion", "where"),
    [
        ("depth", squat(above=(4.0, 34.0, 40.0)), ACROSS),
        ("trunk_lean", squat(trunk=(38.0, 72.0, 75.0)), ACROSS),
        ("heels_down", squat(heels=(0.0, 0.08, 0.09)), ACROSS),
        ("knee_cave", squat(cave=(-8.0, 25.0, 30.0)), FACING),
        ("shift", squat(shift=(0.0, 0.09, -0.1)), FACING),
    ],
)
def test_a_fault_is_seen_where_it_shows_and_a_clean_repetition_is_not_called_one(
    cue: str, motion: Motion, where: Camera
) -> None:
    report = judged(motion, where)
    assert verdicts(report, cue) == ["ok", "fault", "fault"]
    clean = [f.cue for f in report.reps[0].findings if f.verdict == "fault"]
    assert not clean


@pytest.mark.parametrize("cue", ["depth", "trunk_lean", "heels_down", "back_round"])
def test_what_the_side_shows_is_unsure_from_the_front(cue: str) -> None:
    report = judged(squat(above=35.0, trunk=75.0, heels=0.09, arch=-9.0), FACING)
    found = [f for r in report.reps for f in r.findings if f.cue == cue]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}
    assert all(f.camera_move for f in found)


@pytest.mark.parametrize("cue", ["knee_cave", "shift"])
def test_what_the_front_shows_is_unsure_from_the_side(cue: str) -> None:
    report = judged(squat(cave=25.0, shift=0.09), ACROSS)
    assert set(verdicts(report, cue)) == {"unsure"}


def test_a_back_that_keeps_its_shape_is_never_called_round() -> None:
    report = judged(squat(arch=(0.0, -3.0, 4.0)), ACROSS)
    assert "fault" not in verdicts(report, "back_round")


def test_it_is_told_from_a_deadlift_and_a_band_walk() -> None:
    every = catalogue().values()
    assert recognise(film(squat(), ACROSS, as_model_sees=False), every) == "squat"
    assert recognise(film(squat(), FACING, as_model_sees=False), every) == "squat"
    assert recognise(film(deadlift(), ACROSS, as_model_sees=False), every) != "squat"
    walk = film(lateral_band_walk(), camera("front"))
    assert recognise(walk, every) == "lateral_band_walk"


def test_hands_that_come_down_from_overhead_make_it_another_exercise() -> None:
    def raised(share: float) -> str | None:
        frames = []
        for f in film(squat(), ACROSS, as_model_sees=False):
            image = f.image.copy()
            low = any(r.top_start - 0.4 <= f.time <= r.top_end + 0.4 for r in squat().reps)
            shank = np.linalg.norm(image[L.LEFT_KNEE] - image[L.LEFT_ANKLE])
            for wrist, shoulder in (
                (L.LEFT_WRIST, L.LEFT_SHOULDER),
                (L.RIGHT_WRIST, L.RIGHT_SHOULDER),
            ):
                image[wrist] = image[shoulder] - [0, 0 if low else shank * share]
            frames.append(replace(f, image=image))
        return recognise(frames, catalogue().values())

    assert raised(0.3) == "squat"
    assert raised(1.3) is None


def with_heel(rise: float, ankle: float) -> Report:
    """A squat in which the heel's point rises, and its ankle, in foot lengths, at the bottom."""
    frames, low = [], squat().reps
    for f in film(squat(), ACROSS, as_model_sees=False):
        image = f.image.copy()
        foot = np.linalg.norm(image[L.LEFT_FOOT_INDEX] - image[L.LEFT_HEEL])
        deep = any(r.top_start - 0.3 <= f.time <= r.top_end + 0.3 for r in low)
        image[L.LEFT_HEEL, 1] -= deep * rise * foot
        image[L.LEFT_ANKLE, 1] -= deep * ankle * foot
        frames.append(replace(f, image=image))
    return analyse(EXERCISE, frames)


@pytest.mark.parametrize(
    ("rise", "ankle", "verdict"),
    [(0.35, 0.25, "fault"), (0.2, 0.0, "ok"), (0.35, -0.1, "unsure")],
)
def test_a_heel_that_rises_without_its_ankle_is_the_models(
    rise: float, ankle: float, verdict: str
) -> None:
    assert set(verdicts(with_heel(rise, ankle), "heels_down")) == {verdict}


@pytest.mark.parametrize("azimuth", [60, 75, 90, 105, 120])
@pytest.mark.parametrize("height", [0.7, 1.2])
def test_depth_is_read_alike_from_beside_the_side_view(azimuth: float, height: float) -> None:
    report = judged(squat(above=8.0), Camera(azimuth, height, 3.6))
    read = [f for r in report.reps for f in r.findings if f.cue == "depth"]
    for f in read:
        assert f.value is not None
        assert f.margin is not None
        # The model's hip point, which lies above the joint, is not in these poses.
        assert abs(f.value + HIP_POINT - 8.0) < f.margin


def test_the_back_of_somebody_small_in_the_picture_is_not_judged() -> None:
    small = judged(squat(arch=-9.0), Camera(90, 0.9, 9.0))
    assert set(verdicts(small, "back_round")) == {"unsure"}
