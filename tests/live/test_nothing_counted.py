"""A live set without a repetition says the true cause: a row of the table each."""

from dataclasses import replace

import pytest

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Report
from formcheck.analysis.report.english_notes import not_counted
from formcheck.exercises import get
from formcheck.filming.geometry import camera_places
from formcheck.live.nothing_counted import why_nothing_counted
from formcheck.live.protocol import pack
from formcheck.live.session import LiveSession
from formcheck.model_size import ModelSize
from tests.support.filming import camera, film, joined
from tests.support.motions import glute_bridge, still

SIDE = camera("side")


def done(
    frames: list[PoseFrame], exercise_id: str = "glute_bridge"
) -> tuple[Report, PoseSequence, Exercise]:
    """Do a set at once with these frames; none of them makes a repetition."""
    exercise = get(exercise_id)
    session = LiveSession(exercise, ModelSize.LITE, camera_places(exercise, ModelSize.LITE))
    session.take(pack(frames[0], 0))
    session.start()
    for number, frame in enumerate(frames[1:], 1):
        session.take(pack(frame, number))
    report = session.finish()
    assert report is not None
    assert not report.reps
    return report, session.poses(), exercise


def why(frames: list[PoseFrame], exercise_id: str = "glute_bridge") -> tuple[str, str]:
    """Return the cause's code and text."""
    cause = why_nothing_counted(*done(frames, exercise_id))
    return cause.code, cause.text


def filmed(*, rate: float = 10.0, moves: bool = False) -> list[PoseFrame]:
    """The start position for twelve seconds; with one bridge in it if `moves`."""
    if not moves:
        return film(still("supine", 12.0), SIDE, rate)
    bridge = glute_bridge(1, lift=1.0, hold=2.0, lower=1.0, rest=1.0)
    parts = (still("supine", 4.0), bridge, still("supine", 3.0))
    return joined(*(film(part, SIDE, rate) for part in parts), pause=1 / rate)


def test_nobody_was_there() -> None:
    frames = [f if n < 30 else PoseFrame.nobody(f.time) for n, f in enumerate(filmed())]
    assert why(frames)[0] == "nobody"


def test_nobody_moved() -> None:
    code, text = why(filmed())
    assert code == "no_movement"
    assert "hold still" in text


def test_too_few_poses_are_the_cause_and_not_the_start_position() -> None:
    code, text = why(filmed(rate=3.0))
    assert code == "too_slow"
    assert "3 poses a second" in text


def test_another_movement() -> None:
    code, text = why(filmed(moves=True), "donkey_kick")
    assert code == "none_of_these"
    assert text.startswith("You lie on your back and lift your hips")


def test_only_the_first_half_of_a_repetition() -> None:
    frames = filmed(moves=True)
    code, text = why([f for f in frames if f.time < frames[0].time + 7.5])
    assert code == "no_whole_repetition"
    assert text.startswith("This looks like a glute bridge")


def test_what_moved_but_was_no_repetition_says_why() -> None:
    report, poses, exercise = done(filmed())
    short = not_counted("too_short", 4.0, "0:04")
    cause = why_nothing_counted(replace(report, notes=(short,)), poses, exercise)
    assert cause.code == "not_counted"
    assert cause.text == "A movement at 0:04 is not counted: it was too short for a repetition."


@pytest.mark.parametrize("rate", [3.0, 4.0, 5.0, 8.0, 15.0])
def test_the_start_is_seen_to_be_held_however_slow_the_machine(rate: float) -> None:
    exercise = get("glute_bridge")
    session = LiveSession(exercise, ModelSize.LITE, camera_places(exercise, ModelSize.LITE))
    session.accept()
    phases = {session.take(pack(f, n))["phase"] for n, f in enumerate(filmed(rate=rate))}
    assert "countdown" in phases
