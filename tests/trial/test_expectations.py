"""The trial's own parts: wrong answers are seen, deaths are told of, and the table is right."""

import re
from pathlib import Path

import pytest

from tests.trial.file_cases import CASES, Refused, Same
from tests.trial.judge_process import Answer, Judge
from tests.trial.table import BEGIN, END, FIGURES, Tally, table, written

SECURITY = Path(__file__).parents[2] / "SECURITY.md"


def test_there_are_enough_files_each_under_its_own_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 40


def test_a_wrong_answer_is_told() -> None:
    twin = {"exercise": "a", "reps": [{"times": [1.0, 2.0], "values": {"x": 10.0, "y": None}}]}

    def with_value(x: float | None, y: float | None = None, late: float = 0.0) -> Answer:
        times = [1.0 + late, 2.0 + late]
        return {
            "exercise": "a",
            "reps": [{"times": times, "values": {"x": x, "y": y}}],
            "notes": [],
        }

    same = Same(reps=1)
    assert same.wrong(with_value(10.4), twin) == ""
    assert same.wrong(with_value(10.6), twin) == "another value"
    assert same.wrong(with_value(None), twin) == "another value"
    assert same.wrong(with_value(10.0, 1.0), twin) == "another value"
    assert same.wrong(with_value(10.0, late=2.0), twin) == "at another time"
    assert "no note" in Same(reps=1, note="damaged").wrong(with_value(10.0), twin)
    assert "0 repetitions" in same.wrong({"exercise": "a", "reps": [], "notes": []}, twin)
    assert "refused" in same.wrong({"refused": "too_long"}, twin)
    assert "taken for" in same.wrong({**with_value(10.0), "exercise": "b"}, twin)
    refused = Refused(("too_long",))
    assert refused.wrong({"refused": "too_long"}) == ""
    assert "expected too_long" in refused.wrong({"refused": "no_video"})
    assert "expected too_long" in refused.wrong({"reps": []})


def test_a_judge_that_dies_or_breaks_is_told(tmp_path: Path) -> None:
    with Judge(tmp_path / "log") as judge:
        broke = judge(tmp_path, look_only=True, limits={"nonsense": 1})["broke"]
        assert "Extra inputs are not permitted" in broke
        assert judge._process is not None
        judge._process.kill()
        judge._process.wait()
        assert judge(tmp_path, look_only=True)["refused"] == "is_folder"


def test_the_table() -> None:
    tallies = {name: Tally() for name in ("load", "files")}
    for passed in (True, True, False):
        tallies["load"].count(passed)
    tallies["files"].count(True)
    tallies["files"].measures["degrees"] += [0.1, 0.42]
    assert table(tallies).splitlines()[2:] == [
        "| files | 1 | 1 | at most 0.42 degrees from the healthy twin |",
        "| load | 3 | 2 |  |",
    ]


def test_the_table_is_written_in_its_place() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert written(text, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    with pytest.raises(ValueError, match="no place"):
        written("before\nafter\n", "new")


def test_the_safety_page_has_a_row_for_every_class() -> None:
    rows = re.findall(r"^\| ([a-z][^|]*) \| \d", SECURITY.read_text("utf-8"), re.MULTILINE)
    assert rows == list(FIGURES)
    assert written(SECURITY.read_text("utf-8"), "x")


def test_every_class_has_a_test() -> None:
    sources = [p.read_text("utf-8") for p in Path(__file__).parent.glob("test_*.py")]
    marked = re.findall(r'mark\.trial\("([^"]+)"\)', "\n".join(sources))
    assert set(marked) == set(FIGURES)
