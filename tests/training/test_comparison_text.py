"""Differences in words: what got worse first, and never a change within the margin."""

from dataclasses import replace
from typing import Any

from formcheck.analysis.report import Side
from formcheck.training.compare import Difference, differences
from formcheck.training.comparison_text import headline, in_order, name, sentence, value_text
from tests.support.reports import CAVE, HEIGHT, KNEES, LOW, rep


def height(change: dict[str, Any], side: Side = "both") -> Difference:
    after = replace(rep(1, (HEIGHT, change)), side=side)
    found = differences([replace(rep(1), side=side)], [after])
    return next(d for d in found if d.cue == "height")


def test_a_change_is_said_with_its_size_and_what_it_had_to_exceed() -> None:
    assert sentence(height({"value": 150.0})) == "Worse by 22° (± 6°)."
    assert sentence(height({"value": 180.0})) == (
        "Changed by 8° (± 6°), no closer to the goal and no further from it."
    )
    assert sentence(height({"value": 174.0})) == "No visible change: 2°, margin ± 6°."


def test_what_cannot_be_compared_says_why() -> None:
    assert sentence(height({"value": None})) == "Not seen in the second set."
    assert sentence(height({"unit": "%"})) == "Measured in another way: the two cannot be compared."


def test_a_value_stands_with_its_margin_and_its_number_of_reps() -> None:
    found = differences([rep(1), rep(2)], [rep(1)])
    bridge = next(d for d in found if d.cue == "height")
    assert value_text(bridge.before, bridge.unit) == "172° ± 4°, average of 2 reps"
    assert value_text(bridge.after, bridge.unit) == "172° ± 4°"
    assert value_text(None, "deg") == "not measured"


def test_the_side_stands_behind_the_name() -> None:
    assert (name("Hips low", "left"), name("Hips low", "both")) == ("Hips low, left", "Hips low")


def test_the_headline_names_what_changed_and_counts_the_rest() -> None:
    caving, low = rep(1, (KNEES, CAVE)), rep(1, (HEIGHT, LOW))
    assert headline(differences([caving], [low])) == (
        "Better: knees caving in. Worse: hips low.",
        "1 unchanged, 1 not measured in both.",
    )
    assert headline(differences([rep(1)], [rep(1)])) == (
        "No visible change.",
        "1 not measured in both.",
    )
    assert headline([]) == ("Nothing was measured in both.", "")
    changes = [d.change for d in in_order(differences([caving], [low]))]
    assert changes == ["worse", "better", "none", "unknown"]
