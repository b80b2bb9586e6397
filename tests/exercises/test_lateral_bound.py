"""The lateral bound: what it counts, must say and must not say."""

import pytest

from formcheck.analysis.report import Report
from formcheck.analysis.session import Session, analyse
from formcheck.exercises import catalogue
from formcheck.exercises.lateral_bound import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, film
from tests.support.findings import verdicts
from tests.support.motions import lateral_band_walk
from tests.support.recognition import recognise
from tests.support.standing import ACROSS, FACING, lateral_bounds, single_leg_deadlift

EVERY = catalogue().values()


def judged(motion: Motion, where: Camera = FACING) -> Report:
    return analyse(EXERCISE, film(motion, where, as_model_sees=False))


def test_a_bound_is_told_once_while_the_set_goes_on() -> None:
    """Although it lasts up to the next one, and is judged again then."""
    session, motion = Session(EXERCISE), lateral_bounds()
    told = [rep for f in film(motion, FACING, as_model_sees=False) for rep in session.push(f)]
    assert [r.number for r in told] == list(range(1, len(told) + 1))
    assert len(motion.reps) - 1 <= len(told) <= len(motion.reps)
    assert [r.side for r in told] == [r.side for r in motion.reps][: len(told)]


@pytest.mark.parametrize("where", [FACING, Camera(180, 0.9, 3.8), Camera(20, 1.2, 3.8)])
def test_a_bound_lasts_from_take_off_to_the_next_and_belongs_to_the_leg_that_lands(
    where: Camera,
) -> None:
    motion = lateral_bounds()
    report = judged(motion, where)
    assert [r.side for r in report.reps] == [r.side for r in motion.reps]
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.15)
        assert found.top_start == pytest.approx(true.top_start, abs=0.15)
    for found, true in zip(report.reps[:-1], motion.reps, strict=False):
        assert found.hold == pytest.approx(true.top_end - true.top_start, abs=0.25)


@pytest.mark.parametrize(
    ("cue", "motion"),
    [
        ("knee_cave", lateral_bounds(cave=(0.0, 0.0, 30.0, 30.0))),
        ("soft_landing", lateral_bounds(sink=(0.13, 0.13, 0.0, 0.0))),
        ("stick", lateral_bounds(5, stay=(1.5, 1.5, 0.6, 0.6, 1.5))),
        ("trunk_sideways", lateral_bounds(lean=(0.0, 0.0, 40.0, -40.0))),
    ],
)
def test_a_fault_is_seen_from_in_front(cue: str, motion: Motion) -> None:
    assert verdicts(judged(motion), cue)[:4] == ["ok", "ok", "fault", "fault"]


def test_a_clean_set_has_no_fault_and_alternating_is_right() -> None:
    report = judged(lateral_bounds())
    assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]
    assert "sides_in_order" not in {f.cue for f in report.set_findings}


def test_how_long_the_last_landing_is_kept_is_unknown_where_the_video_ends_in_it() -> None:
    frames = film(lateral_bounds(), FACING, as_model_sees=False)
    landing = lateral_bounds().reps[-1].top_start
    report = analyse(EXERCISE, [f for f in frames if f.time <= landing + 0.7])
    assert verdicts(report, "stick")[-1] == "unsure"


@pytest.mark.parametrize("cue", ["knee_cave", "soft_landing", "trunk_sideways"])
def test_it_is_unsure_where_the_bounds_go_towards_the_camera(cue: str) -> None:
    assert set(verdicts(judged(lateral_bounds(), ACROSS), cue)) <= {"unsure"}


def test_without_a_flight_there_is_no_bound() -> None:
    for motion in (lateral_band_walk(), single_leg_deadlift()):
        assert not judged(motion).reps


def test_it_is_told_from_a_band_walk() -> None:
    assert recognise(film(lateral_bounds(), FACING, as_model_sees=False), EVERY) == EXERCISE.id
    assert recognise(film(lateral_band_walk(), FACING), EVERY) == "lateral_band_walk"
