"""The whole command on two sample sets, the kept poses, and limits changed for a trial."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from formcheck.analysis.thresholds import InvalidLimitError
from formcheck.cli import app
from formcheck.evaluation import PoseStore, changed, read_limit, runner
from formcheck.exercises import catalogue
from formcheck.model_size import ModelSize
from formcheck.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_videos"
SETS = "glute_bridge__hyperextension18__side__ben_L", "donkey_kick__knee_angle_open45__side__ben_L"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, words)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sample sets with their truths, and what else lies about in folders."""
    made = tmp_path_factory.mktemp("sets")
    for name in SETS:
        for end in ("mp4", "json", "npz"):
            shutil.copy(SAMPLES / f"{name}.{end}", made)
    (made / "text.mp4").write_text("no video at all")
    (made / "labels.csv").write_text("video,exercise,start,end\ntext.mp4,glute_bridge,1,2\n")
    (made / "report.json").write_text("{}")
    return made


@pytest.fixture(scope="module")
def first(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The first evaluation, which finds the poses with the smallest model."""
    poses = tmp_path_factory.mktemp("kept") / "poses"
    result = run(folder, "--model", "lite", "--poses", poses, "--json")
    assert result.exit_code == 0, result.output
    return poses, json.loads(result.stdout)


def test_two_sets_end_to_end(first: tuple[Path, dict[str, Any]]) -> None:
    poses, tree = first
    assert len(list(poses.glob("*-lite-*hz-960px.npz"))) == 2
    assert list(poses.glob("*.part")) == []
    total = tree["totals"][0]
    assert (total["model"], total["sets"]) == ("lite", 2)
    assert total["exact"] == {"part": 2, "whole": 2}
    assert total["side"]["part"] == total["side"]["whole"] == 6
    assert total["found"]["part"] >= 3
    assert total["outside"] == 0
    assert total["hold"] < 0.3
    assert total["azimuth"] < 25
    assert len(tree["skipped"]) == 1
    assert "text.mp4" in tree["skipped"][0]


def test_the_second_time_no_model_is_needed(
    folder: Path,
    first: tuple[Path, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    poses, tree = first

    def never(*_: object, **__: object) -> None:
        raise AssertionError("poses were looked for again")

    monkeypatch.setattr(runner, "analyse", never)
    words = folder, "--model", "lite", "--poses", poses
    again = run(*words, "--json")
    assert json.loads(again.stdout) == tree
    out = tmp_path / "new" / "table.md"
    one = run(*words, "--exercise", "donkey_kick", "--out", out)
    assert one.exit_code == 0
    assert "donkey_kick" in one.stdout
    assert "glute_bridge" not in one.stdout.partition("Skipped")[0]
    assert "**Figures**" in out.read_text()
    assert "Made on 20" in out.read_text()


def test_a_changed_limit_shows_its_effect(
    folder: Path, first: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    poses, _ = first
    words = folder, "--model", "lite", "--poses", poses, "--limit", "knee_angle=20:170"
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert "donkey_kick/knee_angle  lite   before" in result.stdout
    assert "fault (there) -> ok (there)" in result.stdout
    out = tmp_path / "effect.json"
    assert run(*words, "--out", out).exit_code == 0
    tree = json.loads(out.read_text())
    assert tree["changed"] == ["donkey_kick/knee_angle", "fire_hydrant/knee_angle"]
    assert tree["before"]["totals"][0]["found"] != tree["after"]["totals"][0]["found"]


def test_nothing_to_evaluate(folder: Path, tmp_path: Path) -> None:
    result = run(folder, "--exercise", "lateral_band_walk")
    assert result.exit_code == 1
    assert "Nothing could be evaluated" in result.stderr
    shutil.copy(folder / "text.mp4", tmp_path)
    shutil.copy(folder / "labels.csv", tmp_path)
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "text.mp4" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere"], "There is no folder"),
        ([".", "--model", "huge"], "no model called 'huge'"),
        ([".", "--exercise", "press_up"], "no exercise called 'press_up'"),
        ([".", "--limit", "height"], "cannot be read"),
    ],
)
def test_what_bad_input_gets(words: list[str], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_poses_that_cannot_be_kept_or_read(tmp_path: Path, first: tuple[Path, Any]) -> None:
    (tmp_path / "file").write_text("")
    kept = next(first[0].glob("*.npz"))
    digest = kept.name.partition("-")[0]
    store = PoseStore(first[0], Settings())
    saved = store.get(digest, ModelSize.LITE)
    assert saved is not None
    assert PoseStore(None, Settings()).get(digest, ModelSize.LITE) is None
    with pytest.raises(Exception, match="--poses"):
        PoseStore(tmp_path / "file", Settings()).put(digest, ModelSize.LITE, saved)
    damaged = PoseStore(tmp_path, Settings())
    file = damaged.file(digest, ModelSize.LITE)
    assert file is not None
    file.write_text("no poses")
    assert damaged.get(digest, ModelSize.LITE) is None


def test_other_pictures_are_other_poses(tmp_path: Path) -> None:
    plain, quick = Settings(), Settings(pose_rate=25.0)
    files = {PoseStore(tmp_path, s).file("ab", ModelSize.LITE) for s in (plain, quick)}
    files.add(PoseStore(tmp_path, plain).file("ab", ModelSize.FULL))
    assert len(files) == 3


@pytest.mark.parametrize(
    ("text", "low", "high", "one"),
    [
        ("height=160", None, None, 160.0),
        ("glute_bridge/knee_bend=60:120", 60.0, 120.0, None),
        ("x= :5", None, 5.0, None),
        ("x=-5:", -5.0, None, None),
    ],
)
def test_limits_are_read(text: str, low: float, high: float, one: float) -> None:
    limit = read_limit(text)
    assert (limit.low, limit.high, limit.one) == (low, high, one)
    assert limit.exercise == ("glute_bridge" if "/" in text else None)


@pytest.mark.parametrize(
    "text",
    [
        "height",
        "=3",
        "height=",
        "height=x",
        "height=nan",
        "a=:",
        "a=5:3",
        "/height=3",
        "height=1:x",
    ],
)
def test_bad_limits(text: str) -> None:
    with pytest.raises(InvalidLimitError):
        read_limit(text)


def test_a_limit_replaces_the_one_there_is() -> None:
    known = catalogue()
    out, names = changed(known, [read_limit("glute_bridge/height=150")])
    assert names == ["glute_bridge/height"]
    assert out["glute_bridge"].cue("height").low == 150
    assert out["glute_bridge"].cue("height").high is None
    assert known["glute_bridge"].cue("height").low != 150
    assert out["donkey_kick"] is known["donkey_kick"]
    with pytest.raises(InvalidLimitError, match="two limits"):
        changed(known, [read_limit("knee_bend=90")])
    with pytest.raises(InvalidLimitError, match="No cue is called 'hiccup'"):
        changed(known, [read_limit("hiccup=90")])
