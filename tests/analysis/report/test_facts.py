from dataclasses import replace

import pytest

from formcheck.analysis.report import Finding, Rep, Report, Side
from formcheck.analysis.report.human_units import in_words
from formcheck.analysis.report.view import report_view
from tests.support import reports as r

FIX = r.mixed().primary_fault


def sided(number: int, side: Side) -> Rep:
    return replace(r.rep(number), side=side)


def facts(report: Report) -> list[tuple[str, str]]:
    return [(f.verdict, f.text) for f in report_view(report).key_facts]


def test_three_facts_say_clean_reps_the_hold_and_how_many_were_done() -> None:
    assert facts(r.mixed()) == [
        ("fault", "2 of 5 reps clean, 1 not judged"),
        ("ok", "hold 6.1 s, goal 5–10 s"),
        ("fault", "5 reps done, goal 10–15"),
    ]


def test_holds_that_differ_are_said_as_a_range() -> None:
    short = r.rep(1, (r.HOLD, {"value": 0.8, "verdict": "fault"}))
    assert facts(r.report(short, r.rep(2)))[1] == ("fault", "hold 0.8 to 6.1 s, goal 5–10 s")


def test_a_hold_that_was_not_measured_has_no_number() -> None:
    unseen = r.rep(1, (r.HOLD, {"value": None, "verdict": "unsure", "reason": "speed"}))
    assert ("unsure", "hold not measured") in facts(r.report(unseen))


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ("lllrrr", ("fault", "left 3, right 3, goal 10–15 each")),
        ("l" * 10 + "r" * 10, ("ok", "left 10, right 10, goal 10–15 each")),
        ("lll", ("unsure", "left 3, right missing")),
        ("rr", ("unsure", "right 2, left missing")),
    ],
)
def test_both_sides_are_counted_and_a_missing_one_is_said(
    sides: str, said: tuple[str, str]
) -> None:
    reps = [sided(n, "left" if s == "l" else "right") for n, s in enumerate(sides, 1)]
    assert facts(r.report(*reps))[-1] == said


def test_reps_whose_form_was_not_seen_are_counted_only() -> None:
    assert facts(r.report(r.blind(1), r.blind(2)))[0] == (
        "unsure",
        "2 reps counted, form not seen",
    )
    assert facts(r.report()) == []


def test_the_fault_to_fix_first_is_said_with_its_size_and_what_comes_after() -> None:
    view = report_view(r.mixed())
    assert view.fix_label == "Fix first"
    assert view.how_bad == "Knees caving in, 2 of 5 reps: 0.34, goal at least 0.70."
    assert view.then == "Then 1 more: hips low."
    assert view.outcome == "2 of 5 reps clean in what could be seen."
    alone = report_view(r.report(r.rep(1, (r.KNEES, r.CAVE)), primary_fault=FIX))
    assert (alone.fix_label, alone.then) == ("One thing to fix", "")
    assert alone.outcome == "1 rep. One thing to fix: knees caving in."


def test_the_degree_counts_reps_by_verdict() -> None:
    shares = report_view(r.mixed()).degree
    assert [(s.verdict, s.count) for s in shares] == [("ok", 2), ("fault", 2), ("unsure", 1)]


def test_each_cue_is_summed_up_once_the_fault_to_fix_first_leading() -> None:
    checks = report_view(r.mixed()).checks
    assert [(c.cue, c.verdict, c.text) for c in checks] == [
        ("knee_cave", "fault", "in 2 of 5 reps"),
        ("height", "fault", "in 1 of 5 reps"),
        ("hold", "ok", "fine in 4 of 5 reps"),
    ]  # the hips' tilt, which no rep shows, is told apart
    assert (checks[0].rep, checks[0].time) == (3, 22.0)


def test_a_moment_is_looped_within_its_rep() -> None:
    report = r.mixed()
    moment = report_view(report).moment
    assert moment is not None
    assert moment.clip is not None
    assert moment.clip == pytest.approx((20.8, 23.2))
    early = replace(r.HEIGHT.evidence, time=1.2) if r.HEIGHT.evidence else None
    rep = replace(r.rep(1), findings=(replace(r.HEIGHT, verdict="fault", evidence=early),))
    (found,) = report_view(r.report(rep)).faults
    assert found.clip == pytest.approx((1.0, 2.4))


def set_finding(cue: str, message: str, value: float) -> Finding:
    return replace(
        r.HEIGHT, cue=cue, value=value, margin=0.0, verdict="fault", message=message, unit="reps"
    )


def test_what_to_do_next_is_the_fix_the_missing_side_then_the_reps() -> None:
    few = set_finding("reps_done", "", 3)
    side = set_finding("sides_in_order", "The right side is missing.", 0)
    faulty = r.report(r.rep(1, (r.KNEES, r.CAVE)), primary_fault=FIX, set_findings=(few,))
    assert report_view(faulty).next_steps == (
        "Do your next set with only this in mind.",
        "Aim for 10 to 15 reps.",
    )
    clean = r.report(r.rep(1), set_findings=(few, side))
    assert report_view(clean).next_steps == (
        "Do the next set the same way.",
        "The right side is missing.",
    )
    unseen = replace(r.mixed(), reps=(r.blind(1),), primary_fault=None, good=0, set_findings=())
    assert report_view(unseen).next_steps == (r.PELVIS.camera_move,)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (163.0, "deg", ""),
        (0.8, "s", ""),
        (0.2, "shank lengths", "a hand's width"),
        (12.0, "% of trunk length", "three fingers' width"),
        (0.52, "of the start", "about half of the width at the start"),
        (0.65, "shoulder widths", "about two thirds of shoulder width"),
        (3.0, "of the step out", "more than twice the speed of the step out"),
    ],
)
def test_units_that_nobody_knows_are_said_in_words(value: float, unit: str, words: str) -> None:
    assert in_words(value, unit) == words


def test_a_small_cell_has_a_short_word_or_the_name_of_the_fault() -> None:
    def cell(unit: str, value: float) -> str:
        fault = {**r.CAVE, "unit": unit, "value": value}
        (run,) = report_view(r.report(r.rep(1, (r.KNEES, fault)))).strip
        return run.cells[0].text

    assert cell("deg", 12.0) == "12°"
    assert cell("shank lengths", 0.2) == "a hand's width"
    assert cell("of the start", 0.4) == "knees caving in"
