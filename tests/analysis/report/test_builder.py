from dataclasses import replace

import pytest

from formcheck.analysis.report import (
    Evidence,
    Finding,
    Note,
    Reason,
    Rep,
    Report,
    Side,
    Source,
    Verdict,
)
from formcheck.analysis.report.builder import (
    FEW_FOR_FATIGUE,
    not_visible,
    primary_fault,
    report,
    set_findings,
)
from formcheck.analysis.set_analysis import JudgedSet
from formcheck.analysis.thresholds import REPS, Limit, applied
from formcheck.exercises import get
from formcheck.model_size import ModelSize

BRIDGE, KICK = get("glute_bridge"), get("donkey_kick")
SOURCE = Source(
    name="",
    duration=60.0,
    width=0,
    height=0,
    fps=0.0,
    frames=900,
    damaged=0,
    cut_short=False,
    poses=900,
    seen=1.0,
)


def finding(
    cue: str,
    verdict: Verdict,
    value: float = 0.0,
    reason: Reason | None = None,
    exercise: str = "glute_bridge",
) -> Finding:
    c = get(exercise).cue(cue)
    seen = reason not in ("view", "hidden", "damaged")
    return Finding(
        cue=cue,
        title=c.title,
        verdict=verdict,
        reason=reason,
        value=value if seen else None,
        margin=1.0 if seen else None,
        limit=c.high if c.high is not None else c.low,
        low=c.low,
        high=c.high,
        unit=c.unit,
        phase=c.phase,
        start=0.0,
        end=1.0,
        message=c.fix("high"),
        camera_move=c.camera_move,
        rule=c.rule,
        evidence=Evidence(time=0.5, draw="moment", landmarks=()) if seen else None,
        informative=c.informative,
    )


def rep(number: int, *found: Finding, side: Side = "both") -> Rep:
    at = 10.0 * number
    found = tuple(
        replace(
            f, start=at + 2, end=at + 7, evidence=f.evidence and replace(f.evidence, time=at + 4)
        )
        for f in found
    )
    verdict: Verdict = "fault" if any(f.verdict == "fault" for f in found) else "ok"
    return Rep(
        number=number,
        side=side,
        start=at,
        top_start=at + 2,
        top_end=at + 7,
        end=at + 9,
        hold=5.0,
        amplitude=0.2,
        amplitude_unit="m",
        verdict=verdict,
        findings=found,
    )


def whole(*reps: Rep) -> Report:
    return report(BRIDGE, ModelSize.HEAVY, JudgedSet(reps), SOURCE, recognised=False)


def by_cue(reps: list[Rep], exercise: str = "glute_bridge") -> dict[str, Finding]:
    """Judge the set; what a repetition does not say of a cue was not seen."""
    full = []
    for r in reps:
        said = {f.cue for f in r.findings}
        rest = [
            finding(c.id, "unsure", reason="view", exercise=exercise)
            for c in get(exercise).cues
            if c.id not in said
        ]
        full.append(replace(r, findings=(*r.findings, *rest)))
    return {f.cue: f for f in set_findings(get(exercise), full)}


def sides(order: str) -> list[Rep]:
    names: dict[str, Side] = {"l": "left", "r": "right"}
    return [rep(i + 1, side=names[s]) for i, s in enumerate(order)]


def test_what_loads_the_back_is_told_before_what_is_short() -> None:
    reps = [
        rep(1, finding("hold", "fault", 3), finding("height", "fault", 150)),
        rep(2, finding("hold", "fault", 3), finding("hyperextension", "fault", 200)),
        rep(3, finding("hold", "fault", 3), finding("hyperextension", "fault", 196)),
    ]
    first = primary_fault(BRIDGE, reps)
    assert first is not None
    assert (first.cue, first.count, first.rep, first.time) == ("hyperextension", 2, 2, 24.0)
    assert first.text.startswith("Hips past straight: 2 of 3 reps, clearest in rep 2 at 0:24.0")
    assert "200° ± 1°" in first.text
    assert "187°" in first.text
    assert first.message == BRIDGE.cue("hyperextension").fix("high")


def test_the_clearest_repetition_is_the_furthest_beyond_in_margins() -> None:
    wide = replace(finding("height", "fault", 140), margin=20.0)
    narrow = finding("height", "fault", 155)
    first = primary_fault(BRIDGE, [rep(1, wide), rep(2, narrow)])
    assert first is not None
    assert first.rep == 2
    assert narrow.excess == 10
    assert finding("height", "unsure", reason="view").excess == 0


def test_nothing_to_fix_is_none() -> None:
    assert primary_fault(BRIDGE, []) is None
    assert primary_fault(BRIDGE, [rep(1, finding("hold", "ok", 6))]) is None
    unsure = finding("height", "unsure", 166, "margin")
    assert primary_fault(BRIDGE, [rep(1, unsure)]) is None
    only = primary_fault(BRIDGE, [rep(1, finding("hold", "fault", 3))])
    assert only is not None
    assert "the only rep" in only.text


def test_unseen_is_what_no_repetition_could_show() -> None:
    no_view = finding("knee_cave", "unsure", reason="view")
    reps = [
        rep(1, no_view, finding("height", "unsure", reason="hidden"), finding("hold", "ok", 6)),
        rep(2, no_view, finding("height", "ok", 170), finding("hold", "unsure", 5, "margin")),
    ]
    (got,) = not_visible(BRIDGE, reps)
    assert (got.cue, got.reason) == ("knee_cave", "view")
    assert got.camera_move == BRIDGE.cue("knee_cave").camera_move
    assert not_visible(BRIDGE, []) == ()


def test_informative_cues_are_not_missed() -> None:
    walk = get("lateral_band_walk")
    hidden = finding("heel_first", "unsure", reason="hidden", exercise="lateral_band_walk")
    assert not_visible(walk, [rep(1, hidden)]) == ()


@pytest.mark.parametrize(
    ("done", "verdict"), [(1, "fault"), (9, "fault"), (10, "ok"), (15, "ok"), (16, "fault")]
)
def test_repetitions_done_against_prescribed(done: int, verdict: Verdict) -> None:
    got = by_cue([rep(i + 1) for i in range(done)])["reps_done"]
    assert (got.verdict, got.value) == (verdict, done)
    assert bool(got.message) == (verdict == "fault")


@pytest.mark.parametrize(
    ("done", "message"), [(1, "for 2; this set has 1"), (3, "for at most 2; this set has 3")]
)
def test_repetitions_of_a_plan_are_called_the_plans(done: int, message: str) -> None:
    own, _ = applied(BRIDGE, [Limit(exercise=BRIDGE.id, cue=REPS, low=2, high=2)])
    (whole,) = [f for f in set_findings(own, [rep(i + 1) for i in range(done)]) if f.cue == REPS]
    assert whole.message == f"Your plan asks {message}."


@pytest.mark.parametrize(
    ("order", "done", "others"), [("ll", "ok", 0), ("llrr", "ok", 2), ("rr", "fault", 2)]
)
def test_a_plan_may_ask_for_one_side_only(order: str, done: Verdict, others: int) -> None:
    own, _ = applied(KICK, [Limit(exercise=KICK.id, cue=REPS, low=2, high=2, only="left")])
    got = {f.cue: f for f in set_findings(own, sides(order))}
    assert set(got) == {REPS, "side_asked"}
    assert got[REPS].verdict == done
    assert (got["side_asked"].verdict, got["side_asked"].value) == (
        "fault" if others else "ok",
        others,
    )
    assert bool(got["side_asked"].message) == bool(others)


def test_repetitions_are_counted_per_side() -> None:
    got = by_cue(sides("l" * 10 + "r" * 10), "donkey_kick")
    assert (got["reps_done"].verdict, got["reps_done"].value) == ("ok", 10)
    assert "per side" in got["reps_done"].unit
    assert "sides_in_order" not in by_cue([rep(1)])


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("lr" * 2, "The routine asks for 8 to 12 on each side; this set has 2 left and 2 right."),
        ("r" * 3, "The routine asks for 8 to 12 on each side; this set has 3 on the right."),
        ("l" * 13, "The routine asks for at most 12 on each side; this set has 13 on the left."),
    ],
)
def test_what_each_side_is_to_have_is_said_beside_what_both_had(order: str, message: str) -> None:
    assert by_cue(sides(order), "step_up")["reps_done"].message == message


@pytest.mark.parametrize(
    ("order", "in_order", "even"),
    [
        ("lllrrr", "ok", "ok"),
        ("rrrll", "ok", "ok"),
        ("lllr", "ok", "fault"),
        ("lrlr", "fault", "ok"),
        ("llrrl", "fault", "ok"),
        ("rrr", "unsure", None),
    ],
)
def test_one_side_then_the_other_and_both_alike(
    order: str, in_order: Verdict, even: Verdict | None
) -> None:
    got = by_cue(sides(order), "donkey_kick")
    assert got["sides_in_order"].verdict == in_order
    assert (got["sides_even"].verdict if "sides_even" in got else None) == even


def test_a_missing_side_is_named_and_is_no_fault() -> None:
    got = by_cue(sides("rrr"), "donkey_kick")["sides_in_order"]
    assert (got.verdict, got.reason) == ("unsure", None)
    assert got.message.startswith("The left side is missing")


def heights(*values: float, verdict: Verdict = "fault") -> list[Rep]:
    """Repetitions whose height is so much, faults below 165."""
    return [
        rep(i + 1, finding("height", verdict if v < 165 else "ok", v)) for i, v in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("left", "right", "margin", "verdict"),
    [(1.0, 0.6, 0.05, "fault"), (1.0, 0.98, 0.05, "ok"), (1.0, 0.8, 0.12, "unsure")],
)
def test_how_far_bounds_go_is_compared_left_and_right(
    left: float, right: float, margin: float, verdict: Verdict
) -> None:
    reps = []
    for i, width in enumerate((left, right) * 2):
        found = replace(finding("width", "ok", width, exercise="lateral_bound"), margin=margin)
        reps.append(replace(rep(i + 1, found), side="right" if i % 2 else "left"))
    got = by_cue(reps, "lateral_bound")["uneven_width"]
    assert got.verdict == verdict
    assert ("to the right" in got.message) == (verdict == "fault")


def test_a_fault_that_grows_is_fatigue() -> None:
    grows = by_cue(heights(175, 174, 172, 168, 164, 160, 158, 155, 152))
    assert grows["fatigue_height"].verdict == "fault"
    assert "growing" in grows["fatigue_height"].title
    assert grows["fatigue_height"].message


@pytest.mark.parametrize(
    "values",
    [
        (175, 174, 172, 168, 160),  # few
        (160, 160, 160, 160, 160, 160),  # bad from the start
        (150, 152, 155, 160, 162, 164),  # getting better
        (175, 174, 173, 172, 171, 170),  # no fault yet
        (164, 175, 175, 175, 175, 164),  # no trend
    ],
)
def test_what_is_no_fatigue(values: tuple[float, ...]) -> None:
    assert not [c for c in by_cue(heights(*values)) if c.startswith("fatigue")]
    assert len(values) <= FEW_FOR_FATIGUE


def test_fatigue_is_not_told_of_what_was_not_always_seen() -> None:
    reps = heights(175, 174, 172, 160, 155, 150)
    reps[2] = rep(3, finding("height", "unsure", reason="hidden"))
    assert not [c for c in by_cue(reps) if c.startswith("fatigue")]


def test_a_report_counts_the_good_ones_and_keeps_notes_in_order() -> None:
    good, bad = rep(1, finding("hold", "ok", 6)), rep(2, finding("hold", "fault", 2))
    got = whole(good, bad, replace(good, number=3, verdict="unsure"))
    assert got.good == 1
    notes = (Note("late", "b", 9.0), Note("early", "a", 1.0), Note("whole", "c", None))
    empty = report(BRIDGE, ModelSize.LITE, JudgedSet(notes=notes), SOURCE, recognised=True)
    assert [n.code for n in empty.notes] == ["whole", "early", "late"]
    assert (empty.set_findings, empty.primary_fault, empty.good) == ((), None, 0)
    assert empty.recognised
