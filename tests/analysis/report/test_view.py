from dataclasses import replace
from typing import get_args

import pytest

from formcheck.analysis.report import Finding, Reason, Rep, Report, Side
from formcheck.analysis.report.english import REASONS, SIDES
from formcheck.analysis.report.order import worst_first
from formcheck.analysis.report.view import finding_view, report_view
from tests.support import reports as r

FIX = r.mixed().primary_fault


def caved(number: int) -> Rep:
    return r.rep(number, (r.KNEES, r.CAVE))


def test_the_headline_is_the_fix_and_the_lead_says_when_and_by_how_much() -> None:
    report = r.mixed()
    view = report_view(report)
    assert FIX is not None
    assert (view.headline, view.lead) == (FIX.message, FIX.text)
    assert view.moment is not None
    assert (view.moment.rep, view.moment.cue) == (FIX.rep, FIX.cue)
    assert view.moment.caption.startswith("Rep 3 at 0:22.0. ")


@pytest.mark.parametrize(
    ("report", "headline", "outcome"),
    [
        (r.report(), "No full rep found.", "No reps counted."),
        (
            r.report(r.blind(1), r.blind(2)),
            "Your reps were counted, but your form could not be seen from here.",
            "2 reps, but form could not be seen from here.",
        ),
        (
            r.report(r.rep(1)),
            "Your rep was clean.",
            "1 rep, all clean in what could be seen.",
        ),
        (
            r.report(r.rep(1), r.rep(2)),
            "All 2 reps clean.",
            "2 reps, all clean in what could be seen.",
        ),
        (
            r.report(r.rep(1), r.blind(2)),
            "1 of 2 reps are clean.",
            "1 of 2 reps clean in what could be seen.",
        ),
    ],
)
def test_a_set_without_a_fault_has_a_headline_too(
    report: Report, headline: str, outcome: str
) -> None:
    view = report_view(report)
    assert (view.headline, view.outcome, view.moment) == (headline, outcome, None)


@pytest.mark.parametrize(
    ("reps", "tally"),
    [
        ((r.rep(1), caved(2), caved(3)), "1 of 3 clean; the rest share one fix."),
        ((r.rep(1), caved(2)), "1 of 2 clean."),
        ((caved(1), caved(2)), "2 of 2 share one fix."),
        ((r.rep(1), caved(2), r.blind(3)), "1 of 3 clean; 1 could not be judged."),
    ],
)
def test_the_tally_says_how_many_share_the_fault(reps: tuple[Rep, ...], tally: str) -> None:
    assert report_view(r.report(*reps, primary_fault=FIX)).tally == tally


def test_the_tally_does_not_repeat_that_all_are_clean() -> None:
    assert report_view(r.report(r.rep(1), r.rep(2))).tally == ""


def test_cards_come_worst_first_and_the_strip_in_order_of_time() -> None:
    view = report_view(r.mixed())
    assert [c.rep for c in view.cards] == [3, 2, 5, 1, 4]
    assert [c.rep for c in view.cards] == [rep.number for rep in worst_first(r.mixed())]
    (run,) = view.strip
    assert [(c.rep, c.verdict, c.text) for c in run.cells] == [
        (1, "ok", "clean"),
        (2, "fault", "0.52"),
        (3, "fault", "0.34"),
        (4, "ok", "1 unsure"),
        (5, "unsure", "other view"),
    ]


def test_the_strip_is_parted_where_the_side_changes() -> None:
    left, right = (replace(r.rep(n), side="left") for n in (1, 2)), replace(r.rep(3), side="right")
    reps = [*left, right]
    view = report_view(r.report(*reps))
    assert [(run.side, [c.rep for c in run.cells]) for run in view.strip] == [
        ("Left", [1, 2]),
        ("Right", [3]),
    ]
    assert [c.title for c in view.cards] == ["Rep 1, left", "Rep 2, left", "Rep 3, right"]


def test_alternating_sides_are_one_strip() -> None:
    sides: list[Side] = ["right", "left", "right", "left"]
    reps = [replace(r.rep(n), side=side) for n, side in enumerate(sides, 1)]
    (run,) = report_view(r.report(*reps)).strip
    assert (run.side, [c.rep for c in run.cells]) == ("Alternating, right first", [1, 2, 3, 4])


def test_the_legend_lists_only_marks_that_occur() -> None:
    assert [line.verdict for line in report_view(r.mixed()).legend] == ["ok", "fault", "unsure"]
    assert [line.verdict for line in report_view(r.report(r.rep(1))).legend] == ["ok"]


def test_in_a_card_the_fault_to_fix_first_leads_even_where_another_is_clearer() -> None:
    both = r.rep(3, (r.KNEES, {**r.CAVE, "value": 0.6}), (r.HEIGHT, r.LOW))
    view = report_view(r.report(both, primary_fault=FIX))
    assert FIX is not None
    faults = view.cards[0].faults
    assert [f.cue for f in faults] == [FIX.cue, "height"]
    by_excess = sorted((f for f in both.findings if f.verdict == "fault"), key=lambda f: -f.excess)
    assert by_excess[0].cue == "height"
    assert view.cards[0].shown_by == FIX.cue


def test_a_cue_that_no_rep_shows_is_named_once_a_card_without_its_numbers() -> None:
    for card in report_view(r.mixed()).cards:
        assert card.not_visible == "Not seen in this set: hips tilting."
        assert "pelvic_drop" not in {f.cue for f in card.lines}


def test_faults_to_step_through_come_in_order_of_time() -> None:
    view = report_view(r.mixed())
    assert [(f.rep, f.cue) for f in view.faults] == [
        (2, "knee_cave"),
        (3, "knee_cave"),
        (3, "height"),
    ]
    assert all(f.verdict == "fault" and f.time is not None for f in view.faults)


def test_the_table_has_a_cell_for_each_rep_and_cue() -> None:
    view = report_view(r.mixed())
    assert view.columns[0].title == r.HEIGHT.title
    assert [row.rep for row in view.rows] == [1, 2, 3, 4, 5]
    assert all(len(row.cells) == len(view.columns) for row in view.rows)
    cell = view.rows[2].cells[1]
    assert cell is not None
    assert (cell.verdict, cell.text[:4]) == ("fault", "0.34")


def test_reps_without_a_finding_on_a_cue_leave_its_cell_empty() -> None:
    bare = replace(r.rep(2), findings=(r.HEIGHT,))
    view = report_view(r.report(r.rep(1), bare))
    assert [c is None for c in view.rows[1].cells] == [False, True, True, True]


def test_every_reason_and_side_has_its_words() -> None:
    assert set(REASONS) == set(get_args(Reason))
    assert set(SIDES) == set(get_args(Side))


def test_an_unsure_finding_says_why_and_how_to_film_it() -> None:
    f = finding_view(r.PELVIS)
    assert (f.value, f.limits, f.reason, f.message) == ("", "at most 6.6°", "other view", "")
    assert f.why == f"Unsure, other view. {r.PELVIS.message} {r.PELVIS.camera_move}"


def test_a_unit_in_words_is_not_written_on_the_picture() -> None:
    def label(f: Finding) -> tuple[str, ...]:
        return finding_view(f).label

    assert label(r.HEIGHT) == ("172° ± 4°", "at least 165°")
    long = replace(r.HEIGHT, value=12.34, margin=0.4, low=1.8, limit=1.8)
    assert label(replace(long, unit="% of trunk length")) == ("12.3 ± 0.4 %", "at least 1.8 %")
    assert label(replace(long, unit="shank lengths")) == ("12.34 ± 0.40", "at least 1.80")


def test_holds_are_told_beside_their_goal() -> None:
    assert report_view(r.mixed()).holds == "Holds: 5.0 to 5.0 s; the routine asks for 5 to 10 s."
    short = replace(r.mixed().prescription, hold=(0.0, 2.0), by="plan")
    told = report_view(r.report(r.rep(1), prescription=short)).holds
    assert told == "Holds: 5.0 to 5.0 s; your plan asks for at most 2 s."
    assert report_view(r.report()).holds == ""


def test_the_clip_is_described_without_what_is_not_known() -> None:
    facts = {f.name: f.text for f in report_view(r.mixed()).clip}
    assert facts["File"] == "bridge.mp4"
    assert facts["Length"] == "0:40.2, 854 × 480, 29.97 frames a second"
    assert facts["Routine"] == "10–15 reps, 2–3 sets, hold 5–10 s, both"
    assert facts["Exercise"] == "Glute bridge, recognised from the movement"
    assert "Damage" not in facts
    live = replace(r.mixed().source, name="", width=0, height=0, fps=0.0, damaged=1, cut_short=True)
    facts = {f.name: f.text for f in report_view(r.report(source=live, view=None)).clip}
    assert facts["File"] == "Recorded live"
    assert facts["Length"] == "0:40.2"
    assert facts["Damage"] == "1 packet could not be read; the clip was cut short"


def counted(cue: str, value: float, unit: str, low: float | None, high: float | None) -> Finding:
    return replace(r.HEIGHT, cue=cue, value=value, margin=0.0, unit=unit, low=low, high=high)


def shown(finding: Finding, *reps: Rep) -> str:
    (view,) = report_view(r.report(*reps or (r.rep(1),), set_findings=(finding,))).set_findings
    return view.numbers


def test_a_goal_of_the_set_reads_as_a_goal() -> None:
    assert shown(counted("reps_done", 3, "reps", 10, 15)) == "3 of 10 reps"
    assert shown(counted("reps_done", 3, "reps per side", 10, 15)) == "3 of 10 reps per side"
    assert shown(counted("reps_done", 12, "reps", 10, 15)) == "12 reps, goal 10–15"
    assert shown(counted("reps_done", 17, "reps", 10, 15)) == "17 reps, goal 10–15"


def test_both_sides_are_counted_side_by_side() -> None:
    reps = [replace(r.rep(n), side="left" if n < 4 else "right") for n in range(1, 7)]
    for cue in ("sides_in_order", "sides_even"):
        assert shown(counted(cue, 1, "reps", None, 1), *reps) == "left 3, right 3"


def test_a_number_stands_before_its_goal() -> None:
    assert finding_view(replace(r.HOLD, value=0.8)).numbers == "0.8 ± 0.2 s, goal 5–10 s"
    assert finding_view(r.HEIGHT).numbers == "172° ± 4°, goal at least 165°"
    assert finding_view(r.PELVIS).numbers == "at most 6.6°"


def test_only_a_set_with_every_rep_clean_is_a_success() -> None:
    assert report_view(r.report(r.rep(1), r.rep(2))).verdict == "ok"
    assert report_view(r.report(r.rep(1), r.blind(2))).verdict == "unsure"
    assert report_view(r.report()).verdict == "unsure"
    assert report_view(r.mixed()).verdict == "fault"


def test_a_fault_is_named_once_where_its_measure_is_long() -> None:
    long = replace(r.rep(1, (r.KNEES, r.CAVE)).findings[0], unit="shoulder widths", value=1.2)
    rep = replace(r.rep(1, (r.KNEES, r.CAVE)), findings=(replace(long, verdict="fault"),))
    [card] = report_view(r.report(rep)).cards
    assert card.gist == long.title
