"""The hip thrust: what it counts, must say and must not say."""

from dataclasses import replace

import pytest

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue
from formcheck.exercises.hip_thrust import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film
from tests.support.findings import verdicts
from tests.support.motions import glute_bridge
from tests.support.recognition import recognise
from tests.support.standing import hip_thrust

SIDE = camera("side", distance=2.6)
OVER_THE_KNEES = Camera(130, 1.6, 2.6)


def judged(motion: Motion, where: Camera) -> Report:
    return analyse(EXERCISE, film(motion, where))


def test_a_press_is_a_repetition_and_timed() -> None:
    motion = hip_thrust()
    report = judged(motion, SIDE)
    assert [r.side for r in report.reps] == ["both"] * 3
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.2)
        assert found.end == pytest.approx(true.end, abs=0.25)


@pytest.mark.parametrize(
    ("cue", "motion"),
    [
        ("height", hip_thrust(top=(180.0, 146.0, 144.0))),
        ("hyperextension", hip_thrust(top=(172.0, 202.0, 204.0))),
    ],
)
def test_a_fault_is_seen_from_the_side(cue: str, motion: Motion) -> None:
    assert verdicts(judged(motion, SIDE), cue) == ["ok", "fault", "fault"]


def test_feet_too_far_away_are_seen_by_the_shins() -> None:
    assert "fault" not in verdicts(judged(hip_thrust(), SIDE), "shin_upright")
    assert set(verdicts(judged(hip_thrust(foot=0.25), SIDE), "shin_upright")) == {"fault"}


def test_a_clean_set_has_no_fault() -> None:
    for where in (SIDE, OVER_THE_KNEES):
        report = judged(hip_thrust(), where)
        assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]


def test_what_the_side_shows_is_unsure_from_over_the_knees_and_the_other_way_round() -> None:
    over = judged(hip_thrust(top=202.0), OVER_THE_KNEES)
    assert set(verdicts(over, "hyperextension")) == {"unsure"}
    assert set(verdicts(judged(hip_thrust(cave=25.0), SIDE), "knee_cave")) == {"unsure"}


def test_it_is_told_from_a_bridge() -> None:
    every = catalogue().values()
    assert recognise(film(hip_thrust(), SIDE), every) == "hip_thrust"
    assert recognise(film(glute_bridge(), camera("side")), every) == "glute_bridge"


@pytest.mark.parametrize("where", [SIDE, Camera(120, 1.0, 2.6)])
def test_shoulders_on_a_bench_are_seen_from_beside_whatever_the_hip_angle_seems(
    where: Camera,
) -> None:
    frames = []
    for f in film(hip_thrust(), where):
        world = f.world.copy()  # a barbell's plates hide the hips: they seem to be extended
        world[[L.LEFT_KNEE, L.RIGHT_KNEE]] += 0.3 * (world[L.LEFT_HIP] - world[L.LEFT_SHOULDER])
        frames.append(replace(f, world=world))
    assert recognise(frames, catalogue().values()) == "hip_thrust"
