"""The counting table: how well repetitions are counted under which conditions."""

from collections.abc import Mapping
from dataclasses import replace

from formcheck.evaluation.compare import RepOutcome, SetOutcome
from formcheck.evaluation.tables import counting_table

FRONT = "front or end"


def one_set(
    view: str, found: int, true: int, extra: int = 0, conditions: Mapping[str, str] | None = None
) -> SetOutcome:
    """A set of which so many true repetitions were found, and so many counted too many."""
    return SetOutcome(
        video="set",
        exercise="squat",
        model="heavy",
        view=view,
        usable="shows",
        counted=found + extra,
        true_reps=true,
        extra=tuple(range(found + 1, found + extra + 1)),
        reps=tuple(
            RepOutcome(number=i, counted=i if i <= found else None) for i in range(1, true + 1)
        ),
        cues=(),
        azimuth=None,
        elevation=None,
        conditions=conditions or {},
    )


def test_counting_is_told_by_angle_distance_light_and_background() -> None:
    near = {"distance": "about 2 m", "light": "dim", "background": "gym"}
    sets = [one_set("side", 3, 3, conditions=near), one_set(FRONT, 1, 2, extra=1)]
    rows = {row[:2]: row[2:] for row in counting_table("heavy", sets).rows}
    assert rows["all", ""] == ("2", "5", "4 (80.0 %)", "1", "0.800")
    assert rows["angle", "side"] == ("1", "3", "3 (100.0 %)", "0", "1.000")
    assert rows["angle", FRONT][2:] == ("1 (50.0 %)", "1", "0.500")
    assert {key[0] for key in rows} == {"all", "angle", "distance", "light", "background"}


def test_what_no_camera_shows_and_other_models_are_not_in_the_table() -> None:
    low = replace(one_set("side", 0, 3), usable="cannot")
    lite = replace(one_set("side", 0, 3), model="lite")
    assert counting_table("heavy", [low, lite]).rows == ()
