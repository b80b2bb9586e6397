"""Truths from files: rendered sets and labels made by hand, good and bad."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis.truth.ground_truth import true_camera
from formcheck.evaluation import InvalidTruthError, find, labels
from formcheck.evaluation.truth import read_rendered
from formcheck.exercises import catalogue, get

SAMPLES = Path(__file__).parents[2] / "sample_videos"
CAVE = "glute_bridge__knee_cave16__feet_high-40__ben_L"
WALK = "lateral_band_walk__knee_cave20__front__dora_R"
ARCH = "donkey_kick__back_arch40__side__carol_R"


def test_every_sample_is_read() -> None:
    truths, skipped = find(SAMPLES)
    assert skipped == []
    assert {t.path.name for t in truths} == {p.name for p in SAMPLES.glob("*.mp4")}
    assert all(t.reps and t.motion is not None for t in truths)


def test_planted_faults_become_cues() -> None:
    truth = read_rendered(SAMPLES / f"{CAVE}.json")
    assert truth is not None
    assert [sorted(r.faults or {}) for r in truth.reps] == [[], ["knee_cave"], ["knee_cave"]]
    assert [r.complete for r in truth.reps] == [True, False, False]
    assert {r.side for r in truth.reps} == {"both"}
    first = truth.reps[0]
    assert first.hold == pytest.approx(0.81, abs=0.01)
    assert first.lowering == pytest.approx(1.2, abs=0.01)
    assert first.duration == pytest.approx(first.end - first.start)


def test_the_walk_turns_round_half_way() -> None:
    truth = read_rendered(SAMPLES / f"{WALK}.json")
    assert truth is not None
    assert [r.side for r in truth.reps] == ["right"] * 3 + ["left"] * 3


def test_the_true_camera() -> None:
    for name, azimuth in ((CAVE, -140), (WALK, 0), (ARCH, -90)):
        truth = read_rendered(SAMPLES / f"{name}.json")
        assert truth is not None
        assert truth.motion is not None
        away = true_camera(truth.motion).way.azimuth - azimuth
        assert abs((away + 180) % 360 - 180) < 12


def test_true_values() -> None:
    cave, walk, arch = (read_rendered(SAMPLES / f"{n}.json") for n in (CAVE, WALK, ARCH))
    assert cave is not None
    assert walk is not None
    assert arch is not None

    def value(truth: object, cue: str, unit: str, rep: int) -> float:
        assert isinstance(truth, type(cave))
        of = get(truth.exercise).cue(cue).truth
        q = of.true_value(truth.motion, truth.reps[rep], "left", unit)
        assert q is not None
        return q.value

    assert value(cave, "knee_cave", "of the start", 0) == pytest.approx(1.06, abs=0.1)
    assert value(cave, "knee_cave", "of the start", 2) < 0.6
    assert value(walk, "knee_cave", "deg", 0) < 2
    assert 15 < value(walk, "knee_cave", "deg", 3) < 25
    assert value(walk, "trunk_upright", "deg", 0) < 2
    # the hips sink as the feet part
    height = value(walk, "squat_depth", "% of the start's hip height", 0)
    assert height == pytest.approx(97, abs=2)
    assert 100 < value(walk, "squat_depth", "deg", 0) < 150
    assert value(arch, "hyperextension", "deg", 2) > 200
    assert value(arch, "back_arch", "deg", 2) == pytest.approx(40, abs=5)
    kick, last = get("donkey_kick"), arch.reps[2]
    assert kick.cue("back_arch").truth.true_value(arch.motion, last, "left", "%") is None
    assert kick.cue("height").truth.true_value(None, last, "left", "deg") is None


def test_every_planted_fault_has_a_cue_where_it_was_planted() -> None:
    known = catalogue()
    for truth in find(SAMPLES)[0]:
        if truth.exercise in known:
            cues = {c.id for c in known[truth.exercise].cues}
            assert {c for r in truth.reps for c in r.faults or ()} <= cues
            assert truth.unwatched == ()


@pytest.mark.parametrize(
    ("exercise", "fault", "cue"),
    [
        ("glute_bridge", "uneven_pelvis", "pelvic_drop"),
        ("fire_hydrant", "trunk_lean", "pelvis_stable"),
        ("hip_flexor_stretch", "trunk_lean", "upright"),
        ("hip_flexor_stretch", "anterior_tilt", "back_arch"),
        ("lateral_band_walk", "trunk_lean", "trunk_upright"),
        ("clamshell", "unheard_of", None),
    ],
)
def test_fault_to_cue(exercise: str, fault: str, cue: str | None) -> None:
    assert next((c.id for c in get(exercise).cues if fault in c.truth.faults), None) == cue


def test_no_planted_fault_belongs_to_two_cues_of_an_exercise() -> None:
    for exercise in catalogue().values():
        faults = [f for c in exercise.cues for f in c.truth.faults]
        assert len(faults) == len(set(faults))


def _set(folder: Path, **changes: object) -> Path:
    about = json.loads((SAMPLES / f"{CAVE}.json").read_text())
    (folder / f"{CAVE}.mp4").write_bytes(b"")
    path = folder / "truth.json"
    path.write_text(json.dumps({**about, **changes}))
    return path


def test_without_its_arrays_a_truth_still_serves(tmp_path: Path) -> None:
    truth = read_rendered(_set(tmp_path))
    assert truth is not None
    assert truth.motion is None
    assert len(truth.reps) == 3


def test_unheard_of_fault_is_kept_aside(tmp_path: Path) -> None:
    reps = [{"start": 0, "top_start": 1, "top_end": 2, "end": 3, "faults": {"hiccup": 3}}]
    truth = read_rendered(_set(tmp_path, reps=reps))
    assert truth is not None
    assert truth.unwatched == ("hiccup",)
    assert not truth.reps[0].complete


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": "set-truth-9"}, "only set-truth-1"),
        ({"reps": [{"start": 1}]}, "not a whole truth"),
        ({"reps": None}, "not a whole truth"),
        ({"exercise": "clamshell", "side": "up"}, "not a whole truth"),
        ({"video": "elsewhere.mp4"}, "elsewhere.mp4"),
    ],
)
def test_bad_rendered_truth(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidTruthError, match=words):
        read_rendered(_set(tmp_path, **changes))


def test_bad_arrays(tmp_path: Path) -> None:
    path = _set(tmp_path)
    path.with_suffix(".npz").write_bytes(b"no arrays")
    with pytest.raises(InvalidTruthError, match=r"truth\.npz"):
        read_rendered(path)
    np.savez(path.with_suffix(".npz"), time=np.zeros(3))
    with pytest.raises(InvalidTruthError):
        read_rendered(path)


def test_other_json_is_none_of_ours(tmp_path: Path) -> None:
    for text in ('{"exercise": "clamshell"}', "[1]", "no json", '{"format": 3}'):
        (tmp_path / "x.json").write_text(text)
        assert read_rendered(tmp_path / "x.json") is None


HEAD = "video,exercise,side,rep,start,top_start,top_end,end,faults\n"


def _table(folder: Path, rows: str, head: str = HEAD) -> Path:
    for name in ("a.mp4", "b.mp4"):
        (folder / name).write_bytes(b"")
    path = folder / "labels.csv"
    path.write_text(head + rows, encoding="utf-8")
    return path


def test_labels(tmp_path: Path) -> None:
    path = _table(
        tmp_path,
        "a.mp4,donkey_kick,left,1,1.0,2.0,4.0,5.5,\n"
        "a.mp4,donkey_kick,left,2,6,7,9,10.5,back_arch; height\n"
        "\n"
        "b.mp4,glute_bridge,,,,,,,\n",
    )
    got = labels.read(path)
    assert got is not None
    (a, b), bad = got
    assert bad == []
    assert [r.number for r in a.reps] == [1, 2]
    assert a.reps[0].faults == {}
    assert dict(a.reps[1].faults or {}) == {"back_arch": None, "height": None}
    assert all(r.complete and r.side == "left" for r in a.reps)
    assert a.reps[0].hold == 2.0
    assert b.reps == ()


def test_labels_with_the_needed_columns_only(tmp_path: Path) -> None:
    path = _table(
        tmp_path, "a.mp4,glute_bridge,1,2\na.mp4,glute_bridge,3,4\n", "Video, Exercise ,start,end\n"
    )
    got = labels.read(path)
    assert got is not None
    one, two = got[0][0].reps
    assert (one.number, two.number, one.side, one.faults, one.complete) == (1, 2, None, None, False)
    assert one.hold is None
    assert one.duration == 1.0


def test_labels_between_semicolons(tmp_path: Path) -> None:
    """As spreadsheets save them where the comma is the decimal sign; then one fault a row."""
    path = _table(
        tmp_path, "a.mp4;glute_bridge;1,5;2;height\n", "video;exercise;start;end;faults\n"
    )
    got = labels.read(path)
    assert got is not None
    assert got[0][0].reps[0].start == 1.5
    assert dict(got[0][0].reps[0].faults or {}) == {"height": None}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",glute_bridge,,1,1,2,3,4,", "the video is not named"),
        ("c.mp4,glute_bridge,,1,1,2,3,4,", "there is no video c.mp4 beside"),
        ("a.mp4,press_up,,1,1,2,3,4,", "no exercise called 'press_up'"),
        ("a.mp4,glute_bridge,up,1,1,2,3,4,", "side is 'up'"),
        ("a.mp4,glute_bridge,,one,1,2,3,4,", "rep is 'one'"),
        ("a.mp4,glute_bridge,,1,soon,2,3,4,", "start is 'soon': write seconds"),
        ("a.mp4,glute_bridge,,1,-1,2,3,4,", "start is '-1'"),
        ("a.mp4,glute_bridge,,1,nan,2,3,4,", "start is 'nan'"),
        ("a.mp4,glute_bridge,,1,1,2,3,,", "both its start and its end"),
        ("a.mp4,glute_bridge,,1,1,2,,4,", "both top_start and top_end"),
        ("a.mp4,glute_bridge,,1,4,2,3,1,", "follow each other in time"),
        ("a.mp4,glute_bridge,,1,1,,,1,", "follow each other in time"),
        ("a.mp4,glute_bridge,,1,1,2,3,4,hiccup", "no cue 'hiccup'; it has"),
        ("a.mp4,glute_bridge,,1,1,2,3,4,\na.mp4,glute_bridge,,2,3,4,5,6,", "before the one"),
        ("a.mp4,glute_bridge,,1,1,2,3,4,\na.mp4,glute_bridge,,1,5,6,7,8,", "repetition 1 already"),
        ("a.mp4,glute_bridge,,1,1,2,3,4,\na.mp4,donkey_kick,,2,5,6,7,8,", "one set, one exercise"),
    ],
)
def test_a_bad_row_takes_its_video_out(tmp_path: Path, row: str, words: str) -> None:
    path = _table(tmp_path, row + "\nb.mp4,glute_bridge,,1,1,2,3,4,\n")
    got = labels.read(path)
    assert got is not None
    assert [t.path.name for t in got[0]] == ["b.mp4"]
    assert len(got[1]) == 1
    assert got[1][0].startswith("labels.csv, line ")
    assert words in got[1][0]
    assert got[1][0].count(".\n") == 0


def test_bad_tables(tmp_path: Path) -> None:
    with pytest.raises(InvalidTruthError, match="no column 'end'"):
        labels.read(_table(tmp_path, "", "video,exercise,start\n"))
    assert labels.read(_table(tmp_path, "", "name,weight\n")) is None
    assert labels.read(_table(tmp_path, "", "")) is None
    (tmp_path / "labels.csv").write_bytes(b"video,exercise,start,end\n\xff\xfe")
    with pytest.raises(InvalidTruthError, match="UTF-8"):
        labels.read(tmp_path / "labels.csv")


def test_find(tmp_path: Path) -> None:
    with pytest.raises(InvalidTruthError, match="There is no folder"):
        find(tmp_path / "nowhere")
    with pytest.raises(InvalidTruthError, match="No truth was found"):
        find(tmp_path)
    shutil.copy(SAMPLES / f"{CAVE}.json", tmp_path)
    path = _table(tmp_path, "a.mp4,glute_bridge,,1,1,2,3,4,\n")
    truths, skipped = find(tmp_path)
    assert [t.name for t in truths] == ["a"]
    assert f"{CAVE}.mp4" in skipped[0]
    assert [t.name for t in find(path)[0]] == ["a"]
