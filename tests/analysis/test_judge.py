"""Judging, and what every exercise of the catalogue must bring with it."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.analysis.camera_view import Direction
from formcheck.analysis.exercise import (
    MODEL_ERROR,
    NOT_VISIBLE,
    Cue,
    Exercise,
    Reading,
    RepFrames,
)
from formcheck.analysis.judge import judge, usable
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Finding, Phase
from formcheck.analysis.report.english import LOW_CAMERA, UNSTEADY_REP
from formcheck.analysis.visibility import side
from formcheck.errors import UnknownExerciseError
from formcheck.exercises import catalogue, get
from formcheck.model_size import ModelSize, by_size

SIDE = Direction(0.0, 1.0, 0.0, 0.01, 20, "supine")
FAR_SIDE = replace(SIDE, left=-1.0)
LOW_END = Direction(-0.98, 0.1, 0.15, 0.01, 20, "supine")
WILD = replace(SIDE, spread=0.6)

CUE = Cue(
    id="angle",
    title="Angle",
    unit="deg",
    phase="top",
    measure=lambda _: None,
    low=100.0,
    high=150.0,
    source="A book.",
    error=2.0,
    visibility=lambda d: 1.0 if d.left > 0 else NOT_VISIBLE,
    camera_move="Come to the left.",
    fix_low="More.",
    fix_high="Less.",
    rule="in between",
    method="Looking.",
    known_confounders="Nothing.",
)


def rep(
    direction: Direction = SIDE, model: ModelSize = ModelSize.HEAVY, gap: float = 0.05
) -> RepFrames:
    """A repetition of nobody in particular: 2 to 8 s, top 3 to 6 s."""
    time = np.arange(0, 8, 0.1)
    nobody = PoseSequence.of(PoseFrame.nobody(float(t)) for t in time)
    body, rest = nobody.part(time >= 2), nobody.part(time < 2)
    values = np.interp(body.time, [2, 3, 6, 8], [0, 1, 1, 0])
    return RepFrames(
        poses=body,
        rest=rest,
        side="both",
        direction=direction,
        model=model,
        start=2.0,
        top_start=3.0,
        top_end=6.0,
        end=8.0,
        hold=3.0,
        values=values,
        longest_gap=gap,
    )


def told(reading: Reading | None, cue: Cue = CUE, r: RepFrames | None = None) -> Finding:
    return judge(replace(cue, measure=lambda _: reading), r or rep())


@given(st.floats(0, 300), st.floats(0, 10), st.floats(1, 3))
def test_a_verdict_needs_more_than_the_margin(value: float, noise: float, factor: float) -> None:
    f = told(Reading(value, 4.0, noise, factor=factor))
    assert f.margin is not None
    assert f.margin == pytest.approx(2 * np.hypot(2 * factor, noise), abs=0.001)
    beyond = max(100 - value, value - 150)
    if beyond > f.margin + 0.001:
        assert (f.verdict, f.message) == ("fault", "More." if value < 100 else "Less.")
    elif beyond < -f.margin - 0.001:
        assert (f.verdict, f.reason, f.message) == ("ok", None, "")
    elif abs(abs(beyond) - f.margin) > 0.001:
        assert (f.verdict, f.reason) == ("unsure", "margin")
        assert "Too close" in f.message
    assert f.value == pytest.approx(value, abs=0.001)
    assert f.limit == (100 if 100 - value > value - 150 else 150)
    assert (f.phase, f.start, f.end) == ("top", 3.0, 6.0)
    assert f.evidence is not None
    assert f.evidence.time == 4.0


@pytest.mark.parametrize(
    ("direction", "move"),
    [
        (FAR_SIDE, CUE.camera_move),
        (LOW_END, LOW_CAMERA),
        (WILD, None),
        (replace(SIDE, frames=0), None),
    ],
)
def test_what_a_view_does_not_show_is_never_judged(direction: Direction, move: str | None) -> None:
    f = told(Reading(125, 4.0), r=rep(direction))
    assert (f.verdict, f.reason, f.value, f.margin) == ("unsure", "view", None, None)
    assert f.camera_move
    assert move is None or f.camera_move == move
    assert usable(direction) == (direction is FAR_SIDE)


@pytest.mark.parametrize(
    "reading", [None, Reading(np.nan, 4.0), Reading(np.inf, 4.0), Reading(125, 4.0, np.inf)]
)
def test_what_was_hidden_is_never_judged(reading: Reading | None) -> None:
    f = told(reading)
    assert (f.verdict, f.reason, f.value) == ("unsure", "hidden", None)
    assert f.message


def test_somebody_mixed_up_with_somebody_else_is_not_judged_and_told_why() -> None:
    found = judge(CUE, replace(rep(FAR_SIDE), unsteady=True))
    assert (found.verdict, found.reason) == ("unsure", "hidden")
    assert found.message == UNSTEADY_REP
    assert found.camera_move == ""
    low = judge(CUE, replace(rep(LOW_END), unsteady=True))
    assert (low.reason, low.camera_move) == ("view", LOW_CAMERA)


def test_a_cue_says_itself_why_its_points_are_hidden() -> None:
    cue = replace(CUE, why_hidden=lambda _: "An arm is in the way.")
    assert judge(cue, rep()).message == "An arm is in the way."


def test_where_the_video_is_damaged_nothing_is_judged() -> None:
    f = told(Reading(200, 4.0), r=rep(gap=2.0))
    assert (f.verdict, f.reason) == ("unsure", "damaged")


def test_an_informative_cue_is_never_a_fault() -> None:
    f = told(Reading(200, 4.0), replace(CUE, informative=True))
    assert (f.verdict, f.informative) == ("unsure", True)


def test_open_limits_are_open() -> None:
    assert told(Reading(1000, 4.0), replace(CUE, high=None)).verdict == "ok"
    assert told(Reading(-1000, 4.0), replace(CUE, low=None)).verdict == "ok"
    with pytest.raises(ValueError, match="give low, high or both"):
        replace(CUE, low=None, high=None)


def test_a_persons_own_limit_only_tightens() -> None:
    assert told(Reading(140, 4.0, high=120.0)).verdict == "fault"
    assert told(Reading(170, 4.0, high=900.0)).verdict == "fault"
    assert told(Reading(110, 4.0, low=130.0)).verdict == "fault"


def test_another_unit_brings_its_own_limits_and_error() -> None:
    f = told(Reading(1000, 4.0, high=1200.0, unit="mm", error=10.0))
    assert (f.verdict, f.unit, f.margin, f.low, f.high) == ("ok", "mm", 20.0, None, 1200.0)


def test_smaller_models_have_wider_margins() -> None:
    sizes: tuple[ModelSize, ...] = (ModelSize.HEAVY, ModelSize.FULL, ModelSize.LITE)
    margins = [told(Reading(125, 4.0), r=rep(model=m)).margin or 0 for m in sizes]
    assert margins == sorted(margins)
    assert margins[2] == pytest.approx(2 * 2 * MODEL_ERROR[ModelSize.LITE])
    own = replace(CUE, error=by_size(heavy=2.0, full=3.0, lite=7.0))
    assert told(Reading(125, 4.0), own, rep(model=ModelSize.LITE)).margin == 14


@pytest.mark.parametrize("phase", ["start", "lift", "top", "lower", "whole"])
def test_phases_lie_within_their_bounds(phase: Phase) -> None:
    r = rep()
    time, (begin, end) = r.during(phase).time, r.bounds(phase)
    assert len(time) >= 3
    assert begin - 1e-9 <= time[0] <= time[-1] <= end + 1e-9


def test_a_top_without_a_hold_has_its_highest_frames() -> None:
    r = replace(rep(), top_start=4.0, top_end=4.0)
    assert len(r.during("top")) == 3


EVERY = pytest.mark.parametrize("exercise", catalogue().values(), ids=list(catalogue()))


@EVERY
def test_an_exercise_is_complete(exercise: Exercise) -> None:
    assert get(exercise.id) is exercise
    for text in (exercise.title, exercise.start_text, exercise.steps_text, exercise.wear):
        assert text.strip()
    assert exercise.rep.signal.unit == exercise.rep.amplitude_unit
    assert 0 < exercise.rep.thresholds.still < exercise.rep.thresholds.reach
    low, high = exercise.prescription.reps
    assert 1 <= low <= high
    fewest, most = exercise.prescription.sets
    assert 1 <= fewest <= most
    ids = Counter(c.id for c in exercise.cues)
    assert max(ids.values()) == 1
    assert Counter(p.name for p in exercise.placements).most_common(1)[0][1] == 1


@EVERY
def test_a_cue_says_where_it_comes_from_and_what_to_do(exercise: Exercise) -> None:
    for cue in exercise.cues:
        for text in (cue.source, cue.rule, cue.method, cue.known_confounders, cue.title, cue.unit):
            assert text.strip(), cue.id
        for limit, message in ((cue.low, cue.fix("low")), (cue.high, cue.fix("high"))):
            # A limit that cannot be passed (no less than no seconds) needs no words.
            assert limit is None or limit == 0 or message.endswith("."), cue.id
        if cue.low is not None and cue.high is not None:
            assert cue.low < cue.high
        assert 0 < cue.error_of(ModelSize.HEAVY) <= cue.error_of(ModelSize.LITE)
        assert exercise.cue(cue.id) is cue


@EVERY
def test_a_cue_that_some_view_hides_says_what_would_show_it(exercise: Exercise) -> None:
    posture = exercise.rep.posture[0]
    rng = np.random.default_rng(0)
    ways = [w / np.linalg.norm(w) for w in rng.normal(size=(300, 3))]
    for cue in exercise.cues:
        seen = [
            cue.visibility(Direction(float(h), float(s), float(f), 0.0, 9, posture))
            for h, s, f in ways
        ]
        assert min(seen) >= 1
        if max(seen) == NOT_VISIBLE:
            assert cue.camera_move.endswith("."), cue.id


@EVERY
def test_a_placement_shows_cues_that_there_are(exercise: Exercise) -> None:
    assert exercise.placements
    ids = {c.id for c in exercise.cues}
    for place in exercise.placements:
        assert place.shows
        assert set(place.shows) <= ids
        assert place.text.endswith(".")
        assert 0 < place.height < 3
        assert 1 < place.distance < 6


def test_the_catalogue_has_a_stable_order() -> None:
    assert list(catalogue()) == list(catalogue())
    assert len(set(catalogue())) == len(catalogue())
    assert {"glute_bridge", "donkey_kick", "lateral_band_walk"} <= set(catalogue())
    with pytest.raises(UnknownExerciseError, match="glute_bridge"):
        get("bench_press")


def test_no_degree_of_a_side_view_decides() -> None:
    seen = side(26, 38)
    turned = [np.radians(d) for d in np.arange(0, 38, 0.5)]
    errors = [seen(replace(SIDE, left=float(np.cos(a)), head=float(np.sin(a)))) for a in turned]
    assert errors[0] == 1.0
    assert errors[-1] == 2.0
    assert max(np.diff(errors)) < 0.1
    assert seen(replace(SIDE, left=0.7, head=0.71)) == NOT_VISIBLE
