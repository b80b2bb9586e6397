"""One hand-made report against one hand-made truth, every outcome both ways."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.analysis.pose import Array
from formcheck.analysis.truth.ground_truth import true_camera
from formcheck.evaluation import Motion, SetOutcome, TrueRep, Truth, compare
from formcheck.evaluation.compare import CueOutcome, true_visibility
from formcheck.evaluation.metrics import Totals, add_up, margins
from formcheck.evaluation.tables import Table, effect, full, remarks, to_json
from formcheck.exercises import get
from tests.support.reports import CAVE, CLOSE, HEIGHT, HOLD, KNEES, LOW, PELVIS, blind, rep, report

SIDE = (0.0, 2.0, 0.6)
FOOT_END = (-2.2, 0.0, 0.7)
FOOT_END_HIGH = (-2.2, 0.0, 2.2)


def true(number: int, *faults: str, **changes: Any) -> TrueRep:
    """The repetition that `tests.support.reports.rep` counts, to the second."""
    start = 1.0 + 9 * (number - 1)
    made = TrueRep(
        number=number,
        side="both",
        start=start,
        top_start=start + 1.5,
        top_end=start + 6.5,
        end=start + 8,
        faults=dict.fromkeys(faults, 16.0),
        complete=not faults,
    )
    return replace(made, **changes)


def lying(eye: tuple[float, float, float] = SIDE, hip: float = 180.0, seconds: int = 60) -> Motion:
    """Somebody on the back, head towards +x, left towards -y, hips at one angle."""
    time = np.arange(0, seconds, 0.1)
    at: dict[str, tuple[float, float, float]] = {
        "shoulder": (0.5, 0.18, 0.1),
        "hip": (0.0, 0.1, 0.1),
        "knee": (-0.3, 0.1, 0.45),
        "ankle": (-0.35, 0.1, 0.05),
    }
    points: dict[str, Array] = {}
    for part, (x, y, z) in at.items():
        for side, sign in (("left", -1), ("right", 1)):
            points[f"{side}_{part}"] = np.tile([x, sign * y, z], (len(time), 1))
        points[f"mid_{part}"] = (points[f"left_{part}"] + points[f"right_{part}"]) / 2
    angles = {f"shoulder_hip_knee_signed_{s}": np.full(len(time), hip) for s in ("left", "right")}
    number = np.floor((time - 1) / 9) + 1
    number[(time - 1) % 9 > 8] = 0
    number[time < 1] = 0
    return Motion(time=time, rep=number, points=points, angles=angles, eye=np.array(eye))


def known(*reps: TrueRep, motion: Motion | None = None, **changes: Any) -> Truth:
    set_ = Truth(path=Path("bridge.mp4"), exercise="glute_bridge", reps=reps, motion=motion)
    return replace(set_, **changes)


def cue(outcome: SetOutcome, name: str, number: int = 1) -> CueOutcome:
    return next(c for c in outcome.cues if (c.cue, c.rep) == (name, number))


def sorts(outcome: SetOutcome) -> list[str]:
    """What is remarked on; the hand-made hold lies outside its margin by itself."""
    return [r.sort for r in remarks([outcome]) if not r.text.startswith("hold")]


def total(*outcomes: SetOutcome) -> Totals:
    return add_up(outcomes)[0]


def test_a_perfect_set() -> None:
    found = compare(report(rep(1), rep(2)), known(true(1), true(2)))
    assert found.exact
    assert [r.counted for r in found.reps] == [1, 2]
    assert all(r.side_right for r in found.reps)
    assert {r.start for r in found.reps} == {0.0}
    t = total(found)
    assert (t.exact.part, t.exact.whole) == (1, 1)
    assert (t.false.part, t.false.whole, t.clean) == (0, 6, 8)
    assert sorts(found) == []


def test_times_are_measured_less_true() -> None:
    truth = true(1, start=0.9, top_start=2.7, top_end=7.3, end=9.4)
    r = compare(report(rep(1)), known(truth)).reps[0]
    assert (r.start, r.top_start, r.top_end, r.end, r.hold) == (0.1, -0.2, 0.2, -0.4, 0.4)


@pytest.mark.parametrize("side", ["left", "right"])
def test_wrong_side(side: Any) -> None:
    found = compare(report(replace(rep(1), side="left")), known(true(1, side=side)))
    assert found.reps[0].side_right is (side == "left")
    assert sorts(found) == ([] if side == "left" else ["side"])


def test_side_that_nobody_knows_is_not_counted() -> None:
    found = compare(report(rep(1)), known(true(1, side=None)))
    assert found.reps[0].side_right is None
    assert total(found).side.whole == 0


def test_repetition_not_counted() -> None:
    found = compare(report(rep(1)), known(true(1), true(2, "knee_cave")))
    assert not found.exact
    assert found.reps[1].counted is None
    missed = cue(found, "knee_cave", 2)
    assert (missed.expected, missed.verdict) == ("fault", None)
    assert total(found).found.whole == 1
    assert set(sorts(found)) == {"counted", "missed"}


def test_repetition_counted_that_is_none() -> None:
    found = compare(report(rep(1), rep(2)), known(true(1)))
    assert not found.exact
    assert found.extra == (2,)


def test_two_counted_for_one_take_only_the_better() -> None:
    halves = replace(rep(1), end=4.0), replace(rep(1), number=2, start=4.0)
    found = compare(report(*halves), known(true(1)))
    assert found.reps[0].counted == 2
    assert found.extra == (1,)


def test_same_count_but_elsewhere_is_not_exact() -> None:
    found = compare(report(rep(1)), known(true(3)))
    assert (found.counted, found.true_reps) == (1, 1)
    assert not found.exact


@pytest.mark.parametrize(
    ("change", "found", "missed", "unsure"),
    [(CAVE, 1, 0, 0), ({}, 0, 1, 0), ({"verdict": "unsure", "reason": "margin"}, 0, 0, 1)],
)
def test_planted_fault(change: dict[str, Any], found: int, missed: int, unsure: int) -> None:
    outcome = compare(report(rep(1, (KNEES, change))), known(true(1, "knee_cave")))
    c = next(c for c in total(outcome).cues if c.cue == "knee_cave")
    assert (c.found, c.missed, c.unsure) == (found, missed, unsure)
    assert total(outcome).found.part == found
    assert sorts(outcome) == ([] if found else ["missed"])


def test_clean_called_a_fault_and_unsure() -> None:
    reps = rep(1, (HEIGHT, LOW)), rep(2, (HEIGHT, CLOSE)), blind(3)
    outcome = compare(report(*reps), known(true(1), true(2), true(3)))
    c = next(c for c in total(outcome).cues if c.cue == "height")
    assert (c.right, c.false, c.close, c.not_visible) == (0, 1, 1, 1)
    text = remarks([outcome])[0].text
    assert text == "height rep 1 of bridge (fault, 151 ± 4.2, limit 165)"


def test_beside_a_planted_fault_nothing_else_is_known() -> None:
    outcome = compare(report(rep(1, (HEIGHT, LOW))), known(true(1, "knee_cave")))
    assert cue(outcome, "height").expected == "beside"
    assert total(outcome).false.whole == 1  # the hold, which the true times clear
    assert next(c.beside for c in total(outcome).cues if c.cue == "height") == 1


def test_labels_clear_every_cue_that_they_do_not_name() -> None:
    labelled = true(1, "knee_cave", complete=True)
    outcome = compare(report(rep(1, (HEIGHT, LOW))), known(labelled))
    assert cue(outcome, "height").expected == "clean"
    assert cue(compare(report(rep(1)), known(true(1, faults=None))), "height").expected == "unknown"


@pytest.mark.parametrize(
    ("seconds", "verdict", "expected"),
    [
        (5.0, "fault", "clean"),
        (5.0, "ok", "clean"),
        (2.0, "fault", "fault"),
        (2.0, "ok", "fault"),
        (11.0, "fault", "fault"),
    ],
)
def test_hold_is_judged_by_the_true_times(seconds: float, verdict: Any, expected: str) -> None:
    truth = true(1, top_start=2.0, top_end=2.0 + seconds, end=14.0)
    outcome = compare(report(rep(1, (HOLD, {"verdict": verdict}))), known(truth))
    c = cue(outcome, "hold")
    assert (c.expected, c.planted, c.true) == (expected, False, seconds)
    assert total(outcome).found.whole == 0
    assert total(outcome).false.part == (expected == "clean" and verdict == "fault")


def test_a_view_that_cannot_show_it() -> None:
    truth = known(true(1), motion=lying(SIDE))
    seen = compare(report(rep(1, (PELVIS, {"verdict": "ok", "reason": None}))), truth)
    assert cue(seen, "pelvic_drop").visibility == "cannot"
    assert total(seen).outside == 2  # the knees cannot be seen from there either
    silent = compare(report(rep(1, (KNEES, {"verdict": "unsure", "reason": "view"}))), truth)
    assert total(silent).outside == 0
    assert {r.sort for r in remarks([seen])} >= {"outside"}


def test_a_fault_is_not_asked_of_a_view_that_cannot_show_it() -> None:
    truth = known(true(1, "knee_cave"), motion=lying(SIDE))
    outcome = compare(report(rep(1, (KNEES, {"verdict": "unsure", "reason": "view"}))), truth)
    assert total(outcome).found.whole == 0


@pytest.mark.parametrize(("hip", "covered"), [(175.0, True), (160.0, False)])
def test_margin_holds_the_true_value(hip: float, covered: bool) -> None:
    outcome = compare(report(rep(1)), known(true(1), motion=lying(SIDE, hip)))
    c = cue(outcome, "height")  # 172.4 +/- 4.2
    assert (c.true, c.kind, c.covered) == (hip, "hip angle", covered)
    assert c.error == pytest.approx(172.4 - hip)
    angle = total(outcome).angle("hip angle", "side")
    assert angle is not None
    assert angle.mean_absolute == pytest.approx(abs(172.4 - hip), abs=0.01)


def test_how_much_wider_margins_must_be() -> None:
    outcome = compare(report(rep(1)), known(true(1), motion=lying(SIDE, 164.0)))
    m = margins([cue(outcome, "height")])[0]
    assert (m.values, m.covered) == (1, 0)
    assert m.needed == pytest.approx(2.0, abs=0.001)


def test_camera_place_is_compared_with_the_true_one() -> None:
    found = compare(report(rep(1)), known(true(1), motion=lying((0.25, -2.0, 0.6))))
    # The report says 82 round and 9 up; truly 90 and atan(0.5 / 2).
    assert (found.azimuth, found.elevation) == (-8.0, -5.0)
    assert found.view == "side"


@pytest.mark.parametrize(
    ("eye", "cue_id", "wanted"),
    [
        (SIDE, "height", "shows"),
        (SIDE, "knee_cave", "cannot"),
        (SIDE, "hold", "shows"),
        (FOOT_END, "knee_cave", "cannot"),
        (FOOT_END, "hold", "cannot"),
        (FOOT_END_HIGH, "knee_cave", "shows"),
        (FOOT_END_HIGH, "height", "cannot"),
    ],
)
def test_what_can_be_seen(eye: tuple[float, float, float], cue_id: str, wanted: str) -> None:
    bridge = get("glute_bridge")
    assert true_visibility(bridge, bridge.cue(cue_id), true_camera(lying(eye))) == wanted


def test_stickers_make_a_standing_pelvis_visible() -> None:
    m = lying()
    # Stood up: head to +z, front to +x; the camera in front.
    stood = {n: np.stack([p[:, 2], p[:, 1], p[:, 0] + 1], 1) for n, p in m.points.items()}
    place = true_camera(replace(m, points=stood, eye=np.array([3.0, 0.0, 1.2])))
    assert place.way.posture == "upright"
    walk = get("lateral_band_walk")
    assert true_visibility(walk, walk.cue("pelvic_drop"), place) == "cannot"
    assert true_visibility(walk, walk.cue("pelvic_drop"), place, markers=True) == "shows"


def test_tables_say_it_all() -> None:
    outcome = compare(
        report(rep(1), rep(2, (KNEES, CAVE)), rep(3, (HEIGHT, LOW))),
        known(true(1), true(2, "knee_cave"), true(3), true(4, "height"), motion=lying()),
    )
    text = full([outcome], ["other.mp4: bad."])
    assert "missed: " not in text
    assert "Repetitions miscounted" in text
    assert "3 of 4 in bridge, not counted: 4" in text
    assert "height rep 4 of bridge (not counted)" in text
    assert "other.mp4: bad." in text
    marked = full([outcome], markdown=True)
    assert "**Cue by cue, full model**" in marked
    assert "| :-- | --: |" in marked
    tree = to_json([outcome])
    assert tree["totals"][0]["model"] == "full"
    assert tree["sets"][0]["cues"][0]["cue"] == "height"


def test_nothing_can_be_added_up() -> None:
    assert "Figures" in full([compare(report(), known())])


def test_effect_of_a_change() -> None:
    truth = known(true(1, "knee_cave"))
    before = compare(report(rep(1)), truth)
    after = compare(report(rep(1, (KNEES, CAVE))), truth)
    text = effect([before], [after], ["glute_bridge/knee_cave"])
    assert "full: knee_cave rep 1 of bridge: ok (there) -> fault (there)" in text
    assert "0 of 1 (0 %)" in text
    assert "No verdict changes." in effect([before], [before], ["glute_bridge/knee_cave"])


def test_a_table_is_aligned() -> None:
    table = Table("T", ("a", "bb"), (("x|y", "1"), ("z", "22")))
    assert table.text() == "T\n  a    bb\n  x|y   1\n  z    22"
    assert "| x\\|y | 1 |" in table.markdown()
