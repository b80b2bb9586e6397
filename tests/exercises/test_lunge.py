"""The lunge: what it counts, must say and must not say."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from formcheck.analysis.pose import MIRROR, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recognition.classifier import seen_movements
from formcheck.analysis.report import Report
from formcheck.analysis.session import analyse
from formcheck.analysis.standing import legs_exchanged
from formcheck.exercises import catalogue
from formcheck.exercises.lunge import EXERCISE
from tests.support.body import Motion
from tests.support.filming import Camera, film
from tests.support.findings import verdicts
from tests.support.recognition import recognise
from tests.support.standing import ACROSS, FACING, lunge, single_leg_deadlift, squat

EVERY = catalogue().values()


def judged(motion: Motion, where: Camera) -> Report:
    return analyse(EXERCISE, film(motion, where, as_model_sees=False))


@pytest.mark.parametrize("where", [ACROSS, FACING])
def test_the_front_leg_is_told_and_timed(where: Camera) -> None:
    motion = lunge(("left", "right", "left"))
    report = judged(motion, where)
    assert [r.side for r in report.reps] == ["left", "right", "left"]
    for found, true in zip(report.reps, motion.reps, strict=True):
        assert found.start == pytest.approx(true.start, abs=0.1)
        assert found.top_start == pytest.approx(true.top_start, abs=0.1)
        assert found.top_end == pytest.approx(true.top_end, abs=0.1)
        assert found.end == pytest.approx(true.end, abs=0.1)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("motion", [lunge, single_leg_deadlift])
def test_legs_that_the_model_exchanges_are_told_by_the_foot_that_stays(
    motion: Callable[[str], Motion], side: str
) -> None:
    found = motion(side)
    filmed = list(film(found, Camera(60, 0.9, 3.6), as_model_sees=False))
    poses, rep = PoseSequence.of(filmed), found.reps[1]
    rest = poses.part((poses.time >= rep.start - 0.6) & (poses.time < rep.start))
    bottom = poses.part((poses.time >= rep.top_start) & (poses.time <= rep.top_end))
    assert not legs_exchanged(bottom, rest)
    assert legs_exchanged(replace(bottom, image=bottom.image[:, MIRROR]), rest)


def test_alternating_is_a_right_way_and_sides_are_compared() -> None:
    found = {f.cue: f.verdict for f in judged(lunge(("left", "right"), 4), ACROSS).set_findings}
    assert "sides_in_order" not in found
    assert found["sides_even"] == "ok"
    alone = {f.cue: f.verdict for f in judged(lunge("left", 2), ACROSS).set_findings}
    assert alone["sides_in_order"] == "unsure"


@pytest.mark.parametrize(
    ("cue", "motion", "where"),
    [
        ("depth", lunge(above=(2.0, 42.0, 45.0)), ACROSS),
        ("trunk_upright", lunge(trunk=(0.0, 32.0, 34.0)), ACROSS),
        ("trunk_sideways", lunge(lean=(0.0, 34.0, -36.0)), FACING),
    ],
)
def test_a_fault_is_seen_where_it_shows(cue: str, motion: Motion, where: Camera) -> None:
    assert verdicts(judged(motion, where), cue) == ["ok", "fault", "fault"]


def test_a_clean_set_has_no_fault() -> None:
    for where in (ACROSS, FACING):
        report = judged(lunge(), where)
        assert not [f.cue for r in report.reps for f in r.findings if f.verdict == "fault"]


@pytest.mark.parametrize(
    ("cue", "where"),
    [
        ("depth", FACING),
        ("trunk_upright", FACING),
        ("trunk_sideways", ACROSS),
        ("knee_cave", ACROSS),
    ],
)
def test_it_is_unsure_from_a_view_that_does_not_show_it(cue: str, where: Camera) -> None:
    report = judged(lunge(above=12.0, trunk=32.0), where)
    found = [f for r in report.reps for f in r.findings if f.cue == cue]
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "view")}


def test_it_is_told_where_the_recording_begins_on_the_way_down() -> None:
    motion = lunge("left", 2)
    begun = (motion.reps[0].start + motion.reps[0].top_start) / 2
    frames = [f for f in film(motion, ACROSS, as_model_sees=False) if f.time >= begun]
    found = seen_movements(frames, [EXERCISE])["lunge"]
    assert [m.likeness for m in found] == [1.0, 1.0]


def test_it_is_told_from_a_squat() -> None:
    assert recognise(film(lunge(), ACROSS, as_model_sees=False), EVERY) == "lunge"
    assert recognise(film(squat(), ACROSS, as_model_sees=False), EVERY) == "squat"


def test_a_foot_that_seems_behind_but_stands_no_higher_in_the_picture_is_on_a_lower_floor() -> None:
    motion, frames = lunge("left", 3), []
    for f in film(motion, FACING, as_model_sees=False):
        image = f.image.copy()
        image[L.RIGHT_ANKLE, 1] = max(image[L.RIGHT_ANKLE, 1], image[L.LEFT_ANKLE, 1])
        frames.append(replace(f, image=image))
    assert recognise(film(motion, FACING, as_model_sees=False), EVERY) == "lunge"
    assert recognise(frames, EVERY) is None


def test_depth_is_unsure_of_a_leg_that_is_out_of_shape() -> None:
    motion, frames = lunge("left", 3), []
    for f in film(motion, ACROSS, as_model_sees=False):
        image = f.image.copy()
        if any(r.top_start - 0.2 <= f.time <= r.top_end + 0.2 for r in motion.reps):
            image[L.LEFT_KNEE] += 0.6 * (image[L.LEFT_ANKLE] - image[L.LEFT_KNEE])
        frames.append(replace(f, image=image))
    assert set(verdicts(analyse(EXERCISE, frames), "depth")) == {"unsure"}
