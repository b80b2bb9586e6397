"""Sets as a table of one row each."""

import csv
import io
from datetime import date

from formcheck.training.load import load_text
from formcheck.training.set_table import COLUMNS, SetInTable, table


def test_a_set_is_one_row_with_what_is_known_of_it() -> None:
    filmed = SetInTable(
        day=date(2026, 3, 2),
        exercise="Clamshell",
        reps=20,
        good=15,
        tally={"left": (10, 8, 25.0), "right": (10, 7, 20.0)},
        fault="Hips rocking, back",
        load=load_text(None, "green"),
        effort=7,
    )
    by_hand = SetInTable(day=date(2026, 3, 1), exercise="Squat", reps=8, good=None, tally={})
    head, first, second = csv.reader(io.StringIO(table([filmed, by_hand])))
    assert head == list(COLUMNS)
    assert first == ["2026-03-01", "Squat", "", "8", "", "", "", "", ""]
    assert second == [
        *("2026-03-02", "Clamshell", "left and right", "20", "15", "2.2"),
        *("green band", "7", "Hips rocking, back"),
    ]


def test_no_sets_are_a_table_with_its_head_only() -> None:
    assert table([]) == ",".join(COLUMNS) + "\r\n"
