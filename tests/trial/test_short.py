"""The short part of the trial; all of it: `make trial`."""

from pathlib import Path

import pytest

from tests.trial import files, fuzz
from tests.trial.__main__ import KINDS, run
from tests.trial.judging import Answer
from tests.trial.results import Kind, Result, Room, table


@pytest.mark.parametrize(
    "kind",
    [files.KIND, fuzz.PROBE, fuzz.CORE],
    ids=lambda k: k.name,
)
def test_short_part(kind: Kind, tmp_path: Path) -> None:
    results = run(kind, Room(tmp_path, short=True))
    assert results
    assert [r for r in results if not r.passed] == []


def test_there_are_enough_files_each_under_its_own_name() -> None:
    names = [case.name for case in files.CASES]
    assert len(names) == len(set(names)) >= 40
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_a_wrong_answer_is_told() -> None:
    twin = {"exercise": "a", "reps": [{"times": [1.0, 2.0], "values": {"x": 10.0, "y": None}}]}

    def with_value(x: float | None, y: float | None = None, late: float = 0.0) -> Answer:
        times = [1.0 + late, 2.0 + late]
        return {
            "exercise": "a",
            "reps": [{"times": times, "values": {"x": x, "y": y}}],
            "notes": [],
        }

    same = files.Same(reps=1)
    assert same.wrong(with_value(10.4), twin) == ""
    assert same.wrong(with_value(10.6), twin) == "another value"
    assert same.wrong(with_value(None), twin) == "another value"
    assert same.wrong(with_value(10.0, 1.0), twin) == "another value"
    assert same.wrong(with_value(10.0, late=2.0), twin) == "at another time"
    assert "no note" in files.Same(reps=1, note="damaged").wrong(with_value(10.0), twin)
    assert "0 repetitions" in same.wrong({"exercise": "a", "reps": [], "notes": []}, twin)
    assert "refused" in same.wrong({"refused": "too_long"}, twin)
    assert "taken for" in same.wrong({**with_value(10.0), "exercise": "b"}, twin)
    refused = files.ApiError(("too_long",))
    assert refused.wrong({"refused": "too_long"}) == ""
    assert "expected too_long" in refused.wrong({"refused": "no_video"})
    assert "expected too_long" in refused.wrong({"reps": []})


def test_the_table() -> None:
    kind = Kind("files", lambda room: iter(()), lambda results: f"{len(results)} seen")
    made = table([(kind, [Result("a", True), Result("b", False)])])
    assert made.splitlines()[0] == "| class | tried | passed | figure |"
    assert made.splitlines()[2] == "| files |     2 |      1 | 2 seen |"


def test_a_class_that_breaks_is_a_failure(tmp_path: Path) -> None:
    def breaks(room: Room) -> object:
        raise OSError("gone")

    results = run(Kind("a", breaks, lambda _: ""), Room(tmp_path))  # type: ignore[arg-type]
    assert [(r.passed, r.seen) for r in results] == [(False, "OSError: gone")]


def test_a_judge_that_dies_or_breaks_is_told(tmp_path: Path) -> None:
    from tests.trial.judging import Judge

    with Judge(tmp_path / "log") as judge:
        broke = judge(tmp_path, look_only=True, limits={"nonsense": 1})["broke"]
        assert "Extra inputs are not permitted" in broke
        assert judge._process is not None
        judge._process.kill()
        judge._process.wait()
        assert judge(tmp_path, look_only=True)["refused"] == "is_folder"
