"""The analyser itself, on saved poses: the events for a recording of two exercises."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.report import Source
from formcheck.estimation import pose_io
from formcheck.estimation.pose_io import Saved
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.worker.analyser import Analyser
from formcheck.worker.process import Task
from tests.support.filming import camera, film, joined
from tests.support.motions import donkey_kick, glute_bridge

SIDE = camera("side")


def analysed(tmp_path: Path, frames: Sequence[PoseFrame], *, mirrored: bool = False) -> list[Any]:
    """Have saved poses analysed in `tmp_path`/work; return its events."""
    source = Source(
        name="two.mp4",
        duration=frames[-1].time,
        width=854,
        height=480,
        fps=15.0,
        frames=len(frames),
        damaged=0,
        cut_short=False,
        poses=len(frames),
        seen=1.0,
    )
    saved = Saved(
        poses=PoseSequence.of(frames),
        source=source,
        model=ModelSize.HEAVY,
        exercise=None,
        recognised=False,
        notes=(),
    )
    pose_io.save(tmp_path / "in.npz", saved)
    folder = tmp_path / "work"
    folder.mkdir()
    task = Task(
        folder=str(folder),
        name="two.mp4",
        video=None,
        poses=str(tmp_path / "in.npz"),
        exercise=None,
        model=ModelSize.HEAVY,
        only_rendering=False,
        have=(),
        playable=True,
        seconds=20.0,
        settings=Settings().model_dump_json(),
        mirrored=mirrored,
    )
    told = io.StringIO()
    Analyser(task, told).run()
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_every_set_but_the_main_one_is_reported_beside_it(tmp_path: Path) -> None:
    frames = joined(film(glute_bridge(3, hold=3), SIDE), film(donkey_kick("left", 2, hold=2), SIDE))
    folder, events = tmp_path / "work", analysed(tmp_path, frames)
    (report,) = (e for e in events if e["event"] == "report")
    assert report["report"]["exercise"] == "glute_bridge"
    assert report["beside"] == ["beside1.npz"]
    other = pose_io.load(folder / "beside1.npz")
    assert (other.exercise, other.recognised) == ("donkey_kick", True)
    assert "poses.npz" in {e["name"] for e in events if e["event"] == "file"}
    assert (folder / "poses.npz").is_file()


def test_a_set_without_a_whole_repetition_is_a_note_and_no_report(tmp_path: Path) -> None:
    jerks = film(donkey_kick("left", 2, lift=0.15, hold=0.05, lower=0.15), SIDE, fps=30)
    frames = joined(film(glute_bridge(3, hold=3), SIDE), jerks)
    (report,) = (e for e in analysed(tmp_path, frames) if e["event"] == "report")
    assert report["beside"] == []
    notes = {n["code"]: n["text"] for n in report["report"]["notes"]}
    assert "donkey kick" in notes["part_of_set"]
    assert "sets" not in notes


def test_a_mirrored_set_is_judged_with_its_sides_put_right(tmp_path: Path) -> None:
    frames = film(donkey_kick("left", 2, hold=2), SIDE)
    events = analysed(tmp_path, frames, mirrored=True)
    (report,) = (e["report"] for e in events if e["event"] == "report")
    assert report["source"]["mirrored"] is True
    assert [r["side"] for r in report["reps"]] == ["right", "right"]
