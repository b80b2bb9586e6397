"""One short cue at a time, not too often, and nothing about what is unsure."""

from dataclasses import replace

import pytest

from formcheck.analysis.report import Finding, Rep
from formcheck.analysis.session import analyse
from formcheck.exercises import catalogue, get
from formcheck.live.feedback import CUE_SECONDS, REPS_APART, Feedback, short
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge

REPORT = analyse(get("glute_bridge"), film(glute_bridge(2, top=(176, 206)), camera("side")))
CLEAN, HIGH = REPORT.reps


def number(rep: Rep, n: int) -> Rep:
    return replace(rep, number=n)


EVERY = [
    (e.id, c.id, which)
    for e in catalogue().values()
    for c in e.cues
    for which in ("low", "high")
    if not c.informative and getattr(c, which) is not None
]


@pytest.mark.parametrize(("exercise", "cue", "which"), EVERY)
def test_every_fault_has_at_most_four_words(exercise: str, cue: str, which: str) -> None:
    c = get(exercise).cue(cue)
    value = (c.low or 0) - 100 if which == "low" else (c.high or 0) + 100
    finding = replace(HIGH.findings[0], cue=cue, value=value, low=c.low, high=c.high)
    words = short(c, finding)
    assert 1 <= len(words.split()) <= 4
    assert words[-1].isalpha()


def test_a_clean_repetition_is_only_counted() -> None:
    saying = Feedback(get("glute_bridge"))
    assert saying.rep(CLEAN, 5.0) == "Rep 1"
    assert saying.cue(5.0) is None


def test_what_is_unsure_is_not_spoken_of() -> None:
    unsure: list[Finding] = [replace(f, verdict="unsure") for f in HIGH.findings]
    saying = Feedback(get("glute_bridge"))
    assert saying.rep(replace(HIGH, findings=tuple(unsure)), 5.0) == "Rep 2"
    told = [replace(f, informative=True) for f in HIGH.findings]
    assert saying.rep(replace(HIGH, findings=tuple(told)), 9.0) == "Rep 2"


def test_a_fault_is_said_marked_and_cools_down() -> None:
    saying = Feedback(get("glute_bridge"))
    assert saying.rep(HIGH, 10.0) == "Rep 2. Stop when straight"
    said = saying.cue(10.0 + CUE_SECONDS - 0.1)
    assert said is not None
    assert (said.cue, said.rep) == ("hyperextension", 2)
    assert said.landmarks
    assert saying.cue(10.0 + CUE_SECONDS) is None


def test_the_same_cue_rests_for_two_repetitions_and_comes_back_if_it_persists() -> None:
    saying = Feedback(get("glute_bridge"))
    spoken = [saying.rep(number(HIGH, n), n * (CUE_SECONDS + 1)) for n in range(1, 9)]
    assert [i + 1 for i, s in enumerate(spoken) if "straight" in s] == [1, 2 + REPS_APART, 7]


def test_two_cues_do_not_come_within_the_cool_down() -> None:
    saying = Feedback(get("glute_bridge"))
    hold = next(f for f in HIGH.findings if f.cue == "hold")
    short_hold = replace(hold, verdict="fault", value=1.0)
    other = replace(HIGH, number=3, findings=(short_hold,))
    assert saying.rep(HIGH, 10.0).endswith("straight")
    assert saying.rep(other, 10.0 + CUE_SECONDS - 1) == "Rep 3"
    assert saying.rep(number(other, 4), 10.0 + CUE_SECONDS) == "Rep 4. Hold longer"


def test_the_most_important_fault_is_said_first() -> None:
    hold = next(f for f in HIGH.findings if f.cue == "hold")
    both = replace(HIGH, findings=(replace(hold, verdict="fault", value=1.0), *HIGH.findings))
    assert Feedback(get("glute_bridge")).rep(both, 1.0).endswith("straight")


def test_the_seconds_of_a_hold_are_counted_once_each_as_far_as_they_are_asked_for() -> None:
    saying = Feedback(get("glute_bridge"))
    spoken = [saying.hold(i / 10) for i in range(120)]
    assert [s for s in spoken if s] == [str(i) for i in range(1, 11)]
    assert saying.hold(0.0) == ""
    assert [saying.hold(s) for s in (0.5, 1.0, 1.1)] == ["", "1", ""]
    assert [Feedback(get("lateral_band_walk")).hold(s) for s in (0.5, 1.5)] == ["", ""]
