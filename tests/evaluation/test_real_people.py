"""Clips of real people with what a person saw in them; here they are filmed figures."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Source
from formcheck.cli import app
from formcheck.estimation import pose_io
from formcheck.estimation.pose_io import Saved
from formcheck.model_size import ModelSize
from tests.support.filming import camera, film
from tests.support.motions import donkey_kick, glute_bridge, walking_past
from tests.support.standing import squat

SIDE = camera("side")


def keep(folder: Path, name: str, frames: Sequence[PoseFrame], **label: Any) -> dict[str, Any]:
    poses = PoseSequence.of(frames)
    source = Source(
        name=f"{name}.mp4",
        duration=float(poses.time[-1]),
        width=854,
        height=480,
        fps=15.0,
        frames=len(poses),
        damaged=0,
        cut_short=False,
        poses=len(poses),
        seen=1.0,
    )
    saved = Saved(
        poses=poses,
        source=source,
        model=ModelSize.HEAVY,
        exercise=None,
        recognised=False,
        notes=(),
    )
    pose_io.save(folder / f"{name}.npz", saved)
    return {"file": f"{name}.npz", **label}


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    labels = [
        keep(
            tmp_path,
            "bridge",
            film(glute_bridge(2, hold=6, top=150), SIDE),
            exercise="glute_bridge",
            reps=2,
            cues=["height"],
        ),
        keep(
            tmp_path,
            "kick",
            film(donkey_kick("left", 3, hold=3), SIDE),
            exercise="donkey_kick",
            reps=4,
            visible_faults=["none clear"],
        ),
        keep(
            tmp_path,
            "walk",
            film(walking_past(), camera("front", distance=3.5)),
            exercise="none",
            what="a walk past",
            reps=None,
        ),
        {"file": "gone.npz", "exercise": "glute_bridge", "reps": 1},
    ]
    (tmp_path / "labels.json").write_text(json.dumps(labels))
    return tmp_path


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["evaluate", *(str(w) for w in words)])


def test_what_was_seen_is_compared_with_what_is_told(clips: Path) -> None:
    result = run(clips, "--json")
    assert result.exit_code == 0, result.output
    tree = json.loads(result.stdout)
    totals = tree["totals"]["heavy"]
    assert totals["exercise recognised"] == {"part": 2, "whole": 2}
    assert totals["repetitions exact"] == {"part": 1, "whole": 2}
    assert totals["repetitions counted"] == {"part": 5, "whole": 6}
    assert totals["other movements named as one of ours"] == {"part": 0, "whole": 1}
    assert totals["clips answered, with a wrong name"] == {"part": 0, "whole": 2}
    assert totals["form faults that a person disputes"] == {"part": 0, "whole": 1}
    assert [s.split(":")[0] for s in tree["skipped"]] == ["gone.npz"]


def test_the_tables_have_the_figures_and_a_row_a_clip(clips: Path, tmp_path: Path) -> None:
    table = tmp_path / "real.md"
    result = run(clips, "--out", table)
    assert "Real people" in result.stdout
    assert "2 of 2 (100 %)" in result.stdout
    (row,) = (line for line in table.read_text().splitlines() if "walk.npz" in line)
    assert "a walk past" in row
    assert "refused: " in row


def test_labels_that_are_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text('[{"what": "no file"}]')
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "no list of labels" in result.stderr


def test_a_variety_of_one_of_ours_is_no_wrong_name(tmp_path: Path) -> None:
    label = {"exercise": "none", "what": "box-squat", "reps": 2}
    rows = [keep(tmp_path, "box", film(squat(2), camera("side")), **label)]
    rows += [keep(tmp_path, "kick", film(donkey_kick("left", 2, hold=3), SIDE), **label)]
    (tmp_path / "labels.json").write_text(json.dumps(rows))
    totals = json.loads(run(tmp_path, "--json").stdout)["totals"]["heavy"]
    assert totals["varieties of ours taken for it"] == {"part": 1, "whole": 2}
    assert totals["clips answered, with a wrong name"] == {"part": 1, "whole": 2}
    assert totals["other movements named as one of ours"] == {"part": 0, "whole": 0}
