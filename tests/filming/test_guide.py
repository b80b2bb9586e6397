"""`film` and `explain`: for every exercise and every cue, in words and as JSON."""

import json
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from formcheck.analysis.camera_view import POSTURES
from formcheck.analysis.exercise import Cue, Exercise, Placement
from formcheck.analysis.visibility import anywhere, facing, nowhere, side
from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.exercises import catalogue
from formcheck.filming import guide
from formcheck.filming.drawing import placement_svg
from formcheck.filming.geometry import direction
from formcheck.model_size import ModelSize

EXERCISES = [pytest.param(e, id=e.id) for e in catalogue().values()]
CUES = [pytest.param(e, c, id=f"{e.id}-{c.id}") for e in catalogue().values() for c in e.cues]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def lines(*words: str) -> str:
    """What the command prints, its broken lines joined again."""
    got = run(*words)
    assert got.exit_code == 0, got.output
    return " ".join(got.output.split())


def printed(*words: str) -> Any:
    got = run(*words, "--json")
    assert got.exit_code == 0, got.output
    return json.loads(got.output)


# --- film ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES)
def test_film_says_where_how_high_how_far_and_what_shows(exercise: Exercise) -> None:
    said = lines("film", exercise.id)
    assert exercise.title in said
    assert exercise.wear in said
    for place in exercise.placements:
        assert place.text in said
        assert f"{place.height:g} m high, {place.distance:g} m away" in said
    for cue in exercise.cues:
        assert cue.title.lower() in said.lower()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_film_is_the_same_as_json(exercise: Exercise) -> None:
    told = printed("film", exercise.id)
    assert told == json.loads(json.dumps(guide.film_json(exercise), allow_nan=False))
    assert [p["name"] for p in told["places"]] == [p.name for p in guide.places(exercise)]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_cue_has_one_standing_from_each_place(exercise: Exercise) -> None:
    for place in guide.film_json(exercise)["places"]:
        kinds = ("shows", "with_markers", "roughly", "not_shown")
        said = [c["cue"] for kind in kinds for c in place[kind]]
        assert sorted(said) == sorted(c.id for c in exercise.cues)
        for c in place["not_shown"]:
            assert c["camera_move"] == exercise.cue(c["cue"]).camera_move


@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_a_place_is_said_to_show_can_be_visible_from_there(exercise: Exercise) -> None:
    for place in exercise.placements:
        here = direction(exercise, place)
        for c in place.shows:
            assert isfinite(exercise.cue(c).visibility(here)), (place.name, c)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_a_place_does_not_show_comes_with_the_move_that_would(exercise: Exercise) -> None:
    for place in guide.film_json(exercise)["places"]:
        assert all(c["camera_move"] for c in place["not_shown"])


def test_the_best_place_shows_what_is_told_first() -> None:
    best = {e.id: guide.places(e)[0].azimuth for e in catalogue().values()}
    assert best["donkey_kick"] == best["hip_flexor_stretch"] == best["glute_bridge"] == 90
    assert best["lateral_band_walk"] == 0
    assert run("film", "donkey_kick").output.count("Best single place: ") == 1


def test_film_of_everything() -> None:
    assert [e["id"] for e in printed("film")] == list(catalogue())
    assert all(e.title in run("film").output for e in catalogue().values())


def test_film_writes_the_drawings(tmp_path: Path) -> None:
    out = tmp_path / "new" / "film"
    got = run("film", "glute_bridge", "--out", str(out))
    assert got.exit_code == 0
    assert str(out) in got.output
    bridge = catalogue()["glute_bridge"]
    named = {p["drawing"] for p in guide.film_json(bridge)["places"]}
    assert {f.name for f in out.iterdir()} == named
    best = guide.places(bridge)[0]
    first = guide.film_json(bridge)["places"][0]["drawing"]
    assert (out / first).read_text("utf-8") == placement_svg(bridge, best)


def test_film_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    got = run("film", "glute_bridge", "--out", str(tmp_path / "file"))
    assert got.exit_code == 1
    assert "could not be written" in got.output
    assert "Traceback" not in got.output


def test_drawings_of_all_exercises_have_names_of_their_own() -> None:
    names = [p["drawing"] for e in catalogue().values() for p in guide.film_json(e)["places"]]
    assert len(names) == len(set(names))


def test_an_unknown_exercise_is_one_sentence_with_the_choices() -> None:
    got = run("film", "plank")
    assert got.exit_code == 1
    assert got.output.startswith("formcheck: There is no exercise called 'plank'. Choose one of:")
    assert all(e in got.output for e in catalogue())
    assert got.output.count("\n") == 1


# --- explain ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("exercise", "cue"), CUES)
def test_explain_says_what_how_limit_source_and_what_fools(exercise: Exercise, cue: Cue) -> None:
    said = lines("explain", f"{exercise.id}/{cue.id}")
    told = guide.explain_json(exercise, cue)
    for words in (
        cue.title,
        cue.rule,
        cue.method,
        cue.source,
        cue.known_confounders,
        told["limit"],
        cue.camera_move,
    ):
        assert " ".join(words.split()) in said
    assert cue.fix("low") in said
    assert cue.fix("high") in said
    assert "nan" not in said
    assert "inf" not in said.replace("information", "").replace("Information", "")


@pytest.mark.parametrize(("exercise", "cue"), CUES)
def test_explain_is_the_same_as_json(exercise: Exercise, cue: Cue) -> None:
    told = printed("explain", f"{exercise.id}/{cue.id}")
    assert told == [json.loads(json.dumps(guide.explain_json(exercise, cue), allow_nan=False))]
    assert told[0]["margin"]["heavy"] <= told[0]["margin"]["full"] <= told[0]["margin"]["lite"]
    assert told[0]["margin"][ModelSize.HEAVY] == pytest.approx(
        2 * cue.error_of(ModelSize.HEAVY), abs=1e-3
    )


def test_a_cue_of_several_exercises_is_explained_in_each() -> None:
    with_it = [e.id for e in catalogue().values() if any(c.id == "knee_cave" for c in e.cues)]
    assert len(with_it) > 1
    assert [x["exercise"] for x in printed("explain", "knee_cave")] == with_it
    assert all(f"({e}/knee_cave)" in run("explain", "knee_cave").output for e in with_it)


def test_an_exercise_is_explained_cue_by_cue() -> None:
    bridge = catalogue()["glute_bridge"]
    assert [x["cue"] for x in printed("explain", "glute_bridge")] == [c.id for c in bridge.cues]


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("sagging", "knee_cave"),
        ("glute_bridge/sagging", "knee_cave"),
        ("plank/hold", "glute_bridge"),
        ("", "knee_cave"),
        ("/", "glute_bridge"),
    ],
)
def test_an_unknown_cue_is_one_sentence_with_the_choices(name: str, choices: str) -> None:
    got = run("explain", name)
    assert got.exit_code == 1
    assert got.output.startswith("formcheck: ")
    assert choices in got.output
    assert got.output.count("\n") == 1
    with pytest.raises(FormcheckError):
        guide.find(name)


# --- from where ---------------------------------------------------------------------------------


def test_views_are_told_in_ranges() -> None:
    across = guide.visible_from(side(26, 38), "supine")
    assert across["azimuth"] == [[68, 112]]
    assert across["azimuth_weak"] == [[52, 128]]
    assert across["elevation"][0][0] == 0
    assert across["elevation"][0][1] == pytest.approx(22, abs=2)
    assert across["mirrored"]
    round_ = guide.visible_from(facing(28, 40), "upright")
    assert round_["azimuth"] == [[0, 28], [152, 180]]
    one_side = guide.visible_from(lambda d: 1.0 if d.left > 0.5 else float("inf"), "prone")
    assert not one_side["mirrored"]


def test_everywhere_and_nowhere() -> None:
    for lying in POSTURES:
        every = guide.visible_from(anywhere, lying)
        assert every["anywhere"]
        assert not every["nowhere"]
        none = guide.visible_from(nowhere, lying)
        assert none["nowhere"]
        assert none["azimuth"] == []


def test_a_cue_for_stickers_only_says_so() -> None:
    said = lines("explain", "lateral_band_walk/pelvic_drop")
    assert "nowhere with the pose model alone" in said
    assert "With stickers on the hip bones: ±" in said
    assert "Known error" not in said


def test_a_low_place_at_the_end_of_the_body_never_counts() -> None:
    seen = guide.visible_from(anywhere, "supine")
    assert seen["anywhere"]
    low = guide.visible_from(lambda d: 1.0 if d.elevation < 10 else float("inf"), "supine")
    assert low["azimuth"][0][0] > 30


def test_words_for_one_who_lies_on_the_side() -> None:
    clam = catalogue()["clamshell"]
    told = guide.explain_json(clam, clam.cue("feet_together"))
    assert "90° in front of you" in told["azimuths"]
    assert list(guide.explain_lines(told))


def test_a_new_place_needs_no_code() -> None:
    clam = catalogue()["clamshell"]
    place = Placement(
        name="from above", azimuth=135, height=2.5, distance=1.0, text="There.", shows=("hold",)
    )
    told = guide.film_json(replace(clam, placements=(place,)))
    assert told["places"][0]["drawing"] == "clamshell-from-above.svg"
    assert "Where to film: from above" in list(guide.film_lines(told))
